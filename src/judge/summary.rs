//! The outcome of judging: a verdict for each rule and role.

use super::{
    coverage::Coverage, duty::Duty, finding::Finding, judging::HarnessFault,
    literal::SecondOpinion, rule::Class, verdict::Verdict,
};
use crate::contract::{Basis, Cite, Level, Party};

/// The verdict on one rule for one role, and for one duty where receivers are judged.
#[derive(Debug, Clone)]
pub struct RuleVerdict {
    /// The rule's id.
    pub rule: String,
    /// Whose conduct.
    pub role: Party,
    /// What a receiver owes; none where the sender is judged.
    pub duty: Option<Duty>,
    /// How binding the rule is.
    pub level: Level,
    /// What it rests on.
    pub basis: Basis,
    /// Whether a document speaks of it.
    pub class: Class,
    /// What became of it.
    pub verdict: Verdict,
    /// How often what it speaks of occurred.
    pub exercised: u64,
    /// How often it was broken.
    pub violations: u64,
    /// The first findings.
    pub evidence: Vec<Finding>,
    /// The rulings that graded findings.
    pub rulings: Vec<String>,
    /// Where it is written.
    pub cites: Vec<Cite>,
    /// Why it is untestable, or why a rule that passed could not be judged everywhere.
    pub remark: Option<String>,
    /// True for a constraint of a schema.
    pub schema: bool,
}

/// What judging a transcript gave.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The contract's id.
    pub contract: String,
    /// The parties under test.
    pub roles: Vec<Party>,
    /// One for each rule and role, behaviour rules first, each in the contract's order.
    pub verdicts: Vec<RuleVerdict>,
    /// False if no valid message ever came from a subject: then nothing is a gap.
    pub conclusive: bool,
    /// Messages of ours that broke the contract by mistake.
    pub harness_faults: Vec<HarnessFault>,
    /// Events judged.
    pub events: u64,
    /// Messages by name and sender, in order of the contract.
    pub messages: Vec<(String, Party, u64)>,
    /// Cases that broke off.
    pub broken_cases: Vec<String>,
    /// Names of messages that the contract does not have: nothing judged them.
    pub unknown_names: Vec<String>,
    /// Where recorded cases could be read no further, and why.
    pub sealed: Vec<String>,
    /// Messages that a receiver said it does not support, with how often.
    pub unsupported: Vec<(String, u64)>,
    /// What the literal reading says, if it was asked.
    pub literal: SecondOpinion,
    /// What of the contract was seen, and what was seen that it does not have.
    pub coverage: Coverage,
    /// Why the wire failed, if it did: the first failure of each kind, in words.
    pub troubles: Vec<String>,
}

impl Judgement {
    /// How many rules have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.verdicts.iter().filter(|v| v.verdict == verdict).count()
    }
}
