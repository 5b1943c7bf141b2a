//! What waits behind a connect that is held.

use super::{
    assert_rows,
    tape::{A, B, LEFT, Tape, connecting, leaving, publishing, replying, subscribing},
};

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

const PUBLISHED: &str = r#"[{"channel":"/x","id":"p","successful":true}]"#;

const REPLY: &str = r#"[{"channel":"/meta/connect","id":"c","successful":true}]"#;

/// A connect is held on link 2 since 1 s, and a publish waits on link 3 since 1.1 s.
fn beside() -> Tape {
    start().connect(1.0, 2, A).post(1.1, 3, &publishing(A, "/x", "1"))
}

#[test]
fn a_reply_is_queued_when_it_is_late_and_comes_with_the_end_of_the_hold() {
    let replied =
        |released: f64, at: f64| beside().connected(released, 2, "").ok(at, 3, PUBLISHED).end(9.0);
    let slow = |at: f64| beside().ok(at, 3, PUBLISHED).connected(at + 0.1, 2, "").end(9.0);
    assert_rows(
        "bayeux-publish-not-queued",
        vec![
            ("while the connect is held", slow(1.2), 1, 0),
            ("late, while the connect is held", slow(2.6), 1, 0),
            ("in time, after the connect", replied(2.1, 2.2), 1, 0),
            ("just too late, after the connect", replied(2.3, 2.4), 1, 1),
            ("late, and long after the connect", replied(1.5, 3.0), 1, 0),
            ("as late as a hold takes, after the connect", replied(2.9, 3.8), 1, 1),
        ],
    );
}

#[test]
fn only_a_connect_that_is_held_elsewhere_at_that_time_holds_anything_up() {
    let ask = publishing(A, "/x", "1");
    let lost = start().connect(0.5, 2, A).fails(0.9, 2).post(1.1, 3, &ask);
    let together = format!(
        "[{},{}]",
        connecting(A, "").trim_matches(['[', ']']),
        ask.trim_matches(['[', ']'])
    );
    let whole = format!("[{},{}", PUBLISHED.trim_matches(['[', ']']), &REPLY[1..]);
    let late = |tape: Tape| tape.connected(2.9, 2, "").ok(3.0, 3, PUBLISHED).end(9.0);
    let socket = || Tape::default().socket(0.0, 1, A).say(1.0, 1, &connecting(A, ""));
    let stopped = start().connect(0.5, 2, A).connected(0.9, 2, "").post(1.1, 3, &ask);
    assert_rows(
        "bayeux-publish-not-queued",
        vec![
            ("it was sent later", late(start().post(1.0, 3, &ask).connect(1.1, 2, A)), 0, 0),
            ("it was answered before", stopped.ok(3.0, 3, PUBLISHED).end(9.0), 0, 0),
            (
                "it was answered in that moment",
                start()
                    .connect(0.5, 2, A)
                    .connected(1.1, 2, "")
                    .post(1.1, 3, &ask)
                    .ok(3.0, 3, PUBLISHED)
                    .end(9.0),
                0,
                0,
            ),
            (
                "it was lost in that moment",
                start()
                    .connect(0.5, 2, A)
                    .fails(1.1, 2)
                    .post(1.1, 3, &ask)
                    .ok(3.0, 3, PUBLISHED)
                    .end(9.0),
                0,
                0,
            ),
            (
                "it was lost since, and nobody knows whether the reply waited for that",
                beside().fails(2.9, 2).ok(3.0, 3, PUBLISHED).end(9.0),
                1,
                0,
            ),
            ("it was lost before", lost.ok(3.0, 3, PUBLISHED).end(9.0), 0, 0),
            (
                "it was to be refused",
                late(start().reject(0.9).connect(1.0, 2, A).post(1.1, 3, &ask)),
                0,
                0,
            ),
            (
                "it is another client's",
                late(start().shake(0.1, 5, B).connect(1.0, 2, B).post(1.1, 3, &ask)),
                0,
                0,
            ),
            (
                "it shares the request",
                start().post(1.0, 2, &together).ok(3.0, 2, &whole).end(9.0),
                0,
                0,
            ),
            (
                "on a socket it shares nothing",
                socket().say(1.1, 1, &ask).tell(2.9, 1, REPLY).tell(3.0, 1, PUBLISHED).end(9.0),
                1,
                1,
            ),
            (
                "what waits was to be refused",
                late(start().connect(1.0, 2, A).reject(1.05).post(1.1, 3, &ask)),
                0,
                0,
            ),
            (
                "what waits ends the session",
                start()
                    .connect(1.0, 2, A)
                    .post(1.1, 3, &leaving(A))
                    .connected(2.9, 2, "")
                    .ok(3.0, 3, LEFT)
                    .end(9.0),
                0,
                0,
            ),
            (
                "what waits names nobody",
                late(start().connect(1.0, 2, A).post(1.1, 3, &ask.replace("clientId", "client"))),
                0,
                0,
            ),
            (
                "a subscribe waits like a publish",
                start()
                    .connect(1.0, 2, A)
                    .post(1.1, 3, &subscribing(A, "/x"))
                    .connected(2.9, 2, "")
                    .ok(3.0, 3, &replying("subscribe", "/x"))
                    .end(9.0),
                1,
                1,
            ),
        ],
    );
}

#[test]
fn a_response_that_is_waited_for_in_vain_is_queued_while_the_connect_is_held() {
    let vain =
        |tape: Tape, until: f64, after: f64| tape.gave_up(until, "publish-reply", after).end(9.0);
    let socket = Tape::default().socket(0.0, 1, A).say(1.0, 1, &connecting(A, ""));
    let ask = publishing(A, "/x", "1");
    let text = |both: &str| start().post(1.0, 2, both);
    let together = format!(
        "[{},{}]",
        connecting(A, "").trim_matches(['[', ']']),
        ask.trim_matches(['[', ']'])
    );
    assert_rows(
        "bayeux-publish-not-queued",
        vec![
            ("it may take a second and the tolerance", vain(beside(), 2.3, 1.2), 0, 0),
            ("longer is too long", vain(beside(), 2.5, 1.4), 1, 1),
            (
                "it is too late once",
                vain(beside(), 2.5, 1.4).gave_up(2.9, "publish-reply", 0.4).ok(3.0, 3, PUBLISHED),
                1,
                1,
            ),
            ("the wait began before", vain(beside(), 2.5, 2.0), 0, 0),
            ("the wait began a little after", vain(beside(), 2.5, 1.35), 1, 1),
            (
                "the wait was for something else",
                beside().gave_up(2.5, "delivery", 1.4).end(9.0),
                0,
                0,
            ),
            (
                "the connect is not held any more",
                vain(beside().connected(1.5, 2, ""), 2.5, 1.4),
                0,
                0,
            ),
            ("nothing is held", vain(start().post(1.1, 3, &ask), 2.5, 1.4), 0, 0),
            (
                "on a socket an acknowledgement can be left out",
                vain(socket.say(1.1, 1, &ask), 2.5, 1.4),
                0,
                0,
            ),
            ("it shares the request", vain(text(&together), 2.5, 1.5), 0, 0),
            (
                "another request waits by its own right",
                start()
                    .connect(1.0, 2, A)
                    .post(1.1, 3, &leaving(A))
                    .gave_up(2.5, "disconnect-reply", 1.4)
                    .end(9.0),
                0,
                0,
            ),
        ],
    );
}
