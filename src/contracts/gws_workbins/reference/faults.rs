//! Which faults this reference has, and a note of those that came to bear.
//!
//! Depends on `Triggered`. Never decides what a fault does: that stands where it is asked for.

use std::collections::BTreeSet;

use crate::contracts::Triggered;

/// The faults of one running reference.
pub(super) struct Faults {
    names: BTreeSet<String>,
    triggered: Triggered,
}

impl Faults {
    /// These faults.
    pub(super) fn new(names: &[String], triggered: Triggered) -> Self {
        Self { names: names.iter().cloned().collect(), triggered }
    }

    /// Tells whether it has this fault, without any effect yet.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Tells whether it has this fault, which then comes to bear here and now.
    pub(super) fn bears(&self, name: &str) -> bool {
        let has = self.has(name);
        if has {
            self.triggered.mark(name);
        }
        has
    }

    /// Tells whether this fault bears where `situation` holds.
    pub(super) fn bears_if(&self, situation: bool, name: &str) -> bool {
        situation && self.bears(name)
    }
}
