//! Transcripts for the rules on the consumer.

use super::{
    Pair,
    tape::{PUSH, Tape, U, X, Y, announcement, connected, created},
};
use crate::codec::multipart;

const FORM: &str = "multipart/form-data; boundary=b";
const CREATE: &str = "/genesys/1/service/callback/chat-delay";

fn good() -> Tape {
    Tape::default().create(0.0, 1, "chat-delay", "comet", X)
}

/// A create with another content type, or another content.
fn sent(kind: &str, body: &[u8]) -> Tape {
    let fields = [("Content-Type", kind), ("gms_user", U)];
    Tape::default().request(0.0, 1, "POST", CREATE, &fields, body).ok(0.1, 1, &created(X))
}

fn part(header: &str) -> Tape {
    sent(FORM, format!("--b\r\n{header}\r\n\r\nv\r\n--b--\r\n").as_bytes())
}

fn at(path: &str) -> Tape {
    good().call(1.0, 2, path, &[])
}

fn listening() -> Tape {
    Tape::default().listen(0.0, 1).create(0.5, 4, "chat-delay", "comet", X)
}

fn announced() -> Tape {
    listening().push(1.0, 5, &announcement(PUSH, X))
}

fn whole() -> Tape {
    announced().connect(1.5, 6, X).chat(2.0, 7, X).end(3.0)
}

/// A chat at a URL of the provider's own, or not.
fn elsewhere(url: &str) -> Tape {
    let answer = connected(X).replace("http://h/genesys/1", "http://other/x");
    let fields = [("Content-Type", FORM), ("gms_user", U)];
    let body = multipart::write("b", &[("notify_by", "comet")]);
    announced()
        .ask(1.5, 6, &format!("{X}/connect"), &[], &answer)
        .request(2.0, 7, "POST", url, &fields, &body)
        .ok(2.1, 7, &super::tape::chatting(X))
}

pub(super) static PAIRS: &[Pair] = &[
    ("gms-chat-post", good, || {
        let path = format!("/genesys/1/service/{X}/retrieve-notifications");
        good().request(1.0, 2, "GET", &path, &[("gms_user", U)], b"")
    }),
    ("gms-chat-multipart", good, || sent("application/x-www-form-urlencoded", b"a=b")),
    ("gms-chat-multipart", good, || sent("multipart/form-data", &multipart::write("b", &[]))),
    ("gms-chat-form-wellformed", good, || {
        sent(FORM, b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n")
    }),
    ("gms-chat-form-wellformed", good, || sent(FORM, &multipart::write("c", &[("a", "1")]))),
    ("gms-chat-form-crlf", good, || {
        let body = String::from_utf8(multipart::write("b", &[("a", "1")])).unwrap();
        sent(FORM, body.replace('\r', "").as_bytes())
    }),
    ("gms-chat-form-parts", good, || part("Content-Disposition: form-data; name=a")),
    ("gms-chat-form-parts", good, || part("Content-Type: text/plain")),
    ("gms-chat-path", good, || at(&format!("{X}/poke"))),
    ("gms-chat-path", good, || at(&format!("connect/{X}"))),
    ("gms-chat-path", good, || at(&format!("{X}/retrieve_notification"))),
    ("gms-chat-path", good, || at("callback/connect")),
    ("gms-chat-user-header", good, || {
        let kind = [("Content-Type", FORM)];
        Tape::default().request(0.0, 1, "POST", CREATE, &kind, &multipart::write("b", &[]))
    }),
    ("gms-chat-user-header", good, || {
        good().call_as(1.0, 2, "other", &format!("{X}/retrieve-notifications"), &[])
    }),
    ("gms-chat-user-header-is-device", good, || {
        let form = [("_device_notification_id", "another"), ("_device_os", "comet")];
        Tape::default().call(0.0, 1, "callback/chat-delay", &form)
    }),
    ("gms-chat-connect-follows-announcement", whole, || listening().connect(1.0, 6, X)),
    ("gms-chat-connect-follows-announcement", whole, || announced().end(3.0)),
    ("gms-chat-chat-follows-connect", whole, || announced().connect(1.5, 6, X).end(3.0)),
    ("gms-chat-chat-after-connect", whole, || announced().chat(1.5, 6, X)),
    (
        "gms-chat-urls-followed",
        || elsewhere(&format!("http://other/x/service/{X}/ixn/chat")),
        || elsewhere(&format!("http://h/genesys/1/service/{X}/ixn/chat")),
    ),
    ("gms-chat-channel-subscribed", whole, || {
        Tape::default()
            .create(0.5, 4, "chat-delay", "gcm", X)
            .connect(1.5, 6, X)
            .chat(2.0, 7, X)
            .end(3.0)
    }),
    (
        "gms-chat-path",
        || at(&format!("{Y}/connect")).call(2.0, 3, &format!("{Y}/ixn/chat/send"), &[]),
        || at(X).call(2.0, 3, "callback", &[]),
    ),
];
