//! Writing a tree of sections and options as a file, or telling that no file says it.
//!
//! Depends on `write` for the text and on the tree of `codec::json`. Never changes what a tree
//! says: what cannot be read again as it stands is not written.

use super::lines::trimmed;
use super::parse::{MAX_BYTES, MAX_LINES};
use super::write::write;
use crate::codec::json::{Node, Span};

/// The text that reads as the tree `{section: {option: "value"}}`; `None` if there is none.
///
/// The notation knows nothing but text, and has no escapes: a value of another type, one with a
/// line break or with blanks at its ends, and a name that looks like something else cannot be
/// said in it.
///
/// ```
/// use ringtrue::codec::{json, transaction_list::{parse, print}};
/// let tree = json::parse(br#"{"properties":{"_type":"httpcb"}}"#, &json::Limits::default()).unwrap();
/// let text = print(&tree.root).unwrap();
/// assert_eq!(text, "[properties]\n_type = httpcb\n");
/// assert!(parse(text.as_bytes())?.document.root.same_tree(&tree.root));
/// # Ok::<(), ringtrue::codec::transaction_list::Refusal>(())
/// ```
#[must_use]
pub fn print(tree: &Node) -> Option<String> {
    let mut sections = Vec::new();
    let mut lines = 0_usize;
    for section in tree.as_object()? {
        let mut options = Vec::new();
        for option in section.value.as_object()? {
            let value = option.value.as_str().filter(|value| is_whole(value))?;
            options.push((Some(&*option.name).filter(|name| is_option(name))?, value));
        }
        lines = lines.saturating_add(options.len()).saturating_add(1);
        sections.push((Some(&*section.name).filter(|name| is_section(name))?, options));
    }
    let sections: Vec<(&str, &[(&str, &str)])> =
        sections.iter().map(|(name, options)| (*name, options.as_slice())).collect();
    let text = write(&sections);
    (lines <= MAX_LINES && text.len() <= MAX_BYTES).then_some(text)
}

fn is_section(name: &str) -> bool {
    !name.is_empty() && is_whole(name) && !name.contains(']')
}

fn is_option(name: &str) -> bool {
    !name.is_empty() && is_whole(name) && !name.contains('=') && !name.starts_with(['[', ';', '#'])
}

/// One line, and nothing at its ends that is lost in reading.
fn is_whole(text: &str) -> bool {
    let all = Span { start: 0, end: text.len() };
    !text.contains('\n') && trimmed(text, all) == all
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::codec::transaction_list::parse;

    fn printed(tree: &Value) -> Option<String> {
        print(&Node::from_json(tree))
    }

    /// What is printed reads as the same tree, without a word about it.
    fn assert_reads_the_same(tree: &Value) -> bool {
        let Some(text) = printed(tree) else { return false };
        let list = parse(text.as_bytes()).unwrap();
        assert!(list.errors.is_empty() && list.oddities.is_empty(), "{text:?}");
        assert!(list.document.root.same_tree(&Node::from_json(tree)), "{text:?}");
        assert!(list.document.flaws.is_empty(), "{text:?}");
        true
    }

    #[test]
    fn a_tree_of_texts_is_printed_and_read_again_as_the_same() {
        for tree in [
            json!({}),
            json!({"properties": {}}),
            json!({"a b": {"c d": "", "é": "[x] = ; # y"}, "[;": {"]": "\u{feff}\u{2028}\0"}}),
            json!({"s": {"notify_params": "a, b,,c", "notify_custom": "{\"a\":\"\\n\"}"}}),
        ] {
            assert!(assert_reads_the_same(&tree), "{tree}");
        }
    }

    #[test]
    fn what_the_notation_cannot_say_is_not_printed() {
        for tree in [
            json!([]),
            json!("text"),
            json!({"s": "text"}),
            json!({"s": {"o": 1}}),
            json!({"s": {"o": null}}),
            json!({"s": {"o": "a\nb"}}),
            json!({"s": {"o": " a"}}),
            json!({"s": {"o": "a\r"}}),
            json!({"s": {"o": "\t"}}),
            json!({"s": {"a=b": ""}}),
            json!({"s": {"": ""}}),
            json!({"s": {"#a": ""}}),
            json!({"s": {"[a": ""}}),
            json!({"": {}}),
            json!({"a]": {}}),
            json!({"a\n": {}}),
        ] {
            assert_eq!(printed(&tree), None, "{tree}");
        }
    }

    #[test]
    fn whatever_is_printed_reads_as_the_same_tree() {
        const PIECES: [&str; 18] = [
            "[",
            "]",
            "=",
            "\n",
            "\r",
            "\t",
            " ",
            ";",
            "#",
            ",",
            "a",
            "b",
            "é",
            "\u{feff}",
            "\u{85}",
            "{",
            "\"",
            "notify_params",
        ];
        let mut random = fastrand::Rng::with_seed(11);
        let mut said = 0;
        for _ in 0..10_000 {
            let mut text = || -> String {
                let length = random.usize(..3);
                (0..=length).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
            };
            let options: Map<String, Value> =
                (0..2).map(|_| (text(), Value::String(text()))).collect();
            said += u32::from(assert_reads_the_same(&json!({text(): options})));
        }
        assert!(said > 100, "only {said} of them could be said");
    }

    #[test]
    fn a_tree_that_no_reader_takes_is_not_printed() {
        let long = "x".repeat(MAX_BYTES);
        assert_eq!(printed(&json!({"s": {"o": long}})), None);
        let many: Map<String, Value> =
            (0..MAX_LINES).map(|n| (format!("o{n}"), json!(""))).collect();
        assert_eq!(printed(&json!({"s": many})), None);
    }
}
