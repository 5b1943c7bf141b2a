//! Messages that a reference provider breaks on purpose, for a consumer under test: each is said to
//! be broken before it leaves, under the mark that it will have.
//!
//! Depends on what makes schema faults, and on the tape. Without a tape nobody is told, and nothing
//! is broken.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tokio::time::timeout;

use super::{ReferenceOptions, SchemaFaults};
use crate::{
    drive::CaseTape,
    judge::Protocol,
    transcript::{Kind, Source},
};

/// How long a consumer may take to say what it made of a message, that does so.
const PATIENCE: Duration = Duration::from_millis(1000);
/// How long it is between two messages for one that has said nothing so far.
const BEAT: Duration = Duration::from_millis(150);

/// Breaks messages of one contract.
#[derive(Debug, Clone)]
pub(crate) struct Hostile {
    protocol: Option<&'static Protocol>,
    tape: Option<CaseTape>,
    /// The consumer had the time to say something.
    waited: Arc<AtomicBool>,
}

impl Hostile {
    /// For a reference that was started with these options.
    pub(crate) fn new(protocol: Option<&'static Protocol>, options: &ReferenceOptions) -> Self {
        Self { protocol, tape: options.tape.clone(), waited: Arc::default() }
    }

    /// This message with one rule broken, which is said of its mark; none where that cannot be.
    pub(crate) fn broken(&self, rule: &str, mark: &str, message: &Value) -> Option<Value> {
        let (protocol, tape) = (self.protocol?, self.tape.as_ref()?);
        let broken = SchemaFaults::broken(protocol, rule, message)?;
        let (breaks, of) = (Some(rule.to_owned()), Some(mark.to_owned()));
        let kind = Kind::Stimulus { expect: None, breaks, keeps: None, of };
        tape.record(None, None, Source::Harness, kind);
        Some(broken)
    }

    /// Does something, and waits until the consumer said what it made of it: where messages share a
    /// mark, each is to be answered before the next one comes.
    pub(crate) async fn heard_out(&self, tells: impl FnOnce()) {
        let Some(tape) = &self.tape else { return tells() };
        let mut outcomes = tape.outcomes();
        let before = *outcomes.borrow_and_update();
        tells();
        let silent = self.waited.swap(true, Ordering::Relaxed) && before == 0;
        let patience = if silent { BEAT } else { PATIENCE };
        // Who says nothing is told the next all the same.
        let _ = timeout(patience, outcomes.wait_for(|count| *count > before)).await;
    }
}
