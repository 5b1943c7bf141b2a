//! What was counted for one rule and role.

use super::{finding::Finding, verdict::Verdict};

/// How many findings are kept as evidence for one rule; the rest are counted.
const EVIDENCE: usize = 5;

/// Counts, and the first findings.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    pub(crate) exercised: u64,
    pub(crate) gaps: u64,
    pub(crate) deviations: u64,
    pub(crate) notes: u64,
    pub(crate) evidence: Vec<Finding>,
    pub(crate) rulings: Vec<String>,
    pub(crate) untestable: Option<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, finding: &Finding) {
        match finding.verdict {
            Verdict::Gap => self.gaps += 1,
            Verdict::Deviation => self.deviations += 1,
            _ => self.notes += 1,
        }
        self.ruled(finding.ruling.as_ref());
        // The worst evidence is what a reader needs: a gap displaces notes.
        if self.evidence.len() < EVIDENCE {
            self.evidence.push(finding.clone());
        } else if finding.verdict == Verdict::Gap
            && let Some(softer) = self.evidence.iter_mut().find(|e| e.verdict != Verdict::Gap)
        {
            *softer = finding.clone();
        }
    }

    pub(crate) fn ruled(&mut self, ruling: Option<&String>) {
        if let Some(ruling) = ruling
            && !self.rulings.contains(ruling)
        {
            self.rulings.push(ruling.clone());
        }
    }

    pub(crate) fn violations(&self) -> u64 {
        self.gaps + self.deviations + self.notes
    }

    pub(crate) fn verdict(&self, out_of_reach: bool) -> Verdict {
        if self.gaps > 0 {
            Verdict::Gap
        } else if self.deviations > 0 {
            Verdict::Deviation
        } else if self.notes > 0 {
            Verdict::Note
        } else if self.exercised > 0 {
            Verdict::Pass
        } else if out_of_reach || self.untestable.is_some() {
            Verdict::Untestable
        } else {
            Verdict::Unexercised
        }
    }
}
