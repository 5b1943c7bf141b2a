//! What is done to a provider, and what a consumer with a fault would do, as cases.
//!
//! Depends on the scenes of `gws`. Every case has a session of its own and ends it. It never says
//! what a provider should tell: that is for the rules.

mod answering;
mod consumer;
mod hearing;
mod listening;
mod readiness;
mod times;

use self::times::Times;
use crate::{
    contracts::gws::{carrier::operations, scene::Scene},
    drive::Target,
    generate::{Case, Hear, Variables},
};

pub(super) use consumer::consumer_cases;

/// Rules that a run against the reference leaves unexercised, each with the reason.
pub(super) const UNEXERCISED: &[(&str, &str)] = &[];

/// The case that is played first: whether anybody can have a session, and how long a connect is held.
pub(super) fn probe(_target: &Target) -> Option<Case> {
    let about = "Finds out whether an agent can have a session, and how long a connect is held.";
    let shake = Hear::new("agent", "handshake-reply").keep("agent", "/clientId");
    let connect = Hear::new("agent", "connect-reply").keep("hold", "/advice/timeout");
    let case = Scene::new("probe", about, &["gws-interactions-connect-id-echoed"])
        .shaking("agent", shake.keep("hold", "/advice/timeout"))
        .connect_at_once("agent", connect);
    Some(case.done())
}

/// The scenes for a provider of which so much is `known`.
pub(super) fn cases(known: &Variables, target: &Target) -> Vec<Case> {
    let times = Times::of(target);
    let mut cases = listening::cases(&times);
    if operations(target).is_some() {
        cases.extend(answering::cases(&times));
        cases.extend(readiness::cases(&times));
    }
    if times.revoked_after.is_some() {
        cases.extend(listening::until_revoked(&times));
    }
    let hold = known.get("hold").and_then(|hold| hold.parse::<f64>().ok());
    if hold.is_some_and(|hold| hold > 0.0) {
        cases.push(listening::unsubscribed());
    }
    cases
}

/// Every case that can be made, by name, with the rules that it aims at.
pub(super) fn names_and_aims() -> Vec<(String, Vec<String>)> {
    let times = Times::usual();
    let mut cases = listening::cases(&times);
    cases.extend(listening::until_revoked(&times));
    cases.push(listening::unsubscribed());
    cases.extend(answering::cases(&times));
    cases.extend(readiness::cases(&times));
    cases.extend(consumer::every());
    if let Ok(url) = "http://localhost/".parse() {
        cases.extend(probe(&Target::new(url)));
    }
    cases.into_iter().map(|case| (case.name, case.aims)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_and_an_aim() {
        let cases = names_and_aims();
        let names: BTreeSet<&String> = cases.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), cases.len());
        let aimless = cases.iter().find(|(n, aims)| aims.is_empty() && !n.starts_with("consumer-"));
        assert!(aimless.is_none(), "{aimless:?}");
    }

    #[test]
    fn operations_are_asked_for_only_where_it_is_known_where() {
        let target = Target::new("http://localhost/cometd".parse().unwrap());
        let asks = |target: &Target| {
            let cases = cases(&Variables::new(), target);
            cases.iter().any(|case| case.name == "e-mail-accepted")
        };
        assert!(!asks(&target));
        let target = Target::new("http://localhost/api/v2/notifications".parse().unwrap());
        assert!(asks(&target));
    }
}
