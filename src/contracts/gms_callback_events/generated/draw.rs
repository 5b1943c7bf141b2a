//! Values of attributes, drawn by what the document says of each.
//!
//! Depends on `generate::Choices`. The first choice is always the plainest. Never knows an event.

use serde_json::{Map, Value, json};

use crate::generate::Choices;

/// What any text may be.
const TEXTS: [&str; 16] = [
    "Default",
    "callback-sales",
    "",
    "+41 44 555 01 00",
    "2025550100",
    "two words",
    " blanks around ",
    "naïve",
    "e\u{301}",
    "日本",
    "محمد",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{202e}abc",
    "\\\"/\u{8}\n\t\0",
    "null",
    "${token}",
];

/// The URS types of targets.
const TYPES: [&str; 5] = ["A", "AP", "GA", "GP", "GC"];

/// Some text.
pub(super) fn text(choices: &mut Choices<'_>) -> String {
    choices.pick(&TEXTS).unwrap_or_default().to_owned()
}

/// The URS type of a target.
pub(super) fn target_type(choices: &mut Choices<'_>) -> &'static str {
    choices.pick(&TYPES).unwrap_or_default()
}

/// A moment, as events tell it.
pub(super) fn timestamp(choices: &mut Choices<'_>) -> String {
    choices.between(1_000_000_000, 9_999_999_999).to_string()
}

/// The id of a callback.
pub(super) fn service_id(choices: &mut Choices<'_>) -> String {
    let mut below = |limit: i64| choices.between(0, limit);
    let number = below(999);
    let uuid = [0xffff_ffff, 0xffff, 0xffff, 0xffff, 0xffff_ffff_ffff].map(&mut below);
    let [first, second, third, fourth, last] = uuid;
    format!("{number}-{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{last:012x}")
}

/// A value of this attribute.
pub(super) fn attribute(name: &str, choices: &mut Choices<'_>) -> Value {
    match name {
        "c_call_result" => json!(choices.between(0, 60)),
        "c_call_num_attempt" => json!(choices.between(1, 20)),
        "c_target" => target(choices),
        _ => json!(text(choices)),
    }
}

fn target(choices: &mut Choices<'_>) -> Value {
    const MEMBERS: [&str; 9] =
        ["agent", "dn", "id", "place", "resource", "return", "stat_value", "switch", "vq"];
    let mut target = Map::new();
    for member in MEMBERS {
        if choices.chance(150) {
            target.insert(member.to_owned(), json!(text(choices)));
        }
    }
    if choices.chance(150) {
        target.insert("type".to_owned(), json!(target_type(choices)));
    }
    Value::Object(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_moments_have_their_form_whatever_is_drawn() {
        for seed in 0..200 {
            let tape = Choices::tape(seed, 64);
            let mut choices = Choices::new(&tape);
            let stamp = timestamp(&mut choices);
            assert!(stamp.len() == 10 && stamp.bytes().all(|b| b.is_ascii_digit()), "{stamp}");
            let id = service_id(&mut choices);
            let lengths: Vec<usize> = id.split('-').skip(1).map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        }
        let plain = service_id(&mut Choices::new(&[]));
        assert_eq!(plain, "0-00000000-0000-0000-0000-000000000000");
    }
}
