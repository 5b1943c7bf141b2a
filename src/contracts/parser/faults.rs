//! The faults of the reference parser: mistakes that real implementers make, the same for all
//! contracts.

use crate::{contract::Party, contracts::Fault};

macro_rules! parser_faults {
    ($($name:literal: $about:literal @ $document:literal $section:literal => [$($rule:literal),+];)+) => {
        &[$(Fault {
            name: $name,
            party: Party::Parser,
            about: $about,
            misreads: ($document, $section),
            trips: &[$($rule),+],
        },)+]
    };
}

/// All of them. What a fault trips may be a glob of schema rules: which of them it is, is a matter
/// of the contract.
pub static PARSER_FAULTS: &[Fault] = parser_faults! {
    "parser-takes-trailing-comma": "Takes a comma after the last member." @ "RFC 8259" "4, 5"
        => ["receiver-json-trailing-comma"];
    "parser-takes-missing-comma": "Reads on where a comma is missing." @ "RFC 8259" "4, 5"
        => ["receiver-json-missing-separator"];
    "parser-takes-comments": "Skips comments, as readers of configuration do." @ "RFC 8259" "2"
        => ["receiver-json-comment"];
    "parser-takes-single-quotes": "Takes names and strings in single quotation marks." @ "RFC 8259" "7"
        => ["receiver-json-quotation"];
    "parser-takes-bare-names": "Takes names without quotation marks." @ "RFC 8259" "4"
        => ["receiver-json-quotation"];
    "parser-closes-what-is-open": "Takes a text that was cut off, and closes what is open." @ "RFC 8259" "4, 5"
        => ["receiver-json-unclosed"];
    "parser-stops-at-the-first-value": "Reads one value and does not look whether more follows." @ "RFC 8259" "2"
        => ["receiver-json-trailing-text"];
    "parser-takes-nothing-for-a-message": "Takes an empty text for an empty message." @ "RFC 8259" "2"
        => ["receiver-json-empty"];
    "parser-unwraps-strings": "Reads a message that was serialised twice." @ "RFC 8259" "3"
        => ["receiver-json-other-root"];
    "parser-takes-other-numbers": "Takes numbers as programming languages write them: 01, +1, .5, 0x1f." @ "RFC 8259" "6"
        => ["receiver-json-number-form"];
    "parser-takes-nan": "Takes NaN and Infinity for zero." @ "RFC 8259" "6"
        => ["receiver-json-not-a-number"];
    "parser-takes-python-literals": "Takes True, False and None." @ "RFC 8259" "3"
        => ["receiver-json-literal-case"];
    "parser-takes-control-characters": "Takes line ends and tabs in strings as they are." @ "RFC 8259" "7"
        => ["receiver-json-control-character"];
    "parser-takes-any-escape": "Drops the backslash of an escape that it does not know." @ "RFC 8259" "7"
        => ["receiver-json-bad-escape"];
    "parser-repairs-utf8": "Replaces what is not UTF-8 and reads on." @ "RFC 8259" "8.1"
        => ["receiver-json-invalid-utf8"];
    "parser-last-duplicate-wins": "Takes the last of two members of one name." @ "RFC 8259" "4"
        => ["receiver-json-duplicate-member"];
    "parser-refuses-escapes": "Does not know \\u escapes." @ "RFC 8259" "7"
        => ["receiver-json-escapes", "receiver-json-unusual-characters", "*/*"];
    "parser-reads-into-a-buffer": "Reads messages into a buffer of 64 KiB and refuses what is longer." @ "RFC 8259" "2"
        => ["receiver-json-white-space"];
    "parser-wants-members-in-order": "Expects members in the order in which the schema lists them." @ "RFC 8259" "4"
        => ["receiver-json-member-order", "*/*"];
    "parser-stops-at-nul": "Keeps strings up to their first NUL." @ "RFC 8259" "7"
        => ["receiver-json-unusual-characters", "*/*"];
    "parser-trims-strings": "Takes white space off the ends of strings." @ "RFC 8259" "7"
        => ["receiver-json-unusual-characters", "*/*"];
    "parser-wants-plain-integers": "Refuses whole numbers with a fraction of zero or an exponent." @ "RFC 8259" "6"
        => ["receiver-json-number-spelling"];
    "parser-rounds-integers": "Keeps numbers as doubles." @ "RFC 8259" "6"
        => ["receiver-json-big-integer", "*/*"];
    "parser-computes-huge-numbers": "Computes the value of any number, digit by digit." @ "RFC 8259" "6"
        => ["receiver-json-huge-number"];
    "parser-recurses-without-limit": "Recurses once a level, however deep it gets." @ "RFC 8259" "9"
        => ["receiver-json-depth"];
    "parser-copies-to-the-stack": "Copies strings to the stack, however long." @ "RFC 8259" "9"
        => ["receiver-json-long-string"];
    "parser-hashes-without-a-seed": "Keeps members in a hash table whose hash anybody can foresee." @ "RFC 8259" "4"
        => ["receiver-json-alike-names"];
    "parser-keeps-half-a-pair": "Keeps half a surrogate pair, and perishes when it writes it again." @ "RFC 8259" "8.2"
        => ["receiver-json-lone-surrogate"];
    "parser-perishes-of-a-mark": "Perishes of a byte order mark." @ "RFC 8259" "8.1"
        => ["receiver-json-byte-order-mark"];
    "parser-perishes-of-utf16": "Takes a text for UTF-8 without looking." @ "RFC 8259" "8.1"
        => ["receiver-json-utf16"];
    "parser-takes-every-contract": "Says of every contract that it supports it." @ "ringtrue" "the parser adapter"
        => ["receiver-says-unsupported"];
    "parser-coerces-types": "Takes a number in quotation marks for a number, and the other way round." @ "JSON Schema" "type"
        => ["*/*:type"];
    "parser-ignores-case": "Compares listed values without regard to case." @ "JSON Schema" "enum, const"
        => ["*/*:enum", "*/*:const"];
    "parser-defaults-what-is-missing": "Takes a default for every member that is missing." @ "JSON Schema" "required"
        => ["*/*:required"];
    "parser-perishes-of-what-is-missing": "Follows a reference to a member that is not there." @ "JSON Schema" "required"
        => ["*/*:required"];
    "parser-ignores-formats": "Does not look at formats and patterns." @ "JSON Schema" "format, pattern"
        => ["*/*:format", "*/*:pattern"];
    "parser-refuses-unknown-members": "Refuses members that it does not know, though they may be there." @ "JSON Schema" "additionalProperties"
        => ["*/*"];
    "parser-knows-only-the-letter": "Refuses what the printed contract forbids and practice has all the same." @ "ringtrue" "the rulings"
        => ["*/*"];
    "parser-refuses-null": "Refuses null wherever it stands." @ "JSON Schema" "type"
        => ["*/*"];
    "parser-drops-odd-names": "Drops members whose names are no identifiers." @ "JSON Schema" "additionalProperties"
        => ["*/*"];
    "parser-refuses-repeats": "Takes a message that comes again for a duplicate, and refuses it." @ "ringtrue" "the parser adapter"
        => ["*/*"];
};
