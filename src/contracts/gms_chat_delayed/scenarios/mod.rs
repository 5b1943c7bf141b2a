//! What is done to a provider, and what a consumer with a fault would do, as cases.
//!
//! `said` and `drawn` play what was generated, the others what people wrote. Depends on `generate`.
//! Every case has a user and services of its own; a service cannot be removed, its time runs out. It
//! never says what a provider should answer: that is for the rules.

mod asking;
mod consumer;
mod drawn;
mod known;
mod routing;
mod said;
mod scene;
mod talking;

use self::{known::Known, scene::Scene};
use crate::{
    drive::Target,
    generate::{Case, Hear, Variables, Wait},
};

pub(super) use consumer::consumer_cases;
pub(super) use drawn::{BREAKABLE, session};
pub(super) use said::say;

/// Rules that a run against the reference leaves unexercised, each with the reason.
pub(super) const UNEXERCISED: &[(&str, &str)] = &[
    ("gms-chat-delayed/ServiceOptions/*:minimum", "our options hold numbers as text"),
    ("gms-chat-delayed/InboundChat/*:minimum", "an annex holds numbers as text"),
];

/// The case that is played first: whether a chat can be asked for, and whether CometD is served.
pub(super) fn probe(target: &Target) -> Option<Case> {
    Some(asked_first(&Known::of(target, &Variables::new())))
}

fn asked_first(known: &Known) -> Case {
    let about = "Finds out whether a chat can be asked for, and whether pushes can be heard.";
    let aims = [
        "gms-chat-created",
        "gms-chat-status-ok",
        "gms-chat-json-content-type",
        "gms-chat-content-length",
        "gms-chat-not-cacheable",
        "gms-chat-cookie-attributes",
    ];
    // What is answered where nothing is served is anybody's guess: only the reply counts.
    let shake = Hear::new("listener", "handshake-reply").keep(known::COMET, "/clientId");
    let shake = shake.keep("listener", "/clientId").within(Wait::seconds(1.5)).or_go_on();
    let mut case = Scene::new("probe", about, &aims)
        .creates(&known.service, &scene::create_fields("none", ""), "id")
        .shaking("listener", None, shake)
        .done();
    case.set.extend(known.kept());
    case
}

/// The scenes for a provider of which so much is `known`.
pub(super) fn cases(kept: &Variables, target: &Target) -> Vec<Case> {
    every(&Known::of(target, kept))
}

/// Every case that can be made, by name, with the rules that it aims at.
pub(super) fn names_and_aims() -> Vec<(String, Vec<String>)> {
    let known = Known::everything();
    let mut cases = every(&known);
    cases.push(asked_first(&known));
    cases.extend(consumer::every());
    cases.into_iter().map(|case| (case.name, case.aims)).collect()
}

fn every(known: &Known) -> Vec<Case> {
    // The long ones first, so that the others are played beside them.
    let mut cases = routing::cases(known);
    cases.extend(asking::cases(known));
    cases.extend(talking::cases(known));
    cases
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
    fn only_what_is_known_to_be_there_is_asked_for() {
        let target = Target::new("http://localhost:8080/".parse().unwrap());
        let names = |kept: &Variables| -> Vec<String> {
            cases(kept, &target).into_iter().map(|case| case.name).collect()
        };
        let few = names(&Variables::new());
        assert!(few.iter().any(|n| n == "conversation-by-polling"));
        assert!(!few.iter().any(|n| n.contains("push") || n.contains("target")), "{few:?}");
        let kept = [(known::COMET.to_owned(), "c".to_owned())].into_iter().collect();
        assert!(names(&kept).iter().any(|n| n == "conversation-with-pushes"));
    }
}
