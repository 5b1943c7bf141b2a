//! When connects are to be answered, and where.

use super::{
    assert_rows,
    tape::{A, B, Tape, connecting, handshake, publishing, subscribing, welcome},
};
use crate::transcript::Source;

const ANSWERED: &str = "bayeux-connect-answered";

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

const REPLY: &str = r#"[{"channel":"/meta/connect","id":"c","successful":true}]"#;

#[test]
fn a_reply_to_a_connect_comes_over_the_exchange_that_carried_it() {
    let astray = |tape: Tape, id: &str| {
        let reply = REPLY.replace("\"c\"", &format!("\"{id}\""));
        let both = format!(r#"[{{"channel":"/x","id":"p","successful":true}},{}"#, &reply[1..]);
        tape.post(1.5, 3, &publishing(A, "/x", "1")).ok(1.6, 3, &both)
    };
    let late = |tape: Tape| tape.connected(3.0, 2, "").end(9.0);
    let other = || Tape::default().shake(0.0, 1, A).shake(0.1, 5, B).connect(1.0, 2, B);
    assert_rows(
        ANSWERED,
        vec![
            (
                "it stands in the answer to a publish",
                astray(start().connect(1.0, 2, A), "c").end(9.0),
                1,
                1,
            ),
            (
                "nobody has a connect with that id",
                late(astray(start().connect(1.0, 2, A), "z")),
                1,
                0,
            ),
            ("the connect with that id is another client's", late(astray(other(), "c")), 1, 0),
            (
                "that connect was to be refused",
                late(astray(start().reject(0.9).connect(1.0, 2, A), "c")),
                0,
                0,
            ),
            (
                "what has that id is no connect",
                astray(start().post(1.0, 2, &subscribing(A, "/y").replace("\"s\"", "\"c\"")), "c")
                    .end(9.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_later_connect_excuses_the_one_that_it_replaced_and_no_other() {
    let again = connecting(A, "").replace("\"c\"", "\"c2\"");
    assert_rows(
        ANSWERED,
        vec![
            (
                "the earlier one was answered",
                start()
                    .connect(1.0, 2, A)
                    .connected(1.5, 2, "")
                    .post(2.0, 3, &again)
                    .ok(2.5, 3, "[]")
                    .end(9.0),
                2,
                1,
            ),
            (
                "the earlier one was not",
                start().connect(1.0, 2, A).ok(1.5, 2, "[]").post(2.0, 3, &again).end(9.0),
                1,
                1,
            ),
            (
                "it is still open when somebody waits for it",
                start()
                    .connect(1.0, 2, A)
                    .post(1.5, 3, &again)
                    .gave_up(5.0, "connect-reply", 4.0)
                    .end(9.0),
                0,
                0,
            ),
            (
                "another client's connect replaces nothing",
                start()
                    .shake(0.1, 5, B)
                    .connect(1.0, 2, A)
                    .connect(1.2, 3, B)
                    .ok(1.5, 2, "[]")
                    .end(9.0),
                1,
                1,
            ),
        ],
    );
}

#[test]
fn a_connect_is_held_for_what_was_advised_and_not_longer() {
    let rule = "bayeux-connect-hold-advised";
    let held = |tape: Tape, more: &str, seconds: f64| {
        tape.post(1.0, 2, &connecting(A, more)).connected(1.0 + seconds, 2, "").end(99.0)
    };
    let long = || {
        let long = welcome("", A).replace("2000", "30000");
        Tape::default().post(0.0, 1, &handshake("", r#""long-polling""#)).ok(0.1, 1, &long)
    };
    let told = r#"[{"channel":"/meta/subscribe","id":"s","subscription":"/x","successful":true,"advice":{"multiple-clients":true}}]"#;
    let shares = || start().post(0.5, 9, &subscribing(A, "/x")).ok(0.6, 9, told);
    let zero = r#""advice":{"timeout":0},"#;
    let text = connecting(A, "");
    let text = text.trim_matches(['[', ']']);
    let bare = start().bare(1.0, Source::Consumer, "connect-request", text).bare(
        4.0,
        Source::Provider,
        "connect-reply",
        REPLY.trim_matches(['[', ']']),
    );
    assert_rows(
        rule,
        vec![
            ("within the tolerance", held(start(), "", 2.2), 1, 0),
            ("beyond it", held(start(), "", 2.3), 1, 1),
            ("a long hold may be late in proportion", held(long(), "", 32.5), 1, 0),
            ("and no more", held(long(), "", 33.5), 1, 1),
            ("a connect of another kind has its own rule", held(start(), zero, 4.0), 0, 0),
            (
                "one that the client wants held longer",
                held(start(), r#""advice":{"timeout":4000},"#, 3.9),
                1,
                0,
            ),
            ("what was to be refused may take its time", held(start().reject(0.9), "", 4.0), 0, 0),
            ("who shares a browser has another rule", held(shares(), "", 4.0), 0, 0),
            ("messages without a carrier have no times", bare.end(9.0), 0, 0),
        ],
    );
}

#[test]
fn a_connect_that_wants_no_hold_is_answered_at_once() {
    let rule = "bayeux-timeout-zero-at-once";
    let zero = r#""advice":{"timeout":0},"#;
    let asks = || start().post(1.0, 2, &connecting(A, zero));
    let reply = |tape: Tape, at: f64| tape.connected(at, 2, "").end(9.0);
    let text = connecting(A, zero);
    let bare = start()
        .bare(1.0, Source::Consumer, "connect-request", text.trim_matches(['[', ']']))
        .bare(4.0, Source::Provider, "connect-reply", REPLY.trim_matches(['[', ']']));
    let slow = start().post(1.0, 2, &subscribing(A, "/x")).ok(
        4.0,
        2,
        &super::tape::replying("subscribe", "/x"),
    );
    assert_rows(
        rule,
        vec![
            ("a second and the tolerance are at once", reply(asks(), 2.2), 1, 0),
            ("more is not", reply(asks(), 2.3), 1, 1),
            ("nobody waited long enough", asks().gave_up(2.2, "connect-reply", 1.2).end(2.2), 0, 0),
            ("somebody did", asks().gave_up(2.4, "connect-reply", 1.4).end(2.5), 1, 1),
            ("the case went on long enough", asks().end(2.4), 1, 1),
            ("what ends without its end tells nothing", asks().cut(2.4), 0, 0),
            (
                "a wait for something else tells nothing",
                asks().gave_up(2.4, "delivery", 1.4).cut(2.5),
                0,
                0,
            ),
            (
                "one gap is reported once",
                reply(asks().gave_up(2.4, "connect-reply", 1.4), 3.0),
                1,
                1,
            ),
            ("an answer ends the wait", reply(asks(), 1.1), 1, 0),
            ("one that wants to be held is", reply(start().connect(1.0, 2, A), 2.9), 0, 0),
            (
                "what was to be refused may take its time",
                reply(start().reject(0.9).post(1.0, 2, &connecting(A, zero)), 2.9),
                0,
                0,
            ),
            ("messages without a carrier have no times", bare.end(9.0), 0, 0),
            ("it is about connects", slow.end(9.0), 0, 0),
            (
                "and about no other open request",
                start().post(1.0, 2, &subscribing(A, "/x")).end(9.0),
                0,
                0,
            ),
        ],
    );
}
