//! What a client does after an event that is broken on purpose.

use super::{
    assert_rows,
    tape::{A, B, LEFT, Tape, connecting, leaving},
};

const RULE: &str = "bayeux-robust-broken-event";
const BROKEN: &str = r#"{"channel":"/a","id":"b1"}"#;

fn warned(tape: Tape) -> Tape {
    tape.breaks(0.5, "b1", "bayeux/Delivery/data:required")
}

/// The answer to a connect, with this advice.
fn reply(advice: &str) -> String {
    format!(r#"{{"channel":"/meta/connect","id":"c","successful":true,"advice":{{{advice}}}}}"#)
}

/// A connect is answered at 1.1 s, with the broken event before the reply.
fn told(advice: &str) -> Tape {
    let tape = warned(Tape::default().shake(0.0, 1, A)).connect(1.0, 2, A);
    tape.ok(1.1, 2, &format!("[{BROKEN},{}]", reply(advice)))
}

/// A connect waits on a socket since 0.2 s.
fn waits() -> Tape {
    warned(Tape::default().socket(0.0, 1, A).say(0.2, 1, &connecting(A, "")))
}

#[test]
fn a_client_connects_again_in_time_or_has_a_reason_not_to() {
    let plain = || told(r#""reconnect":"retry""#);
    let behind = warned(Tape::default().shake(0.0, 1, A)).connect(1.0, 2, A);
    let behind = behind.ok(1.1, 2, &format!("[{},{BROKEN}]", reply("")));
    assert_rows(
        RULE,
        vec![
            ("it has two seconds and a half, and the tolerance", plain().end(3.8), 0, 0),
            ("not longer", plain().end(3.9), 1, 1),
            ("the case broke off", plain().cut(9.0), 0, 0),
            ("it connects", plain().connect(2.0, 3, A).end(9.0), 1, 0),
            ("it shakes hands", plain().shake(2.0, 3, B).end(9.0), 1, 0),
            ("it leaves", plain().post(2.0, 3, &leaving(A)).ok(2.1, 3, LEFT).end(9.0), 0, 0),
            ("it had to wait first", told(r#""interval":1000"#).end(4.8), 0, 0),
            ("it waited, and no more", told(r#""interval":1000"#).end(5.0), 1, 1),
            ("it was told not to go on", told(r#""reconnect":"none""#).end(9.0), 0, 0),
            ("it was told not to come again", told(r#""interval":-1"#).end(9.0), 0, 0),
            ("the event came behind the reply", behind.end(9.0), 1, 1),
        ],
    );
}

#[test]
fn on_a_socket_a_connect_is_due_when_none_is_out() {
    let event = |tape: Tape| tape.tell(1.5, 1, &format!("[{BROKEN}]"));
    let answered = waits().tell(1.0, 1, &format!("[{}]", reply("")));
    assert_rows(
        RULE,
        vec![
            ("it still waits", event(waits()).end(9.0), 0, 0),
            ("it waits again", event(answered.say(1.1, 1, &connecting(A, ""))).end(9.0), 0, 0),
            ("it hung up, and does not come back", event(waits()).hangs_up(1.6, 1).end(9.0), 1, 1),
            (
                "it hung up, and comes back",
                event(waits()).hangs_up(1.6, 1).connect(2.0, 2, A).end(9.0),
                1,
                0,
            ),
            ("the server hung up", event(waits()).hang_up(1.6, 1).end(9.0), 0, 0),
            ("it hung up without such an event", waits().hangs_up(1.6, 1).end(9.0), 0, 0),
        ],
    );
}
