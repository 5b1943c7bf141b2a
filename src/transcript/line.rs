//! One flat struct for every kind of event line, so that reading never guesses.

use serde::{Deserialize, Serialize};

use super::event::{Body, Event, Failure, Kind, Outcome, Source};

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// All members that any event can have, in the order they are written.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct EventLine {
    at: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Source>,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opcode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fin: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rsv: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<Failure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expect: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    breaks: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keeps: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    awaiting: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    complete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Vec<(String, String)>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<BodyLine>,
}

impl From<&Event> for EventLine {
    fn from(event: &Event) -> Self {
        let mut line = Self {
            at: event.at,
            case: event.case.clone(),
            link: event.link,
            from: event.from,
            kind: event.kind.name().to_owned(),
            ..Self::default()
        };
        match &event.kind {
            Kind::Request { method, url, headers, body } => {
                line.method = Some(method.clone());
                line.url = Some(url.clone());
                line.headers = Some(headers.clone());
                line.body = Some(body.into());
            }
            Kind::Response { status, headers, body } => {
                line.status = Some(*status);
                line.headers = Some(headers.clone());
                line.body = Some(body.into());
            }
            Kind::Open { url, protocol } => {
                line.url = Some(url.clone());
                line.protocol = Some(protocol.clone());
            }
            Kind::Frame { opcode, fin, rsv, body } => {
                line.opcode = Some(opcode.clone());
                line.fin = Some(*fin);
                line.rsv = Some(*rsv);
                line.body = Some(body.into());
            }
            Kind::Close { code, reason } => {
                line.code = Some(*code);
                line.reason = Some(reason.clone());
            }
            Kind::Message { name, body, breaks, keeps } => {
                line.name = Some(name.clone());
                line.body = Some(body.into());
                line.breaks.clone_from(breaks);
                line.keeps.clone_from(keeps);
            }
            Kind::Error { what, detail } => {
                line.what = Some(*what);
                line.detail.clone_from(detail);
            }
            Kind::Outcome { of, outcome, value, reason } => {
                line.of = Some(of.clone());
                line.outcome = Some(*outcome);
                line.value.clone_from(value);
                line.reason.clone_from(reason);
            }
            Kind::Process { exit, detail } => {
                line.exit = *exit;
                line.detail.clone_from(detail);
            }
            Kind::Stimulus { expect, breaks, keeps, of } => {
                line.expect.clone_from(expect);
                line.breaks.clone_from(breaks);
                line.keeps.clone_from(keeps);
                line.of.clone_from(of);
            }
            Kind::GaveUp { awaiting, after } => {
                line.awaiting = Some(awaiting.clone());
                line.after = Some(*after);
            }
            Kind::End { complete } => line.complete = Some(*complete),
        }
        line
    }
}

impl TryFrom<EventLine> for Event {
    type Error = String;

    fn try_from(line: EventLine) -> Result<Self, String> {
        fn need<T>(value: Option<T>, member: &str, kind: &str) -> Result<T, String> {
            value.ok_or_else(|| format!("a {kind} event needs `{member}`"))
        }
        let kind = line.kind.as_str();
        let body = match line.body {
            Some(body) => Some(Body::try_from(body)?),
            None => None,
        };
        let no_body = || Body::Text(String::new());
        let kind = match kind {
            "request" => Kind::Request {
                method: need(line.method, "method", kind)?,
                url: need(line.url, "url", kind)?,
                headers: line.headers.unwrap_or_default(),
                body: body.unwrap_or_else(no_body),
            },
            "response" => Kind::Response {
                status: need(line.status, "status", kind)?,
                headers: line.headers.unwrap_or_default(),
                body: body.unwrap_or_else(no_body),
            },
            "open" => Kind::Open {
                url: need(line.url, "url", kind)?,
                protocol: line.protocol.unwrap_or_else(|| "websocket".to_owned()),
            },
            "frame" => Kind::Frame {
                opcode: line.opcode.unwrap_or_else(|| "text".to_owned()),
                fin: line.fin.unwrap_or(true),
                rsv: line.rsv.unwrap_or(0),
                body: need(body, "body", kind)?,
            },
            "close" => Kind::Close {
                code: line.code.unwrap_or(1006),
                reason: line.reason.unwrap_or_default(),
            },
            "message" => Kind::Message {
                name: need(line.name, "name", kind)?,
                body: need(body, "body", kind)?,
                breaks: line.breaks,
                keeps: line.keeps,
            },
            "error" => Kind::Error { what: need(line.what, "what", kind)?, detail: line.detail },
            "outcome" => Kind::Outcome {
                of: need(line.of, "of", kind)?,
                outcome: need(line.outcome, "outcome", kind)?,
                value: line.value,
                reason: line.reason,
            },
            "process" => Kind::Process { exit: line.exit, detail: line.detail },
            "stimulus" => Kind::Stimulus {
                expect: line.expect,
                breaks: line.breaks,
                keeps: line.keeps,
                of: line.of,
            },
            "gave-up" => Kind::GaveUp {
                awaiting: need(line.awaiting, "awaiting", kind)?,
                after: need(line.after, "after", kind)?,
            },
            "end" => Kind::End { complete: need(line.complete, "complete", kind)? },
            other => return Err(format!("`{other}` is no kind of event")),
        };
        Ok(Self { at: line.at, case: line.case, link: line.link, from: line.from, kind })
    }
}

impl From<&Body> for BodyLine {
    fn from(body: &Body) -> Self {
        match body {
            Body::Text(text) => Self { text: Some(text.clone()), base64: None },
            Body::Bytes(bytes) => Self { text: None, base64: Some(Body::base64(bytes)) },
        }
    }
}

impl TryFrom<BodyLine> for Body {
    type Error = String;

    fn try_from(line: BodyLine) -> Result<Self, String> {
        match (line.text, line.base64) {
            (Some(text), None) => Ok(Self::Text(text)),
            (None, Some(code)) => {
                Self::from_base64(&code).ok_or_else(|| "a body's base64 is broken".to_owned())
            }
            _ => Err("a body has either `text` or `base64`".to_owned()),
        }
    }
}
