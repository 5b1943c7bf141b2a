//! What the harness said that its own messages break, until they cross the wire.
//!
//! An announcement without a mark is about the next payload of the harness's side. One with a mark
//! waits for its message, which may leave later, among others, and more than once: it is the one
//! that has the mark and breaks the rule. Depends on the transcript alone; never judges.

use crate::{codec::json::Node, contract::SchemaSet, error::Result, transcript::Kind};

/// How many announcements with a mark are kept for one case; a case makes a few.
const MARKED: usize = 1000;

/// The announcements of one case.
#[derive(Debug, Default)]
pub(crate) struct Announced {
    next: Option<String>,
    /// Marks, and the rules that their messages break.
    marked: Vec<(String, String)>,
}

impl Announced {
    /// Takes note of an announcement, if the event is one.
    pub(super) fn note(&mut self, kind: &Kind) {
        let Kind::Stimulus { breaks, of, .. } = kind else { return };
        match (of, breaks) {
            (None, breaks) => self.next.clone_from(breaks),
            (Some(mark), Some(rule)) if self.marked.len() < MARKED => {
                self.marked.push((mark.clone(), rule.clone()));
            }
            (Some(_), _) => {}
        }
    }

    /// Whether there is anything to look for in messages.
    pub(super) fn is_awaited(&self) -> bool {
        !self.marked.is_empty()
    }

    /// What the next payload breaks: it is here.
    pub(super) fn take_next(&mut self) -> Option<String> {
        self.next.take()
    }

    /// What a message with this mark was said to break, of all that it breaks.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub(super) fn of(
        &self,
        mark: &str,
        (schemas, schema): (&SchemaSet, &str),
        node: &Node,
    ) -> Result<Option<String>> {
        let mut said = self.marked.iter().filter(|(of, _)| of == mark).map(|(_, rule)| rule);
        let Some(first) = said.clone().next() else { return Ok(None) };
        // What a rule of conduct calls broken shows in the session alone.
        if !first.contains('/') {
            return Ok(Some(first.clone()));
        }
        let findings = schemas.validate(schema, node)?.findings;
        let rule = |id: usize| schemas.constraints().get(id).map(|c| c.rule.as_str());
        let breaks = |said: &&String| {
            findings.iter().any(|found| rule(found.constraint) == Some(said.as_str()))
        };
        Ok(said.find(breaks).cloned())
    }
}
