//! What a rule says of a transcript, exactly: how often what it speaks of occurred, and how often it
//! was wrong. A rule that is held where nothing occurred would pass in silence.

use ringtrue::judge::Profile;

use super::{tape::Tape, verdict};

/// A rule, a transcript, how often the rule was exercised and broken there, and why.
pub(crate) struct Exact(&'static str, Tape, (u64, u64), &'static str);

/// What the rule speaks of occurred once, and was as it should be.
pub(crate) fn held(rule: &'static str, tape: Tape, why: &'static str) -> Exact {
    Exact(rule, tape, (1, 0), why)
}

/// What the rule speaks of occurred once, and was wrong.
pub(crate) fn broken(rule: &'static str, tape: Tape, why: &'static str) -> Exact {
    Exact(rule, tape, (1, 1), why)
}

/// What the rule speaks of did not occur.
pub(crate) fn absent(rule: &'static str, tape: Tape, why: &'static str) -> Exact {
    Exact(rule, tape, (0, 0), why)
}

/// It occurred so often, and was wrong so often.
pub(crate) fn counted(
    rule: &'static str,
    tape: Tape,
    exercised: u64,
    violations: u64,
    why: &'static str,
) -> Exact {
    Exact(rule, tape, (exercised, violations), why)
}

/// Judges all of them, and shows those that are judged otherwise.
pub(crate) fn check(rows: Vec<Exact>) {
    let mut wrong = Vec::new();
    for Exact(rule, tape, expected, why) in rows {
        let (judgement, _) = tape.judged(Profile::Strict, &[]);
        let verdict = verdict(&judgement, rule);
        let found = (verdict.exercised, verdict.violations);
        if found != expected {
            wrong.push(format!("{rule}: {found:?} instead of {expected:?}: {why}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
