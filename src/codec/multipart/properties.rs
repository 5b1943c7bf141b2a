//! What must hold for every body whatsoever, for fuzzing and for replaying what it found.
//!
//! Depends on the reader and the writer. Never panics itself: a property that fails is
//! returned as a sentence.

use super::Span;
use super::boundary::check;
use super::choose::boundary_for;
use super::form::{Form, Part};
use super::limits::Limits;
use super::parse::parse;
use super::write::write;

/// Reading never panics; spans lie within the body, in order, and slice out what they belong
/// to; a fault lies within the body; and a form without oddities that is written again reads
/// as the same fields.
///
/// The body is read by the boundary of its first line, or by `b` if that line has none.
///
/// # Errors
///
/// The property that does not hold.
pub fn multipart(body: &[u8]) -> Result<(), String> {
    match parse(&boundary_in(body), body, &Limits::default()) {
        Ok(form) => {
            spans_hold(body, &form)?;
            if form.oddities.is_empty() { rewriting_holds(&form) } else { Ok(()) }
        }
        Err(error) => {
            ensure(error.offset <= body.len(), || format!("the fault is past the end: {error}"))
        }
    }
}

/// The boundary that a body's first line is made of.
#[must_use]
pub fn boundary_in(body: &[u8]) -> String {
    let line = body.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = line.trim_ascii_end();
    let boundary = line.strip_prefix(b"--").map(|rest| rest.strip_suffix(b"--").unwrap_or(rest));
    boundary
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .filter(|boundary| check(boundary).is_ok())
        .unwrap_or("b")
        .to_owned()
}

fn spans_hold(body: &[u8], form: &Form) -> Result<(), String> {
    let whole = Span { start: 0, end: body.len() };
    let mut last = form.preamble.map_or(0, |preamble| preamble.end);
    for part in &form.parts {
        ensure(last <= part.header_span.start && whole.contains(part.header_span), || {
            format!("a header is out of place: {:?}", part.header_span)
        })?;
        part_holds(body, part)?;
        last = part.value_span.end;
    }
    ensure(form.epilogue.is_none_or(|span| last <= span.start && whole.contains(span)), || {
        format!("the epilogue is out of place: {:?}", form.epilogue)
    })?;
    let mut last = 0;
    for oddity in &form.oddities {
        ensure(whole.contains(oddity.span) && last <= oddity.span.start, || {
            format!("an oddity is out of place: {oddity}")
        })?;
        last = oddity.span.start;
    }
    Ok(())
}

fn part_holds(body: &[u8], part: &Part) -> Result<(), String> {
    let names = [Some(part.name_span), part.filename_span];
    ensure(names.into_iter().flatten().all(|span| part.header_span.contains(span)), || {
        format!("a name is outside its header: {:?}", part.name_span)
    })?;
    ensure(part.filename.is_some() == part.filename_span.is_some(), || {
        format!("a file name has no place: {:?}", part.filename)
    })?;
    let follows = part.header_span.end < part.value_span.start;
    let slice = body.get(part.value_span.range());
    ensure(follows && slice == Some(part.value.as_slice()), || {
        format!("a value is not what stands at {:?}", part.value_span)
    })
}

fn rewriting_holds(form: &Form) -> Result<(), String> {
    let Some(fields) = form.fields() else {
        return Ok(());
    };
    let boundary = boundary_for("", &fields);
    // Another spelling may be a little longer, so a form at a limit may pass it.
    let limits = Limits { bytes: usize::MAX, header_bytes: usize::MAX, ..Limits::default() };
    let again = parse(&boundary, &write(&boundary, &fields), &limits)
        .map_err(|error| format!("what was written is not read: {error}: {fields:?}"))?;
    ensure(again.fields().as_ref() == Some(&fields) && again.oddities.is_empty(), || {
        format!("{fields:?} was written and reads as {:?}", again.fields())
    })
}

fn ensure(holds: bool, failure: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(failure()) }
}
