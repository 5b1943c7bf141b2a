//! Every rule can fail: each fault of a reference is found by exactly the rules it declares, and
//! no behaviour rule is without a fault. Here a sample is tried; `ringtrue selftest` tries all.

use std::collections::BTreeSet;

use ringtrue::{
    contract::Party,
    contracts::{Fault, REGISTRY, Suite},
    judge::Profile,
};

/// How many references run at once; they mostly wait.
const SIDE_BY_SIDE: usize = 16;
/// One of so many faults is tried.
const ONE_OF: usize = 7;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_is_found_by_exactly_the_rules_that_it_declares() {
    let mut faults: Vec<(&'static dyn Suite, &'static Fault)> = Vec::new();
    for suite in REGISTRY {
        for party in [Party::Provider, Party::Consumer, Party::Operator] {
            let theirs = suite.faults().iter().filter(|fault| fault.party == party);
            faults.extend(theirs.step_by(ONE_OF).map(|fault| (suite, fault)));
        }
    }
    assert!(faults.len() > REGISTRY.len() * 2, "each contract has faults of two parties at least");
    let wrong = crate::support::try_faults(&faults, SIDE_BY_SIDE).await;
    let count = faults.len();
    assert!(wrong.is_empty(), "{} of {count} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_behaviour_rule_is_without_a_fault() {
    for suite in REGISTRY {
        let tripped: BTreeSet<&str> =
            suite.faults().iter().flat_map(|f| f.trips.iter().copied()).collect();
        for rule in suite.protocol().unwrap().rules {
            assert!(tripped.contains(rule.id), "{} has no fault that it finds", rule.id);
        }
    }
}

#[test]
fn fault_names_are_unique_over_all_contracts_and_their_rules_exist() {
    let mut names = BTreeSet::new();
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        for fault in suite.faults() {
            assert!(names.insert(fault.name), "{} twice", fault.name);
            assert!(!fault.trips.is_empty(), "{} trips nothing", fault.name);
            assert!(protocol.contract.documents.contains_key(fault.misreads.0), "{}", fault.name);
            for rule in fault.trips {
                let exists = protocol.rules.iter().any(|r| r.id == *rule)
                    || protocol.contract.schemas.constraints().iter().any(|c| c.rule == *rule);
                assert!(exists, "{} trips {rule}, which is no rule", fault.name);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fault_free_references_trip_nothing_in_either_profile() {
    for profile in [Profile::Practical, Profile::Strict] {
        for suite in REGISTRY {
            let (outcome, _) =
                crate::support::recorded(suite, &[], &crate::support::options(profile)).await;
            let reported = crate::support::reported(&outcome);
            assert!(
                reported.is_empty()
                    && outcome.judgement.broken_cases.is_empty()
                    && outcome.judgement.harness_faults.is_empty(),
                "{} {profile:?}:\n{}",
                suite.id(),
                crate::support::evidence(&outcome)
            );
        }
    }
}
