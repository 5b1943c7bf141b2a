//! Single-step transfers and their errors.
//!
//! Depends on the session's streams. Never reports an error whose transfer may have been told
//! before the stream began, or was filtered out.

use super::seen::{Each, body, fresh, shown};
use crate::{
    contracts::axp_engagement::session::{Body, Memory, Session},
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// The destination of a transfer to a queue is its `queueId`.
    pub(super) static DESTINATION = {
        id: "axp-transfer-destination-queue", level: Must, binds: Provider,
        covers: ["AXP-SST-18"],
        watches: ["notification", "SingleStepTransfer"],
        monitor: || Each(destination),
    }
}

rule! {
    /// An error of a transfer names, by `correlationId`, an earlier transfer of its engagement.
    ///
    /// Does not report: an error in an engagement whose creation was not seen.
    pub(super) static REFERENCES = {
        id: "axp-transfer-error-references", level: Should, binds: Provider,
        covers: ["AXP-SST-23", "AXP-STE-19", "AXP-STE-22"],
        watches: ["notification", "SingleStepTransfer", "SingleStepTransferError"],
        monitor: References::default,
    }
}

rule! {
    /// An error of a transfer repeats the target of the transfer that it names.
    pub(super) static REPEATS = {
        id: "axp-transfer-error-repeats", level: Should, binds: Provider,
        covers: ["AXP-STE-20"],
        watches: ["notification", "SingleStepTransfer", "SingleStepTransferError"],
        monitor: Repeats::default,
    }
}

type Key = (Option<u32>, String);

/// Transfers and errors by correlation id.
#[derive(Default)]
struct References {
    transfers: Memory<Key, Option<String>>,
    errors: Memory<Key, u64>,
}

impl Monitor for References {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, session)) = fresh(seen, |event| event.starts_with("SingleStepTransfer"))
        else {
            return;
        };
        let Some(id) = body.text("correlationId") else { return };
        let key = (body.stream, id.to_owned());
        match body.event {
            "SingleStepTransfer" => {
                if let Some(error) = self.errors.get(&key) {
                    let expected = "the transfer before its error".to_owned();
                    log.broke(at(&body, expected, format!("the error came first, event {error}")));
                }
                self.transfers.insert(key, body.text("engagementId").map(str::to_owned));
            }
            "SingleStepTransferError" => {
                self.error(&key, &body, session, log);
                self.errors.insert(key, seen.number);
            }
            _ => {}
        }
    }
}

impl References {
    fn error(&self, key: &Key, body: &Body<'_>, session: &Session, log: &mut Log) {
        let told =
            session.streams.is_whole(body) && session.covers(body.stream, "SingleStepTransfer");
        let expected = "the correlationId of an earlier transfer of the engagement".to_owned();
        match self.transfers.get(key) {
            Some(engagement) if engagement.as_deref() == body.text("engagementId") => log.held(),
            Some(_) => log.broke(at(body, expected, "that of another engagement".to_owned())),
            None if told => log.broke(at(body, expected, shown(body.get("correlationId")))),
            None => {}
        }
    }
}

/// What each transfer said of its target.
#[derive(Default)]
struct Repeats(Memory<Key, [Option<String>; 2]>);

/// The members that tell the target.
const TARGET: [&str; 2] = ["transferTo", "destination"];

impl Monitor for Repeats {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, _)) = fresh(seen, |event| event.starts_with("SingleStepTransfer")) else {
            return;
        };
        let Some(id) = body.text("correlationId") else { return };
        let key = (body.stream, id.to_owned());
        if body.event == "SingleStepTransfer" {
            self.0.insert(key, TARGET.map(|member| body.text(member).map(str::to_owned)));
            return;
        }
        let Some(target) = self.0.get(&key) else { return };
        if body.event != "SingleStepTransferError" {
            return;
        }
        for (member, wanted) in TARGET.into_iter().zip(target) {
            let (Some(wanted), Some(node)) = (wanted, body.get(member)) else { continue };
            log.check(node.as_str() == Some(wanted.as_str()), || {
                Broke::new(format!("{member} {wanted}, as in the transfer"), shown(Some(node)))
                    .at(body.place(member), node)
            });
        }
    }
}

fn destination(seen: &Seen<'_>, log: &mut Log) {
    let Some(body) = body(seen).filter(|b| b.event == "SingleStepTransfer") else { return };
    if body.text("transferTo") != Some("QUEUE") {
        return;
    }
    let (Some(node), Some(queue)) = (body.get("destination"), body.text("queueId")) else { return };
    log.check(node.as_str() == Some(queue), || {
        Broke::new(format!("queueId, {queue}"), shown(Some(node)))
            .at(body.place("destination"), node)
    });
}

fn at(body: &Body<'_>, expected: String, found: String) -> Broke {
    let broke = Broke::new(expected, found);
    match body.get("correlationId") {
        Some(node) => broke.at(body.place("correlationId"), node),
        None => broke,
    }
}
