//! The application of the reference consumer: it hears everything, acknowledges what has a mark,
//! and does what the control channel asks of it.
//!
//! Depends on `client` and `acks`.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use futures_util::future::BoxFuture;
use serde_json::Value;

use super::{
    acks::Acks,
    client::{Client, ClientOptions, Listener},
    sound::{as_text, is_sound},
};
use crate::{
    contracts::{ConsumerOptions, Faults, RunningConsumer},
    error::Result,
};

/// Where a provider under our control asks for something.
const CONTROL: &str = "/ringtrue/control";
/// What it subscribes to.
const WANTED: [&str; 2] = ["/ringtrue/**", "/ringtrue/events"];

struct Desk {
    acks: Acks,
    options: ConsumerOptions,
    faults: Faults,
    /// What hears events has ended, if it is one that does.
    deaf: AtomicBool,
}

/// Starts the reference consumer.
pub(in crate::contracts::bayeux) fn start(
    options: ConsumerOptions,
) -> BoxFuture<'static, Result<RunningConsumer>> {
    Box::pin(async move {
        let faults = Faults::new(&options.faults, options.triggered.clone());
        let (url, headers) = (options.url.clone(), Vec::new());
        let start = ClientOptions { url, headers, faults: faults.clone() };
        let (acks, deaf) = (Acks::new(options.acks.clone()), AtomicBool::default());
        let desk = Desk { acks, options, faults, deaf };
        let (_, task) = Client::start(start, Arc::new(desk));
        Ok(RunningConsumer { url: None, task })
    })
}

impl Listener for Desk {
    fn subscriptions(&self) -> Vec<String> {
        WANTED.map(str::to_owned).to_vec()
    }

    fn varies(&self, variation: &str) -> bool {
        self.options.varies(variation)
    }

    fn delivered(&self, client: &Arc<Client>, event: &Value) {
        let sound = is_sound(event);
        if !sound && self.faults.bears("stops-at-a-broken-event") {
            client.stop();
            return;
        }
        if self.faults.bears_if(!sound, "deaf-after-a-broken-event") {
            self.deaf.store(true, Ordering::Relaxed);
        }
        if self.deaf.load(Ordering::Relaxed) {
            return;
        }
        let nothing = event.get("data").is_none();
        let understood = sound || self.faults.bears_if(nothing, "missing-data-taken-for-null");
        let texts = understood && self.faults.bears("numbers-understood-as-text");
        let value = texts.then(|| as_text(event.clone()));
        let (acks, ours) = (self.acks.clone(), client.clone());
        let event = event.clone();
        let control = event.get("channel").and_then(Value::as_str) == Some(CONTROL);
        if control && event.pointer("/data/please").and_then(Value::as_str) == Some("leave") {
            client.leave();
        }
        client.spawn(async move {
            if let Some(mark) = event.get("id") {
                acks.tell_value(mark.clone(), understood, value).await;
            }
            if control {
                obey(&ours, event.get("data").unwrap_or(&Value::Null)).await;
            }
        });
    }
}

/// Does what it is asked.
async fn obey(client: &Arc<Client>, asked: &Value) {
    let text = |name: &str| asked.get(name).and_then(Value::as_str).map(str::to_owned);
    let channel = text("channel");
    // What becomes of it shows on the wire.
    match (text("please").as_deref(), channel) {
        (Some("publish"), Some(channel)) => {
            let data = asked.get("data").cloned().unwrap_or_default();
            let _ = client.publish(&channel, data).await;
        }
        (Some("subscribe"), Some(channel)) => {
            let _ = client.subscribe(&[channel]).await;
        }
        (Some("unsubscribe"), Some(channel)) => {
            let _ = client.unsubscribe(&[channel]).await;
        }
        _ => {}
    }
}
