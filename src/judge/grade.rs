//! Grading: level, basis, ruling and profile make a finding a gap, a deviation or a note.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Value, json};

use super::{schema_rules::SchemaRule, verdict::Verdict};
use crate::{
    codec::json::Node,
    contract::{Basis, Contract, Level, Practical, Shape, Softening},
    error::Result,
};

/// Whether rulings soften.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// What a harness should accept from a live system.
    #[default]
    Practical,
    /// What the documents demand after repair; no ruling softens.
    Strict,
}

impl Profile {
    /// The word used on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Practical => "practical",
            Self::Strict => "strict",
        }
    }
}

struct Candidate {
    ruling: String,
    practical: Practical,
    instead: Option<Shape>,
}

/// Grades findings of one contract. A rule's rulings are looked up when it is first broken: most
/// rules never are.
pub(crate) struct Grader {
    contract: Arc<Contract>,
    profile: Profile,
    candidates: HashMap<String, Vec<Candidate>>,
}

impl Grader {
    pub(crate) fn new(contract: Arc<Contract>, profile: Profile) -> Self {
        Self { contract, profile, candidates: HashMap::new() }
    }

    /// The grade of a finding and the ruling that decided; none means accepted.
    ///
    /// # Errors
    /// Blames the document for an `instead` that does not compile.
    pub(crate) fn grade(
        &mut self,
        rule: &str,
        level: Level,
        basis: Basis,
        keyword: Option<&str>,
        value: Option<&Node>,
    ) -> Result<(Option<Verdict>, Option<String>)> {
        let plain = ungraded(level);
        if self.profile == Profile::Strict {
            return Ok((Some(plain), None));
        }
        if !self.candidates.contains_key(rule) {
            self.candidates.insert(rule.to_owned(), candidates(&self.contract, rule)?);
        }
        for candidate in self.candidates.get(rule).into_iter().flatten() {
            let fits = match (&candidate.instead, value) {
                (None, _) => true,
                (Some(shape), Some(node)) => shape.accepts(node),
                (Some(_), None) => false,
            };
            if fits {
                let graded = regraded(candidate.practical, plain);
                return Ok((graded, Some(candidate.ruling.clone())));
            }
        }
        Ok((Some(temper(plain, basis, keyword)), None))
    }
}

/// The schema of the values that break a constraint and are no gap all the same: `false` if there
/// are none, `true` if that is so for every value. Strictly, nothing may be broken.
pub(crate) fn eases(contract: &Contract, profile: Profile, rule: &SchemaRule) -> Value {
    if profile == Profile::Strict {
        return Value::Bool(false);
    }
    let plain = ungraded(rule.level);
    let last = temper(plain, rule.basis, Some(&rule.keyword)) != Verdict::Gap;
    let ranked = ranked(contract, &rule.id);
    ranked.iter().rev().fold(Value::Bool(last), |otherwise, (_, softening, _)| {
        let passes = regraded(softening.practical, plain) != Some(Verdict::Gap);
        match (&softening.instead, otherwise) {
            (None, _) => Value::Bool(passes),
            (Some(_), Value::Bool(same)) if same == passes => Value::Bool(same),
            (Some(instead), Value::Bool(_)) if passes => instead.clone(),
            (Some(instead), Value::Bool(_)) => json!({"not": instead}),
            (Some(instead), otherwise) if passes => json!({"anyOf": [instead, otherwise]}),
            (Some(instead), otherwise) => json!({"allOf": [{"not": instead}, otherwise]}),
        }
    })
}

fn ungraded(level: Level) -> Verdict {
    match level {
        Level::Must => Verdict::Gap,
        Level::Should => Verdict::Deviation,
        Level::May => Verdict::Note,
    }
}

/// What a ruling makes of a grade; none means accepted.
fn regraded(practical: Practical, plain: Verdict) -> Option<Verdict> {
    match practical {
        Practical::Accept => None,
        Practical::Note => Some(Verdict::Note),
        // A ruling regrades; it never makes a recommendation an obligation.
        Practical::Deviation if plain == Verdict::Note => Some(Verdict::Note),
        Practical::Deviation => Some(Verdict::Deviation),
        Practical::Gap => Some(plain),
    }
}

/// The rulings that touch a rule: a softening that fits the value wins over one that fits any
/// value, then the one whose glob says more.
fn ranked<'c>(contract: &'c Contract, rule: &str) -> Vec<(&'c str, &'c Softening, (bool, usize))> {
    let mut found = Vec::new();
    for ruling in &contract.rulings {
        for softening in &ruling.softenings {
            let Some(specific) = softening.matches(rule) else { continue };
            found.push((ruling.id.as_str(), softening, (softening.instead.is_some(), specific)));
        }
    }
    found.sort_by_key(|(_, _, rank)| std::cmp::Reverse(*rank));
    found
}

fn candidates(contract: &Contract, rule: &str) -> Result<Vec<Candidate>> {
    let compiled = ranked(contract, rule).into_iter().map(|(ruling, softening, _)| {
        Ok(Candidate {
            ruling: ruling.to_owned(),
            practical: softening.practical,
            instead: softening.instead.as_ref().map(Shape::compile).transpose()?,
        })
    });
    compiled.collect()
}

/// What only samples show keeps its level where a consumer could not work without it; a closed
/// set, an exact count or an exact format does not (design section 5).
fn temper(plain: Verdict, basis: Basis, keyword: Option<&str>) -> Verdict {
    const EXACT: [&str; 11] = [
        "enum",
        "additionalProperties",
        "pattern",
        "format",
        "minItems",
        "maxItems",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "discriminator",
    ];
    let exact = keyword.is_some_and(|k| EXACT.contains(&k));
    if plain == Verdict::Gap && basis == Basis::Shown && exact { Verdict::Deviation } else { plain }
}
