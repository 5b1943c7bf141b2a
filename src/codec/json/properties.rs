//! What must hold for every text whatsoever, for fuzzing and for replaying what it found.
//!
//! Depends on the reader and the writer. Never panics itself: a property that fails is
//! returned as a sentence.

use super::error::SyntaxError;
use super::limits::Limits;
use super::number::Number;
use super::parse::parse;
use super::place::Span;
use super::tree::{Document, Node, Value};
use super::write::write;

pub use super::differential::{Difference, json_differential};

/// Reading never panics; a text that is read is written and read again as the same tree;
/// spans nest and slice out the values they belong to; and a fault is where it is said to be.
///
/// # Errors
///
/// The property that does not hold.
pub fn json_parse(text: &[u8]) -> Result<(), String> {
    match parse(text, &Limits::default()) {
        Ok(document) => {
            written_text_reads_the_same(text, &document)?;
            spans_hold(text, &document)
        }
        Err(error) => fault_is_the_first(text, &error),
    }
}

fn written_text_reads_the_same(text: &[u8], document: &Document) -> Result<(), String> {
    let mut written = String::new();
    write(&document.root, &mut written);
    ensure(written.len() <= text.len(), || {
        format!("the written text is longer than the one read: {written}")
    })?;
    let again = parse(written.as_bytes(), &Limits::default())
        .map_err(|error| format!("what was written is not read: {error}: {written}"))?;
    ensure(again.root.same_tree(&document.root), || {
        format!("what was written reads as another tree: {written}")
    })
}

fn spans_hold(text: &[u8], document: &Document) -> Result<(), String> {
    let whole = Span { start: 0, end: text.len() };
    ensure(whole.contains(document.root.span), || "the root is not within the text".into())?;
    node_spans_hold(text, &document.root)?;
    let mut last = 0;
    for flaw in &document.flaws {
        let span = flaw.span();
        ensure(document.root.span.contains(span) && last <= span.start, || {
            format!("flaws are out of order or place at {span:?}")
        })?;
        last = span.start;
    }
    Ok(())
}

/// The parts of a value lie within it, one after another, and a scalar's slice is read as
/// that scalar.
fn node_spans_hold(text: &[u8], node: &Node) -> Result<(), String> {
    let mut last = node.span.start;
    let mut part = |span: Span| {
        let fits = last < span.start && span.start < span.end && span.end < node.span.end;
        last = span.end;
        ensure(fits, || format!("{span:?} does not fit in {:?}", node.span))
    };
    match &node.value {
        Value::Array(elements) => {
            for element in elements {
                // Adjacent elements have a comma between them, so each begins past `last`.
                part(element.span)?;
                node_spans_hold(text, element)?;
            }
            Ok(())
        }
        Value::Object(object) => {
            for member in object {
                part(member.name_span)?;
                part(member.value.span)?;
                let name = Node::from(Value::String(member.name.clone()));
                slice_reads_as(text, member.name_span, &name)?;
                node_spans_hold(text, &member.value)?;
            }
            Ok(())
        }
        Value::Number(number) => {
            number_holds(number)?;
            slice_reads_as(text, node.span, node)
        }
        _ => slice_reads_as(text, node.span, node),
    }
}

/// What is said of a number's value in different ways is consistent.
fn number_holds(number: &Number) -> Result<(), String> {
    let whole = number.is_integer();
    let signed = number.as_i64().map(Number::from);
    let unsigned = number.as_u64().map(Number::from);
    let exact = [&signed, &unsigned]
        .into_iter()
        .flatten()
        .all(|integer| whole && number.same_value(integer) && number.as_f64() == integer.as_f64());
    let negative = number.as_f64().is_some_and(|value| value < 0.0);
    let small = number.as_f64().is_some_and(|value| value.abs() < 9e18);
    ensure(
        number.same_value(number)
            && exact
            && !(negative && unsigned.is_some())
            && !(whole && small && signed.is_none()),
        || format!("the readings of {number} contradict each other"),
    )
}

fn slice_reads_as(text: &[u8], span: Span, node: &Node) -> Result<(), String> {
    let slice = text.get(span.range()).unwrap_or_default();
    let document = parse(slice, &Limits::default())
        .map_err(|error| format!("the slice at {span:?} is not read: {error}"))?;
    ensure(document.root.same_tree(node) && document.root.span.end == slice.len(), || {
        format!("the slice at {span:?} reads as another value")
    })
}

/// The text before a fault is the beginning of some JSON text: read alone, it is at fault
/// only for ending.
fn fault_is_the_first(text: &[u8], error: &SyntaxError) -> Result<(), String> {
    ensure(error.offset <= text.len(), || format!("the fault is past the end: {error}"))?;
    if error.is_limit() {
        return Ok(());
    }
    let before = text.get(..error.offset).unwrap_or_default();
    match parse(before, &Limits::default()) {
        Err(earlier) if earlier.offset < before.len() => {
            Err(format!("the text before the fault is at fault itself: {earlier}, then {error}"))
        }
        _ => Ok(()),
    }
}

pub(super) fn ensure(holds: bool, failure: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(failure()) }
}
