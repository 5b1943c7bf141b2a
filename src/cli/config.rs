//! `ringtrue.toml` (design 6.8).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::environment::expand;
use crate::error::{Error, Result};

/// The file as the user wrote it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Config {
    pub(super) contracts: Vec<String>,
    pub(super) profile: Option<String>,
    pub(super) seed: Option<u64>,
    pub(super) subject: Subject,
    pub(super) auth: AuthConfig,
    pub(super) limits: LimitsConfig,
    pub(super) listen: ListenConfig,
    pub(super) report: BTreeMap<String, String>,
    pub(super) contract: BTreeMap<String, BTreeMap<String, Setting>>,
}

/// `[subject]`: at most one of these.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Subject {
    pub(super) provider: Option<String>,
    pub(super) provider_cmd: Option<String>,
    pub(super) listen: Option<String>,
    pub(super) consumer: Option<String>,
    pub(super) consumer_cmd: Option<String>,
    pub(super) parser: Option<String>,
    pub(super) parser_stdin: Option<String>,
}

/// `[auth]`: what the subject wants from us.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct AuthConfig {
    /// A bearer token.
    pub(super) token: Option<String>,
    /// User and password.
    pub(super) basic: Option<Basic>,
    /// Header fields for every request.
    pub(super) header: BTreeMap<String, String>,
    /// A command that prints a token.
    pub(super) command: Option<String>,
    /// The account that the token is for.
    pub(super) account: Option<String>,
}

/// User and password.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Basic {
    pub(super) user: String,
    pub(super) password: String,
}

/// `[listen]`: how long to wait for events that nobody triggers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct ListenConfig {
    #[serde(rename = "for")]
    pub(super) duration: Option<String>,
}

/// `[limits]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct LimitsConfig {
    pub(super) rate: Option<String>,
    pub(super) max_time: Option<String>,
    pub(super) patience: Option<String>,
    pub(super) longest_wait: Option<String>,
    pub(super) parallel: Option<usize>,
    pub(super) hosts: Vec<String>,
}

/// A value of `[contract.ID]`: one text or several.
#[derive(Debug, Clone)]
pub(super) struct Setting(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> std::result::Result<Self, D::Error> {
        // Not `untagged`: its errors would not say what was expected.
        let value = toml::Value::deserialize(input)?;
        let text = |v: &toml::Value| match v {
            toml::Value::String(text) => Some(text.clone()),
            toml::Value::Integer(number) => Some(number.to_string()),
            toml::Value::Boolean(flag) => Some(flag.to_string()),
            _ => None,
        };
        let texts = match &value {
            toml::Value::Array(items) => items.iter().map(text).collect(),
            one => text(one).map(|t| vec![t]),
        };
        texts.map(Self).ok_or_else(|| {
            serde::de::Error::custom("a contract's setting is text, a number, a flag or a list")
        })
    }
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// Blames the user, naming file, line and the nearest known key.
    pub(super) fn read(path: &str) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| {
            Error::user(format!("{path}: {e}")).remedy("name a readable file with -c")
        })?;
        Self::parse(path, &text, &|name| std::env::var(name).ok())
    }

    fn parse(path: &str, text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Self> {
        let wrong = |e: toml::de::Error| {
            let error = Error::user(format!("{path}: {}", e.to_string().trim_end()));
            match nearest(e.message()) {
                Some(known) => error.remedy(format!("did you mean `{known}`?")),
                None => error,
            }
        };
        // Typed first, for errors with line and column; then again with variables expanded.
        toml::from_str::<Self>(text).map_err(wrong)?;
        let mut value: toml::Value =
            toml::from_str::<toml::Table>(text).map(toml::Value::Table).map_err(wrong)?;
        expand(path, &mut value, lookup)?;
        value.try_into().map_err(wrong)
    }
}

/// The known key that is nearest to the unknown one, from the message of the TOML reader.
fn nearest(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = quoted.next().filter(|_| message.starts_with("unknown field"))?;
    quoted
        .map(|known| (strsim::damerau_levenshtein(unknown, known), known))
        .min()
        .filter(|(distance, known)| *distance <= known.len().max(3) / 2)
        .map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_an_error_that_names_the_nearest_known_one() {
        let error = Config::parse("r.toml", "[limits]\nmaxtime = \"3s\"\n", &|_| None).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("r.toml") && text.contains("line 2"), "{text}");
        assert!(text.contains("did you mean `max-time`?"), "{text}");
    }

    #[test]
    fn a_value_may_come_from_the_environment() {
        let text = "[auth]\ntoken = \"${T}\"\n[contract.bayeux]\ntransports = [\"websocket\"]\n";
        let config = Config::parse("r.toml", text, &|_| Some("secret".to_owned())).unwrap();
        assert_eq!(config.auth.token.as_deref(), Some("secret"));
        assert_eq!(config.contract["bayeux"]["transports"].0, ["websocket"]);
    }
}
