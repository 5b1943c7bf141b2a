//! What the reference consumers of every topic have in common: a client of Bayeux, operations
//! beside it, and acks.
//!
//! Depends on the client of `bayeux`. It never knows what a topic tells, and decides nothing.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use serde_json::{Value, json};

use crate::{
    contracts::{
        Alias, ConsumerOptions, Faults, Varied,
        bayeux::reference::consumer::{Acks, Client, ClientOptions},
    },
    drive::HttpRequest,
};

/// How long an operation may take, in seconds.
const PATIENCE: f64 = 5.0;

/// The desktop of an agent, without its screen.
pub(crate) struct Desktop {
    /// The faults it has.
    pub(crate) faults: Faults,
    /// The harmless differences that it shows.
    pub(crate) varied: Varied,
    operations: String,
    acks: Acks,
    /// What hears of messages has ended, if it is one that does.
    deaf: AtomicBool,
}

impl Desktop {
    /// A desktop, and how its client is started; `aliases` are faults that are the client's.
    pub(crate) fn new(options: &ConsumerOptions, aliases: &[Alias]) -> (Self, ClientOptions) {
        let triggered = || options.triggered.clone();
        let token = options.token.iter();
        let headers = token.map(|token| ("Authorization".to_owned(), format!("Bearer {token}")));
        let start = ClientOptions {
            url: options.url.clone(),
            headers: headers.collect(),
            faults: Faults::of_part(&options.faults, triggered(), aliases),
        };
        let beside = || options.url.join(".").map(|url| url.to_string()).unwrap_or_default();
        let operations = options.facts.get("operations").cloned().unwrap_or_else(beside);
        let desktop = Self {
            faults: Faults::new(&options.faults, triggered()),
            varied: Varied::new(&options.variations),
            operations: operations.trim_end_matches('/').to_owned(),
            acks: Acks::new(options.acks.clone()),
            deaf: AtomicBool::default(),
        };
        (desktop, start)
    }

    /// Asks for an operation at a path; tells whether it was accepted.
    pub(crate) async fn operate(&self, client: &Client, path: &str, name: &str) -> bool {
        let Ok(url) = url::Url::parse(&format!("{}{path}", self.operations)) else { return false };
        let request = HttpRequest {
            method: "POST".to_owned(),
            url,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: json!({"operationName": name}).to_string().into_bytes(),
            within: PATIENCE,
        };
        let Ok(answer) = client.request(request).await else { return false };
        let read: Option<Value> = serde_json::from_slice(&answer.body).ok();
        let code = read.as_ref().and_then(|read| read.get("statusCode"));
        (200..300).contains(&answer.status) && code.is_none_or(|code| code.as_u64() == Some(0))
    }

    /// Sends a connect besides the one that is held; what it is answered is lost.
    pub(crate) async fn connect_besides(&self, client: &Client, url: url::Url) {
        let id = client.id();
        let connect = json!([{
            "channel": "/meta/connect", "clientId": id, "connectionType": "long-polling", "id": "9001",
        }]);
        let request = HttpRequest {
            method: "POST".to_owned(),
            url,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: connect.to_string().into_bytes(),
            within: PATIENCE,
        };
        let _ = client.request(request).await;
    }

    /// Whether it hears of messages no more.
    pub(crate) fn is_deaf(&self) -> bool {
        self.deaf.load(Ordering::Relaxed)
    }

    /// It hears of none from now on, if it has this fault.
    pub(crate) fn deafens(&self, fault: &str) -> bool {
        let bears = self.faults.bears(fault);
        self.deaf.fetch_or(bears, Ordering::Relaxed);
        bears
    }

    /// Says whether the message of this mark was understood.
    pub(crate) fn ack(&self, client: &Arc<Client>, mark: Option<&Value>, understood: bool) {
        let Some(mark) = mark.cloned() else { return };
        let acks = self.acks.clone();
        client.spawn(async move { acks.tell(mark, understood).await });
    }
}
