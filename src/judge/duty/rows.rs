//! One verdict for each rule and duty.
//!
//! Depends on what `settle` counted. A parser owes every duty for every rule of its contract; of
//! other receivers only what came up is listed.

use super::{
    kind::Duty,
    settle::Duties,
    texts::{TEXT_RULES, TextDuty, TextRule},
};
use crate::{
    contract::{Basis, Cite, Level, Party},
    judge::{Rule, SchemaRule, rule::Class, summary::RuleVerdict, tally::Tally},
};

/// Basis and citations of the requirement rows of these ids.
type Grounds<'g> = &'g dyn Fn(&[&str]) -> (Basis, Vec<Cite>);

/// What is the same for all rows of a rule.
struct About<'a> {
    rule: &'a str,
    basis: Basis,
    class: Class,
    cites: Vec<Cite>,
    schema: bool,
}

impl Duties {
    /// The rows of a receiver, in the order of the rules.
    pub(in crate::judge) fn rows(
        &self,
        role: Party,
        rules: &[&Rule],
        schema: &[SchemaRule],
        selects: &dyn Fn(&str) -> bool,
        grounds: Grounds<'_>,
    ) -> Vec<RuleVerdict> {
        let all = role == Party::Parser;
        let mut rows = Vec::new();
        for rule in rules.iter().filter(|r| selects(r.id)) {
            for duty in [Duty::Survive, Duty::Accept, Duty::Ignore, Duty::Reject] {
                let (basis, cites) = grounds(rule.covers);
                let class = rule.class;
                let about = About { rule: rule.id, basis, class, cites, schema: false };
                rows.extend(self.row(role, &about, duty, level(duty), false));
            }
        }
        for rule in TEXT_RULES.iter().filter(|r| selects(r.id)) {
            let about = About {
                rule: rule.id,
                basis: Basis::Inferred,
                class: Class::Robustness,
                cites: cites_of(rule),
                schema: false,
            };
            for (duty, level, owed) in duties_of(rule) {
                rows.extend(self.row(role, &about, duty, level, all && owed));
            }
        }
        for rule in schema.iter().filter(|r| selects(&r.id) && !r.binds.is_empty()) {
            let about = About {
                rule: &rule.id,
                basis: rule.basis,
                class: Class::Conformance,
                cites: rule.cites.clone(),
                schema: true,
            };
            for (duty, owed) in [
                (Duty::Survive, true),
                (Duty::Accept, true),
                (Duty::Ignore, false),
                (Duty::Reject, true),
            ] {
                // What a ruling tolerates nobody should refuse.
                let ruled = duty == Duty::Reject && self.came_up(&rule.id, Duty::Ignore);
                rows.extend(self.row(role, &about, duty, level(duty), all && owed && !ruled));
            }
        }
        rows
    }

    fn came_up(&self, rule: &str, duty: Duty) -> bool {
        self.tallies.contains_key(&(rule.to_owned(), duty))
    }

    /// None if it never came up and is not `owed`.
    fn row(
        &self,
        role: Party,
        about: &About<'_>,
        duty: Duty,
        level: Level,
        owed: bool,
    ) -> Option<RuleVerdict> {
        let empty = Tally::default();
        let found = self.tallies.get(&(about.rule.to_owned(), duty));
        let tally = match found {
            Some(tally) => tally,
            None if owed => &empty,
            None => return None,
        };
        Some(RuleVerdict {
            rule: about.rule.to_owned(),
            role,
            duty: Some(duty),
            level,
            basis: about.basis,
            class: about.class,
            verdict: tally.verdict(false),
            exercised: tally.exercised,
            violations: tally.violations(),
            evidence: tally.evidence.clone(),
            rulings: tally.rulings.clone(),
            cites: about.cites.clone(),
            remark: tally.untestable.clone(),
            schema: about.schema,
        })
    }
}

fn level(duty: Duty) -> Level {
    if duty == Duty::Reject { Level::Should } else { Level::Must }
}

fn duties_of(rule: &TextRule) -> Vec<(Duty, Level, bool)> {
    let survives = (Duty::Survive, Level::Must, rule.section != "-");
    let (reject, accept) = match rule.duty {
        TextDuty::Reject => (true, false),
        TextDuty::Accept | TextDuty::Exact => (false, true),
        TextDuty::Either => (false, false),
    };
    // Of the other duty, only what came up: a text of the class was answered now so, now so.
    let other = if accept { rule.level } else { Level::Must };
    vec![survives, (Duty::Accept, other, accept), (Duty::Reject, rule.level, reject)]
}

fn cites_of(rule: &TextRule) -> Vec<Cite> {
    if rule.section == "-" {
        return Vec::new();
    }
    vec![Cite { document: "RFC 8259".to_owned(), section: rule.section.to_owned() }]
}
