//! Which faults a running reference has, and a note of those that came to bear.
//!
//! Depends on `Triggered`. Never decides what a fault does: that stands where it is asked for.

use std::collections::BTreeSet;

use super::reference::Triggered;

/// The faults of one running reference.
#[derive(Debug, Clone)]
pub(crate) struct Faults {
    names: BTreeSet<String>,
    triggered: Triggered,
}

impl Faults {
    /// These faults.
    pub(crate) fn new(names: &[String], triggered: Triggered) -> Self {
        Self { names: names.iter().cloned().collect(), triggered }
    }

    /// Tells whether it has this fault, without any effect yet.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// This fault came to bear.
    pub(crate) fn mark(&self, name: &str) {
        self.triggered.mark(name);
    }

    /// Tells whether it has this fault, which then comes to bear here and now.
    pub(crate) fn bears(&self, name: &str) -> bool {
        let has = self.has(name);
        if has {
            self.mark(name);
        }
        has
    }

    /// Tells whether this fault bears where `situation` holds.
    pub(crate) fn bears_if(&self, situation: bool, name: &str) -> bool {
        situation && self.bears(name)
    }
}
