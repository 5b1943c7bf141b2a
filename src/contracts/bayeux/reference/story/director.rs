//! How far a story is told.
//!
//! Depends on `script`. It answers nobody: it says how somebody is to be answered.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tokio::sync::Notify;

use super::{
    events::Events,
    script::{Act, Script, Shake, Tell},
    scripts,
};
use crate::contracts::ReferenceOptions;

/// A story that is being told.
pub(in crate::contracts::bayeux::reference) struct Director {
    script: &'static Script,
    so_far: Mutex<SoFar>,
    events: Events,
    told: Arc<Notify>,
    /// Counts the messages that it delivered.
    delivered: AtomicU64,
}

#[derive(Default)]
struct SoFar {
    handshakes: usize,
    connects: usize,
    over: bool,
}

/// How an exchange fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::contracts::bayeux::reference) enum Failure {
    /// With this status, or with the end of the socket.
    Status(u16),
    /// Without an answer, after a while; perhaps with the session.
    Cut(Duration, bool),
}

impl Director {
    /// The director of the story that is asked for, if it is one of ours.
    pub(in crate::contracts::bayeux::reference) fn of(
        options: &ReferenceOptions,
        told: Arc<Notify>,
    ) -> Option<Self> {
        let script = scripts::script(options.story?)?;
        let events = Events::new(options);
        let (so_far, delivered) = (Mutex::default(), AtomicU64::new(0));
        Some(Self { script, so_far, events, told, delivered })
    }

    /// The transports that it offers.
    pub(in crate::contracts::bayeux::reference) fn transports(&self) -> &'static [&'static str] {
        self.script.transports
    }

    /// Whether it agrees on acknowledgements.
    pub(in crate::contracts::bayeux::reference) fn acknowledges(&self) -> bool {
        self.script.acknowledges
    }

    /// How long an answer to a publish takes.
    pub(in crate::contracts::bayeux::reference) fn publish_delay(&self) -> Duration {
        Duration::from_millis(self.script.publish_delay)
    }

    /// How the exchange with these messages fails, if it is to fail.
    pub(in crate::contracts::bayeux::reference) fn failure(
        self: &Arc<Self>,
        messages: &[Value],
    ) -> Option<Failure> {
        let has = |name: &str| {
            messages.iter().any(|m| m.get("channel").and_then(Value::as_str) == Some(name))
        };
        let so_far = self.lock();
        let shake = self.script.handshakes.get(so_far.handshakes).copied();
        let act = self.script.connects.get(so_far.connects).copied();
        drop(so_far);
        match (shake, act) {
            (Some(Shake::Status(status)), _) if has("/meta/handshake") => {
                self.next_handshake();
                Some(Failure::Status(status))
            }
            (_, Some(Act::Status(status))) if has("/meta/connect") => {
                self.next_connect();
                Some(Failure::Status(status))
            }
            (_, Some(Act::Cut(ms, forgets))) if has("/meta/connect") => {
                self.next_connect();
                Some(Failure::Cut(Duration::from_millis(ms), forgets))
            }
            _ => None,
        }
    }

    /// How this handshake is answered.
    pub(in crate::contracts::bayeux::reference) fn next_handshake(self: &Arc<Self>) -> Shake {
        let mut so_far = self.lock();
        let shake = self.script.handshakes.get(so_far.handshakes).copied();
        so_far.handshakes = so_far.handshakes.saturating_add(1);
        self.look_whether_over(&mut so_far);
        shake.unwrap_or(Shake::Usual)
    }

    /// How this connect is answered.
    pub(in crate::contracts::bayeux::reference) fn next_connect(self: &Arc<Self>) -> Act {
        let mut so_far = self.lock();
        let act = self.script.connects.get(so_far.connects).copied();
        so_far.connects = so_far.connects.saturating_add(1);
        self.look_whether_over(&mut so_far);
        act.unwrap_or(Act::Hold)
    }

    /// What is delivered to a client with these subscriptions.
    pub(in crate::contracts::bayeux::reference) fn events<'s>(
        &self,
        tells: &[Tell],
        subscriptions: impl Iterator<Item = &'s str>,
    ) -> Vec<Value> {
        let subscriptions: Vec<&str> = subscriptions.collect();
        let mut events = Vec::new();
        for tell in tells {
            let number = || self.delivered.fetch_add(1, Ordering::Relaxed);
            events.extend(self.events.make(*tell, &subscriptions, number));
        }
        events
    }

    /// After the last act the consumer is watched for a while, and then the story is told.
    fn look_whether_over(self: &Arc<Self>, so_far: &mut SoFar) {
        let done = so_far.handshakes >= self.script.handshakes.len()
            && so_far.connects >= self.script.connects.len();
        if done && !so_far.over {
            so_far.over = true;
            let ours = Arc::downgrade(self);
            let after = Duration::from_secs_f64(self.script.after);
            tokio::spawn(async move {
                tokio::time::sleep(after).await;
                if let Some(director) = ours.upgrade() {
                    director.told.notify_one();
                }
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
