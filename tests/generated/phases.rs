//! The cases of a run: the same for the same seed, and whole however they are shared out.

use std::collections::BTreeSet;

use ringtrue::{
    contracts::{REGISTRY, Suite},
    drive::Target,
    engine::{Generator, Phase, RunOptions, Shard, phases},
    generate::{Case, Variables},
};

fn cases(suite: &dyn Suite, options: &RunOptions) -> Vec<(Phase, Vec<Case>)> {
    let target = Target::new(url::Url::parse("http://localhost/").unwrap());
    phases(suite, &Variables::new(), &target, options).unwrap()
}

fn written(phases: &[(Phase, Vec<Case>)]) -> String {
    let cases: Vec<&Case> = phases.iter().flat_map(|(_, cases)| cases).collect();
    serde_json::to_string(&cases).unwrap()
}

#[test]
fn three_runs_with_one_seed_have_byte_identical_case_lists_and_another_seed_has_others() {
    for suite in REGISTRY {
        let options = RunOptions::default();
        let lists: Vec<String> = (0..3).map(|_| written(&cases(suite, &options))).collect();
        assert_eq!(lists[0], lists[1], "{}", suite.id());
        assert_eq!(lists[1], lists[2], "{}", suite.id());
        let other = RunOptions { seed: 2, ..RunOptions::default() };
        let generates = cases(suite, &options).len() > 1;
        assert_eq!(written(&cases(suite, &other)) != lists[0], generates, "{}", suite.id());
    }
}

#[test]
fn the_shards_of_a_run_are_the_whole_and_share_no_case() {
    for suite in REGISTRY {
        let whole = RunOptions::default();
        let names = |options: &RunOptions| -> Vec<String> {
            let all = cases(suite, options);
            all.iter().flat_map(|(_, cases)| cases).map(|c| c.name.clone()).collect()
        };
        let mut together = BTreeSet::new();
        for turn in 1..=3 {
            let shard = Some(Shard { turn, of: 3 });
            for name in names(&RunOptions { shard, ..RunOptions::default() }) {
                assert!(together.insert(name.clone()), "{name} is in two shards");
            }
        }
        assert_eq!(together, names(&whole).into_iter().collect(), "{}", suite.id());
    }
}

#[test]
fn fewer_cases_are_the_first_of_more() {
    for suite in REGISTRY {
        let list = |max_cases| {
            let options = RunOptions { max_cases, ..RunOptions::default() };
            let all = cases(suite, &options);
            all.into_iter().flat_map(|(_, cases)| cases).map(|c| c.name).collect::<Vec<_>>()
        };
        let (few, all) = (list(Some(3)), list(None));
        assert_eq!(few, all.iter().take(3).cloned().collect::<Vec<_>>());
    }
}

#[test]
fn two_optional_members_come_together_and_without_each_other() {
    let suite = ringtrue::contracts::suite("bayeux").unwrap();
    let publish = Generator::new(suite, Some("publish"), 1).unwrap();
    let made = publish.pairs(0).unwrap();
    let values: Vec<serde_json::Value> =
        made.iter().map(|made| serde_json::from_str(&made.text).unwrap()).collect();
    for (one, other) in [("id", "ext"), ("id", "clientId"), ("ext", "clientId")] {
        let ways: BTreeSet<(bool, bool)> = values
            .iter()
            .map(|value| (value.get(one).is_some(), value.get(other).is_some()))
            .collect();
        assert_eq!(ways.len(), 4, "{one} and {other}: {ways:?}");
    }
    assert!(values.len() < 40, "{}", values.len());
}

#[test]
fn with_no_seed_is_a_listed_text_spared_the_slip_in_its_case() {
    let suite = ringtrue::contracts::suite("axp-engagement").unwrap();
    for seed in 1..=5 {
        let generator = Generator::new(suite, None, seed).unwrap();
        let misses = generator.near_misses();
        let listed = |rule: &str| rule.ends_with(":enum") || rule.ends_with(":const");
        let mut count = 0;
        for index in 0..misses.len() {
            if !misses.rule(index).is_some_and(listed) {
                continue;
            }
            let (miss, unbroken) = misses.likeliest(index).unwrap().unwrap();
            assert_ne!(miss.text, unbroken);
            assert!(miss.text.eq_ignore_ascii_case(&unbroken), "{seed}: {}", miss.text);
            count += 1;
        }
        assert!(count > 10, "only {count}");
    }
}
