//! What a parser understood, and what its faults make of it.

use serde_json::Value;

/// The value that a parser with this fault has in hand.
pub(super) fn understood(fault: Option<&str>, mut value: Value) -> Value {
    if let Some(fault) = fault {
        change(fault, &mut value);
    }
    value
}

fn change(fault: &str, value: &mut Value) {
    match (fault, &mut *value) {
        ("parser-drops-odd-names", Value::Object(members)) => {
            members.retain(|name, _| is_identifier(name));
        }
        ("parser-trims-strings", Value::String(text)) => *text = text.trim().to_owned(),
        ("parser-stops-at-nul", Value::String(text)) => {
            *text = text.split('\0').next().unwrap_or_default().to_owned();
        }
        ("parser-rounds-integers", Value::Number(number)) if number.as_str().len() > 15 => {
            let double = number.as_str().parse::<f64>().ok().filter(|d| d.is_finite());
            // A double in full, as JavaScript prints it.
            let rounded = double.and_then(|d| format!("{d}").parse().ok());
            *value = rounded.map_or(Value::Null, Value::Number);
        }
        _ => {}
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| change(fault, item)),
        Value::Object(members) => members.values_mut().for_each(|member| change(fault, member)),
        _ => {}
    }
}

fn is_identifier(name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !name.is_empty() && name.chars().all(word) && !name.starts_with(|c: char| c.is_ascii_digit())
}
