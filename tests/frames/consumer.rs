//! Our reference consumer of `axp-engagement`, against a provider that does what the cases say.

use std::collections::BTreeMap;

use ringtrue::contracts::{ConsumerOptions, Triggered, suite};
use serde_json::json;
use tokio::net::TcpListener;
use url::Url;

use super::{
    exchange::{Outcome, Probe, exchange},
    play_all, refused_early,
    server::{accept, agree, field, listen},
    table::Case,
    wire::{Frame, Heard, Peer},
};

/// What it makes of a case: afterwards it is confirmed, and pings.
async fn play(case: Case) -> (Outcome, Result<(), String>) {
    let (listener, address) = listen().await;
    let options = ConsumerOptions {
        url: Url::parse(&format!("http://{address}/")).unwrap(),
        token: Some("token-1".to_owned()),
        acks: None,
        facts: BTreeMap::from([("account".to_owned(), "ABCDEF".to_owned())]),
        faults: Vec::new(),
        variations: Vec::new(),
        triggered: Triggered::default(),
        seed: 1,
    };
    let consumer = suite("axp-engagement").unwrap().consumer(options).await.unwrap();
    let mut peer = arriving(&listener, &address).await;
    let Heard::Frame(first) = peer.next().await else { panic!("it says who it is") };
    assert!(says(&first, "authentication"), "{first:?}");
    let confirmed = json!({
        "event": "authenticationResponse",
        "status": "CONNECTION_CONFIRMED",
        "subscriptionId": "subscription-1",
        "pingInterval": 0.2,
        "expiresInterval": 3600,
    });
    let probe = Probe {
        request: Frame::text(&confirmed.to_string()),
        is_answer: &|frame| says(frame, "\"ping\""),
    };
    let outcome = exchange(&mut peer, &case, &probe).await;
    drop(consumer);
    (outcome, Ok(()))
}

fn says(frame: &Frame, what: &str) -> bool {
    frame.opcode == 1 && String::from_utf8_lossy(&frame.payload).contains(what)
}

/// Its WebSocket, once it has subscribed.
async fn arriving(listener: &TcpListener, address: &str) -> Peer {
    let mut peer = accept(listener).await;
    let head = peer.head().await;
    assert!(head.starts_with("POST "), "{head}");
    let length = field(&head, "content-length").unwrap().parse().unwrap();
    peer.bytes(length).await;
    let told = json!({
        "subscriptionId": "subscription-1",
        "createdAt": "2026-01-01T12:00:00.000Z",
        "expiresIn": 3600,
        "status": "ACTIVE",
        "family": "AGENT_ENGAGEMENT",
        "events": ["ALL"],
        "transport": {
            "type": "WEBSOCKET",
            "endpoint": format!("ws://{address}/ws/notification/v1/agent-engagement/ABCDEF/1"),
            "pingInterval": 60,
        },
    });
    let told = told.to_string();
    let answer = format!(
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{told}",
        told.len()
    );
    peer.write(answer.as_bytes()).await;
    drop(peer);
    let mut peer = accept(listener).await;
    let head = peer.head().await;
    agree(&mut peer, &head).await;
    peer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_consumer_of_axp_engagement_answers_every_case_rightly() {
    refused_early(&play_all(&[], play).await);
}
