//! Mistakes in what is told when: events left out, doubled, or in the wrong order.
//!
//! Depends on `story`. Each is made where an implementer would make it, and only there.

use super::story::{Beat, Plot};
use crate::contracts::Faults;
use crate::contracts::gms_callback_events::events::{
    CANCELLED, CONNECT_TREATMENT_START, CUSTOMER_QUEUED, DIAL_DONE, DIAL_INIT, QUEUED, RESCHEDULED,
    RESUBMITTED, ROUTE_TO_AGENT, SCHEDULED, SERVICE_CREATE, SERVICE_EXIT, SUBMITTED, TARGET_FOUND,
    VIRTUAL_IXN_CREATE,
};

/// The story with the mistakes of this provider.
pub(super) fn twisted(mut beats: Vec<Beat>, plot: Plot, faults: &Faults) -> Vec<Beat> {
    let orders = [
        ("callback-ixn-before-create", SERVICE_CREATE, VIRTUAL_IXN_CREATE),
        ("callback-queued-before-greeting", CONNECT_TREATMENT_START, CUSTOMER_QUEUED),
        ("callback-routed-before-found", TARGET_FOUND, ROUTE_TO_AGENT),
        ("callback-dialed-before-dialing", DIAL_INIT, DIAL_DONE),
        ("callback-routed-after-exit", ROUTE_TO_AGENT, SERVICE_EXIT),
        ("callback-rescheduled-before-scheduled", SCHEDULED, RESCHEDULED),
        ("callback-queued-before-submitted", SUBMITTED, QUEUED),
        ("callback-resubmitted-at-first", SUBMITTED, RESUBMITTED),
    ];
    let place = |beats: &[Beat], event| beats.iter().position(|b| b.event == event);
    for (name, first, then) in orders {
        if plot == Plot::NoAnswer || (plot == Plot::SubmitFails && then == QUEUED) {
            continue;
        }
        if let (Some(one), Some(other)) = (place(&beats, first), place(&beats, then))
            && faults.bears(name)
        {
            swap(&mut beats, one, other);
        }
    }
    if plot == Plot::ProcessingFails && faults.bears("callback-exit-only-after-success") {
        beats.retain(|b| b.event != SERVICE_EXIT);
    }
    if place(&beats, CUSTOMER_QUEUED).is_some() && faults.bears("callback-customer-not-queued") {
        beats.retain(|b| b.event != CUSTOMER_QUEUED);
    }
    let doubles = [
        ("callback-created-at-each-attempt", SERVICE_CREATE, DIAL_INIT),
        ("callback-exit-told-twice", SERVICE_EXIT, SERVICE_EXIT),
        ("callback-submitted-though-cancelled", SUBMITTED, CANCELLED),
        ("callback-greets-whoever", CONNECT_TREATMENT_START, DIAL_DONE),
    ];
    for (name, event, after) in doubles {
        // Only an attempt that failed shows that its result is not looked at.
        if event == CONNECT_TREATMENT_START && plot != Plot::NoAnswer {
            continue;
        }
        if let Some(index) = place(&beats, after)
            && faults.bears(name)
            && let Some(beat) = beats.get(index).cloned()
        {
            let again = Beat { event, at: beat.at.saturating_add(1), ..beat };
            let next = index.saturating_add(1).min(beats.len());
            beats.insert(next, again);
        }
    }
    for beat in &mut beats {
        if beat.event == DIAL_DONE && faults.bears("callback-result-stamped-at-dialing") {
            beat.at = beat.at.saturating_sub(100);
        }
        if beat.attempt == 2 && faults.bears("callback-attempts-always-first") {
            beat.attempt = 1;
        }
        if faults.bears("callback-attempts-from-zero") {
            beat.attempt = beat.attempt.saturating_sub(1);
        }
    }
    beats
}

/// Two events change places, and keep the times of the places.
pub(super) fn swap(beats: &mut [Beat], one: usize, other: usize) {
    let (Some(first), Some(second)) = (beats.get(one).cloned(), beats.get(other).cloned()) else {
        return;
    };
    let (early, late) = (first.at, second.at);
    if let Some(place) = beats.get_mut(one) {
        *place = Beat { at: early, ..second };
    }
    if let Some(place) = beats.get_mut(other) {
        *place = Beat { at: late, ..first };
    }
}
