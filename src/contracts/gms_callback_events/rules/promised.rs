//! Rules on what the Transaction List has promised for an event.
//!
//! Depends on `list`. Silent where the list of a service is not known. Never judges the list.

use super::watch::{Each, pointer, shown};
use crate::{
    codec::json::{Node, Value},
    contracts::gms_callback_events::{
        events::{DIAL_DONE, DIAL_INIT, FRAME, SERVICE_EXIT, is_attribute},
        list::Promise,
        session::{Session, Told},
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// What `notify_custom` holds stands in the event beside its attributes, unchanged.
    ///
    /// Does not report: custom members that have the name of an attribute, as nothing says what
    /// becomes of them (C-265).
    pub(super) static CUSTOM_MERGED = {
        id: "gms-callback-custom-merged", level: Must, binds: Provider,
        covers: ["GMS-PAY-21", "GMS-CFG-11"],
        watches: ["*"],
        monitor: || Each(custom_merged),
    }
}

fn custom_merged(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(promise) = promise(told, session) else { return };
    let free = |name: &str| !FRAME.contains(&name) && !is_attribute(name);
    let mut custom = promise.custom.iter().filter(|(name, _)| free(name)).peekable();
    if custom.peek().is_none() {
        return;
    }
    let wrong = custom
        .find(|(name, value)| !told.message.get(name).is_some_and(|found| is_same(value, found)));
    let Some((name, value)) = wrong else { return log.held() };
    let expected = format!("{name} {}", shown(value));
    log.broke(match told.message.get(name) {
        Some(found) => Broke::new(expected, shown(found)).at(pointer(name), found),
        None => nothing(told, expected, name),
    });
}

rule! {
    /// Every attribute that `notify_params` asks for and the event offers is in it.
    ///
    /// Does not report: the service id, which schemas require; the agent of a target that is there
    /// as a whole; and the number at the exit of a callback that was never dialed.
    pub(super) static PARAMS_COMPLETE = {
        id: "gms-callback-params-complete", level: Should, binds: Provider,
        covers: ["GMS-PAY-22"],
        watches: ["*"],
        monitor: || Each(params_complete),
    }
}

fn params_complete(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(promise) = promise(told, session) else { return };
    let available = |name: &str| match name {
        "_service_id" => false,
        "c_agent_id" | "c_agent_extension" => told.message.get("c_target").is_none(),
        "c_dialed_number" if told.event.name == SERVICE_EXIT => {
            let callback = session.callback(told);
            callback.is_some_and(|c| c.count(DIAL_INIT) + c.count(DIAL_DONE) > 0)
        }
        _ => told.event.offers.contains(&name),
    };
    let asked: Vec<&str> =
        promise.params.iter().map(String::as_str).filter(|name| available(name)).collect();
    if asked.is_empty() {
        return;
    }
    let absent: Vec<&str> =
        asked.iter().copied().filter(|name| told.message.get(name).is_none()).collect();
    match absent.first() {
        None => log.held(),
        Some(name) => log.broke(nothing(told, absent.join(", "), name)),
    }
}

rule! {
    /// Nothing is in an event but what was asked for: the attributes that `notify_params` names,
    /// the members of `notify_custom`, and what every event has.
    ///
    /// Does not report: sections without `notify_params`, and the service id, by which events are
    /// told apart.
    pub(super) static PARAMS_ONLY = {
        id: "gms-callback-params-only", level: Should, binds: Provider,
        covers: ["GMS-PAY-23"],
        watches: ["*"],
        monitor: || Each(params_only),
    }
}

fn params_only(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(promise) = promise(told, session).filter(|p| !p.params.is_empty()) else { return };
    let Some(members) = told.message.node().and_then(Node::as_object) else { return };
    let asked = |name: &str| {
        FRAME.contains(&name)
            || name == "_service_id"
            || promise.params.iter().any(|n| n == name)
            || promise.custom.iter().any(|(n, _)| n == name)
    };
    match members.iter().find(|m| !asked(&m.name)) {
        None => log.held(),
        Some(member) => {
            let expected = format!("{} and what the list adds", promise.params.join(", "));
            let broke = Broke::new(expected, member.name.to_string());
            log.broke(broke.at(pointer(&member.name), &member.value));
        }
    }
}

fn promise<'s>(told: &Told<'_>, session: &'s Session) -> Option<&'s Promise> {
    session.list(told)?.promise(told.event)
}

fn nothing(told: &Told<'_>, expected: String, name: &str) -> Broke {
    let broke = Broke::new(expected, format!("no {name}"));
    match told.message.node() {
        Some(node) => broke.at("", node),
        None => broke,
    }
}

/// Two values say the same: numbers by value, members in any order.
fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Number(a), Value::Number(b)) => a.same_value(b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let within = |m: &crate::codec::json::Member| {
                b.get(&m.name).is_some_and(|found| is_same(&m.value, found))
            };
            a.len() == b.len() && a.iter().all(within)
        }
        _ => one.same_tree(other),
    }
}
