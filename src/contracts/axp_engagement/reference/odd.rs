//! What a consumer has to bear beyond the contract: made of a notification that is as it should be.
//!
//! Depends on `note` by way of the story. It names the rule that each breaks, so that a mistake on
//! purpose is not taken for one of ours.

use serde_json::{Value, json};

use super::{Provider, clock, plot::Odd, story::Story};

/// The text of something odd, and the rule that it breaks if a rule speaks of it.
pub(super) fn odd(
    provider: &Provider,
    story: &Story,
    number: usize,
    what: Odd,
) -> (String, Option<&'static str>) {
    let change: (&str, Value, &'static str) = match what {
        Odd::Message => return (r#"{"event":"serviceState","state":"GREEN"}"#.to_owned(), None),
        Odd::Event => (
            "/body/event",
            json!("AgentSkillsChanged"),
            "axp-engagement/NotificationBody:discriminator",
        ),
        Odd::Member => {
            ("/body/shift", json!("early"), "axp-engagement/AgentState:additionalProperties")
        }
        Odd::EnvelopeMember => {
            ("/region", json!("eu-central"), "axp-engagement/Notification:additionalProperties")
        }
        Odd::NumberTimestamp => {
            ("/body/timestamp", json!(clock::now()), "axp-engagement/Timestamp:type")
        }
        Odd::LargeTimestamp => (
            "/body/timestamp",
            json!(9_223_372_036_854_776_000_u64),
            "axp-engagement/Timestamp:type",
        ),
        Odd::LargeText => {
            ("/body/timestamp", json!("9223372036854775808"), "axp-timestamp-in-range")
        }
        Odd::NumberReason => {
            ("/body/reasonCode", json!(3), "axp-engagement/AgentState/reasonCode:type")
        }
    };
    let (place, value, breaks) = change;
    // An odd number is a break, which has a reason.
    let number = if what == Odd::NumberReason { number * 2 + 1 } else { number * 2 };
    (story.beyond(provider, number, Some((place, value))), Some(breaks))
}

/// An agent's state that arose an hour ago.
pub(super) fn late(provider: &Provider, story: &Story, number: usize) -> String {
    let hour_ago = json!((clock::now() - 3_600_000).to_string());
    story.beyond(provider, number * 2, Some(("/body/timestamp", hour_ago)))
}
