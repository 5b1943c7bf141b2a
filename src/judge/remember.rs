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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_comes_again_is_told_with_its_first_event() {
        let mut remembered = Remembered::default();
        for (value, event) in [("a", 1), ("b", 2), ("c", 3)] {
            assert_eq!(remembered.insert(value, event), None);
        }
        assert_eq!(remembered.insert("a", 4), Some(1));
        assert_eq!(remembered.insert("a", 5), Some(1));
        assert!(remembered.contains("b") && !remembered.contains("d"));
    }

    #[test]
    fn beyond_what_is_remembered_the_oldest_is_forgotten_first() {
        let mut remembered = Remembered::default();
        let count = u64::try_from(CAPACITY).unwrap();
        for value in 0..=count {
            remembered.insert(value, value);
        }
        assert!(!remembered.contains(0_u64));
        assert!(remembered.contains(1_u64) && remembered.contains(count));
        assert_eq!((remembered.seen.len(), remembered.order.len()), (CAPACITY, CAPACITY));
    }
}
