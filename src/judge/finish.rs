//! From tallies to verdicts.

use super::{
    coverage::Bound,
    duty::Duty,
    judging::Judge,
    rule::{Class, Rule},
    summary::{Judgement, RuleVerdict},
    tally::Tally,
    verdict::Verdict,
};
use crate::contract::{Basis, Cite, Contract, Party};

impl Judge {
    /// Ends judging: one verdict for each rule and each role under test.
    pub fn finish(self) -> Judgement {
        let contract = self.protocol.contract.clone();
        let conclusive = self.valid > 0 || self.duties.taken > 0 || self.is_known_by_conduct();
        let mut verdicts = Vec::new();
        for (rule, tally) in self.protocol.rules.iter().zip(&self.behaviour) {
            if !self.header.subject.contains(&rule.binds) || !self.options.selects(rule.id) {
                continue;
            }
            let (basis, cites) = grounds(&contract, rule.covers);
            let missed = self.missed.case_for(rule.id);
            let mut verdict = RuleVerdict {
                rule: rule.id.to_owned(),
                role: rule.binds,
                duty: None,
                level: rule.level,
                basis,
                class: rule.class,
                verdict: tally.verdict(missed.is_some()),
                exercised: tally.exercised,
                violations: tally.violations(),
                evidence: tally.evidence.clone(),
                rulings: tally.rulings.clone(),
                cites,
                remark: tally.untestable.clone(),
                schema: false,
            };
            if verdict.verdict == Verdict::Untestable && verdict.remark.is_none() {
                verdict.remark = missed.map(|case| format!("case {case} broke off before it"));
            }
            verdicts.push(verdict);
        }
        for (id, rule) in self.schema_rules.iter().enumerate() {
            if !self.options.selects(&rule.id) {
                continue;
            }
            for role in rule.binds.iter().filter(|r| self.header.subject.contains(r)) {
                let empty = Tally::default();
                let tally = self.schema.get(&(id, *role)).unwrap_or(&empty);
                verdicts.push(RuleVerdict {
                    rule: rule.id.clone(),
                    role: *role,
                    duty: None,
                    level: rule.level,
                    basis: rule.basis,
                    class: Class::Conformance,
                    verdict: tally.verdict(false),
                    exercised: tally.exercised,
                    violations: tally.violations(),
                    evidence: tally.evidence.clone(),
                    rulings: tally.rulings.clone(),
                    cites: rule.cites.clone(),
                    remark: None,
                    schema: true,
                });
            }
        }
        if let Some(receiver) = self.receiver {
            let selects = |rule: &str| self.options.selects(rule);
            let grounds = |covers: &[&str]| grounds(&contract, covers);
            let (rules, schema) = (self.protocol.rules, &*self.schema_rules);
            verdicts.extend(self.duties.rows(receiver, rules, schema, &selects, &grounds));
        }
        if !conclusive {
            let why = match self.header.subject.as_slice() {
                [Party::Parser] => "the parser took no valid message",
                _ => "no valid message came from the subject",
            };
            for verdict in &mut verdicts {
                // Without one valid message there is no telling the subject from a stranger.
                verdict.verdict = Verdict::Untestable;
                verdict.remark = Some(why.to_owned());
            }
        }
        let mut coverage = self.coverage.finish(&contract);
        // A receiver reaches a constraint by taking what keeps it.
        let owed = |duty: Option<Duty>| duty.is_none_or(|duty| duty == Duty::Accept);
        let schema = verdicts.iter().filter(|verdict| verdict.schema && owed(verdict.duty));
        let bound = schema.map(|verdict| Bound {
            rule: verdict.rule.clone(),
            role: verdict.role,
            reached: verdict.exercised > 0,
        });
        coverage.bound = bound.collect();
        let order = |name: &str| contract.messages.iter().position(|m| m.name == name);
        let mut messages: Vec<(String, Party, u64)> =
            self.messages.into_iter().map(|((n, p), count)| (n, p, count)).collect();
        messages.sort_by(|a, b| {
            (order(&a.0).unwrap_or(usize::MAX), &a.0, a.1).cmp(&(
                order(&b.0).unwrap_or(usize::MAX),
                &b.0,
                b.1,
            ))
        });
        Judgement {
            contract: contract.id.clone(),
            roles: self.header.subject.clone(),
            verdicts,
            conclusive,
            harness_faults: self.harness_faults,
            events: self.events,
            messages,
            broken_cases: self.broken_cases,
            unknown_names: self.unknown_names,
            sealed: self.sealed,
            unsupported: self.duties.unsupported.into_iter().collect(),
            literal: self.literal,
            coverage,
            troubles: self.troubles,
        }
    }
}

impl Judge {
    /// A contract may have no message of the subject's with a schema: it only answers, and is
    /// known by what it does.
    fn is_known_by_conduct(&self) -> bool {
        let subject = &self.header.subject;
        let speaks = self.protocol.contract.messages.iter().any(|m| subject.contains(&m.from));
        let acts =
            |(rule, tally): (&&Rule, &Tally)| subject.contains(&rule.binds) && tally.exercised > 0;
        !speaks && self.protocol.rules.iter().zip(&self.behaviour).any(acts)
    }
}

/// Basis and citations of a behaviour rule, from the rows it covers.
fn grounds(contract: &Contract, covers: &[&str]) -> (Basis, Vec<Cite>) {
    let rows: Vec<_> =
        contract.requirements.iter().filter(|row| covers.contains(&row.id.as_str())).collect();
    let basis = rows.iter().max_by_key(|row| row.level).map_or(Basis::Inferred, |row| row.basis);
    (basis, rows.iter().map(|row| row.cite.clone()).collect())
}
