//! The subscriptions of the provider.
//!
//! Depends on nothing but time. It never forgets a subscription that may still be asked for, and
//! never holds more than its bound.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{story::Story, times::Times};

/// How many subscriptions there can be.
const BOUND: usize = 10_000;

/// One subscription.
#[derive(Debug, Clone)]
pub(super) struct Subscription {
    pub(super) events: Vec<String>,
    pub(super) created: Instant,
    /// False once it went INACTIVE for want of pings.
    pub(super) active: bool,
    /// How many notifications of its story were told.
    pub(super) told: usize,
    pub(super) story: Arc<Story>,
    life: Duration,
}

impl Subscription {
    pub(super) fn new(events: Vec<String>, story: Story, times: Times) -> Self {
        let story = Arc::new(story);
        let life = Duration::from_secs(times.expires_in);
        Self { events, created: Instant::now(), active: true, told: 0, story, life }
    }

    /// Its filter covers events of this name.
    pub(super) fn covers(&self, event: &str) -> bool {
        self.events.iter().any(|e| e == "ALL" || e == event)
    }

    /// How long it will live; none if it is over.
    pub(super) fn rest(&self) -> Option<Duration> {
        self.life.checked_sub(self.created.elapsed()).filter(|rest| self.active && !rest.is_zero())
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Store(Mutex<Shelves>);

#[derive(Debug, Default)]
struct Shelves {
    subscriptions: BTreeMap<String, Subscription>,
    /// Filters whose worker died; only a faulty provider has them.
    dead: BTreeSet<Vec<String>>,
}

impl Store {
    /// Keeps a subscription; false if there is no room.
    pub(super) fn add(&self, id: &str, subscription: Subscription) -> bool {
        let mut shelves = self.lock();
        if shelves.subscriptions.len() >= BOUND {
            shelves.subscriptions.retain(|_, s| s.rest().is_some());
        }
        let room = shelves.subscriptions.len() < BOUND;
        if room {
            shelves.subscriptions.insert(id.to_owned(), subscription);
        }
        room
    }

    /// Removes a subscription; false if there is none.
    pub(super) fn remove(&self, id: &str) -> bool {
        self.lock().subscriptions.remove(id).is_some()
    }

    pub(super) fn get(&self, id: &str) -> Option<Subscription> {
        self.lock().subscriptions.get(id).cloned()
    }

    /// Sets a subscription INACTIVE.
    pub(super) fn deactivate(&self, id: &str) {
        if let Some(subscription) = self.lock().subscriptions.get_mut(id) {
            subscription.active = false;
        }
    }

    /// The number of the next notification of its story.
    pub(super) fn turn(&self, id: &str) -> Option<usize> {
        let mut shelves = self.lock();
        let subscription = shelves.subscriptions.get_mut(id)?;
        subscription.told += 1;
        Some(subscription.told - 1)
    }

    /// A live subscription with this very filter.
    pub(super) fn alike(&self, events: &[String]) -> Option<String> {
        let shelves = self.lock();
        let mut all = shelves.subscriptions.iter();
        all.find(|(_, s)| s.events == events && s.rest().is_some()).map(|(id, _)| id.clone())
    }

    /// The worker that serves this filter dies.
    pub(super) fn kill(&self, events: &[String]) {
        self.lock().dead.insert(events.to_vec());
    }

    pub(super) fn is_dead(&self, events: &[String]) -> bool {
        self.lock().dead.contains(events)
    }

    fn lock(&self) -> MutexGuard<'_, Shelves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
