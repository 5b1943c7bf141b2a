//! A fault that upsets the whole server: for a moment nobody new is let in.
//!
//! Depends on nothing. Which faults do that stands where they are asked for.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long it lasts.
const MOMENT: Duration = Duration::from_millis(150);

/// Whether the server is upset.
#[derive(Default)]
pub(super) struct Upset(Mutex<Option<Instant>>);

impl Upset {
    /// New clients are refused for a moment from now on.
    pub(super) fn begin(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Tells whether new clients are refused just now.
    pub(super) fn lasts(&self) -> bool {
        let since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_some_and(|since| since.elapsed() < MOMENT)
    }
}
