//! Transcripts for the rules on events.

use super::{
    Pair,
    tape::{A, B, Tape, event, handshake, publishing, welcome},
};

const DATA: &str = r#"{"word":"cornerstone"}"#;

/// A waits for events with this subscription while B publishes on a channel.
fn published(subscription: &str, channel: &str) -> Tape {
    Tape::default()
        .shake(0.0, 1, A)
        .shake(0.1, 2, B)
        .subscribe(0.2, 3, A, subscription)
        .connect(0.5, 4, A)
        .publish(1.0, 5, B, channel, DATA)
}

fn came(subscription: &str, channel: &str) -> Tape {
    published(subscription, channel).connected(1.1, 4, &event(channel, DATA)).end(2.0)
}

fn stayed_away(subscription: &str, channel: &str) -> Tape {
    published(subscription, channel).gave_up(2.3, "delivery", 1.2).connected(2.5, 4, "").end(3.0)
}

fn changed(text: &str) -> Tape {
    published("/x/y", "/x/y").connected(1.1, 4, text).end(2.0)
}

/// B publishes once A has unsubscribed.
fn dropped(events: &str) -> Tape {
    Tape::default()
        .shake(0.0, 1, A)
        .shake(0.1, 2, B)
        .subscribe(0.2, 3, A, "/x/y")
        .unsubscribe(0.3, 4, A, "/x/y")
        .connect(0.5, 5, A)
        .publish(1.0, 6, B, "/x/y", DATA)
        .gave_up(2.3, "delivery", 1.2)
        .connected(2.5, 5, events)
        .end(3.0)
}

/// B publishes on a meta channel while A listens to everything.
fn on_meta(events: &str) -> Tape {
    Tape::default()
        .shake(0.0, 1, A)
        .shake(0.1, 2, B)
        .subscribe(0.2, 3, A, "/**")
        .connect(0.5, 4, A)
        .reject(1.0)
        .post(1.0, 5, &publishing(B, "/meta/foo", DATA))
        .response(1.1, 5, 400, &[], "")
        .gave_up(2.3, "delivery", 1.2)
        .connected(2.5, 4, events)
        .end(3.0)
}

/// The same over a socket of each.
fn on_sockets(events: &str) -> Tape {
    let shake = |tape: Tape, link, id: &str| {
        tape.open(0.0, link).say(0.0, link, &handshake("", r#""websocket""#)).tell(
            0.1,
            link,
            &welcome("", id).replace("\"long-polling\"", "\"websocket\""),
        )
    };
    let tape = shake(shake(Tape::default(), 1, A), 2, B);
    tape.say(0.2, 1, &super::tape::subscribing(A, "/x/y"))
        .tell(0.3, 1, &super::tape::replying("subscribe", "/x/y"))
        .say(0.4, 1, &super::tape::connecting(A, "").replace("long-polling", "websocket"))
        .say(1.0, 2, &publishing(B, "/x/y", DATA))
        .tell(1.1, 2, r#"[{"channel":"/x/y","id":"p","successful":true}]"#)
        .tell(1.1, 1, events)
        .gave_up(2.1, "delivery", 1.0)
        .end(3.0)
}

pub(super) const PAIRS: &[Pair] = &[
    (
        "bayeux-delivery-reaches-subscribers",
        || came("/x/y", "/x/y"),
        || stayed_away("/x/y", "/x/y"),
    ),
    (
        "bayeux-delivery-reaches-subscribers",
        || on_sockets(&format!("[{}]", event("/x/y", DATA))),
        || on_sockets("[]"),
    ),
    ("bayeux-star-matches-child", || came("/x/*", "/x/y"), || stayed_away("/x/*", "/x/y")),
    (
        "bayeux-doublestar-matches-descendants",
        || came("/x/**", "/x/y/z"),
        || stayed_away("/x/**", "/x/y/z"),
    ),
    ("bayeux-star-one-segment-only", || stayed_away("/x/*", "/x/y/z"), || came("/x/*", "/x/y/z")),
    ("bayeux-doublestar-below-only", || stayed_away("/x/**", "/xy"), || came("/x/**", "/xy")),
    ("bayeux-delivery-only-subscribed", || came("/x/y", "/x/y"), || came("/x/y", "/else")),
    ("bayeux-unsubscribe-stops-delivery", || dropped(""), || dropped(&event("/x/y", DATA))),
    (
        "bayeux-delivery-intact",
        || came("/x/y", "/x/y"),
        || changed(r#"{"channel":"/x/y","id":"p","data":{"word":"cornerst"}}"#),
    ),
    (
        "bayeux-client-id-not-leaked",
        || came("/x/y", "/x/y"),
        || {
            changed(
                &event("/x/y", DATA).replace("\"data\"", &format!("\"clientId\":\"{B}\",\"data\"")),
            )
        },
    ),
    ("bayeux-meta-not-delivered", || on_meta(""), || on_meta(&event("/meta/foo", DATA))),
    (
        "bayeux-service-not-broadcast",
        || stayed_away("/**", "/service/x"),
        || came("/**", "/service/x"),
    ),
];
