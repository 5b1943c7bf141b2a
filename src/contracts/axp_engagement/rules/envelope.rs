//! The envelope of a notification against the subscription that it belongs to.
//!
//! Depends on the session. Never judges a notification whose subscription was not seen.

use jiff::Timestamp;

use super::seen::{Each, body, fingerprint, session, shown, socket, word};
use crate::{
    codec::json::Node,
    contracts::axp_engagement::session::{EVENTS, Memory},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// A notification names the subscription that its connection was confirmed for.
    pub(super) static SUBSCRIPTION = {
        id: "axp-notification-subscription", level: Must, binds: Provider,
        covers: ["AXP-NTF-19"],
        watches: ["notification"],
        monitor: || Each(subscription),
    }
}

rule! {
    /// A notification is of the family that was subscribed.
    pub(super) static FAMILY = {
        id: "axp-notification-family", level: Must, binds: Provider,
        covers: ["AXP-NTF-20"],
        watches: ["notification"],
        monitor: || Each(family),
    }
}

rule! {
    /// A notification names the account that the subscription was created in.
    pub(super) static ACCOUNT = {
        id: "axp-notification-account", level: Must, binds: Provider,
        covers: ["AXP-NTF-23"],
        watches: ["notification"],
        monitor: || Each(account),
    }
}

rule! {
    /// `correlationId` is unique for each notification of a subscription.
    pub(super) static ID_UNIQUE = {
        id: "axp-notification-id-unique", level: Must, binds: Provider,
        covers: ["AXP-NTF-18"],
        watches: ["notification"],
        monitor: Ids::default,
    }
}

rule! {
    /// A notification is sent after its event was generated, and not in the future.
    ///
    /// Does not report: a timestamp that stands at the end of the 64-bit range, as in the samples.
    pub(super) static SENT_AFTER_EVENT = {
        id: "axp-notification-sent-after-event", level: Should, binds: Provider,
        covers: ["AXP-NTF-22"],
        watches: ["notification"],
        monitor: || Each(sent),
    }
}

rule! {
    /// Only events that the filter of the subscription names are delivered.
    ///
    /// Does not report: a filter with names that no event has.
    pub(super) static FILTER = {
        id: "axp-notification-filter", level: Must, binds: Provider,
        covers: ["AXP-BODY-12"],
        watches: ["notification"],
        monitor: || Each(filter),
    }
}

/// How far the clock of a peer may be ahead, in seconds.
const CLOCK_SKEW: f64 = 300.0;

/// Timestamps from here on are the end of the 64-bit range, give or take the rounding of a
/// double: a placeholder, no time (C-043).
const NO_TIME: i64 = i64::MAX - 1_024;

fn subscription(seen: &Seen<'_>, log: &mut Log) {
    let confirmed = socket(seen).and_then(|s| s.serving());
    let Some(wanted) = confirmed.and_then(|c| c.subscription.as_deref()) else { return };
    compare(seen, "subscriptionId", wanted, log);
}

fn family(seen: &Seen<'_>, log: &mut Log) {
    let known = session(seen).and_then(|s| s.subscription_on(seen.event.link));
    let Some(wanted) = known.and_then(|s| s.wanted.family.as_deref()) else { return };
    compare(seen, "family", wanted, log);
}

fn account(seen: &Seen<'_>, log: &mut Log) {
    let Some(session) = session(seen) else { return };
    let known = session.subscription_on(seen.event.link).and_then(|s| s.account.as_deref());
    let Some(wanted) = known.or(session.account.as_deref()) else { return };
    compare(seen, "accountId", wanted, log);
}

fn compare(seen: &Seen<'_>, member: &str, wanted: &str, log: &mut Log) {
    let Some(node) = seen.message.and_then(|m| m.get(member)) else { return };
    let Some(found) = node.as_str() else { return };
    log.check(found == wanted, || {
        Broke::new(format!("{member} {wanted}"), found).at(format!("/{member}"), node)
    });
}

/// The ids of each subscription, with the text that had them.
#[derive(Default)]
struct Ids(Memory<(String, String), (u64, u64)>);

impl Monitor for Ids {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(message) = seen.message else { return };
        let Some(node) = message.get("correlationId") else { return };
        let Some(id) = node.as_str() else { return };
        let subscription = message.text_of("subscriptionId").unwrap_or_default();
        let key = (subscription.to_owned(), id.to_owned());
        let Some((before, text)) = self.0.get(&key) else {
            self.0.insert(key, (seen.number, fingerprint(&message.text)));
            return log.held();
        };
        let again = *text == fingerprint(&message.text);
        let found = if again { "delivered again" } else { "another notification has it" };
        let broke =
            Broke::new("an id that no notification had", format!("{found}: event {before}"));
        // The ruling tells a second delivery from a second notification by this word (C-105).
        let value = if again { word("re-delivery").value } else { node.value.clone() };
        log.broke(broke.at("/correlationId", &Node { value, span: node.span }));
    }
}

fn sent(seen: &Seen<'_>, log: &mut Log) {
    let Some(message) = seen.message else { return };
    let Some(node) = message.get("sentAt") else { return };
    let Some((text, sent)) = moment(message, "sentAt") else { return };
    // A time in whole seconds may stand for any moment of its second.
    let slack = seen.header.tolerance + if text.contains('.') { 0.0 } else { 1.0 };
    let generated = body(seen).and_then(|b| b.timestamp()).filter(|t| *t < NO_TIME);
    if let Some(generated) = generated {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of any year fit a double")]
        let generated = generated as f64 / 1_000.0;
        log.check(sent + slack >= generated, || {
            let late = generated - sent;
            Broke::new("not before body.timestamp", format!("{text}, {late:.3} s before it"))
                .at("/sentAt", node)
        });
    }
    let started = seen.header.started.as_deref().and_then(|s| s.parse::<Timestamp>().ok());
    if let Some(started) = started {
        let now = started.as_duration().as_secs_f64() + seen.at();
        if sent > now + CLOCK_SKEW {
            let ahead = sent - now;
            log.broke(
                Broke::new("not in the future", format!("{text}, {ahead:.0} s ahead"))
                    .at("/sentAt", node),
            );
        }
    }
}

fn moment<'a>(message: &'a Message, member: &str) -> Option<(&'a str, f64)> {
    let text = message.text_of(member)?;
    let at: Timestamp = text.parse().ok()?;
    Some((text, at.as_duration().as_secs_f64()))
}

fn filter(seen: &Seen<'_>, log: &mut Log) {
    let Some(known) = session(seen).and_then(|s| s.subscription_on(seen.event.link)) else {
        return;
    };
    let Some(wanted) = &known.wanted.events else { return };
    let Some(body) = body(seen).filter(|b| EVENTS.contains(&b.event)) else { return };
    if wanted.is_empty() || wanted.iter().any(|e| !EVENTS.contains(&e.as_str())) {
        return;
    }
    log.check(known.covers(body.event), || {
        let node = body.get("event");
        let broke = Broke::new(format!("one of {}", wanted.join(", ")), shown(node));
        node.map_or(broke.clone(), |node| broke.at(body.place("event"), node))
    });
}
