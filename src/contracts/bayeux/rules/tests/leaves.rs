//! When a client leaves, and whether it says so.

use super::{
    assert_rows,
    tape::{A, LEFT, Tape, leaving},
};

const RULE: &str = "bayeux-disconnect-on-leave";

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A).connect(1.0, 2, A)
}

/// At 2 s an event asks something of the client.
fn asked(channel: &str, please: &str) -> Tape {
    start().connected(
        2.0,
        2,
        &format!(r#"{{"channel":"{channel}","data":{{"please":"{please}"}}}}"#),
    )
}

fn to_leave() -> Tape {
    asked("/ringtrue/control", "leave")
}

fn leaves(tape: Tape) -> Tape {
    tape.post(2.1, 3, &leaving(A)).ok(2.2, 3, LEFT)
}

#[test]
fn a_client_that_was_asked_to_leave_and_falls_silent_has_left() {
    assert_rows(
        RULE,
        vec![
            ("it has a second and a half to say so", to_leave().end(3.4), 0, 0),
            ("it does not", to_leave().end(3.6), 1, 1),
            ("it does", leaves(to_leave()).end(9.0), 1, 0),
            ("the case broke off", to_leave().cut(9.0), 0, 0),
            ("it goes on", to_leave().connect(2.5, 3, A).end(9.0), 0, 0),
            (
                "what crosses the event is no going on",
                to_leave().connect(2.03, 3, A).end(9.0),
                1,
                1,
            ),
            ("it was asked for something else", asked("/ringtrue/control", "stay").end(9.0), 0, 0),
            ("it was asked elsewhere", asked("/x", "leave").end(9.0), 0, 0),
            ("nobody asked", start().end(9.0), 0, 0),
        ],
    );
}

#[test]
fn a_client_that_ends_well_has_left() {
    let lost =
        r#"[{"channel":"/meta/connect","id":"c","successful":false,"error":"402::unknown"}]"#;
    assert_rows(
        RULE,
        vec![
            ("without a word", start().exit(2.0, 0).end(9.0), 1, 1),
            ("without a word, though it was asked", to_leave().exit(2.5, 0).end(9.0), 1, 1),
            (
                "with a disconnect",
                leaves(start().connected(2.0, 2, "")).exit(2.5, 0).end(9.0),
                1,
                0,
            ),
            ("its session was over", start().ok(2.0, 2, lost).exit(2.5, 0).end(9.0), 0, 0),
            ("it never had one", Tape::default().exit(2.0, 0).end(9.0), 0, 0),
            ("it failed", start().exit(2.0, 1).end(9.0), 0, 0),
        ],
    );
}

#[test]
fn a_client_that_fails_when_it_is_asked_to_leave_has_not_left() {
    assert_rows(
        RULE,
        vec![
            ("it failed", to_leave().exit(2.5, 1).end(9.0), 0, 0),
            ("it was silent before it failed", to_leave().exit(4.0, 1).end(9.0), 0, 0),
            ("it had disconnected", leaves(to_leave()).exit(4.0, 1).end(9.0), 1, 0),
        ],
    );
}
