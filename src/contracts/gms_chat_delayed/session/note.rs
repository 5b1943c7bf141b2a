//! Keeping the session up to date with events and messages.
//!
//! Depends on the session's parts. Never judges; what is odd it takes as it comes.

use super::{
    Session,
    exchange::{Announced, Exchange},
    matching::{Delivered, assign},
    notice::{Notice, Way},
    service::{Announcement, Created, Service},
};
use crate::{
    codec::json::{Limits, Node, parse},
    contract::Party,
    contracts::gms_chat_delayed::reader::{Operation, call_of},
    judge::Message,
    transcript::{Event, Kind, Source},
};

/// How many exchanges, services and notifications of one service are remembered.
const EXCHANGES: usize = 4096;
const SERVICES: usize = 4096;
const NOTICES: usize = 1024;

impl Session {
    /// An event was shown.
    pub(crate) fn note_event(&mut self, event: &Event) {
        match &event.kind {
            Kind::Stimulus { expect, breaks, of: None, .. } => {
                let reject = expect.as_deref() == Some("reject");
                self.announced = Announced { reject, breaks: breaks.is_some(), any: true };
            }
            Kind::Request { .. } if event.from == Some(Source::Consumer) => self.ask(event),
            Kind::Response { status, .. } => self.end(event, Some(*status)),
            Kind::Error { .. } => self.end(event, None),
            Kind::GaveUp { awaiting, .. }
                if awaiting.split(" or ").any(|a| a.trim() == "display-notification") =>
            {
                let notices = self.services.values_mut().flat_map(|s| &mut s.notices);
                for notice in notices.filter(|n| n.pushable && n.arrivals.is_empty()) {
                    notice.missed = true;
                }
            }
            _ => {}
        }
    }

    fn ask(&mut self, event: &Event) {
        let announced = std::mem::take(&mut self.announced);
        let (Some(call), Some(link)) = (call_of(&event.kind), event.link) else { return };
        if self.exchanges.len() >= EXCHANGES {
            self.exchanges.retain(|_, e| e.over.is_none());
        }
        let mut overlaps = false;
        for other in self.exchanges.values_mut().filter(|e| e.over.is_none()) {
            if other.call.operation == call.operation && other.call.id == call.id {
                other.overlaps = true;
                overlaps = true;
            }
        }
        self.serial += 1;
        let chat = call.operation == Some(Operation::CreateChat);
        let invented = call.id.as_ref().filter(|id| chat && !self.services.contains_key(*id));
        if let Some(id) = invented.filter(|_| announced.any) {
            self.stray = Some((event.at, id.clone()));
        } else if let Some(id) = call.id.clone() {
            self.service_mut(&id);
        }
        let exchange = Exchange {
            serial: self.serial,
            call,
            at: event.at,
            announced,
            form: None,
            empty: false,
            overlaps,
            over: None,
        };
        let about = self.about(&exchange).map(|s| s.id.clone());
        if let Some(service) = about.and_then(|id| self.services.get_mut(&id)) {
            match exchange.call.operation {
                Some(Operation::Connect) => {
                    service.connecting.get_or_insert(event.at);
                }
                Some(Operation::CreateChat) => {
                    service.chatting.get_or_insert(event.at);
                }
                _ => {}
            }
        }
        self.exchanges.insert(link, exchange);
    }

    /// An exchange is over: with a status, or broken.
    fn end(&mut self, event: &Event, status: Option<u16>) {
        let Some(exchange) = event.link.and_then(|l| self.exchanges.get_mut(&l)) else { return };
        exchange.over = Some(event.at);
        let (serial, operation) = (exchange.serial, exchange.call.operation);
        let Some(status) = status else { return };
        let granted = (200..300).contains(&status);
        let exchange = exchange.clone();
        let about = self.about(&exchange).map(|s| s.id.clone());
        let Some(service) = about.and_then(|id| self.services.get_mut(&id)) else { return };
        match operation {
            Some(Operation::Connect) if granted => {
                service.connected.get_or_insert(event.at);
            }
            Some(Operation::CreateChat) if granted => {
                service.chat.get_or_insert(event.at);
            }
            _ => {}
        }
        let sent = service.notices.iter_mut().chain(&mut service.agent_notices);
        for notice in sent.filter(|n| n.serial == serial) {
            notice.refused = !granted;
            notice.accepted = granted.then_some(event.at);
        }
    }

    /// A message was shown.
    pub(crate) fn note_message(&mut self, event: &Event, message: &Message) {
        let Some(node) = message.node() else { return };
        match message.from {
            Party::Consumer => self.note_form(event, node),
            Party::Provider => match message.name.as_str() {
                "agent-available" => self.note_announcement(event, node),
                "display-notification" => self.note_push(event, node),
                "target-found" | "route-to-agent" | "service-exit" => {
                    self.note_stage(event, &message.name, node);
                }
                _ => self.note_answer(event, node),
            },
            Party::Operator | Party::Parser => {}
        }
    }

    fn note_form(&mut self, event: &Event, node: &Node) {
        let Some(exchange) = event.link.and_then(|l| self.exchanges.get_mut(&l)) else { return };
        exchange.empty = node.as_object().is_some_and(|o| o.is_empty());
        exchange.form = Some(node.clone());
        let exchange = exchange.clone();
        let listening = self.listening.is_some();
        let text = |name: &str| exchange.field(name).map(str::to_owned);
        let about = self.about(&exchange).map(|s| s.id.clone());
        let Some(service) = about.and_then(|id| self.services.get_mut(&id)) else { return };
        let pushable = listening && service.pushes() == Some(true) && service.exited.is_none();
        let notice = || Notice {
            serial: exchange.serial,
            at: event.at,
            display: text("_display_message"),
            application: text("_application_message"),
            accepted: None,
            refused: false,
            pushable,
            missed: false,
            arrivals: Vec::new(),
        };
        match exchange.call.operation {
            Some(Operation::InternalNotification) if service.notices.len() < NOTICES => {
                service.notices.push(notice());
            }
            Some(Operation::AgentNotification) if service.agent_notices.len() < NOTICES => {
                let notice = Notice { pushable: false, ..notice() };
                service.agent_notices.push(notice);
            }
            Some(Operation::CreateChat) => service.notify_by = text("notify_by"),
            _ => {}
        }
    }

    fn note_answer(&mut self, event: &Event, node: &Node) {
        let Some(exchange) = self.exchange(event.link).cloned() else { return };
        let text = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
        if exchange.is(Operation::Create) {
            let Some(id) = text("_id").filter(|id| !id.is_empty()) else { return };
            let created = Created {
                name: exchange.call.name.clone(),
                asked: exchange.at,
                at: event.at,
                user: exchange.call.user.clone(),
                device_os: exchange.field("_device_os").map(str::to_owned),
            };
            if let Some(service) = self.service_mut(&id) {
                service.created.get_or_insert(created);
            }
            return;
        }
        let about = self.about(&exchange).map(|s| s.id.clone());
        let Some(service) = about.and_then(|id| self.services.get_mut(&id)) else { return };
        match exchange.call.operation {
            Some(Operation::Connect) => {
                service.start_url = text("_start_chat_url").or(service.start_url.take());
            }
            Some(Operation::CreateChat) => {
                service.channel = text("comet_channel").or(service.channel.take());
            }
            Some(Operation::RetrieveNotifications) => {
                let items = node.as_array().unwrap_or_default();
                let items: Vec<Delivered<'_>> = items.iter().map(Delivered::of).collect();
                arrive(&mut service.notices, &items, &Way::Fetched, event.at);
            }
            Some(Operation::RetrieveAgentNotifications) => {
                let inner = agent_messages(node);
                let items: Vec<Delivered<'_>> = inner.iter().flatten().map(Delivered::of).collect();
                arrive(&mut service.agent_notices, &items, &Way::Fetched, event.at);
            }
            _ => {}
        }
    }

    fn note_announcement(&mut self, event: &Event, node: &Node) {
        let Some(id) = node.pointer("/message/_id").and_then(Node::as_str) else { return };
        let push = node.get("id").and_then(Node::as_str).map(str::to_owned);
        if let Some(service) = self.service_mut(id)
            && service.announced.len() < 64
        {
            service.announced.push(Announcement { at: event.at, push });
        }
    }

    fn note_push(&mut self, event: &Event, node: &Node) {
        let delivered = Delivered::of(node);
        let Some((id, hit)) = self.meant(&delivered).map(|(s, hit)| (s.id.clone(), hit)) else {
            return;
        };
        let receiver = self.receiver.clone();
        let notice = self.services.get_mut(&id).and_then(|s| s.notices.get_mut(hit.index));
        if let Some(notice) = notice {
            notice.arrivals.push((Way::Pushed(receiver), event.at));
        }
    }

    fn note_stage(&mut self, event: &Event, name: &str, node: &Node) {
        let Some(id) = node.get("_service_id").and_then(Node::as_str) else { return };
        let Some(service) = self.services.get_mut(id) else { return };
        let stage = match name {
            "target-found" => &mut service.found,
            "route-to-agent" => &mut service.routed,
            _ => &mut service.exited,
        };
        stage.get_or_insert(event.at);
    }

    /// The service of this id, made if it is new; none if there are too many.
    fn service_mut(&mut self, id: &str) -> Option<&mut Service> {
        if self.services.len() >= SERVICES && !self.services.contains_key(id) {
            return None;
        }
        let new = || Service { id: id.to_owned(), ..Service::default() };
        Some(self.services.entry(id.to_owned()).or_insert_with(new))
    }
}

fn arrive(notices: &mut [Notice], items: &[Delivered<'_>], way: &Way, at: f64) {
    for hit in assign(notices, items).into_iter().flatten() {
        if let Some(notice) = notices.get_mut(hit.index) {
            notice.arrivals.push((way.clone(), at));
        }
    }
}

/// The objects inside of messages for the agent; none for what is no JSON object.
pub(crate) fn agent_messages(answer: &Node) -> Vec<Option<Node>> {
    let inner = |item: &Node| {
        let message = item.get("message")?;
        let node = match message.as_str() {
            Some(text) => parse(text.as_bytes(), &Limits::default()).ok()?.root,
            None => message.clone(),
        };
        node.as_object().is_some().then_some(node)
    };
    answer.as_array().unwrap_or_default().iter().map(inner).collect()
}
