//! Rules on the responses to the exchanges as HTTP has them.
//!
//! Depends on `watch`. Never judges the messages in them, nor how a refusal is signalled.

use super::watch::{Each, Ended, node_of, shortened};
use crate::{
    contracts::gms_chat_delayed::{
        reader::{Operation, is_readable},
        session::{Exchange, Session},
    },
    judge::{Broke, Log, Seen, rule},
    transcript::{Failure, Kind, Source},
};

rule! {
    /// Every success has the status 200.
    ///
    /// Does not report: redirections and refusals, whatever their status.
    pub(crate) static STATUS_OK = {
        id: "gms-chat-status-ok", level: Must, binds: Provider,
        covers: ["GMS-HTTP-02"],
        watches: ["response"],
        monitor: || Ended(status_ok),
    }
}

fn status_ok(status: u16, _: Operation, _: &Exchange, _: &Seen<'_>, _: &Session, log: &mut Log) {
    if (200..300).contains(&status) {
        log.check(status == 200, || Broke::new("status 200", format!("status {status}")));
    }
}

rule! {
    /// The content of a successful response is JSON in UTF-8, and its `Content-Type` says so.
    ///
    /// Does not report: a header that comes twice alike, a media type without a charset, refusals,
    /// and responses without content.
    pub(crate) static JSON_CONTENT_TYPE = {
        id: "gms-chat-json-content-type", level: Must, binds: Provider,
        covers: ["GMS-HTTP-13"],
        watches: ["response"],
        monitor: || Ended(json_content_type),
    }
}

fn json_content_type(
    status: u16,
    operation: Operation,
    _: &Exchange,
    seen: &Seen<'_>,
    _: &Session,
    log: &mut Log,
) {
    let Kind::Response { body, .. } = &seen.event.kind else { return };
    if !(200..300).contains(&status) || body.as_bytes().is_empty() {
        return;
    }
    let fields = fields(&seen.event.kind, "content-type");
    let found = fields.join(", ");
    if fields.is_empty() || !fields.iter().flat_map(|f| f.split(',')).all(is_json) {
        let said = if found.is_empty() { "no Content-Type".to_owned() } else { found.clone() };
        log.broke(
            Broke::new("Content-Type application/json;charset=UTF-8", shortened(&said))
                .at("", &node_of(&found)),
        );
    } else if !is_readable(operation, body.as_bytes()) {
        let text = String::from_utf8_lossy(body.as_bytes()).into_owned();
        log.broke(Broke::new("JSON", shortened(&text)));
    } else {
        log.held();
    }
}

fn is_json(field: &str) -> bool {
    let lower = field.to_ascii_lowercase();
    let mut parts = lower.split(';').map(str::trim);
    let media = parts.next() == Some("application/json");
    let charset = parts.find_map(|p| p.strip_prefix("charset=").map(|c| c.trim_matches('"')));
    media && charset.is_none_or(|c| c == "utf-8" || c == "utf8")
}

/// The values of a header field, in order.
fn fields<'k>(kind: &'k Kind, name: &str) -> Vec<&'k str> {
    let Kind::Response { headers, .. } = kind else { return Vec::new() };
    let named = headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.trim()).collect()
}

rule! {
    /// A `Content-Length` is the number of bytes of the content.
    ///
    /// Does not report: responses without it, compressed ones, and exchanges that broke before a
    /// response began.
    pub(crate) static CONTENT_LENGTH = {
        id: "gms-chat-content-length", level: Must, binds: Provider,
        covers: ["GMS-HTTP-14"],
        watches: ["response", "error"],
        monitor: || Each(content_length),
    }
}

fn content_length(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if session.exchange(seen.event.link).is_none() || seen.from() != Some(Source::Provider) {
        return;
    }
    match &seen.event.kind {
        Kind::Error { what: Failure::Malformed | Failure::Reset, detail: Some(detail) }
            if detail.contains("reading a body") =>
        {
            log.broke(Broke::new("as many bytes as Content-Length says", "less"));
        }
        Kind::Response { body, .. } => {
            let compressed = fields(&seen.event.kind, "content-encoding");
            let lengths = fields(&seen.event.kind, "content-length");
            if lengths.is_empty() || compressed.iter().any(|c| *c != "identity") {
                return;
            }
            let length = body.as_bytes().len();
            let held = lengths.iter().all(|l| l.parse() == Ok(length));
            log.check(held, || {
                let found = format!("Content-Length {}", lengths.join(", "));
                Broke::new(format!("Content-Length {length}"), shortened(&found))
            });
        }
        _ => {}
    }
}

rule! {
    /// Responses forbid caching: `Cache-Control` has `no-cache` and `no-store`, and `Pragma` has
    /// `no-cache`.
    ///
    /// Does not report: refusals, and a missing `Expires`.
    pub(crate) static NOT_CACHEABLE = {
        id: "gms-chat-not-cacheable", level: May, binds: Provider,
        covers: ["GMS-HTTP-12"],
        watches: ["response"],
        monitor: || Ended(not_cacheable),
    }
}

fn not_cacheable(
    status: u16,
    _: Operation,
    _: &Exchange,
    seen: &Seen<'_>,
    _: &Session,
    log: &mut Log,
) {
    if !(200..300).contains(&status) {
        return;
    }
    let has = |name: &str, word: &str| {
        let words = fields(&seen.event.kind, name);
        words.iter().flat_map(|f| f.split(',')).any(|w| w.trim().eq_ignore_ascii_case(word))
    };
    let missing: Vec<&str> = [
        ("cache-control", "no-cache", "Cache-Control no-cache"),
        ("cache-control", "no-store", "Cache-Control no-store"),
        ("pragma", "no-cache", "Pragma no-cache"),
    ]
    .into_iter()
    .filter(|(name, word, _)| !has(name, word))
    .map(|(.., shown)| shown)
    .collect();
    log.check(missing.is_empty(), || {
        Broke::new("headers against caching", format!("none of {}", missing.join(", ")))
    });
}

rule! {
    /// A session cookie is `HttpOnly`, and `Secure` where it is set over HTTPS.
    ///
    /// Does not report: responses that set no cookie, and cookies that are deleted.
    pub(crate) static COOKIE_ATTRIBUTES = {
        id: "gms-chat-cookie-attributes", level: May, binds: Provider,
        covers: ["GMS-SEC-04"],
        watches: ["response"],
        monitor: || Ended(cookie_attributes),
    }
}

fn cookie_attributes(
    _: u16,
    _: Operation,
    exchange: &Exchange,
    seen: &Seen<'_>,
    _: &Session,
    log: &mut Log,
) {
    let https = exchange.call.url.get(..6).is_some_and(|s| s.eq_ignore_ascii_case("https:"));
    for field in fields(&seen.event.kind, "set-cookie") {
        let mut parts = field.split(';').map(str::trim);
        let pair = parts.next().unwrap_or_default();
        let attributes: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
        let has = |name: &str| attributes.iter().any(|a| a == name);
        if attributes.iter().any(|a| a == "max-age=0") {
            continue;
        }
        let name = pair.split('=').next().unwrap_or_default();
        log.check(has("httponly") && (!https || has("secure")), || {
            let wanted = if https { "HttpOnly and Secure" } else { "HttpOnly" };
            Broke::new(format!("cookie {name} with {wanted}"), shortened(&attributes.join("; ")))
        });
    }
}
