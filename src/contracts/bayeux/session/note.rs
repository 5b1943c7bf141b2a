//! Keeping the session up to date with messages: requests, replies, deliveries.
//!
//! Depends on the session's parts. Never judges; what is odd it takes as it comes.

use super::{
    Answer, Ask, Request, Session, browser_set,
    client::{Batch, Client},
    id_text, texts,
    told::Told,
};
use crate::{codec::json::Node, contract::Party, judge::Message, transcript::Event};

/// How many requests, clients and channels are remembered, and publishes of one channel.
const REQUESTS: usize = 4096;
const CLIENTS: usize = 20_000;
const CHANNELS: usize = 20_000;
const PUBLISHES: usize = 256;

impl Session {
    /// A message was shown.
    pub(crate) fn note_message(&mut self, event: &Event, message: &Message) {
        match (message.from, Ask::of(&message.name)) {
            (Party::Consumer, Some(ask)) => self.note_request(event, message, ask),
            (Party::Provider, Some(ask)) => self.note_reply(event, message, ask),
            (Party::Provider, None) if message.name == "delivery" => {
                self.note_delivery(event, message);
            }
            _ => {}
        }
    }

    fn note_request(&mut self, event: &Event, message: &Message, ask: Ask) {
        let id = message.text_of("clientId").map(str::to_owned);
        let known = id.as_deref().and_then(|id| self.clients.get(id));
        let issued = known.is_some_and(|c| c.issued.is_some());
        let after_leave = known.is_some_and(|c| c.leaving);
        let after_end = known.is_some_and(|c| c.ended.is_some());
        let advised = known.and_then(|c| c.timeout);
        let link = self.links.entry(event.link).or_default();
        self.serial += 1;
        let request = Request {
            serial: self.serial,
            ask,
            link: event.link,
            at: event.at,
            id: id_text(message.get("id")),
            client: id.clone(),
            issued,
            after_leave,
            after_end,
            channel: message.text_of("channel").unwrap_or_default().to_owned(),
            carriage: link.carriage.clone(),
            batch: self.batch_now,
            with_handshake: self.handshake_now,
            with_connect: self.connect_now,
            with_garbage: self.garbage_now,
            with_misnamed: self.misnamed_now,
            announced: self.announced_now.clone(),
            advised,
            answer: None,
            over: link.closed.then_some(event.at),
            reached: Vec::new(),
            strayed: false,
            message: message.clone(),
        };
        if !link.closed {
            link.open.push(self.serial);
        }
        if let Some(id) = &id {
            link.used_by(id);
            let browser = link.browser.clone();
            if let Some(client) = self.client_mut(id) {
                client.browser = browser.or(client.browser.take());
            }
        }
        let client = id.as_deref().and_then(|id| self.clients.get_mut(id));
        if let Some(client) = client {
            match ask {
                Ask::Connect => {
                    client.connects(self.serial);
                    if let Some(seen) = message.pointer("/ext/ack").and_then(|n| n.as_i64()) {
                        client.acknowledged = client.acknowledged.max(seen);
                    }
                }
                Ask::Disconnect => {
                    client.leaving = true;
                    client.left.get_or_insert(event.at);
                }
                Ask::Subscribe => {
                    texts(message.get("subscription")).iter().for_each(|s| client.subscribe(s));
                }
                Ask::Unsubscribe => {
                    for given_up in texts(message.get("subscription")) {
                        let same =
                            client.subscriptions.iter_mut().filter(|s| s.pattern == given_up);
                        same.for_each(|s| s.given_up = Some(event.at));
                    }
                }
                Ask::Handshake | Ask::Publish => {}
            }
        }
        if ask == Ask::Publish {
            self.remember_publish(&request);
        }
        self.requests.insert(self.serial, request);
        if self.requests.len() > REQUESTS
            && let Some((_, oldest)) = self.requests.pop_first()
            && let Some(link) = self.links.get_mut(&oldest.link)
        {
            link.open.retain(|serial| *serial != oldest.serial);
        }
    }

    fn remember_publish(&mut self, request: &Request) {
        if self.by_channel.len() >= CHANNELS && !self.by_channel.contains_key(&request.channel) {
            self.by_channel.clear();
        }
        let serials = self.by_channel.entry(request.channel.clone()).or_default();
        if serials.len() >= PUBLISHES {
            serials.pop_front();
        }
        serials.push_back(request.serial);
    }

    fn note_reply(&mut self, event: &Event, message: &Message, ask: Ask) {
        let serial = self.answered_by(event.link, message).request().map(|r| r.serial);
        let successful = message.get("successful").and_then(|n| n.as_bool());
        if let Some(serial) = serial {
            if let Some(link) = self.links.get_mut(&event.link) {
                link.open.retain(|s| *s != serial);
            }
            if let Some(request) = self.requests.get_mut(&serial) {
                let advised = message.get("advice").is_some();
                request.answer = Some(Answer { at: event.at, successful, advised });
            }
        }
        let asked = serial.and_then(|serial| self.requests.get(&serial)).cloned();
        if ask == Ask::Handshake {
            self.note_handshake(event, message, asked.as_ref(), successful);
        } else if let Some(asked) = &asked {
            self.note_answer(event, message, asked, successful);
        }
        self.note_told(event, message, asked.as_ref(), ask, successful);
        let client = match (ask, asked.as_ref().and_then(|a| a.client.as_deref())) {
            (Ask::Handshake, _) => message.text_of("clientId"),
            (_, Some(id)) => Some(id),
            (_, None) => None,
        };
        if let (Some(id), Some(advice)) = (client, message.get("advice")) {
            let transport = asked.as_ref().and_then(|a| a.message.text_of("connectionType"));
            if let Some(client) = self.clients.get_mut(id) {
                client.advise(advice, transport, event.at);
            }
        }
    }

    /// What a refused connect told the client about how to go on; a granted one takes that back.
    fn note_told(
        &mut self,
        event: &Event,
        message: &Message,
        asked: Option<&Request>,
        ask: Ask,
        successful: Option<bool>,
    ) {
        let refused = ask == Ask::Connect && successful == Some(false);
        let told = refused.then(|| Told::read(message, event.at)).flatten();
        let client = asked.filter(|a| a.ask == Ask::Connect).and_then(|a| a.client.as_deref());
        if let Some(client) = client.and_then(|id| self.clients.get_mut(id)) {
            client.told = told;
        }
    }

    fn note_handshake(
        &mut self,
        event: &Event,
        message: &Message,
        asked: Option<&Request>,
        successful: Option<bool>,
    ) {
        let Some(id) = message.text_of("clientId").filter(|_| successful == Some(true)) else {
            return;
        };
        let link = self.links.entry(event.link).or_default();
        link.used_by(id);
        let browser = browser_set(&event.kind).or_else(|| link.browser.clone());
        let agreed = |m: &Message| m.pointer("/ext/ack").and_then(|n| n.as_bool()) == Some(true);
        let acknowledges = agreed(message) && asked.is_some_and(|a| agreed(&a.message));
        let types = texts(message.get("supportedConnectionTypes"));
        let types = types.into_iter().map(str::to_owned).collect();
        // An id that is given out anew is a client without a past.
        self.clients.remove(id);
        if let Some(client) = self.client_mut(id) {
            client.issued = Some(event.at);
            client.browser = browser;
            client.acknowledges = acknowledges;
            client.types = types;
        }
    }

    /// The effect of a reply on the client that asked.
    fn note_answer(
        &mut self,
        event: &Event,
        message: &Message,
        asked: &Request,
        successful: Option<bool>,
    ) {
        let events: Vec<(String, Node)> = match asked.ask {
            Ask::Connect if message.get("ext").is_some() => self
                .deliveries_now()
                .filter_map(|m| Some((m.text_of("channel")?.to_owned(), m.get("data")?.clone())))
                .collect(),
            _ => Vec::new(),
        };
        let Some(client) = asked.client.as_deref().and_then(|id| self.clients.get_mut(id)) else {
            return;
        };
        let granted = successful == Some(true);
        let patterns = asked.subscriptions();
        let named =
            client.subscriptions.iter_mut().filter(|s| patterns.contains(&s.pattern.as_str()));
        match asked.ask {
            Ask::Subscribe if granted => named.for_each(|s| {
                s.confirmed.get_or_insert(event.at);
            }),
            Ask::Subscribe => named.for_each(|s| s.refused = s.confirmed.is_none()),
            Ask::Unsubscribe if granted => {
                named.filter(|s| s.given_up.is_some()).for_each(|s| s.ended = Some(event.at));
            }
            Ask::Disconnect if granted => client.ended = Some(event.at),
            Ask::Connect => {
                client.lost = successful == Some(false);
                let number = message.pointer("/ext/ack").and_then(|n| n.as_i64());
                if let Some(number) = number.filter(|_| client.acknowledges) {
                    client.batch(Batch { number, at: event.at, events });
                }
            }
            _ => {}
        }
    }

    fn note_delivery(&mut self, event: &Event, message: &Message) {
        let receiver = self.receiver(event.link).map(str::to_owned);
        let origin = self.origin(message, receiver.as_deref()).map(|o| o.publish.serial);
        if let Some(publish) = origin.and_then(|serial| self.requests.get_mut(&serial)) {
            match receiver {
                Some(id) if !publish.reached.contains(&id) => publish.reached.push(id),
                Some(_) => {}
                None => publish.strayed = true,
            }
        }
    }

    /// The client of this id, made if it is new; none if there are too many.
    fn client_mut(&mut self, id: &str) -> Option<&mut Client> {
        if self.clients.len() >= CLIENTS && !self.clients.contains_key(id) {
            return None;
        }
        Some(self.clients.entry(id.to_owned()).or_default())
    }
}
