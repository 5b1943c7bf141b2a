//! What is done to a provider, and what a consumer with a fault would do, as cases.
//!
//! Depends on the scenes of `gws`. Every case has a session of its own and ends it; what a case
//! subscribes to it leaves. It never says what a provider should tell: that is for the rules.

mod consumer;
mod hearing;
mod listening;
mod subject;
mod subscribing;

use self::subject::Subject;
use crate::{
    contracts::gws::scene::Scene,
    drive::Target,
    generate::{Case, Hear, Variables},
};

pub(super) use consumer::consumer_cases;

/// Rules that a run against the reference leaves unexercised, each with the reason.
pub(super) const UNEXERCISED: &[(&str, &str)] = &[];

/// The case that is played first: whether anybody can have a session.
pub(super) fn probe(_target: &Target) -> Option<Case> {
    let about = "Finds out whether an agent can have a session.";
    let case = Scene::new("probe", about, &["gws-workbins-json-on-the-wire"])
        .shaking("agent", Hear::new("agent", "handshake-reply").keep("agent", "/clientId"))
        .connect_at_once("agent", Hear::new("agent", "connect-reply"));
    Some(case.done())
}

/// The scenes for a provider.
pub(super) fn cases(_known: &Variables, target: &Target) -> Vec<Case> {
    cases_for(&Subject::of(target))
}

fn cases_for(subject: &Subject) -> Vec<Case> {
    let mut cases = listening::cases(subject);
    cases.extend(subscribing::cases(subject));
    cases
}

/// Every case that can be made, by name, with the rules that it aims at.
pub(super) fn names_and_aims() -> Vec<(String, Vec<String>)> {
    let mut cases = cases_for(&Subject::usual());
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

    fn names(target: &Target) -> Vec<String> {
        cases(&Variables::new(), target).into_iter().map(|case| case.name).collect()
    }

    #[test]
    fn every_case_has_a_name_of_its_own_and_an_aim() {
        let cases = names_and_aims();
        let names: BTreeSet<&String> = cases.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), cases.len());
        let aimless = cases.iter().find(|(n, aims)| aims.is_empty() && !n.starts_with("consumer-"));
        assert!(aimless.is_none(), "{aimless:?}");
    }

    #[test]
    fn every_aim_is_a_rule() {
        for (name, aims) in names_and_aims() {
            for aim in aims {
                let exists = super::super::rules::RULES.iter().any(|rule| rule.id == aim);
                assert!(exists, "{name} aims at {aim}");
            }
        }
    }

    #[test]
    fn workbins_are_subscribed_to_only_where_it_is_known_where_and_which() {
        let nowhere = Target::new("http://localhost/cometd".parse().unwrap());
        assert_eq!(names(&nowhere), ["listening"]);
        let mut target = Target::new("http://localhost/api/v2/notifications".parse().unwrap());
        assert_eq!(names(&target), ["listening", "unknown-workbin"]);
        target.facts.insert("workbins".to_owned(), "a, b".to_owned());
        assert!(names(&target).contains(&"subscribed-and-left".to_owned()));
        assert!(!names(&target).contains(&"workbin-of-another".to_owned()));
    }
}
