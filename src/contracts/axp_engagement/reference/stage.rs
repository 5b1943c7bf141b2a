//! How far a story is: which create call, authentication and connection comes next.
//!
//! Depends on `plot`. It says what is to be done, and does nothing of it.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde_json::Value;
use tokio::sync::Notify;

use super::{
    super::SUITE,
    plot::{Act, Answering, Plot},
};
use crate::{contracts::Suite, drive::CaseTape};

/// How many refused texts are remembered.
const BOUND: usize = 1_000;

/// The stage of one provider; without a plot it leaves everything as it is.
#[derive(Debug)]
pub(super) struct Stage {
    plot: Mutex<Option<&'static Plot>>,
    tape: Option<CaseTape>,
    told: Arc<Notify>,
    creates: AtomicUsize,
    answers: AtomicUsize,
    connections: AtomicUsize,
    refused: Mutex<HashSet<String>>,
}

impl Stage {
    pub(super) fn new(
        plot: Option<&'static Plot>,
        tape: Option<CaseTape>,
        told: Arc<Notify>,
    ) -> Self {
        Self {
            plot: Mutex::new(plot),
            tape,
            told,
            creates: AtomicUsize::new(0),
            answers: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            refused: Mutex::default(),
        }
    }

    /// The plot, if there is one.
    pub(super) fn plot(&self) -> Option<&'static Plot> {
        *self.plot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another plot is played, from its beginning.
    pub(super) fn play(&self, plot: &'static Plot) {
        *self.plot.lock().unwrap_or_else(PoisonError::into_inner) = Some(plot);
        for turn in [&self.creates, &self.answers, &self.connections] {
            turn.store(0, Ordering::Relaxed);
        }
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The status that the next create call is refused with.
    pub(super) fn refusal(&self) -> Option<u16> {
        let plot = self.plot()?;
        let turn = self.creates.fetch_add(1, Ordering::Relaxed);
        let last = plot.creates.last().filter(|_| plot.refuses_all);
        plot.creates.get(turn).or(last).copied()
    }

    /// What becomes of the next authentication, whose text is this.
    pub(super) fn answering(&self, text: &str) -> Option<Answering> {
        let plot = self.plot()?;
        let turn = self.answers.fetch_add(1, Ordering::Relaxed);
        let last = plot.answers.last().copied();
        let next = plot.answers.get(turn).copied();
        match last {
            Some(Answering::Always(_)) => last,
            Some(Answering::ThisText(_)) => {
                let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
                if next.is_some() && refused.len() < BOUND {
                    refused.insert(text.to_owned());
                }
                last.filter(|_| refused.contains(text))
            }
            _ => next,
        }
    }

    /// What is to be done on the connection that was just confirmed.
    pub(super) fn acts(&self) -> Option<&'static [Act]> {
        let plot = self.plot()?;
        let turn = self.connections.fetch_add(1, Ordering::Relaxed);
        plot.acts.get(turn).or(plot.acts.last()).copied()
    }

    /// Says that this text, which is sent next, breaks this rule on purpose. What was sent before may
    /// still be under way, so that the text is named by its mark if it has one.
    pub(super) fn announce(&self, breaks: &str, text: &str) {
        if let Some(tape) = &self.tape {
            let of = serde_json::from_str::<Value>(text).ok();
            let of = of.and_then(|said| Some(said.get(SUITE.mark())?.as_str()?.to_owned()));
            tape.announce(breaks, of.filter(|mark| !mark.is_empty()));
        }
    }

    /// Nothing more will come.
    pub(super) fn is_told(&self) {
        self.told.notify_one();
    }
}
