//! Valid values for the named schemas of a contract, varied and realistic where a name suggests it.

use serde_json::{Map, Value, json};

use super::choices::Choices;
use crate::contract::SchemaSet;

/// How deep optional members are followed.
const DEEPEST: usize = 12;

/// Makes values for one contract.
#[derive(Debug, Clone, Copy)]
pub struct Values<'c> {
    schemas: &'c SchemaSet,
}

impl<'c> Values<'c> {
    /// A generator over these schemas.
    pub fn new(schemas: &'c SchemaSet) -> Self {
        Self { schemas }
    }

    /// A value of a named schema; null if there is none of that name.
    pub fn named(&self, name: &str, choices: &mut Choices<'_>) -> Value {
        match self.schemas.raw(name) {
            Some(schema) => self.value(schema, name, choices, 0),
            None => Value::Null,
        }
    }

    fn value(&self, schema: &Value, name: &str, choices: &mut Choices<'_>, depth: usize) -> Value {
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let target = target.strip_prefix("#/$defs/").unwrap_or(target);
            return match self.schemas.raw(target) {
                Some(schema) => self.value(schema, target, choices, depth + 1),
                None => Value::Null,
            };
        }
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values.get(choices.below(values.len())).cloned().unwrap_or(Value::Null);
        }
        let kind = match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
            Some(kind) => kind.as_str(),
            None => None,
        };
        match kind {
            Some("object") => self.object(schema, choices, depth),
            Some("array") => {
                let low = schema.get("minItems").and_then(Value::as_i64).unwrap_or(0);
                let count = choices.between(low.max(1), low + 3);
                let item = schema.get("items").cloned().unwrap_or(json!({"type": "string"}));
                (0..count).map(|_| self.value(&item, name, choices, depth + 1)).collect()
            }
            Some("integer") => {
                let low = schema.get("minimum").and_then(Value::as_i64).unwrap_or(0);
                json!(choices.between(low, low + 9))
            }
            Some("number") => json!(choices.between(0, 99)),
            Some("boolean") => json!(choices.chance(127)),
            Some("null") => Value::Null,
            Some("string") => Value::String(text(schema, name, choices)),
            _ => json!({}),
        }
    }

    fn object(&self, schema: &Value, choices: &mut Choices<'_>, depth: usize) -> Value {
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut out = Map::new();
        let members = schema.get("properties").and_then(Value::as_object);
        for (name, sub) in members.into_iter().flatten() {
            let wanted = required.contains(&name.as_str())
                || (depth < DEEPEST && sub.is_object() && choices.chance(200));
            if wanted {
                out.insert(name.clone(), self.value(sub, name, choices, depth + 1));
            }
        }
        if members.is_none()
            && let Some(additional) = schema.get("additionalProperties").filter(|a| a.is_object())
            && choices.chance(200)
        {
            let key = choices.pick(&["language", "region", "priority"]).unwrap_or("language");
            out.insert(key.to_owned(), self.value(additional, key, choices, depth + 1));
        }
        Value::Object(out)
    }
}

/// Text that the schema's format or name suggests.
fn text(schema: &Value, name: &str, choices: &mut Choices<'_>) -> String {
    match schema.get("format").and_then(Value::as_str) {
        Some("date-time") => return date_time(choices),
        Some("email") => return format!("agent{}@example.com", choices.between(1, 99)),
        Some("uuid") => return uuid(choices),
        Some("uri") => return format!("https://example.com/{}", choices.between(1, 999)),
        _ => {}
    }
    let lower = name.to_ascii_lowercase();
    let ends = |tails: &[&str]| tails.iter().any(|t| lower.ends_with(t));
    if lower == "timestamp" {
        choices.between(1_577_836_800_000, 1_924_991_999_000).to_string()
    } else if ends(&["dialogid", "providerengagementid"]) {
        format!("{:020}", choices.between(1_005_000_281_645, 9_905_000_281_645_486))
    } else if ends(&["channelid", "channelidentifier"]) {
        choices.pick(&["Voice", "Email", "Chat", "Messaging"]).unwrap_or("Voice").to_owned()
    } else if ends(&["number", "address", "phonenumbers", "externalparticipantid"]) {
        format!("+{}", choices.between(12_125_550_100, 12_125_559_999))
    } else if ends(&["loginid", "emailaddresses"]) {
        format!("agent{}@example.com", choices.between(1, 99))
    } else if ends(&["extension", "provideragentid"]) {
        choices.between(8_010_001, 8_019_999).to_string()
    } else if lower == "id" || ends(&["id", "ids"]) {
        uuid(choices)
    } else {
        let words = ["Default", "Blue", "naïve", "日本", "n/a", "two words", "x"];
        choices.pick(&words).unwrap_or("Default").to_owned()
    }
}

fn uuid(choices: &mut Choices<'_>) -> String {
    let mut draw = || choices.between(0, 0xffff_ffff);
    let (a, b, c, d) = (draw(), draw(), draw(), draw());
    format!(
        "{a:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{d:08x}",
        b >> 16,
        b & 0xfff,
        0x8000 | ((c >> 16) & 0x3fff),
        c & 0xffff,
    )
}

fn date_time(choices: &mut Choices<'_>) -> String {
    format!(
        "2026-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        choices.between(1, 12),
        choices.between(1, 28),
        choices.between(0, 23),
        choices.between(0, 59),
        choices.between(0, 59),
        choices.between(0, 999),
    )
}
