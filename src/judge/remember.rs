//! A memory of bounded size for rules about uniqueness.

use std::{
    collections::{HashMap, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
};

/// How many values are remembered; the oldest are forgotten first, so that a transcript of any
/// length is judged in constant memory.
const CAPACITY: usize = 200_000;

/// Remembers values by hash, with the event where each was first seen.
#[derive(Debug, Default)]
pub struct Remembered {
    seen: HashMap<u64, u64>,
    order: VecDeque<u64>,
}

impl Remembered {
    /// Remembers `value`; returns the event that had it before.
    pub fn insert(&mut self, value: impl Hash, event: u64) -> Option<u64> {
        let key = key(value);
        if let Some(before) = self.seen.get(&key) {
            return Some(*before);
        }
        if self.order.len() >= CAPACITY
            && let Some(oldest) = self.order.pop_front()
        {
            self.seen.remove(&oldest);
        }
        self.seen.insert(key, event);
        self.order.push_back(key);
        None
    }

    /// Tells whether `value` is remembered.
    pub fn contains(&self, value: impl Hash) -> bool {
        self.seen.contains_key(&key(value))
    }
}

fn key(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
