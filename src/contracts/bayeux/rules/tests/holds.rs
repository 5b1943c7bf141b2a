//! Which connects a server may hold.

use super::{
    assert_rows,
    tape::{A, B, Tape, connecting, handshake, publishing, subscribing, welcome},
};
use crate::transcript::Failure;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

const REPLY: &str = r#"[{"channel":"/meta/connect","id":"c","successful":true}]"#;

/// Two connects of A, at 1 s and at 1.5 s.
fn two() -> Tape {
    start().connect(1.0, 2, A).post(1.5, 3, &second(""))
}

fn second(more: &str) -> String {
    connecting(A, more).replace("\"c\"", "\"c2\"")
}

const SECOND: &str = r#"[{"channel":"/meta/connect","id":"c2","successful":true}]"#;

#[test]
fn of_two_connects_that_wait_one_is_answered_at_once() {
    let rule = "bayeux-one-held-connect";
    let zero = r#""advice":{"timeout":0},"#;
    let socket = || {
        let tape = Tape::default().socket(0.0, 1, A).say(1.0, 1, &connecting(A, ""));
        tape.say(1.5, 1, &second(""))
    };
    let other = || two().shake(0.1, 6, B);
    let others = start().shake(0.1, 6, B).connect(1.0, 2, A).connect(1.5, 3, B);
    let third = connecting(A, "").replace("\"c\"", "\"c3\"");
    assert_rows(
        rule,
        vec![
            ("the first, in time", two().connected(2.7, 2, "").ok(3.2, 3, SECOND).end(9.0), 1, 0),
            (
                "what comes over the socket of both and is no message answers neither",
                socket().tell(1.6, 1, "[]").end(9.0),
                1,
                1,
            ),
            ("the second, in time", two().ok(2.7, 3, SECOND).connected(3.2, 2, "").end(9.0), 1, 0),
            ("the first, too late", two().connected(2.8, 2, "").ok(2.9, 3, SECOND).end(9.0), 1, 1),
            ("the second, too late", two().ok(2.8, 3, SECOND).connected(2.9, 2, "").end(9.0), 1, 1),
            (
                "the first, with an answer that has no reply",
                two().response(1.6, 2, 500, &[], "").ok(3.2, 3, SECOND).end(9.0),
                1,
                0,
            ),
            (
                "that too late",
                two().response(2.8, 2, 500, &[], "").ok(3.2, 3, SECOND).end(9.0),
                1,
                1,
            ),
            (
                "an answer to another request ends neither",
                two()
                    .publish(1.6, 5, A, "/x", "1")
                    .connected(2.9, 2, "")
                    .ok(3.0, 3, SECOND)
                    .end(9.0),
                1,
                1,
            ),
            (
                "an answer to another client ends neither",
                other()
                    .publish(1.6, 5, B, "/x", "1")
                    .connected(2.9, 2, "")
                    .ok(3.0, 3, SECOND)
                    .end(9.0),
                1,
                1,
            ),
            (
                "nobody waited for long enough",
                two().gave_up(2.7, "connect-reply", 1.2).end(2.7),
                0,
                0,
            ),
            ("somebody did", two().gave_up(2.8, "connect-reply", 1.3).cut(2.9), 1, 1),
            ("to the end of the case", two().end(2.8), 1, 1),
            ("for something else", two().gave_up(2.8, "delivery", 1.3).cut(2.9), 1, 1),
            (
                "it is reported once",
                two().gave_up(2.8, "connect-reply", 1.3).connected(2.9, 2, "").end(9.0),
                1,
                1,
            ),
            (
                "two clients have one each",
                others.connected(2.9, 2, "").connected(3.0, 3, "").end(9.0),
                0,
                0,
            ),
            (
                "the first had its answer",
                start()
                    .connect(1.0, 2, A)
                    .connected(1.4, 2, "")
                    .post(1.5, 3, &second(""))
                    .ok(3.4, 3, SECOND)
                    .end(9.0),
                0,
                0,
            ),
            (
                "in that moment",
                start()
                    .connect(1.0, 2, A)
                    .connected(1.5, 2, "")
                    .post(1.5, 3, &second(""))
                    .ok(3.4, 3, SECOND)
                    .end(9.0),
                0,
                0,
            ),
            (
                "the first was lost",
                start()
                    .connect(1.0, 2, A)
                    .fails(1.4, 2)
                    .post(1.5, 3, &second(""))
                    .ok(3.4, 3, SECOND)
                    .end(9.0),
                0,
                0,
            ),
            (
                "one of them wants no hold",
                start()
                    .connect(1.0, 2, A)
                    .post(1.5, 3, &second(zero))
                    .ok(3.0, 3, SECOND)
                    .connected(3.1, 2, "")
                    .end(9.0),
                0,
                0,
            ),
            (
                "one of them was to be refused",
                start()
                    .connect(1.0, 2, A)
                    .reject(1.4)
                    .post(1.5, 3, &second(""))
                    .ok(3.0, 3, SECOND)
                    .connected(3.1, 2, "")
                    .end(9.0),
                0,
                0,
            ),
            (
                "a socket has them both, and answers",
                socket().tell(1.6, 1, REPLY).tell(3.4, 1, SECOND).end(9.0),
                1,
                0,
            ),
            (
                "a socket has them both, and does not",
                socket().tell(2.9, 1, REPLY).tell(3.4, 1, SECOND).end(9.0),
                1,
                1,
            ),
            ("a socket that closes ends them both", socket().hang_up(1.6, 1).end(9.0), 1, 0),
            ("too late", socket().hang_up(2.9, 1).end(9.0), 1, 1),
            (
                "a third one is held against the second",
                two()
                    .connected(1.6, 2, "")
                    .post(2.0, 4, &third)
                    .ok(3.4, 3, SECOND)
                    .ok(3.5, 4, &SECOND.replace("c2", "c3"))
                    .end(9.0),
                2,
                1,
            ),
        ],
    );
}

#[test]
fn two_connects_of_which_nobody_knows_the_end_tell_nothing() {
    let lost = || two().breaks_off(1.6, 2, Failure::Reset);
    assert_rows(
        "bayeux-one-held-connect",
        vec![
            ("something is missing before the end", two().cut(2.8), 0, 0),
            ("the first was lost in time", lost().ok(3.4, 3, SECOND).end(9.0), 1, 0),
            (
                "it was lost when it was late",
                two().breaks_off(2.8, 2, Failure::Reset).end(9.0),
                1,
                1,
            ),
        ],
    );
}

/// A and B share a browser; A's connect is held since 1 s, B's is sent at 1.1 s.
fn share(first: &str, then: &str) -> Tape {
    Tape::default()
        .post_as(0.0, 1, first, &handshake("", r#""long-polling""#))
        .ok(0.1, 1, &welcome("", A))
        .post_as(0.2, 2, then, &handshake("", r#""long-polling""#))
        .ok(0.3, 2, &welcome("", B))
}

/// B is told early that it shares its browser.
fn told(tape: Tape) -> Tape {
    let says = r#"[{"channel":"/meta/subscribe","id":"s","subscription":"/x","successful":true,"advice":{"multiple-clients":true}}]"#;
    tape.post(0.5, 9, &subscribing(B, "/x")).ok(0.6, 9, says)
}

#[test]
fn a_client_that_is_told_that_it_shares_a_browser_is_not_held() {
    let rule = "bayeux-multiple-clients-not-held";
    let says = r#"[{"channel":"/meta/connect","id":"c","successful":true,"advice":{"multiple-clients":true}}]"#;
    let asks = |tape: Tape| {
        tape.post_as(1.0, 3, "z1", &connecting(A, "")).post_as(1.1, 4, "z1", &connecting(B, ""))
    };
    let says_not = says.replace("true}", "false}");
    let same = || share("z1", "z1");
    let late = |tape: Tape| tape.connected(2.5, 4, "").connected(2.9, 3, "").end(9.0);
    let alone = |tape: Tape| tape.post_as(1.1, 4, "z1", &connecting(B, ""));
    assert_rows(
        rule,
        vec![
            (
                "it is told with the answer, in time",
                asks(same()).ok(2.3, 4, says).connected(2.9, 3, "").end(9.0),
                1,
                0,
            ),
            ("too late", asks(same()).ok(2.4, 4, says).connected(2.9, 3, "").end(9.0), 1, 1),
            (
                "it was told before, in time",
                asks(told(same())).connected(2.3, 4, "").connected(2.9, 3, "").end(9.0),
                1,
                0,
            ),
            ("too late again", late(asks(told(same()))), 1, 1),
            ("nobody says so", late(asks(same())), 0, 0),
            (
                "it is told the contrary",
                asks(same()).ok(2.5, 4, &says_not).connected(2.9, 3, "").end(9.0),
                0,
                0,
            ),
            (
                "no other client has a connect",
                alone(told(same())).connected(2.5, 4, "").end(9.0),
                0,
                0,
            ),
            (
                "the other one's connect was answered",
                alone(told(same()).connect(0.7, 3, A).connected(1.0, 3, ""))
                    .connected(2.5, 4, "")
                    .end(9.0),
                0,
                0,
            ),
            (
                "in that moment",
                alone(told(same()).connect(0.7, 3, A).connected(1.1, 3, ""))
                    .connected(2.5, 4, "")
                    .end(9.0),
                0,
                0,
            ),
            (
                "the other one's connect came later",
                alone(told(same()))
                    .post_as(1.2, 3, "z1", &connecting(A, ""))
                    .connected(2.5, 4, "")
                    .end(9.0),
                0,
                0,
            ),
            (
                "the other one has another browser",
                told(share("z2", "z1"))
                    .post_as(1.0, 3, "z2", &connecting(A, ""))
                    .post_as(1.1, 4, "z1", &connecting(B, ""))
                    .connected(2.5, 4, "")
                    .end(9.0),
                0,
                0,
            ),
            (
                "nobody waited for long enough",
                asks(told(same())).gave_up(2.3, "connect-reply", 1.2).end(9.0),
                0,
                0,
            ),
            ("somebody did", asks(told(same())).gave_up(2.4, "connect-reply", 1.3).end(9.0), 1, 1),
            ("for something else", asks(told(same())).gave_up(2.4, "delivery", 1.3).end(9.0), 0, 0),
            (
                "nobody said so to the one that waits",
                asks(same()).gave_up(2.4, "connect-reply", 1.3).end(9.0),
                0,
                0,
            ),
            (
                "it is reported once",
                late(asks(told(same())).gave_up(2.4, "connect-reply", 1.3)),
                1,
                1,
            ),
            (
                "what else waits is no connect",
                told(same())
                    .post_as(1.0, 3, "z1", &connecting(A, ""))
                    .post_as(1.1, 4, "z1", &publishing(B, "/x", "1"))
                    .gave_up(2.4, "connect-reply", 1.3)
                    .end(9.0),
                0,
                0,
            ),
            (
                "alone in the browser it may be held",
                alone(told(same())).gave_up(2.4, "connect-reply", 1.3).end(9.0),
                0,
                0,
            ),
        ],
    );
}
