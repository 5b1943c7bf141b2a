//! Every rule can fail: each fault of a reference is found by exactly the rules it declares, and
//! no behaviour rule is without a fault.

use std::collections::BTreeSet;

use ringtrue::{contracts::REGISTRY, judge::Profile};

/// How many references run at once; they mostly wait.
const SIDE_BY_SIDE: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_is_found_by_exactly_the_rules_that_it_declares() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for suite in REGISTRY {
        count += suite.faults().len();
        wrong.extend(crate::support::try_all_faults(suite, SIDE_BY_SIDE).await);
    }
    assert!(count > 0);
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
