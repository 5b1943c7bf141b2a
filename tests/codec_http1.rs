//! The reader of HTTP/1.1 from outside: first lines and chunks that are none, and limits at
//! their edges.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test by panicking")]

use ringtrue::codec::http1::{Chunked, Head, Malformed};

fn head(first: &[u8]) -> Head {
    Head::parse(&[first, b"\r\nA: b\r\n\r\n"].concat()).unwrap()
}

#[test]
fn each_part_of_a_request_line_can_be_what_is_wrong() {
    // RFC 9112, section 3: a method that is a token, a target, a version. A request that is only
    // nearly one must not be played or judged as one.
    for first in [
        &b" / HTTP/1.1"[..],
        b"G(T / HTTP/1.1",
        b"GET  HTTP/1.1",
        b"GET /\xff HTTP/1.1",
        b"GET / HTTP/2.0",
        b"GET / http/1.1",
        b"GET /",
    ] {
        let shown = String::from_utf8_lossy(first);
        assert!(head(first).request_line().is_err(), "{shown:?}");
    }
    let line = head(b"GET /a b HTTP/1.0").request_line().unwrap();
    assert_eq!((line.method.as_str(), line.target.as_str()), ("GET", "/a b"));
}

#[test]
fn a_status_is_three_digits_and_at_least_a_hundred() {
    // RFC 9112, section 4: status-code = 3DIGIT; section 15 of RFC 9110: 100 and above.
    for (first, status) in [
        ("HTTP/1.1 200 OK", Some(200)),
        ("HTTP/1.1 200", Some(200)),
        ("HTTP/1.1 100 Continue", Some(100)),
        ("HTTP/1.1 099 x", None),
        ("HTTP/1.1 2000 OK", None),
        ("HTTP/1.1 +20 OK", None),
        ("HTTP/1.1 2x0 OK", None),
        ("HTTP/1.1 20 OK", None),
        ("HTTP/2 200 OK", None),
    ] {
        assert_eq!(head(first.as_bytes()).status().ok(), status, "{first}");
    }
}

/// Reads chunks: the content and how many bytes belong to the body.
fn read(text: &[u8]) -> Result<(Vec<u8>, usize, bool), Malformed> {
    let (mut chunked, mut content) = (Chunked::default(), Vec::new());
    let taken = chunked.feed(text, |piece| content.extend_from_slice(piece))?;
    Ok((content, taken, chunked.is_done()))
}

#[test]
fn a_size_is_hexadecimal_digits_and_nothing_else() {
    // RFC 9112, section 7.1: chunk-size = 1*HEXDIG.
    for text in ["+1\r\na\r\n0\r\n\r\n", "0x1\r\na\r\n0\r\n\r\n", " ;x\r\na\r\n0\r\n\r\n"] {
        assert!(read(text.as_bytes()).is_err(), "{text:?}");
    }
    assert_eq!(read(b"a;x=1\r\n0123456789\r\n0\r\n\r\n"), Ok((b"0123456789".to_vec(), 24, true)));
}

#[test]
fn blanks_after_a_chunk_are_more_than_its_size() {
    // RFC 9112, section 7.1: a chunk is followed by CRLF. Blanks before it are content that the
    // size does not count, as when a body was measured after it had been trimmed.
    for text in ["2\r\n{} \r\n0\r\n\r\n", "2\r\n{}\t\n0\r\n\r\n", "2\r\n{}\r\r\n0\r\n\r\n"] {
        assert!(read(text.as_bytes()).is_err(), "{text:?}");
    }
    // A line feed alone ends a line everywhere here.
    assert_eq!(read(b"2\n{}\n0\n\n"), Ok((b"{}".to_vec(), 8, true)));
    // A blank line that is not empty is part of a folded trailer field, not the end.
    assert_eq!(read(b"0\r\nA: b\r\n \r\n").map(|(_, _, done)| done), Ok(false));
}

#[test]
fn lines_between_chunks_and_trailers_are_limited_exactly() {
    let line = |length: usize| format!("1;{}\r\n", "x".repeat(length - 4));
    assert_eq!(read(line(8192).as_bytes()), Ok((Vec::new(), 8192, false)));
    assert!(read(line(8193).as_bytes()).is_err());
    let field = format!("A: {}\r\n", "x".repeat(8192 - 5));
    let trailer = format!("0\r\n{}", field.repeat(8));
    assert!(read(format!("{trailer}\r\n").as_bytes()).unwrap().2, "64 KiB of trailer are read");
    assert!(read(format!("{trailer}A:\n\r\n").as_bytes()).is_err());
    assert!(read(format!("{trailer}{field}\r\n").as_bytes()).is_err());
}

#[test]
fn what_is_malformed_is_said_in_words() {
    let said = read(b"x\r\n").unwrap_err().to_string();
    assert_eq!(said, "a chunk size that is no number");
}

#[test]
fn a_word_is_listed_by_any_field_of_the_name_and_never_by_a_part_of_it() {
    // RFC 9110, sections 5.3 and 5.6.1: fields of one name are one list, with blanks around
    // its commas.
    let text = b"GET / HTTP/1.1\r\nConnection: keep-alive ,Upgrade\r\nCONNECTION: x\r\n\r\n";
    let head = Head::parse(text).unwrap();
    for (name, word, listed) in [
        ("connection", "upgrade", true),
        ("connection", "keep-alive", true),
        ("Connection", "X", true),
        ("connection", "keep", false),
        ("connection", "close", false),
        ("upgrade", "x", false),
    ] {
        assert_eq!(head.lists(name, word), listed, "{name}: {word}");
    }
}
