//! What must hold for any input of `check`: the properties behind its fuzz target.

use super::{check::Bare, check::check, plan::RunOptions};
use crate::contracts::Suite;

/// Judges arbitrary bytes as a transcript, and as bare messages of every contract given: no panic,
/// and the same verdicts twice.
///
/// # Panics
/// If judging is not deterministic.
pub fn judging_survives(
    bytes: &[u8],
    suites: &[&'static dyn Suite],
    find: &dyn Fn(&str) -> Option<&'static dyn Suite>,
) {
    let options = RunOptions::default();
    let contracts = std::iter::once(None).chain(suites.iter().map(|s| Some(s.id())));
    for contract in contracts {
        let bare = Bare { contract, message: None };
        let once = || {
            let checked = check(bytes, "input", bare, find, &options, &mut |_| {}).ok()?;
            let outcome = checked.outcome?;
            let verdicts = outcome.judgement.verdicts.into_iter();
            Some(verdicts.map(|v| (v.rule, v.verdict, v.exercised)).collect::<Vec<_>>())
        };
        assert_eq!(once(), once(), "judging the same bytes twice gives the same verdicts");
    }
}
