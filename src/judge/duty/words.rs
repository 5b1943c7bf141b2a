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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_instead_of_an_answer_is_said_with_what_is_known_of_it() {
        let detail = |text: &str| Some(text.to_owned());
        let fates = [
            (Fate::Ended { exit: Some(1), detail: detail("oops") }, "its end (exit 1): oops"),
            (Fate::Ended { exit: Some(1), detail: detail("") }, "its end (exit 1)"),
            (Fate::Ended { exit: None, detail: None }, "its end (a signal)"),
            (Fate::Silent { after: 2.0 }, "nothing for 2 s"),
            (Fate::Garbage { detail: "<html>".to_owned() }, "no answer: <html>"),
        ];
        for (fate, words) in fates {
            assert_eq!(perished(&fate), words);
        }
        assert_eq!(refusal(None), "reject");
        assert_eq!(refusal(Some(&"é".repeat(300))), format!("reject: {}", "é".repeat(200)));
    }
}
