//! Coverage in both directions: what of a contract was seen, and what was seen that it does not have.

use std::collections::BTreeSet;

use ringtrue::{
    contract::Party,
    contracts::suite,
    engine::{Bare, RunOptions, check},
    judge::{Coverage, MessageCoverage, Sightings, Tallied},
};
use serde_json::{Value, json};

/// What one transcript covers; messages are (sender, broken rule, name, body).
fn covered(subject: &[&str], messages: &[(&str, Option<&str>, &str, Value)]) -> Coverage {
    covered_of("axp-engagement", subject, messages)
}

/// The same of another contract.
fn covered_of(
    contract: &str,
    subject: &[&str],
    messages: &[(&str, Option<&str>, &str, Value)],
) -> Coverage {
    let header = json!({"transcript": 1, "contract": contract, "subject": subject,
        "ringtrue": "0.1.0", "facts": {}});
    let mut text = format!("{header}\n");
    for (number, (from, breaks, name, body)) in messages.iter().enumerate() {
        let mut event = json!({"at": 0, "case": format!("c{number}"), "from": from,
            "kind": "message", "name": name, "body": {"text": body.to_string()}});
        if let Some(rule) = breaks {
            event["breaks"] = json!(rule);
        }
        text += &format!("{event}\n");
    }
    let options = RunOptions::default();
    let checked =
        check(text.as_bytes(), "t", Bare::default(), &suite, &options, &mut |_| {}).unwrap();
    assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
    checked.outcome.unwrap().judgement.coverage
}

fn message<'c>(coverage: &'c Coverage, name: &str) -> &'c MessageCoverage {
    &coverage.messages.iter().find(|(known, _)| known == name).unwrap().1
}

fn received(times: u64) -> Sightings {
    Sightings { received: times, ..Sightings::default() }
}

fn notification(body: Value) -> Value {
    json!({"correlationId": "c", "subscriptionId": "s", "family": "AGENT_ENGAGEMENT",
        "sentAt": "2020-08-01T14:25:23.162Z", "accountId": "ABCDEF", "body": body})
}

#[test]
fn members_and_values_are_counted_where_they_are_written_and_a_branch_on_its_own() {
    let body = json!({"event": "AgentState", "state": "READY"});
    let coverage =
        covered(&["provider"], &[("provider", None, "notification", notification(body))]);
    let carrier = message(&coverage, "notification");
    assert_eq!(carrier.seen, received(1));
    assert_eq!(carrier.members["axp-engagement/Notification/sentAt"], received(1));
    assert_eq!(carrier.members["axp-engagement/NotificationBody/event"], received(1));
    assert_eq!(carrier.members["axp-engagement/Notification/loginId"], received(0));
    assert!(!carrier.members.contains_key("axp-engagement/AgentState/state"));
    let branch = message(&coverage, "AgentState");
    assert_eq!((branch.from, branch.part_of.as_deref()), (Party::Provider, Some("notification")));
    assert_eq!(branch.seen, received(1));
    assert_eq!(branch.values["axp-engagement/AgentState/state=READY"], received(1));
    assert!(branch.values.values().any(|seen| seen.total() == 0), "other states never came");
    assert_eq!(branch.constraints["axp-engagement/AgentState/state:enum"], received(1));
    assert_eq!(message(&coverage, "ping").seen, received(0));
    assert!(coverage.undocumented.members.is_empty(), "{:?}", coverage.undocumented);
}

#[test]
fn what_we_send_is_counted_apart_and_what_we_break_apart_again() {
    let rule = "axp-engagement/Authentication/token:required";
    let whole = json!({"event": "authentication", "subscriptionId": "s", "token": "t"});
    let broken = json!({"event": "authentication", "subscriptionId": "s"});
    let coverage = covered(
        &["provider"],
        &[
            ("consumer", None, "authentication", whole),
            ("consumer", Some(rule), "authentication", broken),
        ],
    );
    let sent = message(&coverage, "authentication");
    assert_eq!(sent.seen, Sightings { sent_valid: 1, sent_broken: 1, received: 0 });
    let event = sent.members["axp-engagement/Authentication/event"];
    assert_eq!(event, Sightings { sent_valid: 1, sent_broken: 1, received: 0 });
    let token = sent.members["axp-engagement/Authentication/token"];
    assert_eq!(token, Sightings { sent_valid: 1, sent_broken: 0, received: 0 });
    assert_eq!(coverage.constraints().seen, 0, "what we send proves nothing of the subject");
}

#[test]
fn what_is_seen_and_not_documented_is_named_and_masked() {
    let body = json!({"event": "AgentState", "state": "ASLEEP", "a@example.com": 1});
    let carried = ("provider", None, "notification", notification(body.clone()));
    let coverage = covered(&["provider"], &[carried, ("provider", None, "AgentState", body)]);
    let undocumented = &coverage.undocumented;
    let members: Vec<_> = undocumented.members.iter().collect();
    let name = "axp-engagement/AgentState/*@example.com".to_owned();
    assert_eq!(members, [(&name, &received(2))]);
    let value = "axp-engagement/AgentState/state=ASLEEP".to_owned();
    assert_eq!(undocumented.values.iter().collect::<Vec<_>>(), [(&value, &received(2))]);
}

#[test]
fn undocumented_names_are_kept_up_to_a_thousand_and_cut() {
    let mut body = json!({"event": "AgentState"});
    for number in 0..1500 {
        body[format!("{number:04}{}", "x".repeat(500))] = json!(1);
    }
    let coverage = covered(&["provider"], &[("provider", None, "AgentState", body)]);
    let undocumented = &coverage.undocumented;
    assert_eq!((undocumented.members.len(), undocumented.more), (1000, 500));
    assert!(undocumented.members.keys().all(|name| name.len() < 200));
}

#[test]
fn files_of_one_contract_are_covered_together() {
    let ping = |number: u64| ("provider", None, "ping", json!({"event": "ping", "n": number}));
    let mut coverage = covered(&["provider"], &[ping(1)]);
    let percent = coverage.constraints().percent();
    let pong = json!({"event": "AgentState", "state": "READY"});
    coverage.merge(&covered(&["provider"], &[ping(2), ("provider", None, "AgentState", pong)]));
    let both = message(&coverage, "ping");
    assert_eq!(both.seen, received(2));
    assert_eq!(both.members["axp-engagement/Ping/event"], received(2));
    assert_eq!(both.constraints["axp-engagement/Ping/event:const"], received(2));
    assert!(coverage.constraints().percent() > percent);
}

#[test]
fn together_a_role_reaches_what_it_reaches_in_any_file_and_no_more() {
    let subject = ["provider", "consumer"];
    let pong = |from| (from, None, "pong", json!({"event": "pong"}));
    let ping = |from| (from, None, "ping", json!({"event": "ping"}));
    let reached = |coverage: &Coverage| {
        let reached = coverage.bound.iter().filter(|bound| bound.reached);
        reached.map(|bound| (bound.rule.clone(), bound.role)).collect::<BTreeSet<_>>()
    };
    let (mut one, other) =
        (covered(&subject, &[pong("provider")]), covered(&subject, &[ping("consumer")]));
    let either: BTreeSet<_> = reached(&one).union(&reached(&other)).cloned().collect();
    let bound = one.bound.len();
    assert!(reached(&one).len() < either.len());
    one.merge(&other);
    assert_eq!(reached(&one), either);
    assert_eq!(one.bound.len(), bound);
}

#[test]
fn what_no_run_reaches_is_not_asked_for_unless_it_was_reached() {
    let body = json!({"event": "AgentState", "state": "READY"});
    let mut coverage = covered(&["provider"], &[("provider", None, "AgentState", body)]);
    let of = |coverage: &Coverage| {
        let rules = coverage.bound.iter().map(|bound| bound.rule.clone());
        rules.filter(|rule| rule.starts_with("axp-engagement/AgentState/")).collect::<Vec<_>>()
    };
    let (before, all) = (of(&coverage), coverage.bound.len());
    coverage.excuse(&[("axp-engagement/AgentState/*", "a reason")]);
    let after = of(&coverage);
    assert!(after.contains(&"axp-engagement/AgentState/state:enum".to_owned()), "{after:?}");
    assert!(after.len() < before.len(), "{before:?}");
    assert_eq!(coverage.bound.len(), all - (before.len() - after.len()), "others stay");
}

#[test]
fn of_a_list_those_that_were_seen_are_counted_and_only_those_are_written() {
    let body = json!({"event": "AgentState", "state": "READY"});
    let coverage = covered(&["provider"], &[("provider", None, "AgentState", body)]);
    let values = &message(&coverage, "AgentState").values;
    assert_eq!(Tallied::of(values), Tallied { seen: 1, all: values.len() });
    assert!(values.len() > 1);
    let written = |seen: Sightings| serde_json::to_value(seen).unwrap();
    assert_eq!(written(received(3)), json!({"received": 3}));
    assert_eq!(written(Sightings::default()), json!({}));
}

#[test]
fn each_constraint_that_a_message_reaches_is_counted_in_some_message() {
    // The walk that counts and the one that judges must not part.
    for suite in ringtrue::contracts::REGISTRY {
        let name = if suite.id() == "bayeux" { "clauses" } else { "printed" };
        let path = format!("corpus/{}/examples/{name}.ndjson", suite.id());
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(root.join(path)).unwrap();
        // A schema that is no message has examples too; only messages are counted.
        let contract = &suite.protocol().unwrap().contract;
        let is_message = |line: &&str| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["name"].as_str().is_none_or(|name| contract.message(name).is_some())
        };
        let text: String = text.lines().filter(is_message).map(|l| format!("{l}\n")).collect();
        let find = &ringtrue::contracts::suite;
        let options = RunOptions::default();
        let checked =
            check(text.as_bytes(), "t", Bare::default(), find, &options, &mut |_| {}).unwrap();
        let judgement = checked.outcome.unwrap().judgement;
        let mut counted = std::collections::BTreeMap::new();
        for (_, message) in &judgement.coverage.messages {
            for (rule, seen) in &message.constraints {
                *counted.entry((rule.clone(), message.from)).or_default() += seen.total();
            }
        }
        for verdict in judgement.verdicts.iter().filter(|v| v.schema) {
            let key = (verdict.rule.clone(), verdict.role);
            let count: u64 = counted.get(&key).copied().unwrap_or_default();
            assert_eq!(count, verdict.exercised, "{key:?}");
        }
    }
}

#[test]
fn values_that_are_no_texts_are_counted_too() {
    let options = |debug: Value| {
        let body = json!({"_status_notification_debug": debug});
        let options = ("operator", None, "notification-options", body);
        let coverage = covered_of("gms-callback-events", &["operator"], &[options]);
        let values = &message(&coverage, "notification-options").values;
        let of = |word: &str| {
            values[&format!(
                "gms-callback-events/NotificationOptions/_status_notification_debug={word}"
            )]
        };
        (of("true"), of("false"))
    };
    assert_eq!(options(json!(true)), (received(1), received(0)));
    assert_eq!(options(json!(false)), (received(0), received(1)));
    assert_eq!(options(json!("true")), (received(1), received(0)));
    let chat = |user: Value| {
        let body = json!({"channel": "/v2/me/interactions", "data": {"chat_notifications": [{"UserType": user}]}});
        let told = ("provider", None, "interaction-notification", body);
        let coverage = covered_of("gws-interactions", &["provider"], &[told]);
        let values = &message(&coverage, "interaction-notification").values;
        let of = |word: &str| values[&format!("gws-interactions/ChatNotification/UserType={word}")];
        (of("null"), of("Agent"))
    };
    assert_eq!(chat(json!(null)), (received(1), received(0)));
    assert_eq!(chat(json!("Agent")), (received(0), received(1)));
}
