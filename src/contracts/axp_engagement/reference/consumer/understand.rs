//! What the reference consumer makes of a message.
//!
//! Depends on the codec and on the contract's schemas. It takes what is valid and what the
//! rulings tell a consumer to bear, ignores what it does not know, and refuses the rest.

use crate::{
    codec::json::{Limits, Node, Value, parse},
    contract::Contract,
};

/// A refusal of the authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    InvalidToken,
    UnknownSubscription,
    ServerError,
    Malformed,
}

/// A notification of an event of the contract.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    /// What acks call it.
    pub(super) mark: String,
    /// It was understood.
    pub(super) taken: bool,
    pub(super) action: String,
    /// It has members that the contract does not have.
    pub(super) has_more: bool,
    /// Its time is a number.
    pub(super) number_time: bool,
    /// Its time is too large for 64 bits.
    pub(super) beyond_64_bits: bool,
}

/// What a message is.
#[derive(Debug, PartialEq)]
pub(super) enum Understood {
    Confirmed {
        ping_interval: Option<f64>,
    },
    Failed(Failed),
    Pong,
    Event(Event),
    UnknownEvent,
    /// Nothing that it knows.
    Nothing,
}

/// Where the samples print numbers for what is declared as text.
const NUMBERS: [&str; 5] = [
    "axp-engagement/Timestamp:type",
    "axp-engagement/AgentState/reasonCode:type",
    "axp-engagement/Extension:type",
    "axp-engagement/OfferedAgentData/providerAgentId:type",
    "axp-engagement/OfferedSpecifiedAgentData/providerAgentId:type",
];

/// Understands a message.
pub(super) fn understand(contract: &Contract, text: &str) -> Understood {
    let Ok(document) = parse(text.as_bytes(), &Limits::default()) else {
        return Understood::Nothing;
    };
    let root = &document.root;
    match root.get("event").and_then(Node::as_str) {
        Some("authenticationResponse") => answer(root),
        Some("pong") => Understood::Pong,
        _ if root.get("body").is_some() => notification(contract, root),
        Some(_) => Understood::UnknownEvent,
        None => Understood::Nothing,
    }
}

fn answer(root: &Node) -> Understood {
    let interval = root.get("pingInterval").and_then(Node::as_number);
    match root.get("status").and_then(Node::as_str) {
        Some("CONNECTION_CONFIRMED") => {
            Understood::Confirmed { ping_interval: interval.and_then(|n| n.as_f64()) }
        }
        Some("CONNECTION_FAILED_INVALID_TOKEN") => Understood::Failed(Failed::InvalidToken),
        Some("CONNECTION_FAILED_UNKNOWN_SUBSCRIPTION") => {
            Understood::Failed(Failed::UnknownSubscription)
        }
        // One of the two tables has lost an underscore.
        Some(
            "CONNECTION_FAILED_CONSTRAINT_VIOLATION" | "CONNECTIONFAILED_CONSTRAINT_VIOLATION",
        ) => Understood::Failed(Failed::Malformed),
        Some(_) => Understood::Failed(Failed::ServerError),
        None => Understood::Nothing,
    }
}

fn notification(contract: &Contract, root: &Node) -> Understood {
    let of =
        |pointer: &str| root.pointer(pointer).and_then(Node::as_str).unwrap_or_default().to_owned();
    let mut event = Event {
        mark: of("/correlationId"),
        taken: true,
        action: of("/body/action"),
        ..Event::default()
    };
    if let Some(time) = root.pointer("/body/timestamp") {
        let digits = match &time.value {
            Value::Number(number) => number.as_str().to_owned(),
            _ => of("/body/timestamp"),
        };
        event.number_time = matches!(time.value, Value::Number(_));
        event.beyond_64_bits = !digits.is_empty() && digits.parse::<i64>().is_err();
    }
    let Ok(validation) = contract.schemas.validate("Notification", root) else {
        return Understood::Nothing;
    };
    for finding in validation.findings.iter().filter(|finding| finding.primary) {
        let Some(broken) = contract.schemas.constraints().get(finding.constraint) else { continue };
        let whole = || {
            let number = root.pointer(&finding.pointer).and_then(Node::as_number);
            number.is_some_and(|n| n.as_str().bytes().all(|b| b.is_ascii_digit()))
        };
        match broken.keyword.as_str() {
            "discriminator" => return Understood::UnknownEvent,
            "additionalProperties" => event.has_more = true,
            _ if NUMBERS.contains(&broken.rule.as_str()) && whole() => {}
            _ => event.taken = false,
        }
    }
    Understood::Event(event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::{Suite, axp_engagement::SUITE};

    fn understood(body: &str) -> Understood {
        let contract = &SUITE.protocol().unwrap().contract;
        let text = format!(
            r#"{{"correlationId":"c","subscriptionId":"s","family":"AGENT_ENGAGEMENT",
            "sentAt":"2026-01-01T00:00:00.000Z","accountId":"ABCDEF","body":{body}}}"#
        );
        understand(contract, &text)
    }

    #[test]
    fn the_time_is_taken_as_text_and_as_the_number_that_the_samples_print() {
        for (time, beyond) in
            [("\"1577836800000\"", false), ("1577836800000", false), ("9223372036854776000", true)]
        {
            let said = understood(&format!(
                r#"{{"event":"AgentState","agentId":"a","state":"READY","id":"i","timestamp":{time}}}"#
            ));
            let Understood::Event(event) = said else { panic!("{said:?}") };
            assert!(event.taken, "{time}");
            assert_eq!(event.beyond_64_bits, beyond, "{time}");
        }
    }

    #[test]
    fn an_event_of_another_name_is_not_one_that_is_refused() {
        assert_eq!(understood(r#"{"event":"AgentSkillsChanged"}"#), Understood::UnknownEvent);
    }

    #[test]
    fn a_state_that_does_not_exist_is_refused() {
        let said = understood(
            r#"{"event":"AgentState","agentId":"a","state":"AWAY","id":"i","timestamp":"1"}"#,
        );
        let Understood::Event(event) = said else { panic!("{said:?}") };
        assert!(!event.taken);
    }
}
