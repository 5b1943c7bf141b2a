//! Transcripts for the rules on handshakes and transports.

use super::{
    Pair,
    tape::{A, B, Tape, event, handshake, publishing, refusal, welcome},
};

const POLLING: &str = r#""long-polling","callback-polling""#;

fn shaken() -> Tape {
    Tape::default().shake(0.0, 1, A).end(1.0)
}

fn answered(body: &str) -> Tape {
    Tape::default().post(0.0, 1, &handshake("", POLLING)).ok(0.1, 1, body).end(1.0)
}

fn invented(reply: &str) -> Tape {
    let asked = handshake("", r#""x-ringtrue-pigeon""#);
    Tape::default().reject(0.0).post(0.0, 1, &asked).ok(0.1, 1, reply).end(1.0)
}

/// A handshake after something that is no message.
fn after(garbage: &str, reply: &str) -> Tape {
    Tape::default()
        .post(0.0, 1, garbage)
        .response(0.1, 1, 400, &[], "")
        .post(1.0, 2, &handshake("", POLLING))
        .response(
            1.1,
            2,
            200,
            &[("content-type", "application/json"), ("set-cookie", "BAYEUX_BROWSER=z")],
            reply,
        )
        .end(2.0)
}

const BROKEN: &str = "[{";
const META: &str = r#"[{"channel":"/meta/nonsense","id":"1"}]"#;

/// A publish that shares its request with a handshake.
fn together(reply: &str) -> Tape {
    let handshake = handshake("", POLLING);
    let both = format!(
        "{},{}",
        handshake.trim_end_matches(']').to_owned() + "]",
        publishing(A, "/x/y", "\"p1\"").trim_start_matches('[')
    )
    .replacen("}],{", "},{", 1)
    .replacen("]}],", "]},", 1);
    Tape::default().shake(0.0, 1, A).post(1.0, 2, &both).response(
        1.1,
        2,
        200,
        &[("content-type", "application/json"), ("set-cookie", "BAYEUX_BROWSER=z2")],
        reply,
    )
}

fn with_event(events: &str) -> String {
    format!("[{events},{}", welcome("", B).trim_start_matches('['))
}

pub(super) const PAIRS: &[Pair] = &[
    ("bayeux-long-polling-supported", shaken, || {
        answered(&welcome("", A).replace(r#"["long-polling",""#, r#"[""#))
    }),
    ("bayeux-callback-polling-supported", shaken, || {
        answered(&welcome("", A).replace(r#","callback-polling"]"#, "]"))
    }),
    ("bayeux-handshake-answered", shaken, || answered("[]")),
    ("bayeux-handshake-succeeds", shaken, || answered(&refusal("", "400::No"))),
    ("bayeux-handshake-common-type", shaken, || {
        answered(&welcome("", A).replace(r#""long-polling","callback-polling""#, r#""iframe""#))
    }),
    (
        "bayeux-handshake-no-common-type",
        || invented(&refusal("", "400::None")),
        || invented(&welcome("", A)),
    ),
    (
        "bayeux-handshake-alone",
        || together(&welcome("", B)).end(3.0),
        || {
            let granted = r#"[{"channel":"/x/y","id":"p","successful":true},"#;
            together(&welcome("", B).replacen('[', granted, 1)).end(3.0)
        },
    ),
    ("bayeux-no-delivery-with-handshake", shaken, || answered(&with_event(&event("/x", "1")))),
    (
        "bayeux-failed-handshake-no-client-id",
        || invented(&refusal("", "400::None")),
        || invented(&refusal(r#""clientId":"abc","#, "400::None")),
    ),
    ("bayeux-client-id-long", shaken, || answered(&welcome("", "short1"))),
    (
        "bayeux-client-id-unique",
        || Tape::default().shake(0.0, 1, A).shake(1.0, 2, B).end(2.0),
        || Tape::default().shake(0.0, 1, A).shake(1.0, 2, A).end(2.0),
    ),
    ("bayeux-browser-cookie", shaken, || answered(&welcome("", A))),
    ("bayeux-robust-broken-json", || after(BROKEN, &welcome("", A)), || after(BROKEN, "[]")),
    (
        "bayeux-robust-empty-array",
        || after("[]", &welcome("", A)),
        || after("[]", &refusal("", "500::No")),
    ),
    ("bayeux-robust-non-object", || after("[7]", &welcome("", A)), || after("null", "[]")),
    ("bayeux-robust-unknown-meta", || after(META, &welcome("", A)), || after(META, "[]")),
];
