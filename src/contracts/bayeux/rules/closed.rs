//! Rules on channels whose messages are spread to nobody: those of the protocol and of services.
//!
//! Depends on `session`. Never judges what a service answers.

use std::collections::HashSet;

use super::{
    reach::had_occasion,
    watch::{Each, gave_up, is_complete_end, matched, provided, shown_member},
};
use crate::{
    contracts::bayeux::{
        channel,
        reader::garbage::Garbage,
        session::{Ask, Match, Request, Session},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// What somebody publishes on a meta channel is delivered to nobody.
    ///
    /// Does not report: replies on meta channels, which have `successful`.
    pub(crate) static META = {
        id: "bayeux-meta-not-delivered", level: Must, binds: Provider,
        covers: ["B022"],
        watches: ["delivery", "gave-up", "end"],
        monitor: Meta::default,
    }
}

/// Remembers how much of what was published on meta channels it has judged.
#[derive(Default)]
struct Meta(usize);

impl Monitor for Meta {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(message) = provided(seen) {
            let node = message.get("channel");
            let Some((node, name)) = node.and_then(|n| Some((n, n.as_str()?))) else { return };
            if channel::is_meta(name) {
                let found = format!("one of {name}");
                log.broke(Broke::new("no event of a meta channel", found).at("/channel", node));
            }
            return;
        }
        if gave_up(seen, "delivery").is_none() && !is_complete_end(seen) {
            return;
        }
        let sent = session.garbage().iter().filter(|g| g.garbage == Garbage::UnknownMeta).count();
        let listens = session.clients().any(|(_, c)| c.live().any(|s| s.confirmed.is_some()));
        if listens && sent > self.0 {
            self.0 = sent;
            log.held();
        }
    }
}

rule! {
    /// What somebody publishes on a service channel is spread to no other client.
    ///
    /// Does not report: what a service tells the publisher, or tells others in words of its own.
    pub(crate) static SERVICE = {
        id: "bayeux-service-not-broadcast", level: Must, binds: Provider,
        covers: ["B025"],
        watches: ["delivery", "gave-up", "end"],
        monitor: Service::default,
    }
}

/// Remembers which requests to services it has judged.
#[derive(Default)]
struct Service(HashSet<u64>);

impl Monitor for Service {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let asked = |r: &&Request| {
            r.ask == Ask::Publish && channel::is_service(&r.channel) && r.client.is_some()
        };
        if let Some(message) = provided(seen) {
            let Some(receiver) = session.receiver(seen.event.link) else { return };
            let origin = session.origin(message, Some(receiver)).filter(|o| o.intact);
            let Some(publish) = origin.map(|o| o.publish).filter(asked) else { return };
            let served =
                session.published(&publish.channel).any(|r| r.client.as_deref() == Some(receiver));
            if let (false, Some(node)) = (served, message.get("channel")) {
                self.0.insert(publish.serial);
                let expected = format!("{} told to its service alone", publish.channel);
                log.broke(Broke::new(expected, "its delivery to another").at("/channel", node));
            }
            return;
        }
        if gave_up(seen, "delivery").is_none() && !is_complete_end(seen) {
            return;
        }
        for publish in session.requests().filter(asked) {
            let mut others =
                session.clients().filter(|(id, _)| publish.client.as_deref() != Some(*id));
            let quiet = others.any(|(id, client)| {
                client.subscriptions.iter().any(|s| channel::matches(&s.pattern, &publish.channel))
                    && !publish.reached.iter().any(|c| c == id)
                    && had_occasion(session, client, publish, seen)
            });
            if quiet && self.0.insert(publish.serial) {
                log.held();
            }
        }
    }
}

rule! {
    /// The reply to a service request that has an id has the same id, or one made from it.
    pub(crate) static SERVICE_REPLY_ID = {
        id: "bayeux-service-reply-id", level: Should, binds: Provider,
        covers: ["B028", "B073"],
        watches: ["publish-reply"],
        monitor: || Each(service_reply_id),
    }
}

fn service_reply_id(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    reply_id(seen, log, true);
}

rule! {
    /// An acknowledgement that has an id has that of the publish.
    ///
    /// Does not report: an acknowledgement without an id, and service channels, which have a rule
    /// of their own.
    pub(crate) static PUBLISH_REPLY_ID = {
        id: "bayeux-publish-reply-id", level: Must, binds: Provider,
        covers: ["B136"],
        watches: ["publish-reply"],
        monitor: || Each(publish_reply_id),
    }
}

fn publish_reply_id(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    reply_id(seen, log, false);
}

fn reply_id(seen: &Seen<'_>, log: &mut Log, service: bool) {
    use crate::contracts::bayeux::session::id_text;
    let Some((message, found)) = matched(seen) else { return };
    let Some(request) = found.request() else { return };
    let (Some(asked), Some(node)) = (request.id.as_deref(), message.node()) else { return };
    if channel::is_service(&request.channel) != service {
        return;
    }
    let id = id_text(message.get("id"));
    let held = match &id {
        Some(id) if service => id.contains(asked),
        Some(_) => matches!(found, Match::Same(_)),
        // Only the reply of a service needs an id.
        None if !service => return,
        None => false,
    };
    log.check(held, || {
        let broke = Broke::new(format!("id {asked}"), shown_member(message, "id"));
        match message.get("id") {
            Some(id) => broke.at("/id", id),
            None => broke.at("", node),
        }
    });
}
