//! What the reference knows: the services that were created, and who listens over CometD.
//!
//! Depends on the configured services. Bounded: the oldest service goes first. Never sends anything.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use serde_json::Value;

use super::services::Configured;

/// How many services are kept.
const SERVICES: usize = 4096;
/// How many CometD clients are known by their user.
const CLIENTS: usize = 4096;
/// How many notifications wait in each direction.
const WAITING: usize = 100;

/// A service.
#[derive(Debug, Clone)]
pub(super) struct Service {
    /// Its id.
    pub(super) id: String,
    /// The name under which it is configured.
    pub(super) name: String,
    /// How it is configured.
    pub(super) configured: Configured,
    /// Whose it is.
    pub(super) user: String,
    /// Its device takes pushes.
    pub(super) pushes: bool,
    /// The fields with which it was created.
    pub(super) fields: BTreeMap<String, String>,
    /// When it was created.
    pub(super) created: Instant,
    /// The target that was found for it, once there is one.
    pub(super) found: Option<String>,
    /// The user is there.
    pub(super) connected: bool,
    /// Notifications for the device that wait to be retrieved.
    pub(super) for_device: VecDeque<Value>,
    /// Messages for the agent.
    pub(super) for_agent: VecDeque<Value>,
}

impl Service {
    /// Whether it was kept for as long as it is kept.
    pub(super) fn is_over(&self) -> bool {
        self.created.elapsed() >= Duration::from_secs(self.configured.ttl)
    }

    /// A notification waits for the device.
    pub(super) fn keep_for_device(&mut self, notification: Value) {
        keep(&mut self.for_device, notification);
    }

    /// A message waits for the agent.
    pub(super) fn keep_for_agent(&mut self, message: Value) {
        keep(&mut self.for_agent, message);
    }
}

fn keep(queue: &mut VecDeque<Value>, value: Value) {
    if queue.len() >= WAITING {
        queue.pop_front();
    }
    queue.push_back(value);
}

/// Everything that is known.
#[derive(Default)]
pub(super) struct State(Mutex<Known>);

/// What is known, while it is locked.
#[derive(Default)]
pub(super) struct Known {
    services: BTreeMap<String, Service>,
    order: VecDeque<String>,
    users: BTreeMap<String, String>,
    subscribed: BTreeSet<String>,
    drawn: u64,
}

impl State {
    /// Locks it.
    pub(super) fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// A new service.
    pub(super) fn add(&mut self, service: Service) {
        if self.order.len() >= SERVICES
            && let Some(oldest) = self.order.pop_front()
        {
            self.services.remove(&oldest);
        }
        self.order.push_back(service.id.clone());
        self.services.insert(service.id.clone(), service);
    }

    /// A service by its id.
    pub(super) fn get(&mut self, id: &str) -> Option<&mut Service> {
        self.services.get_mut(id)
    }

    /// The id of another service, or one that looks like it.
    pub(super) fn another(&mut self, id: &str, seed: u64) -> String {
        let other = self.order.iter().rev().find(|other| *other != id).cloned();
        other.unwrap_or_else(|| self.service_id(seed))
    }

    /// How many services of all users wait for an agent, and how many of them before this one.
    pub(super) fn queue(&self, id: &str) -> (u64, u64) {
        let waiting = self.order.iter().filter(|other| {
            self.services.get(*other).is_some_and(|s| s.found.is_none() && !s.is_over())
        });
        let (mut before, mut all) = (0, 0);
        let mut seen = false;
        for other in waiting {
            seen |= other == id;
            before += u64::from(!seen);
            all += 1;
        }
        (before, all)
    }

    /// Whose client it is.
    pub(super) fn heard(&mut self, client: &str, user: &str) {
        if self.users.len() < CLIENTS || self.users.contains_key(client) {
            self.users.insert(client.to_owned(), user.to_owned());
        }
    }

    /// A client subscribed to the channel of pushes.
    pub(super) fn subscribed(&mut self, client: &str) {
        if self.subscribed.len() < CLIENTS {
            self.subscribed.insert(client.to_owned());
        }
    }

    /// The clients of a user that once subscribed.
    pub(super) fn clients(&self, user: &str) -> Vec<String> {
        let theirs = |c: &&String| self.users.get(*c).is_some_and(|u| u == user);
        self.subscribed.iter().filter(theirs).cloned().collect()
    }

    /// An id for a new service.
    pub(super) fn service_id(&mut self, seed: u64) -> String {
        let digits = self.digits(seed);
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        format!(
            "369-{}-{}-4{}-a{}-{}",
            part(0, 8),
            part(8, 12),
            part(12, 15),
            part(15, 18),
            part(18, 30)
        )
    }

    /// 32 hexadecimal digits that did not come before.
    pub(super) fn digits(&mut self, seed: u64) -> String {
        self.drawn += 1;
        let mut drawn = String::new();
        for half in 0..2_u64 {
            let mut z = seed
                .wrapping_add(self.drawn.wrapping_mul(2).wrapping_add(half))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            drawn.push_str(&format!("{:016x}", z ^ (z >> 31)));
        }
        drawn
    }
}
