//! The create call, its answer and what a connection says of them, exactly.

use ringtrue::transcript::Failure;
use serde_json::{Value, json};

use super::{
    exact::{Exact, absent, broken, check, counted, held},
    tape::{Tape, authentication, confirmation, notification, subscription, with},
};

const PATH: &str = "/api/notification/v1/accounts/ACC/subscriptions";
const CALL: [&str; 4] = [
    "axp-subscribe-path",
    "axp-subscribe-content-type",
    "axp-subscribe-accept",
    "axp-subscribe-bearer",
];
const FIELDS: [(&str, &str); 3] = [
    ("Content-Type", "application/json"),
    ("Accept", "application/json"),
    ("Authorization", "Bearer token-of-the-account"),
];

fn ask() -> Value {
    json!({"family": "AGENT_ENGAGEMENT", "events": ["ALL"], "transport": {"type": "WEBSOCKET"}})
}

fn calls(method: &str, path: &str, fields: &[(&str, &str)]) -> Tape {
    Tape::blank().requests(method, path, fields, &ask())
}

/// A good call, but for one header field; an empty value leaves it out.
fn with_field(name: &str, value: &str) -> Tape {
    let others = FIELDS.into_iter().filter(|(known, _)| *known != name);
    let fields: Vec<(&str, &str)> =
        others.chain([(name, value)]).filter(|(_, v)| !v.is_empty()).collect();
    calls("POST", PATH, &fields)
}

#[test]
fn only_what_means_to_create_a_subscription_is_held_to_the_create_call() {
    let form = json!({"grant_type": "client_credentials"});
    let others = [
        ("a token call", Tape::blank().requests("POST", "/oauth/token", &[], &form)),
        ("a list", Tape::blank().requests("GET", PATH, &[], &Value::Null)),
        ("a deletion", Tape::blank().requests("DELETE", &format!("{PATH}/s-1"), &[], &Value::Null)),
    ];
    let rows =
        others.iter().flat_map(|(what, tape)| CALL.map(|rule| absent(rule, tape.clone(), what)));
    check(rows.collect());
    let rule = "axp-subscribe-path";
    check(vec![
        held(rule, calls("POST", PATH, &[]), "as documented"),
        broken(rule, calls("post", PATH, &[]), "methods have a case"),
        broken(rule, calls("POST", &format!("{PATH}/"), &[]), "another path"),
        broken(rule, calls("POST", "/api/v1/subscriptions", &[]), "no account"),
        broken(rule, calls("POST", "/subscribe", &[]), "told by its body"),
        broken(
            rule,
            Tape::blank().requests("POST", "/x/subscriptions", &[], &form),
            "told by its path",
        ),
    ]);
}

#[test]
fn json_is_named_or_covered_by_a_wildcard_where_one_may_stand() {
    let (content, accept) = ("axp-subscribe-content-type", "axp-subscribe-accept");
    check(vec![
        held(accept, with_field("Accept", "*/*"), "anything"),
        held(accept, with_field("Accept", "text/html, application/*;q=0.5"), "any application"),
        held(accept, with_field("Accept", "text/html, Application/JSON;q=0.5"), "by its name"),
        broken(accept, with_field("Accept", "text/*"), "any text"),
        broken(accept, with_field("Accept", ""), "nothing is said"),
        held(content, with_field("Content-Type", "application/json; charset=utf-8"), "by its name"),
        broken(content, with_field("Content-Type", "*/*"), "a content is of one type"),
        broken(content, with_field("Content-Type", "application/*"), "a content is of one type"),
        broken(content, with_field("Content-Type", ""), "nothing is said"),
    ]);
}

#[test]
fn a_bearer_token_is_one_word_after_the_scheme() {
    let rule = "axp-subscribe-bearer";
    let authorized = |value: &str| with_field("Authorization", value);
    check(vec![
        held(rule, authorized("Bearer abc"), "scheme and token"),
        held(rule, authorized("bearer abc"), "schemes have no case"),
        broken(rule, authorized("Basic abc"), "another scheme"),
        broken(rule, authorized("Bearer"), "no token"),
        broken(rule, authorized("Bearer abc def"), "two words"),
        broken(rule, authorized(""), "nothing is said"),
    ]);
}

#[test]
fn only_a_call_that_is_right_in_every_way_must_be_granted() {
    let rule = "axp-subscription-created";
    let refused = |tape: Tape| tape.responds(400, &json!({}));
    let asks = |body: &Value| refused(Tape::blank().request(body));
    let untold = |member: &str| super::tape::without(&ask(), member);
    check(vec![
        broken(rule, asks(&ask()), "it was right"),
        absent(
            rule,
            asks(&with(&ask(), "/events", json!(["AgentState"]))),
            "a filter may be refused",
        ),
        absent(rule, asks(&with(&ask(), "/events", json!(["ALL", "ALL"]))), "everything, twice"),
        absent(rule, asks(&with(&ask(), "/events", json!([]))), "nothing is asked for"),
        absent(rule, asks(&with(&ask(), "/family", json!("OTHER"))), "another family"),
        absent(rule, asks(&with(&ask(), "/transport/type", json!("MAIL"))), "another transport"),
        absent(rule, asks(&with(&ask(), "/transport/more", json!(1))), "a member of its own"),
        absent(rule, asks(&untold("family")), "no family"),
        absent(rule, asks(&untold("transport")), "no transport"),
        absent(rule, refused(with_field("Content-Type", "text/plain")), "it calls itself text"),
        absent(rule, refused(with_field("Accept", "text/plain")), "it accepts no JSON"),
        absent(rule, refused(with_field("Authorization", "")), "it has no token"),
        absent(rule, refused(calls("PUT", PATH, &FIELDS)), "another method"),
        absent(
            rule,
            refused(
                Tape::blank()
                    .stimulus("axp-engagement/SubscriptionRequest/family:type")
                    .request(&ask()),
            ),
            "it was announced to be broken",
        ),
        absent(rule, Tape::blank().request(&ask()).fails(Failure::Refused), "nobody was there"),
        absent(rule, Tape::blank().request(&ask()).fails(Failure::Tls), "nobody was trusted"),
        broken(
            rule,
            Tape::blank().request(&ask()).fails(Failure::Reset),
            "cut instead of an answer",
        ),
        broken(rule, Tape::blank().request(&ask()).responds(404, &Value::Null), "not found"),
    ]);
}

#[test]
fn a_call_without_a_good_token_gets_nothing() {
    let rule = "axp-subscription-token-checked";
    let made = subscription(&["ALL"]);
    let anonymous = || with_field("Authorization", "");
    check(vec![
        broken(rule, anonymous().responds(201, &made), "it had no token"),
        broken(rule, anonymous().responds(299, &made), "a success all the same"),
        held(rule, anonymous().responds(302, &Value::Null), "sent elsewhere"),
        held(rule, anonymous().responds(199, &Value::Null), "no success"),
        absent(rule, calls("POST", PATH, &FIELDS).responds(201, &made), "it had a token"),
    ]);
}

/// A subscription that is answered with this member, and how often a rule is broken by it.
fn answered(rule: &'static str, pointer: &str, member: Value, wrong: bool) -> Exact {
    let made = with(&subscription(&["ALL"]), pointer, member);
    counted(
        rule,
        Tape::blank().request(&ask()).responds(201, &made),
        1,
        u64::from(wrong),
        "so it is",
    )
}

#[test]
fn a_new_subscription_is_what_was_asked_for() {
    let both = json!({"family": "AGENT_ENGAGEMENT", "events": ["AgentState", "ChannelReady"],
        "transport": {"type": "WEBSOCKET"}});
    let filtered =
        |events: &[&str]| Tape::blank().request(&both).responds(201, &subscription(events));
    let alone = |rule| {
        absent(rule, Tape::blank().message("Subscription", &subscription(&["ALL"])), "nobody asked")
    };
    check(vec![
        held("axp-subscription-events", filtered(&["ChannelReady", "AgentState"]), "in any order"),
        broken("axp-subscription-events", filtered(&["AgentState"]), "less than was asked for"),
        alone("axp-subscription-events"),
        alone("axp-subscription-active"),
        alone("axp-subscription-family"),
        alone("axp-subscription-transport"),
        alone("axp-subscription-id-unique"),
        answered("axp-subscription-active", "/status", json!("ACTIVE"), false),
        answered("axp-subscription-active", "/status", json!("EXPIRED"), true),
    ]);
}

#[test]
fn a_subscription_lives_for_as_long_as_it_says() {
    let (later, sum) = ("axp-subscription-expires-later", "axp-subscription-expiry-sum");
    let at = |second: &str| json!(format!("2024-05-01T10:0{second}Z"));
    check(vec![
        answered(later, "/expiresAt", at("0:00.001"), false),
        answered(later, "/expiresAt", at("0:00.000"), true),
        // The subscription of these tests lives for a hundred seconds.
        answered(sum, "/expiresIn", json!(101), false),
        answered(sum, "/expiresIn", json!(99), false),
        answered(sum, "/expiresIn", json!(98), true),
        answered(sum, "/expiresIn", json!(102), true),
        answered(sum, "/expiresAt", at("1:41.200"), false),
        answered(sum, "/expiresAt", at("1:41.300"), true),
    ]);
}

#[test]
fn a_confirmation_counts_what_has_passed_of_the_lifetime() {
    let rule = "axp-auth-expires-consistent";
    let confirmed = |rest: Value| {
        Tape::created_at(50.0).on(2).opens().wait(30.0).says(&authentication()).hears(&with(
            &confirmation(),
            "/expiresInterval",
            rest,
        ))
    };
    check(vec![
        held(rule, confirmed(json!(70)), "thirty of a hundred seconds have passed"),
        held(rule, confirmed(json!(69)), "rounded down"),
        broken(rule, confirmed(json!(68)), "too little"),
        held(rule, confirmed(json!(100)), "it may begin anew"),
        broken(rule, confirmed(json!(101)), "more than it ever had"),
    ]);
}

/// A notification that is sent at this moment, about an event of that one, so long after the
/// recording began.
fn sent(at: &str, event: u64, after: f64) -> Tape {
    let body = json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": "i",
        "timestamp": event.to_string()});
    let message = with(&notification(1, &body), "/sentAt", json!(at));
    Tape::confirmed().wait(after).hears(&message).since("2024-05-01T10:00:00.000Z")
}

#[test]
fn a_notification_is_sent_after_its_event_and_not_in_the_future() {
    let rule = "axp-notification-sent-after-event";
    // Ten o'clock, in milliseconds.
    let ten = 1_714_557_600_000;
    check(vec![
        held(rule, sent("2024-05-01T10:00:01.000Z", ten, 0.0), "a second later"),
        held(rule, sent("2024-05-01T10:00:01.000Z", ten + 1_200, 0.0), "within the tolerance"),
        broken(rule, sent("2024-05-01T10:00:01.000Z", ten + 1_300, 0.0), "before its event"),
        held(rule, sent("2024-05-01T10:00:01Z", ten + 2_200, 0.0), "in any moment of its second"),
        broken(rule, sent("2024-05-01T10:00:01Z", ten + 2_300, 0.0), "before its event"),
        held(rule, sent("2024-05-01T10:04:59.000Z", ten, 0.0), "clocks differ by some minutes"),
        counted(rule, sent("2024-05-01T10:05:02.000Z", ten, 0.0), 2, 1, "in the future"),
        held(rule, sent("2024-05-01T10:05:02.000Z", ten, 60.0), "the recording went on"),
        counted(rule, sent("2024-05-01T10:06:02.000Z", ten, 60.0), 2, 1, "still in the future"),
    ]);
}

#[test]
fn an_envelope_is_held_to_the_subscription_of_its_connection() {
    let body = json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": "i", "timestamp": "1"});
    let told = |tape: Tape, member: &str, value: &str| {
        tape.hears(&with(&notification(1, &body), member, json!(value)))
    };
    let unseen = || Tape::blank().on(2).opens();
    let filter = "axp-notification-filter";
    check(vec![
        held(
            "axp-notification-subscription",
            told(Tape::confirmed(), "/subscriptionId", "s-1"),
            "its own",
        ),
        broken(
            "axp-notification-subscription",
            told(Tape::confirmed(), "/subscriptionId", "s-2"),
            "another",
        ),
        absent(
            "axp-notification-subscription",
            told(unseen(), "/subscriptionId", "s-2"),
            "not seen",
        ),
        absent("axp-notification-family", told(unseen(), "/family", "OTHER"), "not seen"),
        absent("axp-notification-account", told(unseen(), "/accountId", "OTHER"), "not seen"),
        absent(
            filter,
            told(Tape::confirmed(), "/family", "AGENT_ENGAGEMENT"),
            "everything was asked for",
        ),
        held(
            filter,
            told(Tape::confirmed_for(&["AgentState"]), "/family", "X"),
            "it was asked for",
        ),
        broken(filter, told(Tape::confirmed_for(&["ChannelReady"]), "/family", "X"), "it was not"),
        absent(
            filter,
            told(Tape::confirmed_for(&["ChannelReady", "X"]), "/family", "X"),
            "nobody knows what X covers",
        ),
        absent(
            filter,
            told(Tape::confirmed_for(&[]), "/family", "X"),
            "nobody knows what no filter means",
        ),
        absent(
            filter,
            Tape::confirmed_for(&["ChannelReady"]).told(&json!({"event": "X", "id": "i"})),
            "an event that the contract does not have",
        ),
        absent(filter, told(unseen(), "/family", "X"), "not seen"),
    ]);
}

#[test]
fn who_reads_a_recording_may_say_the_account() {
    let rule = "axp-notification-account";
    let body = json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": "i", "timestamp": "1"});
    let told = Tape::blank().on(2).opens().hears(&notification(1, &body));
    for (account, wrong) in [("ACC", 0), ("OTHER", 1)] {
        let (judgement, _) = told.judged(ringtrue::judge::Profile::Strict, &[("account", account)]);
        assert_eq!(super::verdict(&judgement, rule).violations, wrong, "{account}");
    }
}
