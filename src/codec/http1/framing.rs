//! How long a body is (RFC 9112, section 6).
//!
//! Depends on heads. Never guesses: a body whose length two readers could see differently is
//! malformed.

use super::{Head, Malformed};

/// Where a body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// There is none.
    Empty,
    /// After so many bytes.
    Length(u64),
    /// With its last chunk.
    Chunked,
    /// With the connection.
    UntilClose,
}

/// The body of a request.
///
/// # Errors
/// Lengths that contradict each other, or a coding that does not say where it ends.
pub fn request_framing(head: &Head) -> Result<Framing, Malformed> {
    match coded(head)? {
        Some(true) => Ok(Framing::Chunked),
        Some(false) => Err(Malformed("a request in a transfer coding without an end")),
        None => Ok(length(head)?.map_or(Framing::Empty, Framing::Length)),
    }
}

/// The body of a response of this status to a request of this method.
///
/// # Errors
/// Lengths that contradict each other.
pub fn response_framing(head: &Head, method: &str, status: u16) -> Result<Framing, Malformed> {
    if method == "HEAD" || matches!(status, 100..=199 | 204 | 304) {
        return Ok(Framing::Empty);
    }
    match coded(head)? {
        Some(true) => Ok(Framing::Chunked),
        Some(false) => Ok(Framing::UntilClose),
        None => Ok(length(head)?.map_or(Framing::UntilClose, Framing::Length)),
    }
}

/// Whether the last transfer coding is `chunked`; none without any.
fn coded(head: &Head) -> Result<Option<bool>, Malformed> {
    let codings: Vec<&str> = head
        .all("transfer-encoding")
        .flat_map(|f| f.value.split(','))
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .collect();
    let chunked = |c: &&&str| c.eq_ignore_ascii_case("chunked");
    if codings.iter().filter(chunked).count() > 1 {
        return Err(Malformed("chunked more than once"));
    }
    Ok(codings.last().map(|c| c.eq_ignore_ascii_case("chunked")))
}

fn length(head: &Head) -> Result<Option<u64>, Malformed> {
    let mut lengths = head.all("content-length").flat_map(|f| f.value.split(',')).map(str::trim);
    let Some(first) = lengths.next() else { return Ok(None) };
    if lengths.any(|other| other != first) {
        return Err(Malformed("two lengths that contradict each other"));
    }
    let digits = !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit());
    let length = first.parse().ok().filter(|_| digits);
    length.map(Some).ok_or(Malformed("a content length that is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(fields: &str) -> Head {
        Head::parse(format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes()).unwrap()
    }

    #[test]
    fn chunks_come_before_lengths_and_some_answers_have_no_body() {
        let both = head("Content-Length: 3\r\nTransfer-Encoding: gzip, Chunked\r\n");
        assert_eq!(request_framing(&both), Ok(Framing::Chunked));
        assert_eq!(response_framing(&both, "HEAD", 200), Ok(Framing::Empty));
        assert_eq!(response_framing(&both, "GET", 304), Ok(Framing::Empty));
        assert_eq!(response_framing(&head(""), "GET", 200), Ok(Framing::UntilClose));
        assert_eq!(request_framing(&head("")), Ok(Framing::Empty));
    }

    #[test]
    fn lengths_that_two_readers_could_see_differently_are_malformed() {
        let same = head("Content-Length: 3\r\nContent-Length: 3\r\n");
        assert_eq!(request_framing(&same), Ok(Framing::Length(3)));
        for fields in ["Content-Length: 3, 4\r\n", "Content-Length: +3\r\n", "Content-Length:\r\n"]
        {
            assert!(request_framing(&head(fields)).is_err(), "{fields}");
        }
        assert!(request_framing(&head("Transfer-Encoding: gzip\r\n")).is_err());
        assert!(request_framing(&head("Transfer-Encoding: chunked, chunked\r\n")).is_err());
    }
}
