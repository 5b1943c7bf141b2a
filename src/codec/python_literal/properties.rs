//! What must hold for every text whatsoever, for fuzzing and for replaying what it found.
//!
//! Depends on this reader and on the JSON reader and writer. Never panics itself: a property
//! that fails is returned as a sentence.

use super::super::json::{self, Document, Limits};
use super::error::{SyntaxError, SyntaxErrorKind};
use super::parse::{parse, parse_prefix};

/// Reading never panics; a text that is read is written as JSON that is read as the same tree;
/// it reads the same within a longer text; and a fault is where it is said to be.
///
/// # Errors
///
/// The property that does not hold.
pub fn python_literal(text: &[u8]) -> Result<(), String> {
    match parse(text, &Limits::default()) {
        Ok(document) => {
            written_as_json_reads_the_same(&document)?;
            reads_the_same_within_a_longer_text(text, &document)
        }
        Err(error) => fault_is_the_first(text, &error),
    }
}

fn written_as_json_reads_the_same(document: &Document) -> Result<(), String> {
    let mut written = String::new();
    json::write(&document.root, &mut written);
    // A bare control character takes six bytes once it is escaped.
    let limits = Limits { bytes: usize::MAX, ..Limits::default() };
    let again = json::parse(written.as_bytes(), &limits)
        .map_err(|error| format!("what was written is no JSON: {error}: {written}"))?;
    ensure(again.root.same_tree(&document.root), || {
        format!("what was written reads as another tree: {written}")
    })
}

fn reads_the_same_within_a_longer_text(text: &[u8], document: &Document) -> Result<(), String> {
    let start = text.iter().take_while(|byte| b" \t\n\r\x0c".contains(byte)).count();
    let mut longer = text.to_vec();
    longer.extend_from_slice(b"\n\xff");
    let (again, end) = parse_prefix(&longer, start, &Limits::default())
        .map_err(|error| format!("not read within a longer text: {error}"))?;
    ensure(again.root.same_tree(&document.root) && again.root.span == document.root.span, || {
        "within a longer text it is another value".into()
    })?;
    let span = document.root.span;
    ensure(start <= span.start && span.end <= end && end <= text.len(), || {
        format!("the value at {span:?} is not within {start} to {end}")
    })?;
    let mut last = span.start;
    for flaw in &document.flaws {
        let within = span.contains(flaw.span()) && last <= flaw.span().start;
        ensure(within, || format!("flaws are out of order or place at {:?}", flaw.span()))?;
        last = flaw.span().start;
    }
    Ok(())
}

/// The text before a fault is the beginning of some literal: read alone, it is at fault only
/// for ending. Whether bytes are text is asked when all of them are read, and told of their start.
fn fault_is_the_first(text: &[u8], error: &SyntaxError) -> Result<(), String> {
    ensure(error.offset <= text.len(), || format!("the fault is past the end: {error}"))?;
    let limit = matches!(
        error.kind,
        SyntaxErrorKind::TooDeep { .. }
            | SyntaxErrorKind::TooLarge { .. }
            | SyntaxErrorKind::TooManyNodes { .. }
    );
    let before = text.get(..error.offset).unwrap_or_default();
    match parse(before, &Limits::default()) {
        Err(earlier)
            if !limit
                && earlier.offset < before.len()
                && earlier.kind != SyntaxErrorKind::BytesNotUtf8 =>
        {
            Err(format!("the text before the fault is at fault itself: {earlier}, then {error}"))
        }
        _ => Ok(()),
    }
}

fn ensure(holds: bool, failure: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(failure()) }
}
