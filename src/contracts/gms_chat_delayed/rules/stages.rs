//! Rules on the last stages: waiting for the chat, reserving, routing, the end.
//!
//! Depends on `watch`. The device sees nothing of these stages: status events show them, and
//! without status events nothing is judged.

use super::watch::{AT_ONCE, Each, Replied, Told, gave_up, only, staged};
use crate::{
    codec::json::{Limits, Node, parse},
    contracts::gms_chat_delayed::{
        reader::Operation,
        session::{Exchange, Session},
    },
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// Connect is answered at once.
    ///
    /// Does not report: connects that are refused, that the harness sent to be refused, or that
    /// come before an agent was announced.
    pub(crate) static CONNECT_AT_ONCE = {
        id: "gms-chat-connect-answered-at-once", level: Must, binds: Provider,
        covers: ["GMS-SCN-06"],
        watches: ["ConnectResponse", "gave-up", "error"],
        monitor: || Each(connect_at_once),
    }
}

fn connect_at_once(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let limit = AT_ONCE + seen.header.tolerance;
    let is_plain = |e: &&Exchange| e.is(Operation::Connect) && e.is_plain();
    let is_due = |e: &&Exchange| is_plain(e) && was_announced(e, session);
    let late = |e: &Exchange, log: &mut Log| {
        let waited = seen.at() - e.at;
        if waited > limit {
            log.broke(Broke::new("an answer to connect at once", format!("none in {waited:.1} s")));
        }
    };
    if seen.message.is_some() {
        let asked = session.exchange(seen.event.link);
        if let Some(exchange) = asked.filter(is_plain).filter(|e| !is_early(e, session)) {
            let took = seen.at() - exchange.at;
            log.check(took <= limit, || {
                Broke::new("an answer to connect at once", format!("one after {took:.1} s"))
            });
        }
    } else if gave_up(seen, &["ConnectResponse", "response"]) {
        session.open().filter(is_due).for_each(|e| late(e, log));
    } else if let Some(exchange) = session.exchange(seen.event.link).filter(is_due)
        && matches!(seen.event.kind, crate::transcript::Kind::Error { .. })
    {
        late(exchange, log);
    }
}

/// An agent was announced when it was asked.
fn was_announced(exchange: &Exchange, session: &Session) -> bool {
    let service = session.about(exchange);
    service.is_some_and(|s| s.announced.first().is_some_and(|first| first.at <= exchange.at))
}

/// No agent was announced when it was asked, to a device that hears of agents: the answer may have
/// waited for one.
fn is_early(exchange: &Exchange, session: &Session) -> bool {
    let hears = session.about(exchange).is_some_and(|s| s.pushes() == Some(true));
    hears && session.listening().is_some() && !was_announced(exchange, session)
}

rule! {
    /// After connect the service waits until the chat arrives: it routes nothing before.
    ///
    /// Does not report: services of which the create was not seen, and the end of a service whose
    /// time is up.
    pub(crate) static WAITS_FOR_CHAT = {
        id: "gms-chat-waits-for-chat", level: Must, binds: Provider,
        covers: ["GMS-SCN-07"],
        watches: ["route-to-agent", "service-exit", "CreateChatResponse"],
        monitor: || Told(waits_for_chat),
    }
}

fn waits_for_chat(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if message.name == "CreateChatResponse" {
        let about = session.exchange(seen.event.link).and_then(|e| session.about(e));
        let waited = about.filter(|s| s.created.is_some() && s.connected.is_some());
        if waited.is_some_and(|s| s.routed.is_none() && s.exited.is_none()) {
            log.held();
        }
        return;
    }
    let Some(service) = staged(message, session) else { return };
    let (Some(created), Some(node)) = (&service.created, message.node()) else { return };
    if service.connected.is_none() || service.chatting.is_some() {
        return;
    }
    let what = if message.name == "route-to-agent" {
        "a routed chat that never arrived"
    } else {
        let ttl = created.name.as_deref().and_then(|n| session.facts.option(n, "_ttl"));
        let lives = ttl.and_then(|t| t.trim().parse::<f64>().ok());
        let young = |ttl: f64| seen.at() - created.asked < ttl - seen.header.tolerance;
        if !lives.is_some_and(young) || service.routed.is_some() {
            return;
        }
        "the end of the service"
    };
    log.broke(Broke::new("a service that waits for the chat", what).at("", node));
}

rule! {
    /// A target is reserved before the chat is routed to it.
    ///
    /// Does not report: services of which the create was not seen, status events that overtake each
    /// other by less than the tolerance, and a reservation that nobody waited for.
    pub(crate) static RESERVED = {
        id: "gms-chat-routed-after-reserved", level: Must, binds: Provider,
        covers: ["GMS-SCN-11"],
        watches: ["route-to-agent", "target-found", "gave-up"],
        monitor: || Each(reserved),
    }
}

fn reserved(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let expected = "a reserved target before the chat is routed";
    let Some(message) = seen.message else {
        if gave_up(seen, &["target-found"]) {
            let unreserved = |s: &&_| is_routed_unreserved(s);
            for _ in session.services().filter(unreserved) {
                log.broke(Broke::new(expected, "a routed chat without any"));
            }
        }
        return;
    };
    let Some(service) = staged(message, session).filter(|s| s.created.is_some()) else { return };
    if message.name == "route-to-agent" {
        if service.found.is_some() {
            log.held();
        }
        return;
    }
    if service.found.is_none()
        && let (Some(routed), Some(node)) = (service.routed, message.node())
    {
        let late = seen.at() - routed;
        log.check(late <= seen.header.tolerance, || {
            Broke::new(expected, format!("one reserved {late:.1} s later")).at("", node)
        });
    }
}

fn is_routed_unreserved(service: &crate::contracts::gms_chat_delayed::session::Service) -> bool {
    service.created.is_some() && service.routed.is_some() && service.found.is_none()
}

rule! {
    /// After the chat was routed, the service ends.
    ///
    /// Does not report: services of which the create was not seen, and ends that nobody waited for.
    pub(crate) static TERMINATES = {
        id: "gms-chat-terminates-after-routing", level: Must, binds: Provider,
        covers: ["GMS-SCN-12"],
        watches: ["service-exit", "gave-up"],
        monitor: || Each(terminates),
    }
}

fn terminates(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some(message) = seen.message {
        let service = staged(message, session).filter(|s| s.created.is_some());
        if service.is_some_and(|s| s.routed.is_some()) {
            log.held();
        }
        return;
    }
    if !gave_up(seen, &["service-exit"]) {
        return;
    }
    let still = session.services().filter(|s| s.created.is_some() && s.exited.is_none());
    for routed in still.filter_map(|s| s.routed) {
        let waited = seen.at() - routed;
        if waited > AT_ONCE + seen.header.tolerance {
            let found = format!("none {waited:.1} s after the chat was routed");
            log.broke(Broke::new("the end of the service", found));
        }
    }
}

rule! {
    /// A chat that belongs to no service is routed to the group that is set for such chats.
    ///
    /// Does not report: chats whose service id the harness did not invent, and runs in which the
    /// group is not known.
    pub(crate) static UNMATCHED = {
        id: "gms-chat-unmatched-fallback", level: Must, binds: Provider,
        covers: ["GMS-SET-07"],
        watches: ["target-found", "route-to-agent", "gave-up"],
        monitor: Unmatched::default,
    }
}

#[derive(Default)]
struct Unmatched {
    seen: bool,
}

impl Monitor for Unmatched {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let (Some(group), Some((at, id))) =
            (session.facts.selected_agent_group(), session.stray.as_ref())
        else {
            return;
        };
        let expected = format!("the chat for {id} routed to {group}");
        let Some(message) = seen.message else {
            let waited = seen.at() - at > AT_ONCE + seen.header.tolerance;
            if gave_up(seen, &["target-found", "route-to-agent"]) && !self.seen && waited {
                log.broke(Broke::new(expected, "no target found for it"));
            }
            return;
        };
        if staged(message, session).is_some_and(|s| s.created.is_some()) {
            return;
        }
        let Some((pointer, node)) = target_of(message) else { return };
        self.seen = true;
        let found = node.as_str().unwrap_or_default();
        // With or without server and type.
        let held = found == group || found.rsplit_once('@').is_some_and(|(name, _)| name == group);
        log.check(held, || Broke::new(expected, format!("to {found}")).at(pointer, &node));
    }
}

/// The name of the target in a status event, and where it stands.
pub(super) fn target_of(message: &Message) -> Option<(&'static str, Node)> {
    let target = message.get("c_target")?;
    if let Some(id) = target.get("id") {
        return Some(("/c_target/id", id.clone()));
    }
    let inner = parse(target.as_str()?.as_bytes(), &Limits::default()).ok()?;
    let mut id = inner.root.get("id")?.clone();
    id.span = target.span;
    Some(("/c_target", id))
}

rule! {
    /// The answer to create chat names the service that the chat belongs to.
    ///
    /// Does not report: answers to chats of services that nobody created here and that follow no
    /// start URL, other than by the id in their path.
    pub(crate) static CREATE_CHAT_ID = {
        id: "gms-chat-create-chat-id", level: Must, binds: Provider,
        covers: ["GMS-CHAT-41", "GMS-SCN-09", "GMS-SCN-10"],
        watches: ["CreateChatResponse"],
        monitor: || Replied(create_chat_id),
    }
}

fn create_chat_id(
    message: &Message,
    exchange: &Exchange,
    _: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let about = session.about(exchange).map(|s| s.id.as_str()).or(exchange.call.id.as_deref());
    let (Some(id), Some(node)) = (about, message.get("_id")) else { return };
    let Some(found) = node.as_str() else { return };
    log.check(found == id, || {
        Broke::new(format!("_id {id}"), format!("_id {found}")).at("/_id", node)
    });
}

/// The only service of which the target was not found yet.
pub(super) fn only_waiting(
    session: &Session,
) -> Option<&crate::contracts::gms_chat_delayed::session::Service> {
    only(session.services().filter(|s| s.created.is_some() && s.found.is_none()))
}
