//! What it takes until a reply counts as missing, and what excuses that.

use super::{
    assert_rows,
    tape::{
        A, LEFT, Tape, connecting, handshake, leaving, publishing, replying, subscribing, welcome,
    },
};
use crate::transcript::Failure;

const SUBSCRIBE: &str = "bayeux-subscribe-answered";
const CONNECT: &str = "bayeux-connect-answered";

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

/// A subscribe at 1 s, for whose reply somebody waits until then, for so long.
fn in_vain(until: f64, after: f64) -> Tape {
    let tape = start().post(1.0, 2, &subscribing(A, "/x"));
    tape.gave_up(until, "subscribe-reply", after)
}

#[test]
fn a_reply_that_is_waited_for_in_vain_is_missing_once_it_is_overdue() {
    assert_rows(
        SUBSCRIBE,
        vec![
            ("it may take a second and the tolerance", in_vain(2.2, 1.2).end(9.0), 0, 0),
            ("longer is too long", in_vain(2.5, 1.5).end(9.0), 1, 1),
            (
                "waiting on makes it no second gap",
                in_vain(2.5, 1.5).gave_up(4.0, "response", 1.5).end(9.0),
                1,
                1,
            ),
            ("a wait that began before was for something else", in_vain(2.5, 2.0).end(9.0), 0, 0),
            ("a wait begins a little after what it waits for", in_vain(2.55, 1.5).end(9.0), 1, 1),
            ("the end of a recording is no wait", in_vain(1.2, 0.2).end(9.0), 0, 0),
        ],
    );
}

#[test]
fn a_connect_is_overdue_only_when_the_longest_hold_is_over() {
    let waits = |more: &str, after: f64| {
        let tape = start().post(1.0, 2, &connecting(A, more));
        tape.gave_up(1.0 + after, "connect-reply", after).end(20.0)
    };
    let unadvised = |after: f64| {
        let silent = welcome("", A).replace(&format!(",{}", super::tape::ADVICE), "");
        assert!(!silent.contains("advice"));
        let tape = Tape::default().post(0.0, 1, &handshake("", r#""long-polling""#));
        let tape = tape.ok(0.1, 1, &silent).connect(1.0, 2, A);
        tape.gave_up(1.0 + after, "connect-reply", after).end(90.0)
    };
    assert_rows(
        CONNECT,
        vec![
            ("two seconds of hold, one of delay, and the tolerance", waits("", 3.1), 0, 0),
            ("no hold is that long", waits("", 3.5), 1, 1),
            ("the client asked for more", waits(r#""advice":{"timeout":5000},"#, 4.0), 0, 0),
            ("even that is over", waits(r#""advice":{"timeout":5000},"#, 6.5), 1, 1),
            ("nobody said how long it is held", unadvised(60.0), 0, 0),
        ],
    );
}

#[test]
fn what_shares_a_request_with_a_connect_can_wait_with_it() {
    // A batch is no ordinary request; what came with the connect is seen where a client without
    // an id asks.
    let both = format!(
        "[{},{}]",
        connecting(A, "").trim_matches(['[', ']']),
        subscribing(A, "/x").trim_matches(['[', ']'])
    );
    let waits = |after: f64| {
        let tape = start().post(1.0, 2, &both);
        tape.gave_up(1.0 + after, "subscribe-reply", after).end(20.0)
    };
    assert_rows(
        "bayeux-batch-accepted",
        vec![("the connect is held", waits(3.1), 0, 0), ("the hold is over", waits(3.5), 1, 1)],
    );
}

#[test]
fn a_broken_exchange_counts_at_once_and_one_that_timed_out_when_it_is_overdue() {
    let broke = |at: f64, what: Failure| start().connect(1.0, 2, A).breaks_off(at, 2, what);
    assert_rows(
        CONNECT,
        vec![
            ("our patience ended before the hold", broke(2.0, Failure::Timeout).end(9.0), 0, 0),
            ("the hold ended before our patience", broke(5.0, Failure::Timeout).end(9.0), 1, 1),
            ("the server cut it", broke(2.0, Failure::Reset).end(9.0), 1, 1),
            ("nobody was there", broke(2.0, Failure::Refused).end(9.0), 0, 0),
        ],
    );
}

#[test]
fn on_a_socket_nothing_is_owed_behind_the_end_of_the_session() {
    let open = || Tape::default().socket(0.0, 1, A);
    let left = || open().say(1.0, 1, &leaving(A)).tell(1.1, 1, LEFT);
    let asks = |tape: Tape| tape.say(1.4, 1, &subscribing(A, "/x"));
    let silent = |tape: Tape| tape.gave_up(4.0, "subscribe-reply", 2.6).end(9.0);
    let polled = || start().post(1.0, 2, &leaving(A)).ok(1.1, 2, LEFT);
    assert_rows(
        SUBSCRIBE,
        vec![
            ("the server may end the socket", silent(asks(left())), 0, 0),
            ("or let it break", asks(left()).breaks_off(1.5, 1, Failure::Reset).end(9.0), 0, 0),
            ("it has not left", silent(asks(open())), 1, 1),
            ("a socket that is cut answers nothing", asks(open()).hang_up(1.5, 1).end(9.0), 1, 1),
            (
                "another exchange can say that the client is unknown",
                silent(polled().post(1.4, 3, &subscribing(A, "/x"))),
                1,
                1,
            ),
            (
                "and must",
                polled().post(1.4, 3, &subscribing(A, "/x")).ok(1.5, 3, "[]").end(9.0),
                1,
                1,
            ),
        ],
    );
}

#[test]
fn on_a_socket_with_something_that_is_no_message_a_server_can_give_up() {
    let spoiled = || Tape::default().socket(0.0, 1, A).say(1.0, 1, "[{");
    let asks = |tape: Tape| tape.say(1.1, 1, &subscribing(A, "/x"));
    let elsewhere = start().post(1.0, 2, "[{").response(1.1, 2, 400, &[], "");
    assert_rows(
        SUBSCRIBE,
        vec![
            ("in silence", asks(spoiled()).gave_up(4.0, "subscribe-reply", 2.9).end(9.0), 0, 0),
            ("or by closing it", asks(spoiled()).hang_up(1.2, 1).end(9.0), 0, 0),
            (
                "of other exchanges it cannot",
                elsewhere.post(1.2, 3, &subscribing(A, "/x")).ok(1.3, 3, "[]").end(9.0),
                1,
                1,
            ),
        ],
    );
}

#[test]
fn only_what_every_server_takes_alone_must_be_answered_by_itself() {
    let text = subscribing(A, "/x");
    let one = text.trim_matches(['[', ']']);
    let twice = format!("[{one},{}]", one.replace("\"s\"", "\"s2\""));
    let answered = |tape: Tape| tape.ok(1.1, 2, "[]").end(9.0);
    assert_rows(
        SUBSCRIBE,
        vec![
            ("a form has a rule of its own", answered(start().form(1.0, 2, &[&text])), 0, 0),
            ("so has a batch", answered(start().post(1.0, 2, &twice)), 0, 0),
            ("a GET need not be taken", answered(start().get(1.0, 2, Some("f"), &text)), 0, 0),
            ("a bare object need not be taken", answered(start().post(1.0, 2, one)), 0, 0),
            ("it was to be refused", answered(start().reject(0.9).post(1.0, 2, &text)), 0, 0),
            (
                "who names no client has another rule",
                answered(start().post(1.0, 2, &text.replace("clientId", "clientTo"))),
                0,
                0,
            ),
            (
                "a gateway answered",
                start().post(1.0, 2, &text).response(1.1, 2, 503, &[], "").end(9.0),
                0,
                0,
            ),
            ("an empty answer is none", answered(start().post(1.0, 2, &text)), 1, 1),
            (
                "nor is a refusal by HTTP",
                start().post(1.0, 2, &text).response(1.1, 2, 400, &[], "").end(9.0),
                1,
                1,
            ),
            (
                "a reply is",
                start().post(1.0, 2, &text).ok(1.1, 2, &replying("subscribe", "/x")).end(9.0),
                1,
                0,
            ),
            (
                "that of something else is not",
                start().post(1.0, 2, &publishing(A, "/x", "1")).ok(1.1, 2, "[]").end(9.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_handshake_is_owed_to_a_post_and_to_a_socket() {
    let shake = handshake("", r#""long-polling""#);
    let unheard = |awaited: &str| {
        let tape = Tape::default().post(0.0, 1, &shake);
        tape.gave_up(2.0, awaited, 2.0).end(9.0)
    };
    assert_rows(
        "bayeux-handshake-answered",
        vec![
            (
                "a form has a rule of its own",
                Tape::default().form(0.0, 1, &[&shake]).ok(0.1, 1, "[]").end(1.0),
                0,
                0,
            ),
            (
                "a GET need not be taken",
                Tape::default().get(0.0, 1, Some("f"), &shake).ok(0.1, 1, "f([])").end(1.0),
                0,
                0,
            ),
            (
                "a post must be",
                Tape::default().post(0.0, 1, &shake).ok(0.1, 1, "[]").end(1.0),
                1,
                1,
            ),
            (
                "a frame must be",
                Tape::default().open(0.0, 1).say(0.0, 1, &shake).hang_up(0.1, 1).end(1.0),
                1,
                1,
            ),
            ("a refusal was waited for", unheard("handshake-failure or delivery"), 1, 1),
            ("any response was", unheard("response"), 1, 1),
            ("something else was", unheard("connect-reply"), 0, 0),
        ],
    );
    assert_rows(
        SUBSCRIBE,
        vec![(
            "a refused handshake is no answer to a subscribe, nor is its absence",
            start()
                .post(1.0, 2, &subscribing(A, "/x"))
                .gave_up(4.0, "handshake-failure", 3.0)
                .end(9.0),
            0,
            0,
        )],
    );
}

#[test]
fn a_message_without_a_handshake_is_answered_whoever_it_names() {
    let rule = "bayeux-unconnected-answered";
    let publish = r#"[{"channel":"/x","id":"p","data":1}]"#;
    let silent = |tape: Tape| tape.ok(1.1, 2, "[]").end(9.0);
    let none = Tape::default;
    let bare = publish.trim_matches(['[', ']']);
    let batch = format!("[{bare},{}]", bare.replace("\"p\"", "\"q\""));
    let shake = handshake("", r#""long-polling""#);
    let with = format!("[{},{bare}]", shake.get(1..shake.len() - 1).unwrap());
    let stranger = connecting("nobody", "");
    assert_rows(
        rule,
        vec![
            ("it names nobody", silent(none().post(1.0, 2, publish)), 1, 1),
            (
                "it names a client that was invented",
                silent(none().reject(0.9).post(1.0, 2, &stranger)),
                1,
                1,
            ),
            (
                "a client that we have not seen may be connected",
                silent(none().post(1.0, 2, &stranger)),
                0,
                0,
            ),
            ("a client that was welcomed is", silent(start().reject(0.9).connect(1.0, 2, A)), 0, 0),
            ("a form need not be taken", silent(none().form(1.0, 2, &[publish])), 0, 0),
            ("a bare object need not be taken", silent(none().post(1.0, 2, bare)), 0, 0),
            ("a batch has a rule of its own", silent(none().post(1.0, 2, &batch)), 0, 0),
            ("what is with a handshake is passed over", silent(none().post(1.0, 2, &with)), 0, 0),
            (
                "so may be what is with garbage",
                silent(none().post(1.0, 2, &publish.replace(']', ",7]"))),
                0,
                0,
            ),
            (
                "a name outside the grammar need not be",
                silent(none().post(1.0, 2, &publish.replace("/x", "/x y"))),
                0,
                0,
            ),
            (
                "a socket carries it too",
                none().open(0.0, 2).say(1.0, 2, publish).hang_up(1.1, 2).end(9.0),
                1,
                1,
            ),
            (
                "a reply is enough",
                none()
                    .post(1.0, 2, publish)
                    .ok(1.1, 2, r#"[{"channel":"/x","id":"p","successful":false}]"#)
                    .end(9.0),
                1,
                0,
            ),
        ],
    );
}
