//! Messages against their schemas, and findings made of what broke.

use super::{
    coverage::Way,
    duty::Breach,
    finding::{Excerpt, Finding},
    judging::{HarnessFault, Judge, Sink},
    mask::mask,
    message::Message,
    monitor::Broke,
    verdict::Verdict,
};
use crate::{
    codec::json::{Node, Position, write},
    contract::{Level, Party},
    error::Result,
};

impl Judge {
    /// Validates a message. Of one of ours that was to break a rule, tells whether it does.
    pub(super) fn validate(
        &mut self,
        message: &Message,
        case: &str,
        breaks: Option<&str>,
        sink: Sink<'_>,
    ) -> Result<Option<bool>> {
        let contract = self.protocol.contract.clone();
        let Some(schema) = contract.schema_of(&message.name) else { return Ok(None) };
        let Some(node) = message.node() else { return Ok(None) };
        let validation = contract.schemas.validate(schema, node)?;
        if self.options.literal
            && let Some(printed) = &contract.literal
        {
            self.literal.note(printed, schema, &message.name, node)?;
        }
        let role = message.from;
        let way = match breaks {
            _ if self.header.subject.contains(&role) => Way::Received,
            Some(_) => Way::SentBroken,
            None => Way::SentValid,
        };
        self.coverage.see(&contract, &message.name, node, way);
        for id in validation.reached.iter() {
            self.schema.entry((id, role)).or_default().exercised += 1;
        }
        let mut broken = Vec::new();
        // Whether the constraint that the harness said it breaks is broken, whatever it is worth.
        let mut kept = false;
        for found in &validation.findings {
            let Some(rule) = self.schema_rules.get(found.constraint).cloned() else { continue };
            let value = node.pointer(&found.pointer);
            let (graded, ruling) =
                self.grader.grade(&rule.id, rule.level, rule.basis, Some(&rule.keyword), value)?;
            // What a more basic finding at the same place explains is worth a note.
            let graded = graded.map(|g| if found.primary { g } else { Verdict::Note });
            if graded == Some(Verdict::Gap) {
                broken.push(rule.id.clone());
            }
            kept |= breaks == Some(rule.id.as_str());
            let what = match rule.keyword.as_str() {
                "required" => "nothing".to_owned(),
                _ => value.map_or_else(String::new, show),
            };
            let broke = Broke {
                expected: rule.expected.clone(),
                found: what,
                pointer: Some(found.pointer.clone()),
                span: Some(found.span),
                value: None,
            };
            match graded {
                Some(verdict) => {
                    self.breach(role, &rule.id, graded, ruling.as_ref(), &broke);
                    let place = (rule.id.as_str(), role, rule.level);
                    let finding = self.finding(place, verdict, ruling, &broke, Some(message), case);
                    self.schema.entry((found.constraint, role)).or_default().add(&finding);
                    if self.options.selects(&finding.rule) && self.header.subject.contains(&role) {
                        sink(&finding);
                    }
                }
                None => {
                    self.breach(role, &rule.id, graded, ruling.as_ref(), &broke);
                    let tally = self.schema.entry((found.constraint, role)).or_default();
                    tally.ruled(ruling.as_ref());
                }
            }
        }
        if self.header.subject.contains(&role) {
            // Whoever wrote a file that can be read is no stranger, whatever it says.
            self.valid += u64::from(broken.is_empty() || role == Party::Operator);
            return Ok(None);
        }
        // Our own messages are held to the contract too: a mistake of ours is never a gap. Who
        // repeats an id that the subject made up is not at fault for the id.
        let theirs = |rule: &String| {
            let id = self.schema_rules.iter().position(|known| known.id == *rule);
            let of_them = |role: &Party| {
                id.and_then(|id| self.schema.get(&(id, *role)))
                    .is_some_and(|tally| tally.violations() > 0)
            };
            self.header.subject.iter().any(of_them)
        };
        if let (None, Some(rule)) = (breaks, broken.iter().find(|rule| !theirs(rule)).cloned()) {
            self.mistaken(case, format!("a message of ours breaks {rule}"));
        }
        Ok(breaks.map(|_| kept))
    }

    /// Nothing of what we sent breaks the constraint that it was to break.
    pub(super) fn unbroken(&mut self, case: &str, breaks: Option<&str>) {
        if let Some(rule) = breaks.filter(|rule| rule.contains('/')) {
            self.mistaken(case, format!("a message that was to break {rule} does not"));
        }
    }

    fn mistaken(&mut self, case: &str, what: String) {
        self.harness_faults.push(HarnessFault { case: case.to_owned(), event: self.events, what });
    }

    /// Notes what a message of ours breaks, for the duties of its receiver.
    pub(super) fn breach(
        &mut self,
        role: Party,
        rule: &str,
        worth: Option<Verdict>,
        ruling: Option<&String>,
        broke: &Broke,
    ) {
        if self.receiver.is_none() || self.header.subject.contains(&role) {
            return;
        }
        self.breaches.push(Breach {
            rule: rule.to_owned(),
            worth,
            ruling: ruling.cloned(),
            expected: broke.expected.clone(),
            found: broke.found.clone(),
            pointer: broke.pointer.clone(),
            span: broke.span,
        });
    }

    pub(super) fn finding(
        &self,
        (rule, role, level): (&str, Party, Level),
        verdict: Verdict,
        ruling: Option<String>,
        broke: &Broke,
        message: Option<&Message>,
        case: &str,
    ) -> Finding {
        let excerpt = match (broke.span, message) {
            (Some(span), Some(message)) => Some(Excerpt::cut(&message.text, span)),
            _ => None,
        };
        let (line, column) = self.place(broke, message);
        Finding {
            rule: rule.to_owned(),
            verdict,
            contract: self.protocol.contract.id.clone(),
            role,
            duty: None,
            level,
            case: case.to_owned(),
            event: self.events,
            file: self.origin.as_ref().map(|origin| origin.file.clone()),
            line,
            column,
            message: message.map(|m| m.name.clone()),
            pointer: broke.pointer.clone(),
            expected: mask(&broke.expected),
            found: mask(&broke.found),
            ruling,
            excerpt,
        }
    }
}

impl Judge {
    /// Line and column of what broke, when the subject is a file.
    fn place(&self, broke: &Broke, message: Option<&Message>) -> (Option<u64>, Option<u64>) {
        let Some(origin) = &self.origin else { return (None, None) };
        match (broke.span, message) {
            (Some(span), Some(message)) if origin.whole => {
                let text = &message.text;
                let at = match origin.last.get() {
                    Some((from, place)) => place.on_from(text, from, span.start),
                    None => Position::of(text, span.start),
                };
                origin.last.set(Some((span.start, at)));
                let wide = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
                (Some(wide(at.line)), Some(wide(at.column)))
            }
            _ => (Some(origin.line), None),
        }
    }
}

/// A value as evidence: its text, cut where it is long.
fn show(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    if text.chars().count() > 120 {
        text = text.chars().take(117).collect::<String>() + "...";
    }
    format!("{} {text}", node.kind())
}
