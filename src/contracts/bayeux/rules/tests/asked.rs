//! Transcripts for the rules on how a client asks, and what it has open.

use super::{
    Pair,
    tape::{
        A, B, LEFT, Tape, connecting, handshake, leaving, publishing, replying, subscribing,
        welcome,
    },
};

const TYPES: &str = r#""long-polling""#;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

/// A handshake that is carried by a GET of callback-polling.
fn shaken_by_get() -> Tape {
    Tape::default().get(0.0, 1, Some("f"), &handshake("", TYPES)).end(1.0)
}

fn shaken_with(more: &str) -> Tape {
    let shake = handshake("", TYPES);
    let both = format!("{},{more}]", shake.trim_end_matches(']'));
    Tape::default().post(0.0, 1, &both).ok(0.1, 1, &welcome("", A)).end(1.0)
}

fn bare(text: &str) -> String {
    text.trim_start_matches('[').trim_end_matches(']').to_owned()
}

fn left(body: &str) -> Tape {
    start().post(1.0, 2, body).ok(1.1, 2, LEFT).end(9.0)
}

fn posted(kind: &str) -> Tape {
    start().post_kind(1.0, 2, kind, &publishing(A, "/x", "1")).end(2.0)
}

fn numbered(first: &str, second: &str) -> Tape {
    let connect = |id: &str| connecting(A, "").replace(r#""id":"c""#, &format!(r#""id":"{id}""#));
    start()
        .post(1.0, 2, &connect(first))
        .connected(1.5, 2, "")
        .post(1.6, 3, &connect(second))
        .end(3.0)
}

fn asks_for(channel: &str) -> Tape {
    start().post(1.0, 2, &subscribing(A, channel)).end(2.0)
}

fn second_connect(at: f64) -> Tape {
    let second = connecting(A, "").replace(r#""id":"c""#, r#""id":"d""#);
    let tape = start().connect(1.0, 2, A);
    if at > 2.0 {
        tape.connected(2.0, 2, "").post(at, 3, &second).end(9.0)
    } else {
        tape.post(at, 3, &second).end(9.0)
    }
}

fn open_at_once(third: bool) -> Tape {
    let tape = start().connect(1.0, 2, A).post(1.1, 3, &publishing(A, "/x", "1"));
    if third { tape.post(1.2, 4, &publishing(A, "/x", "2")).end(2.0) } else { tape.end(2.0) }
}

fn by(kind: &str) -> Tape {
    let connect = connecting(A, "").replace("long-polling", kind);
    start().post(1.0, 2, &connect).end(2.0)
}

const EVENT: &str = r#"{"channel":"/ringtrue/control","data":{"please":"leave"}}"#;

fn asked_to_leave(disconnects: bool) -> Tape {
    let tape = start().connect(1.0, 2, A).connected(2.0, 2, EVENT);
    if disconnects {
        tape.post(2.1, 3, &leaving(A)).ok(2.2, 3, LEFT).end(9.0)
    } else {
        tape.end(9.0)
    }
}

fn connects_after(leave: bool) -> Tape {
    let tape = start().connect(1.0, 2, A).connected(2.0, 2, "");
    let tape = if leave { tape.post(2.1, 3, &leaving(A)).ok(2.2, 3, LEFT) } else { tape };
    let again = connecting(A, "").replace(r#""id":"c""#, r#""id":"e""#);
    tape.post(3.0, 4, &again).end(9.0)
}

/// A client that agreed on acknowledgements and acknowledges so.
fn acknowledges(number: u32) -> Tape {
    let ext = r#""ext":{"ack":true},"#;
    let connect = |n: u32| connecting(A, &format!(r#""ext":{{"ack":{n}}},"#));
    let reply = r#"[{"channel":"/x","data":1},{"channel":"/meta/connect","id":"c","successful":true,"ext":{"ack":1}}]"#;
    Tape::default()
        .post(0.0, 1, &handshake(ext, TYPES))
        .ok(0.1, 1, &welcome(ext, A))
        .post(1.0, 2, &connect(0))
        .ok(1.1, 2, reply)
        .post(1.2, 3, &connect(number).replace(r#""id":"c""#, r#""id":"c2""#))
        .end(2.0)
}

const LOST: &str = r#"[{"channel":"/meta/connect","id":"c","successful":false,"error":"402::unknown","advice":{"reconnect":"handshake","interval":0}}]"#;

/// A client that lost a session with a subscription and shook hands anew.
fn anew() -> Tape {
    start().subscribe(0.5, 2, A, "/x").connect(1.0, 3, A).ok(2.0, 3, LOST).shake(2.1, 4, B)
}

fn subscribes_as(client: &str) -> Tape {
    let reply = replying("subscribe", "/x");
    anew().post(2.2, 5, &subscribing(client, "/x")).ok(2.3, 5, &reply).connect(2.4, 6, B).end(9.0)
}

pub(super) const PAIRS: &[Pair] = &[
    ("bayeux-handshake-by-long-polling", || start().end(1.0), shaken_by_get),
    (
        "bayeux-handshake-request-alone",
        || start().end(1.0),
        || shaken_with(r#"{"channel":"/x","id":"p","data":1}"#),
    ),
    ("bayeux-request-is-array", || left(&leaving(A)), || left(&bare(&leaving(A)))),
    (
        "bayeux-request-json-content-type",
        || posted("application/json; charset=utf-8"),
        || posted("text/plain"),
    ),
    (
        "bayeux-callback-request-message",
        || Tape::default().get_in(0.0, 1, "message", "[]").end(1.0),
        || Tape::default().get_in(0.0, 1, "messages", "[]").end(1.0),
    ),
    ("bayeux-ids-unique", || numbered("1", "2"), || numbered("1", "1")),
    ("bayeux-no-meta-subscription", || asks_for("/x"), || asks_for("/meta/**")),
    ("bayeux-one-outstanding-connect", || second_connect(2.1), || second_connect(1.5)),
    ("bayeux-two-connections", || open_at_once(false), || open_at_once(true)),
    ("bayeux-client-states", || connects_after(false), || connects_after(true)),
    ("bayeux-session-id-of-last-handshake", || subscribes_as(B), || subscribes_as(A)),
    ("bayeux-connect-by-listed-transport", || by("long-polling"), || by("websocket")),
    ("bayeux-disconnect-on-leave", || asked_to_leave(true), || asked_to_leave(false)),
    ("bayeux-ack-carried", || acknowledges(1), || acknowledges(0)),
    ("bayeux-robust-subscribes-again", || subscribes_as(B), || anew().connect(2.4, 6, B).end(9.0)),
];
