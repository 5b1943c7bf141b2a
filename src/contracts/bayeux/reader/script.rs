//! The script that answers a callback-polling request: one call of a function.
//!
//! Depends on nothing. Never runs a script, and never takes apart more than that one call.

/// The name of the function and the text of its argument; none if the text is no such call.
///
/// White space and comments before the call, and a semicolon after it, are skipped.
pub(crate) fn unwrap(script: &[u8]) -> Option<(&str, &[u8])> {
    let text = std::str::from_utf8(script).ok()?;
    let mut rest = text.trim();
    while let Some(comment) = rest.strip_prefix("/*") {
        rest = comment.split_once("*/")?.1.trim_start();
    }
    let (name, rest) = rest.split_once('(')?;
    let name = name.trim_end();
    let legal = |c: char| c.is_alphanumeric() || "_$.[]'\"".contains(c);
    if name.is_empty() || name.starts_with(['[', '"']) || !name.chars().all(legal) {
        return None;
    }
    let rest = rest.trim_end();
    let rest = rest.strip_suffix(';').unwrap_or(rest).trim_end();
    Some((name, rest.strip_suffix(')')?.trim().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::unwrap;

    #[test]
    fn a_call_is_found_behind_a_comment_and_before_a_semicolon() {
        for script in ["cb([1])", "/**/cb([1]);", " /* x */\n/**/ cb ( [1] ) ;\n"] {
            assert_eq!(unwrap(script.as_bytes()), Some(("cb", &b"[1]"[..])), "{script}");
        }
        assert_eq!(unwrap(b"my.cb_1([\"a(b)\"]);").unwrap().0, "my.cb_1");
    }

    #[test]
    fn what_is_no_call_is_left_alone() {
        for script in ["[{\"a\":\"f(x)\"}]", "cb[1]", "", "alert(1", "var a = (1)"] {
            assert_eq!(unwrap(script.as_bytes()), None, "{script}");
        }
    }
}
