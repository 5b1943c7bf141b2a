//! What readers make of texts that are no JSON and that they let pass all the same: the JSON that
//! they read.
//!
//! Depends on `segments`. Each rewriting is one fault; on other texts it changes nothing that counts.

use super::segments::{Segment, each, joined, segments};

/// The text that a reader with this fault reads; none if the fault is not one of texts.
pub(super) fn rewritten(fault: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let lossy = || String::from_utf8_lossy(bytes).into_owned();
    // Whoever has another fault than that one does not repair.
    if fault == "parser-repairs-utf8" {
        return Some(lossy().into_bytes());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let made = match fault {
        "parser-takes-trailing-comma" => each(text, false, without_trailing_commas),
        "parser-takes-missing-comma" => with_commas(text),
        "parser-takes-comments" => each(text, false, without_comments),
        "parser-takes-single-quotes" => each(text, false, |s| s.replace('\'', "\"")),
        "parser-takes-bare-names" => each(text, false, with_quoted_names),
        "parser-closes-what-is-open" => closed(text),
        "parser-stops-at-the-first-value" => first_value(text),
        "parser-unwraps-strings" => {
            serde_json::from_str::<String>(text).unwrap_or_else(|_| text.to_owned())
        }
        "parser-takes-other-numbers" => each(text, false, with_plain_numbers),
        "parser-takes-nan" => each(text, false, |s| {
            s.replace("-Infinity", "0").replace("Infinity", "0").replace("NaN", "0")
        }),
        "parser-takes-python-literals" => each(text, false, |s| {
            s.replace("True", "true").replace("False", "false").replace("None", "null")
        }),
        "parser-takes-control-characters" => each(text, true, |s| {
            let escaped = |c: char| match u32::from(c) {
                code @ 0..0x20 => format!("\\u{code:04x}"),
                _ => c.to_string(),
            };
            s.chars().map(escaped).collect()
        }),
        "parser-takes-any-escape" => each(text, true, without_odd_escapes),
        _ => return None,
    };
    Some(made.into_bytes())
}

fn without_trailing_commas(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(',') {
        out.push_str(before);
        if !after.trim_start().starts_with(['}', ']']) {
            out.push(',');
        }
        rest = after;
    }
    out + rest
}

fn with_commas(text: &str) -> String {
    let mut all = segments(text);
    let last = all.len().saturating_sub(1);
    for (index, Segment { text, .. }) in all.iter_mut().enumerate().filter(|(_, s)| !s.string) {
        let ends_value = text.trim_end().chars().next_back().is_none_or(|c| !"{[,:".contains(c));
        if index > 0 && index < last && ends_value {
            text.push(',');
        }
    }
    joined(all)
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('/') {
        out.push_str(before);
        rest = match (after.strip_prefix('*'), after.strip_prefix('/')) {
            (Some(comment), _) => comment.split_once("*/").map_or("", |(_, rest)| rest),
            (_, Some(comment)) => comment.split_once('\n').map_or("", |(_, rest)| rest),
            _ => after,
        };
    }
    out + rest
}

fn with_quoted_names(text: &str) -> String {
    let mut out = String::new();
    for piece in text.split_inclusive([',', '{', ':']) {
        let word = piece.trim_end_matches(':').trim();
        let name = piece.ends_with(':') && !word.is_empty();
        if name && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_') {
            out.push_str(&format!("\"{word}\":"));
        } else {
            out.push_str(piece);
        }
    }
    out
}

/// Where brackets are open at the end, innermost last, and where the first value ends.
fn brackets(text: &str) -> (Vec<char>, Option<usize>) {
    let mut open = Vec::new();
    let mut end = None;
    let mut at = 0_usize;
    for segment in segments(text) {
        for c in segment.text.chars() {
            at = at.saturating_add(c.len_utf8());
            match c {
                _ if segment.string => continue,
                '{' => open.push('}'),
                '[' => open.push(']'),
                '}' | ']' => {
                    open.pop();
                }
                _ => continue,
            }
            if open.is_empty() && end.is_none() {
                end = Some(at);
            }
        }
    }
    (open, end)
}

fn closed(text: &str) -> String {
    let mut out = text.to_owned();
    let cut = segments(text).last().is_some_and(|s| s.string);
    if cut {
        out.push('"');
    }
    let (open, _) = brackets(text);
    out.extend(open.into_iter().rev());
    out
}

fn first_value(text: &str) -> String {
    let (_, end) = brackets(text);
    end.and_then(|end| text.get(..end)).unwrap_or(text).to_owned()
}

fn with_plain_numbers(text: &str) -> String {
    let delimiter = |c: char| matches!(c, ',' | ':' | '[' | ']' | '{' | '}') || c.is_whitespace();
    let mut out = String::new();
    for piece in text.split_inclusive(delimiter) {
        let token = piece.trim_end_matches(delimiter);
        out.push_str(&plain_number(token));
        out.push_str(piece.get(token.len()..).unwrap_or_default());
    }
    out
}

fn plain_number(token: &str) -> String {
    if let Some(hex) = token.strip_prefix("0x") {
        return u64::from_str_radix(hex, 16).map_or_else(|_| token.to_owned(), |n| n.to_string());
    }
    let token = token.strip_prefix('+').unwrap_or(token);
    if !token.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return token.to_owned();
    }
    let token = token.trim_end_matches(['.', 'e']);
    let digits = token.trim_start_matches('0');
    match digits.chars().next() {
        _ if !token.starts_with(['0', '.']) => token.to_owned(),
        Some('0'..='9') => digits.to_owned(),
        _ => format!("0{digits}"),
    }
}

fn without_odd_escapes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let hex = after.strip_prefix('u').and_then(|digits| digits.get(..4));
        let known = match after.chars().next() {
            Some('u') => hex.is_some_and(|h| h.bytes().all(|b| b.is_ascii_hexdigit())),
            Some(c) => "\"\\/bfnrt".contains(c),
            None => false,
        };
        let length = if known { after.chars().next().map_or(0, char::len_utf8) } else { 0 };
        if known {
            out.push('\\');
            out.push_str(after.get(..length).unwrap_or_default());
        }
        rest = after.get(length..).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fault: &str, text: &str) -> String {
        String::from_utf8(rewritten(fault, text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn each_leniency_makes_json_of_its_own_kind_of_text() {
        for (fault, text) in [
            ("parser-takes-trailing-comma", r#"{"a":[1,2,],"b":"x,}",}"#),
            ("parser-takes-missing-comma", r#"{"a":[1,2] "b":"x,}"}"#),
            ("parser-takes-comments", "// new\n{/* x */\"a\":[1,2],\"b\":\"x,}\"}"),
            ("parser-takes-single-quotes", r#"{'a':[1,2],"b":"x,}"}"#),
            ("parser-takes-bare-names", r#"{a:[1,2],b:"x,}"}"#),
            ("parser-closes-what-is-open", r#"{"a":[1,2],"b":"x,}""#),
            ("parser-closes-what-is-open", r#"{"a":[1,2],"b":"x,}"#),
            ("parser-stops-at-the-first-value", r#"{"a":[1,2],"b":"x,}"}x{}"#),
            ("parser-takes-other-numbers", r#"{"a":[+1,02],"b":"x,}"}"#),
            ("parser-takes-any-escape", r#"{"a":[1,2],"b":"\x,}"}"#),
        ] {
            let value: serde_json::Value = serde_json::from_str(&read(fault, text))
                .unwrap_or_else(|e| panic!("{fault}: {e}: {}", read(fault, text)));
            assert_eq!(value, serde_json::json!({"a": [1, 2], "b": "x,}"}), "{fault}");
        }
    }

    #[test]
    fn what_is_json_already_says_the_same_afterwards() {
        let text = r#"{"a":[0,-0.5e1,100,{}],"b\\\"":"/* 'True' */ \u0041,}","c":null}"#;
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        for fault in super::super::PARSER_FAULTS {
            if let Some(bytes) = rewritten(fault.name, text.as_bytes()) {
                let again: serde_json::Value = serde_json::from_slice(&bytes)
                    .unwrap_or_else(|e| panic!("{}: {e}", fault.name));
                assert_eq!(again, value, "{}", fault.name);
            }
        }
    }
}
