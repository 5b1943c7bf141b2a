//! Rules on when nothing is told of the content of a workbin.

use super::tape::{A, B, TOPIC, Tape, V, W, asks, item, late, of, start, state, subscribed};

const AFTER: &str = "nothing-after-unsubscribed";
const ONLY: &str = "only-subscribed";

fn left() -> Tape {
    subscribed().told(1.0, 4, A, &[state("Unsubscribed", W)])
}

fn content(tape: Tape) -> Tape {
    tape.told(2.0, 9, A, &[item("ItemAdded", W)])
}

#[test]
fn what_was_left_is_told_no_more() {
    content(left()).breaks_rule(AFTER);
    let asked = asks(left(), 1.5, 5, W, "Unsubscribe");
    content(asked).breaks_rule(AFTER);
    content(subscribed()).is_silent_on(AFTER);
    content(asks(left(), 1.5, 5, W, "Subscribe")).is_silent_on(AFTER);
}

#[test]
fn a_workbin_of_the_same_id_can_be_of_another_agent() {
    let left = |owner| {
        let tape = start().told(0.5, 3, A, &[of(owner, state("Subscribed", W))]);
        tape.told(1.0, 4, A, &[of(owner, state("Unsubscribed", W))])
    };
    let content = |tape: Tape| tape.told(2.0, 9, A, &[of("u1", item("ItemAdded", W))]);
    content(left("u1")).breaks_rule(AFTER);
    content(left("u2")).is_silent_on(AFTER);
    content(self::left()).breaks_rule(AFTER);
    content(late().told(1.0, 4, A, &[state("Unsubscribed", W)])).is_silent_on(AFTER);
}

#[test]
fn silence_counts_only_where_it_was_waited_for() {
    left().is_silent_on(AFTER);
    left().gave_up_on(3.0, 1.0, "operation-reply").is_silent_on(AFTER);
    left().gave_up(3.0, 1.0).holds(AFTER);
    left().end(3.0).holds(AFTER);
    subscribed().gave_up(3.0, 1.0).is_silent_on(AFTER);
    let broken = content(left()).gave_up(3.0, 1.0);
    assert_eq!(broken.judge(AFTER).0, 1, "what was told is not silence");
}

#[test]
fn content_is_told_of_what_was_subscribed_to() {
    content(subscribed()).holds(ONLY);
    content(start()).breaks_rule(ONLY);
    content(Tape::default()).is_silent_on(ONLY);
    content(left()).is_silent_on(ONLY);
    content(asks(start(), 0.5, 5, V, "Subscribe")).breaks_rule(ONLY);
    content(asks(start(), 0.5, 5, W, "Unsubscribe")).breaks_rule(ONLY);
    content(start().told(0.5, 3, A, &[state("Subscribed", V)])).breaks_rule(ONLY);
}

#[test]
fn content_that_anybody_asked_for_may_be_told() {
    content(asks(start(), 0.5, 5, W, "Subscribe")).is_silent_on(ONLY);
    let nameless = start().operate(0.5, 5, A, ("/me/workbins", "Subscribe", 0));
    content(nameless).is_silent_on(ONLY);
    let other = start().shake(0.2, 11, B).subscribe(0.3, 12, B, TOPIC);
    content(other.told(0.5, 13, B, &[state("Subscribed", W)])).is_silent_on(ONLY);
}

#[test]
fn who_listens_and_subscribed_to_no_workbin_hears_nothing() {
    let waits = || start().connect(0.5, 3, A);
    waits().is_silent_on(ONLY);
    waits().gave_up(2.0, 1.0).holds(ONLY);
    start().told(0.5, 3, A, &[]).gave_up(2.0, 1.0).holds(ONLY);
    start().gave_up(2.0, 1.0).is_silent_on(ONLY);
    asks(waits(), 0.6, 4, W, "Unsubscribe").gave_up(2.0, 1.0).holds(ONLY);
    asks(waits(), 0.6, 4, W, "Subscribe").gave_up(2.0, 1.0).is_silent_on(ONLY);
    let elsewhere = Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, "/v2/me/devices");
    elsewhere.told(0.5, 3, A, &[]).gave_up(2.0, 1.0).is_silent_on(ONLY);
    subscribed().gave_up(2.0, 1.0).is_silent_on(ONLY);
}
