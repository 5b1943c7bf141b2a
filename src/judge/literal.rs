//! The second opinion: what the documents, read to the letter, make of the messages. Never gates.

use std::collections::BTreeMap;

use crate::{codec::json::Node, contract::SchemaSet, error::Result};

/// How many messages of each name the literal reading takes and refuses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecondOpinion {
    /// By message name: taken, refused.
    pub by_name: BTreeMap<String, (u64, u64)>,
    /// The first refusal: message name and constraint.
    pub first: Option<(String, String)>,
}

impl SecondOpinion {
    pub(super) fn note(
        &mut self,
        printed: &SchemaSet,
        schema: &str,
        name: &str,
        node: &Node,
    ) -> Result<()> {
        let validation = printed.validate(schema, node)?;
        let counts = self.by_name.entry(name.to_owned()).or_default();
        match validation.findings.first() {
            None => counts.0 += 1,
            Some(finding) => {
                counts.1 += 1;
                let constraint = printed.constraints().get(finding.constraint);
                let rule = constraint.map_or_else(String::new, |c| c.rule.clone());
                self.first.get_or_insert((name.to_owned(), rule));
            }
        }
        Ok(())
    }

    /// One sentence for a person; none if it was not asked.
    pub fn sentence(&self) -> Option<String> {
        let taken: u64 = self.by_name.values().map(|c| c.0).sum();
        let refused: u64 = self.by_name.values().map(|c| c.1).sum();
        if taken + refused == 0 {
            return None;
        }
        let why = self
            .first
            .as_ref()
            .map_or_else(String::new, |(name, rule)| format!("; the first is a {name} for {rule}"));
        Some(format!(
            "read to the letter, the documents refuse {refused} of {} messages{why} (C-001; never gates)",
            taken + refused
        ))
    }
}
