//! The call that creates a subscription, as a consumer makes it.
//!
//! Depends on the session for what the call is for. Never judges the body: its schema does.

use super::seen::{Each, word};
use crate::{
    codec::json::{Limits, parse},
    contracts::axp_engagement::session::{account_in, looks_like_create, names_json, path_of},
    judge::{Broke, Log, Seen, rule},
    transcript::{Kind, Source},
};

rule! {
    /// A subscription is created with POST on `/api/notification/v1/accounts/{account}/subscriptions`.
    pub(super) static PATH = {
        id: "axp-subscribe-path", level: Must, binds: Consumer,
        covers: ["AXP-SUB-01"],
        watches: ["request"],
        monitor: || Each(path),
    }
}

rule! {
    /// The create call says that its content is `application/json`.
    pub(super) static CONTENT_TYPE = {
        id: "axp-subscribe-content-type", level: Must, binds: Consumer,
        covers: ["AXP-SUB-02"],
        watches: ["request"],
        monitor: || Each(|seen: &Seen<'_>, log: &mut Log| media(seen, "content-type", log)),
    }
}

rule! {
    /// The create call accepts `application/json`.
    ///
    /// Does not report: a wildcard that covers it, `*/*` or `application/*`.
    pub(super) static ACCEPT = {
        id: "axp-subscribe-accept", level: Must, binds: Consumer,
        covers: ["AXP-SUB-03"],
        watches: ["request"],
        monitor: || Each(|seen: &Seen<'_>, log: &mut Log| media(seen, "accept", log)),
    }
}

rule! {
    /// The create call carries a bearer token in `Authorization`.
    pub(super) static BEARER = {
        id: "axp-subscribe-bearer", level: Must, binds: Consumer,
        covers: ["AXP-SUB-04"],
        watches: ["request"],
        monitor: || Each(bearer),
    }
}

/// Method and path of a call that means to create a subscription.
fn create<'a>(seen: &Seen<'a>) -> Option<(&'a str, String)> {
    let Kind::Request { method, url, body, .. } = &seen.event.kind else { return None };
    if seen.from() != Some(Source::Consumer) {
        return None;
    }
    let path = path_of(url);
    let posts = method.eq_ignore_ascii_case("POST");
    let there = posts && path.trim_end_matches('/').ends_with("/subscriptions");
    let looks =
        || parse(body.as_bytes(), &Limits::default()).is_ok_and(|d| looks_like_create(&d.root));
    (there || looks()).then_some((method, path))
}

fn path(seen: &Seen<'_>, log: &mut Log) {
    let Some((method, path)) = create(seen) else { return };
    log.check(method == "POST" && account_in(&path).is_some() && !path.ends_with('/'), || {
        let wanted = "POST /api/notification/v1/accounts/{account}/subscriptions";
        Broke::new(wanted, format!("{method} {path}"))
    });
}

fn media(seen: &Seen<'_>, name: &str, log: &mut Log) {
    if create(seen).is_none() {
        return;
    }
    let field = seen.event.kind.header(name);
    let covers = |value: &str| {
        name == "accept" && (value.contains("*/*") || value.contains("application/*"))
    };
    log.check(field.is_some_and(|value| names_json(value) || covers(value)), || {
        Broke::new(format!("{name}: application/json"), field.unwrap_or("no such header field"))
    });
}

fn bearer(seen: &Seen<'_>, log: &mut Log) {
    if create(seen).is_none() {
        return;
    }
    let field = seen.event.kind.header("authorization");
    let token = field.and_then(|f| f.trim().split_once(' '));
    let proper = |(scheme, token): (&str, &str)| {
        scheme.eq_ignore_ascii_case("Bearer")
            && !token.trim().is_empty()
            && !token.trim().contains(' ')
    };
    log.check(token.is_some_and(proper), || {
        // The document prints the field behind the word Header; who copied that sends this (C-082).
        let copied = seen.event.kind.header("header");
        let found = copied.or(field);
        // Only the scheme is told: what follows it may be a secret.
        let shape = match (copied, field) {
            (Some(_), _) => "a header field called Header",
            (None, Some(_)) => "another form of Authorization",
            (None, None) => "no Authorization",
        };
        let broke = Broke::new("Authorization: Bearer and a token", shape);
        match found {
            Some(found) => broke.at("", &word(found)),
            None => broke,
        }
    });
}
