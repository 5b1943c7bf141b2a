//! Credentials that pass by: what must not be written down.
//!
//! Depends on the recorder, which puts pseudonyms in their places. Never decides whether a
//! credential is right.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    codec::json::{Limits, Node, Value, parse},
    drive::recorder::Recorder,
    transcript::{Body, Kind, pseudonym},
};

/// What is at least so long is replaced wherever it stands; a shorter secret might be a word that
/// means something elsewhere, and is replaced only where it is known to be one.
const ANYWHERE: usize = 12;

/// Members of JSON and of forms that hold credentials.
const NAMES: [&str; 9] = [
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "client_secret",
    "password",
    "passwd",
    "apikey",
    "api_key",
];

/// Fields that hold credentials after a word that says of which kind.
const CREDENTIALS: [&str; 2] = ["authorization", "proxy-authorization"];

/// How deep credentials are looked for.
const DEPTH: usize = 16;

/// Takes note of the credentials in what is about to be written down.
pub(super) fn note(recorder: &Recorder, kind: &Kind) {
    each(kind, &mut |secret| {
        if secret.len() >= ANYWHERE {
            recorder.add_secret(secret);
        }
    });
}

/// Puts pseudonyms in the places of credentials, known before or not.
pub(super) fn hide(recorder: &Recorder, mut kind: Kind) -> Kind {
    note(recorder, &kind);
    match &mut kind {
        Kind::Request { url, headers, body, .. } => {
            *url = hidden_in_query(url);
            headers.iter_mut().for_each(|(name, value)| *value = hidden_in_field(name, value));
            *body = hidden_in_body(body);
        }
        Kind::Response { headers, body, .. } => {
            headers.iter_mut().for_each(|(name, value)| *value = hidden_in_field(name, value));
            *body = hidden_in_body(body);
        }
        Kind::Open { url, .. } => *url = hidden_in_query(url),
        Kind::Frame { body, .. } => *body = hidden_in_body(body),
        _ => {}
    }
    kind
}

/// Shows every credential in an event.
fn each(kind: &Kind, see: &mut dyn FnMut(&str)) {
    let (url, headers, body) = match kind {
        Kind::Request { url, headers, body, .. } => (Some(url), Some(headers), Some(body)),
        Kind::Response { headers, body, .. } => (None, Some(headers), Some(body)),
        Kind::Open { url, .. } => (Some(url), None, None),
        Kind::Frame { body, .. } => (None, None, Some(body)),
        _ => return,
    };
    for (name, value) in headers.into_iter().flatten() {
        in_field(name, value, see);
    }
    if let Some((_, query)) = url.and_then(|url| url.split_once('?')) {
        in_pairs(query, see);
    }
    let Some(text) = body.and_then(Body::as_text) else { return };
    match parse(text.as_bytes(), &Limits::default()) {
        Ok(document) => in_json(&document.root, DEPTH, &mut |_, secret| see(secret)),
        Err(_) => in_pairs(text, see),
    }
}

fn in_field(name: &str, value: &str, see: &mut dyn FnMut(&str)) {
    if CREDENTIALS.iter().any(|n| name.eq_ignore_ascii_case(n)) {
        let (scheme, secret) = value.split_once(' ').unwrap_or(("", value));
        see(secret.trim());
        if scheme.eq_ignore_ascii_case("basic")
            && let Ok(pair) = STANDARD.decode(secret.trim())
            && let Ok(pair) = String::from_utf8(pair)
            && let Some((_, password)) = pair.split_once(':')
        {
            see(password);
        }
    } else if name.eq_ignore_ascii_case("cookie") {
        for (_, secret) in value.split(';').filter_map(|pair| pair.split_once('=')) {
            see(secret.trim());
        }
    } else if name.eq_ignore_ascii_case("set-cookie") {
        let pair = value.split(';').next().unwrap_or_default();
        if let Some((_, secret)) = pair.split_once('=') {
            see(secret.trim());
        }
    }
}

/// The credentials in `name=value` pairs, as they are written there.
fn in_pairs(text: &str, see: &mut dyn FnMut(&str)) {
    for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
        if is_secret(name) {
            see(value);
            for (_, decoded) in url::form_urlencoded::parse(format!("{name}={value}").as_bytes()) {
                see(&decoded);
            }
        }
    }
}

/// The credentials in a JSON text: where the string stands, and what it says.
fn in_json(node: &Node, depth: usize, see: &mut dyn FnMut(&Node, &str)) {
    if depth == 0 {
        return;
    }
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| in_json(item, depth - 1, see)),
        Value::Object(members) => {
            for member in members.iter() {
                match member.value.as_str() {
                    Some(text) if is_secret(&member.name) => see(&member.value, text),
                    _ => in_json(&member.value, depth - 1, see),
                }
            }
        }
        _ => {}
    }
}

fn is_secret(name: &str) -> bool {
    NAMES.iter().any(|n| name.eq_ignore_ascii_case(n))
}

fn hidden_in_field(name: &str, value: &str) -> String {
    let mut out = value.to_owned();
    in_field(name, value, &mut |secret| {
        if !secret.is_empty() {
            out = out.replace(secret, &pseudonym(secret));
        }
    });
    out
}

fn hidden_in_query(url: &str) -> String {
    match url.split_once('?') {
        Some((path, query)) => format!("{path}?{}", hidden_in_pairs(query)),
        None => url.to_owned(),
    }
}

fn hidden_in_pairs(text: &str) -> String {
    let pairs = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if is_secret(name) => format!("{name}={}", pseudonym(value)),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn hidden_in_body(body: &Body) -> Body {
    let Some(text) = body.as_text() else { return body.clone() };
    let Ok(document) = parse(text.as_bytes(), &Limits::default()) else {
        let form = NAMES.iter().any(|name| text.contains(&format!("{name}=")));
        return Body::Text(if form { hidden_in_pairs(text) } else { text.to_owned() });
    };
    let mut places = Vec::new();
    in_json(&document.root, DEPTH, &mut |node, secret| {
        places.push((node.span.range(), secret.to_owned()));
    });
    let mut out = String::new();
    let mut at = 0_usize;
    for (place, secret) in places {
        let Some(before) = text.get(at..place.start) else { continue };
        let stand_in = serde_json::Value::String(pseudonym(&secret)).to_string();
        out.push_str(before);
        out.push_str(&stand_in);
        at = place.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Body::Text(out)
}
