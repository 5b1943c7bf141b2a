//! Messages that a reference provider breaks on purpose, for a consumer under test: each is said to
//! be broken before it leaves, under the mark that it will have.
//!
//! Depends on what makes schema faults, and on the tape. Without a tape nobody is told, and nothing
//! is broken.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tokio::time::timeout;

use super::{ReferenceOptions, SchemaFaults};
use crate::{drive::CaseTape, judge::Protocol};

/// How long a consumer may take to say what it made of a message.
const PATIENCE: Duration = Duration::from_millis(1000);
/// Who says nothing so often in a row is not waited for,
const SILENT: u32 = 2;
/// but for this long, so that messages do not come all at once.
const BEAT: Duration = Duration::from_millis(150);

/// Breaks messages of one contract.
#[derive(Debug, Clone)]
pub(crate) struct Hostile {
    protocol: Option<&'static Protocol>,
    tape: Option<CaseTape>,
    /// How often in a row the consumer said nothing.
    silences: Arc<AtomicU32>,
}

impl Hostile {
    /// For a reference that was started with these options.
    pub(crate) fn new(protocol: Option<&'static Protocol>, options: &ReferenceOptions) -> Self {
        Self { protocol, tape: options.tape.clone(), silences: Arc::default() }
    }

    /// This message with one rule broken, which is said of its mark; none where that cannot be.
    pub(crate) fn broken(&self, rule: &str, mark: &str, message: &Value) -> Option<Value> {
        let (protocol, tape) = (self.protocol?, self.tape.as_ref()?);
        let broken = SchemaFaults::broken(protocol, rule, message)?;
        tape.announce(rule, Some(mark.to_owned()));
        Some(broken)
    }

    /// Tells something with this mark, and waits until the consumer said what it made of it: where
    /// messages share a mark, each is to be answered before the next one comes.
    pub(crate) async fn heard_out(&self, mark: &str, tells: impl FnOnce()) {
        let Some(tape) = &self.tape else { return tells() };
        let mut outcomes = tape.outcomes();
        let of = |counts: &BTreeMap<String, u64>| counts.get(mark).copied().unwrap_or_default();
        let before = of(&outcomes.borrow_and_update());
        tells();
        let silent = self.silences.load(Ordering::Relaxed) >= SILENT;
        let patience = if silent { BEAT } else { PATIENCE };
        // Who says nothing is told the next all the same.
        match timeout(patience, outcomes.wait_for(|counts| of(counts) > before)).await {
            Ok(_) => self.silences.store(0, Ordering::Relaxed),
            Err(_) => {
                self.silences.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
