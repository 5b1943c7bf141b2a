//! What is known of a case so far: its services, its exchanges, what it listens to.
//!
//! The reader keeps it up to date; rules see it as it was before the event or message that they
//! judge. Depends on `judge` for messages and on `facts`. Never judges, and never assumes that a
//! case has one service, one device or one link only.

mod exchange;
mod matching;
mod note;
mod notice;
mod service;

use std::collections::{BTreeMap, HashMap};

pub(crate) use exchange::{Announced, Exchange};
pub(crate) use matching::{Delivered, Hit, assign};
pub(crate) use note::agent_messages;
pub(crate) use notice::{Notice, Way};
pub(crate) use service::{Created, Service};

use super::{facts::Facts, options_reader::Operator, plan::Plan};
use crate::{contracts::bayeux::session::Session as Comet, transcript::Event};

/// What is known of a case.
pub(crate) struct Session {
    /// What the transcript's header says.
    pub(crate) facts: Facts,
    /// The file of the operator that is being judged.
    pub(crate) operator: Operator,
    exchanges: HashMap<u32, Exchange>,
    services: BTreeMap<String, Service>,
    /// What the harness said of its next request.
    announced: Announced,
    /// When a subscription was first confirmed.
    listening: Option<f64>,
    /// Channels and patterns that somebody wants to hear.
    wanted: Vec<String>,
    /// The CometD client that gets what is being shown, if that is known.
    receiver: Option<String>,
    /// A chat that the harness created for a service that it invented: when, and its id.
    pub(crate) stray: Option<(f64, String)>,
    serial: u64,
}

impl Session {
    /// Of a case of a run with these facts.
    pub(crate) fn new(facts: Facts) -> Self {
        Self {
            facts,
            operator: Operator::default(),
            exchanges: HashMap::new(),
            services: BTreeMap::new(),
            announced: Announced::default(),
            listening: None,
            wanted: Vec::new(),
            receiver: None,
            stray: None,
            serial: 0,
        }
    }

    /// The exchange on a link.
    pub(crate) fn exchange(&self, link: Option<u32>) -> Option<&Exchange> {
        self.exchanges.get(&link?)
    }

    /// The exchanges that wait for their response.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Exchange> {
        self.exchanges.values().filter(|e| e.over.is_none())
    }

    /// The service of this id.
    pub(crate) fn service(&self, id: &str) -> Option<&Service> {
        self.services.get(id)
    }

    /// All services.
    pub(crate) fn services(&self) -> impl Iterator<Item = &Service> {
        self.services.values()
    }

    /// The service of this id, if it was created in this case.
    pub(crate) fn created(&self, id: &str) -> Option<(&Service, &Created)> {
        let service = self.services.get(id)?;
        Some((service, service.created.as_ref()?))
    }

    /// The service that an exchange is about: the one of its path, or the one whose start URL it
    /// follows, which may name another.
    pub(crate) fn about(&self, exchange: &Exchange) -> Option<&Service> {
        let follows = |s: &&Service| {
            s.start_url.as_deref().is_some_and(|url| same_address(url, &exchange.call.url))
        };
        let id = exchange.call.id.as_deref();
        let named = id.and_then(|id| self.services.get(id)).filter(|s| s.created.is_some());
        named.or_else(|| self.services.values().find(follows)).or_else(|| self.services.get(id?))
    }

    /// When somebody first was confirmed to listen over CometD.
    pub(crate) fn listening(&self) -> Option<f64> {
        self.listening
    }

    /// Somebody wants to hear a channel.
    pub(crate) fn wants(&self, channel: &str) -> bool {
        self.wanted.iter().any(|pattern| reaches(pattern, channel))
    }

    /// The plan by which the target of a service is found.
    pub(crate) fn plan(&self, service: &Service) -> Option<Plan> {
        Plan::of(&self.facts, service.created.as_ref()?.name.as_deref()?)
    }

    /// Whether an option of a service is on, if that is known.
    pub(crate) fn flag(&self, service: &Service, option: &str) -> Option<bool> {
        self.facts.flag(service.created.as_ref()?.name.as_deref()?, option)
    }

    /// The service and the notice that a pushed notification hands on.
    pub(crate) fn meant(&self, delivered: &Delivered<'_>) -> Option<(&Service, Hit)> {
        let hit = |service: &Service| {
            assign(&service.notices, std::slice::from_ref(delivered)).into_iter().next().flatten()
        };
        let named = delivered.id.and_then(|id| self.services.get(id));
        let of_named = named.and_then(|s| Some((s, hit(s)?)));
        if of_named.is_some_and(|(_, h)| h.exact) {
            return of_named;
        }
        // It says another id than it was sent to: only its content can tell.
        let mut exact =
            self.services.values().filter_map(|s| Some((s, hit(s).filter(|h| h.exact)?)));
        match (exact.next(), exact.next()) {
            (Some(found), None) => Some(found),
            (Some(_), Some(_)) => of_named,
            (None, _) => of_named.or_else(|| {
                let mut any = self.services.values().filter_map(|s| Some((s, hit(s)?)));
                let first = any.next();
                first.filter(|_| any.next().is_none())
            }),
        }
    }

    /// The CometD client that gets what is being shown, if that is known.
    pub(crate) fn receiver(&self) -> Option<&str> {
        self.receiver.as_deref()
    }

    /// Takes note of who listens to what, and of who gets what an event brings.
    pub(crate) fn note_comet(&mut self, comet: &Comet, event: &Event) {
        self.receiver = comet.receiver(event.link).map(str::to_owned);
        let at = event.at;
        for (_, client) in comet.clients() {
            for subscription in client.live() {
                if subscription.confirmed.is_some() {
                    self.listening.get_or_insert(at);
                }
                if !self.wanted.contains(&subscription.pattern) && self.wanted.len() < 256 {
                    self.wanted.push(subscription.pattern.clone());
                }
            }
        }
    }
}

/// Two addresses are the same, as far as a recording that may lack the host can tell.
pub(crate) fn same_address(a: &str, b: &str) -> bool {
    match (url::Url::parse(a), url::Url::parse(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => super::reader::path_of(a) == super::reader::path_of(b),
    }
}

fn reaches(pattern: &str, channel: &str) -> bool {
    let below = |base: &str| channel.strip_prefix(base).and_then(|r| r.strip_prefix('/'));
    match pattern.rsplit_once('/') {
        Some((base, "**")) => below(base).is_some(),
        Some((base, "*")) => below(base).is_some_and(|rest| !rest.contains('/')),
        _ => pattern == channel,
    }
}
