//! What the tests of every contract share: make messages, judge them as `check` does.

use std::collections::{BTreeMap, BTreeSet};

use ringtrue::{
    contracts::{Suite, suite},
    engine::{Bare, Generated, Generator, Progress, RunOptions, check},
    generate::{Choices, Excuse, Spelling, spelt_otherwise},
    judge::{Profile, Verdict},
    transcript::{event_line, header_line},
};

/// The rules that each case broke, with the verdict; notes on constraints, which another finding
/// explains, are left out.
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
            && !(finding.verdict == Verdict::Note && finding.rule.contains('/'))
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
    let (mut made, mut wrong) = (Vec::new(), Vec::new());
    for index in 0..misses.len() {
        let rule = misses.rule(index).unwrap();
        match (misses.excuse(rule), misses.get(index).unwrap()) {
            (None, Some(miss)) => made.push(miss),
            (Some(_), None) => {}
            (None, None) => wrong.push(format!("{rule}: no near miss was found")),
            (Some(excuse), Some(_)) => wrong.push(format!("{rule}: excused ({excuse:?}), broken")),
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
        // A ruling may accept it in practice; nothing else may come up instead.
        let others = rules(&practical).iter().any(|found| found != rule);
        if rules(&strict) != std::slice::from_ref(rule) || others {
            wrong.push(format!("{rule}: {:?}, {:?}", rules(&strict), rules(&practical)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// These constraints alone are left out of the near misses, for this reason.
pub(crate) fn left_out(contract: &str, constraints: &[&str], why: Excuse) {
    let generator = Generator::new(of(contract), None, 7).unwrap();
    let misses = generator.near_misses();
    let rules: BTreeSet<&str> = (0..misses.len()).filter_map(|index| misses.rule(index)).collect();
    let excused: Vec<(String, Excuse)> =
        rules.iter().filter_map(|rule| Some(((*rule).to_owned(), misses.excuse(rule)?))).collect();
    let expected: Vec<(String, Excuse)> =
        constraints.iter().map(|rule| (format!("{contract}/{rule}"), why)).collect();
    assert_eq!(excused, expected);
}

/// Every rule of conduct is broken by a message of its own, or it is said why by none; a new rule
/// is in no list until somebody has thought about it.
pub(crate) fn every_rule_of_conduct_is_accounted_for(contract: &str) {
    let suite = of(contract);
    let (rules, shaping) = (suite.protocol().unwrap().rules, suite.shaping());
    let mut listed: Vec<&str> = shaping.clashes.iter().map(|clash| clash.rule).collect();
    listed.extend(shaping.beyond.iter().flat_map(|(_, rules)| rules.iter().copied()));
    listed.sort_unstable();
    let mut all: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    all.sort_unstable();
    assert_eq!(listed, all);
}

/// `count` messages that are spelt otherwise break nothing. `spell` gives the spelling of what is
/// no JSON.
pub(crate) fn other_spellings_break_nothing(
    contract: &str,
    count: u64,
    spell: impl Fn(&Generated, &mut Choices<'_>) -> String,
) {
    let generator = Generator::new(of(contract), None, 8).unwrap();
    let otherwise = |index: u64| {
        let mut message = generator.valid(index).unwrap();
        let tape = Choices::tape(index, 4096);
        let mut choices = Choices::new(&tape);
        let other = spelt_otherwise(&message.text, &Spelling::ALL, &mut choices);
        message.text = other.unwrap_or_else(|| spell(&message, &mut choices));
        message
    };
    let text = transcript(&generator, (0..count).map(otherwise).collect());
    for profile in [Profile::Practical, Profile::Strict] {
        assert_eq!(broken(&text, profile), Broken::new(), "{profile:?}");
    }
}

/// For contracts whose messages are all JSON.
pub(crate) fn all_is_json(message: &Generated, _: &mut Choices<'_>) -> String {
    panic!("no JSON: {message:?}")
}
