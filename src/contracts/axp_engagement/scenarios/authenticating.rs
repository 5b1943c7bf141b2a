//! Scenarios about the first message of a connection.

use super::{
    steps::{ALL, answer, authenticate, connected, delete, deleted, open, pause},
    subscribing::only,
};
use crate::generate::{Case, Hear, Say, Wait};

/// Malformed authentications: name, payload, and the rule that it breaks.
const MALFORMED: [(&str, &str, &str); 5] = [
    (
        "no-token",
        r#"{"event":"authentication","subscriptionId":"${subscription_a}"}"#,
        "axp-engagement/Authentication/token:required",
    ),
    (
        "no-subscription",
        r#"{"event":"authentication","token":"${token}"}"#,
        "axp-engagement/Authentication/subscriptionId:required",
    ),
    (
        "extra-member",
        r#"{"event":"authentication","subscriptionId":"${subscription_a}","token":"${token}","account":"1"}"#,
        "axp-engagement/Authentication:additionalProperties",
    ),
    (
        "token-number",
        r#"{"event":"authentication","subscriptionId":"${subscription_a}","token":12345678}"#,
        "axp-engagement/Authentication/token:type",
    ),
    (
        "subscription-null",
        r#"{"event":"authentication","subscriptionId":null,"token":"${token}"}"#,
        "axp-engagement/Authentication/subscriptionId:type",
    ),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases =
        vec![bad_token(), unknown_subscription(), deleted_subscription(), nothing_before()];
    cases.extend(MALFORMED.iter().map(|(name, body, rule)| malformed(name, body, rule)));
    cases
}

/// An authentication with a token that nobody issued.
pub(in super::super) fn with_bad_token(actor: &str) -> Say {
    let body = format!(
        r#"{{"event":"authentication","subscriptionId":"${{subscription_{actor}}}","token":"not-a-token-${{uid}}"}}"#
    );
    Say::new(actor, "authentication", body)
}

/// An authentication for a subscription that nobody created.
pub(in super::super) fn for_nobody(actor: &str) -> Say {
    let body = r#"{"event":"authentication","subscriptionId":"none-${uid}","token":"${token}"}"#;
    Say::new(actor, "authentication", body)
}

fn bad_token() -> Case {
    let about = "A token that nobody issued is refused, and nothing is told afterwards.";
    let aims = [
        "axp-auth-invalid-token-refused",
        "axp-auth-invalid-token-status",
        "axp-nothing-after-failure",
        "axp-auth-response-subscription",
    ];
    connected(Case::new("bad-token", about, &aims), "a", ALL)
        .step(with_bad_token("a").breaks("axp-auth-token-issued"))
        .step(answer("a"))
        .step(quiet("a"))
}

fn unknown_subscription() -> Case {
    let about = "A subscription that never existed is refused.";
    let aims = ["axp-auth-unknown-subscription-refused", "axp-auth-unknown-subscription-status"];
    connected(Case::new("unknown-subscription", about, &aims), "a", ALL)
        .step(for_nobody("a").breaks("axp-auth-subscription-known"))
        .step(answer("a"))
        .step(pause(Wait::seconds(0.2)))
}

fn deleted_subscription() -> Case {
    let about = "A subscription that was deleted is refused.";
    let aims = ["axp-auth-unknown-subscription-refused", "axp-auth-unknown-subscription-status"];
    only(Case::new("deleted-subscription", about, &aims))
        .step(delete("a"))
        .step(deleted("a"))
        .step(open("a", "a"))
        .step(authenticate("a", "a"))
        .step(answer("a").or("close"))
}

fn nothing_before() -> Case {
    let about = "A connection is mute until it is authenticated, and serves afterwards.";
    let aims = ["axp-nothing-before-confirmation", "axp-auth-confirmed"];
    connected(Case::new("nothing-before-authentication", about, &aims), "a", ALL)
        .step(quiet("a"))
        .step(authenticate("a", "a"))
        .step(answer("a"))
}

fn malformed(name: &str, body: &str, rule: &str) -> Case {
    let about = "A malformed authentication is refused as such.";
    let aims = ["axp-auth-malformed-refused", "axp-auth-malformed-status"];
    connected(Case::new(&format!("malformed-{name}"), about, &aims), "a", ALL)
        .step(Say::new("a", "authentication", body).breaks(rule))
        .step(answer("a").or("close"))
        .step(pause(Wait::seconds(0.2)))
}

/// Listens for what must not come.
fn quiet(actor: &str) -> Hear {
    Hear::new(actor, "notification").within(Wait::seconds(0.7)).or_go_on()
}
