//! The reader of forms from outside: what it reads, what it remarks, exact places of
//! faults, limits at their edges, and hostile bodies.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test by panicking")]

use std::time::{Duration, Instant};

use ringtrue::codec::multipart::{
    BoundaryError, Expected, Form, Limits, OddityKind, SyntaxError, SyntaxErrorKind, boundary_for,
    boundary_of, parse, properties::boundary_in, write,
};

const NAME: &str = "Content-Disposition: form-data; name=\"a\"";

/// Reads by the boundary `b`; in the text, `|` is a CRLF.
fn read(text: &str) -> Result<Form, SyntaxError> {
    parse("b", text.replace('|', "\r\n").as_bytes(), &Limits::default())
}

/// A part with this header and the value `1`, in a form.
fn with_header(header: &str) -> Result<Form, SyntaxError> {
    read(&format!("--b|{header}||1|--b--|"))
}

fn oddities(form: &Form) -> Vec<OddityKind> {
    form.oddities.iter().map(|oddity| oddity.kind).collect()
}

/// The fault of a body: its offset and what it says.
fn fault(text: &str) -> (usize, String) {
    let error = read(text).unwrap_err();
    (error.offset, error.kind.to_string())
}

#[test]
fn a_plain_form_has_its_fields_in_order_and_no_oddities() {
    let form = read(&format!("--b|{NAME}||1|--b|{}||x|y||--b--|", NAME.replace("\"a\"", "\"c\"")));
    let form = form.unwrap();
    assert_eq!(form.fields().unwrap(), [("a", "1"), ("c", "x\r\ny\r\n")]);
    assert_eq!(form.oddities, []);
    assert_eq!((form.preamble, form.epilogue.map(|span| span.end - span.start)), (None, Some(0)));
    assert_eq!(form.part("a").unwrap().header("content-disposition"), NAME.get(21..));
}

#[test]
fn spans_slice_out_what_they_belong_to() {
    let text = "--b\r\nContent-Disposition: form-data; name=\"n\"; filename=\"f.txt\"\r\n\
                Content-Type: text/plain\r\n\r\nvalue\r\n--b--\r\n";
    let form = parse("b", text.as_bytes(), &Limits::default()).unwrap();
    let part = &form.parts[0];
    assert_eq!(&text[part.name_span.range()], "n");
    assert_eq!(&text[part.filename_span.unwrap().range()], "f.txt");
    assert_eq!(part.filename.as_deref(), Some("f.txt"));
    assert_eq!(&text[part.value_span.range()], "value");
    assert!(text[part.header_span.range()].ends_with("text/plain\r\n"));
    assert_eq!(part.headers[1], ("Content-Type".into(), "text/plain".into()));
    assert_eq!(form.oddities, []);
}

#[test]
fn the_last_line_end_may_be_missing() {
    let form = read(&format!("--b|{NAME}||1|--b--")).unwrap();
    assert_eq!((form.oddities.len(), form.epilogue), (0, None));
}

#[test]
fn every_oddity_of_the_structure_is_told_and_the_rest_read() {
    use OddityKind as Kind;
    let lines = "--b\nContent-Disposition: form-data; name=\"a\"\n\n1\n--b--\n";
    for (text, kinds) in [
        (String::new(), vec![Kind::EmptyBody]),
        ("--b--|".into(), vec![Kind::NoParts]),
        (format!("hello|--b|{NAME}||1|--b--|"), vec![Kind::Preamble]),
        (format!("|--b|{NAME}||1|--b--|"), vec![Kind::Preamble]),
        (format!("--b|{NAME}||1|--b--|bye"), vec![Kind::Epilogue]),
        (format!("--b \t|{NAME}||1|--b-- "), vec![Kind::TransportPadding; 2]),
        (lines.into(), vec![Kind::BareLineFeed; 5]),
        (format!("--b|{NAME}||1|--b|{NAME}||1|--b--|"), vec![Kind::DuplicateName]),
        (format!("--b|{NAME}||--b--|"), vec![Kind::NoValue]),
    ] {
        let form = read(&text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(oddities(&form), kinds, "{text:?}");
    }
    assert_eq!(read(lines).unwrap().fields().unwrap(), [("a", "1")]);
}

#[test]
fn every_oddity_of_a_header_is_told_and_the_rest_read() {
    use OddityKind as Kind;
    for (header, name, kind) in [
        ("content-disposition:FORM-DATA;NAME=a", "a", Kind::UnquotedParameter),
        ("Content-Disposition: form-data; name=\"a\\\"b\"", "a\"b", Kind::Backslash),
        ("Content-Disposition: form-data; name=\"a\\\"", "a\\", Kind::Backslash),
        ("Content-Disposition: form-data; name=\"a\";", "a", Kind::TrailingSemicolon),
        ("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "a", Kind::DuplicateParameter),
        (
            "Content-Disposition: form-data; name=\"a\"; filename*=utf-8''x",
            "a",
            Kind::ExtendedParameter,
        ),
        ("Content-Disposition: form-data;| name=\"a\"", "a", Kind::FoldedHeader),
        ("Content-Disposition: form-data; name=\"a\u{1}\"", "a\u{1}", Kind::ControlCharacter),
        (
            "Content-Disposition: form-data; name=\"a\"|content-disposition: x",
            "a",
            Kind::DuplicateHeader,
        ),
        (
            "Content-Disposition: form-data; name=\"a\"|Content-Transfer-Encoding: base64",
            "a",
            Kind::TransferEncoding,
        ),
        ("X: y|Content-Disposition: form-data; name=\"a\"", "a", Kind::StrayHeader),
    ] {
        let form = with_header(header).unwrap_or_else(|error| panic!("{header}: {error}"));
        assert_eq!(oddities(&form), [kind], "{header}");
        assert_eq!(form.fields().unwrap(), [(name, "1")], "{header}");
    }
    let form = parse(
        "b",
        b"--b\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n\xff\r\n--b--",
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(oddities(&form), [Kind::NotUtf8]);
    assert_eq!((form.parts[0].name.as_str(), form.parts[0].text()), ("\u{fffd}", None));
}

#[test]
fn a_fault_says_what_was_expected_and_where() {
    let part = format!("--b|{NAME}||1|");
    for (text, offset, message) in [
        ("x", 1, "expected a line that begins with the boundary but found the end"),
        ("--a|", 5, "expected a line that begins with the boundary but found the end"),
        ("--b", 3, "expected a line end or '--' after the boundary but found the end"),
        ("--bb|", 3, "expected a line end or '--' after the boundary but found 'b'"),
        ("--b x|", 4, "expected the line end of the delimiter but found 'x'"),
        ("--b--x", 5, "a line end or the end of the body after the close delimiter but found 'x'"),
        (&part, part.len() + 4, "expected the delimiter that ends the part but found the end"),
        ("--b|x", 6, "expected the line end of the header field but found the end"),
        ("--b||1|--b--|", 5, "expected a Content-Disposition field in the part but found none"),
        ("--b|x y: z||1|--b--|", 6, "expected ':' after the name of the header field but found"),
        ("--b|: z||1|--b--|", 5, "expected a header field or an empty line but found ':'"),
        ("--b| x||1|--b--|", 5, "expected a header field or an empty line but found the byte 0x20"),
        (
            "--b|a: b|--b--|",
            11,
            "expected an empty line after the header of the part but found '-'",
        ),
        (
            "--b|Content-Disposition: attachment; name=\"a\"||1|--b--|",
            26,
            "expected the disposition form-data but found another",
        ),
        (
            "--b|Content-Disposition: form-data||1|--b--|",
            35,
            "expected the parameter 'name' but found none",
        ),
        ("--b|Content-Disposition:||1|--b--|", 25, "expected a type but found the end"),
    ] {
        let (at, said) = fault(text);
        assert!(said.contains(message), "{text}: {said}");
        assert_eq!(at, offset, "{text}: {said}");
    }
}

#[test]
fn a_value_that_begins_a_line_with_the_boundary_is_a_fault_not_a_guess() {
    let error = read(&format!("--b|{NAME}||--bc|--b--|")).unwrap_err();
    let kind = SyntaxErrorKind::Unexpected { expected: Expected::AfterBoundary, found: Some(b'c') };
    assert_eq!(error.kind, kind);
    assert!(read(&format!("--b|{NAME}||x--b|--b--|")).is_ok(), "within a line it is a value");
}

#[test]
fn a_body_is_not_read_by_what_is_no_boundary() {
    let error = parse("", b"--\r\n", &Limits::default()).unwrap_err();
    assert_eq!(error.kind, SyntaxErrorKind::Boundary(BoundaryError::Empty));
    assert!(parse("a\nb", b"", &Limits::default()).is_err());
}

#[test]
fn a_body_at_a_limit_is_read_and_one_past_it_is_refused() {
    let two = format!("--b|X: y|{NAME}||1|--b|{NAME}||1|--b--").replace('|', "\r\n");
    let header_bytes = NAME.len() + "X: y".len() + 4;
    let exact = Limits { bytes: two.len(), parts: 2, headers: 2, header_bytes };
    assert!(parse("b", two.as_bytes(), &exact).is_ok());
    for (limits, message) in [
        (Limits { bytes: exact.bytes - 1, ..exact }, "bytes of body"),
        (Limits { parts: 1, ..exact }, "at most 1 parts"),
        (Limits { headers: 1, ..exact }, "at most 1 header fields"),
        (Limits { header_bytes: header_bytes - 1, ..exact }, "bytes of header"),
    ] {
        let error = parse("b", two.as_bytes(), &limits).unwrap_err();
        assert!(error.is_limit() && error.to_string().contains(message), "{error}");
        assert!(error.offset <= two.len());
    }
}

#[test]
fn what_is_written_reads_as_the_same_fields() {
    const PIECES: [&str; 14] =
        ["", "a", "\r", "\n", "\r\n", "--", "\"", "%", ";", "=", " ", "é", "\0", "-----Ringtrue"];
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..3000 {
        let mut text = |most: usize| -> String {
            let count = random.usize(..most);
            (0..count).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
        };
        let count = 1 + round % 7;
        let fields: Vec<(String, String)> = (0..count).map(|_| (text(6), text(20))).collect();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let boundary = boundary_for(&round.to_string(), &fields);
        let body = write(&boundary, &fields);
        let form = parse(&boundary, &body, &Limits::default()).unwrap();
        assert_eq!(form.fields().unwrap(), fields);
        let told = [OddityKind::DuplicateName, OddityKind::ControlCharacter];
        assert!(oddities(&form).iter().all(|kind| told.contains(kind)), "{:?}", form.oddities);
    }
    let form = parse("b", &write("b", &[]), &Limits::default()).unwrap();
    assert_eq!((form.parts.len(), oddities(&form)), (0, vec![OddityKind::NoParts]));
}

#[test]
fn hostile_bodies_of_sixteen_mebibytes_are_read_in_one_pass() {
    let size = 16 * 1024 * 1024;
    let boundary = "b".repeat(70);
    let nearly = format!("\r\n--{}", "b".repeat(69));
    let head = format!("--{boundary}\r\n{NAME}\r\n\r\n");
    for filler in ["\r", "\n", "\r\n--", &nearly, "-", " "] {
        for start in ["", head.as_str()] {
            let mut body = start.to_owned();
            body.push_str(&filler.repeat((size - start.len()) / filler.len()));
            let begun = Instant::now();
            assert!(parse(&boundary, body.as_bytes(), &Limits::default()).is_err());
            // Unoptimised on a busy machine one pass takes a second; a square would take days.
            assert!(begun.elapsed() < Duration::from_secs(30), "{filler:?}");
        }
    }
}

#[test]
fn an_oddity_is_told_in_words_at_the_bytes_that_show_it() {
    use OddityKind as Kind;
    let part = |header: &str| format!("--b\r\n{header}\r\n\r\n1\r\n--b--").into_bytes();
    let bytes = |more: &[u8]| {
        [b"--b\r\nContent-Disposition: form-data; name=\"a", more, b"\"\r\n\r\n1\r\n--b--"].concat()
    };
    let mut told: Vec<String> = Vec::new();
    for (body, kind, shown) in [
        (b"x\r\n--b--\r\n".to_vec(), Kind::NoParts, &b"--b--"[..]),
        (part("Content-Disposition: form-data; name=\"a\";"), Kind::TrailingSemicolon, b";"),
        (part("Content-Disposition: form-data; name=\"a\\b\""), Kind::Backslash, b"\\"),
        (bytes(b"\x01b"), Kind::ControlCharacter, b"\x01"),
        (bytes(b"\xffb"), Kind::NotUtf8, b"\xff"),
        (bytes(b"\xe2\x82b"), Kind::NotUtf8, b"\xe2\x82"),
    ] {
        let form = parse("b", &body, &Limits::default()).unwrap();
        let oddity = form.oddities.iter().find(|oddity| oddity.kind == kind).unwrap();
        assert_eq!(body.get(oddity.span.range()), Some(shown), "{kind:?}");
        let said = oddity.to_string();
        assert_eq!(said, format!("{kind} at byte {}", oddity.span.start));
        assert!(kind.to_string().contains(' '), "{kind:?}");
        told.push(kind.to_string());
    }
    told.dedup();
    assert_eq!(told.len(), 5, "each has words of its own: {told:?}");
}

#[test]
fn only_a_character_that_quotation_marks_would_admit_is_said_to_lack_them() {
    // RFC 2046, section 5.1.1: no boundary has an at sign, in quotation marks or without.
    let of = |boundary: &str| boundary_of(&format!("multipart/form-data; boundary={boundary}"));
    assert_eq!(of("a:b"), Err(BoundaryError::Unquoted { found: ':' }));
    assert!(matches!(of("a@b"), Err(BoundaryError::Malformed(_))), "{:?}", of("a@b"));
    assert_eq!(of("\"a@b\""), Err(BoundaryError::BadCharacter { found: '@' }));
}

#[test]
fn a_line_end_in_a_name_is_written_as_browsers_write_it() {
    // WHATWG HTML, "multipart/form-data encoding algorithm": these three are percent-encoded.
    let body = String::from_utf8(write("b", &[("a\rb\nc\"", "\r1\n")])).unwrap();
    let header = "Content-Disposition: form-data; name=\"a%0Db%0Ac%22\"";
    assert_eq!(body, format!("--b\r\n{header}\r\n\r\n\r1\n\r\n--b--\r\n"));
}

#[test]
fn a_boundary_is_the_same_in_every_release() {
    // A run is repeated byte for byte: FNV-1a of the seed through the finaliser of SplitMix64,
    // worked out from their publications and not by this code.
    for (seed, end) in
        [("", "f52a15e9a9b5e89b"), ("case 1", "be6c3fbf8ad2a1a9"), ("foobar", "404da9e3b74078c2")]
    {
        assert_eq!(boundary_for(seed, &[]), format!("----RingtrueFormBoundary{end}"));
    }
}

#[test]
fn any_body_is_read_by_the_boundary_of_its_first_line() {
    for (body, boundary) in [
        ("--abc\r\nX: y", "abc"),
        ("--abc--\r\n", "abc"),
        ("--abc \n--d\n", "abc"),
        ("--\r\n--d\r\n", "b"),
        ("--a#\r\n", "b"),
        ("text\r\n--abc\r\n", "b"),
        ("", "b"),
    ] {
        assert_eq!(boundary_in(body.as_bytes()), boundary, "{body:?}");
    }
}
