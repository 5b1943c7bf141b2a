//! What makes generated messages of this contract whole: events by the table, wrappers with an
//! event in them, Transaction Lists in their own notation.
//!
//! Depends on `events` for the table and on `codec::transaction_list` for the notation. Never
//! judges. What is legal but worth a note, such as the type `orscb`, is not made.

mod alone;
mod draw;
mod list;
mod options;
mod sayable;
mod told;
mod wrapper;

use serde_json::Value;

use super::{
    events::event,
    list_reader::{NOTIFICATION_OPTIONS, TRANSACTION_LIST},
    reader::NOTIFICATION,
};
use crate::{
    codec::{json::Node, transaction_list::print},
    generate::{Choices, Shaping},
};

/// What the schemas do not say of single messages.
pub(super) const SHAPING: Shaping =
    Shaping { cohere, carried, unbreakable: &[], clashes: alone::CLASHES, beyond: alone::BEYOND };

fn cohere(message: &str, value: &mut Value, choices: &mut Choices<'_>) {
    let Some(members) = value.as_object_mut() else { return };
    match message {
        NOTIFICATION => wrapper::cohere(members, choices),
        TRANSACTION_LIST => list::cohere(members, choices),
        NOTIFICATION_OPTIONS => options::cohere(members, choices),
        _ => {
            if let Some(event) = event(message) {
                told::cohere(event, members, choices);
            }
        }
    }
}

fn carried(message: &str, value: &Value) -> Option<String> {
    match message {
        TRANSACTION_LIST => print(&Node::from_json(value)),
        // Any other text is read as lines of options.
        NOTIFICATION_OPTIONS if !value.is_object() => None,
        _ => (Shaping::PLAIN.carried)(message, value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        contracts::{Suite, gms_callback_events::SUITE},
        generate::{Alone, Values},
    };

    /// Whatever is drawn is whole at the first try, and is what its reader takes it for.
    #[test]
    fn what_was_made_whole_breaks_no_rule() {
        let protocol = SUITE.protocol().unwrap();
        let values = Values::compile(&protocol.contract.schemas);
        let alone = Alone::new(protocol);
        for message in &protocol.contract.messages {
            for seed in 0..60 {
                let tape = Choices::tape(seed, 2048);
                let mut choices = Choices::new(&tape);
                let mut text = String::new();
                assert!(values.write(&message.schema, &mut choices, &mut text));
                let mut value: Value = serde_json::from_str(&text).unwrap();
                cohere(&message.name, &mut value, &mut choices);
                let text = SHAPING.text(&message.name, &value).unwrap();
                let wrong = alone.wrong(&message.name, message.from, &text).unwrap();
                assert_eq!(wrong.rules, Vec::<String>::new(), "{} {seed}: {text}", message.name);
            }
        }
    }

    #[test]
    fn a_list_is_written_in_its_notation_and_everything_else_as_json() {
        let list = json!({"properties": {"_status_notification_type": "httpcb"}});
        let text = "[properties]\n_status_notification_type = httpcb\n".to_owned();
        assert_eq!(carried(TRANSACTION_LIST, &list), Some(text));
        assert_eq!(carried(TRANSACTION_LIST, &json!({"properties": {"a": 1}})), None);
        assert_eq!(carried(NOTIFICATION_OPTIONS, &list), Some(list.to_string()));
        assert_eq!(carried(NOTIFICATION_OPTIONS, &json!("a")), None);
        assert_eq!(carried(NOTIFICATION, &json!([])), Some("[]".to_owned()));
    }
}
