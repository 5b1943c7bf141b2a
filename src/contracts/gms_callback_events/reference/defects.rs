//! The faults that this reference was told to have.
//!
//! Depends on the registry's `Triggered`. It never decides what a fault does: that stands where
//! an implementer would make the mistake.

use std::collections::BTreeSet;

use crate::contracts::Triggered;

/// Faults by name, and which of them came to bear.
#[derive(Debug, Clone, Default)]
pub(super) struct Defects {
    names: BTreeSet<String>,
    triggered: Triggered,
}

impl Defects {
    pub(super) fn new(names: Vec<String>) -> Self {
        Self { names: names.into_iter().collect(), triggered: Triggered::default() }
    }

    /// The reference has this fault, and it just came to bear.
    pub(super) fn strike(&self, name: &str) -> bool {
        let has = self.has(name);
        if has {
            self.mark(name);
        }
        has
    }

    /// The reference has this fault.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// It came to bear.
    pub(super) fn mark(&self, name: &str) {
        self.triggered.mark(name);
    }

    pub(super) fn triggered(&self) -> Triggered {
        self.triggered.clone()
    }
}
