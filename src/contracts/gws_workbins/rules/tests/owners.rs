//! The rule on who owns a workbin.

use super::tape::{A, Tape, W, item, late, of, start, state};

const RULE: &str = "owner-constant";

/// A change of the content of a workbin that this user owns.
fn content(tape: Tape, at: f64, link: u32, owner: &str) -> Tape {
    tape.told(at, link, A, &[of(owner, item("ItemAdded", W))])
}

fn subscribed_to(owner: &str) -> Tape {
    start().told(0.5, 3, A, &[of(owner, state("Subscribed", W))])
}

#[test]
fn a_workbin_has_one_owner_while_a_subscription_stands() {
    content(subscribed_to("u1"), 1.0, 4, "u1").holds(RULE);
    content(subscribed_to("u1"), 1.0, 4, "u2").breaks_rule(RULE);
    let anew = subscribed_to("u1").told(1.0, 4, A, &[of("u2", state("Subscribed", W))]);
    anew.is_silent_on(RULE);
    content(anew, 1.5, 5, "u3").is_silent_on(RULE);
}

#[test]
fn who_came_late_may_have_missed_another_subscription() {
    content(content(late(), 1.0, 4, "u1"), 1.5, 5, "u2").is_silent_on(RULE);
    let lost = subscribed_to("u1").connect(0.7, 4, A).text(0.8, 4, "[{]");
    content(lost, 1.0, 5, "u2").is_silent_on(RULE);
}

#[test]
fn messages_without_a_carrier_are_read_one_after_the_other() {
    let bare = |owner| of(owner, item("ItemAdded", W)).to_string();
    let content = |owner| Tape::default().bare("workbin-state-change", &bare(owner));
    content("u1").bare("workbin-state-change", &bare("u1")).holds(RULE);
    content("u1").bare("workbin-state-change", &bare("u2")).breaks_rule(RULE);
    let lost = content("u1").bare("workbin-state-change", "{");
    lost.bare("workbin-state-change", &bare("u2")).is_silent_on(RULE);
}
