//! Makes the texts of all classes and proves each.
//!
//! Depends on the makers, and on `judge` for the classes. What is not what its class says never
//! leaves here.

use super::{base::Base, broken, extreme, respelt};
use crate::{
    codec::json::{Limits, parse},
    judge::{TextDuty, text_rule},
};

/// A text of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostileText {
    /// The rule of its class.
    pub rule: &'static str,
    /// The text.
    pub bytes: Vec<u8>,
}

impl HostileText {
    /// Whether it is so large that one of a kind is enough.
    pub fn is_heavy(&self) -> bool {
        self.bytes.len() > 48 * 1024
    }
}

/// The one class that is JSON, and is refused all the same.
const OTHER_ROOT: &str = "receiver-json-other-root";

type Maker = fn(&Base<'_>) -> Vec<Vec<u8>>;

/// One maker for each class.
const MAKERS: [(&str, Maker); 28] = [
    ("receiver-json-trailing-comma", broken::trailing_comma),
    ("receiver-json-missing-separator", broken::missing_separator),
    ("receiver-json-comment", broken::comment),
    ("receiver-json-quotation", broken::quotation),
    ("receiver-json-unclosed", broken::unclosed),
    ("receiver-json-trailing-text", broken::trailing_text),
    ("receiver-json-empty", broken::empty),
    (OTHER_ROOT, broken::other_root),
    ("receiver-json-number-form", broken::number_form),
    ("receiver-json-not-a-number", broken::not_a_number),
    ("receiver-json-literal-case", broken::literal_case),
    ("receiver-json-control-character", broken::control_character),
    ("receiver-json-bad-escape", broken::bad_escape),
    ("receiver-json-invalid-utf8", broken::invalid_utf8),
    ("receiver-json-duplicate-member", broken::duplicate_member),
    ("receiver-json-escapes", respelt::escapes),
    ("receiver-json-white-space", respelt::white_space),
    ("receiver-json-member-order", respelt::member_order),
    ("receiver-json-unusual-characters", respelt::unusual_characters),
    ("receiver-json-number-spelling", respelt::number_spelling),
    ("receiver-json-big-integer", respelt::big_integer),
    ("receiver-json-huge-number", extreme::huge_number),
    ("receiver-json-depth", extreme::depth),
    ("receiver-json-long-string", extreme::long_string),
    ("receiver-json-alike-names", extreme::alike_names),
    ("receiver-json-lone-surrogate", extreme::lone_surrogate),
    ("receiver-json-byte-order-mark", extreme::byte_order_mark),
    ("receiver-json-utf16", extreme::utf16),
];

/// The texts that can be made of a valid message; none if it is no JSON object. `is_valid` tells
/// whether bytes are a valid message of the same name.
pub fn texts(valid: &str, is_valid: &dyn Fn(&[u8]) -> bool) -> Vec<HostileText> {
    let Some(base) = Base::of(valid, is_valid) else { return Vec::new() };
    let mut all = Vec::new();
    for (rule, maker) in MAKERS {
        let Some(duty) = text_rule(rule).map(|r| r.duty) else { continue };
        let made = maker(&base).into_iter().filter(|bytes| proven(rule, duty, bytes, is_valid));
        all.extend(made.map(|bytes| HostileText { rule, bytes }));
    }
    all
}

/// Our own reader is the witness.
fn proven(rule: &str, duty: TextDuty, bytes: &[u8], is_valid: &dyn Fn(&[u8]) -> bool) -> bool {
    match duty {
        TextDuty::Reject => {
            let plain = parse(bytes, &Limits::default()).is_ok_and(|d| d.flaws.is_empty());
            // What is JSON is broken only if it is no message.
            !plain || (rule == OTHER_ROOT && !is_valid(bytes))
        }
        TextDuty::Accept | TextDuty::Exact => is_valid(bytes),
        TextDuty::Either => true,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::judge::TEXT_RULES;

    const VALID: &str = r#"{"event":"x","n":7,"more":{"list":[1,2],"on":true,"text":"free"}}"#;

    fn is_valid(bytes: &[u8]) -> bool {
        let Ok(document) = parse(bytes, &Limits::default()) else { return false };
        let event = document.root.get("event").and_then(|e| e.as_str());
        document.flaws.is_empty() && event == Some("x")
    }

    #[test]
    fn every_class_has_a_maker_and_every_maker_makes_something_of_a_rich_message() {
        let made: BTreeSet<&str> = texts(VALID, &is_valid).iter().map(|t| t.rule).collect();
        let ruled = TEXT_RULES.iter().filter(|r| r.section != "-").map(|r| r.id);
        assert_eq!(made, ruled.collect());
    }

    #[test]
    fn what_should_be_refused_is_refused_by_our_reader_and_by_another() {
        for text in texts(VALID, &is_valid) {
            let duty = text_rule(text.rule).unwrap().duty;
            let ours = is_valid(&text.bytes);
            let shown = String::from_utf8_lossy(&text.bytes).chars().take(120).collect::<String>();
            match duty {
                TextDuty::Reject => assert!(!ours, "{}: {shown}", text.rule),
                TextDuty::Accept | TextDuty::Exact => assert!(ours, "{}: {shown}", text.rule),
                TextDuty::Either => {}
            }
            let theirs = serde_json::from_slice::<serde_json::Value>(&text.bytes);
            // serde_json keeps the last of two members, and cannot know what a message is.
            let lenient = ["duplicate-member", "other-root"].iter().any(|c| text.rule.ends_with(c));
            if duty == TextDuty::Reject && !lenient {
                assert!(theirs.is_err(), "{}: {shown}", text.rule);
            }
        }
    }

    #[test]
    fn what_is_no_object_has_no_texts() {
        for text in ["[]", "{}", "", "key=value"] {
            assert!(texts(text, &|_| true).is_empty(), "{text}");
        }
    }
}
