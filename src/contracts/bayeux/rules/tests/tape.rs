//! Transcripts for tests, written down in a few words.

use crate::{
    contract::Party,
    contracts::{Suite, bayeux::SUITE},
    judge::{Judge, Judgement, Options},
    transcript::{Body, Event, Failure, Header, Kind, Source},
};

/// Client ids.
pub(super) const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaa";
pub(super) const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbb";

/// What advice most servers give: held for two seconds.
pub(super) const ADVICE: &str = r#""advice":{"reconnect":"retry","interval":0,"timeout":2000}"#;

/// A transcript in the making.
#[derive(Default)]
pub(super) struct Tape(Vec<Event>);

impl Tape {
    fn add(mut self, at: f64, link: Option<u32>, from: Source, kind: Kind) -> Self {
        self.0.push(Event { at, case: Some("t".to_owned()), link, from: Some(from), kind });
        self
    }

    /// Any request.
    pub(super) fn request(
        self,
        at: f64,
        link: u32,
        method: &str,
        url: &str,
        fields: &[(&str, &str)],
        body: &str,
    ) -> Self {
        let kind = Kind::Request {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            body: Body::Text(body.to_owned()),
        };
        self.add(at, Some(link), Source::Consumer, kind)
    }

    /// A POST of JSON.
    pub(super) fn post(self, at: f64, link: u32, body: &str) -> Self {
        self.request(at, link, "POST", "http://h/b", &[("Content-Type", "application/json")], body)
    }

    /// A POST of JSON with a browser cookie.
    pub(super) fn post_as(self, at: f64, link: u32, browser: &str, body: &str) -> Self {
        let cookie = format!("x=y; BAYEUX_BROWSER={browser}");
        let fields = [("content-type", "application/json"), ("cookie", cookie.as_str())];
        self.request(at, link, "POST", "http://h/b", &fields, body)
    }

    /// A form post of these `message` parameters.
    pub(super) fn form(self, at: f64, link: u32, texts: &[&str]) -> Self {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(texts.iter().map(|t| ("message", *t)));
        let fields = [("content-type", "application/x-www-form-urlencoded")];
        self.request(at, link, "POST", "http://h/b", &fields, &form.finish())
    }

    /// A GET of callback-polling.
    pub(super) fn get(self, at: f64, link: u32, callback: Option<&str>, text: &str) -> Self {
        let mut url = url::Url::parse("http://h/b").unwrap();
        url.query_pairs_mut().append_pair("message", text);
        if let Some(name) = callback {
            url.query_pairs_mut().append_pair("jsonp", name);
        }
        self.request(at, link, "GET", url.as_str(), &[], "")
    }

    /// A response of JSON, with status 200.
    pub(super) fn ok(self, at: f64, link: u32, body: &str) -> Self {
        self.response(at, link, 200, &[("content-type", "application/json;charset=UTF-8")], body)
    }

    /// Any response.
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

    /// A socket is opened.
    pub(super) fn open(self, at: f64, link: u32) -> Self {
        let kind = Kind::Open { url: "ws://h/b".to_owned(), protocol: "websocket".to_owned() };
        self.add(at, Some(link), Source::Consumer, kind)
    }

    /// The consumer sends a frame.
    pub(super) fn say(self, at: f64, link: u32, text: &str) -> Self {
        self.add(at, Some(link), Source::Consumer, frame(text))
    }

    /// The server sends a frame.
    pub(super) fn tell(self, at: f64, link: u32, text: &str) -> Self {
        self.add(at, Some(link), Source::Provider, frame(text))
    }

    /// The server closes a socket.
    pub(super) fn hang_up(self, at: f64, link: u32) -> Self {
        let kind = Kind::Close { code: 1000, reason: String::new() };
        self.add(at, Some(link), Source::Provider, kind)
    }

    /// The client closes a socket.
    pub(super) fn hangs_up(self, at: f64, link: u32) -> Self {
        let kind = Kind::Close { code: 1000, reason: String::new() };
        self.add(at, Some(link), Source::Consumer, kind)
    }

    /// The harness says that its next message is to be refused.
    pub(super) fn reject(self, at: f64) -> Self {
        let kind = Kind::Stimulus {
            expect: Some("reject".to_owned()),
            breaks: None,
            keeps: None,
            of: None,
        };
        self.add(at, None, Source::Harness, kind)
    }

    /// The harness says of the message of this mark that it breaks a rule.
    pub(super) fn breaks(self, at: f64, mark: &str, rule: &str) -> Self {
        let (breaks, of) = (Some(rule.to_owned()), Some(mark.to_owned()));
        let kind = Kind::Stimulus { expect: None, breaks, keeps: None, of };
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

    /// A client gets its id over an exchange of its own, at once.
    pub(super) fn shake(self, at: f64, link: u32, client: &str) -> Self {
        let asked = handshake("", r#""long-polling","callback-polling""#);
        self.post(at, link, &asked).response(
            at + 0.01,
            link,
            200,
            &[("content-type", "application/json"), ("set-cookie", "BAYEUX_BROWSER=z1; Path=/")],
            &welcome("", client),
        )
    }

    /// A client subscribes over an exchange of its own, at once.
    pub(super) fn subscribe(self, at: f64, link: u32, client: &str, channel: &str) -> Self {
        self.post(at, link, &subscribing(client, channel)).ok(
            at + 0.01,
            link,
            &replying("subscribe", channel),
        )
    }

    /// A client unsubscribes over an exchange of its own, at once.
    pub(super) fn unsubscribe(self, at: f64, link: u32, client: &str, channel: &str) -> Self {
        let asked = subscribing(client, channel).replace("/meta/subscribe", "/meta/unsubscribe");
        self.post(at, link, &asked).ok(at + 0.01, link, &replying("unsubscribe", channel))
    }

    /// A client connects; nothing comes yet.
    pub(super) fn connect(self, at: f64, link: u32, client: &str) -> Self {
        self.post(at, link, &connecting(client, ""))
    }

    /// The connect of a link is answered, with these messages before it.
    pub(super) fn connected(self, at: f64, link: u32, events: &str) -> Self {
        let comma = if events.is_empty() { "" } else { "," };
        let reply = r#"{"channel":"/meta/connect","id":"c","successful":true}"#;
        self.ok(at, link, &format!("[{events}{comma}{reply}]"))
    }

    /// A client publishes over an exchange of its own, and it is acknowledged at once.
    pub(super) fn publish(
        self,
        at: f64,
        link: u32,
        client: &str,
        channel: &str,
        data: &str,
    ) -> Self {
        self.post(at, link, &publishing(client, channel, data)).ok(
            at + 0.01,
            link,
            &format!(r#"[{{"channel":"{channel}","id":"p","successful":true}}]"#),
        )
    }

    /// The consumer ended by itself.
    pub(super) fn exit(self, at: f64, code: i32) -> Self {
        self.add(at, None, Source::Consumer, Kind::Process { exit: Some(code), detail: None })
    }

    /// A response without messages: something in front of the server, or its failure.
    pub(super) fn fails(self, at: f64, link: u32) -> Self {
        self.response(at, link, 503, &[("content-type", "text/plain")], "not now")
    }

    /// A POST with another content type.
    pub(super) fn post_kind(self, at: f64, link: u32, kind: &str, body: &str) -> Self {
        self.request(at, link, "POST", "http://h/b", &[("Content-Type", kind)], body)
    }

    /// A GET of callback-polling with its messages in the parameter of this name.
    pub(super) fn get_in(self, at: f64, link: u32, parameter: &str, text: &str) -> Self {
        let mut url = url::Url::parse("http://h/b?jsonp=f").unwrap();
        url.query_pairs_mut().append_pair(parameter, text);
        self.request(at, link, "GET", url.as_str(), &[], "")
    }

    /// The exchange of a link fails.
    pub(super) fn breaks_off(self, at: f64, link: u32, what: Failure) -> Self {
        self.add(at, Some(link), Source::Provider, Kind::Error { what, detail: None })
    }

    /// A message that nothing carried, as in a file of messages.
    pub(super) fn bare(self, at: f64, from: Source, name: &str, text: &str) -> Self {
        let body = Body::Text(text.to_owned());
        let kind = Kind::Message { name: name.to_owned(), body, breaks: None, keeps: None };
        self.add(at, None, from, kind)
    }

    /// The case is over, and something is missing before that.
    pub(super) fn cut(self, at: f64) -> Self {
        self.add(at, None, Source::Harness, Kind::End { complete: false })
    }

    /// A client gets its id over a socket that it opens.
    pub(super) fn socket(self, at: f64, link: u32, client: &str) -> Self {
        let types = r#""websocket","long-polling""#;
        let listed = welcome("", client).replace("\"callback-polling\"", "\"websocket\"");
        let opened = self.open(at, link).say(at, link, &handshake("", types));
        opened.tell(at + 0.01, link, &listed)
    }

    /// What all rules say of the party that this rule binds.
    pub(super) fn judgement(self, rule: &str) -> Judgement {
        let bound = super::super::RULES.iter().find(|r| r.id == rule).map(|r| r.binds);
        let header = Header::new("bayeux", vec![bound.unwrap_or(Party::Provider)]);
        let protocol = SUITE.protocol().unwrap().clone();
        let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
        for event in &self.0 {
            judge.see(event, &mut |_| {}).unwrap();
        }
        judge.finish()
    }

    /// How often a rule was exercised and broken, and what it found.
    pub(super) fn judge(self, rule: &str) -> (u64, u64, Vec<String>) {
        let judgement = self.judgement(rule);
        let verdict = judgement.verdicts.iter().find(|v| v.rule == rule).unwrap();
        let found =
            verdict.evidence.iter().map(|e| format!("{}: {}", e.expected, e.found)).collect();
        (verdict.exercised, verdict.violations, found)
    }
}

fn frame(text: &str) -> Kind {
    let body = Body::Text(text.to_owned());
    Kind::Frame { opcode: "text".to_owned(), fin: true, rsv: 0, body }
}

/// A handshake that offers these types; `more` is put into it.
pub(super) fn handshake(more: &str, types: &str) -> String {
    format!(
        r#"[{{"channel":"/meta/handshake","id":"h","version":"1.0",{more}"supportedConnectionTypes":[{types}]}}]"#
    )
}

/// A reply that grants it; `more` is put into it.
pub(super) fn welcome(more: &str, client: &str) -> String {
    format!(
        r#"[{{"channel":"/meta/handshake","id":"h","version":"1.0",{more}"clientId":"{client}","supportedConnectionTypes":["long-polling","callback-polling"],"successful":true,{ADVICE}}}]"#
    )
}

/// A reply that refuses it; `more` is put into it.
pub(super) fn refusal(more: &str, error: &str) -> String {
    format!(
        r#"[{{"channel":"/meta/handshake","id":"h","version":"1.0",{more}"error":"{error}","successful":false}}]"#
    )
}

/// A connect; `more` is put into it.
pub(super) fn connecting(client: &str, more: &str) -> String {
    format!(
        r#"[{{"channel":"/meta/connect","id":"c","clientId":"{client}",{more}"connectionType":"long-polling"}}]"#
    )
}

/// A subscribe.
pub(super) fn subscribing(client: &str, channel: &str) -> String {
    format!(
        r#"[{{"channel":"/meta/subscribe","id":"s","clientId":"{client}","subscription":"{channel}"}}]"#
    )
}

/// The reply to a subscribe or an unsubscribe.
pub(super) fn replying(what: &str, channel: &str) -> String {
    format!(
        r#"[{{"channel":"/meta/{what}","id":"s","successful":true,"subscription":"{channel}"}}]"#
    )
}

/// A disconnect.
pub(super) fn leaving(client: &str) -> String {
    format!(r#"[{{"channel":"/meta/disconnect","id":"d","clientId":"{client}"}}]"#)
}

/// The reply to a disconnect.
pub(super) const LEFT: &str = r#"[{"channel":"/meta/disconnect","id":"d","successful":true}]"#;

/// A publish.
pub(super) fn publishing(client: &str, channel: &str, data: &str) -> String {
    format!(r#"[{{"channel":"{channel}","id":"p","clientId":"{client}","data":{data}}}]"#)
}

/// An event.
pub(super) fn event(channel: &str, data: &str) -> String {
    format!(r#"{{"channel":"{channel}","data":{data}}}"#)
}
