//! Rules on the topic as a whole, and on what a consumer does with it.

use serde_json::{Value, json};

use super::tape::{A, TOPIC, Tape, W, asks, item, start, state, subscribed};

#[test]
fn a_workbin_that_is_followed_breaks_nothing() {
    let tape = asks(start(), 0.3, 5, W, "Subscribe")
        .told(0.5, 6, A, &[state("Subscribed", W)])
        .told(1.0, 7, A, &[item("ItemAdded", W), item("ItemRemoved", W)]);
    let tape = asks(tape, 1.3, 8, W, "Unsubscribe")
        .told(1.5, 9, A, &[state("Unsubscribed", W)])
        .connect(1.7, 10, A)
        .gave_up(3.0, 1.2)
        .end(3.1);
    assert_eq!(tape.broken(), Vec::<String>::new());
    for rule in [
        "known-message-type",
        "no-duplicate-member",
        "json-on-the-wire",
        "subscribe-confirmed",
        "unsubscribe-confirmed",
        "nothing-after-unsubscribed",
        "only-subscribed",
        "actions-alternate",
        "added-before-removed",
        "one-state-resource",
        "known-state-resource",
        "subscribes",
        "keeps-listening",
    ] {
        tape.holds(rule);
    }
}

#[test]
fn a_client_hears_of_workbins_after_it_subscribed() {
    let elsewhere = || Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, "/v2/me/devices");
    elsewhere().told(0.5, 3, A, &[item("ItemAdded", W)]).breaks_rule("subscribed-first");
    elsewhere().connect(0.5, 3, A).gave_up(2.0, 1.0).holds("subscribed-first");
    elsewhere().connect(0.5, 3, A).gave_up_on(2.0, 1.0, "x").is_silent_on("subscribed-first");
}

#[test]
fn silence_is_kept_only_towards_who_could_be_told() {
    let rule = "subscribed-first";
    let elsewhere = || Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, "/v2/me/devices");
    elsewhere().told(0.5, 3, A, &[]).gave_up(2.0, 1.0).is_silent_on(rule);
    elsewhere().connect(0.5, 3, A).leave(0.6, 4, A).gave_up(2.0, 1.0).is_silent_on(rule);
    start().connect(0.5, 3, A).gave_up(2.0, 1.0).is_silent_on(rule);
    Tape::default().connect(0.5, 3, A).gave_up(2.0, 1.0).is_silent_on(rule);
}

#[test]
fn who_wants_to_hear_subscribes_to_the_topic() {
    let rule = "subscribes";
    let elsewhere = |at: f64| {
        let tape = Tape::default().shake(at, 1, A).subscribe(at + 0.1, 2, A, "/v2/me/devices");
        asks(tape.told(at + 0.2, 3, A, &[]), at + 0.5, 5, W, "Subscribe")
    };
    elsewhere(0.0).is_silent_on(rule);
    elsewhere(0.0).end(2.0).breaks_rule(rule);
    elsewhere(0.0).subscribe(1.0, 6, A, TOPIC).end(2.0).holds(rule);
    // A connect that is answered at once listens to nothing.
    let probe = Tape::default().shake(5.0, 1, A).told(5.1, 2, A, &[]);
    probe.end(6.0).is_silent_on(rule);
    let waits = || Tape::default().shake(5.0, 1, A).connect(5.1, 2, A).connected(6.1, 2, &[]);
    waits().is_silent_on(rule);
    waits().end(7.0).breaks_rule(rule);
}

#[test]
fn what_the_topic_tells_is_of_one_of_the_two_types() {
    let rule = "known-message-type";
    subscribed().holds(rule);
    for data in [json!({"messageType": "Other"}), json!({"id": W}), json!("text")] {
        let tape = start().told(0.5, 3, A, &[json!({"channel": TOPIC, "data": data})]);
        tape.breaks_rule(rule);
    }
    let other: Value = json!({"channel": "/v2/me/devices", "data": {"messageType": "Other"}});
    start().told(0.5, 3, A, &[other]).is_silent_on(rule);
}
