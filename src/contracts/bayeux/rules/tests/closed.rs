//! Channels whose messages are spread to nobody, and the ids of acknowledgements.

use super::{
    assert_rows,
    tape::{A, B, Tape, event, publishing},
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
fn what_is_published_on_a_meta_channel_is_judged_where_somebody_listens() {
    let rule = "bayeux-meta-not-delivered";
    let on_meta = |tape: Tape| {
        tape.reject(1.0).post(1.0, 5, &publishing(B, "/meta/foo", DATA)).response(
            1.1,
            5,
            400,
            &[],
            "",
        )
    };
    let twice = |tape: Tape| tape.gave_up(2.3, "delivery", 1.2).end(3.0);
    assert_rows(
        rule,
        vec![
            ("nothing came for as long as somebody waited", twice(on_meta(listens("/**"))), 1, 0),
            ("nothing came to the end", on_meta(listens("/**")).end(3.0), 1, 0),
            (
                "the case broke off",
                on_meta(listens("/**")).gave_up(2.3, "connect-reply", 1.2).cut(3.0),
                0,
                0,
            ),
            ("nobody listens", twice(on_meta(both())), 0, 0),
            ("nobody published there", twice(published()), 0, 0),
            (
                "other garbage is none",
                twice(listens("/**").post(1.0, 5, "[{").response(1.1, 5, 400, &[], "")),
                0,
                0,
            ),
            ("it came", gets(on_meta(listens("/**")), &event("/meta/foo", DATA)), 2, 1),
            ("another event came", gets(published(), &event("/x", DATA)), 0, 0),
        ],
    );
}

#[test]
fn what_a_service_is_told_it_may_tell_the_client_that_asked() {
    let rule = "bayeux-service-not-broadcast";
    let asked = |tape: Tape, by: &str| tape.publish(1.0, 5, by, "/service/x", DATA);
    let echo = event("/service/x", DATA);
    let unnamed = publishing(B, "/service/x", DATA).replace("clientId", "client");
    assert_rows(
        rule,
        vec![
            ("another client hears of it", gets(asked(listens("/**"), B), &echo), 1, 1),
            ("the client that asked does", gets(asked(listens("/**"), A), &echo), 0, 0),
            (
                "a client that asked the same does",
                gets(asked(asked(listens("/**"), A), B), &echo),
                0,
                0,
            ),
            ("nobody can tell who asked", gets(listens("/**").post(1.0, 5, &unnamed), &echo), 0, 0),
            (
                "a broadcast channel is none",
                gets(listens("/**").publish(1.0, 5, B, "/x", DATA), &event("/x", DATA)),
                0,
                0,
            ),
            (
                "other words are a service's own",
                gets(asked(listens("/**"), B), &event("/service/x", "7")),
                0,
                0,
            ),
            (
                "the service told the client that asked, and nobody else",
                waited(asked(listens("/**").connect(0.6, 6, B), B).connected(1.1, 6, &echo), 3.0),
                1,
                0,
            ),
            ("it stays away", waited(asked(listens("/**"), B), 3.0), 1, 0),
            ("it stays away to the end", asked(listens("/**"), B).end(3.0), 1, 0),
            (
                "the case broke off",
                asked(listens("/**"), B).gave_up(2.9, "response", 1.2).cut(3.0),
                0,
                0,
            ),
            (
                "nobody would have been taken for a subscriber",
                waited(asked(listens("/x"), B), 3.0),
                0,
                0,
            ),
            (
                "who listens could not be reached",
                waited(asked(both().subscribe(0.2, 3, A, "/**"), B), 3.0),
                0,
                0,
            ),
            ("only the client that asked listens", waited(asked(listens("/**"), A), 3.0), 0, 0),
            (
                "a broadcast event that stays away is another matter",
                waited(listens("/**").publish(1.0, 5, B, "/x", DATA), 3.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn the_id_of_an_acknowledgement_is_that_of_the_publish_and_a_service_may_add_to_it() {
    let acked = |channel: &str, id: &str| {
        let reply = format!(r#"[{{"channel":"{channel}",{id}"successful":true}}]"#);
        both().post(1.0, 5, &publishing(B, channel, DATA)).ok(1.1, 5, &reply).end(2.0)
    };
    let unasked = || {
        let unnamed = publishing(B, "/x", DATA).replace("\"id\":\"p\",", "");
        let reply = r#"[{"channel":"/x","id":"9","successful":true}]"#;
        both().post(1.0, 5, &unnamed).ok(1.1, 5, reply).end(2.0)
    };
    assert_rows(
        "bayeux-publish-reply-id",
        vec![
            ("the same", acked("/x", r#""id":"p","#), 1, 0),
            ("one made from it is another", acked("/x", r#""id":"p1","#), 1, 1),
            ("an acknowledgement may have none", acked("/x", ""), 0, 0),
            ("a service has its own rule", acked("/service/x", r#""id":"q","#), 0, 0),
            ("a publish without an id", unasked(), 0, 0),
        ],
    );
    assert_rows(
        "bayeux-service-reply-id",
        vec![
            ("the same", acked("/service/x", r#""id":"p","#), 1, 0),
            ("one made from it", acked("/service/x", r#""id":"p1","#), 1, 0),
            ("another", acked("/service/x", r#""id":"q","#), 1, 1),
            ("none", acked("/service/x", ""), 1, 1),
            ("a broadcast channel has its own rule", acked("/x", r#""id":"q","#), 0, 0),
        ],
    );
}
