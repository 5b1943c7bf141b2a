//! Names and values that the notation of a Transaction List can say.
//!
//! Depends on the vocabulary of lists. Never makes a name that a reader takes for another.

use serde_json::{Map, Value};

use crate::contracts::{gms::options_file::alike, gms_callback_events::list::VOCABULARY};

/// What a reader of the file does not count as part of a name or value.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// An option's value: its text on one line, without blanks at its ends.
pub(super) fn value(said: &Value) -> String {
    let text = said.as_str().map_or_else(|| said.to_string(), str::to_owned);
    text.replace('\n', " ").trim_matches(BLANKS).to_owned()
}

/// The options of a section under names that can be read again, with texts for values.
pub(super) fn options(drawn: Map<String, Value>) -> Map<String, Value> {
    let mut options = Map::new();
    // Known names come first to be themselves, whatever the others become.
    for (name, said) in &drawn {
        if VOCABULARY.options.contains(&name.as_str()) {
            options.insert(name.clone(), value(said).into());
        }
    }
    for (written, said) in &drawn {
        if !VOCABULARY.options.contains(&written.as_str()) {
            options.entry(name(written)).or_insert_with(|| value(said).into());
        }
    }
    options
}

/// A name of an option that is not known.
fn name(written: &str) -> String {
    let name: String = written.chars().filter(|c| !"=[];#\n".contains(*c)).collect();
    let name = name.trim_matches(BLANKS);
    let mistaken = VOCABULARY.options.iter().any(|known| alike(known, name));
    if name.is_empty() || mistaken { format!("x{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::codec::{json::Node, transaction_list::print};

    #[test]
    fn whatever_is_drawn_can_be_said() {
        let Value::Object(drawn) = json!({
            "": " \n", "#a=b": {"c": [1.5]}, " notify params": "\r", "\n": null, "é 日": "x\ny\t",
            "notify_params": "a", "[o]": "; [x]"
        }) else {
            panic!()
        };
        let said = options(drawn);
        assert!(print(&Node::from_json(&json!({"s": said}))).is_some(), "{said:?}");
        assert_eq!(said["notify_params"], "a");
        assert_eq!(said["xnotify params"], "");
        assert_eq!(said["ab"], "{\"c\":[1.5]}");
        assert_eq!(said["é 日"], "x y");
        assert_eq!(said["o"], "; [x]");
    }
}
