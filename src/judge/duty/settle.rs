//! Judges what became of the deliveries of a case, when the case ends.
//!
//! Depends on `handed` for what happened. A delivery that breaks something counts against its
//! receiver only if the same thing unbroken was taken before, in the same case: without that
//! control nobody knows what it was refused for.

use std::collections::{BTreeMap, HashMap};

use super::{
    delivery::{Delivery, Fate},
    handed::{Breach, Handed},
    kind::Duty,
    outlive::{After, after},
    texts::{SAYS_UNSUPPORTED, TextDuty},
    value::Difference,
    weigh::{Intent, control, intent, misunderstood, says_the_same},
    words::{named, perished, refusal, word},
};
use crate::{
    codec::json::{Node, Span},
    contract::{Contract, Level, Party},
    judge::{
        finding::{Excerpt, Finding},
        mask::mask,
        tally::Tally,
        verdict::Verdict,
    },
    transcript::Outcome,
};

/// The counts of all duties of one receiver.
#[derive(Debug, Default)]
pub(in crate::judge) struct Duties {
    pub(super) tallies: HashMap<(String, Duty), Tally>,
    /// How many valid messages were taken.
    pub(in crate::judge) taken: u64,
    /// Messages that the receiver said it does not support, with how often.
    pub(in crate::judge) unsupported: BTreeMap<String, u64>,
}

/// What a finding says, before it knows where it stands.
struct Said<'s> {
    rule: &'s str,
    duty: Duty,
    level: Level,
    verdict: Verdict,
    ruling: Option<String>,
    expected: String,
    found: String,
    pointer: Option<String>,
    span: Option<Span>,
}

/// One case being settled.
struct Settling<'s> {
    contract: &'s Contract,
    role: Party,
    case: &'s str,
    duties: &'s mut Duties,
    findings: Vec<Finding>,
}

impl Duties {
    /// Judges a case of a receiver that ended, and was watched `until` then; gives the findings.
    pub(in crate::judge) fn settle(
        &mut self,
        contract: &Contract,
        (role, case): (Party, &str),
        handed: &Handed,
        until: Option<f64>,
    ) -> Vec<Finding> {
        let mut settling = Settling { contract, role, case, duties: self, findings: Vec::new() };
        if let Some((event, outcome)) = handed.of_nonsense {
            settling.nonsense(event, outcome);
        }
        for (index, delivery) in handed.deliveries.iter().enumerate() {
            let before = handed.deliveries.get(..index).unwrap_or_default();
            settling.delivery(delivery, before);
            // Each message of a parser has an answer of its own, or a fate.
            if role == Party::Consumer && delivery.breaks.is_some() {
                settling.outlived(delivery, after(delivery, &handed.deliveries, until));
            }
        }
        settling.findings
    }
}

impl Settling<'_> {
    fn delivery(&mut self, delivery: &Delivery, before: &[Delivery]) {
        let Some(fate) = &delivery.fate else { return };
        let Some(rule) = self.rule_of(delivery) else { return };
        let (outcome, value, reason) = match fate {
            Fate::Answered { outcome, value, reason } => (*outcome, value.as_ref(), reason),
            fate => {
                let said =
                    self.broke(&rule, Duty::Survive, Level::Must, "an answer", perished(fate));
                return self.report(delivery, said);
            }
        };
        let controlled = control(delivery, before);
        if outcome == Outcome::Unsupported && !controlled {
            let name = delivery.name.clone().unwrap_or_default();
            let count = self.duties.unsupported.entry(name).or_default();
            *count = count.saturating_add(1);
            return;
        }
        self.held(&rule, Duty::Survive);
        // Whoever takes the same thing unbroken and does not support this refuses it.
        let taken = outcome == Outcome::Accept;
        let refusal = refusal(reason.as_deref());
        let known = self.findings.len();
        match intent(delivery, before.is_empty() && delivery.message.is_none()) {
            Intent::Whole if taken => {
                self.duties.taken = self.duties.taken.saturating_add(1);
                self.taken(delivery, &rule, Level::Must, value, &[]);
            }
            Intent::Whole => {
                let expected = format!("accept of a valid {}", named(delivery));
                let said = self.broke(&rule, Duty::Accept, Level::Must, &expected, refusal);
                self.report(delivery, said);
            }
            Intent::Tolerated(breach) => {
                self.tolerate(delivery, breach, taken, refusal);
            }
            Intent::Unclear | Intent::Unjudged => {}
            Intent::Broken(_) | Intent::Text { duty: TextDuty::Reject, .. } if !controlled => {
                let why = "the same thing unbroken was not taken before";
                self.tally(&rule, Duty::Reject).untestable.get_or_insert(why.to_owned());
            }
            Intent::Broken(breach) if breach.worth.is_none() => {
                self.tolerate(delivery, breach, taken, refusal);
            }
            Intent::Broken(breach) => self.refuse(delivery, breach, taken),
            Intent::Text { duty: TextDuty::Reject, level } => {
                if taken {
                    let said = self.broke(&rule, Duty::Reject, level, "reject", "accept".into());
                    self.report(delivery, said);
                } else {
                    self.held(&rule, Duty::Reject);
                }
            }
            Intent::Text { duty: TextDuty::Accept, level } if taken => {
                self.taken(delivery, &rule, level, value, before);
            }
            Intent::Text { duty: TextDuty::Accept, level } if controlled => {
                let said = self.broke(&rule, Duty::Accept, level, "accept", refusal);
                self.report(delivery, said);
            }
            Intent::Text { duty: TextDuty::Exact, .. } if taken => {
                self.taken(delivery, &rule, Level::Must, value, before);
            }
            Intent::Text { duty: TextDuty::Exact, .. } => self.held(&rule, Duty::Accept),
            Intent::Text { .. } => {}
        }
        // A consumer in a session may well answer a repetition otherwise.
        if self.findings.len() == known && self.role == Party::Parser {
            self.consistent(delivery, &rule, outcome, before);
        }
    }

    /// It was taken, as it should be: was it understood? What was misunderstood before in the same
    /// way is no news.
    fn taken(
        &mut self,
        delivery: &Delivery,
        rule: &str,
        level: Level,
        value: Option<&Node>,
        before: &[Delivery],
    ) {
        let sent = value.and_then(|_| delivery.plain());
        let found = misunderstood(delivery).filter(|found| {
            let place = found.pointer();
            !before.iter().filter_map(misunderstood).any(|other| other.pointer() == place)
        });
        let said = match found {
            None => return self.held(rule, Duty::Accept),
            Some(Difference::Changed { pointer, sent, understood }) => {
                let said = self.broke(rule, Duty::Accept, level, &sent, understood);
                Said { pointer: Some(pointer), ..said }
            }
            Some(Difference::Missing { pointer, sent }) => {
                let found = "a value without it".to_owned();
                let said = self.broke(rule, Duty::Accept, level, &sent, found);
                // Nobody has to understand everything; that it is lost is worth a word.
                Said { pointer: Some(pointer), verdict: Verdict::Note, ..said }
            }
        };
        let place = said.pointer.as_deref().and_then(|p| sent.as_ref()?.pointer(p));
        let span = place.map(|node| node.span);
        self.report(delivery, Said { span, ..said });
    }

    /// Whoever is handed something broken goes on taking what is not.
    fn outlived(&mut self, broken: &Delivery, after: After) {
        let Some(rule) = self.rule_of(broken) else { return };
        match after {
            After::Unknown => {}
            After::Answered => self.held(&rule, Duty::Survive),
            After::Silent { event, waited } => {
                let what = if event == broken.event { "that came with it" } else { "after it" };
                let expected = format!("an answer to the valid {} {what}", named(broken));
                let found = format!("none within {waited:.1} s");
                let said = self.broke(&rule, Duty::Survive, Level::Must, &expected, found);
                self.report(broken, said);
            }
        }
    }

    /// What a ruling tolerates is to be taken.
    fn tolerate(&mut self, delivery: &Delivery, breach: &Breach, taken: bool, refusal: String) {
        if taken {
            let tally = self.tally(&breach.rule, Duty::Ignore);
            tally.exercised = tally.exercised.saturating_add(1);
            tally.ruled(breach.ruling.as_ref());
            return;
        }
        let expected = format!("accept, though not {}", breach.expected);
        let said = self.broke(&breach.rule, Duty::Ignore, Level::Must, &expected, refusal);
        self.report(delivery, about(said, breach));
    }

    /// What is broken should be refused: that is worth one grade less than to send it.
    fn refuse(&mut self, delivery: &Delivery, breach: &Breach, taken: bool) {
        let worth = match breach.worth {
            Some(Verdict::Gap) => Verdict::Deviation,
            Some(Verdict::Deviation) => Verdict::Note,
            // Who sends it does little wrong: to take it and to refuse it are both right.
            _ => {
                self.tally(&breach.rule, Duty::Reject).ruled(breach.ruling.as_ref());
                return self.held(&breach.rule, Duty::Reject);
            }
        };
        if !taken {
            return self.held(&breach.rule, Duty::Reject);
        }
        let expected = format!("reject of what is not {}", breach.expected);
        let found = format!("accept of {}", breach.found);
        let said = self.broke(&breach.rule, Duty::Reject, Level::Should, &expected, found);
        self.report(delivery, about(Said { verdict: worth, ..said }, breach));
    }

    /// The same message, however it is spelt, gets the same answer.
    fn consistent(
        &mut self,
        delivery: &Delivery,
        rule: &str,
        outcome: Outcome,
        before: &[Delivery],
    ) {
        let same = before.iter().find(|other| says_the_same(delivery, other));
        let answered = same.and_then(|other| match &other.fate {
            Some(Fate::Answered { outcome, .. }) => Some((*outcome, other.event)),
            _ => None,
        });
        let Some((first, event)) = answered else { return };
        if first != outcome {
            let expected = format!("{}, as for event {event}, which says the same", word(first));
            let found = word(outcome).to_owned();
            let said = self.broke(rule, Duty::Accept, Level::Must, &expected, found);
            self.report(delivery, said);
        }
    }

    fn nonsense(&mut self, event: u64, outcome: Outcome) {
        if outcome == Outcome::Unsupported {
            return self.held(SAYS_UNSUPPORTED, Duty::Reject);
        }
        let found = word(outcome).to_owned();
        let said = self.broke(SAYS_UNSUPPORTED, Duty::Reject, Level::May, "unsupported", found);
        self.add(event, None, &[], said);
    }

    /// The rule that a delivery is about: what it breaks or keeps, or else what its message is.
    fn rule_of(&self, delivery: &Delivery) -> Option<String> {
        if let Some(rule) = delivery.breaks.as_ref().or(delivery.keeps.as_ref()) {
            return Some(rule.clone());
        }
        let message = self.contract.message(delivery.name.as_deref()?)?;
        let constraints = self.contract.schemas.constraints();
        let own = || constraints.iter().filter(|c| c.schema == message.schema);
        let root = own().find(|c| c.members.is_empty() && c.keyword == "type");
        root.or_else(|| own().next()).map(|c| c.rule.clone())
    }

    fn tally(&mut self, rule: &str, duty: Duty) -> &mut Tally {
        self.duties.tallies.entry((rule.to_owned(), duty)).or_default()
    }

    fn held(&mut self, rule: &str, duty: Duty) {
        let tally = self.tally(rule, duty);
        tally.exercised = tally.exercised.saturating_add(1);
    }

    fn broke<'s>(
        &self,
        rule: &'s str,
        duty: Duty,
        level: Level,
        expected: &str,
        found: String,
    ) -> Said<'s> {
        let verdict = match level {
            Level::Must => Verdict::Gap,
            Level::Should => Verdict::Deviation,
            Level::May => Verdict::Note,
        };
        let expected = expected.to_owned();
        let (pointer, span, ruling) = (None, None, None);
        Said { rule, duty, level, verdict, ruling, expected, found, pointer, span }
    }

    fn report(&mut self, delivery: &Delivery, said: Said<'_>) {
        let said = Said { span: said.span.or_else(|| Some(delivery.span())), ..said };
        self.add(delivery.event, delivery.name.clone(), &delivery.text, said);
    }

    fn add(&mut self, event: u64, message: Option<String>, text: &[u8], said: Said<'_>) {
        let span = said.span.filter(|_| !text.is_empty());
        let excerpt = span.map(|span| Excerpt::cut(text, span));
        let finding = Finding {
            rule: said.rule.to_owned(),
            verdict: said.verdict,
            contract: self.contract.id.clone(),
            role: self.role,
            duty: Some(said.duty),
            level: said.level,
            case: self.case.to_owned(),
            event,
            file: None,
            line: None,
            column: None,
            message,
            pointer: said.pointer,
            expected: mask(&said.expected),
            found: mask(&said.found),
            ruling: said.ruling,
            excerpt,
        };
        let tally = self.tally(said.rule, said.duty);
        tally.exercised = tally.exercised.saturating_add(1);
        tally.add(&finding);
        self.findings.push(finding);
    }
}

fn about<'s>(said: Said<'s>, breach: &Breach) -> Said<'s> {
    let (pointer, span) = (breach.pointer.clone(), breach.span);
    Said { pointer, span, ruling: breach.ruling.clone(), ..said }
}
