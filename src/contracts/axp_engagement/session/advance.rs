//! How a session moves on, event by event.
//!
//! Depends on its parts and on the codec. Never judges.

use super::{
    Session,
    body::Body,
    calls::{self, Call, Ended, Purpose, Subscription, Wanted, account_in, names_json, path_of},
    merit::is_called_otherwise,
    socket::{Attempt, Confirmed, Merit, Socket},
};
use crate::{
    codec::json::{Limits, Node, parse},
    contract::Party,
    judge::Message,
    transcript::{Event, Kind, Source},
};

/// How many refused texts are remembered.
const REJECTED: usize = 1_000;

impl Session {
    /// Takes note of an event, before the messages in it.
    pub(crate) fn event(&mut self, event: &Event) {
        let ours = event.from == Some(Source::Consumer);
        match &event.kind {
            Kind::Stimulus { breaks, of: None, .. } => self.announced.clone_from(breaks),
            Kind::Request { .. } if ours => self.request(event),
            Kind::Response { status, .. } => self.response(event, *status),
            Kind::Open { .. } => {
                if let Some(link) = event.link {
                    self.sockets.insert(link, Socket::new(event.at));
                }
            }
            Kind::Frame { opcode, .. } if ours && is_data(opcode) => {
                self.breaks = self.announced.take();
            }
            Kind::Close { .. } | Kind::Error { .. } => self.ended(event),
            _ => {}
        }
    }

    /// Takes note of a message.
    pub(crate) fn message(&mut self, event: &Event, message: &Message) {
        if let Some(body) = Body::of(message, event.link) {
            self.streams.advance(&body);
        }
        if !matches!(event.kind, Kind::Frame { .. }) {
            return;
        }
        let Some(link) = event.link else { return };
        match (message.from, message.name.as_str()) {
            (Party::Consumer, "authentication") => self.attempt(link, event.at, message),
            (Party::Consumer, "ping") => self.ping(link, event.at, message),
            (Party::Consumer, _) => self.touch(link, event.at, |s| s.disturbed = true),
            (Party::Provider, "authenticationResponse") => self.answer(link, event.at, message),
            (Party::Provider, "pong") => {
                if let Some(socket) = self.sockets.get_mut(&link) {
                    socket.pongs += 1;
                    socket.unanswered.pop_front();
                }
            }
            _ => {}
        }
    }

    fn request(&mut self, event: &Event) {
        let Kind::Request { method, url, body, .. } = &event.kind else { return };
        let field = |name: &str| event.kind.header(name);
        let path = path_of(url);
        let node = parse(body.as_bytes(), &Limits::default()).ok().map(|d| d.root);
        let looks = node.as_ref().is_some_and(looks_like_create);
        let bearer = field("authorization").and_then(calls::bearer).map(str::to_owned);
        if let Some(token) = &bearer {
            self.remember_token(token);
        }
        let purpose = calls::purpose(method, &path, looks);
        let account = account_in(&path).map(str::to_owned);
        let own = self.account.is_none() || self.account == account;
        let proper = method == "POST"
            && account.is_some()
            && own
            && field("content-type").is_some_and(names_json)
            && field("accept").is_none_or(|a| names_json(a) || a.contains("*/*"));
        let call = Call {
            purpose,
            account,
            bearer,
            anonymous: field("authorization").is_none(),
            wanted: node.as_ref().map(Wanted::of).unwrap_or_default(),
            breaks: self.announced.take(),
            proper,
        };
        if let Some(link) = event.link {
            self.calls.insert(link, call);
        }
    }

    fn response(&mut self, event: &Event, status: u16) {
        let Some(call) = event.link.and_then(|link| self.calls.get(&link)) else { return };
        let succeeded = (200..300).contains(&status);
        let Kind::Response { body, .. } = &event.kind else { return };
        match call.purpose.clone() {
            Purpose::Create if succeeded => {
                let document = parse(body.as_bytes(), &Limits::default()).ok();
                let made = document.and_then(|d| Subscription::of(&d.root, call, event.at));
                if let Some((id, subscription)) = made {
                    self.subscriptions.insert(id, subscription);
                }
            }
            Purpose::Delete(id) if succeeded => {
                if let Some(subscription) = self.subscriptions.get_mut(&id) {
                    subscription.ended = Some(Ended::Deleted);
                }
            }
            _ => {}
        }
    }

    /// The end of an exchange or a socket.
    fn ended(&mut self, event: &Event) {
        let Some(link) = event.link else { return };
        self.calls.remove(&link);
        let tolerance = self.tolerance;
        let Some(socket) = self.sockets.get_mut(&link) else { return };
        let by_provider = event.from == Some(Source::Provider) && !socket.closed;
        let silent =
            socket.shortest().is_some_and(|i| event.at - socket.last_sent >= i - tolerance);
        socket.closed = true;
        let id = socket.confirmed.as_ref().and_then(|c| c.subscription.clone());
        if by_provider
            && silent
            && let Some(subscription) = id.and_then(|id| self.subscriptions.get_mut(&id))
        {
            subscription.ended.get_or_insert(Ended::Silenced);
        }
    }

    fn attempt(&mut self, link: u32, at: f64, message: &Message) {
        let merit = self.merit(link, at, message);
        let subscription = message.text_of("subscriptionId").map(str::to_owned);
        let token = message.text_of("token").map(str::to_owned);
        if let Some(token) = &token {
            self.remember_token(token);
        }
        let text = message.text.clone();
        let called_otherwise = message.node().is_some_and(is_called_otherwise);
        self.touch(link, at, |socket| {
            let after_failure = socket.failed;
            let number = socket.attempts;
            socket.attempts += 1;
            let attempt = Attempt {
                number,
                at,
                merit,
                subscription,
                token,
                text,
                called_otherwise,
                after_failure,
            };
            socket.pending.push_back(attempt);
        });
    }

    fn ping(&mut self, link: u32, at: f64, message: &Message) {
        self.touch(link, at, |socket| {
            socket.pings += 1;
            socket.last_beat = at;
            let own = socket.confirmed.as_ref().and_then(|c| c.subscription.as_deref());
            let foreign = message.get("subscriptionId").is_some_and(|n| n.as_str() != own);
            let members = message.node().and_then(Node::as_object);
            let known = |name: &str| name == "event" || name == "subscriptionId";
            let odd = members.is_none_or(|m| m.iter().any(|m| !known(&m.name)));
            // What becomes of an improper ping, or of one before the confirmation, is left open.
            socket.disturbed |= odd || foreign && socket.confirmed.is_some();
            if socket.confirmed.is_some() && !foreign && !odd {
                socket.unanswered.push_back(at);
            }
        });
    }

    fn answer(&mut self, link: u32, at: f64, message: &Message) {
        let Some(socket) = self.sockets.get_mut(&link) else { return };
        let attempt = socket.pending.pop_front();
        let status = message.text_of("status").unwrap_or_default();
        if status != "CONNECTION_CONFIRMED" {
            socket.failed = true;
            socket.confirmed = None;
            if status.ends_with("CONSTRAINT_VIOLATION")
                && let Some(attempt) = attempt
                && self.rejected.len() < REJECTED
            {
                self.rejected.insert(attempt.text.to_vec());
            }
            return;
        }
        let id = attempt.and_then(|a| a.subscription);
        let id = id.or_else(|| message.text_of("subscriptionId").map(str::to_owned));
        let subscription = id.as_ref().and_then(|id| self.subscriptions.get_mut(id));
        let told = subscription.as_ref().and_then(|s| s.ping_interval);
        let advised = message.get("pingInterval").and_then(calls::seconds);
        if let (Some(s), Some(rest)) =
            (subscription, message.get("expiresInterval").and_then(calls::seconds))
        {
            s.expires = Some(at + rest);
        }
        let interval = match (told, advised) {
            (Some(a), Some(b)) => Some((a.min(b), a.max(b))),
            (one, other) => one.or(other).map(|i| (i, i)),
        };
        socket.failed = false;
        socket.last_beat = at;
        socket.last_sent = socket.last_sent.max(at);
        socket.confirmed = Some(Confirmed { at, subscription: id, interval });
    }

    fn touch(&mut self, link: u32, at: f64, change: impl FnOnce(&mut Socket)) {
        if let Some(socket) = self.sockets.get_mut(&link) {
            change(socket);
            socket.sent += 1;
            socket.last_sent = at;
        }
    }

    /// The rule that what the consumer just sent was announced to break.
    pub(super) fn announced(&self) -> Option<&str> {
        self.breaks.as_deref()
    }

    /// Another open socket serves this subscription.
    pub(super) fn is_served(&self, id: &str, except: u32) -> bool {
        self.sockets().any(|(link, socket)| {
            let served = socket.serving().and_then(|c| c.subscription.as_deref());
            link != except && served == Some(id)
        })
    }

    /// Merits that say that a subscription is no longer active.
    pub(super) fn merit_of_end(
        subscription: &Subscription,
        at: f64,
        tolerance: f64,
    ) -> Option<Merit> {
        match subscription.ended {
            Some(Ended::Deleted) => Some(Merit::NoSubscription),
            Some(Ended::Silenced) => Some(Merit::Silenced),
            None if subscription.expires.is_some_and(|end| at > end + tolerance) => {
                Some(Merit::Expired)
            }
            None => None,
        }
    }
}

/// The opcodes that carry messages.
fn is_data(opcode: &str) -> bool {
    !matches!(opcode, "ping" | "pong" | "close")
}

/// A request body that only a create call has.
pub(crate) fn looks_like_create(node: &Node) -> bool {
    node.get("transport").is_some()
        && (node.get("family").is_some() || node.get("events").is_some())
        && node.get("subscriptionId").is_none()
}
