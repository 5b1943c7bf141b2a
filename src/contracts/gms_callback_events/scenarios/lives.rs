//! The lives of callbacks: answered at once, at the second attempt, scheduled, cancelled, failed.
//!
//! Depends on `scene`. The document has no call that reschedules or cancels, so what becomes of a
//! callback is decided by the number that the user gives for it.

use super::scene::{Creating, Scene, Script};
use crate::contracts::gms_callback_events::events::{
    CANCELLED, CONNECT_TREATMENT_START, CUSTOMER_QUEUED, DIAL_DONE, DIAL_INIT, PROCESSING_FAILED,
    QUEUED, RESCHEDULED, RESUBMITTED, ROUTE_TO_AGENT, SCHEDULED, SERVICE_CREATE, SERVICE_EXIT,
    STATUS_UPDATED, SUBMIT_FAILED, SUBMITTED, TARGET_FOUND, VIRTUAL_IXN_CREATE,
};

/// What is told of a callback from its submission to its end.
const WHOLE: [&str; 11] = [
    SUBMITTED,
    QUEUED,
    SERVICE_CREATE,
    VIRTUAL_IXN_CREATE,
    DIAL_INIT,
    DIAL_DONE,
    CONNECT_TREATMENT_START,
    CUSTOMER_QUEUED,
    TARGET_FOUND,
    ROUTE_TO_AGENT,
    SERVICE_EXIT,
];

/// The rules that every life exercises.
const ALWAYS: [&str; 15] = [
    "gms-callback-subscribed-for",
    "gms-callback-listed-only",
    "gms-callback-delivered-to-target",
    "gms-callback-post",
    "gms-callback-json-body",
    "gms-callback-content-type",
    "gms-callback-known-event",
    "gms-callback-event-emitted",
    "gms-callback-event-attributes",
    "gms-callback-envelope",
    "gms-callback-service-id-constant",
    "gms-callback-service-name-constant",
    "gms-callback-state-present",
    "gms-callback-params-complete",
    "gms-callback-params-only",
];

pub(super) fn scenes(script: &Script) -> Vec<Scene> {
    let scene = |name: &str, about: &str, aims: &[&str], creating: Creating, events: &[_]| {
        let aims: Vec<&str> = ALWAYS.iter().chain(aims).copied().collect();
        script.scene((name, about, &aims), creating, events)
    };
    vec![
        scene(
            "answered",
            "A callback is executed at once, the customer answers and gets an agent.",
            &[
                "gms-callback-target-type",
                "gms-callback-target-members-agree",
                "gms-callback-dialed-number",
                "gms-callback-custom-merged",
                "gms-callback-timestamps-in-order",
                "gms-callback-create-first",
                "gms-callback-ixn-after-create",
                "gms-callback-dial-init-first",
                "gms-callback-treatment-after-dial",
                "gms-callback-queued-after-treatment",
                "gms-callback-route-after-target",
                "gms-callback-exit-last",
                "gms-callback-submitted-first",
            ],
            Creating::of("customer-number"),
            &WHOLE,
        ),
        scene(
            "second-attempt",
            "The customer answers when called the second time.",
            &["gms-callback-attempts-count", "gms-callback-treatment-after-dial"],
            Creating::of("number.no-answer"),
            &WHOLE,
        ),
        scene(
            "scheduled",
            "A callback is wanted later.",
            &[],
            Creating::of("customer-number").later(),
            &[SCHEDULED],
        ),
        scene(
            "rescheduled",
            "A callback is given another time, and executed.",
            &["gms-callback-scheduled-first", "gms-callback-submitted-first"],
            Creating::of("number.rescheduled").later(),
            &[SCHEDULED, RESCHEDULED, SUBMITTED, QUEUED],
        ),
        scene(
            "cancelled",
            "A scheduled callback is cancelled.",
            &["gms-callback-nothing-after-cancelled"],
            Creating::of("number.cancelled").later(),
            &[SCHEDULED, CANCELLED],
        ),
        scene(
            "submitted-again",
            "A callback cannot be submitted at first.",
            &["gms-callback-submitted-first", "gms-callback-resubmitted-after-submitted"],
            Creating::of("number.submit-fails"),
            &[SUBMITTED, SUBMIT_FAILED, RESUBMITTED, QUEUED],
        ),
        scene(
            "processing-fails",
            "A callback cannot be processed.",
            &["gms-callback-exit-last"],
            Creating::of("number.processing-fails"),
            &[SUBMITTED, QUEUED, PROCESSING_FAILED, SERVICE_EXIT],
        ),
        scene(
            "updated",
            "The state of a callback is changed from outside.",
            &[],
            Creating::of("number.updated"),
            &[SUBMITTED, STATUS_UPDATED],
        ),
        scene(
            "subset",
            "The list of the service names few events.",
            &["gms-callback-listed-only"],
            Creating { service: "subset-service", ..Creating::of("customer-number") },
            &WHOLE,
        ),
    ]
}
