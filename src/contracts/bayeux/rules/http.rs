//! Rules on HTTP responses: their content type, their scripts, their cookie.
//!
//! Depends on `session` and on the reader's view of scripts. Never judges the messages in them.

use super::watch::{Each, Told, reply, successful};
use crate::{
    contracts::bayeux::{
        reader::{Carriage, media_type, unwrap_script},
        session::{BROWSER, Session, browser_set},
    },
    judge::{Broke, Log, Message, Seen, rule},
    transcript::Kind,
};

rule! {
    /// The response to a long poll is `application/json` in UTF-8.
    ///
    /// Does not report: responses without messages, and scripts.
    pub(crate) static CONTENT_TYPE = {
        id: "bayeux-json-content-type", level: Should, binds: Provider,
        covers: ["B145"],
        watches: ["*"],
        monitor: || Told(content_type),
    }
}

fn content_type(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let first = message.index.unwrap_or_default() == 0 && message.trouble.is_none();
    let polled = session
        .link(seen.event.link)
        .is_some_and(|l| l.carries && matches!(l.carriage, Carriage::Json | Carriage::Form));
    if !first || !polled || !matches!(seen.event.kind, Kind::Response { .. }) {
        return;
    }
    let field = seen.event.kind.header("content-type").unwrap_or_default();
    let lower = field.to_ascii_lowercase();
    let charset = lower.split_once("charset=").map(|(_, set)| set.trim_matches([' ', '"', ';']));
    let held = media_type(field) == "application/json"
        && charset.is_none_or(|set| set.starts_with("utf-8"));
    log.check(held, || Broke::new("application/json in UTF-8", format!("content-type {field:?}")));
}

rule! {
    /// The response to callback-polling calls the function that `jsonp` names.
    ///
    /// Does not report: responses that HTTP marks as errors, comments and white space before the
    /// call, a semicolon after it, and what it is called with (`bayeux-response-is-array`).
    pub(crate) static CALLBACK_NAMED = {
        id: "bayeux-jsonp-callback-named", level: Must, binds: Provider,
        covers: ["B149"],
        watches: ["response"],
        monitor: || Each(callback_named),
    }
}

fn callback_named(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some(Carriage::Script { callback: Some(name) }) = asked_by(seen, session) {
        calls(seen, name, log);
    }
}

rule! {
    /// Without a `jsonp` parameter, the response to callback-polling calls `jsonpcallback`.
    ///
    /// Does not report: responses that HTTP marks as errors, comments and white space before the
    /// call, a semicolon after it, and what it is called with (`bayeux-response-is-array`).
    pub(crate) static CALLBACK_DEFAULT = {
        id: "bayeux-jsonp-callback-default", level: Must, binds: Provider,
        covers: ["B150"],
        watches: ["response"],
        monitor: || Each(callback_default),
    }
}

fn callback_default(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some(Carriage::Script { callback: None }) = asked_by(seen, session) {
        calls(seen, "jsonpcallback", log);
    }
}

/// What carried the request that a response is for.
fn asked_by<'s>(seen: &Seen<'_>, session: &'s Session) -> Option<&'s Carriage> {
    let link = session.link(seen.event.link)?;
    (link.carries && !link.spoiled).then_some(&link.carriage)
}

fn calls(seen: &Seen<'_>, name: &str, log: &mut Log) {
    let Kind::Response { status: 200..=299, body, .. } = &seen.event.kind else { return };
    let expected = format!("a call of {name}");
    match unwrap_script(body.as_bytes()) {
        None => log.broke(Broke::new(expected, "no call of a function")),
        Some((called, _)) if called != name => {
            log.broke(Broke::new(expected, format!("a call of {called}")));
        }
        Some(_) => log.held(),
    }
}

rule! {
    /// The first response to a browser sets the cookie `BAYEUX_BROWSER`.
    ///
    /// Does not report: handshakes that bring the cookie along, that fail, or that come over a
    /// socket.
    pub(crate) static COOKIE = {
        id: "bayeux-browser-cookie", level: Should, binds: Provider,
        covers: ["B155"],
        watches: ["handshake-reply"],
        monitor: || Each(cookie),
    }
}

fn cookie(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some((message, _)) = reply(seen).filter(|(m, _)| successful(m) == Some(true)) else {
        return;
    };
    let link = session.link(seen.event.link);
    let has = link.is_some_and(|l| l.browser.is_some());
    let Some(node) = message.node().filter(|_| matches!(seen.event.kind, Kind::Response { .. }))
    else {
        return;
    };
    if !has {
        log.check(browser_set(&seen.event.kind).is_some(), || {
            Broke::new(format!("a cookie {BROWSER}"), "a response without it").at("", node)
        });
    }
}
