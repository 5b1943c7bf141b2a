//! What is known of a case: the callbacks that were asked for, and what was told of each.
//!
//! Depends on `create` and `list`. Never judges, and holds a bounded number of callbacks: of those
//! it forgot it knows as little as of those that began before the recording.

pub(super) mod callback;
pub(super) mod created;
pub(super) mod receiver;

use std::collections::{HashMap, HashSet, VecDeque};

use self::{
    callback::Callback,
    created::{Asked, Created},
    receiver::Receiver,
};
use super::{
    create,
    events::{EventType, event},
    list::{Lists, Payloads},
    list_reader::Operator,
    reader::{CREATE, CREATED},
};
use crate::{
    codec::json::Node,
    contract::Party,
    judge::Message,
    transcript::{Event, Header, Kind, Source},
};

/// How many callbacks are remembered; the oldest are forgotten first.
const CALLBACKS: usize = 20_000;
/// How many paths are remembered for what came to them.
const PATHS: usize = 10_000;

/// What is known.
pub(super) struct Session {
    pub(super) lists: Lists,
    pub(super) asked: Asked,
    /// The file of the operator that is being judged.
    pub(super) operator: Operator,
    callbacks: HashMap<String, Callback>,
    order: VecDeque<String>,
    pub(super) receiver: Receiver,
    /// Paths to which something came that is no event: it may have been any.
    garbled: HashSet<String>,
    /// A harness drives this: nobody else knows the paths that it asks deliveries to.
    driven: bool,
}

/// An event that was told, with where it came to.
pub(super) struct Told<'a> {
    pub(super) event: &'static EventType,
    pub(super) message: &'a Message,
    /// Its `_service_id`.
    pub(super) id: Option<&'a str>,
    /// The path that it was delivered to; none if it was imported without its carrier.
    pub(super) path: Option<String>,
}

/// The event in a message of the provider.
pub(super) fn told<'a>(seen: &Event, message: &'a Message) -> Option<Told<'a>> {
    let event = event(&message.name).filter(|_| message.from == Party::Provider)?;
    let path = match &seen.kind {
        Kind::Request { url, .. } => Some(create::path_of(url)),
        _ => None,
    };
    Some(Told { event, message, id: message.text_of("_service_id"), path })
}

impl Session {
    pub(super) fn new(header: &Header) -> Self {
        Self {
            lists: Lists::new(&header.facts),
            asked: Asked::default(),
            operator: Operator::default(),
            callbacks: HashMap::new(),
            order: VecDeque::new(),
            receiver: Receiver::default(),
            garbled: HashSet::new(),
            driven: header.seed.is_some(),
        }
    }

    /// The link carries a call that creates a callback.
    pub(super) fn is_create(&self, link: Option<u32>) -> bool {
        self.asked.by_link(link).is_some()
    }

    /// What was told so far of the callback of an event.
    pub(super) fn callback(&self, told: &Told<'_>) -> Option<&Callback> {
        self.callbacks.get(told.id?)
    }

    /// The call that created the callback of an event, if that is certain: by the id that it was
    /// answered with, or because it asked for deliveries to a path of its own.
    pub(super) fn created(&self, told: &Told<'_>) -> Option<&Created> {
        self.asked.by_id(told.id).or_else(|| self.at_path(told))
    }

    /// The call that asked for deliveries to the path that an event came to, if that path is its
    /// own. In a recording others may be told there too, of callbacks that nobody saw begin.
    pub(super) fn at_path(&self, told: &Told<'_>) -> Option<&Created> {
        self.asked.alone_at(told.path.as_deref()).filter(|_| self.driven)
    }

    /// What was told so far of the callback that a call created.
    pub(super) fn callback_of(&self, created: &Created) -> Option<&Callback> {
        self.callbacks.get(created.id.as_deref().or(created.told_id.as_deref())?)
    }

    /// The list that the service of an event has, as far as is known.
    pub(super) fn list(&self, told: &Told<'_>) -> Option<&Payloads> {
        let created = self.created(told).map(|c| c.service.as_str());
        let known = self.callback(told).and_then(|c| c.service_name.as_deref());
        let service = created.or(known).or_else(|| told.message.text_of("_service_name"))?;
        self.lists.of(service)
    }

    /// Everything that its family tells of the callback of an event was heard from the start.
    pub(super) fn is_whole(&self, told: &Told<'_>) -> bool {
        if told.path.as_ref().is_some_and(|path| self.garbled.contains(path)) {
            return false;
        }
        match self.callback(told) {
            Some(callback) => callback.is_whole(told.event.family),
            None => self.created(told).is_some(),
        }
    }

    /// An event, before the messages in it.
    pub(super) fn event(&mut self, event: &Event) {
        self.receiver.event(event);
        let Some(link) = event.link else { return };
        match (&event.kind, event.from) {
            (Kind::Response { status, .. }, Some(Source::Provider)) => {
                self.asked.answered(link, *status);
            }
            (Kind::Error { .. }, Some(Source::Provider)) => self.asked.answered(link, 0),
            _ => {}
        }
    }

    /// A message.
    pub(super) fn message(&mut self, event: &Event, message: &Message) {
        match message.name.as_str() {
            CREATE => self.call(event, message),
            CREATED => self.asked.named(event.link, message.text_of("_id")),
            _ => {
                let told = told(event, message);
                let callback = told.as_ref().and_then(|told| self.callbacks.get(told.id?));
                self.receiver.message(event, message, told.as_ref(), callback);
                if let Some(told) = told {
                    self.tell(&told);
                } else if let (Some(_), Kind::Request { url, .. }) = (&message.trouble, &event.kind)
                    && self.garbled.len() < PATHS
                {
                    self.garbled.insert(create::path_of(url));
                }
            }
        }
    }

    fn call(&mut self, event: &Event, message: &Message) {
        let (Some(link), Kind::Request { url, .. }) = (event.link, &event.kind) else { return };
        let Some(service) = create::service_of(url) else { return };
        let text = |name: &str| message.get(name).and_then(Node::as_str);
        self.asked.call(link, Created::new(service, &text));
    }

    fn tell(&mut self, told: &Told<'_>) {
        let created = self.asked.told(told, self.driven);
        let Some(id) = told.id else { return };
        if !self.callbacks.contains_key(id) {
            if self.callbacks.len() >= CALLBACKS
                && let Some(oldest) = self.order.pop_front()
            {
                self.callbacks.remove(&oldest);
            }
            self.order.push_back(id.to_owned());
        }
        let callback =
            self.callbacks.entry(id.to_owned()).or_insert_with(|| Callback::new(created));
        callback.take(told);
    }
}
