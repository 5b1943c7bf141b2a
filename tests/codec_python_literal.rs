//! The reader of Python literals from outside: halves of surrogate pairs, escapes that one kind
//! of string has and the other lacks, and limits at their edges.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test by panicking")]

use ringtrue::codec::json::Limits;
use ringtrue::codec::python_literal::{
    EscapePart, SyntaxError, SyntaxErrorKind, parse, parse_prefix,
};

/// A string and how many halves of surrogate pairs it has.
fn string(text: &str) -> (String, usize) {
    let document = parse(text.as_bytes(), &Limits::default())
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    (document.root.as_str().unwrap().to_owned(), document.flaws.len())
}

#[test]
fn half_of_a_surrogate_pair_is_told_whatever_follows_it() {
    // Python 2 prints what it was sent, so a log has these if a peer sent them.
    for (text, meant, halves) in [
        (r"u'\ud83d\ude00'", "\u{1f600}", 0),
        (r"u'\ud800\udc00'", "\u{10000}", 0),
        (r"u'\ud800xyz'", "\u{fffd}xyz", 1),
        (r"u'\ud800'", "\u{fffd}", 1),
        (r"u'\ud800\n'", "\u{fffd}\n", 1),
        (r"u'\udc00\udc00'", "\u{fffd}\u{fffd}", 2),
        (r"u'\ude00\ud83d'", "\u{fffd}\u{fffd}", 2),
        (r"u'\ude00\u0041'", "\u{fffd}A", 1),
        (r"u'\ud800\ud83d\ude00'", "\u{fffd}\u{1f600}", 1),
    ] {
        assert_eq!(string(text), (meant.to_owned(), halves), "{text}");
    }
}

fn fault(text: &str) -> SyntaxError {
    parse(text.as_bytes(), &Limits::default()).unwrap_err()
}

#[test]
fn a_bytes_literal_has_no_escapes_of_characters_and_no_character_beyond_ascii() {
    let letter = |found| SyntaxErrorKind::BadEscape { part: EscapePart::Letter, found };
    for (text, offset, kind) in [
        (r"b'\u0041'", 3, letter('u')),
        (r"b'\U00000041'", 3, letter('U')),
        (r"b'\N{DIGIT ONE}'", 3, letter('N')),
        (r"u'\N{DIGIT ONE}'", 3, SyntaxErrorKind::NamedCharacter),
        ("b'ab\u{e9}'", 4, SyntaxErrorKind::NotAsciiInBytes { found: '\u{e9}' }),
        // 0o377 is the last byte; that it is no text shows when all is read.
        (r"b'\377'", 0, SyntaxErrorKind::BytesNotUtf8),
        (r"b'\400'", 3, SyntaxErrorKind::ByteTooLarge),
    ] {
        assert_eq!(fault(text), SyntaxError { kind, offset }, "{text}");
    }
    assert_eq!(string(r"u'\U00000041'").0, "A");
    assert_eq!(string(r"b'\303\xa9'").0, "\u{e9}");
}

#[test]
fn a_fault_of_an_escape_says_what_was_expected() {
    for (text, said) in [
        (r"'\q'", "expected an escape of Python after the backslash but found 'q' at byte 2"),
        (r"'\x4g'", "expected 2 hexadecimal digits in an escape but found 'g' at byte 4"),
        (r"u'\u12'", "expected 4 hexadecimal digits in an escape but found ''' at byte 6"),
    ] {
        assert_eq!(fault(text).to_string(), said);
    }
}

#[test]
fn depth_counts_what_is_open_at_once_not_what_came_before() {
    let limits = Limits { depth: 2, ..Limits::default() };
    assert!(parse(b"[[], {}, (), [1], (1,), ('a'), {'a': 1}, []]", &limits).is_ok());
    assert_eq!(parse(b"[[], [[]]]", &limits).unwrap_err().offset, 6);
}

#[test]
fn a_value_within_a_longer_text_may_be_as_long_as_the_limit() {
    let limits = Limits { bytes: 4, ..Limits::default() };
    assert_eq!(parse_prefix(b"x [12] y", 2, &limits).unwrap().1, 6);
    assert_eq!(parse_prefix(b"x [123] y", 2, &limits).unwrap_err().offset, 6);
    assert_eq!(parse_prefix(b"x [12345] y", 2, &limits).unwrap_err().offset, 6);
}
