//! What `notify_custom` adds to an event.

use std::collections::HashSet;

use super::watch::{Lists, entries, pointer, quoted, text};
use crate::{
    codec::{
        json::{Document, Limits, Span, SyntaxError, parse},
        transaction_list::{Entry, List},
    },
    contracts::gms_callback_events::{events::FRAME, list_reader::event_of},
    judge::{Broke, Log, rule},
};

rule! {
    /// `notify_custom` is the text of a JSON object.
    ///
    /// Does not report: an empty value, which is as good as none.
    pub(super) static CUSTOM_OBJECT = {
        id: "gms-list-custom-object", level: Must, binds: Operator,
        covers: ["GMS-CFG-10"],
        watches: ["transaction-list"],
        monitor: || Lists(custom_object),
    }
}

fn custom_object(list: &List, log: &mut Log) {
    for (at, _, entry, read) in customs(list) {
        match read {
            Ok(document) if document.root.as_object().is_some() => log.held(),
            Ok(document) => log.broke(
                Broke::new("a JSON object", format!("a JSON {}", document.root.kind()))
                    .at(at, &text(&entry.value, entry.value_span)),
            ),
            Err(error) => {
                // An error's last words are an offset into the value, which nobody sees.
                let said = error.kind.to_string();
                let said = said.trim_start_matches("expected ");
                let (expected, found) =
                    said.split_once(" but ").unwrap_or((said, "something else"));
                let place = entry.place(error.offset);
                let end = entry.value_span.end.max(place);
                let found = found.trim_start_matches("found ");
                log.broke(
                    Broke::new(format!("a JSON object, here {expected}"), found)
                        .at(at, &text("", Span { start: place, end })),
                );
            }
        }
    }
}

rule! {
    /// No member of `notify_custom` has the name of something that the event has already.
    pub(super) static CUSTOM_COLLISION = {
        id: "gms-list-custom-collision", level: Should, binds: Operator,
        covers: ["GMS-CFG-12"],
        watches: ["transaction-list"],
        monitor: || Lists(custom_collision),
    }
}

fn custom_collision(list: &List, log: &mut Log) {
    for (at, section, entry, read) in customs(list) {
        let Ok(document) = read else { continue };
        let event = event_of(&section.name);
        let params = section.entry("notify_params").map(|p| p.parameters.as_slice());
        let asked: HashSet<&str> =
            params.unwrap_or_default().iter().map(|p| p.name.as_str()).collect();
        for member in document.root.as_object().into_iter().flatten() {
            let name = &*member.name;
            let taken = event.is_some_and(|event| event.may_have(name)) || asked.contains(name);
            log.check(!taken && !FRAME.contains(&name), || {
                let found = format!("{}, which the event has anyway", quoted(name));
                Broke::new("a name of its own", found)
                    .at(at.clone(), &text(name, entry.place_of(member.name_span)))
            });
        }
    }
}

type Custom<'l> =
    (String, &'l crate::codec::transaction_list::Section, &'l Entry, Result<Document, SyntaxError>);

/// Every `notify_custom` that says something, read.
fn customs(list: &List) -> impl Iterator<Item = Custom<'_>> {
    let says = |entry: &Entry| entry.name == "notify_custom" && !entry.value.is_empty();
    entries(list).filter(move |(_, entry)| says(entry)).map(|(section, entry)| {
        let at = pointer(&[&section.name, &entry.name]);
        (at, section, entry, parse(entry.value.as_bytes(), &Limits::default()))
    })
}
