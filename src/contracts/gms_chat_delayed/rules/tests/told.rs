//! Transcripts for the rules on answers and announcements.

use super::{
    Pair,
    tape::{PUSH, Tape, U, X, Y, announcement, chatting, connected, created, known},
};

const FREE: &str = r#"{"Billing":0.5}"#;

fn asked(path: &str, answer: &str) -> Tape {
    Tape::default().create(0.0, 1, "chat-delay", "comet", X).ask(1.0, 9, path, &[], answer)
}

fn create() -> Tape {
    Tape::default().create(0.0, 1, "chat-delay", "comet", X)
}

fn with_fields(status: u16, fields: &[(&str, &str)], body: &str) -> Tape {
    let form = [("_device_notification_id", U), ("_device_os", "comet")];
    Tape::default()
        .call(0.0, 1, "callback/chat-delay", &form)
        .response(0.1, 1, status, fields, body)
}

/// A device that listens, creates and is told.
fn flow() -> Tape {
    known(FREE).listen(0.0, 1).create(0.5, 4, "chat-delay", "comet", X).announce(1.2, 5, X)
}

fn waiting() -> Tape {
    known(FREE).listen(0.0, 1).create(0.5, 4, "chat-delay", "comet", X)
}

fn announcing(data: &str) -> Tape {
    waiting().push(1.2, 5, data)
}

fn invented(status: u16) -> Tape {
    let tape = create().reject(1.0).call(1.1, 9, &format!("{Y}/check-queue-position"), &[]);
    if status == 200 { tape.ok(1.2, 9, QUEUE) } else { tape.refuse(1.2, 9, status) }
}

fn other_user(status: u16) -> Tape {
    let tape = create().call_as(1.0, 9, "other", &format!("{X}/retrieve-notifications"), &[]);
    if status == 200 { tape.ok(1.2, 9, "[]") } else { tape.refuse(1.2, 9, status) }
}

fn late(status: u16) -> Tape {
    let tape = known(FREE).create(0.0, 1, "brief", "comet", X);
    let tape = tape.call(2.5, 9, &format!("{X}/check-queue-position"), &[]);
    if status == 200 { tape.ok(2.6, 9, QUEUE) } else { tape.refuse(2.6, 9, status) }
}

fn connecting(answer: &str) -> Tape {
    flow().ask(1.5, 6, &format!("{X}/connect"), &[], answer)
}

const QUEUE: &str = r#"{"_position":2,"_eta":30,"_total_waiting":2,"_agent_ready_threshold_passed":true,"_agent_ready_threshold_passed_reason":"eta  <= 35 and position <=5 "}"#;

fn queue(answer: &str) -> Tape {
    asked(&format!("{X}/check-queue-position"), answer)
}

pub(super) static PAIRS: &[Pair] = &[
    ("gms-chat-created", create, || {
        Tape::default().ask(0.0, 1, "callback/chat-delay", &[], r#"{"_text":"soon"}"#)
    }),
    ("gms-chat-created", create, || create().create(1.0, 2, "chat-delay", "comet", X)),
    (
        "gms-chat-immediate-access",
        || {
            let answer = format!(r#"{{"_id":"{X}","_access_number":"555"}}"#);
            let form = [("_device_notification_id", U), ("_device_os", "comet")];
            known(FREE).ask(0.0, 1, "callback/call", &form, &answer)
        },
        || known(FREE).create(0.0, 1, "call", "comet", X),
    ),
    ("gms-chat-status-ok", create, || {
        with_fields(201, &[("content-type", "application/json")], &created(X))
    }),
    ("gms-chat-json-content-type", create, || {
        with_fields(200, &[("content-type", "text/plain")], &created(X))
    }),
    ("gms-chat-json-content-type", create, || {
        with_fields(200, &[("content-type", "application/json")], "<html>")
    }),
    ("gms-chat-content-length", create, || {
        with_fields(200, &[("content-length", "5")], &created(X))
    }),
    ("gms-chat-content-length", create, || {
        let what = crate::transcript::Failure::Malformed;
        Tape::default().call(0.0, 1, "callback/chat-delay", &[]).fail(
            0.1,
            1,
            what,
            "h: error reading a body from connection",
        )
    }),
    ("gms-chat-not-cacheable", create, || with_fields(200, &[], &created(X))),
    ("gms-chat-cookie-attributes", create, || {
        with_fields(200, &[("set-cookie", "JSESSIONID=1; Path=/genesys")], &created(X))
    }),
    ("gms-chat-unknown-id-refused", || invented(404), || invented(200)),
    ("gms-chat-cross-user-refused", || other_user(403), || other_user(200)),
    ("gms-chat-expired-service-gone", || late(404), || late(200)),
    (
        "gms-chat-empty-form-accepted",
        || queue(QUEUE),
        || create().call(1.0, 9, &format!("{X}/check-queue-position"), &[]).refuse(1.1, 9, 400),
    ),
    ("gms-chat-agent-announced", flow, || waiting().gave_up(5.0, "agent-available", 4.0)),
    ("gms-chat-announced-once", flow, || {
        flow().push(2.0, 7, &announcement("0fafcd60258a11e300006072543ed1ff", X))
    }),
    ("gms-chat-announced-once", flow, || {
        known(r#"{"Billing":3}"#)
            .listen(0.0, 1)
            .create(0.5, 4, "chat-delay", "comet", X)
            .announce(1.2, 5, X)
    }),
    ("gms-chat-announcement-id", flow, || announcing(&announcement(PUSH, Y))),
    ("gms-chat-announcement-tag", flow, || {
        announcing(&announcement(PUSH, X).replace("agentavailable", "agentavailable.x"))
    }),
    (
        "gms-chat-stage-order",
        || flow().connect(1.5, 6, X).chat(2.0, 7, X),
        || waiting().connect(0.6, 6, X).chat(0.7, 7, X).announce(1.5, 8, X),
    ),
    ("gms-chat-stage-order", flow, || {
        let form = [("_device_notification_id", U), ("_device_os", "comet")];
        let tape = known(FREE).listen(0.0, 1).call(0.5, 4, "callback/chat-delay", &form);
        tape.announce(1.1, 5, X).ok(2.0, 4, &created(X))
    }),
    (
        "gms-chat-connect-answered-at-once",
        || flow().connect(1.5, 6, X).chat(2.0, 7, X),
        || flow().call(1.5, 6, &format!("{X}/connect"), &[]).ok(4.0, 6, &connected(X)),
    ),
    (
        "gms-chat-connect-answered-at-once",
        || flow().connect(1.5, 6, X).chat(2.0, 7, X),
        || {
            let path = format!("{X}/connect");
            flow().call(1.5, 6, &path, &[]).gave_up(5.0, "ConnectResponse", 3.5)
        },
    ),
    (
        "gms-chat-connect-id",
        || flow().connect(1.5, 6, X),
        || connecting(&connected(X).replace(&format!(r#""_id":"{X}""#), r#""_id":"1""#)),
    ),
    (
        "gms-chat-start-url-id",
        || flow().connect(1.5, 6, X),
        || connecting(&connected(X).replace(&format!("service/{X}"), &format!("service/{Y}"))),
    ),
    (
        "gms-chat-user-header-echoed",
        || flow().connect(1.5, 6, X),
        || connecting(&connected(X).replace(U, "someone")),
    ),
    (
        "gms-chat-position-in-total",
        || queue(QUEUE),
        || queue(&QUEUE.replace(r#""_position":2"#, r#""_position":3"#)),
    ),
    ("gms-chat-threshold-reason", || queue(QUEUE), || queue(&QUEUE.replace("35", "5"))),
    (
        "gms-chat-create-chat-id",
        || flow().connect(1.5, 6, X).chat(2.0, 7, X),
        || {
            let form = [("notify_by", "comet")];
            flow().connect(1.5, 6, X).ask(2.0, 7, &format!("{X}/ixn/chat"), &form, &chatting(Y))
        },
    ),
    (
        "gms-chat-one-service-id",
        || flow().connect(1.5, 6, X),
        || connecting(&connected(X).replace(&format!(r#""_id":"{X}""#), r#""_id":"1""#)),
    ),
];
