//! The connects of clients that leave.

use super::{
    assert_rows,
    tape::{A, B, LEFT, Tape, connecting, leaving, publishing},
};
use crate::transcript::Failure;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

const REPLY: &str = r#"[{"channel":"/meta/connect","id":"c","successful":true}]"#;

/// A connect is held since 1 s; its client leaves at 1.2 s, and is told so at 1.3 s.
fn leaves() -> Tape {
    start().connect(1.0, 2, A).post(1.2, 3, &leaving(A)).ok(1.3, 3, LEFT)
}

#[test]
fn the_connect_of_a_client_that_left_is_answered_at_once() {
    let rule = "bayeux-disconnect-releases-connect";
    let early = start().connect(1.0, 2, A).post(1.2, 3, &leaving(A)).connected(1.25, 2, "");
    let socket = || {
        let tape = Tape::default().socket(0.0, 1, A).say(1.0, 1, &connecting(A, ""));
        tape.say(1.2, 1, &leaving(A))
    };
    let refused = LEFT.replace("true", "false");
    let stays = || start().connect(1.0, 2, A).post(1.2, 3, &leaving(A)).ok(1.3, 3, &refused);
    let other =
        || start().shake(0.1, 6, B).connect(1.0, 2, B).post(1.2, 3, &leaving(A)).ok(1.3, 3, LEFT);
    assert_rows(
        rule,
        vec![
            ("in time", leaves().connected(2.5, 2, "").end(9.0), 1, 0),
            ("too late", leaves().connected(2.6, 2, "").end(9.0), 1, 1),
            ("in the moment of the answer", leaves().connected(1.3, 2, "").end(9.0), 1, 0),
            ("before the disconnect is answered", early.ok(1.3, 3, LEFT).end(9.0), 1, 0),
            (
                "that connect was to be refused",
                start()
                    .reject(0.9)
                    .connect(1.0, 2, A)
                    .post(1.2, 3, &leaving(A))
                    .connected(1.25, 2, "")
                    .ok(1.3, 3, LEFT)
                    .end(9.0),
                0,
                0,
            ),
            (
                "with an answer that has no reply",
                leaves().response(1.4, 2, 500, &[], "").end(9.0),
                1,
                0,
            ),
            ("that too late", leaves().response(2.6, 2, 500, &[], "").end(9.0), 1, 1),
            (
                "nobody waited for long enough",
                leaves().gave_up(2.5, "connect-reply", 1.2).cut(2.5),
                0,
                0,
            ),
            ("somebody did", leaves().gave_up(2.6, "connect-reply", 1.3).cut(2.7), 1, 1),
            ("to the end of the case", leaves().end(2.6), 1, 1),
            ("to the end of a case that broke off", leaves().cut(2.6), 0, 0),
            ("for something else", leaves().gave_up(2.6, "delivery", 1.3).cut(2.7), 0, 0),
            (
                "it is reported once",
                leaves().gave_up(2.6, "connect-reply", 1.3).connected(2.9, 2, "").end(9.0),
                1,
                1,
            ),
            ("another client stays", other().connected(2.9, 2, "").end(9.0), 0, 0),
            ("a client that may not leave stays", stays().connected(2.9, 2, "").end(9.0), 1, 0),
            (
                "an answer to something else ends no connect",
                leaves().publish(1.4, 5, A, "/x", "1").connected(2.9, 2, "").end(9.0),
                1,
                1,
            ),
            (
                "a connect that was sent afterwards is another matter",
                start()
                    .post(1.2, 3, &leaving(A))
                    .ok(1.3, 3, LEFT)
                    .connect(1.4, 2, A)
                    .ok(2.9, 2, &REPLY.replace("true", "false"))
                    .end(9.0),
                0,
                0,
            ),
            (
                "as is one in the same moment",
                start()
                    .post(1.2, 3, &leaving(A))
                    .ok(1.3, 3, LEFT)
                    .connect(1.3, 2, A)
                    .ok(2.9, 2, &REPLY.replace("true", "false"))
                    .end(9.0),
                0,
                0,
            ),
            (
                "it had been answered before",
                start()
                    .connect(0.5, 2, A)
                    .connected(1.0, 2, "")
                    .post(1.2, 3, &leaving(A))
                    .ok(1.3, 3, LEFT)
                    .end(9.0),
                0,
                0,
            ),
            (
                "it had been lost before",
                start()
                    .connect(0.5, 2, A)
                    .fails(1.0, 2)
                    .post(1.2, 3, &leaving(A))
                    .ok(1.3, 3, LEFT)
                    .end(9.0),
                0,
                0,
            ),
            (
                "it was to be refused",
                start()
                    .reject(0.9)
                    .connect(1.0, 2, A)
                    .post(1.2, 3, &leaving(A))
                    .ok(1.3, 3, LEFT)
                    .connected(2.9, 2, "")
                    .end(9.0),
                0,
                0,
            ),
            (
                "the answer to another one while a client leaves",
                start()
                    .connect(1.0, 2, A)
                    .post(1.2, 3, &leaving(A))
                    .publish(1.25, 5, A, "/x", "1")
                    .ok(1.3, 3, LEFT)
                    .end(1.4),
                0,
                0,
            ),
            (
                "on a socket, in time",
                socket().tell(1.3, 1, LEFT).tell(1.4, 1, REPLY).end(9.0),
                1,
                0,
            ),
            (
                "a socket that is closed instead",
                socket().tell(1.3, 1, LEFT).hang_up(1.4, 1).end(9.0),
                1,
                1,
            ),
            ("a socket that is closed before the answer", socket().hang_up(1.25, 1).end(9.0), 0, 0),
            (
                "a publish that a closed socket leaves is no connect",
                Tape::default()
                    .socket(0.0, 1, A)
                    .say(1.0, 1, &publishing(A, "/x", "1"))
                    .say(1.2, 1, &leaving(A))
                    .tell(1.3, 1, LEFT)
                    .hang_up(1.4, 1)
                    .end(9.0),
                0,
                0,
            ),
            (
                "a connect that was to be refused is left",
                Tape::default()
                    .socket(0.0, 1, A)
                    .reject(0.9)
                    .say(1.0, 1, &connecting(A, ""))
                    .say(1.2, 1, &leaving(A))
                    .tell(1.3, 1, LEFT)
                    .hang_up(1.4, 1)
                    .end(9.0),
                0,
                0,
            ),
            (
                "an exchange that breaks is over",
                leaves().breaks_off(1.4, 2, Failure::Reset).end(9.0),
                0,
                0,
            ),
        ],
    );
}
