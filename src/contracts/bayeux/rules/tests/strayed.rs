//! Events that must not come, and what must not be in them.

use super::{
    assert_rows,
    tape::{A, B, Tape, event, handshake, publishing, replying, subscribing},
};

const DATA: &str = r#"{"word":"cornerstone"}"#;

/// A and B have sessions.
fn both() -> Tape {
    Tape::default().shake(0.0, 1, A).shake(0.1, 2, B)
}

/// A is subscribed, and has a connect.
fn listens(subscription: &str) -> Tape {
    both().subscribe(0.2, 3, A, subscription).connect(0.5, 4, A)
}

/// B publishes at 1 s, and is told that it was taken.
fn published() -> Tape {
    listens("/x").publish(1.0, 5, B, "/x", DATA)
}

fn waited(tape: Tape, until: f64) -> Tape {
    tape.gave_up(until, "delivery", until - 1.0).end(9.0_f64.min(until))
}

/// What A gets with the answer to its connect.
fn gets(tape: Tape, events: &str) -> Tape {
    tape.connected(1.1, 4, events).end(3.0)
}

#[test]
fn each_stray_event_has_one_rule() {
    let came = |subscription: &str, channel: &str| {
        let tape = listens(subscription).publish(1.0, 5, B, channel, DATA);
        gets(tape, &event(channel, DATA))
    };
    let publish = publishing(B, "/y", DATA);
    let shake = handshake("", r#""long-polling""#);
    let together = format!(
        "[{},{}]",
        shake.get(1..shake.len() - 1).unwrap(),
        publish.trim_matches(['[', ']'])
    );
    let past =
        both().subscribe(0.2, 3, A, "/other").unsubscribe(0.3, 6, A, "/other").connect(0.5, 4, A);
    assert_rows(
        "bayeux-delivery-only-subscribed",
        vec![
            ("nobody asked for it", came("/x", "/y"), 1, 1),
            ("it was asked for", came("/x", "/x"), 1, 0),
            ("services have their own rule", came("/x", "/service/y"), 0, 0),
            ("a near miss has its own rule", came("/x/*", "/x/y/z"), 0, 0),
            (
                "what came with a handshake has its own rule",
                gets(listens("/x").post(1.0, 5, &together), &event("/y", DATA)),
                0,
                0,
            ),
            (
                "another subscription that was ended excuses nothing",
                gets(past.publish(1.0, 5, B, "/y", DATA), &event("/y", DATA)),
                1,
                1,
            ),
        ],
    );
    assert_rows(
        "bayeux-star-one-segment-only",
        vec![
            ("it was asked for by name", came("/x", "/x"), 0, 0),
            ("it has nothing to do with the pattern", came("/x/*", "/y"), 0, 0),
            ("it lies too deep", came("/x/*", "/x/y/z"), 1, 1),
            ("two stars have their own rule", came("/x/**", "/x"), 0, 0),
        ],
    );
}

#[test]
fn an_event_that_stays_away_shows_something_if_it_could_have_come() {
    let rule = "bayeux-star-one-segment-only";
    let deep = |tape: Tape| tape.publish(1.0, 5, B, "/x/y/z", DATA);
    let unsaid = listens("/x/*").post(1.0, 5, &publishing(B, "/x/y/z", DATA)).ok(1.01, 5, "[]");
    let refused = listens("/x/*").post(1.0, 5, &publishing(B, "/x/y/z", DATA)).ok(
        1.01,
        5,
        r#"[{"channel":"/x/y/z","id":"p","successful":false}]"#,
    );
    assert_rows(
        rule,
        vec![
            ("a connect waited for long enough", waited(deep(listens("/x/*")), 3.0), 1, 0),
            ("to the end of the case", deep(listens("/x/*")).end(3.0), 1, 0),
            (
                "the case broke off",
                deep(listens("/x/*")).gave_up(3.0, "connect-reply", 1.0).cut(3.0),
                0,
                0,
            ),
            ("there was no connect", waited(deep(both().subscribe(0.2, 3, A, "/x/*")), 3.0), 0, 0),
            ("it came", gets(deep(listens("/x/*")), &event("/x/y/z", DATA)), 1, 1),
            ("nobody published it", waited(refused, 3.0), 0, 0),
            ("nobody knows whether the server took it", unsaid.end(3.0), 0, 0),
            (
                "what was published is no near miss",
                waited(listens("/x/*").publish(1.0, 5, B, "/y", DATA), 3.0),
                0,
                0,
            ),
            (
                "there was no such pattern",
                waited(deep(listens("/x/**")).connected(1.2, 4, &event("/x/y/z", DATA)), 3.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn the_end_of_a_subscription_counts_for_what_is_published_after_it() {
    let rule = "bayeux-unsubscribe-stops-delivery";
    let ended = |at: f64| {
        both()
            .subscribe(0.2, 3, A, "/x")
            .connect(0.3, 4, A)
            .post(0.9, 6, &subscribing(A, "/x").replace("subscribe", "unsubscribe"))
            .ok(at, 6, &replying("unsubscribe", "/x"))
    };
    assert_rows(
        rule,
        vec![
            (
                "after it",
                gets(ended(0.95).publish(1.0, 5, B, "/x", DATA), &event("/x", DATA)),
                1,
                1,
            ),
            (
                "in the same moment",
                gets(ended(1.0).publish(1.0, 5, B, "/x", DATA), &event("/x", DATA)),
                0,
                0,
            ),
            (
                "before it",
                both()
                    .subscribe(0.2, 3, A, "/x")
                    .connect(0.3, 4, A)
                    .publish(0.8, 5, B, "/x", DATA)
                    .unsubscribe(0.9, 6, A, "/x")
                    .connected(1.1, 4, &event("/x", DATA))
                    .end(3.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_client_id_leaks_wherever_it_stands_but_in_what_the_publisher_wrote() {
    let with = |member: &str| {
        let text = event("/x", DATA).replace("\"data\"", &format!("{member},\"data\""));
        gets(published(), &text)
    };
    let said = format!(r#"{{"from":"{B}"}}"#);
    let told = gets(listens("/x").publish(1.0, 5, B, "/x", &said), &event("/x", &said));
    let own = gets(listens("/x").publish(1.0, 5, A, "/x", DATA), &event("/x", DATA));
    assert_rows(
        "bayeux-client-id-not-leaked",
        vec![
            ("none is in it", with(r#""id":"p""#), 1, 0),
            ("as the sender", with(&format!(r#""clientId":"{B}""#)), 1, 1),
            ("as a sender that we do not know", with(r#""clientId":"zzzz""#), 1, 1),
            ("the receiver knows its own", with(&format!(r#""clientId":"{A}""#)), 1, 0),
            ("in a text", with(&format!(r#""by":"{B}""#)), 1, 1),
            (
                "deep in an extension",
                with(&format!(r#""ext":{{"route":[{{"from":"{B}"}}]}}"#)),
                1,
                1,
            ),
            (
                "an extension can name the receiver",
                with(&format!(r#""ext":{{"to":["{A}"]}}"#)),
                1,
                0,
            ),
            ("an extension can say anything else", with(r#""ext":{"to":["zzzz",7]}"#), 1, 0),
            ("the publisher gave it away", told, 1, 0),
            ("who hears itself has nothing to learn", own, 0, 0),
        ],
    );
}
