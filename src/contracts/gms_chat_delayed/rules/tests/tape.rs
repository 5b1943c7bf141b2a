//! Transcripts for tests, written down in a few words.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use crate::{
    codec::multipart,
    contract::{Contract, Party},
    contracts::gms_chat_delayed::{reader, rules, sources::SOURCES},
    judge::{Judge, Judgement, Options, Protocol, schema_rules},
    transcript::{Body, Event, Failure, Header, Kind, Source},
};

pub(super) use super::facts::known;

/// Service ids.
pub(super) const X: &str = "369-166652d2-aed6-443c-9781-6bdff370f9a9";
pub(super) const Y: &str = "370-8cea2901-1eba-4f5a-8c76-edf83dd26480";
/// The user.
pub(super) const U: &str = "b16416334828b1d26ef14f329628b55b";

/// The protocol without its scenarios.
pub(super) fn protocol() -> Protocol {
    static LOADED: OnceLock<Protocol> = OnceLock::new();
    let load = || {
        let contract = Contract::load(&SOURCES).unwrap();
        Protocol {
            schema_rules: Arc::new(schema_rules(&contract)),
            contract: Arc::new(contract),
            rules: rules::RULES,
            reader: |header| Box::new(reader::Reader::new(header)),
            aims: Arc::new(HashMap::new()),
            mark: "_id",
            acked: &[],
            classify: reader::guess,
        }
    };
    LOADED.get_or_init(load).clone()
}

/// A transcript in the making.
#[derive(Default)]
pub(super) struct Tape {
    events: Vec<Event>,
    facts: Vec<(String, String)>,
    /// The files of an operator are judged, not the wire.
    files: bool,
}

/// The answer to create.
pub(super) fn created(id: &str) -> String {
    format!(r#"{{"_id":"{id}","_text":"later"}}"#)
}

/// The answer to connect.
pub(super) fn connected(id: &str) -> String {
    format!(
        r#"{{"_dialog_id":"1","_action":"StartChat","_start_chat_url":"http://h/genesys/1/service/{id}/ixn/chat","_comet_url":"http://h/genesys/cometd","_user_header":"{U}","_id":"{id}"}}"#
    )
}

/// The answer to create chat.
pub(super) fn chatting(id: &str) -> String {
    format!(r#"{{"_id":"{id}","comet_channel":"/_genesys"}}"#)
}

/// An announcement.
pub(super) fn announcement(push: &str, id: &str) -> String {
    format!(
        r#"{{"id":"{push}","message":{{"_action":"get-dialog-user-confirmation-provide_code-false","_id":"{id}"}},"tag":"service.agentavailable.{id}"}}"#
    )
}

/// A notification as it arrives.
pub(super) fn arrived(id: &str, display: &str, internal: &str) -> String {
    let object = serde_json::json!({
        "_internal_message": internal, "_id": id, "_display_message": display
    });
    object.to_string()
}

/// What confirms a notification.
pub(super) const SENT: &str = r#"{"message":"Notification Sent"}"#;

/// The push that is usually made up.
pub(super) const PUSH: &str = "01afcd60258a11e300006072543ed1ff";

impl Tape {
    fn add(mut self, at: f64, link: Option<u32>, from: Source, kind: Kind) -> Self {
        self.events.push(Event { at, case: Some("t".to_owned()), link, from: Some(from), kind });
        self
    }

    /// A fact of the run.
    pub(super) fn fact(mut self, name: &str, value: &str) -> Self {
        self.facts.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Any request of the consumer.
    pub(super) fn request(
        self,
        at: f64,
        link: u32,
        method: &str,
        path: &str,
        fields: &[(&str, &str)],
        body: &[u8],
    ) -> Self {
        let url =
            if path.starts_with("http") { path.to_owned() } else { format!("http://h{path}") };
        let kind = Kind::Request {
            method: method.to_owned(),
            url,
            headers: fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            body: Body::from_bytes(body.to_vec()),
        };
        self.add(at, Some(link), Source::Consumer, kind)
    }

    /// A call as a user; the path follows what all have.
    pub(super) fn call_as(
        self,
        at: f64,
        link: u32,
        user: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Self {
        let body = multipart::write("b", form);
        let fields = [("Content-Type", "multipart/form-data; boundary=b"), ("gms_user", user)];
        self.request(at, link, "POST", &format!("/genesys/1/service/{path}"), &fields, &body)
    }

    /// A call.
    pub(super) fn call(self, at: f64, link: u32, path: &str, form: &[(&str, &str)]) -> Self {
        self.call_as(at, link, U, path, form)
    }

    /// Any response of the provider.
    pub(super) fn response(
        self,
        at: f64,
        link: u32,
        status: u16,
        fields: &[(&str, &str)],
        body: &str,
    ) -> Self {
        let headers = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let kind = Kind::Response { status, headers, body: Body::Text(body.to_owned()) };
        self.add(at, Some(link), Source::Provider, kind)
    }

    /// A good response.
    pub(super) fn ok(self, at: f64, link: u32, body: &str) -> Self {
        let length = body.len().to_string();
        let fields = [
            ("Content-Type", "application/json;charset=UTF-8"),
            ("Content-Length", length.as_str()),
            ("Cache-Control", "no-cache, no-store"),
            ("Pragma", "no-cache"),
            ("Set-Cookie", "JSESSIONID=1; Path=/genesys; HttpOnly"),
        ];
        self.response(at, link, 200, &fields, body)
    }

    /// A refusal.
    pub(super) fn refuse(self, at: f64, link: u32, status: u16) -> Self {
        self.response(at, link, status, &[], "")
    }

    /// A call that is answered well.
    pub(super) fn ask(
        self,
        at: f64,
        link: u32,
        path: &str,
        form: &[(&str, &str)],
        answer: &str,
    ) -> Self {
        self.call(at, link, path, form).ok(at + 0.05, link, answer)
    }

    /// A create that is asked and answered at these times, by a device that gets pushes.
    pub(super) fn create_at(self, times: (f64, f64), link: u32, service: &str, id: &str) -> Self {
        let form = [("_device_notification_id", U), ("_device_os", "comet")];
        self.call(times.0, link, &format!("callback/{service}"), &form).ok(
            times.1,
            link,
            &created(id),
        )
    }

    /// A create by a device that gets pushes, or by one that does not.
    pub(super) fn create(self, at: f64, link: u32, service: &str, os: &str, id: &str) -> Self {
        let form = [("_device_notification_id", U), ("_device_os", os)];
        self.ask(at, link, &format!("callback/{service}"), &form, &created(id))
    }

    /// Connect is granted.
    pub(super) fn connect(self, at: f64, link: u32, id: &str) -> Self {
        self.ask(at, link, &format!("{id}/connect"), &[], &connected(id))
    }

    /// A chat is created.
    pub(super) fn chat(self, at: f64, link: u32, id: &str) -> Self {
        let form = [("notify_by", "comet")];
        self.ask(at, link, &format!("{id}/ixn/chat"), &form, &chatting(id))
    }

    /// A notification to the device is sent.
    pub(super) fn notify(self, at: f64, link: u32, id: &str, texts: (&str, &str)) -> Self {
        let form = [("_display_message", texts.0), ("_application_message", texts.1)];
        self.ask(at, link, &format!("{id}/internal-notification"), &form, SENT)
    }

    /// Notifications are fetched.
    pub(super) fn fetch(self, at: f64, link: u32, id: &str, answer: &str) -> Self {
        self.ask(at, link, &format!("{id}/retrieve-notifications"), &[], answer)
    }

    /// The device shakes hands with CometD and subscribes, on three links from this one.
    pub(super) fn listen(self, at: f64, link: u32) -> Self {
        let shaken = r#"[{"channel":"/meta/handshake","id":"1","version":"1.0","clientId":"c1","supportedConnectionTypes":["long-polling"],"successful":true}]"#;
        let asked = r#"[{"channel":"/meta/handshake","id":"1","version":"1.0","supportedConnectionTypes":["long-polling"]}]"#;
        let wanted = r#"[{"channel":"/meta/subscribe","id":"2","clientId":"c1","subscription":"/_genesys"}]"#;
        let granted = r#"[{"channel":"/meta/subscribe","id":"2","clientId":"c1","successful":true,"subscription":"/_genesys"}]"#;
        self.comet(at, link, asked)
            .ok(at + 0.01, link, shaken)
            .comet(at + 0.02, link + 1, wanted)
            .ok(at + 0.03, link + 1, granted)
    }

    /// A request to CometD.
    pub(super) fn comet(self, at: f64, link: u32, body: &str) -> Self {
        let fields = [("Content-Type", "application/json"), ("gms_user", U)];
        self.request(at, link, "POST", "/genesys/cometd", &fields, body.as_bytes())
    }

    /// The device connects, and gets this.
    pub(super) fn push(self, at: f64, link: u32, data: &str) -> Self {
        self.push_to("c1", at, link, data)
    }

    /// This client connects, and gets this.
    pub(super) fn push_to(self, client: &str, at: f64, link: u32, data: &str) -> Self {
        let asked = format!(
            r#"[{{"channel":"/meta/connect","id":"3","clientId":"{client}","connectionType":"long-polling"}}]"#
        );
        let answer = format!(
            r#"[{{"channel":"/_genesys","data":{data}}},{{"channel":"/meta/connect","id":"3","successful":true}}]"#
        );
        self.comet(at - 0.01, link, &asked).ok(at, link, &answer)
    }

    /// An agent is announced.
    pub(super) fn announce(self, at: f64, link: u32, id: &str) -> Self {
        self.push(at, link, &announcement(PUSH, id))
    }

    /// A status event arrives; `more` is put into it.
    pub(super) fn stage(self, at: f64, link: u32, event: &str, id: &str, more: &str) -> Self {
        let body = format!(r#"{{"event_id":"_cbe_on_{event}","_service_id":"{id}"{more}}}"#);
        let kind = Kind::Request {
            method: "POST".to_owned(),
            url: "http://r/".to_owned(),
            headers: Vec::new(),
            body: Body::Text(body),
        };
        self.add(at, Some(link), Source::Provider, kind)
    }

    /// A target is found.
    pub(super) fn found(self, at: f64, link: u32, id: &str, target: &str) -> Self {
        self.stage(at, link, "target_found", id, &format!(r#","c_target":{{"id":"{target}"}}"#))
    }

    /// An exchange breaks.
    pub(super) fn fail(self, at: f64, link: u32, what: Failure, detail: &str) -> Self {
        let kind = Kind::Error { what, detail: Some(detail.to_owned()) };
        self.add(at, Some(link), Source::Provider, kind)
    }

    /// The harness says that its next request is to be refused.
    pub(super) fn reject(self, at: f64) -> Self {
        let kind = Kind::Stimulus {
            expect: Some("reject".to_owned()),
            breaks: None,
            keeps: None,
            of: None,
        };
        self.add(at, None, Source::Harness, kind)
    }

    /// The harness waited in vain.
    pub(super) fn gave_up(self, at: f64, awaiting: &str, after: f64) -> Self {
        self.add(at, None, Source::Harness, Kind::GaveUp { awaiting: awaiting.to_owned(), after })
    }

    /// The case is over, with nothing missing.
    pub(super) fn end(self, at: f64) -> Self {
        self.add(at, None, Source::Harness, Kind::End { complete: true })
    }

    /// A file that an operator wrote.
    pub(super) fn file(mut self, message: &str, text: &str) -> Self {
        self.files = true;
        let body = Body::Text(text.to_owned());
        let kind = Kind::Message { name: message.to_owned(), body, breaks: None, keeps: None };
        self.add(0.0, None, Source::Operator, kind)
    }

    /// What all rules say.
    pub(super) fn judgement(self) -> Judgement {
        let wire = vec![Party::Provider, Party::Consumer];
        let roles = if self.files { vec![Party::Operator] } else { wire };
        let mut header = Header::new("gms-chat-delayed", roles);
        header.facts.extend(self.facts);
        let mut judge = Judge::new(protocol(), header, Options::default()).unwrap();
        for event in &self.events {
            judge.see(event, &mut |_| {}).unwrap();
        }
        judge.finish()
    }

    /// How often a rule was exercised and broken, and what it found.
    pub(super) fn judge(self, rule: &str) -> (u64, u64, Vec<String>) {
        let judgement = self.judgement();
        let verdict = judgement.verdicts.iter().find(|v| v.rule == rule).unwrap();
        let found =
            verdict.evidence.iter().map(|e| format!("{}: {}", e.expected, e.found)).collect();
        (verdict.exercised, verdict.violations, found)
    }

    /// How often a rule was exercised and broken.
    pub(super) fn counts(self, rule: &str) -> (u64, u64) {
        let (exercised, violations, _) = self.judge(rule);
        (exercised, violations)
    }
}
