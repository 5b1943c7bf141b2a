//! Transcripts for tests, written down in a few words.

use serde_json::{Value, json};

use crate::{
    contract::Party,
    contracts::{Suite, gws_interactions::SUITE},
    judge::{Judge, Judgement, Options},
    transcript::{Body, Event, Failure, Header, Kind, Source},
};

/// Client ids.
pub(super) const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaa";
pub(super) const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbb";
/// The topic.
pub(super) const TOPIC: &str = "/v2/me/interactions";

/// A transcript in the making.
#[derive(Default)]
pub(super) struct Tape {
    events: Vec<Event>,
    facts: Vec<(String, String)>,
}

impl Tape {
    fn add(mut self, at: f64, link: Option<u32>, from: Source, kind: Kind) -> Self {
        let case = Some("t".to_owned());
        self.events.push(Event { at, case, link, from: Some(from), kind });
        self
    }

    /// What the wire does not say.
    pub(super) fn fact(mut self, name: &str, value: &str) -> Self {
        self.facts.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A POST with the cookie of an agent.
    pub(super) fn post(self, at: f64, link: u32, agent: &str, url: &str, body: &Value) -> Self {
        let headers = vec![("Cookie".to_owned(), format!("BAYEUX_BROWSER={agent}"))];
        let body = Body::Text(body.to_string());
        let (method, url) = ("POST".to_owned(), format!("http://h/api/v2{url}"));
        self.add(at, Some(link), Source::Consumer, Kind::Request { method, url, headers, body })
    }

    /// Messages of a client.
    pub(super) fn say(self, at: f64, link: u32, client: &str, messages: &Value) -> Self {
        self.post(at, link, client, "/notifications", messages)
    }

    /// A response with this text.
    pub(super) fn text(self, at: f64, link: u32, text: &str) -> Self {
        let body = Body::Text(text.to_owned());
        self.add(
            at,
            Some(link),
            Source::Provider,
            Kind::Response { status: 200, headers: Vec::new(), body },
        )
    }

    /// A response with these messages.
    pub(super) fn tell(self, at: f64, link: u32, messages: &Value) -> Self {
        self.text(at, link, &messages.to_string())
    }

    /// A client gets its id.
    pub(super) fn shake(self, at: f64, link: u32, client: &str) -> Self {
        let asked = json!([{"channel": "/meta/handshake", "id": "1", "version": "1.0",
            "supportedConnectionTypes": ["long-polling"]}]);
        let reply = json!([{"channel": "/meta/handshake", "id": "1", "version": "1.0",
            "supportedConnectionTypes": ["long-polling"], "clientId": client, "successful": true,
            "advice": {"reconnect": "retry", "interval": 0, "timeout": 2000}}]);
        self.say(at, link, client, &asked).tell(at + 0.01, link, &reply)
    }

    /// A client subscribes, and the server confirms it.
    pub(super) fn subscribe(self, at: f64, link: u32, client: &str, topic: &str) -> Self {
        let asked = json!([{"channel": "/meta/subscribe", "id": "2", "clientId": client,
            "subscription": topic}]);
        let reply = json!([{"channel": "/meta/subscribe", "id": "2", "successful": true,
            "subscription": topic}]);
        self.say(at, link, client, &asked).tell(at + 0.01, link, &reply)
    }

    /// A client connects.
    pub(super) fn connect(self, at: f64, link: u32, client: &str) -> Self {
        let asked = json!([{"channel": "/meta/connect", "id": link.to_string(),
            "clientId": client, "connectionType": "long-polling"}]);
        self.say(at, link, client, &asked)
    }

    /// Its connect is answered, and with it comes this.
    pub(super) fn connected(self, at: f64, link: u32, told: &[Value]) -> Self {
        let mut all = told.to_vec();
        all.push(connect_reply(&link.to_string()));
        self.tell(at, link, &Value::Array(all))
    }

    /// A client leaves.
    pub(super) fn leave(self, at: f64, link: u32, client: &str) -> Self {
        let asked = json!([{"channel": "/meta/disconnect", "id": "9", "clientId": client}]);
        let reply = json!([{"channel": "/meta/disconnect", "id": "9", "successful": true}]);
        self.say(at, link, client, &asked).tell(at + 0.01, link, &reply)
    }

    /// A client connects and is told something.
    pub(super) fn told(self, at: f64, link: u32, client: &str, told: &[Value]) -> Self {
        self.connect(at, link, client).connected(at + 0.1, link, told)
    }

    /// An agent asks for an operation, which is answered with this code.
    pub(super) fn operate(
        self,
        at: f64,
        link: u32,
        agent: &str,
        (path, name, code): (&str, &str, i64),
    ) -> Self {
        self.post(at, link, agent, path, &json!({"operationName": name})).tell(
            at + 0.01,
            link,
            &json!({"statusCode": code}),
        )
    }

    /// An exchange breaks.
    pub(super) fn breaks(self, at: f64, link: u32) -> Self {
        let kind = Kind::Error { what: Failure::Reset, detail: None };
        self.add(at, Some(link), Source::Provider, kind)
    }

    /// A message without a carrier.
    pub(super) fn bare(self, name: &str, text: &str) -> Self {
        let (name, body) = (name.to_owned(), Body::Text(text.to_owned()));
        self.add(
            0.0,
            None,
            Source::Provider,
            Kind::Message { name, body, breaks: None, keeps: None },
        )
    }

    /// The harness waited in vain.
    pub(super) fn gave_up(self, at: f64, after: f64) -> Self {
        let awaiting = "interaction-notification".to_owned();
        self.add(at, None, Source::Harness, Kind::GaveUp { awaiting, after })
    }

    /// The case is over, with nothing missing.
    pub(super) fn end(self, at: f64) -> Self {
        self.add(at, None, Source::Harness, Kind::End { complete: true })
    }

    /// What all rules say.
    pub(super) fn judgement(&self) -> Judgement {
        let mut header = Header::new("gws-interactions", vec![Party::Provider, Party::Consumer]);
        header.facts.extend(self.facts.iter().cloned());
        let protocol = SUITE.protocol().unwrap().clone();
        let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
        for event in &self.events {
            judge.see(event, &mut |_| {}).unwrap();
        }
        judge.finish()
    }

    /// How often a rule was exercised and broken, and what it found.
    pub(super) fn judge(&self, rule: &str) -> (u64, u64, Vec<String>) {
        let judgement = self.judgement();
        let id = format!("gws-interactions-{rule}");
        let verdict = judgement.verdicts.iter().find(|v| v.rule == id).unwrap();
        let found =
            verdict.evidence.iter().map(|e| format!("{}: {}", e.expected, e.found)).collect();
        (verdict.exercised, verdict.violations, found)
    }

    /// The rules that are broken.
    pub(super) fn broken(&self) -> Vec<String> {
        let judgement = self.judgement();
        let broken = judgement.verdicts.iter().filter(|v| v.violations > 0);
        broken.map(|v| v.rule.trim_start_matches("gws-interactions-").to_owned()).collect()
    }

    /// The rule was exercised, and never broken.
    pub(super) fn holds(&self, rule: &str) {
        let (exercised, violations, found) = self.judge(rule);
        assert!(exercised > 0 && violations == 0, "{rule}: {exercised} {found:?}");
    }

    /// The rule was broken once.
    pub(super) fn breaks_rule(&self, rule: &str) {
        let (_, violations, found) = self.judge(rule);
        assert_eq!(violations, 1, "{rule}: {found:?}");
    }

    /// The rule has nothing to say against it.
    pub(super) fn spares(&self, rule: &str) {
        let (_, violations, found) = self.judge(rule);
        assert_eq!(violations, 0, "{rule}: {found:?}");
    }
}

/// A client that subscribed.
pub(super) fn start() -> Tape {
    Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, TOPIC)
}

/// The answer to a connect.
pub(super) fn connect_reply(id: &str) -> Value {
    json!({"channel": "/meta/connect", "successful": true, "id": id,
        "advice": {"reconnect": "retry", "interval": 0, "timeout": 2000}})
}

/// A notification with this data.
fn notification(mut data: Value, state: &str, id: &str) -> Value {
    let capabilities = match (state, data["channel"].as_str()) {
        ("Invited", _) => json!(["Accept", "Reject"]),
        ("Accepted", Some("email")) => json!([
            "Transfer",
            "PlaceInQueue",
            "StopProcessing",
            "PlaceInWorkbin",
            "UpdateProperties",
            "Reply",
            "ReplyAll"
        ]),
        ("Accepted", _) => json!([
            "Transfer",
            "PlaceInQueue",
            "StopProcessing",
            "PlaceInWorkbin",
            "UpdateProperties",
            "Reply"
        ]),
        _ => json!([]),
    };
    data["messageType"] = json!("InteractionStateMessage");
    data["state"] = json!(state);
    data["id"] = json!(id);
    data["interactionType"] = json!("Inbound");
    data["interactionSubType"] = json!("InboundNew");
    data["capabilities"] = capabilities;
    json!({"data": data, "channel": TOPIC})
}

/// What routing attaches.
fn attached() -> Value {
    json!({"RTargetRequested": "?:T>1", "RTargetAgentGroup": "?:T>1",
        "RTargetObjectSelected": "?:T>1", "RTargetAgentSelected": "Agent1",
        "RTargetPlaceSelected": "Agent1", "PegAG?:T>1": 1, "Subject": "green beans"})
}

/// An e-mail in a state.
pub(super) fn email(state: &str, id: &str) -> Value {
    let mut user_data = attached();
    for (name, value) in [("FromAddress", "c@h"), ("EmailAddress", "c@h"), ("To", "s@h")] {
        user_data[name] = json!(value);
    }
    let mut data = json!({"channel": "email", "currentQueue": "InQueue", "userData": user_data,
        "email_object": {"interactionId": id}});
    if state == "Accepted" {
        data["email_object"] = json!({"interactionId": id, "text": "Hello", "fromAddress": "c@h",
            "toAddress": "s@h", "subject": "green beans"});
        data["inQueues"] = json!({"__STOP__": ""});
        data["outQueues"] = json!({"OutQueue": ""});
    }
    notification(data, state, id)
}

/// A chat in a state, with these events.
pub(super) fn chat(state: &str, id: &str, events: &[Value]) -> Value {
    let mut user_data = attached();
    for name in ["ChatServerAppName", "ChatServerHost", "ChatServerDBID"] {
        user_data[name] = json!("155");
    }
    user_data["ChatServerPort"] = json!("7160");
    let mut data = json!({"channel": "chat", "currentQueue": "ChatQueue", "userData": user_data});
    if state == "Accepted" {
        data["inQueues"] = json!({"TranscriptQueue": ""});
        data["sessionId"] = json!(id);
        data["chat_notifications"] = json!(events);
    }
    notification(data, state, id)
}

/// Somebody joins a chat.
pub(super) fn joins(number: i64, user: &str, kind: &str) -> Value {
    json!({"EventId": number, "NoticeText": null, "NoticeType": null, "MessageText": null,
        "UserId": user, "MessageType": "PARTY_JOINED", "UserType": kind, "Visibility": "All",
        "NickName": "Somebody"})
}

/// Somebody says something in a chat.
pub(super) fn says(number: i64, user: &str) -> Value {
    json!({"EventId": number, "NoticeText": null, "NoticeType": null, "MessageText": "hello",
        "UserId": user, "MessageType": "NEW_MESSAGE", "UserType": null, "Visibility": "All",
        "NickName": null})
}

/// What comes with the acceptance of a chat.
pub(super) fn history() -> Vec<Value> {
    vec![joins(1, "C1", "Client"), says(2, "C1"), joins(3, "A1", "Agent")]
}

/// The same with another value at a pointer; null leaves the member out.
pub(super) fn with(mut message: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let members = message.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    message
}
