//! Telling an agent's clients what happened, with the mistakes that are made in doing so.
//!
//! Depends on `values` and `spoilers`. Never changes what is known of an agent.

use serde_json::Value;

use super::{
    desk::Shared,
    spoilers,
    story::Subscription,
    values::{self, Medium, TOPIC},
    varied,
};
use crate::contracts::bayeux::reference::application::Hub;

/// How much greater a reference is with the fault that makes it another.
const OTHER: u64 = 1000;

/// What there is to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// The agent has subscribed.
    Subscribed,
    /// The agent has left.
    Unsubscribed,
    /// Neither, although it was asked for.
    Failed,
    /// An item entered or left.
    Content {
        /// It entered.
        entered: bool,
        /// Its medium.
        medium: Medium,
        /// Its number.
        item: u64,
    },
}

/// Tells the clients of an agent.
pub(super) fn send(shared: &Shared, hub: &Hub, about: &Subscription, news: News) {
    deliver(shared, hub, &about.agent, &written(shared, about, news));
}

/// Tells them several things with one answer.
pub(super) fn send_together(shared: &Shared, hub: &Hub, about: &Subscription, all: &[News]) {
    let all: Vec<Value> = all.iter().map(|news| written(shared, about, *news)).collect();
    let clients = shared.agents.lock().agent(&about.agent).clients.clone();
    for client in clients.iter().filter(|client| hub.listens(client, TOPIC)) {
        hub.deliver_together(client, &all);
    }
}

fn written(shared: &Shared, about: &Subscription, news: News) -> Value {
    let workbin = about.workbin.as_str();
    let reference = || {
        let other = shared.faults.bears("workbin-reference-of-its-own");
        if other { about.number.saturating_add(OTHER) } else { about.number }
    };
    let mut message = match news {
        News::Subscribed => values::subscription(workbin, "Subscribed", reference()),
        News::Unsubscribed => values::subscription(workbin, "Unsubscribed", reference()),
        News::Failed => values::subscription(workbin, "RequestFailed", reference()),
        News::Content { entered, medium, item } => values::content(workbin, entered, medium, item),
    };
    varied::vary(&shared.varied, &mut message);
    spoilers::spoil(&shared.faults, &mut message, news);
    message
}

/// Gives a message to those clients of an agent that listen.
pub(super) fn deliver(shared: &Shared, hub: &Hub, agent: &str, message: &Value) {
    let clients = shared.agents.lock().agent(agent).clients.clone();
    for client in clients {
        if hub.listens(&client, TOPIC) || shared.faults.bears("workbin-any-subscription") {
            hub.deliver(&client, message);
        }
    }
}
