//! The comma-separated names of `notify_params`.
//!
//! Depends on `vocabulary` for names that lost underscores. Never drops an empty name: a comma
//! too many is somebody's mistake to report.

use super::lines::{slice, trimmed};
use super::list::{Entry, Parameter};
use super::oddity::{Oddity, OddityKind};
use super::vocabulary::{Vocabulary, meant};
use crate::codec::json::Span;

/// The option whose value is a list of names.
pub const NOTIFY_PARAMS: &str = "notify_params";

/// Fills in what the option lists, once its value is complete.
pub(super) fn read(entry: &mut Entry, vocabulary: &Vocabulary<'_>, oddities: &mut Vec<Oddity>) {
    if entry.name != NOTIFY_PARAMS || entry.value.is_empty() {
        return;
    }
    let mut at = 0_usize;
    let mut parameters = Vec::new();
    for part in entry.value.split(',') {
        let end = at.saturating_add(part.len());
        let within = trimmed(&entry.value, Span { start: at, end });
        at = end.saturating_add(1);
        let span = entry.place_of(within);
        let written = slice(&entry.value, within).to_owned();
        let name = match meant(&written, vocabulary.parameters) {
            Some(name) => {
                oddities.push(Oddity {
                    kind: OddityKind::LostUnderscore,
                    span,
                    written: written.clone(),
                    meant: Some(name.to_owned()),
                });
                name.to_owned()
            }
            None => written.clone(),
        };
        parameters.push(Parameter { written, name, span });
    }
    entry.parameters = parameters;
}

/// The value with every name as it was meant; all else as written.
pub(super) fn meant_value(entry: &Entry) -> String {
    if entry.parameters.iter().all(|parameter| parameter.name == parameter.written) {
        return entry.value.clone();
    }
    let parts = entry.value.split(',').zip(&entry.parameters);
    let repaired = parts.map(|(part, parameter)| match parameter.written.as_str() {
        "" => part.to_owned(),
        written => part.replacen(written, &parameter.name, 1),
    });
    repaired.collect::<Vec<_>>().join(",")
}
