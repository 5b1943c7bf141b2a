//! Strategies for proptest: what they give is valid, and what a failing test shows is small.

use std::sync::Arc;

use proptest::{
    prop_assert,
    strategy::Strategy,
    test_runner::{Config, TestError, TestRunner},
};
use ringtrue::{
    codec::json::{Limits, Node, parse},
    contract::Contract,
    contracts,
    generate::{
        Case, Say, Values,
        shrink::size,
        strategy::{cases, message},
    },
};

fn contract() -> Arc<Contract> {
    Arc::clone(&contracts::suite("axp-engagement").unwrap().protocol().unwrap().contract)
}

fn texts(name: &str) -> impl Strategy<Value = String> + use<> {
    let contract = contract();
    let values = Arc::new(Values::compile(&contract.schemas));
    message(contract, values, name)
}

fn runner() -> TestRunner {
    let config = Config { failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    )
}

fn read(text: &str) -> Node {
    parse(text.as_bytes(), &Limits::default()).unwrap().root
}

/// What a test that fails on such texts is shown at the end.
fn shown(name: &str, fails: impl Fn(&str) -> bool) -> String {
    let contract = contract();
    let result = runner().run(&texts(name), |text| {
        assert!(contract.schemas.accepts(name, &read(&text)).unwrap(), "not valid: {text}");
        prop_assert!(!fails(&text));
        Ok(())
    });
    match result {
        Err(TestError::Fail(_, text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_text_is_valid_and_no_two_runs_differ() {
    let contract = contract();
    let (mut first, mut second) = (runner(), runner());
    let strategy = texts("Notification");
    for _ in 0..200 {
        use proptest::strategy::ValueTree;
        let text = strategy.new_tree(&mut first).unwrap().current();
        assert!(contract.schemas.accepts("Notification", &read(&text)).unwrap(), "{text}");
        assert_eq!(text, strategy.new_tree(&mut second).unwrap().current());
    }
}

#[test]
fn a_failing_test_is_shown_the_smallest_message_that_is_still_valid() {
    let text = shown("Authentication", |text| text.contains("token"));
    let message = read(&text);
    assert_eq!(message.as_object().unwrap().len(), 3, "{text}");
    for member in ["subscriptionId", "token"] {
        assert_eq!(message.get(member).unwrap().as_str().unwrap().len(), 1, "{text}");
    }
}

#[test]
fn a_member_that_matters_is_all_that_is_left_beside_what_must_be_there() {
    let long = shown("Notification", |text| text.len() > 600);
    assert!(long.len() < 620, "{long}");
}

#[test]
fn a_name_that_is_not_known_is_an_error_and_no_panic() {
    assert!(texts("Nobody").new_tree(&mut runner()).is_err());
}

#[test]
fn cases_shrink_by_steps_members_and_values() {
    let strategy = cases(|choices| {
        (0..20).fold(Case::new("many", "", &[]), |case, _| {
            let (id, more) = (choices.between(0, 9_999), choices.between(0, 99));
            case.step(Say::new("a", "ask", format!("{{\"id\":{id},\"more\":[{more}]}}")))
        })
    });
    let big = |case: &Case| {
        let ids = case.steps.iter().filter_map(|step| match step {
            ringtrue::generate::Step::Say(say) => read(&say.body).get("id")?.as_i64(),
            _ => None,
        });
        ids.filter(|id| *id > 500).count() > 1
    };
    let result = runner().run(&strategy, |case| {
        prop_assert!(!big(&case));
        Ok(())
    });
    let Err(TestError::Fail(_, case)) = result else { panic!("{result:?}") };
    assert_eq!((size(&case).steps, size(&case).members), (2, 2));
    assert!(serde_json::to_string(&case).unwrap().matches("501").count() == 2, "{case:?}");
}
