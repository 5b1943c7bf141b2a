//! Client ids and browser ids: 160 random bits as hexadecimal digits.
//!
//! Depends on fastrand. Never hands out an id twice, but for the improbable.

use std::fmt::Write as _;

/// How many hexadecimal digits an id has.
const DIGITS: usize = 40;

/// Makes ids.
pub(super) struct Ids(fastrand::Rng);

impl Ids {
    /// Ids that differ from run to run, whatever the seed: a client must not guess them.
    pub(super) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(fastrand::u64(..) ^ seed))
    }

    /// A new id.
    pub(super) fn next(&mut self) -> String {
        let mut id = String::with_capacity(DIGITS + 16);
        while id.len() < DIGITS {
            // Writing into a string cannot fail.
            let _ = write!(id, "{:016x}", self.0.u64(..));
        }
        id.truncate(DIGITS);
        id
    }
}
