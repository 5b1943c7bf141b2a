//! What operators write, as messages: Transaction Lists, and notification options.
//!
//! Depends on `codec::transaction_list` and on the files of options that both contracts of this
//! product share. Never judges: what is read as it was meant keeps what was written beside it.

use std::sync::Arc;

use super::{
    events::{CANCELLED, EventType, event},
    list::VOCABULARY,
};
use crate::{
    codec::{
        json::Document,
        transaction_list::{List, Vocabulary, parse_with},
    },
    contract::Party,
    contracts::gms::{
        joined,
        options_file::{self, OptionsFile, alike, refused},
    },
    judge::Message,
};

/// The message that a Transaction List is.
pub(super) const TRANSACTION_LIST: &str = "transaction-list";
/// The message that notification options are.
pub(super) const NOTIFICATION_OPTIONS: &str = "notification-options";
/// The option that names the Transaction List of a service.
pub(super) const EVENTS_LIST: &str = "_callback_events_list";
/// The section of a list that says how its events are delivered.
pub(super) const PROPERTIES: &str = "properties";
/// The options that a service or a query can override.
pub(super) const OVERRIDING: [&str; 3] =
    ["_status_notification_type", "_status_notification_target", "_status_notification_provider"];
/// The event as the description of its trigger spells it (C-268).
pub(super) const ONE_L: &str = "_cbe_on_callback_canceled";

/// The names that a list may have been meant to use.
static WRITTEN: Vocabulary<'static> =
    Vocabulary { sections: &joined::<&str, 20>(&[VOCABULARY.sections, &[ONE_L]]), ..VOCABULARY };

/// The names of notification options.
const OPTIONS: [&str; 7] = [
    "_enable_status_notification",
    "_status_notification_type",
    "_status_notification_target",
    "_status_notification_provider",
    "_status_notification_debug",
    "_status_notification_language",
    EVENTS_LIST,
];

/// What the file says that is being judged.
#[derive(Debug, Default)]
pub(super) enum Operator {
    /// No file is.
    #[default]
    Nothing,
    /// A Transaction List.
    List(List),
    /// Notification options.
    Options(OptionsFile),
}

impl Operator {
    /// Reads a file under the name of its message; none if operators write no such message.
    pub(super) fn read(&mut self, name: &str, text: &[u8]) -> Option<Message> {
        *self = Self::Nothing;
        let read = match name {
            TRANSACTION_LIST => parse_with(text, &WRITTEN).map(Self::List).map_err(refused),
            NOTIFICATION_OPTIONS => {
                let vocabulary = Vocabulary { options: &OPTIONS, ..Vocabulary::default() };
                options_file::read(text, &vocabulary).map(Self::Options)
            }
            _ => return None,
        };
        match read {
            Err(error) => Some(Message::unreadable(Party::Operator, text.into(), error)),
            Ok(read) => {
                *self = read;
                let document = Arc::new(self.document()?.clone());
                Some(Message::new(name, Party::Operator, text.into(), document))
            }
        }
    }

    fn document(&self) -> Option<&Document> {
        match self {
            Self::Nothing => None,
            Self::List(list) => Some(&list.document),
            Self::Options(options) => Some(&options.document),
        }
    }
}

/// The event that a section is for, whichever way it is spelt.
pub(super) fn event_of(section: &str) -> Option<&'static EventType> {
    if section == ONE_L { event(CANCELLED) } else { event(section) }
}

/// Tells which message of this contract a file is.
pub(super) fn recognise(name: &str, text: &[u8]) -> Option<&'static str> {
    let (sections, options) = options_file::names(text);
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let event = |section: &String| {
        WRITTEN.sections.iter().any(|known| alike(section, known)) || {
            let section = section.trim_start_matches(['_', ' ']).to_ascii_lowercase();
            section.starts_with("cbe_") || section.starts_with("cbe ")
        }
    };
    let of_list =
        |option: &String| alike(option, "notify_params") || alike(option, "notify_custom");
    if sections.iter().any(event)
        || options.iter().any(of_list)
        || (file == "GMS_Events.cfg" && !options_file::is_json(text))
    {
        return Some(TRANSACTION_LIST);
    }
    let known = |option: &String| OPTIONS.iter().any(|known| alike(option, known));
    options.iter().any(known).then_some(NOTIFICATION_OPTIONS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_options_are_recognised_by_their_names() {
        for (text, message) in [
            ("[properties]\n", Some(TRANSACTION_LIST)),
            ("[ cbe on dial init]\nnotify params = a\n", Some(TRANSACTION_LIST)),
            ("[_CBE_ON_DIAL_DIAL]\n", Some(TRANSACTION_LIST)),
            ("status notification type = httpcb\n", Some(NOTIFICATION_OPTIONS)),
            ("[General]\n_callback_events_list = GMS_Events\n", Some(NOTIFICATION_OPTIONS)),
            (r#"{"_status_notification_type":"httpcb"}"#, Some(NOTIFICATION_OPTIONS)),
            (r#"{"_status_notification_type":"#, Some(NOTIFICATION_OPTIONS)),
            (r#"{"_target":"Billing@StatServer.GA"}"#, None),
            ("Billing@StatServer.GA", None),
        ] {
            assert_eq!(recognise("a/file", text.as_bytes()), message, "{text}");
        }
        assert_eq!(recognise("a/GMS_Events.cfg", b"\xff"), Some(TRANSACTION_LIST));
    }

    #[test]
    fn a_file_that_cannot_be_read_says_where() {
        let mut operator = Operator::default();
        let message = operator.read(TRANSACTION_LIST, b"[properties]\n\xff").unwrap();
        assert_eq!(message.name, Message::UNREADABLE);
        assert!(message.trouble.is_some() && matches!(operator, Operator::Nothing));
        let message = operator.read(NOTIFICATION_OPTIONS, b"{\"a\":}").unwrap();
        assert_eq!(message.name, Message::UNREADABLE);
        assert!(operator.read("notification", b"{}").is_none());
    }
}
