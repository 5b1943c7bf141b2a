//! Rules on what the consumer does, and in which order.
//!
//! Depends on `watch`. Never judges the form of what it sends.

use super::watch::{Asked, Each, is_complete_end, shortened};
use crate::{
    contracts::gms_chat_delayed::{
        reader::{Call, Operation},
        session::{Exchange, Service, Session, same_address},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

/// The service that a call is about, if it was created here.
fn about<'s>(call: &Call, session: &'s Session) -> Option<&'s Service> {
    let follows =
        |s: &&Service| s.start_url.as_deref().is_some_and(|url| same_address(url, &call.url));
    let named = call.id.as_deref().and_then(|id| session.created(id)).map(|(s, _)| s);
    named.or_else(|| session.services().filter(|s| s.created.is_some()).find(follows))
}

rule! {
    /// Every call of the device has the header `gms_user`, with one value throughout a flow.
    ///
    /// Does not report: calls of the agent's desktop, and flows of which the create was not seen,
    /// beyond a missing header.
    pub(crate) static USER_HEADER = {
        id: "gms-chat-user-header", level: Must, binds: Consumer,
        covers: ["GMS-HTTP-08"],
        watches: ["request"],
        monitor: || Asked(user_header),
    }
}

fn user_header(call: &Call, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(operation) = call.operation.filter(|o| o.is_of_device()) else { return };
    let Some(user) = &call.user else {
        log.broke(Broke::new("a header gms_user", format!("{} without it", operation.word())));
        return;
    };
    let created = about(call, session).and_then(|s| s.created.as_ref());
    let owner = created.and_then(|c| c.user.as_ref()).unwrap_or(user);
    log.check(owner == user, || {
        Broke::new(format!("gms_user {owner}"), shortened(&format!("gms_user {user}")))
    });
}

rule! {
    /// The user is the device that asks to be notified: `gms_user` is its `_device_notification_id`.
    ///
    /// Does not report: creates that lack one of the two.
    pub(crate) static USER_IS_DEVICE = {
        id: "gms-chat-user-header-is-device", level: May, binds: Consumer,
        covers: ["GMS-HTTP-09"],
        watches: ["CreateForm"],
        monitor: || Each(user_is_device),
    }
}

fn user_is_device(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let exchange = session.exchange(seen.event.link);
    let Some(user) = exchange.and_then(|e| e.call.user.as_deref()) else { return };
    let Some(node) = seen.message.and_then(|m| m.get("_device_notification_id")) else { return };
    let Some(device) = node.as_str().filter(|d| !d.is_empty()) else { return };
    log.check(device == user, || {
        let found = format!("gms_user {user}");
        Broke::new(shortened(&format!("gms_user {device}")), shortened(&found))
            .at("/_device_notification_id", node)
    });
}

rule! {
    /// A device sends connect after an agent was announced, and not before.
    ///
    /// Does not report: devices that get no pushes over CometD, cases in which nobody was seen to
    /// listen, and announcements without a connect unless the case is known to be complete.
    pub(crate) static CONNECT_FOLLOWS = {
        id: "gms-chat-connect-follows-announcement", level: Should, binds: Consumer,
        covers: ["GMS-SCN-05", "GMS-CHAT-71"],
        watches: ["request", "end"],
        monitor: || Each(connect_follows),
    }
}

fn connect_follows(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if is_complete_end(seen) {
        let idle = |s: &&Service| s.created.is_some() && s.connecting.is_none();
        for service in session.services().filter(idle).filter(|s| !s.announced.is_empty()) {
            let expected = format!("connect for {}", service.id);
            log.broke(Broke::new(expected, "none after the announcement"));
        }
        return;
    }
    let call = crate::contracts::gms_chat_delayed::reader::call_of(&seen.event.kind);
    let Some(call) = call.filter(|c| c.operation == Some(Operation::Connect)) else { return };
    let Some(service) = about(&call, session) else { return };
    if !service.announced.is_empty() {
        log.held();
    } else if service.pushes() == Some(true) && session.listening().is_some() {
        log.broke(Broke::new("connect after an announcement", "connect before any"));
    }
}

rule! {
    /// After connect the device creates the chat.
    ///
    /// Does not report: services of which the create was not seen, and cases that are not known to
    /// be complete.
    pub(crate) static CHAT_FOLLOWS = {
        id: "gms-chat-chat-follows-connect", level: Should, binds: Consumer,
        covers: ["GMS-SCN-08"],
        watches: ["request", "end"],
        monitor: || Each(chat_follows),
    }
}

fn chat_follows(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if is_complete_end(seen) {
        let connected = |s: &&Service| s.created.is_some() && s.connected.is_some();
        for service in session.services().filter(connected).filter(|s| s.chatting.is_none()) {
            let expected = format!("a chat for {}", service.id);
            log.broke(Broke::new(expected, "none after connect"));
        }
        return;
    }
    if let Some(service) = chat_for(seen, session)
        && service.connected.is_some()
    {
        log.held();
    }
}

/// The service for which the consumer creates a chat right now.
fn chat_for<'s>(seen: &Seen<'_>, session: &'s Session) -> Option<&'s Service> {
    let call = crate::contracts::gms_chat_delayed::reader::call_of(&seen.event.kind)?;
    about(&call, session).filter(|_| call.operation == Some(Operation::CreateChat))
}

rule! {
    /// A chat is created only after connect was granted.
    ///
    /// Does not report: services of which the create was not seen.
    pub(crate) static CHAT_AFTER = {
        id: "gms-chat-chat-after-connect", level: Must, binds: Consumer,
        covers: ["GMS-CHAT-72"],
        watches: ["request"],
        monitor: || Each(chat_after),
    }
}

fn chat_after(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some(service) = chat_for(seen, session) {
        log.check(service.connected.is_some(), || {
            Broke::new("a chat after connect was granted", "a chat before")
        });
    }
}

rule! {
    /// A chat is created at the URL that connect answered.
    ///
    /// Does not report: chats before the answer to connect, and hosts that a recording leaves out.
    pub(crate) static URLS_FOLLOWED = {
        id: "gms-chat-urls-followed", level: Should, binds: Consumer,
        covers: ["GMS-CHAT-26"],
        watches: ["request"],
        monitor: || Asked(urls_followed),
    }
}

fn urls_followed(call: &Call, _: &Seen<'_>, session: &Session, log: &mut Log) {
    if call.operation != Some(Operation::CreateChat) {
        return;
    }
    let url = about(call, session).and_then(|s| s.start_url.as_deref());
    let Some(url) = url else { return };
    log.check(same_address(url, &call.url), || {
        Broke::new(shortened(&format!("a chat at {url}")), shortened(&call.url))
    });
}

rule! {
    /// After a chat is created with `notify_by=comet`, its channel is subscribed.
    ///
    /// Does not report: channels that are not subscribed in a case that is not known to be complete.
    pub(crate) static CHANNEL_SUBSCRIBED = {
        id: "gms-chat-channel-subscribed", level: Should, binds: Consumer,
        covers: ["GMS-CHAT-43"],
        watches: ["CreateChatResponse", "subscribe-request", "end"],
        monitor: ChannelSubscribed::default,
    }
}

#[derive(Default)]
struct ChannelSubscribed {
    awaited: Vec<String>,
}

impl Monitor for ChannelSubscribed {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(message) = seen.message
            && message.name == "CreateChatResponse"
        {
            let comet = |e: &&Exchange| {
                e.field("notify_by").is_some_and(|n| n.trim().eq_ignore_ascii_case("comet"))
            };
            let asked = session.exchange(seen.event.link).filter(comet);
            let channel = asked.and_then(|_| message.text_of("comet_channel"));
            self.awaited.extend(channel.map(str::to_owned));
        }
        let before = self.awaited.len();
        self.awaited.retain(|channel| !session.wants(channel));
        (self.awaited.len()..before).for_each(|_| log.held());
        if is_complete_end(seen) {
            for channel in self.awaited.drain(..) {
                log.broke(Broke::new(format!("a subscription to {channel}"), "none"));
            }
        }
    }
}
