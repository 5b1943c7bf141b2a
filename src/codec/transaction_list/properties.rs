//! What must hold for every file whatsoever, for fuzzing and for replaying what it found.
//!
//! Depends on the reader and the writer. Never panics itself: a property that fails is returned
//! as a sentence.

use super::lines::slice;
use super::list::{List, Section};
use super::oddity::OddityKind;
use super::{Vocabulary, parse_with, write};
use crate::codec::json::Span;

/// The names that damage is recognised against.
const VOCABULARY: Vocabulary<'_> = Vocabulary {
    sections: &["properties", "_event_created", "_event_closed"],
    options: &["notify_params", "notify_custom", "_status_notification_type"],
    parameters: &["_service_id", "_customer_number", "c_target", "c_agent_id"],
};

/// Reading never panics; everything is where it is said to be; the tree says the same as the
/// list; and what is read is written and read again as the same, then without damage of lines.
///
/// # Errors
///
/// The property that does not hold.
pub fn transaction_list(bytes: &[u8]) -> Result<(), String> {
    let (Ok(list), Ok(text)) = (parse_with(bytes, &VOCABULARY), std::str::from_utf8(bytes)) else {
        return Ok(());
    };
    spans_hold(text, &list)?;
    tree_says_the_same(&list)?;
    written_text_reads_the_same(&list)
}

fn spans_hold(text: &str, list: &List) -> Result<(), String> {
    for section in &list.sections {
        ensure(slice(text, section.name_span) == section.written, "a section's name")?;
        ensure(section.span.contains(section.header_span), "a header")?;
        for entry in &section.entries {
            ensure(section.span.contains(entry.span()), "an option")?;
            ensure(slice(text, entry.name_span) == entry.written, "an option's name")?;
            let whole = entry.place_of(Span { start: 0, end: entry.value.len() });
            ensure(whole == entry.value_span, "a value")?;
            let said = entry.value.replace(' ', "");
            let there = slice(text, entry.value_span).replace([' ', '\t', '\r', '\n'], "");
            ensure(there == said.replace(['\t', '\r'], ""), "the text of a value")?;
            for parameter in &entry.parameters {
                ensure(entry.value_span.contains(parameter.span), "a parameter")?;
            }
        }
    }
    for oddity in &list.oddities {
        ensure(text.get(oddity.span.range()).is_some(), "an oddity")?;
    }
    for error in &list.errors {
        ensure(text.get(error.line.range()).is_some_and(|line| !line.contains('\n')), "a line")?;
        ensure(error.line.start <= error.offset && error.offset <= error.line.end, "an error")?;
    }
    Ok(())
}

fn tree_says_the_same(list: &List) -> Result<(), String> {
    let root = list.document.root.as_object().map(|o| o.iter().collect::<Vec<_>>());
    let root = root.unwrap_or_default();
    ensure(root.len() == list.sections.len(), "the number of sections")?;
    for (member, section) in root.iter().zip(&list.sections) {
        ensure(*member.name == *section.name, "a section in the tree")?;
        let options = member.value.as_object().map(|o| o.iter().collect::<Vec<_>>());
        let options = options.unwrap_or_default();
        ensure(options.len() == section.entries.len(), "the number of options")?;
        for (option, entry) in options.iter().zip(&section.entries) {
            let damaged = entry.parameters.iter().any(|p| p.name != p.written);
            let same = option.value.as_str() == Some(&entry.value);
            ensure(*option.name == *entry.name && same != damaged, "an option in the tree")?;
        }
    }
    Ok(())
}

fn written_text_reads_the_same(list: &List) -> Result<(), String> {
    let options = |section: &Section| -> Vec<(String, String)> {
        let entries = section.entries.iter();
        entries.map(|entry| (entry.written.clone(), entry.value.clone())).collect()
    };
    let owned: Vec<(String, Vec<(String, String)>)> =
        list.sections.iter().map(|s| (s.written.clone(), options(s))).collect();
    let borrowed: Vec<(&str, Vec<(&str, &str)>)> = owned
        .iter()
        .map(|(name, options)| {
            (name.as_str(), options.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect())
        })
        .collect();
    let sections: Vec<(&str, &[(&str, &str)])> =
        borrowed.iter().map(|(name, options)| (*name, options.as_slice())).collect();
    let text = write(&sections);
    let Ok(again) = parse_with(text.as_bytes(), &VOCABULARY) else {
        // What is written can be longer than the limit, by the blanks around `=`.
        return Ok(());
    };
    let read: Vec<(String, Vec<(String, String)>)> =
        again.sections.iter().map(|s| (s.written.clone(), options(s))).collect();
    ensure(read == owned, "what was written and read again")?;
    let whole = |kind| !matches!(kind, OddityKind::WrappedLine | OddityKind::OrphanLine);
    ensure(again.oddities.iter().all(|oddity| whole(oddity.kind)), "a written line")
}

fn ensure(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{what} is not what it should be")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces that files are made of, and that break them.
    const PIECES: [&str; 24] = [
        "[",
        "]",
        "=",
        "\n",
        "\r\n",
        "\n",
        " ",
        "\t",
        ";",
        "#",
        ",",
        "properties",
        "event created",
        "_event_closed",
        "notify params",
        "notify_params",
        "notify_custom",
        "service id",
        "c_target",
        "{\"a\": 1}",
        "é",
        "\u{feff}",
        "\r",
        "x",
    ];

    #[test]
    fn the_properties_hold_for_files_of_random_pieces() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..5000 {
            let length = random.usize(..40);
            let text: String = (0..length).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
            assert_eq!(transaction_list(text.as_bytes()), Ok(()), "{text:?}");
        }
    }
}
