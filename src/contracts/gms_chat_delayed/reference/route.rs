//! Which target a request is for in the end, and after how long.
//!
//! Depends on the configured services. Pure; written apart from the rules that judge it.

use super::services::{Configured, Element, free_after, statistic};
use crate::contracts::Faults;

/// What is found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The target's name, without server and type.
    pub(super) name: String,
    /// Seconds after the request was created.
    pub(super) after: f64,
}

/// The target that is found for a service.
pub(super) fn find(service: &Configured, faults: &Faults) -> Option<Found> {
    let last = service.targets.len().saturating_sub(1);
    let mut entered = 0.0;
    let mut best: Option<Found> = None;
    for (index, element) in service.targets.iter().enumerate() {
        let holds = holds(element);
        if holds && index == last && faults.bears("chat-last-target-skipped") {
            continue;
        }
        if holds && index != last && !faults.bears("chat-condition-ignored") {
            continue;
        }
        let left = entered + f64::from(element.timeout);
        let mut clear = element.clear;
        let several = service.targets.len() > 1;
        if clear && several && index != last && !holds && faults.bears("chat-targets-kept") {
            clear = false;
        }
        if !clear && several && index != last && faults.bears("chat-targets-cleared") {
            clear = true;
        }
        if let Some(free) = free_after(element.target) {
            let at = free.max(entered);
            let in_time = index == last || !clear || at < left;
            if in_time && best.as_ref().is_none_or(|b| at < b.after) {
                best = Some(Found { name: name(element), after: at });
            }
        }
        entered = left;
    }
    best
}

/// Whether the condition of an element holds.
fn holds(element: &Element) -> bool {
    let ready = statistic(element.target, "RStatAgentsReady");
    element.below.zip(ready).is_some_and(|(below, ready)| ready < f64::from(below))
}

fn name(element: &Element) -> String {
    element.target.rsplit_once('@').map_or(element.target, |(name, _)| name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::{Faults, Triggered};

    fn found(service: &str, faults: &[&str]) -> (String, f64) {
        let names: Vec<String> = faults.iter().map(|f| (*f).to_owned()).collect();
        let faults = Faults::new(&names, Triggered::default());
        let found = find(&Configured::named(service).unwrap(), &faults).unwrap();
        (found.name, found.after)
    }

    #[test]
    fn targets_are_found_as_the_options_say() {
        let is = |service: &str, name: &str, after: f64| {
            assert_eq!(found(service, &[]), (name.to_owned(), after), "{service}");
        };
        is("chat-delay", "?:English=20&Loans=2", 0.6);
        is("chat-skipped", "Retail", 0.1);
        is("chat-last", "Retail", 1.0);
        is("chat-cleared", "Sales", 2.7);
        is("chat-kept", "Support", 1.8);
    }

    #[test]
    fn each_mistake_finds_another_target() {
        assert_eq!(found("chat-skipped", &["chat-condition-ignored"]).0, "Billing");
        assert_eq!(found("chat-last", &["chat-last-target-skipped"]).0, "Support");
        assert_eq!(found("chat-cleared", &["chat-targets-kept"]).0, "Support");
        assert_eq!(found("chat-kept", &["chat-targets-cleared"]).0, "Sales");
    }
}
