//! What happened to a delivery, in words for a finding. What the peer said is cut short.

use super::delivery::{Delivery, Fate};
use crate::transcript::Outcome;

pub(super) fn named(delivery: &Delivery) -> &str {
    delivery.name.as_deref().unwrap_or("message")
}

pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accept => "accept",
        Outcome::Reject => "reject",
        Outcome::Unsupported => "unsupported",
    }
}

/// Peer text as evidence.
pub(super) fn short(text: &str) -> String {
    text.chars().take(200).collect()
}

pub(super) fn refusal(reason: Option<&str>) -> String {
    reason.map_or_else(|| "reject".to_owned(), |reason| format!("reject: {}", short(reason)))
}

/// What happened instead of an answer.
pub(super) fn perished(fate: &Fate) -> String {
    match fate {
        Fate::Ended { exit, detail } => {
            let how = exit.map_or_else(|| "a signal".to_owned(), |code| format!("exit {code}"));
            let said = detail.as_deref().map(short).filter(|text| !text.is_empty());
            said.map_or_else(|| format!("its end ({how})"), |s| format!("its end ({how}): {s}"))
        }
        Fate::Silent { after } => format!("nothing for {after} s"),
        Fate::Garbage { detail } => format!("no answer: {}", short(detail)),
        Fate::Answered { outcome, .. } => word(*outcome).to_owned(),
    }
}
