//! What must hold for every text whatsoever, for fuzzing and for replaying what it found.
//!
//! Depends on the reader and the printer. Never panics itself: a property that fails is
//! returned as a sentence.

use super::model::{Single, Target};
use super::parse::{MAX_TEXT, Reading, read};
use super::placed::Placed;
use crate::codec::json::Span;

/// Reading never panics; everything is where it is said to be; and what is read is printed and
/// read again as the same, then with nothing odd about it.
///
/// # Errors
///
/// The property that does not hold.
pub fn target_grammar(bytes: &[u8]) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(()) };
    match read(text) {
        Ok(reading) => {
            spans_hold(text, &reading)?;
            printed_text_reads_the_same(&reading.target)
        }
        Err(error) => {
            let fits = text.get(error.span.range()).is_some();
            ensure(fits && !error.to_string().is_empty(), || format!("misplaced: {error:?}"))
        }
    }
}

fn printed_text_reads_the_same(target: &Target) -> Result<(), String> {
    let printed = target.to_string();
    if printed.len() > MAX_TEXT {
        // Quotation marks around bare numbers can make it longer than what was read.
        return Ok(());
    }
    let again = read(&printed).map_err(|error| format!("what was printed is not read: {error}"))?;
    ensure(again.target == *target, || format!("printed, it is another target: {printed}"))?;
    ensure(again.oddities.is_empty(), || format!("printed, it is odd: {printed}"))?;
    ensure(again.target.to_string() == printed, || format!("printed twice, it differs: {printed}"))
}

fn spans_hold(text: &str, reading: &Reading) -> Result<(), String> {
    let mut last = 0;
    for oddity in &reading.oddities {
        let fits = text.get(oddity.span.range()).is_some() && last <= oddity.span.start;
        ensure(fits, || format!("misplaced: {oddity:?}"))?;
        last = oddity.span.start;
    }
    let whole = Span { start: 0, end: text.len() };
    match &reading.target {
        Target::Single(single) => {
            let slice = |span: Span| text.get(span.range());
            let same = slice(single.server.span) == Some(&single.server)
                && slice(single.kind.span) == Some(single.kind.as_str())
                && single.name().is_none_or(|name| slice(single.string.span) == Some(name));
            ensure(same, || "a part is not what stands there".into())?;
            parts_hold(text, single, whole)
        }
        Target::Several(elements) => elements.iter().try_for_each(|element| {
            within(text, element, whole)?;
            within(text, &element.target, element.span)?;
            parts_hold(text, &element.target, element.target.span)
        }),
    }
}

fn parts_hold(text: &str, single: &Single, whole: Span) -> Result<(), String> {
    within(text, &single.string, whole)?;
    within(text, &single.server, whole)?;
    within(text, &single.kind, whole)?;
    let ordered = single.string.span.end < single.server.span.start
        && single.server.span.end < single.kind.span.start;
    ensure(ordered, || "the parts are out of order".into())?;
    for comparison in single.skill().map(|skill| skill.comparisons()).unwrap_or_default() {
        within(text, comparison, single.string.span)?;
        within(text, &comparison.left, comparison.span)?;
        within(text, &comparison.operator, comparison.span)?;
        within(text, &comparison.right, comparison.span)?;
    }
    Ok(())
}

fn within<T>(text: &str, part: &Placed<T>, whole: Span) -> Result<(), String> {
    let fits = whole.contains(part.span)
        && part.span.start < part.span.end
        && text.get(part.span.range()).is_some();
    ensure(fits, || format!("{:?} does not fit in {whole:?}", part.span))
}

fn ensure(holds: bool, failure: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(failure()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces that targets are made of, and that break them.
    const PIECES: [&str; 30] = [
        "?:", "A", "@", "S", ".", "GA", "AP", "=", "<", ">", "!=", ">=", "&", "&;", "&amp;", "|",
        "(", ")", " ", "\t", "20", "-1", "é", "@S.GA", "@S.GA", "A=1", "B>2", "\\u0041", ";",
        "\\n",
    ];

    #[test]
    fn the_properties_hold_for_texts_of_random_pieces() {
        let mut random = fastrand::Rng::with_seed(11);
        let mut read_count = 0;
        for _ in 0..60_000 {
            let length = 1 + random.usize(..9);
            let mut text: String =
                (0..length).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
            match random.u8(..3) {
                0 => {
                    text = format!("[{{\"target\":\"{text}@S.GA\",\"timeout\":{}}}]", random.u8(..))
                }
                1 => text = format!("?:{text}A=1@S.GA"),
                _ => {}
            }
            assert_eq!(target_grammar(text.as_bytes()), Ok(()), "{text:?}");
            read_count += usize::from(read(&text).is_ok());
        }
        assert!(read_count > 3000, "only {read_count} texts were read");
    }
}
