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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Level, Party};

    fn tally(verdicts: &[Verdict]) -> Tally {
        let mut tally = Tally::default();
        for (verdict, event) in verdicts.iter().zip(1..) {
            tally.add(&Finding {
                rule: "rule".to_owned(),
                verdict: *verdict,
                contract: "contract".to_owned(),
                role: Party::Provider,
                duty: None,
                level: Level::Must,
                case: "case".to_owned(),
                event,
                file: None,
                line: None,
                column: None,
                message: None,
                pointer: None,
                expected: String::new(),
                found: String::new(),
                ruling: None,
                excerpt: None,
            });
        }
        tally
    }

    fn events(tally: &Tally) -> Vec<u64> {
        tally.evidence.iter().map(|finding| finding.event).collect()
    }

    #[test]
    fn of_many_findings_the_first_five_are_kept_and_all_are_counted() {
        let gaps = tally(&[Verdict::Gap; 7]);
        assert_eq!((events(&gaps), gaps.violations()), (vec![1, 2, 3, 4, 5], 7));
    }

    #[test]
    fn a_gap_takes_the_place_of_softer_evidence_and_nothing_softer_does() {
        use Verdict::{Deviation, Gap, Note};
        let late = tally(&[Gap, Note, Deviation, Gap, Note, Gap, Gap, Note]);
        assert_eq!(events(&late), [1, 6, 7, 4, 5]);
        let soft = tally(&[Note, Note, Note, Note, Note, Deviation, Note]);
        assert_eq!(events(&soft), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_was_not_exercised_is_untestable_for_either_reason_alone() {
        let mut tally = Tally::default();
        assert_eq!(tally.verdict(false), Verdict::Unexercised);
        assert_eq!(tally.verdict(true), Verdict::Untestable);
        tally.untestable = Some("why".to_owned());
        assert_eq!(tally.verdict(false), Verdict::Untestable);
        tally.exercised = 1;
        assert_eq!(tally.verdict(true), Verdict::Pass);
    }
}
