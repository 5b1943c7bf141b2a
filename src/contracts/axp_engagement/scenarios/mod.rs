//! The scenarios: what is done to a provider, as data.
//!
//! Depends on `generate` alone. Every subscription that a case creates is deleted at its end, and
//! no case waits for longer than what the provider advised makes necessary.

pub(super) mod authenticating;
mod consumer;
mod heartbeat;
mod robustness;
pub(super) mod steps;
mod subscribing;
mod telling;

pub(super) use consumer::consumer_cases;

use crate::{
    drive::Target,
    generate::{Case, Variables},
};

/// Rules that a run against the reference leaves unexercised, each with the reason.
pub(super) static UNEXERCISED: &[(&str, &str)] = &[
    ("axp-subscription-endpoint-port", "the reference serves a loopback address"),
    ("axp-subscription-endpoint-secure", "the reference serves a loopback address"),
    (
        "axp-ping-recommended",
        "told by the story heartbeat-long, for which [limits] longest-wait = \"70s\" is needed",
    ),
];

/// A subscription, a connection and a confirmation: without these nothing else can be tried.
pub(super) fn probe() -> Case {
    let about = "A subscription is created, its endpoint opened, and the connection confirmed.";
    let aims = ["axp-subscription-created", "axp-auth-answered", "axp-auth-confirmed"];
    steps::confirmed(Case::new("probe", about, &aims), "a", steps::ALL)
}

/// Every scenario for a provider.
pub(super) fn cases(_known: &Variables, _target: &Target) -> Vec<Case> {
    every()
}

/// The names of all cases that can be made, with the rules that they aim at.
pub(super) fn names_and_aims() -> Vec<(String, Vec<String>)> {
    let clean = std::iter::once(probe()).chain(every());
    clean.chain(consumer::every()).map(|case| (case.name, case.aims)).collect()
}

fn every() -> Vec<Case> {
    let mut cases = telling::cases();
    cases.extend(subscribing::cases());
    cases.extend(authenticating::cases());
    cases.extend(heartbeat::cases());
    cases.extend(robustness::cases());
    cases
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own() {
        let all = names_and_aims();
        let names: BTreeSet<&String> = all.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), all.len());
    }
}
