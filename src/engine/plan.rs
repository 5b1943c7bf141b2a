//! Which cases of a suite are played.

use super::phases::Shard;
use crate::{
    contract::{Party, glob_matches},
    contracts::ConfigurationFile,
    generate::Case,
    judge::Options,
};

/// How to run.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// Profile and selection of rules.
    pub judge: Options,
    /// The seed of everything that is drawn.
    pub seed: u64,
    /// Which parties of what crosses the wire are under test.
    pub subject: Vec<Party>,
    /// The configuration that the subject lives by, to be judged with it.
    pub configuration: Vec<ConfigurationFile>,
    /// The harmless differences that our own reference shows.
    pub variations: Vec<String>,
    /// Whether cases are generated too, besides the scenarios.
    pub generated: bool,
    /// Whether cases that showed a gap are played again with less in them.
    pub small: bool,
    /// At most so many cases, the cheapest first.
    pub max_cases: Option<u64>,
    /// The share of the cases that is played here.
    pub shard: Option<Shard>,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            judge: Options::default(),
            seed: 1,
            subject: vec![Party::Provider],
            configuration: Vec::new(),
            variations: Vec::new(),
            generated: true,
            small: true,
            max_cases: None,
            shard: None,
        }
    }
}

/// The cases that can exercise a selected rule. A selection that names a schema rule needs them
/// all: any message can reach it.
pub(crate) fn select(cases: Vec<Case>, options: &Options) -> Vec<Case> {
    cases.into_iter().filter(|case| aims_at(&case.aims, options)).collect()
}

/// Tells whether something with these aims can exercise a selected rule.
pub(super) fn aims_at(aims: &[impl AsRef<str>], options: &Options) -> bool {
    let wide = |glob: &String| glob.contains('/') || glob.starts_with('*');
    let aimed = |glob: &String| aims.iter().any(|aim| glob_matches(glob, aim.as_ref()));
    options.rules.is_empty() || options.rules.iter().any(|glob| wide(glob) || aimed(glob))
}
