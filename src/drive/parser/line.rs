//! The lines of the talk with an adapter (design 6.5; `schemas/ringtrue/adapter.schema.json`).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{answer::Answer, asking::Asked};
use crate::codec::json::{Limits, Node, parse};

/// How deep a value that was understood may be; deeper ones are left out.
const DEPTH: usize = 100;

/// The first line, both ways.
pub(super) fn hello() -> Vec<u8> {
    b"{\"hello\":1}\n".to_vec()
}

/// Whether a line is the greeting.
pub(super) fn is_hello(line: &[u8]) -> bool {
    let document = parse(line, &Limits::default());
    document.is_ok_and(|d| d.root.get("hello").and_then(Node::as_i64) == Some(1))
}

/// A question.
pub(super) fn question(asked: &Asked<'_>) -> Vec<u8> {
    let line = json!({
        "id": asked.id,
        "contract": asked.contract,
        "message": asked.message,
        "base64": STANDARD.encode(asked.bytes),
    });
    format!("{line}\n").into_bytes()
}

/// An answer and whose it is.
///
/// # Errors
/// What is wrong with the line, in words.
pub(crate) fn answer(line: &[u8]) -> Result<(u32, Answer), String> {
    let document = parse(line, &Limits { bytes: usize::MAX, ..Limits::default() });
    let document = document.map_err(|e| format!("`{}`: {e}", start(line)))?;
    let root = &document.root;
    let id = root.get("id").and_then(Node::as_u64).and_then(|id| u32::try_from(id).ok());
    let id = id.ok_or_else(|| format!("`{}` has no id", start(line)))?;
    let words = |name: &str| root.get(name).and_then(Node::as_str).unwrap_or_default().to_owned();
    let answer = match root.get("outcome").and_then(Node::as_str) {
        Some("accept") => {
            let value = root.get("value").filter(|value| depth(value) <= DEPTH);
            Answer::Accept(value.map(Node::to_json))
        }
        Some("reject") => Answer::Reject(words("reason")),
        Some("unsupported") => Answer::Unsupported,
        _ => return Err(format!("`{}` has no outcome that is known", start(line))),
    };
    Ok((id, answer))
}

/// The beginning of a line, as evidence.
fn start(line: &[u8]) -> String {
    String::from_utf8_lossy(line).chars().take(80).collect()
}

fn depth(node: &Node) -> usize {
    let inner = match (node.as_array(), node.as_object()) {
        (Some(items), _) => items.iter().map(depth).max(),
        (_, Some(object)) => object.iter().map(|member| depth(&member.value)).max(),
        _ => return 0,
    };
    inner.unwrap_or(0).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_outcomes_are_read_and_everything_else_is_garbage() {
        let value = serde_json::json!({"a": 1});
        let accepted = answer(br#"{"id":7,"outcome":"accept","value":{"a":1}}"#);
        assert_eq!(accepted, Ok((7, Answer::Accept(Some(value)))));
        let refused = answer(br#"{"id":7,"outcome":"reject","reason":"no"}"#);
        assert_eq!(refused, Ok((7, Answer::Reject("no".to_owned()))));
        let unknown = answer(br#"{"outcome":"unsupported","id":1}"#);
        assert_eq!(unknown, Ok((1, Answer::Unsupported)));
        for line in ["", "yes", "{}", r#"{"id":1}"#, r#"{"id":1,"outcome":"ok"}"#, "[]"] {
            assert!(answer(line.as_bytes()).is_err(), "{line}");
        }
    }

    #[test]
    fn a_question_is_one_line_whatever_the_bytes() {
        let asked = Asked { id: 3, contract: "c", message: "m", bytes: b"\n\xff\"" };
        let line = question(&asked);
        assert_eq!(line.iter().filter(|b| **b == b'\n').count(), 1);
        assert!(line.ends_with(b"\"base64\":\"Cv8i\"}\n"));
    }
}
