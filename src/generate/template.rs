//! `${name}` in the texts of a case: what the subject will answer, filled in when it is known.

use std::collections::BTreeMap;

/// The variables of a running case.
pub type Variables = BTreeMap<String, String>;

/// `text` with every `${name}` replaced; inside JSON text the value is escaped as a string needs.
/// An unknown name is an error, returned as that name.
///
/// # Errors
/// The name of a variable that has no value.
pub fn fill(text: &str, variables: &Variables, json: bool) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let after = after.get(2..).unwrap_or_default();
        let Some((name, tail)) = after.split_once('}') else {
            out.push_str("${");
            out.push_str(after);
            return Ok(out);
        };
        let value = variables.get(name).ok_or_else(|| name.to_owned())?;
        if json {
            let quoted = serde_json::Value::String(value.clone()).to_string();
            out.push_str(quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default());
        } else {
            out.push_str(value);
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
    fn a_variable_is_filled_in_and_escaped_where_the_text_is_json() {
        let variables = Variables::from([("id".to_owned(), "a\"b".to_owned())]);
        assert_eq!(fill("[\"${id}\"]", &variables, true).unwrap(), "[\"a\\\"b\"]");
        assert_eq!(fill("/x/${id}", &variables, false).unwrap(), "/x/a\"b");
    }

    #[test]
    fn an_unknown_variable_is_an_error_and_never_an_empty_string() {
        assert_eq!(fill("${nobody}", &Variables::new(), false), Err("nobody".to_owned()));
    }
}
