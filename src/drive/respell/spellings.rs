//! What one relay spells otherwise, and which of it came to bear.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use super::respelling::Respelling;

/// The ways of one relay, shared by its connections.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    wanted: Vec<Respelling>,
    bore: Mutex<BTreeSet<Respelling>>,
}

impl Spellings {
    pub(super) fn new(wanted: Vec<Respelling>) -> Self {
        Self { wanted, bore: Mutex::default() }
    }

    /// Whether this is wanted.
    pub(super) fn wants(&self, one: Respelling) -> bool {
        self.wanted.contains(&one)
    }

    /// Something was just said in this way that would have been said otherwise.
    pub(super) fn bore(&self, one: Respelling) {
        self.bore.lock().unwrap_or_else(PoisonError::into_inner).insert(one);
    }

    /// What came to bear.
    pub(super) fn came_to_bear(&self) -> Vec<Respelling> {
        self.bore.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }
}
