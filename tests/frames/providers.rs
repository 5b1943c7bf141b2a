//! Our reference providers, as servers of WebSocket.

use ringtrue::{
    contracts::{Reference, ReferenceOptions, suite},
    drive::{HttpRequest, Limits, ask},
};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use url::Url;

use super::{
    exchange::{Outcome, Probe, exchange},
    play_all, refused_early,
    table::Case,
    wire::{Frame, Peer},
};

async fn reference(contract: &str) -> Reference {
    let options = ReferenceOptions::default();
    suite(contract).unwrap().reference(options).await.unwrap()
}

/// A connection whose upgrade was agreed to; key and answer are the example of RFC 6455, section 1.3.
async fn connect(url: &Url) -> Peer {
    let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let mut peer = Peer::new(TcpStream::connect(&host).await.unwrap(), true);
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        url.path()
    );
    peer.write(request.as_bytes()).await;
    let head = peer.head().await.to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
    peer
}

fn says(frame: &Frame, what: &str) -> bool {
    frame.opcode == 1 && String::from_utf8_lossy(&frame.payload).contains(what)
}

/// What the reference of `axp-engagement` makes of a case: afterwards it confirms a subscription.
async fn axp(reference: &Reference, case: &Case) -> Outcome {
    let token = reference.auth.token.clone().unwrap();
    let body = json!({
        "family": "AGENT_ENGAGEMENT",
        "events": ["ALL"],
        "transport": {"type": "WEBSOCKET"},
    });
    let account = &reference.facts["account"];
    let path = format!("/api/notification/v1/accounts/{account}/subscriptions");
    let headers = [
        ("Content-Type", "application/json".to_owned()),
        ("Accept", "application/json".to_owned()),
        ("Authorization", format!("Bearer {token}")),
    ];
    let request = HttpRequest {
        method: "POST".to_owned(),
        url: reference.url.join(&path).unwrap(),
        headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        body: body.to_string().into_bytes(),
        within: 20.0,
    };
    let answer = ask(request, &Limits::default()).await.unwrap();
    let told: Value = serde_json::from_slice(&answer.body).unwrap();
    let endpoint = told["transport"]["endpoint"].as_str().unwrap();
    let says_who = json!({
        "event": "authentication",
        "subscriptionId": told["subscriptionId"],
        "token": token,
    });
    let mut peer = connect(&Url::parse(endpoint).unwrap()).await;
    let probe = Probe {
        request: Frame::text(&says_who.to_string()),
        is_answer: &|frame| says(frame, "CONNECTION_CONFIRMED"),
    };
    exchange(&mut peer, case, &probe).await
}

/// What the reference of `bayeux` makes of a case: afterwards it answers a handshake.
async fn bayeux(reference: &Reference, case: &Case) -> Outcome {
    let handshake = json!([{
        "channel": "/meta/handshake",
        "version": "1.0",
        "supportedConnectionTypes": ["websocket"],
        "id": "stillhere",
    }]);
    let mut peer = connect(&reference.url).await;
    let probe = Probe {
        request: Frame::text(&handshake.to_string()),
        is_answer: &|frame| says(frame, "\"stillhere\""),
    };
    exchange(&mut peer, case, &probe).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_provider_of_axp_engagement_answers_every_case_rightly() {
    let reference = reference("axp-engagement").await;
    let play = async |case| (axp(&reference, &case).await, Ok(()));
    refused_early(&play_all(&[], play).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_provider_of_bayeux_answers_every_case_rightly() {
    let reference = reference("bayeux").await;
    let play = async |case| (bayeux(&reference, &case).await, Ok(()));
    refused_early(&play_all(&[], play).await);
}
