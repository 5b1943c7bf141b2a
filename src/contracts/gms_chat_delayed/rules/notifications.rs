//! Rules on notifications from the desktop to the device: what arrives, by which way, how often.
//!
//! Depends on `watch` and on the session's matching of what was sent with what arrived. A
//! notification that cannot be matched is never judged.

use super::watch::{Each, Replied, gave_up, is_complete_end, shortened};
use crate::{
    contracts::gms_chat_delayed::{
        reader::Operation,
        session::{Delivered, Exchange, Hit, Notice, Service, Session, Way, assign},
    },
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

/// One notification as it arrives: where it stands, what it is, what it hands on.
struct Arrival<'a> {
    place: String,
    delivered: Delivered<'a>,
    service: &'a Service,
    notice: Option<(&'a Notice, Hit)>,
    fetched: bool,
}

/// The notifications in a message: one push, or what was fetched.
fn arrivals<'a>(seen: &Seen<'a>, session: &'a Session) -> Vec<Arrival<'a>> {
    let Some((message, node)) = seen.message.and_then(|m| Some((m, m.node()?))) else {
        return Vec::new();
    };
    let notice = |service: &'a Service, hit: Option<Hit>| {
        hit.and_then(|hit| Some((service.notices.get(hit.index)?, hit)))
    };
    if message.name == PUSH {
        let delivered = Delivered::of(node);
        let Some((service, hit)) = session.meant(&delivered) else { return Vec::new() };
        let notice = notice(service, Some(hit));
        return vec![Arrival { place: String::new(), delivered, service, notice, fetched: false }];
    }
    let Some(exchange) = session.exchange(seen.event.link) else { return Vec::new() };
    let Some(service) = session.about(exchange) else { return Vec::new() };
    let items: Vec<Delivered<'a>> =
        node.as_array().unwrap_or_default().iter().map(Delivered::of).collect();
    let hits = assign(&service.notices, &items);
    items
        .into_iter()
        .zip(hits)
        .enumerate()
        .map(|(index, (delivered, hit))| Arrival {
            place: format!("/{index}"),
            delivered,
            service,
            notice: notice(service, hit),
            fetched: true,
        })
        .collect()
}

/// The two ways.
const PUSH: &str = "display-notification";
const FETCH: &str = "RetrieveNotificationsResponse";

rule! {
    /// What was sent as `_application_message` arrives as `_internal_message`.
    ///
    /// Does not report: notifications that were not seen being sent, that were sent without it, or
    /// whose texts could be taken for the structure of a form (`gms-chat-value-not-structure`).
    pub(crate) static INTERNAL_MESSAGE = {
        id: "gms-chat-internal-message", level: Must, binds: Provider,
        covers: ["GMS-CHAT-48"],
        watches: [PUSH, FETCH],
        monitor: || Each(internal_message),
    }
}

fn internal_message(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    text_arrives(seen, session, log, "_internal_message", |notice| notice.application.as_deref());
}

rule! {
    /// What was sent as `_display_message` arrives as `_display_message`.
    ///
    /// Does not report: notifications that were not seen being sent, that were sent without it, or
    /// whose texts could be taken for the structure of a form (`gms-chat-value-not-structure`).
    pub(crate) static DISPLAY_MESSAGE = {
        id: "gms-chat-display-message", level: Must, binds: Provider,
        covers: ["GMS-CHAT-49"],
        watches: [PUSH, FETCH],
        monitor: || Each(display_message),
    }
}

fn display_message(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    text_arrives(seen, session, log, "_display_message", |notice| notice.display.as_deref());
}

fn text_arrives(
    seen: &Seen<'_>,
    session: &Session,
    log: &mut Log,
    member: &str,
    sent: fn(&Notice) -> Option<&str>,
) {
    for arrival in arrivals(seen, session) {
        let Some((notice, _)) = arrival.notice.filter(|(n, _)| !n.is_structural()) else {
            continue;
        };
        let Some(sent) = sent(notice) else { continue };
        let node = arrival.delivered.node;
        let found = node.get(member).and_then(|n| n.as_str());
        log.check(found == Some(sent), || {
            let found = found.map_or_else(|| "none".to_owned(), |t| format!("{t:?}"));
            Broke::new(shortened(&format!("{member} {sent:?}")), shortened(&found))
                .at(&arrival.place, node)
        });
    }
}

rule! {
    /// A value with line breaks or with something like a boundary in it arrives as it was sent.
    ///
    /// Does not report: the kind of line end, values without any of that, and notifications that
    /// were not seen being sent.
    pub(crate) static VALUE_NOT_STRUCTURE = {
        id: "gms-chat-value-not-structure", level: Should, binds: Provider,
        covers: ["GMS-SEC-06"],
        watches: [PUSH, FETCH],
        monitor: || Each(value_not_structure),
    }
}

fn value_not_structure(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let plain = |text: Option<&str>| text.unwrap_or_default().replace("\r\n", "\n");
    for arrival in arrivals(seen, session) {
        let Some((notice, _)) = arrival.notice.filter(|(n, _)| n.is_structural()) else {
            continue;
        };
        let Delivered { node, display, internal, .. } = arrival.delivered;
        let held = plain(display) == plain(notice.display.as_deref())
            && plain(internal) == plain(notice.application.as_deref());
        log.check(held, || {
            let sent = format!("{:?} and {:?}", notice.display, notice.application);
            let found = format!("{display:?} and {internal:?}");
            Broke::new(shortened(&sent), shortened(&found)).at(&arrival.place, node)
        });
    }
}

rule! {
    /// A notification arrives with the id of the service that it was sent to.
    ///
    /// Does not report: pushes that were not seen being sent.
    pub(crate) static NOTIFICATION_ID = {
        id: "gms-chat-notification-id", level: Must, binds: Provider,
        covers: ["GMS-CHAT-50"],
        watches: [PUSH, FETCH],
        monitor: || Each(notification_id),
    }
}

fn notification_id(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    for arrival in arrivals(seen, session) {
        let Some(id) = arrival.delivered.id else { continue };
        let service = &arrival.service.id;
        log.check(id == service, || {
            let node = arrival.delivered.node.get("_id").unwrap_or(arrival.delivered.node);
            Broke::new(format!("_id {service}"), format!("_id {id}"))
                .at(format!("{}/_id", arrival.place), node)
        });
    }
}

rule! {
    /// What was pushed is not there to be fetched: where pushes are on, fetching gives nothing.
    ///
    /// Does not report: notifications that were sent while nobody listened.
    pub(crate) static EMPTY_AFTER_PUSH = {
        id: "gms-chat-retrieve-empty-after-push", level: Must, binds: Provider,
        covers: ["GMS-CHAT-54"],
        watches: [FETCH],
        monitor: || Replied(empty_after_push),
    }
}

fn empty_after_push(
    message: &Message,
    exchange: &Exchange,
    seen: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some(service) = session.about(exchange) else { return };
    let (Some(node), true) = (message.node(), exchange.is(Operation::RetrieveNotifications)) else {
        return;
    };
    let earlier = |n: &&Notice| n.arrivals.iter().any(|(_, at)| *at < exchange.at);
    let pushed = service.notices.iter().filter(earlier).any(Notice::was_pushed);
    let kept = arrivals(seen, session).into_iter().find(|a| {
        let meant = a.notice.map(|(n, _)| n);
        meant.is_some_and(|n| (n.was_pushed() && earlier(&n)) || (n.pushable && n.missed))
    });
    if let Some(arrival) = kept {
        let count = node.as_array().map_or(0, <[_]>::len);
        log.broke(
            Broke::new("[]: CometD pushes are on", format!("{count} notifications"))
                .at(&arrival.place, arrival.delivered.node),
        );
    } else if pushed {
        log.held();
    }
}

rule! {
    /// Where no push is configured, fetching gives every notification that waits.
    ///
    /// Does not report: services of which the create was not seen, devices that get pushes in any
    /// way, notifications that were not taken over yet when it was asked, and two requests at the
    /// same time, of which either can have got them.
    pub(crate) static HOLDS_MESSAGES = {
        id: "gms-chat-retrieve-holds-messages", level: Must, binds: Provider,
        covers: ["GMS-CHAT-55"],
        watches: [FETCH],
        monitor: || Replied(holds_messages),
    }
}

fn holds_messages(
    message: &Message,
    exchange: &Exchange,
    seen: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some(service) = session.about(exchange).filter(|s| s.created.is_some()) else { return };
    let Some(node) = message.node() else { return };
    if service.pushes() != Some(false) || exchange.overlaps {
        return;
    }
    let brought: Vec<u64> =
        arrivals(seen, session).iter().filter_map(|a| a.notice.map(|(n, _)| n.serial)).collect();
    let waiting = service
        .notices
        .iter()
        .filter(|n| n.arrivals.is_empty() && n.accepted.is_some_and(|at| at < exchange.at));
    for notice in waiting {
        log.check(brought.contains(&notice.serial), || {
            let text = notice.display.as_ref().or(notice.application.as_ref());
            let what = format!("the notification {:?}", text.map_or("", String::as_str));
            let count = node.as_array().map_or(0, <[_]>::len);
            Broke::new(shortened(&what), format!("{count} notifications without it")).at("", node)
        });
    }
}

rule! {
    /// A notification is delivered once: by a push or by being fetched.
    ///
    /// Does not report: notifications that were not seen being sent, the same push to several
    /// CometD clients, requests at the same time, and one that did not arrive, unless the harness
    /// waited for it to the end.
    pub(crate) static ONE_DELIVERY = {
        id: "gms-chat-one-delivery", level: Should, binds: Provider,
        covers: ["GMS-CHAT-56"],
        watches: [PUSH, FETCH, "gave-up", "end"],
        monitor: OneDelivery::default,
    }
}

#[derive(Default)]
struct OneDelivery {
    waited: bool,
}

impl Monitor for OneDelivery {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if seen.message.is_none() {
            self.waited |= gave_up(seen, &["display-notification"]);
            if self.waited && is_complete_end(seen) {
                let lost = |n: &&Notice| n.missed && n.accepted.is_some() && n.arrivals.is_empty();
                for _ in session.services().flat_map(|s| &s.notices).filter(lost) {
                    log.broke(Broke::new("a notification delivered once", "never"));
                }
            }
            return;
        }
        let overlaps = session.exchange(seen.event.link).is_some_and(|e| e.overlaps);
        let receiver = session.receiver();
        for arrival in arrivals(seen, session) {
            let Some((notice, hit)) = arrival.notice else { continue };
            // What was changed cannot be told from another with certainty.
            if !hit.exact || overlaps {
                continue;
            }
            let again = if arrival.fetched {
                !notice.arrivals.is_empty()
            } else {
                let same_client = |way: &Way| match (way, receiver) {
                    (Way::Pushed(Some(a)), Some(b)) => a == b,
                    _ => false,
                };
                notice.was_fetched() || notice.arrivals.iter().any(|(way, _)| same_client(way))
            };
            log.check(!again, || {
                let how = if notice.was_pushed() { "pushed" } else { "fetched" };
                Broke::new("a notification delivered once", format!("one that was {how} before"))
                    .at(&arrival.place, arrival.delivered.node)
            });
        }
    }
}

rule! {
    /// Notifications are fetched in the order in which they were sent.
    ///
    /// Does not report: ones that cannot be told apart, or that were not taken over one after the
    /// other, and that one is fetched twice (`gms-chat-one-delivery`).
    pub(crate) static ORDER = {
        id: "gms-chat-retrieve-order", level: May, binds: Provider,
        covers: ["GMS-CHAT-57"],
        watches: [FETCH],
        monitor: || Each(order),
    }
}

fn order(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let arrivals = arrivals(seen, session);
    let told: Vec<(&Arrival<'_>, &Notice)> =
        arrivals.iter().filter_map(|a| Some((a, a.notice.filter(|(_, h)| h.exact)?.0))).collect();
    for ((_, first), (arrival, then)) in told.iter().zip(told.iter().skip(1)) {
        let inverted = then.accepted.is_some_and(|at| at < first.at);
        log.check(!inverted, || {
            Broke::new("notifications in the order sent", "one before an earlier one")
                .at(&arrival.place, arrival.delivered.node)
        });
    }
}
