//! Which faults this reference has, and a note of those that came to bear.
//!
//! Depends on `Triggered`. Never decides what a fault does: that stands where it is asked for.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::contracts::Triggered;

/// How long a fault lasts that upsets the whole server.
const MOMENT: Duration = Duration::from_millis(150);

/// The faults of one running reference.
pub(super) struct Faults {
    names: BTreeSet<String>,
    triggered: Triggered,
    upset: Mutex<Option<Instant>>,
}

impl Faults {
    /// These faults.
    pub(super) fn new(names: &[String], triggered: Triggered) -> Self {
        Self { names: names.iter().cloned().collect(), triggered, upset: Mutex::new(None) }
    }

    /// Tells whether it has this fault, without any effect yet.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// With this fault, new clients are refused for a moment from now on.
    pub(super) fn upset_if(&self, situation: bool, name: &str) {
        if self.bears_if(situation, name) {
            let mut upset = self.upset.lock().unwrap_or_else(PoisonError::into_inner);
            *upset = Some(Instant::now());
        }
    }

    /// Tells whether new clients are refused just now.
    pub(super) fn is_upset(&self) -> bool {
        let upset = self.upset.lock().unwrap_or_else(PoisonError::into_inner);
        upset.is_some_and(|since| since.elapsed() < MOMENT)
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
