//! The JSON report (design 6.4). Its schema is `schemas/ringtrue/report.schema.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    contract::{Cite, Contract, Level, Party},
    engine::{ExitCode, Outcome},
    judge::{self, Duty, Excerpt, Finding, RuleVerdict, Sightings, Verdict},
};

/// A whole report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    /// The version of the format: 1.
    pub format: u32,
    /// Who wrote it.
    pub tool: Tool,
    /// How it was run.
    pub run: RunInfo,
    /// One for each contract, rule and role.
    pub verdicts: Vec<ReportVerdict>,
    /// What was reached, by contract.
    pub coverage: BTreeMap<String, Coverage>,
    /// How many of each verdict.
    pub summary: BTreeMap<String, usize>,
    /// Baseline entries that no longer apply.
    pub stale: Vec<String>,
    /// Mistakes of ringtrue itself.
    pub harness_faults: Vec<String>,
    /// The exit code.
    pub exit: u8,
}

/// Name and version of the tool.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tool {
    /// `ringtrue`.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Tool {
    /// This one.
    pub(super) fn this() -> Self {
        Self { name: "ringtrue".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// How it was run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunInfo {
    /// The seed; none where nothing was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The profile.
    pub profile: String,
    /// False if time ran out.
    pub complete: bool,
    /// The subjects, by contract.
    pub subjects: BTreeMap<String, String>,
}

/// What was reached.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Constraints that a message of the subject reached.
    pub constraints_reached: usize,
    /// Constraints that bind the subject.
    pub constraints: usize,
    /// The first as a percentage of the second.
    pub percent: f64,
    /// Messages by name, of either party.
    pub messages: BTreeMap<String, u64>,
    /// What was seen of each message that the contract has.
    pub documented: BTreeMap<String, Documented>,
    /// What was seen and the contract does not have.
    pub undocumented: Undocumented,
    /// Messages that a receiver said it does not support, with how often.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unsupported: BTreeMap<String, u64>,
    /// Cases played.
    pub cases: usize,
    /// Cases left out, with the seconds that they need.
    pub left_out: BTreeMap<String, u64>,
    /// What was played, by phase, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Phase>,
    /// The first gaps, with the smallest case for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made_small: Vec<Small>,
}

/// The cases of one phase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Phase {
    /// Its name.
    pub phase: String,
    /// Cases played.
    pub cases: usize,
    /// How long they took, in seconds.
    pub seconds: f64,
}

/// The smallest case for a gap.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Small {
    /// The rule.
    pub rule: String,
    /// How many steps the generated case had.
    pub from_steps: usize,
    /// How often the finding came, of how many times, where it did not always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaky: Option<(usize, usize)>,
    /// The case.
    pub case: crate::generate::Case,
}

/// What was seen of one message; a branch of a union is a message of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Documented {
    /// Who sends it.
    pub from: Party,
    /// How often it was seen.
    pub seen: Sightings,
    /// Its members, by where they are written; `{}` was never seen.
    pub members: BTreeMap<String, Sightings>,
    /// The listed values of its members, `contract/Schema/member=VALUE`.
    pub values: BTreeMap<String, Sightings>,
    /// Its constraints, by rule id.
    pub constraints: BTreeMap<String, Sightings>,
}

/// What was seen and is not documented.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Undocumented {
    /// Names of messages.
    pub messages: Vec<String>,
    /// Members that no schema declares, of objects that declare others.
    pub members: BTreeMap<String, Sightings>,
    /// Values that a list does not have.
    pub values: BTreeMap<String, Sightings>,
    /// What was seen beyond the thousand names that are kept.
    pub more: u64,
}

/// The verdict on one rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportVerdict {
    /// The contract.
    pub contract: String,
    /// Whose conduct.
    pub role: Party,
    /// The rule.
    pub rule: String,
    /// How binding it is.
    pub level: Level,
    /// What a receiver owes; none where the sender is judged.
    pub duty: Option<Duty>,
    /// What it rests on.
    pub basis: String,
    /// What became of it.
    pub verdict: Verdict,
    /// How often what it speaks of occurred.
    pub exercised: u64,
    /// How often it was broken.
    pub violations: u64,
    /// The first findings.
    pub evidence: Vec<Evidence>,
    /// Where it is written.
    pub cites: Vec<Cite>,
    /// Rulings that graded it.
    pub rulings: Vec<String>,
    /// Why it could not be judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// One piece of evidence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Evidence {
    /// `event 17`, or `file.ndjson:17`.
    #[serde(rename = "where")]
    pub place: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
    /// The case.
    pub case: String,
    /// Its own grade.
    pub verdict: Verdict,
    /// Where in the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The text it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<Excerpt>,
    /// How to see it again.
    pub reproduce: String,
}

impl Report {
    /// Puts outcomes together; `exit` is the code of the whole command.
    pub fn new(outcomes: &[(&Contract, &Outcome)], exit: ExitCode) -> Self {
        let mut report = Self {
            format: 1,
            tool: Tool::this(),
            run: RunInfo {
                seed: outcomes.iter().find_map(|(_, o)| o.header.seed),
                profile: outcomes
                    .iter()
                    .find_map(|(_, o)| o.header.profile.clone())
                    .unwrap_or_else(|| "practical".to_owned()),
                complete: outcomes.iter().all(|(_, o)| o.complete),
                subjects: BTreeMap::new(),
            },
            verdicts: Vec::new(),
            coverage: BTreeMap::new(),
            summary: Verdict::ALL.iter().map(|v| (v.as_str().to_owned(), 0)).collect(),
            stale: Vec::new(),
            harness_faults: Vec::new(),
            exit: exit.code(),
        };
        let mut covered: BTreeMap<&str, judge::Coverage> = BTreeMap::new();
        for (contract, outcome) in outcomes {
            report.add(contract, outcome);
            covered.entry(&contract.id).or_default().merge(&outcome.judgement.coverage);
        }
        for (contract, coverage) in covered {
            report.coverage.entry(contract.to_owned()).or_default().cover(coverage);
        }
        report
    }

    fn add(&mut self, contract: &Contract, outcome: &Outcome) {
        self.run.subjects.insert(contract.id.clone(), outcome.subject.clone());
        let coverage = self.coverage.entry(contract.id.clone()).or_default();
        coverage.cases += outcome.cases;
        coverage.left_out.extend(outcome.left_out.iter().cloned());
        coverage.phases.extend(outcome.phases.iter().map(|played| Phase {
            phase: played.phase.to_owned(),
            cases: played.cases,
            seconds: played.seconds,
        }));
        coverage.made_small.extend(outcome.made_small.iter().map(|small| Small {
            rule: small.rule.clone(),
            from_steps: small.from_steps,
            flaky: small.shrunk.flaky,
            case: small.shrunk.case.clone(),
        }));
        for (name, _, count) in &outcome.judgement.messages {
            *coverage.messages.entry(name.clone()).or_default() += count;
        }
        for (name, count) in &outcome.judgement.unsupported {
            *coverage.unsupported.entry(name.clone()).or_default() += count;
        }
        for name in &outcome.judgement.unknown_names {
            if !coverage.undocumented.messages.contains(name) {
                coverage.undocumented.messages.push(name.clone());
            }
        }
        let faults = outcome.judgement.harness_faults.iter();
        self.harness_faults
            .extend(faults.map(|f| format!("{}: event {}: {}", f.case, f.event, f.what)));
        for verdict in &outcome.judgement.verdicts {
            *self.summary.entry(verdict.verdict.as_str().to_owned()).or_default() += 1;
            self.verdicts.push(row(contract, outcome, verdict));
        }
    }
}

impl Coverage {
    fn cover(&mut self, covered: judge::Coverage) {
        let constraints = covered.constraints();
        (self.constraints_reached, self.constraints) = (constraints.seen, constraints.all);
        // One digit: more would only make reports differ.
        self.percent = (constraints.percent() * 10.0).floor() / 10.0;
        for (name, message) in covered.messages {
            let documented = Documented {
                from: message.from,
                seen: message.seen,
                members: message.members,
                values: message.values,
                constraints: message.constraints,
            };
            self.documented.insert(name, documented);
        }
        self.undocumented.members = covered.undocumented.members;
        self.undocumented.values = covered.undocumented.values;
        self.undocumented.more = covered.undocumented.more;
    }
}

fn row(contract: &Contract, outcome: &Outcome, verdict: &RuleVerdict) -> ReportVerdict {
    let title = |cite: &Cite| Cite {
        document: contract
            .documents
            .get(&cite.document)
            .map_or_else(|| cite.document.clone(), |d| d.title.clone()),
        section: cite.section.clone(),
    };
    ReportVerdict {
        contract: contract.id.clone(),
        role: verdict.role,
        rule: verdict.rule.clone(),
        level: verdict.level,
        duty: verdict.duty,
        basis: verdict.basis.as_str().to_owned(),
        verdict: verdict.verdict,
        exercised: verdict.exercised,
        violations: verdict.violations,
        evidence: verdict.evidence.iter().map(|f| evidence(outcome, f)).collect(),
        cites: verdict.cites.iter().map(title).collect(),
        rulings: verdict.rulings.clone(),
        remark: verdict.remark.clone(),
    }
}

fn evidence(outcome: &Outcome, finding: &Finding) -> Evidence {
    Evidence {
        place: place(finding),
        expected: finding.expected.clone(),
        found: finding.found.clone(),
        case: finding.case.clone(),
        verdict: finding.verdict,
        pointer: finding.pointer.clone(),
        excerpt: finding.excerpt.clone(),
        reproduce: reproduce(outcome, finding),
    }
}

/// Where a finding stands, in one word.
pub(super) fn place(finding: &Finding) -> String {
    match (&finding.file, finding.line) {
        (Some(file), Some(line)) => match finding.column {
            Some(column) => format!("{file}:{line}:{column}"),
            None => format!("{file}:{line}"),
        },
        _ => format!("event {}", finding.event),
    }
}

/// The command that shows a finding again.
pub(super) fn reproduce(outcome: &Outcome, finding: &Finding) -> String {
    if let Some(file) = &finding.file {
        let rule = &finding.rule;
        if finding.role != Party::Operator {
            return format!("ringtrue check {file} --rule '{rule}'");
        }
        let option = |name: &str, value: Option<&String>| {
            value.map_or_else(String::new, |value| format!(" --{name} {value}"))
        };
        let version = option("product-version", outcome.header.facts.get("version"));
        let message = option("as", finding.message.as_ref());
        return format!("ringtrue lint {file}{message}{version} --rule '{rule}'");
    }
    if finding.role == Party::Parser {
        // A subject of this kind is called as it is given on the command line.
        let subject = &outcome.subject;
        return format!("ringtrue run {} {subject} --rule '{}'", finding.contract, finding.rule);
    }
    let subject = if outcome.subject.contains("://") {
        format!(" --provider {}", outcome.subject)
    } else {
        String::new()
    };
    format!("ringtrue run {}{subject} --rule '{}'", finding.contract, finding.rule)
}
