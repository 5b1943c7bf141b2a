//! The near misses over a WebSocket, on which our own consumer does not listen.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{client_async, tungstenite::Message};

use crate::{
    contract::Party,
    contracts::{ReferenceOptions, Suite, bayeux::SUITE},
    drive::{CaseTape, Recorder},
    judge::{Duty, Judge, Judgement, Options, Verdict},
    transcript::{Body, Event, Header, Kind, Outcome, Pseudonyms, Source},
};

/// Connects so often: as often as the story answers at once.
const CONNECTS: u64 = 11;

/// What the provider announced and sent, and what a client said of it.
struct Heard(Vec<Event>);

impl Heard {
    fn note(&mut self, link: Option<u32>, from: Source, kind: Kind) {
        let at = f64::from(u32::try_from(self.0.len()).unwrap()) / 100.0;
        let case = Some("near-misses".to_owned());
        self.0.push(Event { at, case, link, from: Some(from), kind });
    }

    fn frame(&mut self, from: Source, text: String) {
        let body = Body::Text(text);
        self.note(Some(1), from, Kind::Frame { opcode: "text".into(), fin: true, rsv: 0, body });
    }

    fn judged(mut self) -> Judgement {
        self.note(None, Source::Harness, Kind::End { complete: true });
        let mut header = Header::new("bayeux", vec![Party::Consumer]);
        header.facts.insert("acks".to_owned(), "yes".to_owned());
        let protocol = SUITE.protocol().unwrap().clone();
        let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
        for event in &self.0 {
            judge.see(event, &mut |_| {}).unwrap();
        }
        judge.finish()
    }
}

/// A client on a socket that refuses what was announced, and takes everything else.
async fn told() -> Heard {
    let (recorder, mut recorded) = Recorder::new(Pseudonyms::default());
    let (tape, _feed) = CaseTape::new(recorder, "near-misses");
    let options = ReferenceOptions {
        story: Some("near-misses"),
        tape: Some(tape),
        ..ReferenceOptions::default()
    };
    let reference = SUITE.reference(options).await.unwrap();
    let url = reference.url.as_str().replace("http://", "ws://");
    let stream = TcpStream::connect(&*reference.url.socket_addrs(|| None).unwrap()).await.unwrap();
    let (mut socket, _) = client_async(url, stream).await.unwrap();
    let mut heard = Heard(Vec::new());
    let mut me = Value::Null;
    for number in 1..=CONNECTS + 2 {
        let (channel, more) = match number {
            1 => {
                ("handshake", json!({"version": "1.0", "supportedConnectionTypes": ["websocket"]}))
            }
            2 => ("subscribe", json!({"subscription": "/news/**"})),
            _ => ("connect", json!({"connectionType": "websocket"})),
        };
        let mut asked = json!({"channel": format!("/meta/{channel}"), "id": number.to_string()});
        let members = asked.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        if number > 1 {
            members.insert("clientId".to_owned(), me.clone());
        }
        let asked = json!([asked]).to_string();
        heard.frame(Source::Consumer, asked.clone());
        socket.send(Message::text(asked)).await.unwrap();
        let Some(Ok(Message::Text(answer))) = socket.next().await else { panic!("no answer") };
        let mut announced = Vec::new();
        while let Ok(event) = recorded.try_recv() {
            if let Kind::Stimulus { of: Some(mark), .. } = &event.kind {
                announced.push(mark.clone());
            }
            heard.note(None, Source::Harness, event.kind);
        }
        heard.frame(Source::Provider, answer.to_string());
        let messages: Vec<Value> = serde_json::from_str(&answer).unwrap();
        if number == 1 {
            me = messages[0]["clientId"].clone();
        }
        for message in messages.iter().filter(|m| m.get("successful").is_none()) {
            let of = message["id"].as_str().unwrap().to_owned();
            let refused = announced.contains(&of);
            let outcome = if refused { Outcome::Reject } else { Outcome::Accept };
            let said = Kind::Outcome { of, outcome, value: None, reason: None };
            heard.note(None, Source::Consumer, said);
        }
    }
    heard
}

#[tokio::test]
async fn near_misses_come_over_a_socket_as_they_were_announced() {
    let judgement = told().await.judged();
    assert_eq!(judgement.harness_faults, []);
    let rows = |duty: Duty| {
        let rows = judgement.verdicts.iter().filter(move |v| v.duty == Some(duty));
        rows.filter(|v| v.verdict == Verdict::Pass).count()
    };
    assert_eq!(rows(Duty::Reject), 4);
    // Those, and that of events as such.
    assert_eq!(rows(Duty::Survive), 5);
    let gaps = judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Gap);
    assert_eq!(gaps.map(|v| v.rule.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}
