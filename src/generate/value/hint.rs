//! What the name of a member says about its text.
//!
//! Depends on `choices` and `digits`. Knows the names of the contracts' documents; where a name
//! says nothing, plain words stand in.

use super::{
    digits::{decimal, number},
    format::{date_time, host, uuid},
};
use crate::generate::choices::Choices;

/// What kind of text a name asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hint {
    #[default]
    Word,
    EpochMillis,
    TwentyDigits,
    Channel,
    Phone,
    Email,
    Extension,
    Uuid,
    Url,
    Host,
    Time,
    Language,
    Person,
    Digits,
}

impl Hint {
    /// The kind that a member name or the name of a schema asks for.
    pub(super) fn of(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        let ends = |tails: &[&str]| tails.iter().any(|t| lower.ends_with(t));
        if lower == "timestamp" || ends(&["millis", "_ms"]) {
            Self::EpochMillis
        } else if ends(&["dialogid", "providerengagementid"]) {
            Self::TwentyDigits
        } else if ends(&["channelid", "channelidentifier"]) {
            Self::Channel
        } else if ends(&["email", "emailaddress", "fromaddress", "loginid", "emailaddresses"]) {
            Self::Email
        } else if ends(&["number", "address", "phonenumbers", "externalparticipantid", "phone"]) {
            Self::Phone
        } else if ends(&["extension", "provideragentid"]) {
            Self::Extension
        } else if ends(&["url", "uri", "href", "endpoint", "link"]) {
            Self::Url
        } else if ends(&["host", "hostname", "server"]) {
            Self::Host
        } else if ends(&["language", "locale"]) {
            Self::Language
        } else if ends(&["firstname", "lastname", "nickname", "username", "displayname"]) {
            Self::Person
        } else if ends(&["time", "date", "timestamp", "createdat", "updatedat"]) {
            Self::Time
        } else if ends(&["seconds", "count", "position", "age"]) {
            Self::Digits
        } else if lower == "id" || ends(&["id", "ids", "uuid"]) {
            Self::Uuid
        } else {
            Self::Word
        }
    }

    /// Appends such a text. Nothing in it needs escaping.
    pub(super) fn write(self, choices: &mut Choices<'_>, out: &mut String) {
        match self {
            Self::EpochMillis => {
                decimal(out, number(choices, 1_577_836_800_000, 1_924_991_999_000), 0);
            }
            Self::TwentyDigits => {
                decimal(out, number(choices, 1_005_000_281_645, 9_905_000_281_645_486), 20);
            }
            Self::Channel => word(choices, out, &["Voice", "Email", "Chat", "Messaging"]),
            Self::Phone => {
                out.push('+');
                decimal(out, number(choices, 12_125_550_100, 12_125_559_999), 0);
            }
            Self::Email => {
                out.push_str("agent");
                decimal(out, number(choices, 1, 99), 0);
                out.push_str("@example.com");
            }
            Self::Extension => decimal(out, number(choices, 8_010_001, 8_019_999), 0),
            Self::Uuid => uuid(choices, out),
            Self::Url => {
                out.push_str("https://example.com/");
                decimal(out, number(choices, 1, 999), 0);
            }
            Self::Host => host(choices, out),
            Self::Time => date_time(choices, out),
            Self::Language => word(choices, out, &["en", "en-US", "de-CH", "ja", "ar"]),
            Self::Person => {
                word(choices, out, &["Ada", "José", "Zoë", "李雷", "O'Neil", "محمد", "Ödön"]);
            }
            Self::Digits => decimal(out, number(choices, 0, 999), 0),
            Self::Word => {
                word(choices, out, &["Default", "Blue", "naïve", "日本", "n/a", "two words", "x"]);
            }
        }
    }
}

fn word(choices: &mut Choices<'_>, out: &mut String, words: &[&str]) {
    out.push_str(choices.pick(words).unwrap_or_default());
}
