//! What becomes of a callback: the events of its life, in order, with the time of each.
//!
//! Depends on `events` for names. Never writes an event.

use super::asked::Asked;
use crate::contracts::gms_callback_events::events::{
    CANCELLED, CONNECT_TREATMENT_START, CUSTOMER_QUEUED, DIAL_DONE, DIAL_INIT, PROCESSING_FAILED,
    QUEUED, RESCHEDULED, RESUBMITTED, ROUTE_TO_AGENT, SCHEDULED, SERVICE_CREATE, SERVICE_EXIT,
    STATUS_UPDATED, SUBMIT_FAILED, SUBMITTED, TARGET_FOUND, VIRTUAL_IXN_CREATE,
};

/// When every story begins, in seconds of the epoch: what it tells is the same in every run.
pub(super) const BEGINNING: i64 = 1_767_225_600;

/// One event of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beat {
    pub(super) event: &'static str,
    /// Seconds of the epoch.
    pub(super) at: i64,
    /// The number of the attempt to dial.
    pub(super) attempt: i64,
    /// How it ended.
    pub(super) result: i64,
}

/// What the number that is called does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plot {
    Answered,
    NoAnswer,
    SubmitFails,
    ProcessingFails,
    Cancelled,
    Rescheduled,
    Updated,
}

impl Plot {
    /// As the facts have it.
    pub(super) fn of(number: &str) -> Self {
        match number {
            "5116" => Self::NoAnswer,
            "5117" => Self::SubmitFails,
            "5118" => Self::ProcessingFails,
            "5119" => Self::Cancelled,
            "5120" => Self::Rescheduled,
            "5121" => Self::Updated,
            _ => Self::Answered,
        }
    }
}

/// The story of a callback.
pub(super) fn story(asked: &Asked) -> Vec<Beat> {
    let plot = Plot::of(&asked.number);
    let mut told = Teller { beats: Vec::new(), at: BEGINNING, attempt: 1, result: 0 };
    if asked.desired.is_some() {
        told.tell(SCHEDULED, 0);
        match plot {
            Plot::Cancelled => return told.tell(CANCELLED, 7).beats.clone(),
            Plot::Rescheduled => told.tell(RESCHEDULED, 5),
            _ => &mut told,
        };
    }
    told.tell(SUBMITTED, 1);
    if plot == Plot::SubmitFails {
        told.tell(SUBMIT_FAILED, 1).tell(RESUBMITTED, 10);
    }
    told.tell(QUEUED, 0).tell(SERVICE_CREATE, 0);
    if plot == Plot::ProcessingFails {
        told.tell(PROCESSING_FAILED, 2).tell(SERVICE_EXIT, 0);
        return told.beats;
    }
    told.tell(VIRTUAL_IXN_CREATE, 1);
    if plot == Plot::Updated {
        told.tell(STATUS_UPDATED, 1);
    }
    told.tell(DIAL_INIT, 0);
    if plot == Plot::NoAnswer {
        told.result = 7;
        told.tell(DIAL_DONE, 30);
        told.attempt = 2;
        told.result = 0;
        told.tell(DIAL_INIT, 60);
    }
    told.tell(DIAL_DONE, 20)
        .tell(CONNECT_TREATMENT_START, 0)
        .tell(CUSTOMER_QUEUED, 4)
        .tell(TARGET_FOUND, 0)
        .tell(ROUTE_TO_AGENT, 2)
        .tell(SERVICE_EXIT, 270);
    told.beats
}

struct Teller {
    beats: Vec<Beat>,
    at: i64,
    attempt: i64,
    result: i64,
}

impl Teller {
    /// So many seconds later.
    fn tell(&mut self, event: &'static str, later: i64) -> &mut Self {
        self.at = self.at.saturating_add(later);
        let Self { at, attempt, result, .. } = *self;
        self.beats.push(Beat { event, at, attempt, result });
        self
    }
}
