//! How long a client waits, and what it does when it is told not to go on.

use super::{
    assert_rows,
    tape::{A, B, LEFT, Tape, connecting, handshake, leaving, publishing, subscribing},
};

const C: &str = "cccccccccccccccccccccccc";

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

fn connect(id: u32) -> String {
    connecting(A, "").replace(r#""id":"c""#, &format!(r#""id":"c{id}""#))
}

/// The reply to a connect, with this advice.
fn reply(id: u32, successful: bool, reconnect: &str, interval: i32) -> String {
    format!(
        r#"[{{"channel":"/meta/connect","id":"c{id}","successful":{successful},"advice":{{"reconnect":"{reconnect}","interval":{interval}}}}}]"#
    )
}

/// A connect of A is answered so at 1.1 s.
fn told(successful: bool, reconnect: &str, interval: i32) -> Tape {
    start().post(1.0, 2, &connect(1)).ok(1.1, 2, &reply(1, successful, reconnect, interval))
}

/// B and C are at work beside A.
fn crowd(tape: Tape) -> Tape {
    tape.connect(0.5, 21, B).connect(0.5, 22, C)
}

/// The same as `told`, after B and C shook hands.
fn told_in_a_crowd(reconnect: &str, interval: i32) -> Tape {
    let tape = Tape::default().shake(-0.2, 19, B).shake(-0.1, 20, C).shake(0.0, 1, A);
    let tape = crowd(tape).post(1.0, 2, &connect(1));
    tape.ok(1.1, 2, &reply(1, false, reconnect, interval))
}

#[test]
fn an_interval_counts_from_the_end_of_the_connect_to_what_follows() {
    let again = |interval: i32, wait: f64| {
        told(true, "retry", interval).post(1.1 + wait, 3, &connect(2)).end(9.0)
    };
    let anew = |tape: Tape, wait: f64| tape.shake(1.1 + wait, 3, B).end(9.0);
    let between = r#"[{"channel":"/meta/subscribe","id":"s","subscription":"/x","successful":true,"advice":{"interval":5000}}]"#;
    let crossing = told(true, "retry", 0).post(1.2, 4, &subscribing(A, "/x")).ok(1.3, 4, between);
    assert_rows(
        "bayeux-interval-obeyed",
        vec![
            ("shorter by the tolerance", again(2000, 1.8), 1, 0),
            ("shorter by more", again(2000, 1.7), 1, 1),
            ("longer", again(2000, 7.0), 1, 0),
            ("an interval that can just be told from none", again(600, 0.1), 1, 1),
            ("one that cannot", again(500, 0.0), 0, 0),
            (
                "a handshake that was advised waits too",
                anew(told(false, "handshake", 2000), 1.9),
                1,
                0,
            ),
            ("or does not", anew(told(false, "handshake", 2000), 0.5), 1, 1),
            (
                "a handshake that nobody advised is a new start",
                anew(told(false, "retry", 2000), 0.5),
                0,
                0,
            ),
            (
                "where others are at work it may be theirs",
                anew(told_in_a_crowd("handshake", 2000), 0.5),
                0,
                0,
            ),
            (
                "advice that came since may have crossed the connect",
                crossing.post(1.4, 3, &connect(2)).end(9.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_wait_that_only_the_older_of_two_intervals_explains_follows_the_older() {
    let then = |older: i32, newer: i32, wait: f64| {
        let at = 1.1 + f64::from(older) / 1000.0 + 0.1;
        told(true, "retry", older)
            .post(at, 3, &connect(2))
            .ok(at + 0.1, 3, &reply(2, true, "retry", newer))
            .post(at + 0.1 + wait, 4, &connect(3))
            .end(20.0)
    };
    assert_rows(
        "bayeux-newer-advice-supersedes",
        vec![
            ("the newer, by the tolerance", then(1000, 3000, 2.8), 1, 0),
            ("less than that", then(1000, 3000, 2.7), 1, 1),
            ("the older, by the tolerance", then(1000, 3000, 0.8), 1, 1),
            ("neither", then(1000, 3000, 0.7), 0, 0),
            ("the two are nearly the same", then(1000, 1400, 1.1), 0, 0),
            ("the older is nearly none", then(400, 3000, 0.4), 0, 0),
            ("the newer is shorter, and a client can wait longer", then(3000, 1000, 3.0), 0, 0),
        ],
    );
}

#[test]
fn after_an_interval_below_zero_silence_is_right_and_a_connect_is_not() {
    let forbidden = || told(true, "retry", -1);
    let anew = r#"[{"channel":"/meta/subscribe","id":"s","subscription":"/x","successful":true,"advice":{"interval":0}}]"#;
    let taken_back = forbidden().post(1.2, 4, &subscribing(A, "/x")).ok(1.3, 4, anew);
    assert_rows(
        "bayeux-negative-interval-ends-it",
        vec![
            ("silence", forbidden().end(2.2), 1, 0),
            ("too short a silence", forbidden().end(1.8), 0, 0),
            ("a case that broke off", forbidden().cut(9.0), 0, 0),
            ("the client has ended", forbidden().exit(1.5, 0).end(9.0), 0, 0),
            ("a connect", forbidden().post(2.0, 3, &connect(2)).end(9.0), 1, 1),
            (
                "two of them",
                forbidden().post(2.0, 3, &connect(2)).post(3.0, 4, &connect(3)).end(9.0),
                1,
                1,
            ),
            (
                "another client's connect",
                forbidden().shake(1.2, 5, B).connect(1.3, 6, B).end(9.0),
                1,
                0,
            ),
            (
                "an interval of zero forbids nothing",
                told(true, "retry", 0).post(1.2, 3, &connect(2)).end(9.0),
                0,
                0,
            ),
            ("it was taken back", taken_back.post(2.0, 3, &connect(2)).end(9.0), 0, 0),
        ],
    );
}

/// Connects that end so, with these delays between them.
fn tries(delays: &[f64], end: impl Fn(Tape, f64, u32) -> Tape) -> Tape {
    let mut tape = start();
    let mut at = 1.0;
    for (index, delay) in (0_u32..).zip(delays.iter().copied().chain([0.0])) {
        tape = end(tape.post(at, 10 + index, &connect(index)), at, index);
        at += delay;
    }
    tape
}

/// Connects whose exchange fails.
fn fails(delays: &[f64]) -> Tape {
    tries(delays, |tape, at, index| tape.fails(at, 10 + index)).end(90.0)
}

#[test]
fn delays_grow_by_more_than_chance_before_they_count_as_growing() {
    assert_rows(
        "bayeux-backs-off",
        vec![
            ("by more than a tenth", fails(&[1.0, 1.15, 1.15]), 1, 0),
            ("by less", fails(&[1.0, 1.1, 1.1]), 1, 1),
            ("once is enough, with chance in the others", fails(&[1.0, 0.5, 2.0]), 1, 0),
            ("they shrink", fails(&[1.0, 0.5, 0.5]), 1, 1),
            ("two that are the same", fails(&[1.0, 0.9]), 1, 1),
            ("two that are different can be chance", fails(&[1.0, 0.8]), 0, 0),
            ("two that grow", fails(&[1.0, 2.0]), 1, 0),
            ("one tells nothing", fails(&[1.0]), 0, 0),
        ],
    );
}

#[test]
fn only_failures_in_a_row_of_one_client_without_new_advice_are_to_be_delayed() {
    let same = [1.0, 1.0, 1.0];
    let said = |successful: bool, advice: &str| {
        let body = format!(r#""successful":{successful}{advice}"#);
        tries(&same, |tape, at, index| {
            tape.ok(
                at,
                10 + index,
                &format!(r#"[{{"channel":"/meta/connect","id":"c{index}",{body}}}]"#),
            )
        })
        .end(90.0)
    };
    let publishes = tries(&same, |tape, at, index| {
        tape.fails(at, 10 + index).publish(at + 0.1, 30 + index, A, "/x", "1")
    });
    let others = tries(&same, |tape, at, index| {
        tape.fails(at, 10 + index).connect(at + 0.1, 30 + index, B).connected(
            at + 0.2,
            30 + index,
            "",
        )
    });
    let over_sockets = (0_u32..4).fold(start(), |tape, index| {
        let at = 1.0 + f64::from(index);
        tape.open(at, 10 + index).say(at, 10 + index, &connect(index)).hang_up(at, 10 + index)
    });
    let recovered = tries(&same, |tape, at, index| tape.fails(at, 10 + index))
        .post(5.0, 20, &connect(20))
        .connected(5.1, 20, "")
        .post(5.2, 21, &connect(21))
        .connected(5.3, 21, "");
    assert_rows(
        "bayeux-backs-off",
        vec![
            ("refusals are failures", said(false, ""), 1, 1),
            ("advice says when to come again", said(false, r#","advice":{"interval":0}"#), 0, 0),
            ("what is granted is no failure", said(true, ""), 0, 0),
            ("a publish between them is another matter", publishes.end(90.0), 1, 1),
            ("so is another client", others.end(90.0), 1, 1),
            ("so are sockets", over_sockets.end(90.0), 0, 0),
            ("they are judged once, when one succeeds", recovered.end(90.0), 1, 1),
            (
                "a case that broke off",
                tries(&same, |tape, at, index| tape.fails(at, 10 + index)).cut(90.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_handshake_is_due_when_a_refusal_advises_it() {
    let rule = "bayeux-handshake-on-advice";
    let due = || told(false, "handshake", 0);
    let twice = due().post(4.0, 3, &connect(2)).ok(4.1, 3, &reply(2, false, "handshake", 0));
    assert_rows(
        rule,
        vec![
            ("within five seconds and the tolerance", due().end(6.2), 0, 0),
            ("not even then", due().end(6.5), 1, 1),
            ("a case that broke off", due().cut(9.0), 0, 0),
            ("it comes", due().shake(2.0, 3, B).end(9.0), 1, 0),
            ("the client may still wait", told(false, "handshake", 1).end(90.0), 0, 0),
            ("it leaves instead", due().post(2.0, 3, &leaving(A)).ok(2.1, 3, LEFT).end(9.0), 0, 0),
            ("who is told again was told the first time", twice.end(7.0), 1, 1),
            (
                "where others are at work nobody can tell",
                told_in_a_crowd("handshake", 0).end(9.0),
                0,
                0,
            ),
            ("other advice asks for none", told(false, "retry", 0).end(9.0), 0, 0),
            ("what is granted asks for none", told(true, "handshake", 0).end(9.0), 0, 0),
            (
                "a handshake that nobody advised shows nothing",
                start().shake(2.0, 3, B).end(9.0),
                0,
                0,
            ),
        ],
    );
    assert_rows(
        "bayeux-no-retry-on-handshake-advice",
        vec![
            ("it retries", due().post(2.0, 3, &connect(2)).end(9.0), 1, 1),
            ("it was told to", told(false, "retry", 0).post(2.0, 3, &connect(2)).end(9.0), 0, 0),
            ("another client connects", due().shake(2.0, 3, B).connect(2.1, 4, B).end(9.0), 1, 0),
            (
                "a handshake that nobody advised shows nothing",
                told(false, "retry", 0).shake(2.0, 3, B).end(9.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn who_is_told_to_do_neither_does_neither() {
    let rule = "bayeux-none-ends-it";
    let none = || told(false, "none", 0);
    let before = Tape::default().shake(0.0, 18, B).shake(0.1, 1, A).post(1.0, 2, &connect(1));
    let before = before.ok(1.1, 2, &reply(1, false, "none", 0));
    assert_rows(
        rule,
        vec![
            ("silence", none().end(2.2), 1, 0),
            ("too short a silence", none().end(1.6), 0, 0),
            ("a case that broke off", none().cut(9.0), 0, 0),
            ("the client ends", none().exit(1.2, 0).end(9.0), 1, 0),
            ("a connect", none().post(2.0, 3, &connect(2)).end(9.0), 1, 1),
            (
                "a handshake",
                none().post(2.0, 3, &handshake("", r#""long-polling""#)).end(9.0),
                1,
                1,
            ),
            ("another client connects", before.connect(2.0, 3, B).end(9.0), 1, 0),
            (
                "where others are at work a handshake may be theirs",
                told_in_a_crowd("none", 0)
                    .post(2.0, 3, &handshake("", r#""long-polling""#))
                    .end(9.0),
                1,
                0,
            ),
            ("other advice", told(false, "retry", 0).end(9.0), 0, 0),
            ("a publish is neither", none().post(2.0, 3, &publishing(A, "/x", "1")).end(9.0), 1, 0),
        ],
    );
}
