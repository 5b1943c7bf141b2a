//! The rules about texts that are no JSON, or JSON of an unusual kind: one for each class, shared by
//! all contracts whose messages are JSON.
//!
//! No vendor document speaks of them, so they are graded as robustness, apart. The carrier's grammar
//! (RFC 8259) says what is JSON; that a receiver refuses everything else it does not say.
//! Never makes a text: `generate::texts` does.

use crate::contract::Level;

/// What a receiver owes when it is handed a text of a class, besides surviving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextDuty {
    /// It is no JSON, or not one message: refuse it.
    Reject,
    /// It says what the plain text says: take it, unchanged.
    Accept,
    /// Readers differ, and may, as long as each is consistent.
    Either,
    /// Refuse it, or take it as it is to the last digit.
    Exact,
}

/// One class of texts.
#[derive(Debug, Clone, Copy)]
pub struct TextRule {
    /// Stable id, `receiver-json-trailing-comma`.
    pub id: &'static str,
    /// What the receiver does, one sentence.
    pub statement: &'static str,
    /// What is owed.
    pub duty: TextDuty,
    /// How binding that is; to survive is always an obligation.
    pub level: Level,
    /// The section of RFC 8259.
    pub section: &'static str,
}

/// Whoever takes any contract cannot say what it does not know.
pub const SAYS_UNSUPPORTED: &str = "receiver-says-unsupported";

/// The rule of this id.
pub fn text_rule(id: &str) -> Option<&'static TextRule> {
    TEXT_RULES.iter().find(|rule| rule.id == id)
}

macro_rules! text_rules {
    ($($id:literal: $duty:ident $level:ident @ $section:literal $statement:literal;)+) => {
        &[$(TextRule {
            id: $id,
            statement: $statement,
            duty: TextDuty::$duty,
            level: Level::$level,
            section: $section,
        },)+]
    };
}

/// All of them.
pub static TEXT_RULES: &[TextRule] = text_rules! {
    "receiver-json-trailing-comma": Reject Should @ "4, 5"
        "A text with a comma after the last member or element is refused.";
    "receiver-json-missing-separator": Reject Should @ "4, 5"
        "A text that lacks a comma or a colon is refused.";
    "receiver-json-comment": Reject Should @ "2"
        "A text with a comment in it is refused.";
    "receiver-json-quotation": Reject Should @ "4, 7"
        "A text whose names or strings stand in single quotation marks, or in none, is refused.";
    "receiver-json-unclosed": Reject Should @ "4, 5, 7"
        "A text that ends before its object does is refused.";
    "receiver-json-trailing-text": Reject Should @ "2"
        "A text that goes on after its one value is refused.";
    "receiver-json-empty": Reject Should @ "2"
        "A text without a value is refused.";
    "receiver-json-other-root": Reject Should @ "3"
        "A message is an object: a text that is a scalar, or the message once more in a string, is refused.";
    "receiver-json-number-form": Reject Should @ "6"
        "A number with a leading zero or plus sign, without digits before or after its point, or in hexadecimal is refused.";
    "receiver-json-not-a-number": Reject Should @ "6"
        "NaN and the infinities are no JSON and are refused.";
    "receiver-json-literal-case": Reject Should @ "3"
        "True, False, None and undefined are no JSON and are refused.";
    "receiver-json-control-character": Reject Should @ "7"
        "A string with a control character as it is, not escaped, is refused.";
    "receiver-json-bad-escape": Reject Should @ "7"
        "A string with an escape that JSON does not have is refused.";
    "receiver-json-invalid-utf8": Reject Should @ "8.1"
        "A text that is not UTF-8 is refused, not repaired.";
    "receiver-json-duplicate-member": Reject May @ "4"
        "An object with two members of one name is refused; whoever takes one of them takes another one than the next system does.";
    "receiver-json-escapes": Accept Must @ "7"
        "Any character may be written as an escape: the message is taken as if it were written plainly.";
    "receiver-json-white-space": Accept Must @ "2"
        "White space between tokens changes nothing, however much of it there is.";
    "receiver-json-member-order": Accept Must @ "4"
        "The order of members changes nothing.";
    "receiver-json-unusual-characters": Accept Must @ "7, 8"
        "A string may hold any character: planes beyond the first, an escaped NUL, separators, white space at its ends. All of it is kept.";
    "receiver-json-number-spelling": Accept May @ "6"
        "A whole number may be written with a fraction of zero or with an exponent.";
    "receiver-json-big-integer": Exact Must @ "6"
        "A whole number beyond 53 bits is refused or kept to its last digit, never rounded.";
    "receiver-json-huge-number": Either Must @ "6"
        "A number of thousands of digits, or with a huge exponent, takes neither down nor for ever.";
    "receiver-json-depth": Either Must @ "9"
        "A text of a hundred thousand levels is survived.";
    "receiver-json-long-string": Either Must @ "9"
        "A string of a megabyte is survived.";
    "receiver-json-alike-names": Either Must @ "4"
        "Thousands of names with one hash are survived, and take no longer than as many others.";
    "receiver-json-lone-surrogate": Either Must @ "8.2"
        "An escape of half a surrogate pair is survived.";
    "receiver-json-byte-order-mark": Either Must @ "8.1"
        "A byte order mark before the text is survived.";
    "receiver-json-utf16": Either Must @ "8.1"
        "A text in UTF-16 is survived.";
    "receiver-says-unsupported": Reject May @ "-"
        "Asked about a contract that does not exist, an adapter says that it does not support it.";
};
