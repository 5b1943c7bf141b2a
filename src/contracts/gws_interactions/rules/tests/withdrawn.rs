//! The rules on withdrawals: when they come, and that they are the end.

use serde_json::json;

use super::tape::{A, Tape, connect_reply, email, start, with};

const X: &str = "0001NaAAAAAAAAAA";
const PATH: &str = "/me/interactions/0001NaAAAAAAAAAA";
const RULE: &str = "unanswered-invite-revoked";

/// An invite at 1.1, which is revoked after so many seconds.
fn invited(period: &str) -> Tape {
    start().fact("revoke-after", period).told(1.0, 3, A, &[email("Invited", X)])
}

fn revoked(tape: Tape, at: f64, link: u32) -> Tape {
    tape.connected(at, link, &[email("Revoked", X)])
}

#[test]
fn a_withdrawal_may_come_a_little_after_the_period() {
    revoked(invited("1").connect(1.2, 4, A), 2.7, 4).holds(RULE);
    revoked(invited("1").connect(1.2, 4, A), 3.1, 4).breaks_rule(RULE);
    revoked(invited("-1").connect(1.2, 4, A), 3.1, 4).is_silent_on(RULE);
    revoked(invited("inf").connect(1.2, 4, A), 3.1, 4).is_silent_on(RULE);
}

#[test]
fn a_withdrawal_of_what_was_acted_on_has_no_period() {
    let acted = invited("1").connect(1.2, 4, A).operate(1.3, 5, A, (PATH, "Reject", 3));
    revoked(acted, 3.1, 4).is_silent_on(RULE);
    let before = start().fact("revoke-after", "1").told(0.2, 21, A, &[]);
    let before = before.operate(0.5, 5, A, (PATH, "Reject", 0));
    let before = before.told(1.0, 3, A, &[email("Invited", X)]).connect(1.2, 4, A);
    revoked(before, 3.1, 4).breaks_rule(RULE);
}

#[test]
fn a_withdrawal_is_missed_once_though_it_comes_at_last() {
    let late = invited("1").connect(1.2, 4, A).gave_up(3.1, 1.0);
    late.breaks_rule(RULE);
    late.gave_up(3.2, 1.0).breaks_rule(RULE);
    let late = invited("1").connect(1.2, 4, A).gave_up(3.1, 1.0);
    revoked(late, 3.2, 4).breaks_rule(RULE);
}

#[test]
fn a_withdrawal_that_had_to_wait_for_its_client_is_not_late() {
    // It is due at 3.1, and nothing could carry it before 5.
    let deaf = || invited("2").told(2.5, 4, A, &[]);
    revoked(deaf().connect(5.0, 5, A), 5.1, 5).is_silent_on(RULE);
    deaf().gave_up(6.0, 1.0).is_silent_on(RULE);
    let short = deaf().told(3.2, 5, A, &[]).told(3.4, 6, A, &[]);
    short.gave_up(6.0, 1.0).breaks_rule(RULE);
}

#[test]
fn a_connect_that_had_no_time_to_carry_it_misses_nothing() {
    // Due at 2.1, late at 2.85.
    let early = invited("1").told(2.15, 4, A, &[]);
    early.gave_up(2.3, 0.5).is_silent_on(RULE);
    let broken = invited("1").connect(2.0, 4, A).breaks(2.6, 4);
    broken.gave_up(4.0, 1.0).is_silent_on(RULE);
    invited("1").connect(2.8, 4, A).gave_up(3.0, 0.2).is_silent_on(RULE);
    let refused = with(connect_reply("4"), "/successful", json!(false));
    let refused = invited("1").connect(2.5, 4, A).tell(2.6, 4, &json!([refused]));
    refused.gave_up(4.0, 1.0).is_silent_on(RULE);
    let away = with(connect_reply("4"), "/successful", json!(false));
    let away = invited("1").connect(1.2, 4, A).tell(3.0, 4, &json!([away]));
    away.gave_up(4.0, 1.0).is_silent_on(RULE);
}

#[test]
fn silence_after_a_withdrawal_counts_only_where_it_was_waited_for() {
    let gone = || invited("1").told(2.0, 4, A, &[email("Revoked", X)]).connect(2.2, 5, A);
    gone().connected(2.5, 5, &[]).breaks(2.6, 5).is_silent_on("revoked-is-final");
    gone().gave_up_on(3.0, 0.5, "operation-reply").is_silent_on("revoked-is-final");
    gone().gave_up(3.0, 0.5).holds("revoked-is-final");
    let offered = invited("9").connect(1.2, 4, A).gave_up(3.0, 0.5);
    offered.is_silent_on("revoked-is-final");
}
