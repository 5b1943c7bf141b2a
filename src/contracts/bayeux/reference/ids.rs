//! Client ids and browser ids: 160 random bits as hexadecimal digits, or 22 letters and digits.
//!
//! Depends on fastrand. Never hands out an id twice, but for the improbable.

use std::fmt::Write as _;

/// How many hexadecimal digits an id has.
const DIGITS: usize = 40;

/// How many letters and digits a short one has.
const SIGNS: usize = 22;

/// Makes ids.
pub(super) struct Ids {
    random: fastrand::Rng,
    short: bool,
}

impl Ids {
    /// Ids that differ from run to run, whatever the seed: a client must not guess them.
    pub(super) fn new(seed: u64, short: bool) -> Self {
        Self { random: fastrand::Rng::with_seed(fastrand::u64(..) ^ seed), short }
    }

    /// A new id.
    pub(super) fn next(&mut self) -> String {
        if self.short {
            return (0..SIGNS).map(|_| self.random.alphanumeric()).collect();
        }
        let mut id = String::with_capacity(DIGITS + 16);
        while id.len() < DIGITS {
            // Writing into a string cannot fail.
            let _ = write!(id, "{:016x}", self.random.u64(..));
        }
        id.truncate(DIGITS);
        id
    }
}
