//! What the tests of every contract share: make messages, judge them as `check` does.

use std::collections::{BTreeMap, BTreeSet};

use ringtrue::{
    contracts::{Suite, suite},
    engine::{Bare, Generated, Generator, Progress, RunOptions, check},
    judge::{Profile, Verdict},
    transcript::{event_line, header_line},
};

/// The rules that each case broke, with the verdict; notes on what another finding explains are
/// left out.
pub(crate) type Broken = BTreeMap<String, BTreeSet<(String, Verdict)>>;

/// Messages as `generate` prints them; case names count from 1.
pub(crate) fn transcript(generator: &Generator<'_>, messages: Vec<Generated>) -> String {
    let mut text = header_line(&generator.header()).unwrap() + "\n";
    for (message, number) in messages.into_iter().zip(1..) {
        text.push_str(&event_line(&message.event(&number.to_string())).unwrap());
        text.push('\n');
    }
    text
}

/// Judges a transcript; what every case broke.
pub(crate) fn broken(text: &str, profile: Profile) -> Broken {
    let mut options = RunOptions::default();
    options.judge.profile = profile;
    let mut broken = Broken::new();
    let mut observe = |progress: Progress<'_>| {
        if let Progress::Found(finding) = progress
            && finding.verdict != Verdict::Note
        {
            let case = broken.entry(finding.case.clone()).or_default();
            case.insert((finding.rule.clone(), finding.verdict));
        }
    };
    let checked =
        check(text.as_bytes(), "generated", Bare::default(), &suite, &options, &mut observe);
    assert_eq!(checked.unwrap().unreadable, Vec::<String>::new());
    broken
}

/// A suite by its id.
pub(crate) fn of(contract: &str) -> &'static dyn Suite {
    suite(contract).unwrap()
}

/// `count` valid messages break nothing, in either profile.
pub(crate) fn valid_messages_break_nothing(contract: &str, count: u64) {
    let generator = Generator::new(of(contract), None, 7).unwrap();
    let messages = (0..count).map(|index| generator.valid(index).unwrap()).collect();
    let text = transcript(&generator, messages);
    for profile in [Profile::Practical, Profile::Strict] {
        let broken = broken(&text, profile);
        assert!(broken.is_empty(), "{profile:?}: {:#?}", broken.iter().next());
    }
}

/// Every near miss breaks the rule that it names and no other, and what is left out is excused.
pub(crate) fn near_misses_break_what_they_name(contract: &str) {
    let generator = Generator::new(of(contract), None, 7).unwrap();
    let misses = generator.near_misses();
    let mut made = Vec::new();
    for index in 0..misses.len() {
        let rule = misses.rule(index).unwrap();
        match (misses.excuse(rule), misses.get(index).unwrap()) {
            (None, Some(miss)) => made.push(miss),
            (Some(_), None) => {}
            (None, None) => panic!("{rule}: no near miss was found"),
            (Some(excuse), Some(_)) => panic!("{rule}: excused ({excuse:?}) and broken"),
        }
    }
    let named: Vec<String> = made.iter().map(|m| m.breaks.clone().unwrap()).collect();
    let text = transcript(&generator, made);
    let strict = broken(&text, Profile::Strict);
    let practical = broken(&text, Profile::Practical);
    for (rule, number) in named.iter().zip(1..) {
        let case = number.to_string();
        let rules = |broken: &Broken| -> Vec<String> {
            broken.get(&case).into_iter().flatten().map(|(rule, _)| rule.clone()).collect()
        };
        assert_eq!(rules(&strict), std::slice::from_ref(rule), "case {case}");
        // A ruling may accept it; nothing else may come up instead.
        assert!(rules(&practical).iter().all(|found| found == rule), "case {case} {rule}");
    }
}
