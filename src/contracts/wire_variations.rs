//! Harmless differences that lie on the wire: the same for every contract and for both parties.
//!
//! Data alone. A relay in front of a server shows them, see `drive::Respelling`; the references know
//! nothing of them. What a contract has nothing for is not listed for it, because a difference that
//! never shows proves nothing.

use super::{suite::Suite, variation::Variation};
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
    "http-names-in-lower-case": "Writes the names of header fields in lower case."
        @ "RFC 9110", "5.1";
    "http-names-in-capitals": "Writes the names of header fields in capitals."
        @ "RFC 9110", "5.1";
    "http-other-order": "Sends its header fields in the opposite order."
        @ "RFC 9110", "5.3";
    "http-white-space": "Writes no white space, or much, around the values of header fields."
        @ "RFC 9112", "5.1";
    "http-unknown-field": "Sends a header field that nobody knows."
        @ "RFC 9110", "5.1";
    "http-charset": "Adds a charset to the content type of JSON, where it has no effect."
        @ "RFC 8259", "11";
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

/// What never shows: of a contract, or of all if it is none, and of one party, the names that begin
/// like this.
static NOTHING_FOR: &[(Option<&str>, Party, &str)] = &[
    // Requests have none.
    (None, Party::Consumer, "http-no-reason-phrase"),
];

/// All that a party of a contract can show.
pub fn wire_variations(suite: &dyn Suite, party: Party) -> Vec<&'static Variation> {
    let all = match party {
        Party::Provider => PROVIDER,
        Party::Consumer if !suite.stories().is_empty() => CONSUMER,
        _ => return Vec::new(),
    };
    let nothing = |variation: &&Variation| {
        NOTHING_FOR.iter().any(|(of, by, name)| {
            of.is_none_or(|id| id == suite.id()) && *by == party && variation.name.starts_with(name)
        })
    };
    all.iter().filter(|variation| !nothing(variation)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drive::Respelling;

    #[test]
    fn the_table_and_the_relay_know_the_same_names() {
        for table in [PROVIDER, CONSUMER] {
            let listed: Vec<&str> = table.iter().map(|variation| variation.name).collect();
            assert_eq!(listed, Respelling::ALL.map(Respelling::name));
        }
    }
}
