//! The states of a client: how it begins, whose id it uses, what it takes up again.

use super::{
    assert_rows,
    tape::{
        A, B, LEFT, Tape, connecting, handshake, leaving, publishing, replying, subscribing,
        welcome,
    },
};

const C: &str = "cccccccccccccccccccccccc";
const REFUSED: &str =
    r#"[{"channel":"/meta/connect","id":"c","successful":false,"error":"402::unknown"}]"#;
const LOST: &str = r#"[{"channel":"/meta/connect","id":"c","successful":false,"error":"402::unknown","advice":{"reconnect":"handshake","interval":0}}]"#;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

#[test]
fn a_client_connects_after_a_handshake_and_before_its_disconnect() {
    let none = Tape::default;
    let stranger = || none().connect(1.0, 2, A);
    let left = || {
        start().connect(1.0, 2, A).connected(1.5, 2, "").post(2.0, 3, &leaving(A)).ok(2.1, 3, LEFT)
    };
    let unnamed = connecting(A, "").replace("clientId", "client");
    let cut_in = none().ok(0.1, 1, &welcome("", A)).connect(1.0, 2, A).ok(1.1, 2, REFUSED);
    assert_rows(
        "bayeux-client-states",
        vec![
            (
                "after a handshake, once for each client",
                start().connect(1.0, 2, A).connected(1.5, 2, "").connect(1.6, 3, A).end(9.0),
                1,
                0,
            ),
            ("and it left in good order", left().end(9.0), 2, 0),
            (
                "it goes on after that",
                left().connect(3.0, 4, A).ok(3.1, 4, REFUSED).connect(4.0, 5, A).end(9.0),
                2,
                1,
            ),
            ("a case that broke off", left().cut(9.0), 1, 0),
            (
                "a connect without a handshake, which the server refused",
                stranger().ok(1.1, 2, REFUSED).end(9.0),
                1,
                1,
            ),
            (
                "one that it knows began before the recording",
                stranger().connected(1.1, 2, "").connect(1.2, 3, A).connected(1.3, 3, "").end(9.0),
                0,
                0,
            ),
            (
                "one that was to be refused",
                none().reject(0.9).connect(1.0, 2, A).ok(1.1, 2, REFUSED).end(9.0),
                0,
                0,
            ),
            (
                "one without a client id",
                none().post(1.0, 2, &unnamed).ok(1.1, 2, REFUSED).end(9.0),
                0,
                0,
            ),
            (
                "a handshake was asked for before",
                none()
                    .post(0.0, 1, &handshake("", r#""long-polling""#))
                    .connect(1.0, 2, A)
                    .ok(1.1, 2, REFUSED)
                    .end(9.0),
                0,
                0,
            ),
            (
                "a handshake was asked for afterwards",
                stranger()
                    .post(1.05, 3, &handshake("", r#""long-polling""#))
                    .ok(1.1, 2, REFUSED)
                    .end(9.0),
                1,
                1,
            ),
            (
                "something else was asked for before",
                none()
                    .post(0.5, 3, r#"[{"channel":"/x","id":"p","data":1}]"#)
                    .connect(1.0, 2, A)
                    .ok(1.1, 2, REFUSED)
                    .end(9.0),
                1,
                1,
            ),
            ("the handshake was answered before the recording", cut_in.end(9.0), 1, 0),
        ],
    );
}

/// A loses its session with a subscription, and B takes its place.
fn anew() -> Tape {
    start().subscribe(0.5, 2, A, "/x").connect(1.0, 3, A).ok(2.0, 3, LOST).shake(2.1, 4, B)
}

#[test]
fn the_id_of_a_refused_session_is_not_used_beside_that_of_the_next() {
    let uses = |tape: Tape, id: &str| tape.post(3.0, 5, &publishing(id, "/y", "1")).end(9.0);
    let two = || start().shake(0.1, 9, B).connect(1.0, 3, A).ok(2.0, 3, LOST);
    let retried =
        start().connect(1.0, 3, A).ok(2.0, 3, &LOST.replace("\"handshake\"", "\"retry\""));
    let crossing = start().connect(1.0, 3, A).post(2.1, 4, &handshake("", r#""long-polling""#));
    let crossing = crossing.ok(2.5, 3, LOST).ok(2.5, 4, &welcome("", B));
    assert_rows(
        "bayeux-session-id-of-last-handshake",
        vec![
            ("the old one", uses(anew(), A), 1, 1),
            ("the new one", uses(anew(), B), 1, 0),
            ("one of two clients was refused later than the other began", uses(two(), A), 0, 0),
            ("the other began in the moment of the refusal", uses(crossing, A), 0, 0),
            ("there was no other session", uses(start(), A), 0, 0),
            ("the old one was not given up", uses(retried.shake(2.1, 4, B), A), 0, 0),
            ("nor was it refused", uses(start().shake(2.1, 4, B), A), 0, 0),
        ],
    );
}

#[test]
fn who_lost_a_session_takes_up_one_of_its_subscriptions() {
    let rule = "bayeux-robust-subscribes-again";
    let ends = |tape: Tape| tape.connect(2.4, 6, B).end(9.0);
    let unsubscribe = subscribing(B, "/x").replace("subscribe", "unsubscribe");
    let refused = replying("subscribe", "/x").replace("true", "false");
    let two = start().subscribe(0.5, 2, A, "/x").subscribe(0.6, 7, A, "/y");
    let two = two.connect(1.0, 3, A).ok(2.0, 3, LOST).shake(2.1, 4, B);
    let none = start().connect(1.0, 3, A).ok(2.0, 3, LOST).shake(2.1, 4, B);
    let dropped = start().subscribe(0.5, 2, A, "/x").unsubscribe(0.6, 7, A, "/x");
    let dropped = dropped.connect(1.0, 3, A).ok(2.0, 3, LOST).shake(2.1, 4, B);
    let denied = start().post(0.5, 2, &subscribing(A, "/x")).ok(0.6, 2, &refused);
    let denied = denied.connect(1.0, 3, A).ok(2.0, 3, LOST).shake(2.1, 4, B);
    let other = start().subscribe(0.5, 2, A, "/x").connect(1.0, 3, A).shake(2.1, 4, B);
    let retried = start().subscribe(0.5, 2, A, "/x").connect(1.0, 3, A).ok(
        2.0,
        3,
        &LOST.replace("\"handshake\"", "\"retry\""),
    );
    let crowded = anew().shake(0.0, 8, C).connect(2.3, 9, C);
    assert_rows(
        rule,
        vec![
            ("it does not", ends(anew()), 1, 1),
            ("it has a second and a half for it", anew().connect(2.4, 6, B).end(3.5), 0, 0),
            ("the case broke off", anew().connect(2.4, 6, B).cut(9.0), 0, 0),
            ("the client ended", anew().exit(2.2, 0).end(9.0), 0, 0),
            ("it does", ends(anew().subscribe(2.2, 5, B, "/x")), 1, 0),
            ("one of two is enough", ends(two.subscribe(2.2, 5, B, "/y")), 1, 0),
            ("another is not", ends(anew().subscribe(2.2, 5, B, "/z")), 1, 1),
            (
                "it may not",
                ends(anew().post(2.2, 5, &subscribing(B, "/x")).ok(2.3, 5, &refused)),
                1,
                1,
            ),
            (
                "to end one is not to take it up",
                ends(anew().post(2.2, 5, &unsubscribe).ok(2.3, 5, &replying("unsubscribe", "/x"))),
                1,
                1,
            ),
            ("it had none", ends(none), 0, 0),
            ("it had ended it", ends(dropped), 0, 0),
            ("it had been denied", ends(denied), 0, 0),
            ("the other session was not refused", ends(other), 0, 0),
            ("it was to retry", ends(retried.shake(2.1, 4, B)), 0, 0),
            ("where others are at work nobody can tell who succeeds whom", ends(crowded), 0, 0),
        ],
    );
}
