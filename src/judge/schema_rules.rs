//! Schema rules: the constraints of a contract as rules, with level, basis and citations taken
//! from the requirement rows that name them.

use std::collections::HashMap;

use crate::contract::{Basis, Cite, Contract, Level, Party, glob_matches};

/// A constraint as a rule.
#[derive(Debug, Clone)]
pub struct SchemaRule {
    /// The rule id.
    pub id: String,
    /// The strictest level of the rows that name it; `must` where only permissions do, or none.
    pub level: Level,
    /// What the strictest row rests on.
    pub basis: Basis,
    /// The parties that send messages with this schema.
    pub binds: Vec<Party>,
    /// The keyword.
    pub keyword: String,
    /// What it demands.
    pub expected: String,
    /// Where it is written.
    pub cites: Vec<Cite>,
    /// The rows that name it.
    pub rows: Vec<String>,
}

/// All schema rules of a contract, in the order of `SchemaSet::constraints`.
pub fn schema_rules(contract: &Contract) -> Vec<SchemaRule> {
    let senders = senders(contract);
    let mut exact: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut globs = Vec::new();
    for (index, row) in contract.requirements.iter().enumerate() {
        for rule in &row.rules {
            if rule.contains('*') {
                globs.push((rule.as_str(), index));
            } else {
                exact.entry(rule).or_default().push(index);
            }
        }
    }
    let constraints = contract.schemas.constraints().iter();
    constraints
        .map(|constraint| {
            let mut rows = exact.get(constraint.rule.as_str()).cloned().unwrap_or_default();
            let matched = globs.iter().filter(|(g, _)| glob_matches(g, &constraint.rule));
            rows.extend(matched.map(|(_, index)| *index));
            let rows: Vec<_> =
                rows.iter().filter_map(|index| contract.requirements.get(*index)).collect();
            let strictest = rows.iter().max_by_key(|row| row.level);
            // A permission says that a member may be left out, not that its form is free.
            let binding = strictest.filter(|row| row.level != Level::May);
            SchemaRule {
                id: constraint.rule.clone(),
                level: binding.map_or(Level::Must, |row| row.level),
                basis: strictest.map_or(Basis::Stated, |row| row.basis),
                binds: senders.get(constraint.schema.as_str()).cloned().unwrap_or_default(),
                keyword: constraint.keyword.clone(),
                expected: constraint.expected.clone(),
                cites: rows.iter().map(|row| row.cite.clone()).collect(),
                rows: rows.iter().map(|row| row.id.clone()).collect(),
            }
        })
        .collect()
}

/// Which parties send a schema: its messages' senders, along references.
fn senders(contract: &Contract) -> HashMap<&str, Vec<Party>> {
    let mut out: HashMap<&str, Vec<Party>> = HashMap::new();
    for message in &contract.messages {
        for name in contract.schemas.reached_from(&message.schema) {
            let parties = out.entry(name).or_default();
            if !parties.contains(&message.from) {
                parties.push(message.from);
                parties.sort_unstable();
            }
        }
    }
    out
}
