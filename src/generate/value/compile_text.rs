//! What conjoined schemas say of text.
//!
//! Depends on `pattern` and `format`.

use serde_json::Value;

use super::{
    format::Format,
    hint::Hint,
    keywords::{Keywords, bounds},
    pattern::Pattern,
    plan::{Plan, Source, TextPlan},
};

/// A plan for text, and whether its values must be checked.
pub(super) fn text(parts: &[Keywords], hint: Hint) -> Option<(Plan, bool)> {
    let (min, max) = bounds(parts, "minLength", "maxLength");
    if min > max {
        return None;
    }
    let mut sources = Vec::new();
    let mut checked = false;
    let mut met: Vec<&str> = Vec::new();
    for part in parts {
        if let Some(pattern) = part.get("pattern").and_then(Value::as_str)
            && !met.contains(&pattern)
        {
            met.push(pattern);
            match Pattern::parse(pattern) {
                Some(pattern) => {
                    checked |= !pattern.certain || pattern.min < min || pattern.max > max;
                    sources.push(Source::Pattern(pattern));
                }
                None => checked = true,
            }
        }
        if let Some(format) = part.get("format").and_then(Value::as_str).and_then(Format::of) {
            let again = sources.iter().any(|s| matches!(s, Source::Format(f) if *f == format));
            if !again {
                checked |= min > 1 || max != usize::MAX;
                sources.insert(0, Source::Format(format));
            }
        }
    }
    checked |= sources.len() > 1;
    Some((Plan::Text(TextPlan { min, max, hint, sources }), checked))
}
