//! How texts go wrong: spellings that are close to a good one and not good.
//!
//! Depends on nothing. Whether one is really wrong, the validator decides.

/// Spellings close to `text`, what implementers get wrong most often first.
pub(super) fn near(text: &str) -> Vec<String> {
    let mut all = vec![
        swapped_case(text),
        format!("{text} "),
        format!(" {text}"),
        text.to_uppercase(),
        text.to_lowercase(),
        text.replace(['-', '_'], ""),
        text.replace('-', "_"),
        text.replace('_', "-"),
        text.chars().skip(1).collect(),
        without_last(text),
        format!("{text}\n"),
        format!("{text}x"),
        format!("x{text}"),
        format!("{text}0"),
        format!("-{text}"),
        format!("+{text}"),
        text.chars().rev().collect(),
        text.split(['-', '.', ':', '/', 'T', ' ']).next().unwrap_or_default().to_owned(),
        text.replace(|c: char| c.is_ascii_digit(), "x"),
        text.replace(|c: char| c.is_ascii_digit(), "\u{0665}"),
        "null".to_owned(),
        "undefined".to_owned(),
        "0".to_owned(),
        "n/a".to_owned(),
        "?".to_owned(),
        String::new(),
        " ".to_owned(),
    ];
    all.retain(|candidate| candidate != text);
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|candidate| seen.insert(candidate.clone()));
    all
}

/// Texts that are of no format, the closest to each first.
pub(super) fn of_no_format(format: &str, text: &str) -> Vec<String> {
    let own: &[&str] = match format {
        "date-time" => &[
            "2026-02-30T10:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-05-17 09:30:00",
            "2026-05-17T09:30:00",
            "17.05.2026 09:30",
            "1778923800",
        ],
        "date" => &["2026-02-30", "17.05.2026", "2026-5-17"],
        "time" => &["25:00:00Z", "9:30", "09:30:00"],
        "duration" => &["30 s", "PT", "P1S"],
        "email" | "idn-email" => {
            &["agent1.example.com", "agent1@", "@example.com", "a b@example.com"]
        }
        "hostname" => &["-example.com", "exa mple.com", "example..com"],
        "ipv4" => &["256.0.0.1", "10.0.0", "010.0.0.1"],
        "ipv6" => &["::g", "1::2::3", "1:2:3"],
        "uri" => &["example.com/path", "/path", "https://exa mple.com/"],
        "uri-reference" => &["\\\\host\\path", "a b", "%zz"],
        "uuid" => &["3f2504e04f8911d39a0c0305e82c3301", "3f2504e0-4f89-11d3-9a0c", "not-a-uuid"],
        "json-pointer" => &["a/b", "/~2"],
        _ => &[],
    };
    own.iter().map(|s| (*s).to_owned()).chain(near(text)).collect()
}

fn swapped_case(text: &str) -> String {
    let swap = |c: char| {
        if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
    };
    text.chars().map(swap).collect()
}

fn without_last(text: &str) -> String {
    let mut chars = text.chars();
    chars.next_back();
    chars.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_spellings_differ_from_the_text_and_from_each_other() {
        for text in ["", "a", "READY", "2026-05-17T09:30:00Z", "日本"] {
            let all = near(text);
            let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
            assert_eq!(distinct.len(), all.len(), "{text}");
            assert!(!all.iter().any(|t| t == text) && all.len() > 8, "{text}");
        }
    }
}
