//! Rules on the e-mail within a notification.
//!
//! Depends on `told`. Never reads an address: hosts without a domain are as good as others.

use super::watch::{Each, at_member, listed, shown};
use crate::{
    codec::json::Node,
    contracts::gws_interactions::told::{Medium, State, Told},
    judge::{Broke, Log, rule},
};

rule! {
    /// The `email_object` names the interaction that it belongs to.
    pub(super) static OBJECT_ID = {
        id: "gws-interactions-email-object-id", level: Must, binds: Provider,
        covers: ["GWS-EML-02"],
        watches: ["interaction-notification"],
        monitor: || Each(object_id),
    }
}

fn object_id(told: &Told<'_>, log: &mut Log) {
    let named = told.data.get("email_object").and_then(|o| o.get("interactionId"));
    let (Some(id), Some(node)) = (told.id(), named) else { return };
    let Some(name) = node.as_str().filter(|_| told.medium == Some(Medium::Email)) else { return };
    log.check(name == id, || {
        Broke::new(format!("{id}, the id of the interaction"), name)
            .at("/data/email_object/interactionId", node)
    });
}

rule! {
    /// Before an e-mail is accepted its `email_object` has `interactionId` alone; then it has
    /// text, addresses and subject too.
    pub(super) static OBJECT_BY_STATE = {
        id: "gws-interactions-email-object-by-state", level: May, binds: Provider,
        covers: ["GWS-EML-03", "GWS-EML-04"],
        watches: ["interaction-notification"],
        monitor: || Each(object_by_state),
    }
}

/// What only an accepted e-mail shows.
const CONTENT: [&str; 4] = ["text", "fromAddress", "toAddress", "subject"];

fn object_by_state(told: &Told<'_>, log: &mut Log) {
    let Some(object) = told.data.get("email_object") else { return };
    let (Some(state), Some(members)) = (told.state, object.as_object()) else { return };
    let (expected, wrong): (_, Vec<&str>) = if state == State::Accepted {
        let missing = CONTENT.into_iter().filter(|name| !members.contains(name)).collect();
        ("the whole e-mail once it is accepted", missing)
    } else {
        let names = members.iter().map(|m| &*m.name);
        ("interactionId alone before acceptance", names.filter(|n| *n != "interactionId").collect())
    };
    log.check(wrong.is_empty(), || {
        let word = if state == State::Accepted { "no" } else { "also" };
        at_member(
            Broke::new(expected, format!("{word} {}", listed(&wrong))),
            told.data,
            "email_object",
        )
    });
}

rule! {
    /// Addresses and subject of an e-mail are those of its user data.
    ///
    /// Does not report: what one of the two lacks.
    pub(super) static ADDRESSES = {
        id: "gws-interactions-email-addresses-agree", level: May, binds: Provider,
        covers: ["GWS-EML-06", "GWS-EML-07", "GWS-EML-08"],
        watches: ["interaction-notification"],
        monitor: || Each(addresses),
    }
}

fn addresses(told: &Told<'_>, log: &mut Log) {
    let pairs = [
        ("fromAddress", "FromAddress"),
        ("fromAddress", "EmailAddress"),
        ("toAddress", "To"),
        ("subject", "Subject"),
    ];
    for (own, attached) in pairs {
        let node = told.data.get("email_object").and_then(|o| o.get(own));
        let text = node.and_then(Node::as_str);
        let (Some(node), Some(text), Some(other)) = (node, text, told.attached_text(attached))
        else {
            continue;
        };
        log.check(text == other, || {
            Broke::new(format!("the {attached} of userData, {other}"), shown(node))
                .at(format!("/data/email_object/{own}"), node)
        });
    }
}

rule! {
    /// The pseudo queue `__STOP__` goes with the operation StopProcessing for e-mails, and is
    /// none of a chat's queues.
    pub(super) static STOP_QUEUE = {
        id: "gws-interactions-stop-queue-capability", level: May, binds: Provider,
        covers: ["GWS-EML-11", "GWS-CHT-02"],
        watches: ["interaction-notification"],
        monitor: || Each(stop_queue),
    }
}

fn stop_queue(told: &Told<'_>, log: &mut Log) {
    let queues = told.data.get("inQueues").filter(|q| q.as_object().is_some());
    let Some(queues) = queues.filter(|_| told.state == Some(State::Accepted)) else { return };
    let stops = queues.get("__STOP__").is_some();
    let Some(offered) = told.capabilities() else { return };
    let can_stop = offered.contains("StopProcessing");
    let (held, expected, found) = match told.medium {
        Some(Medium::Chat) => (!stops, "no __STOP__ in the queues of a chat", "it"),
        Some(Medium::Email) if stops => {
            (can_stop, "StopProcessing with __STOP__", "no such operation")
        }
        Some(Medium::Email) => (!can_stop, "__STOP__ with StopProcessing", "no such queue"),
        None => return,
    };
    log.check(held, || at_member(Broke::new(expected, found), told.data, "inQueues"));
}
