//! Rules on items, and on the resources that tell of them.

use serde_json::{Value, json};

use super::tape::{
    A, TOPIC, Tape, W, connect_reply, item, late, of, start, state, subscribed, with,
};

/// What a client that subscribed to a workbin is told of it, one after the other.
fn told(mut tape: Tape, messages: &[Value]) -> Tape {
    for (link, message) in (10..).zip(messages) {
        tape = tape.told(f64::from(link) / 10.0, link, A, std::slice::from_ref(message));
    }
    tape
}

fn added() -> Value {
    item("ItemAdded", W)
}

fn removed() -> Value {
    item("ItemRemoved", W)
}

#[test]
fn an_item_enters_and_leaves_by_turns() {
    let turns = told(subscribed(), &[added(), removed(), added()]);
    turns.holds("actions-alternate");
    assert_eq!(turns.judge("actions-alternate").0, 2, "the first says nothing of the one before");
    turns.holds("added-before-removed");
    assert_eq!(turns.broken(), Vec::<String>::new());
    told(subscribed(), &[added(), added()]).breaks_rule("actions-alternate");
    let gone = told(subscribed(), &[added(), removed(), removed()]);
    assert_eq!(gone.broken(), ["actions-alternate"], "it was told to have entered once");
}

#[test]
fn an_item_that_leaves_was_told_to_have_entered() {
    told(subscribed(), &[removed()]).breaks_rule("added-before-removed");
    told(start(), &[removed()]).is_silent_on("added-before-removed");
}

#[test]
fn what_may_come_twice_or_concern_another_is_no_repetition() {
    let rule = "actions-alternate";
    let twice = [added(), added()];
    told(late(), &twice).is_silent_on(rule);
    let acknowledges = Tape::default().shake_to_acknowledge(0.0, 1, A);
    let acknowledges = acknowledges.subscribe(0.1, 2, A, TOPIC);
    let acknowledges = acknowledges.told(0.5, 3, A, &[state("Subscribed", W)]);
    told(acknowledges, &twice).is_silent_on(rule);
    let owners = start().told(0.5, 3, A, &[of("u1", state("Subscribed", W))]);
    let owners = owners.told(0.6, 4, A, &[of("u2", state("Subscribed", W))]);
    told(owners, &twice).is_silent_on(rule);
    let lost = subscribed().connect(0.7, 4, A).text(0.8, 4, "[{]");
    told(lost, &twice).is_silent_on(rule);
    told(subscribed(), &[added(), state("Subscribed", W), added()]).is_silent_on(rule);
}

#[test]
fn an_item_that_enters_has_one_resource_and_one_that_leaves_may_have_none() {
    let chat = "/data/chatStateResourceV2";
    let more = |message: Value| with(message, "/data/emailStateResourceV2", json!({"id": "1"}));
    let rule = "one-state-resource";
    for message in [added(), removed(), with(removed(), chat, Value::Null)] {
        told(subscribed(), std::slice::from_ref(&message)).holds(rule);
    }
    for message in [with(added(), chat, Value::Null), more(added()), more(removed())] {
        told(subscribed(), std::slice::from_ref(&message)).breaks_rule(rule);
    }
}

#[test]
fn a_resource_has_a_name_that_is_listed() {
    told(subscribed(), &[added()]).holds("known-state-resource");
    let twitter = with(removed(), "/data/twitterStateResourceV2", json!({"id": "1"}));
    told(subscribed(), &[twitter]).breaks_rule("known-state-resource");
}

#[test]
fn no_object_of_a_notification_has_a_name_twice() {
    let rule = "no-duplicate-member";
    told(subscribed(), &[added()]).holds(rule);
    let doubled = added().to_string().replace(r#"{"id":""#, r#"{"id":"x","id":""#);
    let batch = format!("[{},{doubled},{}]", removed(), connect_reply("10"));
    let tape = subscribed().connect(1.0, 10, A).text(1.1, 10, &batch);
    tape.breaks_rule(rule);
    assert_eq!(tape.pointers(rule), ["/data/chatStateResourceV2/id"]);
    let beside = format!(
        "[{},{}]",
        added(),
        connect_reply("10").to_string().replacen('{', r#"{"id":"x","#, 1,)
    );
    subscribed().connect(1.0, 10, A).text(1.1, 10, &beside).holds(rule);
}
