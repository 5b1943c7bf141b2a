//! Transcripts for the rules on requests, replies and their carriage.

use super::{
    Pair,
    tape::{
        A, B, LEFT, Tape, connecting, handshake, leaving, publishing, replying, subscribing,
        welcome,
    },
};

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

fn asked(body: &str, reply: &str) -> Tape {
    start().post(1.0, 2, body).ok(1.1, 2, reply).end(2.0)
}

fn refused(body: &str, reply: &str) -> Tape {
    start().reject(1.0).post(1.0, 2, body).ok(1.1, 2, reply).end(2.0)
}

fn subscribed(reply: &str) -> Tape {
    asked(&subscribing(A, "/x"), reply)
}

fn unsubscribed(reply: &str) -> Tape {
    asked(&subscribing(A, "/x").replace("subscribe", "unsubscribe"), reply)
}

const PUBLISHED: &str = r#"[{"channel":"/x","id":"p","successful":true}]"#;
const UNKNOWN: &str =
    r#"[{"channel":"/meta/connect","id":"c","successful":false,"error":"402::unknown"}]"#;
const KNOWN: &str = r#"[{"channel":"/meta/connect","id":"c","successful":true}]"#;

/// A connect with its own advice to be answered at once.
fn at_once(after: f64) -> Tape {
    start()
        .post(1.0, 2, &connecting(A, r#""advice":{"timeout":0},"#))
        .connected(1.0 + after, 2, "")
        .end(9.0)
}

/// A publish while a connect is held.
fn beside(published: f64, connected: f64) -> Tape {
    let tape = start().connect(1.0, 2, A).post(1.1, 3, &publishing(A, "/x", "1"));
    if published < connected {
        tape.ok(published, 3, PUBLISHED).connected(connected, 2, "").end(9.0)
    } else {
        tape.connected(connected, 2, "").ok(published, 3, PUBLISHED).end(9.0)
    }
}

fn two_connects(first: f64) -> Tape {
    start()
        .connect(1.0, 2, A)
        .connect(1.5, 3, A)
        .connected(first, 2, "")
        .connected(first + 0.1, 3, "")
        .end(9.0)
}

fn left(released: f64) -> Tape {
    start()
        .connect(1.0, 2, A)
        .post(1.2, 3, &leaving(A))
        .ok(1.3, 3, LEFT)
        .connected(released, 2, "")
        .end(9.0)
}

fn shared(after: f64) -> Tape {
    let says = r#"[{"channel":"/meta/connect","id":"c","successful":true,"advice":{"multiple-clients":true,"interval":500}}]"#;
    Tape::default()
        .post_as(0.0, 1, "z1", &handshake("", r#""long-polling""#))
        .ok(0.1, 1, &welcome("", A))
        .post_as(0.2, 2, "z1", &handshake("", r#""long-polling""#))
        .ok(0.3, 2, &welcome("", B))
        .post_as(1.0, 3, "z1", &connecting(A, ""))
        .post_as(1.1, 4, "z1", &connecting(B, ""))
        .ok(1.1 + after, 4, says)
        .connected(2.9, 3, "")
        .end(9.0)
}

fn after_leaving(reply: &str) -> Tape {
    start()
        .post(1.0, 2, &leaving(A))
        .ok(1.1, 2, LEFT)
        .reject(1.2)
        .connect(1.2, 3, A)
        .ok(1.3, 3, reply)
        .end(2.0)
}

fn batch(reply: &str) -> Tape {
    let body = r#"[{"channel":"/meta/subscribe","id":"1","clientId":"A","subscription":"/x"},
        {"channel":"/meta/unsubscribe","id":"2","clientId":"A","subscription":"/x"}]"#;
    asked(&body.replace("\"A\"", &format!("\"{A}\"")), reply)
}

const FIRST: &str =
    r#"{"channel":"/meta/subscribe","id":"1","successful":true,"subscription":"/x"}"#;
const SECOND: &str =
    r#"{"channel":"/meta/unsubscribe","id":"2","successful":true,"subscription":"/x"}"#;

fn form(reply: &str) -> Tape {
    let one = publishing(A, "/x", "1").replace("\"p\"", "\"p1\"");
    let two = publishing(A, "/x", "2").replace("\"p\"", "\"p2\"");
    start().form(1.0, 2, &[one.trim_matches(['[', ']']), &two]).ok(1.1, 2, reply).end(2.0)
}

const ONE: &str = r#"{"channel":"/x","id":"p1","successful":true}"#;
const TWO: &str = r#"{"channel":"/x","id":"p2","successful":true}"#;

fn called(callback: Option<&str>, script: &str) -> Tape {
    let fields = [("content-type", "text/javascript"), ("set-cookie", "BAYEUX_BROWSER=z")];
    let reply = welcome("", A);
    // The function's name, then its argument.
    let script = format!("{script}({reply});");
    start_with(callback).response(0.1, 1, 200, &fields, &script).end(1.0)
}

fn start_with(callback: Option<&str>) -> Tape {
    // Another id than that of `start`, so that both can stand in one transcript.
    Tape::default().get(0.0, 1, callback, &handshake("", r#""callback-polling","long-polling""#))
}

fn acknowledged(number: &str) -> Tape {
    let reply = |n: &str| {
        format!(r#"[{{"channel":"/meta/connect","id":"c","successful":true,"ext":{{"ack":{n}}}}}]"#)
    };
    agreed()
        .post(1.0, 2, &connecting(A, r#""ext":{"ack":0},"#))
        .ok(1.1, 2, &reply("4"))
        .post(2.0, 3, &connecting(A, r#""ext":{"ack":4},"#))
        .ok(2.1, 3, &reply(number))
        .end(3.0)
}

fn agreed() -> Tape {
    let more = r#""ext":{"ack":true},"#;
    Tape::default()
        .post_as(0.0, 1, "z1", &handshake(more, r#""long-polling","callback-polling""#))
        .ok(0.1, 1, &welcome(more, A))
}

fn redelivered(again: &str) -> Tape {
    let event = r#"{"channel":"/x","data":"once"}"#;
    let reply = |events: &str, n: u8| {
        format!(
            r#"[{events}{{"channel":"/meta/connect","id":"c","successful":true,"ext":{{"ack":{n}}}}}]"#
        )
    };
    agreed()
        .post(1.0, 2, &connecting(A, r#""ext":{"ack":0},"#))
        .ok(1.1, 2, &reply(&format!("{event},"), 1))
        .post(2.0, 3, &connecting(A, r#""ext":{"ack":0},"#))
        .ok(2.1, 3, &reply(again, 2))
        .end(3.0)
}

fn unconnected(reply: &str) -> Tape {
    asked(r#"[{"channel":"/x","id":"p","data":1}]"#, reply)
}

pub(super) const PAIRS: &[Pair] = &[
    (
        "bayeux-connect-answered",
        || start().connect(1.0, 2, A).connected(3.0, 2, "").end(4.0),
        || start().connect(1.0, 2, A).ok(3.0, 2, "[]").end(4.0),
    ),
    (
        "bayeux-connect-hold-advised",
        || start().connect(1.0, 2, A).connected(3.0, 2, "").end(4.0),
        || start().connect(1.0, 2, A).connected(5.0, 2, "").end(6.0),
    ),
    ("bayeux-timeout-zero-at-once", || at_once(0.1), || at_once(2.0)),
    ("bayeux-publish-not-queued", || beside(1.2, 3.0), || beside(3.0, 2.9)),
    ("bayeux-one-held-connect", || two_connects(1.6), || two_connects(3.0)),
    ("bayeux-disconnect-releases-connect", || left(1.4), || left(2.9)),
    ("bayeux-multiple-clients-not-held", || shared(0.1), || shared(1.7)),
    ("bayeux-subscribe-answered", || subscribed(&replying("subscribe", "/x")), || subscribed("[]")),
    (
        "bayeux-unsubscribe-answered",
        || unsubscribed(&replying("unsubscribe", "/x")),
        || unsubscribed("[]"),
    ),
    ("bayeux-disconnect-answered", || asked(&leaving(A), LEFT), || asked(&leaving(A), "[]")),
    (
        "bayeux-subscription-echoed",
        || subscribed(&replying("subscribe", "/x")),
        || subscribed(&replying("subscribe", "/y")),
    ),
    (
        "bayeux-bad-channel-refused",
        || {
            let refusal = replying("subscribe", "/x/b*").replace("true", "false");
            refused(&subscribing(A, "/x/b*"), &refusal)
        },
        || refused(&subscribing(A, "/x/b*"), &replying("subscribe", "/x/b*")),
    ),
    ("bayeux-disconnect-ends-session", || after_leaving(UNKNOWN), || after_leaving(KNOWN)),
    (
        "bayeux-unknown-client-refused",
        || refused(&connecting("nobody", ""), UNKNOWN),
        || refused(&connecting("nobody", ""), KNOWN),
    ),
    ("bayeux-unconnected-answered", || unconnected(PUBLISHED), || unconnected("[]")),
    (
        "bayeux-unconnected-reply-no-client-id",
        || unconnected(PUBLISHED),
        || unconnected(&PUBLISHED.replace("\"id\"", "\"clientId\":\"x\",\"id\"")),
    ),
    (
        "bayeux-meta-reply-id",
        || subscribed(&replying("subscribe", "/x")),
        || subscribed(&replying("subscribe", "/x").replace("\"s\"", "\"t\"")),
    ),
    (
        "bayeux-service-reply-id",
        || {
            let reply = PUBLISHED.replace("/x", "/service/x").replace("\"p\"", "\"p1\"");
            asked(&publishing(A, "/service/x", "1"), &reply)
        },
        || {
            let reply = PUBLISHED.replace("/x", "/service/x").replace("\"p\"", "\"1\"");
            asked(&publishing(A, "/service/x", "1"), &reply)
        },
    ),
    (
        "bayeux-publish-reply-id",
        || asked(&publishing(A, "/x", "1"), PUBLISHED),
        || asked(&publishing(A, "/x", "1"), &PUBLISHED.replace("\"p\"", "\"q\"")),
    ),
    (
        "bayeux-server-message-known",
        || asked(&publishing(A, "/x", "1"), PUBLISHED),
        || asked(&publishing(A, "/x", "1"), r#"[{"hello":1}]"#),
    ),
    (
        "bayeux-no-duplicate-member",
        || asked(&publishing(A, "/x", "1"), PUBLISHED),
        || {
            let twice = PUBLISHED.replace("\"id\"", "\"channel\":\"/x\",\"id\"");
            asked(&publishing(A, "/x", "1"), &twice)
        },
    ),
    (
        "bayeux-no-deprecated-member",
        || asked(&publishing(A, "/x", "1"), PUBLISHED),
        || {
            asked(
                &publishing(A, "/x", "1"),
                &PUBLISHED.replace("\"id\"", "\"connectionId\":\"x\",\"id\""),
            )
        },
    ),
    (
        "bayeux-response-is-array",
        || asked(&publishing(A, "/x", "1"), PUBLISHED),
        || asked(&publishing(A, "/x", "1"), PUBLISHED.trim_matches(['[', ']'])),
    ),
    (
        "bayeux-batch-accepted",
        || batch(&format!("[{SECOND},{FIRST}]")),
        || batch(&format!("[{FIRST}]")),
    ),
    (
        "bayeux-form-post-understood",
        || form(&format!("[{ONE},{TWO}]")),
        || form(&format!("[{ONE}]")),
    ),
    (
        "bayeux-json-content-type",
        || asked(&publishing(A, "/x", "1"), PUBLISHED),
        || {
            let plain = [("content-type", "text/plain")];
            start().post(1.0, 2, &publishing(A, "/x", "1")).response(1.1, 2, 200, &plain, PUBLISHED)
        },
    ),
    ("bayeux-jsonp-callback-named", || called(Some("cb"), "/**/cb"), || called(Some("cb"), "xx")),
    ("bayeux-jsonp-callback-default", || called(None, "jsonpcallback"), || called(None, "cb")),
    ("bayeux-ack-numbered", || acknowledged("5"), || acknowledged("3")),
    (
        "bayeux-ack-redelivers",
        || redelivered(r#"{"channel":"/x","data":"once"},"#),
        || redelivered(""),
    ),
];
