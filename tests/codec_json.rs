//! The JSON reader from outside: every kept fuzz input, exact places of faults, limits at
//! their edges, and hostile texts.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper of a test fails the test by panicking"
)]

use std::fs;
use std::path::Path;

use ringtrue::codec::json::properties::{Difference, json_differential, json_parse};
use ringtrue::codec::json::{
    EscapePart, Expected, Limits, Number, NumberPart, Position, Span, SyntaxError, SyntaxErrorKind,
    parse, write,
};

/// Calls `check` with the name and content of every file in a corpus.
fn replay(corpus: &str, check: impl Fn(&str, &[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz").join(corpus);
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        check(&name, &fs::read(&path).unwrap());
        count += 1;
    }
    assert!(count >= 10, "only {count} files in {corpus}");
}

#[test]
fn every_kept_input_of_json_parse_holds() {
    replay("json_parse", |name, text| {
        assert_eq!(json_parse(text), Ok(()), "{name}");
    });
}

#[test]
fn every_kept_input_of_json_differential_holds_and_differs_as_its_name_says() {
    replay("json_differential", |name, text| {
        let difference =
            json_differential(text).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        assert_eq!(difference.is_some(), name.starts_with("differs_"), "{name}");
        if name.starts_with("both_refuse_") {
            assert!(fault(text).offset <= text.len(), "{name}");
        }
    });
}

#[test]
fn either_corpus_holds_under_the_other_property() {
    replay("json_parse", |name, text| {
        assert!(json_differential(text).is_ok(), "{name}");
    });
    replay("json_differential", |name, text| {
        assert_eq!(json_parse(text), Ok(()), "{name}");
    });
}

fn fault(text: &[u8]) -> SyntaxError {
    parse(text, &Limits::default()).expect_err("the text should be refused")
}

fn unexpected(expected: Expected, found: Option<char>) -> SyntaxErrorKind {
    SyntaxErrorKind::Unexpected { expected, found }
}

fn bad_number(part: NumberPart, found: Option<char>) -> SyntaxErrorKind {
    SyntaxErrorKind::BadNumber { part, found }
}

fn bad_escape(part: EscapePart, found: char) -> SyntaxErrorKind {
    SyntaxErrorKind::BadEscape { part, found }
}

#[test]
fn a_fault_of_structure_is_told_at_its_byte() {
    for (text, offset, kind) in [
        ("", 0, SyntaxErrorKind::EmptyInput),
        (" \n", 2, SyntaxErrorKind::EmptyInput),
        ("\u{feff}1", 0, SyntaxErrorKind::ByteOrderMark),
        (" \u{feff}1", 1, unexpected(Expected::Value, Some('\u{feff}'))),
        ("x", 0, unexpected(Expected::Value, Some('x'))),
        ("[", 1, unexpected(Expected::ValueOrArrayEnd, None)),
        ("[}", 1, unexpected(Expected::ValueOrArrayEnd, Some('}'))),
        ("[1", 2, unexpected(Expected::CommaOrArrayEnd, None)),
        ("[1 2]", 3, unexpected(Expected::CommaOrArrayEnd, Some('2'))),
        ("[1, ]", 4, unexpected(Expected::Value, Some(']'))),
        ("{1:2}", 1, unexpected(Expected::NameOrObjectEnd, Some('1'))),
        ("{\"a\" é", 5, unexpected(Expected::Colon, Some('é'))),
        ("{\"a\":}", 5, unexpected(Expected::Value, Some('}'))),
        ("{\"a\":1]", 6, unexpected(Expected::CommaOrObjectEnd, Some(']'))),
        ("{\"a\":1,}", 7, unexpected(Expected::Name, Some('}'))),
        ("nul", 3, unexpected(Expected::Literal("null"), None)),
        ("[trie]", 3, unexpected(Expected::Literal("true"), Some('i'))),
        ("False", 0, unexpected(Expected::Value, Some('F'))),
        ("nullx", 4, SyntaxErrorKind::TrailingText { found: 'x' }),
        ("{} {}", 3, SyntaxErrorKind::TrailingText { found: '{' }),
    ] {
        assert_eq!(fault(text.as_bytes()), SyntaxError { kind, offset }, "{text:?}");
    }
}

#[test]
fn a_fault_of_a_scalar_is_told_at_its_byte() {
    for (text, offset, kind) in [
        ("-", 1, bad_number(NumberPart::Integer, None)),
        ("[-a]", 2, bad_number(NumberPart::Integer, Some('a'))),
        ("-012", 2, bad_number(NumberPart::LeadingZero, Some('1'))),
        ("[1.]", 3, bad_number(NumberPart::Fraction, Some(']'))),
        ("1.5e", 4, bad_number(NumberPart::Exponent, None)),
        ("1e+x", 3, bad_number(NumberPart::Exponent, Some('x'))),
        ("[\"ab", 4, SyntaxErrorKind::UnterminatedString { opened: 1 }),
        ("\"\\", 2, SyntaxErrorKind::UnterminatedString { opened: 0 }),
        ("\"\\u12", 5, SyntaxErrorKind::UnterminatedString { opened: 0 }),
        ("\"\\x41\"", 2, bad_escape(EscapePart::Letter, 'x')),
        ("\"\\u12é4\"", 5, bad_escape(EscapePart::HexDigit, 'é')),
        ("\"\\ud834\\u+\"", 9, bad_escape(EscapePart::HexDigit, '+')),
        ("\"a\tb\"", 2, SyntaxErrorKind::ControlCharacter { found: '\t' }),
    ] {
        assert_eq!(fault(text.as_bytes()), SyntaxError { kind, offset }, "{text:?}");
    }
    for (text, offset) in [(&b"\xff"[..], 0), (b"[\"a\xe2\x82", 3), (b"\"\xed\xa0\x80\"", 1)] {
        let kind = SyntaxErrorKind::InvalidUtf8;
        assert_eq!(fault(text), SyntaxError { kind, offset }, "{text:?}");
    }
}

#[test]
fn a_fault_has_a_line_and_a_column_in_characters() {
    let text = "{\n  \"é\": tru\n}".as_bytes();
    let error = fault(text);
    assert_eq!(error.position(text), Position { line: 2, column: 11 });
    assert_eq!(error.to_string(), "expected the literal 'true' but found U+000A at byte 13");
}

/// Whether the text is read, and if not, where which limit is passed.
fn under(limits: Limits, text: &str) -> Result<(), (SyntaxErrorKind, usize)> {
    parse(text.as_bytes(), &limits).map(drop).map_err(|error| (error.kind, error.offset))
}

#[test]
fn the_limit_on_bytes_is_exact() {
    let limits = Limits { bytes: 6, ..Limits::default() };
    assert_eq!(under(limits, "[1,2]"), Ok(()));
    assert_eq!(under(limits, "[1,20]"), Ok(()));
    assert_eq!(under(limits, "[1,200]"), Err((SyntaxErrorKind::TooLarge { limit: 6 }, 6)));
}

#[test]
fn the_limit_on_nodes_is_exact() {
    let limits = Limits { nodes: 4, ..Limits::default() };
    assert_eq!(under(limits, "[1,2]"), Ok(()));
    assert_eq!(under(limits, "[1,2,{}]"), Ok(()));
    assert_eq!(
        under(limits, "[1,{\"a\":3},4]"),
        Err((SyntaxErrorKind::TooManyNodes { limit: 4 }, 11))
    );
    let none = Limits { nodes: 0, ..Limits::default() };
    assert_eq!(under(none, " 1"), Err((SyntaxErrorKind::TooManyNodes { limit: 0 }, 1)));
}

fn nest(levels: usize) -> String {
    "[".repeat(levels) + "1" + &"]".repeat(levels)
}

#[test]
fn the_limit_on_depth_is_exact() {
    for depth in [1, 2, 128, Limits::MAX_DEPTH] {
        let limits = Limits { depth, ..Limits::default() };
        assert_eq!(under(limits, &nest(depth - 1)), Ok(()));
        assert_eq!(under(limits, &nest(depth)), Ok(()));
        assert_eq!(
            under(limits, &nest(depth + 1)),
            Err((SyntaxErrorKind::TooDeep { limit: depth }, depth))
        );
    }
}

#[test]
fn depth_counts_what_is_open_at_once_not_what_came_before() {
    let limits = Limits { depth: 2, ..Limits::default() };
    assert_eq!(under(limits, "[[],{},[],{}]"), Ok(()));
    let scalars_only = Limits { depth: 0, ..Limits::default() };
    assert_eq!(under(scalars_only, "1"), Ok(()));
    assert_eq!(under(scalars_only, "[]"), Err((SyntaxErrorKind::TooDeep { limit: 0 }, 0)));
}

#[test]
fn no_limit_asked_for_admits_nesting_that_could_exhaust_the_stack() {
    let limits = Limits { depth: usize::MAX, ..Limits::default() };
    for opening in ["[", "{\"a\":", "[{\"a\":", " [ "] {
        let text = opening.repeat(100_000);
        let (kind, _) = under(limits, &text).expect_err("too deep");
        let limit = Limits::MAX_DEPTH;
        assert_eq!(kind, SyntaxErrorKind::TooDeep { limit }, "{opening}");
    }
}

#[test]
fn a_tree_of_the_greatest_depth_is_used_within_a_small_stack() {
    let work = || {
        let limits = Limits { depth: usize::MAX, ..Limits::default() };
        let levels = Limits::MAX_DEPTH / 2;
        let text = "[{\"a\":".repeat(levels) + "1" + &"}]".repeat(levels);
        let document = parse(text.as_bytes(), &limits).unwrap();
        let copy = document.clone();
        let mut written = String::new();
        write(&copy.root, &mut written);
        assert_eq!(written, text);
        assert!(copy.root.same_tree(&document.root));
        assert_eq!(document.root.to_json().to_string(), text);
    };
    let thread = std::thread::Builder::new().stack_size(1024 * 1024);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn hostile_texts_are_judged_without_delay() {
    let million = 1_000_000;
    for text in [
        "]".repeat(million),
        "\"".to_owned() + &"\\u".repeat(million),
        "\"".to_owned() + &"\\ud800".repeat(million) + "\"",
        "-".repeat(million),
        "9".repeat(million),
        "1e".to_owned() + &"9".repeat(million),
        "0.".to_owned() + &"0".repeat(million),
        "[".to_owned() + &"1,".repeat(million),
        "{".to_owned() + &"\"a\":1,".repeat(200_000) + "\"a\":1}",
        " ".repeat(million),
    ] {
        let _judged = parse(text.as_bytes(), &Limits::default());
    }
}

#[test]
fn a_long_number_costs_no_more_than_its_length() {
    let read = |text: String| parse(text.as_bytes(), &Limits::default()).unwrap().root;
    let zeros = "0".repeat(1_000_000);
    let long = read(format!("1{zeros}"));
    let short = read("1e1000000".into());
    let (long, short) = (long.as_number().unwrap(), short.as_number().unwrap());
    assert!(long.same_value(short));
    assert!(long.is_integer() && short.is_integer());
    assert_eq!(long.as_i64(), None);
    let small = read(format!("0.{zeros}1e1000001"));
    assert_eq!(small.as_i64(), Some(1));
}

#[test]
fn the_limit_on_values_is_no_agreement_with_serde_json() {
    let text = format!("[{}0]", "0,".repeat(Limits::default().nodes));
    assert_eq!(json_differential(text.as_bytes()), Ok(Some(Difference::Limit)));
}

#[test]
fn a_number_beyond_all_machine_integers_is_none_of_them() {
    let number = |text: &str| Number::from_text(text).unwrap();
    // The first is 2^128 + 1: whoever lets it wrap around reads a 1.
    for text in [
        "340282366920938463463374607431768211457",
        "99999999999999999999e20",
        "9.9999999999999999999e39",
        "1e21",
        "18446744073709551616",
    ] {
        let number = number(text);
        assert_eq!((number.as_i64(), number.as_u64()), (None, None), "{text}");
        assert!(number.is_integer(), "{text}");
    }
    assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
    assert_eq!(number("1844674407370955161.5e1").as_u64(), Some(u64::MAX));
}

#[test]
fn an_exponent_beyond_all_machine_integers_is_compared_by_its_digits() {
    let number = |text: &str| Number::from_text(text).unwrap();
    let long = "9".repeat(60);
    assert!(number(&format!("1e{long}")).is_integer());
    assert!(!number(&format!("1e-{long}")).is_integer());
    assert!(number(&format!("10e{long}")).same_value(&number(&format!("1e1{}", "0".repeat(60)))));
    assert!(!number(&format!("1e{long}")).same_value(&number(&format!("1e-{long}"))));
}

#[test]
fn a_fault_of_a_scalar_says_what_was_expected() {
    for (text, said) in [
        ("[-a]", "expected a digit after the minus sign but found 'a' at byte 2"),
        ("-012", "expected no digit after a leading zero but found '1' at byte 2"),
        ("[1.]", "expected a digit after the decimal point but found ']' at byte 3"),
        ("1e+x", "expected a digit in the exponent but found 'x' at byte 3"),
        ("\"\\x41\"", "expected one of '\"\\/bfnrtu' after the backslash but found 'x' at byte 2"),
        ("\"\\u12g4\"", "expected four hexadecimal digits after '\\u' but found 'g' at byte 5"),
    ] {
        assert_eq!(fault(text.as_bytes()).to_string(), said);
    }
    assert_eq!(Number::from_text("-1.50E+3").unwrap().to_string(), "-1.50E+3");
}

#[test]
fn a_span_contains_what_begins_and_ends_in_it() {
    let span = |start, end| Span { start, end };
    let outer = span(2, 6);
    for inner in [span(2, 6), span(2, 2), span(6, 6), span(3, 5)] {
        assert!(outer.contains(inner), "{inner:?}");
    }
    for inner in [span(1, 3), span(5, 7), span(1, 7), span(0, 1), span(7, 8), span(5, 3)] {
        assert!(!outer.contains(inner), "{inner:?}");
    }
}
