//! What the monitors of options share: the options of the file that is judged.
//!
//! Depends on `options_reader`. Never judges.

use crate::{
    codec::json::{Node, Value},
    contracts::{
        gms::options_file::OptionsFile,
        gms_chat_delayed::{options_reader::Operator, session::Session},
    },
    judge::{Log, Monitor, Seen},
};

/// A monitor without a memory, for the options of a service.
pub(super) struct Options(pub(super) fn(&OptionsFile, &Operator, &mut Log));

impl Monitor for Options {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(operator) = seen.session::<Session>().map(|s| &s.operator) else { return };
        if let Some(options) = &operator.options {
            (self.0)(options, operator, log);
        }
    }
}

/// A boolean, as such or as text in any case; none if it is neither.
pub(super) fn flag(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
