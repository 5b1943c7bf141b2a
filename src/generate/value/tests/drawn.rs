//! What comes up: bounds, strange text, and always the same for one tape.

use serde_json::json;

use super::support::Small;
use crate::generate::Choices;

fn comes_up(small: &Small, wanted: &[&str]) {
    let texts = small.texts(600);
    for text in wanted {
        assert!(texts.iter().any(|t| t == text), "{text} never came up");
    }
}

#[test]
fn the_bounds_of_numbers_come_up() {
    let number = |schema| Small::new(&schema);
    comes_up(
        &number(json!({"type": "integer", "minimum": -70, "maximum": 70_000})),
        &["-70", "-69", "0", "69999", "70000"],
    );
    comes_up(&number(json!({"type": "integer", "exclusiveMinimum": 10})), &["11", "12"]);
    comes_up(
        &number(json!({"type": "integer"})),
        &["9223372036854775807", "-9223372036854775808", "9007199254740993"],
    );
    comes_up(&number(json!({"type": "number", "minimum": 1, "maximum": 2})), &["1", "2.0", "1e0"]);
}

#[test]
fn the_bounds_of_lengths_come_up() {
    let small = Small::new(&json!({"type": "string", "minLength": 2, "maxLength": 300}));
    let lengths: Vec<usize> = small.texts(600).iter().map(|t| t.chars().count() - 2).collect();
    for wanted in [2, 3, 299, 300] {
        assert!(lengths.contains(&wanted), "{wanted} characters never came up");
    }
    let array = json!({"type": "array", "items": {"type": "null"}, "minItems": 1, "maxItems": 9});
    let counts: Vec<usize> =
        Small::new(&array).texts(600).iter().map(|t| t.matches("null").count()).collect();
    assert!(counts.contains(&1) && counts.contains(&9));
    let pattern = json!({"type": "string", "pattern": "^[0-9]{1,19}$"});
    let lengths: Vec<usize> = Small::new(&pattern).texts(600).iter().map(|t| t.len() - 2).collect();
    assert!(lengths.contains(&1) && lengths.contains(&19));
}

#[test]
fn free_text_comes_from_every_plane_and_is_sometimes_empty_or_long() {
    let texts = Small::new(&json!({"type": "string"})).texts(4000);
    let read: Vec<String> = texts.iter().map(|t| serde_json::from_str(t).unwrap()).collect();
    let has = |wanted: &dyn Fn(char) -> bool| read.iter().any(|t| t.chars().any(wanted));
    assert!(read.iter().any(String::is_empty));
    assert!(read.iter().any(|t| t.chars().count() >= 1024));
    assert!(has(&|c| c == '\0') && has(&|c| c.is_control() && c > '\u{7e}'));
    assert!(has(&|c| ('\u{300}'..='\u{36f}').contains(&c)));
    assert!(has(&|c| ('\u{590}'..='\u{6ff}').contains(&c)));
    for plane in [1, 2, 14, 15, 16] {
        assert!(has(&|c| u32::from(c) >> 16 == plane), "plane {plane}");
    }
}

#[test]
fn calm_values_are_plain() {
    let schema = json!({"type": "object", "required": ["text", "id"], "properties": {"text": {"type": "string"}, "id": {"type": "string"}}});
    let mut small = Small::new(&schema);
    small.values = small.values.with_spice(0);
    for text in small.texts(300) {
        assert!(text.len() < 80 && !text.contains('\\') && !text.contains("\"\""), "{text}");
    }
}

#[test]
fn one_tape_gives_one_text_wherever_it_is_drawn() {
    let schema = json!({
        "type": "object",
        "required": ["id", "count", "state"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "count": {"type": "integer", "minimum": 0},
            "state": {"enum": ["READY", "NOT_READY"]},
            "note": {"type": "string"},
        },
        "additionalProperties": false,
    });
    let small = Small::new(&schema);
    let tape: Vec<u8> = (100..=255).collect();
    assert_eq!(small.text(&tape), small.text(&tape));
    let pinned = r#"{"id":"6d6c6b6a-6968-4766-b574-737271706f6e","count":9,"state":"READY","note":"two words"}"#;
    assert_eq!(small.text(&tape), pinned);
    assert_ne!(small.text(&Choices::tape(1, 64)), small.text(&Choices::tape(2, 64)));
}
