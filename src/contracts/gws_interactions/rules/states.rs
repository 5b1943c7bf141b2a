//! Rules on the operations that a state offers, and on what belongs to which state.
//!
//! Depends on `told`. A list of operations that is none is the schema's business, and a state
//! that no document names offers what it likes.

use std::collections::BTreeSet;

use super::watch::{Each, at_member, listed};
use crate::{
    contracts::gws_interactions::told::{Medium, State, Told},
    judge::{Broke, Log, rule},
};

/// The operations of a state, in the order of the documents.
const INVITED: [&str; 2] = ["Accept", "Reject"];
const CHAT: [&str; 6] =
    ["Transfer", "PlaceInQueue", "StopProcessing", "PlaceInWorkbin", "UpdateProperties", "Reply"];
const EMAIL: [&str; 7] = [
    "Transfer",
    "PlaceInQueue",
    "StopProcessing",
    "PlaceInWorkbin",
    "UpdateProperties",
    "Reply",
    "ReplyAll",
];

rule! {
    /// While an interaction is invited, it can be accepted or rejected, and nothing else.
    pub(super) static INVITED_CAPABILITIES = {
        id: "gws-interactions-invited-capabilities", level: Must, binds: Provider,
        covers: ["GWS-ST-01"],
        watches: ["interaction-notification"],
        monitor: || Each(|told, log| offers(told, None, State::Invited, &INVITED, log)),
    }
}

rule! {
    /// An interaction that is revoked offers no operation.
    pub(super) static REVOKED_CAPABILITIES = {
        id: "gws-interactions-revoked-capabilities", level: Must, binds: Provider,
        covers: ["GWS-ST-02"],
        watches: ["interaction-notification"],
        monitor: || Each(|told, log| offers(told, None, State::Revoked, &[], log)),
    }
}

rule! {
    /// An accepted e-mail offers the seven operations on e-mails.
    pub(super) static EMAIL_CAPABILITIES = {
        id: "gws-interactions-email-accepted-capabilities", level: Must, binds: Provider,
        covers: ["GWS-ST-03"],
        watches: ["interaction-notification"],
        monitor: || Each(|told, log| {
            offers(told, Some(Medium::Email), State::Accepted, &EMAIL, log);
        }),
    }
}

rule! {
    /// An accepted chat offers the six operations on chats.
    pub(super) static CHAT_CAPABILITIES = {
        id: "gws-interactions-chat-accepted-capabilities", level: Must, binds: Provider,
        covers: ["GWS-ST-04"],
        watches: ["interaction-notification"],
        monitor: || Each(|told, log| {
            offers(told, Some(Medium::Chat), State::Accepted, &CHAT, log);
        }),
    }
}

fn offers(told: &Told<'_>, medium: Option<Medium>, state: State, wanted: &[&str], log: &mut Log) {
    if told.state != Some(state) || (medium.is_some() && told.medium != medium) {
        return;
    }
    let Some(offered) = told.capabilities() else { return };
    let wanted: BTreeSet<&str> = wanted.iter().copied().collect();
    log.check(offered == wanted, || {
        at_member(Broke::new(listed(&wanted), listed(&offered)), told.data, "capabilities")
    });
}

rule! {
    /// Only an e-mail can be replied to with ReplyAll.
    pub(super) static REPLY_ALL = {
        id: "gws-interactions-reply-all-email-only", level: May, binds: Provider,
        covers: ["GWS-ST-05"],
        watches: ["interaction-notification"],
        monitor: || Each(reply_all),
    }
}

fn reply_all(told: &Told<'_>, log: &mut Log) {
    let Some(offered) = told.capabilities() else { return };
    let has = offered.contains("ReplyAll");
    match told.medium {
        Some(Medium::Email) if has => log.held(),
        Some(Medium::Chat) if told.state == Some(State::Accepted) => log.check(!has, || {
            at_member(Broke::new("no ReplyAll for a chat", "it"), told.data, "capabilities")
        }),
        _ => {}
    }
}

rule! {
    /// Accept and Reject are offered only while an interaction is invited.
    ///
    /// Does not report: states that no document names.
    pub(super) static OFFER = {
        id: "gws-interactions-offer-only-while-invited", level: Must, binds: Provider,
        covers: ["GWS-ST-06"],
        watches: ["interaction-notification"],
        monitor: || Each(offer),
    }
}

fn offer(told: &Told<'_>, log: &mut Log) {
    let (Some(state), Some(offered)) = (told.state, told.capabilities()) else { return };
    let answers: Vec<&str> = INVITED.into_iter().filter(|a| offered.contains(a)).collect();
    if state == State::Invited {
        return;
    }
    log.check(answers.is_empty(), || {
        let expected = format!("neither Accept nor Reject while {}", state.word());
        at_member(Broke::new(expected, listed(&answers)), told.data, "capabilities")
    });
}

rule! {
    /// An e-mail has an `email_object`, and a chat has none.
    pub(super) static EMAIL_OBJECT = {
        id: "gws-interactions-email-object-only-email", level: Must, binds: Provider,
        covers: ["GWS-ST-19"],
        watches: ["interaction-notification"],
        monitor: || Each(email_object),
    }
}

fn email_object(told: &Told<'_>, log: &mut Log) {
    let Some(medium) = told.medium.filter(|_| told.state.is_some()) else { return };
    let has = told.data.get("email_object").is_some();
    let (expected, found) = match medium {
        Medium::Email => ("an email_object in an e-mail", "none"),
        Medium::Chat => ("no email_object in a chat", "one"),
    };
    log.check(has == (medium == Medium::Email), || {
        at_member(Broke::new(expected, found), told.data, "email_object")
    });
}

rule! {
    /// Every state of every medium has its own members: ten for an e-mail and nine for a chat,
    /// and once accepted two and three more.
    ///
    /// Does not report: members that are always required, and `email_object`, which has a rule of
    /// its own.
    pub(super) static MEMBER_PLACES = {
        id: "gws-interactions-member-places", level: May, binds: Provider,
        covers: ["GWS-INT-12", "GWS-INT-13", "GWS-INT-14", "GWS-INT-15", "GWS-ST-15", "GWS-ST-16",
            "GWS-ST-17", "GWS-ST-18"],
        watches: ["interaction-notification"],
        monitor: || Each(member_places),
    }
}

/// Members that other rules ask for.
const ASKED: [&str; 7] =
    ["capabilities", "channel", "email_object", "id", "messageType", "state", "userData"];

fn member_places(told: &Told<'_>, log: &mut Log) {
    let (Some(medium), Some(state)) = (told.medium, told.state) else { return };
    let mut wanted = BTreeSet::from(["currentQueue", "interactionSubType", "interactionType"]);
    wanted.extend::<&[&str]>(match (state, medium) {
        (State::Accepted, Medium::Email) => &["inQueues", "outQueues"],
        (State::Accepted, Medium::Chat) => &["chat_notifications", "inQueues", "sessionId"],
        _ => &[],
    });
    let members = told.data.as_object().into_iter().flatten().map(|m| &*m.name);
    let present: BTreeSet<&str> = members.filter(|name| !ASKED.contains(name)).collect();
    log.check(present == wanted, || {
        let more = present.difference(&wanted).map(|name| format!("with {name}"));
        let fewer = wanted.difference(&present).map(|name| format!("without {name}"));
        let found = more.chain(fewer).collect::<Vec<_>>().join(", ");
        let medium = if medium == Medium::Email { "e-mail" } else { "chat" };
        let expected = format!("the members of an {} {medium}", state.word());
        Broke::new(expected.replace("an Revoked", "a Revoked"), found).at("/data", told.data)
    });
}
