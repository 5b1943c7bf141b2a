//! Which rules a failed case leaves untestable.

use std::collections::HashMap;

/// Collects cases that broke off, with what they aimed at.
#[derive(Debug, Default)]
pub(crate) struct Missed {
    rules: HashMap<String, String>,
}

impl Missed {
    /// A case broke off before its end.
    pub(crate) fn broke_off(&mut self, case: &str, aims: &[String]) {
        for rule in aims {
            self.rules.entry(rule.clone()).or_insert_with(|| case.to_owned());
        }
    }

    /// The case that should have reached a rule.
    pub(crate) fn case_for(&self, rule: &str) -> Option<&str> {
        self.rules.get(rule).map(String::as_str)
    }
}
