//! Trials of ourselves, many side by side: which defects the suite finds, which rules can fail, and
//! whether it is silent where nothing is wrong.
//!
//! Depends on `trial` and on the trials of parsers. It is handed suites and names none.

use std::{collections::BTreeMap, sync::Arc, thread::available_parallelism};

use tokio::{
    runtime::Handle,
    task::{JoinError, JoinSet},
};

use super::{
    gate::Gate,
    matrix::{Faulty, Matrix, Silent, rules, text_rules},
    parsing::ParserTrials,
    plan::RunOptions,
    trial::{Trial, try_clean, try_fault, try_variation},
};
use crate::{
    contract::Party,
    contracts::{
        Fault, Suite, Variation,
        parser::{PARSER_FAULTS, PARSER_VARIATIONS},
        wire_variations,
    },
    error::{Error, Result},
};

/// How many are tried at once a second time.
const FEW: usize = 12;
/// All trials of a kind, as a share of them is counted.
const WHOLE: usize = 1_000_000;

/// One trial.
#[derive(Clone, Copy)]
enum Part {
    Fault(&'static Fault),
    Variation(&'static Variation),
    Clean(Party),
}

impl Part {
    fn party(self) -> Party {
        match self {
            Self::Fault(fault) => fault.party,
            Self::Variation(variation) => variation.party,
            Self::Clean(party) => party,
        }
    }
}

enum Became {
    Faulty(Faulty),
    Silent(Silent),
}

/// One trial, its contract (none for what is the same in all), and its place among all.
#[derive(Clone, Copy)]
struct Placed {
    at: (usize, usize),
    suite: Option<&'static dyn Suite>,
    part: Part,
}

/// What trials have in common.
struct Common {
    options: RunOptions,
    parsers: ParserTrials,
}

/// Tries every fault and every variation of these suites, so many side by side, and if `parser`
/// those of our parser, which are the same for all contracts. `done` is told of each trial
/// that ended and of how many there are.
///
/// # Errors
/// Blames the harness for a reference that does not start, the document for a contract that does
/// not load.
pub async fn selftest(
    suites: &[&'static dyn Suite],
    parser: bool,
    options: &RunOptions,
    side_by_side: usize,
    done: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Vec<Matrix>> {
    let mut trials = Vec::new();
    for (place, suite) in suites.iter().enumerate() {
        let turns = parts(*suite).into_iter().enumerate();
        let placed = |(turn, part)| Placed { at: (place, turn), suite: Some(*suite), part };
        trials.extend(turns.map(placed));
    }
    if parser {
        let faults = PARSER_FAULTS.iter().map(Part::Fault);
        let turns = PARSER_VARIATIONS.iter().map(Part::Variation).chain(faults).enumerate();
        let placed = |(turn, part)| Placed { at: (suites.len(), turn), suite: None, part };
        trials.extend(turns.map(placed));
    }
    let parsers = ParserTrials::new(suites, options);
    let common = Arc::new(Common { options: options.clone(), parsers });
    let mut results = all(&common, trials, side_by_side, done).await?;
    let mut matrices: Vec<Matrix> = Vec::new();
    for (place, suite) in suites.iter().map(|suite| Some(*suite)).chain([None]).enumerate() {
        let (mut faults, mut silent) = (Vec::new(), Vec::new());
        let later = results.split_off(&(place.saturating_add(1), 0));
        for result in std::mem::replace(&mut results, later).into_values() {
            match result {
                Became::Faulty(one) => faults.push(one),
                Became::Silent(one) => silent.push(one),
            }
        }
        let (contract, rules) = match suite {
            Some(suite) => (suite.id(), rules(suite, &faults, options.seed)?),
            None if parser => ("any contract", text_rules(&faults)),
            None => continue,
        };
        matrices.push(Matrix { contract: contract.to_owned(), rules, faults, silent });
    }
    Ok(matrices)
}

/// Tries all of these. Parsers compute, the others mostly wait: while parsers compute, the others
/// would be late.
async fn all(
    common: &Arc<Common>,
    trials: Vec<Placed>,
    side_by_side: usize,
    done: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<BTreeMap<(usize, usize), Became>> {
    let of = trials.len();
    let computes = |trial: &Placed| trial.part.party() == Party::Parser;
    let (parsers, mut waiting): (Vec<Placed>, Vec<Placed>) = trials.into_iter().partition(computes);
    mix(&mut waiting);
    let mut results = BTreeMap::new();
    round(common, waiting.clone(), side_by_side, &mut results, &mut |now| done(now, of)).await?;
    // Many at once on few cores are late in ways that no document allows for: what is wrong then
    // must be wrong among few too.
    waiting.retain(|trial| results.get(&trial.at).is_some_and(|result| !is_well(result)));
    round(common, waiting, FEW, &mut results, &mut |now| done(now, of)).await?;
    let cores = available_parallelism().map_or(1, Into::into);
    round(common, parsers, cores, &mut results, &mut |now| done(now, of)).await?;
    Ok(results)
}

/// Takes turns between contracts and roles, for trials of one kind want the same at once: some
/// compute, others wait. Those of consumers take longest: begun earlier than their share, they are
/// not waited for at the end.
fn mix(trials: &mut [Placed]) {
    let kind = |trial: &Placed| (trial.at.0, trial.part.party());
    let mut sizes: BTreeMap<_, usize> = BTreeMap::new();
    let places: Vec<usize> = trials
        .iter()
        .map(|trial| {
            let size = sizes.entry(kind(trial)).or_default();
            *size = size.saturating_add(1);
            *size
        })
        .collect();
    let mut keyed: Vec<(usize, Placed)> = trials
        .iter()
        .zip(places)
        .map(|(trial, place)| {
            let size = sizes.get(&kind(trial)).copied().unwrap_or(1).max(1);
            let share = place.saturating_mul(WHOLE) / size;
            let early = trial.part.party() == Party::Consumer;
            (if early { share.saturating_mul(2) / 3 } else { share }, *trial)
        })
        .collect();
    keyed.sort_by_key(|(share, _)| *share);
    for (place, (_, trial)) in trials.iter_mut().zip(keyed) {
        *place = trial;
    }
}

/// Tries these, so many side by side.
async fn round(
    common: &Arc<Common>,
    trials: Vec<Placed>,
    side_by_side: usize,
    results: &mut BTreeMap<(usize, usize), Became>,
    done: &mut (dyn FnMut(usize) + Send),
) -> Result<()> {
    let mut gate = Gate::new(side_by_side);
    let mut going = JoinSet::new();
    let mut ended = |joined: Result<((usize, usize), Result<Became>), JoinError>| {
        let (at, result) = joined.map_err(|e| Error::harness(format!("a trial ended: {e}")))?;
        results.insert(at, result?);
        done(results.len());
        Ok::<(), Error>(())
    };
    for trial in trials {
        let (seat, common) = (gate.enter().await, common.clone());
        going.spawn(async move {
            let _seat = seat;
            (trial.at, became(trial, common).await)
        });
        while let Some(joined) = going.try_join_next() {
            ended(joined)?;
        }
    }
    while let Some(joined) = going.join_next().await {
        ended(joined)?;
    }
    Ok(())
}

fn is_well(became: &Became) -> bool {
    match became {
        Became::Faulty(one) => one.is_well(),
        Became::Silent(one) => one.reported.is_empty(),
    }
}

/// All trials of a suite, in a fixed order.
fn parts(suite: &dyn Suite) -> Vec<Part> {
    let mut parts = vec![Part::Clean(Party::Provider), Part::Clean(Party::Parser)];
    if !suite.stories().is_empty() {
        parts.push(Part::Clean(Party::Consumer));
    }
    if !suite.configuration(&[]).is_empty() {
        parts.push(Part::Clean(Party::Operator));
    }
    parts.extend(suite.variations().iter().map(Part::Variation));
    for party in [Party::Provider, Party::Consumer] {
        parts.extend(wire_variations(suite, party).into_iter().map(Part::Variation));
    }
    parts.extend(suite.faults().iter().map(Part::Fault));
    parts
}

async fn became(trial: Placed, common: Arc<Common>) -> Result<Became> {
    if trial.part.party() != Party::Parser {
        return tried(trial, &common).await;
    }
    // A parser computes: the threads that others wait on are not for that.
    let handle = Handle::current();
    let work = move || handle.block_on(tried(trial, &common));
    let joined = tokio::task::spawn_blocking(work).await;
    joined.map_err(|e| Error::harness(format!("a trial ended: {e}")))?
}

async fn tried(trial: Placed, common: &Common) -> Result<Became> {
    let options = &common.options;
    match (trial.part, trial.suite) {
        (Part::Fault(fault), None) => {
            let trial = common.parsers.of(fault)?;
            Ok(Became::Faulty(Faulty::new(fault, true, trial.found, &trial.outcomes)))
        }
        (Part::Fault(fault), Some(suite)) => {
            let Trial { found, triggered, outcome } = try_fault(suite, fault, options).await?;
            Ok(Became::Faulty(Faulty::new(fault, triggered, found, &[outcome])))
        }
        (Part::Variation(variation), suite) => {
            let trial = match suite {
                Some(suite) => try_variation(suite, variation, options).await?,
                None => common.parsers.varied(variation)?,
            };
            Ok(Became::Silent(Silent::new(variation.name, variation.party, trial)))
        }
        (Part::Clean(party), Some(suite)) => {
            Ok(Became::Silent(Silent::new("clean", party, try_clean(suite, party, options).await?)))
        }
        (Part::Clean(_), None) => Err(Error::harness("a trial without a contract".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials(counts: &[(usize, Party, usize)]) -> Vec<Placed> {
        let of = |(suite, party, count): &(usize, Party, usize)| {
            let placed = |(suite, party): (usize, Party), turn| Placed {
                at: (suite, turn),
                suite: None,
                part: Part::Clean(party),
            };
            let kind = (*suite, *party);
            (0..*count).map(move |turn| placed(kind, turn)).collect::<Vec<_>>()
        };
        counts.iter().flat_map(of).collect()
    }

    #[test]
    fn trials_take_turns_and_none_is_lost() {
        let mut mixed = trials(&[(0, Party::Provider, 60), (1, Party::Provider, 30)]);
        mix(&mut mixed);
        assert_eq!(mixed.iter().map(|t| t.at).collect::<std::collections::BTreeSet<_>>().len(), 90);
        for part in mixed.chunks(9) {
            let second = part.iter().filter(|trial| trial.at.0 == 1).count();
            assert!((2..=4).contains(&second), "{second} of nine");
        }
    }

    #[test]
    fn the_last_third_waits_for_no_consumer() {
        let mut mixed = trials(&[(0, Party::Provider, 90), (0, Party::Consumer, 90)]);
        mix(&mut mixed);
        let last = mixed.iter().rposition(|trial| trial.part.party() == Party::Consumer).unwrap();
        assert!((145..=160).contains(&last), "the last consumer is trial {last} of 180");
    }
}
