//! What our provider does to exercise a receiver: a story for each thing that can go wrong.
//!
//! Plain data. What is delivered in each stands in `reference::telling`.

use crate::contracts::Story;

/// Every one of them.
pub(super) const STORIES: &[Story] = &[
    story(
        "receiver-told",
        "Seven callbacks, with all 18 events in their legal orders and all attributes.",
        &["gms-callback-receiver-answers", "gms-callback-receiver-status"],
    ),
    story(
        "receiver-listed",
        "The same callbacks as a Transaction List wants them told, with custom members.",
        &["gms-callback-receiver-takes-more-members"],
    ),
    story(
        "receiver-drawn",
        "One callback, with values that are drawn from the schema of each event.",
        &["gms-callback-receiver-answers"],
    ),
    story(
        "receiver-forms",
        "Events without their wrapper and with numbers for texts, as rulings accept them.",
        &["gms-callback-receiver-takes-other-forms"],
    ),
    story(
        "receiver-members",
        "Custom members of every type and name, and an event that is not in the table.",
        &["gms-callback-receiver-takes-more-members"],
    ),
    story(
        "receiver-repeats",
        "Events come again: at once, and when the callback has ended.",
        &["gms-callback-receiver-takes-repeats"],
    ),
    story(
        "receiver-order",
        "Events come in the wrong order, too late, and of callbacks that nobody began.",
        &["gms-callback-receiver-takes-any-order"],
    ),
    story(
        "receiver-bodies",
        "Bodies that are no JSON, or JSON and no event, with an event after each.",
        &[
            "gms-callback-robust-body",
            "gms-callback-receiver-rejects",
            "gms-callback-receiver-no-server-error",
        ],
    ),
    story(
        "receiver-values",
        "Events with null, missing and mistyped members, with a sound event after each.",
        &[
            "gms-callback-robust-values",
            "gms-callback-receiver-rejects",
            "gms-callback-receiver-no-server-error",
        ],
    ),
    story(
        "receiver-requests",
        "Other methods and content types, with an event after each.",
        &["gms-callback-robust-request", "gms-callback-receiver-no-server-error"],
    ),
    story(
        "receiver-sizes",
        "Events of a megabyte, with a small one after each.",
        &["gms-callback-robust-size", "gms-callback-receiver-no-server-error"],
    ),
    story(
        "receiver-cut",
        "Deliveries that break off, each repeated whole.",
        &["gms-callback-robust-cut"],
    ),
    story(
        "receiver-slow",
        "An event arrives in small pieces, and another one meanwhile.",
        &["gms-callback-receiver-in-time"],
    ),
];

/// Most are told in a second; the time is for receivers that answer late.
const fn story(name: &'static str, about: &'static str, aims: &'static [&'static str]) -> Story {
    Story { name, about, aims, seconds: 12.0 }
}
