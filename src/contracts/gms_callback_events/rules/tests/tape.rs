//! Transcripts for tests, written down in a few words.

use crate::{
    contract::Party,
    contracts::{Suite, gms_callback_events::SUITE},
    judge::{Finding, Judge, Judgement, Options, RuleVerdict},
    transcript::{Body, Event, Failure, Header, Kind, Source},
};

/// Service ids.
pub(super) const A: &str = "445-20e740d3-8458-43d6-834d-3713c3385bac";
pub(super) const B: &str = "446-20e740d3-8458-43d6-834d-3713c3385bac";

/// A list of all that the tests speak of.
pub(super) const LIST: &str = "[properties]\n_enable_status_notification = subscribe_notify\n\
    [_cbe_on_service_create]\nnotify_params = _service_name\n\
    [_cbe_on_virtual_ixn_create]\n\
    [_cbe_on_dial_init]\nnotify_params = c_dialed_number\nnotify_custom = {\"n\":1,\"o\":{\"p\":[2]}}\n\
    [_cbe_on_dial_done]\n[_cbe_on_connect_treatment_start]\n[_cbe_on_customer_queued]\n\
    [_cbe_on_target_found]\nnotify_params = c_agent_id, c_target\n[_cbe_on_route_to_agent]\n\
    [_cbe_on_service_exit]\nnotify_params = c_dialed_number\n\
    [_cbe_on_callback_scheduled]\n[_cbe_on_callback_rescheduled]\n[_cbe_on_callback_submitted]\n\
    [_cbe_on_callback_resubmitted]\n[_cbe_on_callback_submit_failed]\n[_cbe_on_callback_queued]\n";

/// A transcript in the making.
pub(super) struct Tape {
    header: Header,
    events: Vec<Event>,
    link: u32,
    at: f64,
}

/// A recording, of which nothing is known.
pub(super) fn recording() -> Tape {
    let header = Header::new("gms-callback-events", vec![Party::Provider]);
    Tape { header, events: Vec::new(), link: 0, at: 1.0 }
}

/// A run of ours, with these facts.
pub(super) fn run(facts: &[(&str, &str)]) -> Tape {
    let mut tape = recording();
    tape.header.seed = Some(1);
    let facts = facts.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    tape.header.facts.extend(facts);
    tape
}

/// A run with the list, in which a callback was created.
pub(super) fn listed() -> Tape {
    run(&[("service", "s"), ("transaction-list", LIST)]).created("s", "subscribe_notify", A)
}

impl Tape {
    fn add(mut self, from: Option<Source>, kind: Kind) -> Self {
        let link = Some(self.link);
        self.events.push(Event { at: self.at, case: Some("t".to_owned()), link, from, kind });
        self
    }

    /// A request on a link of its own.
    pub(super) fn request(
        mut self,
        from: Source,
        method: &str,
        url: &str,
        kind: &str,
        body: &str,
    ) -> Self {
        self.link += 1;
        let kind = Kind::Request {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: vec![("Content-Type".to_owned(), kind.to_owned())],
            body: Body::Text(body.to_owned()),
        };
        self.add(Some(from), kind)
    }

    /// An answer on the last link.
    pub(super) fn response(self, from: Source, status: u16, body: &str) -> Self {
        let body = Body::Text(body.to_owned());
        self.add(Some(from), Kind::Response { status, headers: Vec::new(), body })
    }

    /// A callback of a service is created, to be told of at `/r`.
    pub(super) fn created(self, service: &str, mode: &str, id: &str) -> Self {
        let url = format!("http://p/genesys/1/service/callback/{service}");
        let form = format!(
            "_customer_number=5115&_enable_status_notification={mode}&\
             _status_notification_type=httpcb&_status_notification_target=http%3A%2F%2Fh%2Fr"
        );
        self.request(Source::Consumer, "POST", &url, "application/x-www-form-urlencoded", &form)
            .response(Source::Provider, 200, &format!(r#"{{"_id":"{id}"}}"#))
    }

    /// A call that creates a callback of the service `s` with this form, and the status of its
    /// answer.
    pub(super) fn called(self, form: &str, status: u16, id: &str) -> Self {
        let url = "http://p/genesys/1/service/callback/s";
        self.request(Source::Consumer, "POST", url, "application/x-www-form-urlencoded", form)
            .response(Source::Provider, status, &format!(r#"{{"_id":"{id}"}}"#))
    }

    /// A file that an operator wrote.
    pub(super) fn file(self, message: &str, text: &str) -> Self {
        let body = Body::Text(text.to_owned());
        let kind = Kind::Message { name: message.to_owned(), body, breaks: None, keeps: None };
        self.add(Some(Source::Operator), kind)
    }

    /// A delivery of this text to a path.
    pub(super) fn delivery(self, path: &str, body: &str) -> Self {
        let url = format!("http://h{path}");
        self.request(Source::Provider, "POST", &url, "application/json", body)
    }

    /// A message that was imported under a name, without its carrier.
    pub(super) fn message(self, name: &str, text: &str) -> Self {
        let body = Body::Text(text.to_owned());
        self.add(
            Some(Source::Provider),
            Kind::Message { name: name.to_owned(), body, breaks: None, keeps: None },
        )
    }

    /// A delivery that promises more bytes than this.
    pub(super) fn partial(mut self, path: &str, length: usize, body: &str) -> Self {
        self = self.delivery(path, body);
        if let Some(Kind::Request { headers, .. }) = self.events.last_mut().map(|e| &mut e.kind) {
            headers.push(("Content-Length".to_owned(), length.to_string()));
        }
        self
    }

    /// An event, wrapped and delivered to `/r`, with more members.
    pub(super) fn tell(self, event: &str, stamp: i64, id: &str, more: &str) -> Self {
        self.tell_at("/r", event, stamp, id, more)
    }

    /// An event, wrapped and delivered to a path.
    pub(super) fn tell_at(self, path: &str, event: &str, stamp: i64, id: &str, more: &str) -> Self {
        let body = format!(
            r#"{{"deviceId":"d","message":{{"event_id":"_cbe_on_{event}","timestamp":"{}","_service_id":"{id}","_callback_state":"Q"{more}}}}}"#,
            1_467_575_000 + stamp
        );
        self.delivery(path, &body)
    }

    /// Several events of one callback, a second apart.
    pub(super) fn tells(mut self, id: &str, events: &[&str]) -> Self {
        for (stamp, event) in (0..).zip(events) {
            self = self.tell(event, stamp, id, "");
        }
        self
    }

    /// Time goes by.
    pub(super) fn later(mut self, seconds: f64) -> Self {
        self.at += seconds;
        self
    }

    /// The harness announces what comes next.
    pub(super) fn announced(self, expect: &str) -> Self {
        let kind =
            Kind::Stimulus { expect: Some(expect.to_owned()), breaks: None, keeps: None, of: None };
        self.add(Some(Source::Harness), kind)
    }

    /// A request of which the end never came, on a link of its own.
    pub(super) fn unwritten(mut self) -> Self {
        self.link += 1;
        self.cut(Source::Harness)
    }

    /// The last link breaks, by this side.
    pub(super) fn cut(self, by: Source) -> Self {
        self.add(Some(by), Kind::Error { what: Failure::Reset, detail: None })
    }

    /// An answer of the receiver on the last link.
    pub(super) fn answered(self, status: u16) -> Self {
        self.response(Source::Consumer, status, "")
    }

    /// The harness gives up.
    pub(super) fn gave_up(self, awaiting: &str) -> Self {
        let kind = Kind::GaveUp { awaiting: awaiting.to_owned(), after: 4.0 };
        self.add(Some(Source::Harness), kind)
    }

    fn judged(self) -> Judgement {
        let protocol = SUITE.protocol().unwrap().clone();
        let mut judge = Judge::new(protocol, self.header, Options::default()).unwrap();
        for event in &self.events {
            judge.see(event, &mut |_| {}).unwrap();
        }
        let end = Kind::End { complete: true };
        for case in [Some("t".to_owned()), None] {
            let end = Event { at: self.at, case, link: None, from: None, kind: end.clone() };
            judge.see(&end, &mut |_| {}).unwrap();
        }
        judge.finish()
    }

    /// How often a rule was exercised and how often it was broken.
    pub(super) fn counts(self, rule: &str) -> (u64, u64) {
        let verdict = self.of_wire(rule);
        (verdict.exercised, verdict.violations)
    }

    /// What a rule of the wire found: where, what it expected and what it saw.
    pub(super) fn found(self, rule: &str) -> Vec<String> {
        evidence(&self.of_wire(rule))
    }

    fn of_wire(mut self, rule: &str) -> RuleVerdict {
        self.header.subject.push(Party::Consumer);
        self.verdict(&format!("gms-callback-{rule}"))
    }

    /// How often a rule on files was exercised, and what it found.
    pub(super) fn linted(mut self, rule: &str) -> (u64, Vec<String>) {
        self.header.subject = vec![Party::Operator];
        let verdict = self.verdict(&format!("gms-list-{rule}"));
        (verdict.exercised, evidence(&verdict))
    }

    fn verdict(self, rule: &str) -> RuleVerdict {
        self.judged().verdicts.into_iter().find(|v| v.rule == rule).unwrap()
    }
}

fn evidence(verdict: &RuleVerdict) -> Vec<String> {
    let place = |f: &Finding| f.pointer.clone().unwrap_or_default();
    let evidence = verdict.evidence.iter();
    evidence.map(|f| format!("{}: {}, not {}", place(f), f.expected, f.found)).collect()
}
