//! Who subscribes, and which of several files wins.

use super::watch::{Layer, Lists, layer, pointer, quoted};
use crate::{
    codec::transaction_list::List,
    contracts::gms_callback_events::list_reader::{EVENTS_LIST, OVERRIDING, PROPERTIES},
    judge::{Broke, Log, Monitor, Seen, rule},
};

/// How many files are remembered.
const FILES: usize = 64;

rule! {
    /// A list with the mode `notify` leaves the subscribing to the application: nothing is
    /// delivered before it has subscribed.
    pub(super) static NOTIFY_UNSUBSCRIBED = {
        id: "gms-list-notify-unsubscribed", level: May, binds: Operator,
        covers: ["GMS-NOT-10"],
        watches: ["transaction-list"],
        monitor: || Lists(notify_unsubscribed),
    }
}

fn notify_unsubscribed(list: &List, log: &mut Log) {
    const MODE: &str = "_enable_status_notification";
    let Some(mode) = list.document.root.get(PROPERTIES).and_then(|p| p.get(MODE)) else { return };
    log.check(mode.as_str() != Some("notify"), || {
        let expected = "subscribe_notify, or an application that subscribes by itself";
        Broke::new(expected, "notify").at(pointer(&[PROPERTIES, MODE]), mode)
    });
}

rule! {
    /// Type, target and provider that a service or a query sets win over those of its Transaction
    /// List; of service and query the query is taken to win.
    ///
    /// Does not report: the same value in both; files that are not judged together, unless the
    /// options name a list themselves.
    pub(super) static OVERRIDDEN = {
        id: "gms-list-overridden", level: May, binds: Operator,
        covers: ["GMS-NOT-22", "GMS-NOT-23"],
        watches: ["transaction-list", "notification-options"],
        monitor: Overridden::default,
    }
}

/// What files set, in the order of `OVERRIDING`.
type Set = [Option<String>; 3];

#[derive(Default)]
struct Overridden {
    lists: Vec<Set>,
    options: Vec<Set>,
}

impl Monitor for Overridden {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(layer) = layer(seen) else { return };
        let set: Set = OVERRIDING.map(|name| layer.text(name));
        let others = match layer {
            Layer::List(_) => &self.options,
            Layer::Options(_) => &self.lists,
        };
        for (index, name) in OVERRIDING.into_iter().enumerate() {
            let Some((at, node)) = layer.get(name) else { continue };
            let value = |set: &Set| set.get(index).cloned().flatten();
            let own = value(&set);
            let elsewhere: Vec<String> = others.iter().filter_map(value).collect();
            if let Some(other) = elsewhere.iter().find(|other| Some(*other) != own.as_ref()) {
                log.broke(against(&layer, name, other).at(at, &node));
            } else if !elsewhere.is_empty() {
                log.held();
            } else if matches!(layer, Layer::Options(_))
                && others.is_empty()
                && let Some(list) = layer.text(EVENTS_LIST)
            {
                let found = format!("{name} beside the list {}", quoted(&list));
                let expected = "that the value of the service or query wins over the list's";
                log.broke(Broke::new(expected, found).at(at, &node));
            }
        }
        let files = match layer {
            Layer::List(_) => &mut self.lists,
            Layer::Options(_) => &mut self.options,
        };
        if files.len() < FILES {
            files.push(set);
        }
    }
}

fn against(layer: &Layer<'_>, name: &str, other: &str) -> Broke {
    let other = quoted(other);
    match layer {
        Layer::List(_) => Broke::new(
            format!("{other}, which the service or query sets and which wins"),
            format!("another {name} in the list"),
        ),
        Layer::Options(_) => Broke::new(
            format!("{other}, as the list has it"),
            format!("a {name} of the service or query, which wins"),
        ),
    }
}
