//! Transcripts of agents who listen to a topic, for tests, written down in a few words.
//!
//! Depends on `judge`. The contracts add what their topic tells.

use std::marker::PhantomData;

use serde_json::{Value, json};

use crate::{
    contract::Party,
    contracts::Suite,
    judge::{Judge, Judgement, Options},
    transcript::{Body, Event, Failure, Header, Kind, Source},
};

/// Client ids.
pub(crate) const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaa";
pub(crate) const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbb";

/// What a tape is judged by.
pub(crate) trait Told: Default {
    /// What is waited for, as the harness says it.
    const AWAITED: &'static str;

    /// The contract.
    fn suite() -> &'static dyn Suite;
}

/// A transcript in the making.
#[derive(Default)]
pub(crate) struct Tape<T> {
    events: Vec<Event>,
    facts: Vec<(String, String)>,
    told: PhantomData<T>,
}

impl<T: Told> Tape<T> {
    fn add(mut self, at: f64, link: Option<u32>, from: Source, kind: Kind) -> Self {
        let case = Some("t".to_owned());
        self.events.push(Event { at, case, link, from: Some(from), kind });
        self
    }

    /// What the wire does not say.
    pub(crate) fn fact(mut self, name: &str, value: &str) -> Self {
        self.facts.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A POST with the cookie of an agent.
    pub(crate) fn post(self, at: f64, link: u32, agent: &str, url: &str, body: &Value) -> Self {
        let headers = vec![("Cookie".to_owned(), format!("BAYEUX_BROWSER={agent}"))];
        let body = Body::Text(body.to_string());
        let (method, url) = ("POST".to_owned(), format!("http://h/api/v2{url}"));
        self.add(at, Some(link), Source::Consumer, Kind::Request { method, url, headers, body })
    }

    /// Messages of a client.
    pub(crate) fn say(self, at: f64, link: u32, client: &str, messages: &Value) -> Self {
        self.post(at, link, client, "/notifications", messages)
    }

    /// A response with this text.
    pub(crate) fn text(self, at: f64, link: u32, text: &str) -> Self {
        let body = Body::Text(text.to_owned());
        self.add(
            at,
            Some(link),
            Source::Provider,
            Kind::Response { status: 200, headers: Vec::new(), body },
        )
    }

    /// A response with these messages.
    pub(crate) fn tell(self, at: f64, link: u32, messages: &Value) -> Self {
        self.text(at, link, &messages.to_string())
    }

    /// A client gets its id.
    pub(crate) fn shake(self, at: f64, link: u32, client: &str) -> Self {
        self.shake_with(at, link, client, &json!({}))
    }

    /// A client gets its id, and both sides agree that it acknowledges what it is told.
    pub(crate) fn shake_to_acknowledge(self, at: f64, link: u32, client: &str) -> Self {
        self.shake_with(at, link, client, &json!({"ack": true}))
    }

    fn shake_with(self, at: f64, link: u32, client: &str, ext: &Value) -> Self {
        let asked = json!([{"channel": "/meta/handshake", "id": "1", "version": "1.0",
            "supportedConnectionTypes": ["long-polling"], "ext": ext}]);
        let reply = json!([{"channel": "/meta/handshake", "id": "1", "version": "1.0",
            "supportedConnectionTypes": ["long-polling"], "clientId": client, "successful": true,
            "advice": {"reconnect": "retry", "interval": 0, "timeout": 2000}, "ext": ext}]);
        self.say(at, link, client, &asked).tell(at + 0.01, link, &reply)
    }

    /// A client subscribes, and the server confirms it.
    pub(crate) fn subscribe(self, at: f64, link: u32, client: &str, topic: &str) -> Self {
        let asked = json!([{"channel": "/meta/subscribe", "id": "2", "clientId": client,
            "subscription": topic}]);
        let reply = json!([{"channel": "/meta/subscribe", "id": "2", "successful": true,
            "subscription": topic}]);
        self.say(at, link, client, &asked).tell(at + 0.01, link, &reply)
    }

    /// A client ends its subscription, and the server confirms it.
    pub(crate) fn unsubscribe(self, at: f64, link: u32, client: &str, topic: &str) -> Self {
        let asked = json!([{"channel": "/meta/unsubscribe", "id": "3", "clientId": client,
            "subscription": topic}]);
        let reply = json!([{"channel": "/meta/unsubscribe", "id": "3", "successful": true,
            "subscription": topic}]);
        self.say(at, link, client, &asked).tell(at + 0.01, link, &reply)
    }

    /// A client connects.
    pub(crate) fn connect(self, at: f64, link: u32, client: &str) -> Self {
        let asked = json!([{"channel": "/meta/connect", "id": link.to_string(),
            "clientId": client, "connectionType": "long-polling"}]);
        self.say(at, link, client, &asked)
    }

    /// Its connect is answered, and with it comes this.
    pub(crate) fn connected(self, at: f64, link: u32, told: &[Value]) -> Self {
        let mut all = told.to_vec();
        all.push(connect_reply(&link.to_string()));
        self.tell(at, link, &Value::Array(all))
    }

    /// A client leaves.
    pub(crate) fn leave(self, at: f64, link: u32, client: &str) -> Self {
        let asked = json!([{"channel": "/meta/disconnect", "id": "9", "clientId": client}]);
        let reply = json!([{"channel": "/meta/disconnect", "id": "9", "successful": true}]);
        self.say(at, link, client, &asked).tell(at + 0.01, link, &reply)
    }

    /// A client connects and is told something.
    pub(crate) fn told(self, at: f64, link: u32, client: &str, told: &[Value]) -> Self {
        self.connect(at, link, client).connected(at + 0.1, link, told)
    }

    /// An agent asks for an operation.
    pub(crate) fn ask(self, at: f64, link: u32, agent: &str, (path, name): (&str, &str)) -> Self {
        self.post(at, link, agent, path, &json!({"operationName": name}))
    }

    /// An agent asks for an operation, which is answered with this code.
    pub(crate) fn operate(
        self,
        at: f64,
        link: u32,
        agent: &str,
        (path, name, code): (&str, &str, i64),
    ) -> Self {
        let asked = self.ask(at, link, agent, (path, name));
        asked.tell(at + 0.01, link, &json!({"statusCode": code}))
    }

    /// The harness says what becomes of the next message, and which rule that breaks.
    pub(crate) fn announce(self, at: f64, expect: Option<&str>, breaks: Option<&str>) -> Self {
        let [expect, breaks] = [expect, breaks].map(|text| text.map(str::to_owned));
        let kind = Kind::Stimulus { expect, breaks, keeps: None, of: None };
        self.add(at, None, Source::Harness, kind)
    }

    /// An exchange breaks.
    pub(crate) fn breaks(self, at: f64, link: u32) -> Self {
        let kind = Kind::Error { what: Failure::Reset, detail: None };
        self.add(at, Some(link), Source::Provider, kind)
    }

    /// A message without a carrier.
    pub(crate) fn bare(self, name: &str, text: &str) -> Self {
        let (name, body) = (name.to_owned(), Body::Text(text.to_owned()));
        self.add(
            0.0,
            None,
            Source::Provider,
            Kind::Message { name, body, breaks: None, keeps: None },
        )
    }

    /// The harness waited in vain for something to be told.
    pub(crate) fn gave_up(self, at: f64, after: f64) -> Self {
        self.gave_up_on(at, after, T::AWAITED)
    }

    /// The harness waited in vain for one of these messages.
    pub(crate) fn gave_up_on(self, at: f64, after: f64, awaiting: &str) -> Self {
        let awaiting = awaiting.to_owned();
        self.add(at, None, Source::Harness, Kind::GaveUp { awaiting, after })
    }

    /// The case is over, with nothing missing.
    pub(crate) fn end(self, at: f64) -> Self {
        self.add(at, None, Source::Harness, Kind::End { complete: true })
    }

    /// What all rules say.
    pub(crate) fn judgement(&self) -> Judgement {
        let mut header = Header::new(T::suite().id(), vec![Party::Provider, Party::Consumer]);
        header.facts.extend(self.facts.iter().cloned());
        let protocol = T::suite().protocol().unwrap().clone();
        let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
        for event in &self.events {
            judge.see(event, &mut |_| {}).unwrap();
        }
        judge.finish()
    }

    /// How often a rule was exercised and broken, and what it found.
    pub(crate) fn judge(&self, rule: &str) -> (u64, u64, Vec<String>) {
        let judgement = self.judgement();
        let id = format!("{}-{rule}", T::suite().id());
        let verdict = judgement.verdicts.iter().find(|v| v.rule == id).unwrap();
        let found =
            verdict.evidence.iter().map(|e| format!("{}: {}", e.expected, e.found)).collect();
        (verdict.exercised, verdict.violations, found)
    }

    /// Where in their messages a rule was broken.
    pub(crate) fn pointers(&self, rule: &str) -> Vec<String> {
        let id = format!("{}-{rule}", T::suite().id());
        let judgement = self.judgement();
        let verdict = judgement.verdicts.iter().find(|v| v.rule == id).unwrap();
        verdict.evidence.iter().filter_map(|e| e.pointer.clone()).collect()
    }

    /// The rules that are broken.
    pub(crate) fn broken(&self) -> Vec<String> {
        let judgement = self.judgement();
        let own = format!("{}-", T::suite().id());
        let broken = judgement.verdicts.iter().filter(|v| v.violations > 0);
        broken.map(|v| v.rule.strip_prefix(&own).unwrap_or(&v.rule).to_owned()).collect()
    }

    /// The rule was exercised, and never broken.
    pub(crate) fn holds(&self, rule: &str) {
        let (exercised, violations, found) = self.judge(rule);
        assert!(exercised > 0 && violations == 0, "{rule}: {exercised} {found:?}");
    }

    /// The rule was broken once.
    pub(crate) fn breaks_rule(&self, rule: &str) {
        let (_, violations, found) = self.judge(rule);
        assert_eq!(violations, 1, "{rule}: {found:?}");
    }

    /// The rule had no occasion to say anything.
    pub(crate) fn is_silent_on(&self, rule: &str) {
        let (exercised, _, found) = self.judge(rule);
        assert_eq!(exercised, 0, "{rule}: {found:?}");
    }

    /// The rule has nothing to say against it.
    pub(crate) fn spares(&self, rule: &str) {
        let (_, violations, found) = self.judge(rule);
        assert_eq!(violations, 0, "{rule}: {found:?}");
    }
}

/// The answer to a connect.
pub(crate) fn connect_reply(id: &str) -> Value {
    json!({"channel": "/meta/connect", "successful": true, "id": id,
        "advice": {"reconnect": "retry", "interval": 0, "timeout": 2000}})
}

/// The same with another value at a pointer; null leaves the member out.
pub(crate) fn with(mut message: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let members = message.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    message
}
