//! Transcripts in a few words: one case, a subscription on link 1, sockets from link 2 on.

use std::collections::BTreeMap;

use ringtrue::{
    contract::Party,
    contracts::suite,
    judge::{Finding, Judge, Judgement, Options, Profile},
    transcript::{Body, Event, Failure, Header, Kind, Source},
};
use serde_json::{Value, json};

/// A transcript in the making.
#[derive(Clone)]
pub(crate) struct Tape {
    events: Vec<Event>,
    clock: f64,
    link: u32,
    notes: u32,
    subject: Vec<Party>,
    started: Option<String>,
}

pub(crate) const SUBSCRIPTION: &str = "s-1";
pub(crate) const TOKEN: &str = "token-of-the-account";

impl Tape {
    /// Nothing yet.
    pub(crate) fn blank() -> Self {
        let subject = vec![Party::Provider, Party::Consumer];
        Self { events: Vec::new(), clock: 0.0, link: 1, notes: 0, subject, started: None }
    }

    /// A subscription to everything, with a ping interval of 10 s and a lifetime of 100 s.
    pub(crate) fn created() -> Self {
        Self::filtered(&["ALL"])
    }

    /// The same, so many seconds after the run began: no time is near zero.
    pub(crate) fn created_at(seconds: f64) -> Self {
        Self::blank().wait(seconds).asks_for(&["ALL"]).responds(201, &subscription(&["ALL"]))
    }

    /// A subscription to these events.
    pub(crate) fn filtered(events: &[&str]) -> Self {
        Self::blank().asks_for(events).responds(201, &subscription(events))
    }

    /// A confirmed socket with another ping interval, in seconds.
    pub(crate) fn advised(interval: u32) -> Self {
        let made = with(&subscription(&["ALL"]), "/transport/pingInterval", json!(interval));
        Self::blank()
            .asks_for(&["ALL"])
            .responds(201, &made)
            .on(2)
            .opens()
            .says(&authentication())
            .hears(&with(&confirmation(), "/pingInterval", json!(interval)))
    }

    /// A socket that waits for the answer to a good authentication.
    pub(crate) fn asked() -> Self {
        Self::created().on(2).opens().says(&authentication())
    }

    /// A confirmed socket.
    pub(crate) fn confirmed() -> Self {
        Self::asked().hears(&confirmation())
    }

    /// A confirmed socket for these events.
    pub(crate) fn confirmed_for(events: &[&str]) -> Self {
        Self::filtered(events).on(2).opens().says(&authentication()).hears(&confirmation())
    }

    /// Only the consumer is judged: the provider is the harness.
    pub(crate) fn about_consumer(mut self) -> Self {
        self.subject = vec![Party::Consumer];
        self
    }

    /// The recording says when it began.
    pub(crate) fn since(mut self, started: &str) -> Self {
        self.started = Some(started.to_owned());
        self
    }

    /// Goes on on another link.
    pub(crate) fn on(mut self, link: u32) -> Self {
        self.link = link;
        self
    }

    pub(crate) fn wait(mut self, seconds: f64) -> Self {
        self.clock += seconds;
        self
    }

    pub(crate) fn push(mut self, from: Option<Source>, kind: Kind) -> Self {
        self.clock += 0.01;
        let link = match from {
            Some(Source::Harness) | None => None,
            Some(_) if matches!(kind, Kind::Message { .. } | Kind::Process { .. }) => None,
            Some(_) => Some(self.link),
        };
        self.events.push(Event { at: self.clock, case: Some("c".into()), link, from, kind });
        self
    }

    /// A create call for these events.
    pub(crate) fn asks_for(self, events: &[&str]) -> Self {
        let transport = json!({"type": "WEBSOCKET"});
        self.request(
            &json!({"family": "AGENT_ENGAGEMENT", "events": events, "transport": transport}),
        )
    }

    pub(crate) fn request(self, body: &Value) -> Self {
        let path = "/api/notification/v1/accounts/ACC/subscriptions";
        let bearer = format!("Bearer {TOKEN}");
        let fields = [
            ("Content-Type", "application/json"),
            ("Accept", "application/json"),
            ("Authorization", &bearer),
        ];
        self.requests("POST", path, &fields, body)
    }

    pub(crate) fn requests(
        self,
        method: &str,
        path: &str,
        fields: &[(&str, &str)],
        body: &Value,
    ) -> Self {
        let headers = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let url = format!("https://host.example{path}");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.push(
            Some(Source::Consumer),
            Kind::Request { method: method.into(), url, headers, body: Body::Text(body) },
        )
    }

    pub(crate) fn responds(self, status: u16, body: &Value) -> Self {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.push(
            Some(Source::Provider),
            Kind::Response { status, headers: vec![], body: Body::Text(body) },
        )
    }

    pub(crate) fn opens(self) -> Self {
        self.opens_at(ENDPOINT)
    }

    pub(crate) fn opens_at(self, url: &str) -> Self {
        self.push(
            Some(Source::Consumer),
            Kind::Open { url: url.into(), protocol: "websocket".into() },
        )
    }

    pub(crate) fn frame(self, from: Source, opcode: &str, text: &str) -> Self {
        let body = Body::Text(text.into());
        self.push(Some(from), Kind::Frame { opcode: opcode.into(), fin: true, rsv: 0, body })
    }

    pub(crate) fn says(self, message: &Value) -> Self {
        self.frame(Source::Consumer, "text", &message.to_string())
    }

    pub(crate) fn hears(self, message: &Value) -> Self {
        self.frame(Source::Provider, "text", &message.to_string())
    }

    /// A notification with this body and an id of its own.
    pub(crate) fn told(mut self, body: &Value) -> Self {
        self.notes += 1;
        let message = notification(self.notes, body);
        self.hears(&message)
    }

    /// Several of them.
    pub(crate) fn story(self, bodies: &[Value]) -> Self {
        bodies.iter().fold(self, Self::told)
    }

    pub(crate) fn stimulus(self, rule: &str) -> Self {
        let kind = Kind::Stimulus {
            expect: Some("reject".into()),
            breaks: Some(rule.into()),
            keeps: None,
            of: None,
        };
        self.push(Some(Source::Harness), kind)
    }

    /// The next message breaks a rule that its receiver tolerates.
    pub(crate) fn announces(self, rule: &str) -> Self {
        let kind =
            Kind::Stimulus { expect: None, breaks: Some(rule.into()), keeps: None, of: None };
        self.push(Some(Source::Harness), kind)
    }

    pub(crate) fn gave_up(self, awaiting: &str, after: f64) -> Self {
        let kind = Kind::GaveUp { awaiting: awaiting.into(), after };
        self.wait(after).push(Some(Source::Harness), kind)
    }

    pub(crate) fn closes(self, from: Source) -> Self {
        self.closes_with(from, 1000)
    }

    pub(crate) fn closes_with(self, from: Source, code: u16) -> Self {
        self.push(Some(from), Kind::Close { code, reason: String::new() })
    }

    /// One side cuts the connection without a close.
    pub(crate) fn cut(self, from: Source) -> Self {
        self.push(Some(from), Kind::Error { what: Failure::Reset, detail: None })
    }

    /// The command under test ends; without an exit code, a signal ended it.
    pub(crate) fn process_ends(self, exit: Option<i32>) -> Self {
        self.push(Some(Source::Consumer), Kind::Process { exit, detail: None })
    }

    pub(crate) fn fails(self, what: Failure) -> Self {
        self.push(Some(Source::Provider), Kind::Error { what, detail: None })
    }

    pub(crate) fn message(self, name: &str, body: &Value) -> Self {
        let body = Body::Text(body.to_string());
        self.push(
            Some(Source::Provider),
            Kind::Message { name: name.into(), body, breaks: None, keeps: None },
        )
    }

    pub(crate) fn ends(self) -> Self {
        self.push(None, Kind::End { complete: true })
    }

    /// What is found where only these rules are judged.
    pub(crate) fn selected(&self, rules: &[&str]) -> Vec<Finding> {
        let protocol = suite("axp-engagement").unwrap().protocol().unwrap().clone();
        let header = Header::new("axp-engagement", self.subject.clone());
        let rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
        let mut judge =
            Judge::new(protocol, header, Options { rules, ..Options::default() }).unwrap();
        let mut findings = Vec::new();
        for event in &self.events {
            judge.see(event, &mut |finding| findings.push(finding.clone())).unwrap();
        }
        findings
    }

    /// The verdicts on it, and all findings.
    pub(crate) fn judged(
        &self,
        profile: Profile,
        facts: &[(&str, &str)],
    ) -> (Judgement, Vec<Finding>) {
        let mut header = Header::new("axp-engagement", self.subject.clone());
        header.facts =
            facts.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect::<BTreeMap<_, _>>();
        header.started.clone_from(&self.started);
        judge(&header, &self.events, profile)
    }
}

/// Judges events as `check` does.
pub(crate) fn judge(
    header: &Header,
    events: &[Event],
    profile: Profile,
) -> (Judgement, Vec<Finding>) {
    let protocol = suite("axp-engagement").unwrap().protocol().unwrap().clone();
    let mut judge =
        Judge::new(protocol, header.clone(), Options { profile, ..Options::default() }).unwrap();
    let mut findings = Vec::new();
    for event in events {
        judge.see(event, &mut |finding| findings.push(finding.clone())).unwrap();
    }
    (judge.finish(), findings)
}

pub(crate) const ENDPOINT: &str = "wss://host.example/ws/notification/v1/agent-engagement/ACC/s-1";

pub(crate) fn subscription(events: &[&str]) -> Value {
    json!({
        "subscriptionId": SUBSCRIPTION, "createdAt": "2024-05-01T10:00:00.000Z",
        "expiresAt": "2024-05-01T10:01:40.000Z", "expiresIn": 100, "status": "ACTIVE",
        "family": "AGENT_ENGAGEMENT", "events": events,
        "transport": {"type": "WEBSOCKET", "endpoint": ENDPOINT, "pingInterval": 10},
    })
}

pub(crate) fn authentication() -> Value {
    json!({"event": "authentication", "subscriptionId": SUBSCRIPTION, "token": TOKEN})
}

pub(crate) fn confirmation() -> Value {
    json!({
        "event": "authenticationResponse", "status": "CONNECTION_CONFIRMED",
        "subscriptionId": SUBSCRIPTION, "pingInterval": 10, "expiresInterval": 100,
    })
}

pub(crate) fn refusal(status: &str) -> Value {
    json!({"event": "authenticationResponse", "status": format!("CONNECTION_FAILED_{status}")})
}

pub(crate) fn notification(number: u32, body: &Value) -> Value {
    json!({
        "correlationId": format!("n-{number}"), "subscriptionId": SUBSCRIPTION,
        "family": "AGENT_ENGAGEMENT", "sentAt": "2024-05-01T10:00:01.000Z", "accountId": "ACC",
        "body": body,
    })
}

/// `value` with this member.
pub(crate) fn with(value: &Value, pointer: &str, member: Value) -> Value {
    let mut value = value.clone();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    value.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(name.into(), member);
    value
}

/// `value` without this member.
pub(crate) fn without(value: &Value, name: &str) -> Value {
    let mut value = value.clone();
    value.as_object_mut().unwrap().remove(name);
    value
}
