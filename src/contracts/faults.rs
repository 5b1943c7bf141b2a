//! Which faults a running reference has, and a note of those that came to bear.
//!
//! Depends on `Triggered`. Never decides what a fault does: that stands where it is asked for.

use std::collections::BTreeMap;

use super::reference::Triggered;

/// A fault of a reference that is one of a part of it: its name, and what the part calls it.
pub(crate) type Alias = (&'static str, &'static str);

/// The faults of one running reference.
#[derive(Debug, Clone)]
pub(crate) struct Faults {
    /// By the name that is asked for, the name that it was given.
    names: BTreeMap<String, String>,
    triggered: Triggered,
}

impl Faults {
    /// These faults.
    pub(crate) fn new(names: &[String], triggered: Triggered) -> Self {
        let names = names.iter().map(|name| (name.clone(), name.clone()));
        Self { names: names.collect(), triggered }
    }

    /// Those of them that are faults of a part, which calls them by names of its own.
    pub(crate) fn of_part(names: &[String], triggered: Triggered, aliases: &[Alias]) -> Self {
        let had = aliases.iter().filter(|(whole, _)| names.iter().any(|name| name == whole));
        let names = had.map(|(whole, part)| ((*part).to_owned(), (*whole).to_owned()));
        Self { names: names.collect(), triggered }
    }

    /// Tells whether it has this fault, without any effect yet.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// This fault came to bear.
    pub(crate) fn mark(&self, name: &str) {
        self.triggered.mark(self.names.get(name).map_or(name, String::as_str));
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
