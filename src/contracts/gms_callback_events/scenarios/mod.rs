//! What is done to a callback service, as cases: each creates one callback, or none, and waits for
//! what is told of it.
//!
//! Depends on `generate`, and on `list` for what can be awaited. A case is played only where the
//! user has told enough: which service, whom to call, and what becomes of such a call. It never
//! says what should be told: that is for the rules.

mod lives;
mod scene;
mod subscriptions;

use self::scene::{Scene, Script};
use super::faults::RECEIVER_REFUSES;
use crate::{
    drive::Target,
    generate::{Case, Variables},
};

/// Rules that a run against the reference leaves unexercised, each with the reason.
pub(super) const UNEXERCISED: &[(&str, &str)] = &[
    ("gms-callback-events/PhoneNumber:*", "asked for by the sample file alone, against the table"),
    (
        "gms-list-target-session",
        "our lists deliver to a URL: a session as target is what another rule advises against",
    ),
];

/// The case that is played first; none where we only listen.
pub(super) fn probe(target: &Target) -> Option<Case> {
    let script = Script::new(target);
    target.listen.is_none().then(|| subscriptions::probe(&script))
}

/// The cases for a provider of which this is known.
pub(super) fn cases(_known: &Variables, target: &Target) -> Vec<Case> {
    let script = Script::new(target);
    if target.listen.is_some() {
        return vec![subscriptions::deliveries(&script)];
    }
    all(&script).into_iter().filter(|s| script.allows(s)).map(|s| s.case).collect()
}

/// What a consumer with this fault plays.
pub(super) fn consumer_cases(fault: &str) -> Vec<Case> {
    match fault {
        RECEIVER_REFUSES => vec![subscriptions::refusing()],
        _ => Vec::new(),
    }
}

/// Every case that can be made, by name, with the rules that it aims at.
pub(super) fn names_and_aims() -> Vec<(String, Vec<String>)> {
    let script = Script::complete();
    let others = [
        subscriptions::probe(&script),
        subscriptions::deliveries(&script),
        subscriptions::refusing(),
    ];
    let scenes = all(&script).into_iter().map(|s| s.case);
    scenes.chain(others).map(|case| (case.name, case.aims)).collect()
}

fn all(script: &Script) -> Vec<Scene> {
    lives::scenes(script).into_iter().chain(subscriptions::scenes()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn target() -> Target {
        Target::new("http://localhost/".parse().unwrap())
    }

    #[test]
    fn every_case_has_a_name_of_its_own_and_an_aim() {
        let cases = names_and_aims();
        let names: BTreeSet<&String> = cases.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), cases.len());
        assert!(cases.iter().all(|(_, aims)| !aims.is_empty()));
    }

    #[test]
    fn without_a_service_and_a_number_nothing_is_created() {
        assert!(cases(&Variables::new(), &target()).is_empty());
    }

    #[test]
    fn where_we_only_listen_there_is_one_case_and_no_probe() {
        let mut target = target();
        target.listen = Some("127.0.0.1:0".parse().unwrap());
        assert!(probe(&target).is_none());
        assert_eq!(cases(&Variables::new(), &target).len(), 1);
    }
}
