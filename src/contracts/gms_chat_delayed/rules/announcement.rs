//! Rules on the announcement that an agent is available.
//!
//! Depends on `watch` and on the plan by which a target is found. Never judges its schema.

use super::watch::{AT_ONCE, Each, Told, gave_up, shown_member};
use crate::{
    contracts::gms_chat_delayed::session::{Created, Service, Session},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// When an agent is available, the device of a service that asks for confirmation is notified.
    ///
    /// Does not report: services of which the facts do not say when an agent becomes free, devices
    /// that get no pushes over CometD, and waits that ended before an agent was free.
    pub(crate) static ANNOUNCED = {
        id: "gms-chat-agent-announced", level: Must, binds: Provider,
        covers: ["GMS-SCN-04", "GMS-OPT-54"],
        watches: ["agent-available", "gave-up"],
        monitor: || Each(announced),
    }
}

fn announced(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some(message) = seen.message {
        let id = message.pointer("/message/_id").and_then(|n| n.as_str());
        let Some((service, _)) = id.and_then(|id| session.created(id)) else { return };
        let unasked = session.flag(service, "_wait_for_user_confirm") == Some(false);
        log.check(!unasked, || {
            Broke::new("no request for confirmation: _wait_for_user_confirm is false", "one")
        });
        return;
    }
    if !gave_up(seen, &["agent-available"]) {
        return;
    }
    for service in session.services().filter(|s| s.announced.is_empty() && s.exited.is_none()) {
        let Some(created) = &service.created else { continue };
        let listens = session.listening().is_some() && service.pushes() == Some(true);
        let asks = session.flag(service, "_wait_for_user_confirm") == Some(true);
        let Some(due) = due(session, service, created, seen).filter(|_| listens && asks) else {
            continue;
        };
        // Who began to listen late may have missed it.
        let missed = session.listening().is_some_and(|at| at > due);
        if !missed && seen.at() > due + AT_ONCE + seen.header.tolerance {
            let waited = seen.at() - due;
            log.broke(Broke::new(
                format!("an announcement for {}", service.id),
                format!("none {waited:.1} s after an agent became free"),
            ));
        }
    }
}

/// When an agent is available to a service, by the latest reckoning.
fn due(session: &Session, service: &Service, created: &Created, seen: &Seen<'_>) -> Option<f64> {
    let margin = seen.header.tolerance * 2.0;
    let expected = session.plan(service)?.expected(session.facts.agents()?, margin)?;
    Some(created.at + expected.at)
}

rule! {
    /// An agent is announced once for each service, and not before one is available.
    ///
    /// Does not report: the same push to several CometD clients, a push that was delivered to one
    /// again, and early announcements where the facts do not say when an agent becomes free.
    pub(crate) static ONCE = {
        id: "gms-chat-announced-once", level: Must, binds: Provider,
        covers: ["GMS-SCN-03", "GMS-OPT-56", "GMS-CHAT-70"],
        watches: ["agent-available"],
        monitor: || Told(once),
    }
}

fn once(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(node) = message.node() else { return };
    let id = message.pointer("/message/_id").and_then(|n| n.as_str());
    let Some((service, created)) = id.and_then(|id| session.created(id)) else { return };
    let push = message.text_of("id");
    let mut earlier = service.announced.iter();
    let is_other = |p: &Option<String>| push.is_none() || p.as_deref() != push;
    if let Some(first) = earlier.find(|a| is_other(&a.push)) {
        let ago = seen.at() - first.at;
        let found = format!("another, {ago:.1} s after the first");
        log.broke(Broke::new("one announcement", found).at("", node));
        return;
    }
    let waits = session.flag(service, "_wait_for_agent") != Some(false);
    if let Some(earliest) =
        session.facts.agents().and_then(|a| a.values().copied().reduce(f64::min))
        && waits
    {
        let planned = session.plan(service).and_then(|plan| {
            let agents = session.facts.agents()?;
            let free = |i| plan.free_at(i, agents);
            (0..plan.stops.len()).filter_map(free).reduce(f64::min)
        });
        let age = seen.at() - created.asked;
        let free = planned.unwrap_or(earliest);
        if age < free - seen.header.tolerance {
            let expected = format!("no announcement before an agent is free, after {free:.1} s");
            log.broke(Broke::new(expected, format!("one after {age:.1} s")).at("", node));
            return;
        }
    }
    if service.announced.is_empty() {
        log.held();
    }
}

rule! {
    /// An announcement names the service that was created.
    ///
    /// Does not report: announcements where no created service waits for one, and those of a case
    /// that knows services which it did not create.
    pub(crate) static ID = {
        id: "gms-chat-announcement-id", level: Must, binds: Provider,
        covers: ["GMS-CHAT-13"],
        watches: ["agent-available", "CreateResponse"],
        monitor: AnnouncementId::default,
    }
}

/// Remembers announcements for ids that nobody knows: a push can overtake the answer to create.
#[derive(Default)]
struct AnnouncementId {
    strange: Vec<(String, f64)>,
}

impl Monitor for AnnouncementId {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let (Some(session), Some(message)) = (seen.session::<Session>(), seen.message) else {
            return;
        };
        if message.name == "CreateResponse" {
            let id = message.text_of("_id").unwrap_or_default();
            let before = self.strange.len();
            self.strange.retain(|(strange, _)| strange != id);
            if self.strange.len() < before {
                log.held();
            }
            return;
        }
        let Some(node) = message.pointer("/message/_id") else { return };
        let Some(id) = node.as_str() else { return };
        if session.created(id).is_some() {
            log.held();
            return;
        }
        let creating =
            session.open().any(|e| matches!(e.call.operation, Some(o) if o.form() == "CreateForm"));
        let known = session.service(id).is_some();
        if creating || known {
            self.strange.push((id.to_owned(), seen.at()));
            return;
        }
        // Somebody else's announcement is nothing to wonder at, unless only one can be meant.
        let foreign = session.services().any(|s| s.created.is_none());
        let waiting = session
            .services()
            .find(|s| s.created.is_some() && s.announced.is_empty() && s.exited.is_none());
        if let Some(service) = waiting.filter(|_| !foreign) {
            let expected = format!("_id {}", service.id);
            log.broke(Broke::new(expected, format!("_id {id}")).at("/message/_id", node));
        }
    }
}

rule! {
    /// The tag of an announcement is `service.agentavailable.` and the service id.
    ///
    /// Does not report: announcements without a service id, and a tag that is no text.
    pub(crate) static TAG = {
        id: "gms-chat-announcement-tag", level: Must, binds: Provider,
        covers: ["GMS-CHAT-14"],
        watches: ["agent-available"],
        monitor: || Told(tag),
    }
}

fn tag(message: &Message, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let id = message.pointer("/message/_id").and_then(|n| n.as_str());
    let (Some(id), Some(tag)) = (id, message.get("tag")) else { return };
    let Some(found) = tag.as_str() else { return };
    let wanted = format!("service.agentavailable.{id}");
    log.check(found == wanted, || {
        Broke::new(format!("tag {wanted}"), shown_member(message, "tag")).at("/tag", tag)
    });
}

rule! {
    /// Stages come in their order: a service is created, an agent announced, the chat routed, and
    /// the service ends.
    ///
    /// Does not report: pushes that overtake the answer to create by less than the tolerance, what
    /// is late because the consumer was early, calls after the end, and routing without a chat
    /// (`gms-chat-waits-for-chat`).
    pub(crate) static STAGE_ORDER = {
        id: "gms-chat-stage-order", level: Must, binds: Provider,
        covers: ["GMS-SCN-13", "GMS-CHAT-70"],
        watches: ["CreateResponse", "agent-available", "route-to-agent", "service-exit"],
        monitor: || Told(stage_order),
    }
}

fn stage_order(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(node) = message.node() else { return };
    let tolerance = seen.header.tolerance;
    let id = match message.name.as_str() {
        "CreateResponse" => message.text_of("_id"),
        "agent-available" => message.pointer("/message/_id").and_then(|n| n.as_str()),
        _ => message.text_of("_service_id"),
    };
    let Some(service) = id.and_then(|id| session.service(id)) else { return };
    let long_ago = |at: Option<f64>| at.is_some_and(|at| seen.at() - at > tolerance);
    let wrong = match message.name.as_str() {
        "CreateResponse" => {
            let matched = matches!(seen.event.kind, Kind::Response { .. });
            let early = service.announced.first().map(|a| a.at);
            (matched && service.created.is_none() && long_ago(early))
                .then_some(("the answer to create", "its announcement"))
        }
        _ if service.created.is_none() => return,
        "agent-available" if service.announced.is_empty() => {
            [(service.chat, "the chat"), (service.routed, "routing"), (service.exited, "the end")]
                .into_iter()
                .find(|(at, _)| long_ago(*at))
                .map(|(_, what)| ("the announcement", what))
        }
        "agent-available" => return,
        "route-to-agent" => long_ago(service.exited).then_some(("routing", "the end")),
        _ => None,
    };
    match wrong {
        Some((first, then)) => {
            log.broke(Broke::new(format!("{first} before {then}"), "it came after").at("", node));
        }
        None => log.held(),
    }
}
