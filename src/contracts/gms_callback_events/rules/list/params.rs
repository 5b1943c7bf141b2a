//! What `notify_params` lists: names between commas, of attributes that the event offers.

use super::watch::{Lists, entries, pointer, quoted, text};
use crate::{
    codec::transaction_list::{Entry, List, Parameter},
    contracts::gms_callback_events::{
        events::{EventType, TARGET_FOUND},
        list_reader::event_of,
    },
    judge::{Broke, Log, rule},
};

/// The attribute whose name must match that of the routing server.
const C_TARGET: &str = "c_target";

rule! {
    /// `notify_params` is a list of names of letters, digits and underscores, split by commas.
    ///
    /// Does not report: blanks around commas, an empty value, names that lost their underscores.
    pub(super) static PARAMS_SYNTAX = {
        id: "gms-list-params-syntax", level: Must, binds: Operator,
        covers: ["GMS-CFG-06"],
        watches: ["transaction-list"],
        monitor: || Lists(params_syntax),
    }
}

fn params_syntax(list: &List, log: &mut Log) {
    for (at, _, parameter) in parameters(list) {
        if is_name(&parameter.name) {
            log.held();
            continue;
        }
        let found = match parameter.written.as_str() {
            "" => "nothing between two commas, or beside one".to_owned(),
            written => quoted(written),
        };
        log.broke(
            Broke::new("the name of a parameter", found)
                .at(at, &text(&parameter.written, parameter.span)),
        );
    }
}

rule! {
    /// `notify_params` lists attributes that the table offers for the event.
    ///
    /// Does not report: the target of a target that was found, which the sample file and the sample
    /// event have; what is no name; sections of unknown events; `c_target` in other letters.
    pub(super) static PARAMS_OFFERED = {
        id: "gms-list-params-offered", level: Should, binds: Operator,
        covers: ["GMS-CFG-08"],
        watches: ["transaction-list"],
        monitor: || Lists(params_offered),
    }
}

fn params_offered(list: &List, log: &mut Log) {
    for (at, event, parameter) in parameters(list) {
        let name = parameter.name.as_str();
        let Some(event) = event.filter(|_| is_name(name) && !is_miswritten_target(name)) else {
            continue;
        };
        let target = event.name == TARGET_FOUND && name == C_TARGET;
        log.check(target || event.offers.contains(&name), || {
            let expected = format!("an attribute of {}: {}", event.name, event.offers.join(", "));
            Broke::new(expected, name).at(at, &text(&parameter.written, parameter.span))
        });
    }
}

rule! {
    /// `c_target` is written exactly as the routing server writes it.
    pub(super) static TARGET_NAME = {
        id: "gms-list-target-name", level: Should, binds: Operator,
        covers: ["GMS-CFG-13"],
        watches: ["transaction-list"],
        monitor: || Lists(target_name),
    }
}

fn target_name(list: &List, log: &mut Log) {
    for (at, _, parameter) in parameters(list) {
        if is_miswritten_target(&parameter.name) {
            log.broke(
                Broke::new(C_TARGET, quoted(&parameter.written))
                    .at(at, &text(&parameter.written, parameter.span)),
            );
        } else if parameter.name == C_TARGET {
            log.held();
        }
    }
}

/// Every parameter, with its option's place in the tree and the event that it is asked for.
fn parameters(
    list: &List,
) -> impl Iterator<Item = (String, Option<&'static EventType>, &Parameter)> {
    entries(list).flat_map(|(section, entry): (_, &Entry)| {
        let at = pointer(&[&section.name, &entry.name]);
        let event = event_of(&section.name);
        entry.parameters.iter().map(move |parameter| (at.clone(), event, parameter))
    })
}

fn is_miswritten_target(name: &str) -> bool {
    name != C_TARGET && name.eq_ignore_ascii_case(C_TARGET)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
