//! `${NAME}` and `${NAME:-default}` in configuration values.

use toml::Value;

use crate::error::{Error, Result};

/// Expands every string below `value`.
///
/// # Errors
/// Blames the user for a variable that is not set and has no default.
pub(super) fn expand(
    file: &str,
    value: &mut Value,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<()> {
    match value {
        Value::String(text) => {
            *text = expand_text(file, text, lookup)?;
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(|i| expand(file, i, lookup)),
        Value::Table(members) => {
            members.iter_mut().try_for_each(|(_, member)| expand(file, member, lookup))
        }
        _ => Ok(()),
    }
}

fn expand_text(file: &str, text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let (inside, tail) = after
            .split_once('}')
            .ok_or_else(|| Error::user(format!("{file}: `${{` without `}}` in `{text}`")))?;
        let (name, default) = match inside.split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (inside, None),
        };
        match lookup(name).filter(|v| !v.is_empty()).or_else(|| default.map(str::to_owned)) {
            Some(value) => out.push_str(&value),
            None => {
                return Err(Error::user(format!("{file}: the environment has no {name}"))
                    .remedy(format!("set it, or write ${{{name}:-default}}")));
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_is_taken_from_the_environment_or_its_default_or_is_an_error() {
        let lookup = |name: &str| (name == "A").then(|| "one".to_owned());
        assert_eq!(expand_text("f", "x${A}y${B:-two}", &lookup).unwrap(), "xoneytwo");
        let error = expand_text("f", "${B}", &lookup).unwrap_err().to_string();
        assert!(error.contains("f: the environment has no B"), "{error}");
    }
}
