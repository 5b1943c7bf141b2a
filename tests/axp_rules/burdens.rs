//! What a consumer bears, exactly: which message it left on account of, and when it had another
//! reason to leave.

use ringtrue::transcript::{Failure, Source};
use serde_json::{Value, json};

use super::{
    exact::{absent, broken, check, counted, held},
    tape::{Tape, notification, subscription, with},
};

const CONSUMER: Source = Source::Consumer;
const PROVIDER: Source = Source::Provider;

const VALID: &str = "axp-robust-valid-event";
const UNKNOWN: &str = "axp-robust-unknown-event";
const MORE: &str = "axp-robust-unknown-member";
const NUMBER: &str = "axp-robust-number-forms";
const AGAIN: &str = "axp-robust-repeated-event";

fn state(number: u32, timestamp: &str) -> Value {
    json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": format!("i-{number}"), "timestamp": timestamp})
}

fn first() -> Value {
    state(1, "1714557600000")
}

fn ping() -> Value {
    json!({"event": "ping"})
}

/// A confirmed connection that hears something announced to break this rule.
fn announced(rule: &str, body: &Value) -> Tape {
    Tape::confirmed().about_consumer().announces(rule).hears(&notification(1, body))
}

#[test]
fn a_consumer_is_blamed_for_what_it_does_itself() {
    let told = || Tape::confirmed().told(&first());
    check(vec![
        broken(VALID, told().cut(CONSUMER), "it cut the connection"),
        held(VALID, told().fails(Failure::Reset).ends(), "the provider cut it: it stayed so far"),
        held(VALID, told().closes(PROVIDER).ends(), "the provider closed it"),
        held(VALID, told().closes_with(PROVIDER, 1011).ends(), "the provider closed it in trouble"),
        held(VALID, told().closes(CONSUMER).ends(), "it left in good order"),
        held(VALID, told().closes_with(CONSUMER, 1001).ends(), "it went away in good order"),
        broken(VALID, told().closes_with(CONSUMER, 1002), "it says that it was told nonsense"),
        held(VALID, told().process_ends(Some(0)).ends(), "it ended well"),
        broken(VALID, told().process_ends(Some(1)).ends(), "it ended badly"),
        broken(VALID, told().process_ends(None).ends(), "it was killed"),
        held(VALID, told().closes(CONSUMER).cut(CONSUMER), "what is closed is not left again"),
        held(VALID, told().wait(1.1).cut(CONSUMER), "it was told a second before: no effect"),
        broken(VALID, told().wait(0.9).cut(CONSUMER), "less than a second before: the effect"),
        absent(VALID, Tape::confirmed().cut(CONSUMER), "it was told nothing"),
        absent(VALID, told().message("AgentState", &first()), "it has not shown yet that it stays"),
    ]);
}

#[test]
fn who_has_another_reason_to_leave_is_not_blamed() {
    let told = |tape: Tape| tape.on(2).told(&first());
    let second = with(&subscription(&["ALL"]), "/subscriptionId", json!("s-2"));
    let beat = |tape: Tape, _| tape.wait(9.0).says(&ping()).hears(&json!({"event": "pong"}));
    let old = || (0..11).fold(Tape::confirmed(), beat);
    check(vec![
        broken(VALID, told(Tape::confirmed()).cut(CONSUMER), "it has none"),
        absent(
            VALID,
            told(Tape::confirmed().says(&ping())).cut(CONSUMER),
            "it waits for a pong, and may take the connection for dead",
        ),
        absent(VALID, told(old()).cut(CONSUMER), "its subscription runs out"),
        absent(
            VALID,
            told(Tape::confirmed().on(8).asks_for(&["ALL"]).responds(201, &second)).cut(CONSUMER),
            "it has made another subscription since",
        ),
        absent(VALID, told(Tape::asked()).cut(CONSUMER), "it was not confirmed"),
    ]);
}

#[test]
fn a_consumer_may_leave_over_what_no_ruling_tolerates() {
    let wrong = with(&first(), "/state", json!(5));
    let beyond = state(1, "9223372036854775808");
    check(vec![
        absent(VALID, announced("axp-body-id-unique", &first()).cut(CONSUMER), "broken on purpose"),
        absent(NUMBER, announced("axp-body-id-unique", &first()).cut(CONSUMER), "not by a number"),
        absent(
            NUMBER,
            announced("axp-engagement/AgentState/state:type", &wrong).cut(CONSUMER),
            "a number where no sample prints one",
        ),
        broken(
            NUMBER,
            announced("axp-timestamp-in-range", &beyond).cut(CONSUMER),
            "a timestamp beyond 64 bits",
        ),
        broken(
            NUMBER,
            announced("axp-engagement/Extension:type", &first()).cut(CONSUMER),
            "an extension that is a number, as in the samples",
        ),
        broken(
            NUMBER,
            announced("axp-engagement/AgentState/reasonCode:type", &first()).cut(CONSUMER),
            "a reason code that is a number, as in the samples",
        ),
        broken(
            UNKNOWN,
            announced("axp-engagement/Body:discriminator", &first()).cut(CONSUMER),
            "an event that nobody knows",
        ),
        broken(
            MORE,
            announced("axp-engagement/AgentState:additionalProperties", &first()).cut(CONSUMER),
            "a member that nobody knows",
        ),
        // Without an announcement, who tells it is under test itself, and may tell nonsense.
        counted(
            VALID,
            Tape::confirmed().told(&wrong).cut(CONSUMER).ends(),
            1,
            0,
            "the notification was not valid",
        ),
        absent(UNKNOWN, Tape::confirmed().hears(&json!([])).cut(CONSUMER), "no event at all"),
    ]);
}

#[test]
fn the_latest_oddity_is_what_a_consumer_left_on_account_of() {
    let mood = json!({"event": "AgentMood", "id": "m", "timestamp": "1714557600000"});
    let told = || Tape::confirmed().told(&first());
    let same_time = || told().told(&state(2, "1714557600000")).cut(CONSUMER);
    let earlier = || told().told(&state(2, "1714557599999"));
    let back_and_forth = || earlier().told(&state(3, "1714557599999")).closes(CONSUMER);
    check(vec![
        broken(VALID, same_time(), "two events of one moment are both valid"),
        absent(AGAIN, same_time(), "neither is late"),
        broken(AGAIN, earlier().closes(CONSUMER), "an event came after a later one"),
        broken(AGAIN, back_and_forth(), "the later one remains the latest"),
        broken(UNKNOWN, told().told(&mood).closes(CONSUMER), "it left over the unknown event"),
        held(VALID, told().told(&mood).closes(CONSUMER), "not over the valid one before it"),
        held(
            UNKNOWN,
            told().told(&mood).wait(2.0).told(&state(4, "1714557600001")).cut(CONSUMER),
            "it bore the unknown event for two seconds",
        ),
        broken(
            VALID,
            told().told(&mood).wait(2.0).told(&state(4, "1714557600001")).cut(CONSUMER),
            "it left over the valid one",
        ),
    ]);
}
