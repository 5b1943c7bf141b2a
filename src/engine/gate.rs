//! Lets work begin only while the runtime keeps time.
//!
//! Depends on tokio. It knows nothing of the work: a clock of its own tells how late timers are, and
//! who would begin waits until they are not.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinHandle,
    time::{Instant, sleep},
};

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(10);
/// Later than this, nothing more begins: what crosses the wire waits a dozen times for its turn, and
/// rules on time allow for a quarter of a second.
const LATE: Duration = Duration::from_millis(8);
/// How long one waits at most: on a machine that is always late, work must begin all
/// the same.
const PATIENCE: Duration = Duration::from_secs(1);

/// A number of seats, handed out while timers are on time. Dropping it stops its clock.
#[derive(Debug)]
pub(super) struct Gate {
    seats: Arc<Semaphore>,
    /// By how many microseconds the last tick was late.
    late: Arc<AtomicU64>,
    clock: JoinHandle<()>,
}

impl Gate {
    /// A gate to so many seats, one at least.
    pub(super) fn new(seats: usize) -> Self {
        let late = Arc::new(AtomicU64::new(0));
        let told = late.clone();
        let clock = tokio::spawn(async move {
            loop {
                let begun = Instant::now();
                sleep(TICK).await;
                let by = begun.elapsed().saturating_sub(TICK);
                told.store(u64::try_from(by.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
            }
        });
        let seats = Arc::new(Semaphore::new(seats.max(1)));
        Self { seats, late, clock }
    }

    /// Waits for a seat, and for the timers to be on time; one at a time, so that each sees how late
    /// the one before made them. The seat is free again when it is dropped. None once the gate is
    /// closed, which it never is.
    pub(super) async fn enter(&mut self) -> Option<OwnedSemaphorePermit> {
        let seat = self.seats.clone().acquire_owned().await.ok()?;
        let begun = Instant::now();
        // What began a moment ago is not in the last tick yet.
        sleep(TICK / 2).await;
        while self.is_late() && begun.elapsed() < PATIENCE {
            sleep(TICK).await;
        }
        Some(seat)
    }

    fn is_late(&self) -> bool {
        Duration::from_micros(self.late.load(Ordering::Relaxed)) > LATE
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.clock.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_seat_is_handed_out_again_when_it_is_left() {
        let mut gate = Gate::new(1);
        let seat = gate.enter().await;
        assert!(seat.is_some());
        assert_eq!(gate.seats.available_permits(), 0);
        drop(seat);
        assert!(gate.enter().await.is_some());
    }

    #[tokio::test]
    async fn who_waits_while_timers_are_always_late_begins_in_the_end() {
        let mut gate = Gate::new(8);
        gate.clock.abort();
        gate.late.store(u64::MAX, Ordering::Relaxed);
        let begun = Instant::now();
        assert!(gate.enter().await.is_some());
        assert!(begun.elapsed() >= PATIENCE, "began after {:?}", begun.elapsed());
    }
}
