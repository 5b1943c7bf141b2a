//! What is known of a case so far: its clients, its exchanges, its events.
//!
//! The reader keeps it up to date; rules see it as it was before the event or message that they
//! judge. Depends on `judge` for messages and on `transcript` for events. Never judges, and never
//! assumes that a case has one client or one link only.

mod advance;
mod client;
mod link;
mod note;
mod request;
mod same;
mod told;

use std::collections::{BTreeMap, HashMap, VecDeque};

pub(crate) use client::Client;
pub(crate) use link::{BROWSER, Link, browser_set};
pub(crate) use request::{Announced, Answer, Ask, Cause, Request, id_text, texts};
pub(crate) use same::same;
pub(crate) use told::{Interval, Reconnect, Told};

use crate::{contract::Party, contracts::bayeux::reader::garbage::Garbage, judge::Message};

/// Garbage that the consumer sent.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// What it was.
    pub(crate) garbage: Garbage,
    /// When.
    pub(crate) at: f64,
    /// Where.
    pub(crate) link: Option<u32>,
}

/// A request that will never be answered.
#[derive(Debug, Clone)]
pub(crate) struct Left {
    /// The request.
    pub(crate) request: Request,
    /// Since when that is certain.
    pub(crate) at: f64,
    /// Why.
    pub(crate) cause: Cause,
}

/// How a reply relates to the requests that wait on its link.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Match<'s> {
    /// It answers this one.
    Same(&'s Request),
    /// It can only answer this one, but its id is another or is missing.
    Other(&'s Request),
    /// Nobody asked.
    None,
}

impl<'s> Match<'s> {
    /// The request, whatever the id.
    pub(crate) fn request(self) -> Option<&'s Request> {
        match self {
            Self::Same(request) | Self::Other(request) => Some(request),
            Self::None => None,
        }
    }
}

/// Where a delivery comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'s> {
    /// The publish.
    pub(crate) publish: &'s Request,
    /// The data arrived as it was sent.
    pub(crate) intact: bool,
}

/// What is known of a case.
#[derive(Debug, Default)]
pub(crate) struct Session {
    links: HashMap<Option<u32>, Link>,
    clients: BTreeMap<String, Client>,
    requests: BTreeMap<u64, Request>,
    by_channel: HashMap<String, VecDeque<u64>>,
    left: VecDeque<Left>,
    left_count: u64,
    serial: u64,
    garbage: Vec<Sent>,
    announced: Option<Announced>,
    /// What the harness said of the messages of this event.
    announced_now: Announced,
    garbage_now: bool,
    misnamed_now: bool,
    handshake_now: bool,
    connect_now: bool,
    batch_now: usize,
    messages_now: Vec<Message>,
    called_back: bool,
}

impl Session {
    /// The link of this number.
    pub(crate) fn link(&self, link: Option<u32>) -> Option<&Link> {
        self.links.get(&link)
    }

    /// The client of this id.
    pub(crate) fn client(&self, id: &str) -> Option<&Client> {
        self.clients.get(id)
    }

    /// All clients.
    pub(crate) fn clients(&self) -> impl Iterator<Item = (&str, &Client)> {
        self.clients.iter().map(|(id, client)| (id.as_str(), client))
    }

    /// All requests that are remembered, oldest first.
    pub(crate) fn requests(&self) -> impl DoubleEndedIterator<Item = &Request> {
        self.requests.values()
    }

    /// The requests that wait on a link, oldest first.
    pub(crate) fn open_on(&self, link: Option<u32>) -> impl Iterator<Item = &Request> {
        let open = self.links.get(&link).map(|l| l.open.as_slice()).unwrap_or_default();
        open.iter().filter_map(|serial| self.requests.get(serial))
    }

    /// The requests that wait on any link.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Request> {
        let all = self.links.values().flat_map(|l| l.open.iter());
        all.filter_map(|serial| self.requests.get(serial))
    }

    /// The connects of a client that are remembered, oldest first.
    pub(crate) fn connects<'s>(&'s self, client: &Client) -> impl Iterator<Item = &'s Request> {
        let serials: Vec<u64> = client.connects.iter().copied().collect();
        serials.into_iter().filter_map(|serial| self.requests.get(&serial))
    }

    /// Requests that were found to stay unanswered since a count, and the new count.
    pub(crate) fn left_since(&self, count: u64) -> (impl Iterator<Item = &Left>, u64) {
        let fresh = self.left_count.saturating_sub(count);
        let fresh = usize::try_from(fresh).unwrap_or(usize::MAX).min(self.left.len());
        (self.left.range(self.left.len() - fresh..), self.left_count)
    }

    /// The request that a reply on a link answers.
    pub(crate) fn answered_by(&self, link: Option<u32>, reply: &Message) -> Match<'_> {
        let Some(ask) = Ask::of(&reply.name) else { return Match::None };
        let channel = reply.text_of("channel");
        let fits = |r: &&Request| {
            r.ask == ask && (ask != Ask::Publish || channel == Some(r.channel.as_str()))
        };
        let id = id_text(reply.get("id"));
        let waiting: Vec<&Request> = self.open_on(link).filter(fits).collect();
        let same = waiting.iter().find(|r| id.is_some() && r.id == id);
        let unnamed = || waiting.iter().find(|r| r.id.is_none());
        match (same.or_else(unnamed), waiting.first()) {
            (Some(request), _) => Match::Same(request),
            (None, Some(request)) => Match::Other(request),
            (None, None) => Match::None,
        }
    }

    /// The client that gets what is delivered on a link, if there is only one that can be meant.
    pub(crate) fn receiver(&self, link: Option<u32>) -> Option<&str> {
        let users = &self.links.get(&link)?.clients;
        let is_known = |id: &&String| self.clients.get(*id).is_some_and(|c| c.issued.is_some());
        let known: Vec<&String> = users.iter().filter(is_known).collect();
        match (known.as_slice(), users.as_slice()) {
            ([one], _) => Some(one.as_str()),
            ([], [one]) => Some(one.as_str()),
            _ => None,
        }
    }

    /// The publishes on a channel that are remembered, oldest first.
    pub(crate) fn published(&self, channel: &str) -> impl Iterator<Item = &Request> {
        let serials = self.by_channel.get(channel);
        serials.into_iter().flatten().filter_map(|serial| self.requests.get(serial))
    }

    /// The publish that a delivery hands on.
    pub(crate) fn origin(&self, delivery: &Message, receiver: Option<&str>) -> Option<Origin<'_>> {
        let channel = delivery.text_of("channel")?;
        let data = delivery.get("data");
        let id = id_text(delivery.get("id"));
        let sent: Vec<&Request> = self.published(channel).collect();
        let same_data = |r: &&&Request| match (r.message.get("data"), data) {
            (Some(a), Some(b)) => same::same(a, b),
            (None, None) => true,
            _ => false,
        };
        let fresh = |r: &&&Request| !r.reached.iter().any(|c| Some(c.as_str()) == receiver);
        let whole: Vec<&Request> = sent.iter().filter(same_data).copied().collect();
        let by_id = whole.iter().filter(|r| id.is_some() && r.id == id);
        let best = by_id.chain(whole.iter().filter(fresh)).chain(whole.iter()).next();
        if let Some(publish) = best {
            return Some(Origin { publish, intact: true });
        }
        let changed = |r: &&&Request| match &id {
            Some(_) => r.id == id,
            None => r.message.get("data").zip(data).is_some_and(|(a, b)| same::alike(a, b)),
        };
        // Only one can be meant, or nobody can tell.
        let candidates: Vec<&Request> =
            sent.iter().filter(fresh).filter(changed).copied().collect();
        match candidates.as_slice() {
            [publish] => Some(Origin { publish, intact: false }),
            _ => None,
        }
    }

    /// The last connect of a client that was answered, if nothing came of it since then.
    pub(crate) fn last_connect<'s>(&'s self, client: &Client) -> Option<(&'s Request, f64)> {
        let last = self.requests.get(client.connects.back()?)?;
        Some((last, last.answer.as_ref()?.at))
    }

    /// The client that shook hands last.
    pub(crate) fn newest(&self) -> Option<(&str, &Client)> {
        let issued = |c: &Client| c.issued.unwrap_or(f64::NEG_INFINITY);
        let shaken = self.clients().filter(|(_, c)| c.issued.is_some());
        shaken.max_by(|(_, a), (_, b)| issued(a).total_cmp(&issued(b)))
    }

    /// Several clients are at work at once: nobody can tell whose successor one of them is.
    pub(crate) fn is_crowded(&self) -> bool {
        let at_work =
            |c: &&Client| c.issued.is_some() && !c.lost && !c.leaving && !c.connects.is_empty();
        self.clients.values().filter(at_work).count() > 1
    }

    /// What the consumer sent that is no message.
    pub(crate) fn garbage(&self) -> &[Sent] {
        &self.garbage
    }

    /// The events in the response or frame that is being shown.
    pub(crate) fn deliveries_now(&self) -> impl Iterator<Item = &Message> {
        self.messages_now.iter().filter(|m| m.from == Party::Provider && m.name == "delivery")
    }

    /// All messages of the event that is being shown.
    pub(crate) fn messages_now(&self) -> &[Message] {
        &self.messages_now
    }

    /// The response or frame that is being shown answers a handshake.
    pub(crate) fn handshake_now(&self) -> bool {
        self.handshake_now
    }

    /// A callback-polling request was answered with messages.
    pub(crate) fn called_back(&self) -> bool {
        self.called_back
    }
}
