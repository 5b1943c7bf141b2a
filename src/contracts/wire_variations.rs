//! Harmless differences that lie on the wire: the same for every contract and for both parties.
//!
//! Data alone. A relay in front of a server shows them, see `drive::Respelling`; the references know
//! nothing of them. What a contract has nothing for is not listed for it, because a difference that
//! never shows proves nothing.

use super::{consumer::Side, suite::Suite, variation::Variation};
use crate::contract::Party;

macro_rules! wire {
    ($($name:literal: $about:literal @ $document:literal, $section:literal;)*) => {
        /// Those of a provider.
        static PROVIDER: &[Variation] = &[$(Variation {
            name: $name, party: Party::Provider, about: $about, allowed: ($document, $section),
        },)*];
        /// Those of a consumer.
        static CONSUMER: &[Variation] = &[$(Variation {
            name: $name, party: Party::Consumer, about: $about, allowed: ($document, $section),
        },)*];
    };
}

wire! {
    "json-member-order": "Writes the members of its JSON objects in the opposite order."
        @ "RFC 8259", "4";
    "json-white-space": "Writes white space before and after every token of its JSON."
        @ "RFC 8259", "2";
    "json-solidus-escaped": "Writes the solidus, and what is not ASCII, as escapes."
        @ "RFC 8259", "7";
    "json-first-letters-escaped": "Writes the first character of each string and name as an escape."
        @ "RFC 8259", "7";
    "http-names-capitalised": "Writes the names of header fields with a capital for each word."
        @ "RFC 9110", "5.1";
    "http-names-in-capitals": "Writes the names of header fields in capitals."
        @ "RFC 9110", "5.1";
    "http-other-order": "Sends its header fields in the opposite order."
        @ "RFC 9110", "5.3";
    "http-white-space": "Writes no white space, or much, around the values of header fields."
        @ "RFC 9112", "5.1";
    "http-unknown-field": "Sends a header field that nobody knows."
        @ "RFC 9110", "5.1";
    "http-charset": "Adds a charset to the content type of JSON, or writes the same one otherwise."
        @ "RFC 8259, RFC 9110", "11; 5.6.6, 8.3.2";
    "http-type-in-capitals": "Writes the content type in capitals."
        @ "RFC 9110", "8.3.1";
    "http-chunks": "Sends bodies in several chunks."
        @ "RFC 9112", "7.1";
    "http-no-reason-phrase": "Answers without a reason phrase."
        @ "RFC 9112", "4";
    "http-connection-close": "Closes the connection after each exchange."
        @ "RFC 9112", "9.6";
    "wire-pauses": "Takes a while before each message."
        @ "RFC 9112", "9.5";
    "wire-pieces": "Sends the beginning of each message a few bytes at a time."
        @ "RFC 9293", "3.7";
    "ws-fragments": "Sends WebSocket messages in several fragments, cut anywhere."
        @ "RFC 6455", "5.4";
    "ws-pings-amid-fragments": "Sends pings between the fragments of a WebSocket message."
        @ "RFC 6455", "5.4";
    "ws-empty-last-fragment": "Ends each WebSocket message with an empty fragment."
        @ "RFC 6455", "5.4";
    "ws-pings": "Sends a ping before each WebSocket message."
        @ "RFC 6455", "5.5.2";
    "ws-pongs": "Sends a pong that nobody asked for before each WebSocket message."
        @ "RFC 6455", "5.5.3";
}

/// What never shows: of a contract, of one of its parties, the names that begin like this.
static NOTHING_FOR: &[(&str, Party, &str)] = &[
    // Nothing that it says has one in it.
    ("axp-engagement", Party::Consumer, "json-solidus-escaped"),
    // Only the provider is asked over WebSocket: the stories are told by long polling.
    ("bayeux", Party::Consumer, "ws-"),
    // Long polling alone.
    ("gws-interactions", Party::Provider, "ws-"),
    ("gws-interactions", Party::Consumer, "ws-"),
    ("gws-workbins", Party::Provider, "ws-"),
    ("gws-workbins", Party::Consumer, "ws-"),
    // Requests, responses and webhooks: answers of one member, and of a receiver none with a body.
    ("gms-callback-events", Party::Provider, "ws-"),
    ("gms-callback-events", Party::Provider, "json-member-order"),
    ("gms-callback-events", Party::Provider, "json-solidus-escaped"),
    ("gms-callback-events", Party::Consumer, "ws-"),
    ("gms-callback-events", Party::Consumer, "json-"),
    ("gms-callback-events", Party::Consumer, "http-charset"),
    ("gms-callback-events", Party::Consumer, "http-type-in-capitals"),
    ("gms-callback-events", Party::Consumer, "http-chunks"),
    // Requests and responses.
    ("gms-chat-delayed", Party::Provider, "ws-"),
    ("gms-chat-delayed", Party::Consumer, "ws-"),
];

/// All that a party of a contract can show.
pub fn wire_variations(suite: &dyn Suite, party: Party) -> Vec<&'static Variation> {
    let all = match party {
        Party::Provider => PROVIDER,
        Party::Consumer if !suite.stories().is_empty() => CONSUMER,
        _ => return Vec::new(),
    };
    // Only who answers has a reason phrase.
    let asks = party == Party::Consumer && suite.side() == Side::Connects;
    let nothing = |variation: &Variation| {
        let known = NOTHING_FOR.iter().any(|(id, by, name)| {
            *id == suite.id() && *by == party && variation.name.starts_with(name)
        });
        known || (asks && variation.name == "http-no-reason-phrase")
    };
    all.iter().filter(|variation| !nothing(variation)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{contracts::REGISTRY, drive::Respelling};

    #[test]
    fn the_table_and_the_relay_know_the_same_names() {
        for table in [PROVIDER, CONSUMER] {
            let listed: Vec<&str> = table.iter().map(|variation| variation.name).collect();
            assert_eq!(listed, Respelling::ALL.map(Respelling::name));
        }
    }

    #[test]
    fn what_a_contract_has_nothing_for_is_named_as_it_is_in_the_table() {
        for (id, party, name) in NOTHING_FOR {
            assert!(REGISTRY.iter().any(|suite| suite.id() == *id), "{id}");
            assert!(matches!(party, Party::Provider | Party::Consumer), "{id} {party}");
            assert!(PROVIDER.iter().any(|one| one.name.starts_with(name)), "{name}");
        }
    }
}
