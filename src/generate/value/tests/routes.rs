//! Values along a route have what it leads to.

use serde_json::{Value, json};

use super::support::Small;
use crate::generate::{Choices, Route, Turn};

fn route(turns: &[Turn]) -> Route {
    Route { turns: turns.to_vec() }
}

fn member(name: &str) -> Turn {
    Turn::Member(name.to_owned())
}

/// The values at the ends of the route, for many tapes and for none.
fn ends(small: &Small, turns: &[Turn]) -> Vec<Value> {
    let mut ends = Vec::new();
    for seed in 0..200 {
        let tape = if seed == 0 { Vec::new() } else { Choices::tape(seed, 512) };
        let mut out = String::new();
        let mut choices = Choices::new(&tape);
        let pointer =
            small.values.write_along("it", &route(turns), &mut choices, &mut out).unwrap();
        assert!(small.accepts(&out), "{out}");
        let value: Value = serde_json::from_str(&out).unwrap();
        ends.push(value.pointer(&pointer).unwrap_or_else(|| panic!("no {pointer}: {out}")).clone());
    }
    ends
}

#[test]
fn optional_members_items_and_additional_members_on_the_way_are_there() {
    let schema = json!({
        "type": "object",
        "maxProperties": 1,
        "properties": {
            "other": true,
            "list": {"type": ["null", "array"], "items": {"type": "object", "additionalProperties": {"type": "integer"}}},
        },
        "additionalProperties": false,
    });
    let small = Small::new(&schema);
    let turns = [member("list"), Turn::Item, Turn::Additional("a/b~c".to_owned())];
    assert!(ends(&small, &turns).iter().all(Value::is_i64));
    let mut out = String::new();
    let pointer =
        small.values.write_along("it", &route(&turns), &mut Choices::new(&[]), &mut out).unwrap();
    assert_eq!((pointer.as_str(), out.as_str()), ("/list/0/a~1b~0c", r#"{"list":[{"a/b~c":0}]}"#));
}

#[test]
fn the_branch_that_a_route_names_is_taken() {
    let others = json!({
        "A": {"type": "object", "required": ["k"], "properties": {"k": {"const": "a"}, "x": {"type": "null"}}},
        "B": {"type": "object", "required": ["k"], "properties": {"k": {"const": "b"}, "y": {"type": "boolean"}}},
    });
    let union = json!({"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]});
    let small = Small::among(&union, others);
    assert!(ends(&small, &[Turn::Branch("B".to_owned())]).iter().all(|v| v["k"] == "b"));
    assert!(
        ends(&small, &[Turn::Branch("B".to_owned()), member("y")]).iter().all(Value::is_boolean)
    );
    assert!(ends(&small, &[member("x")]).iter().all(Value::is_null));
}

#[test]
fn a_route_goes_deeper_than_values_otherwise_do() {
    let tree = json!({"type": "object", "properties": {"twin": {"$ref": "#/$defs/it"}}, "additionalProperties": false});
    let turns = vec![member("twin"); 30];
    assert!(ends(&Small::new(&tree), &turns).iter().all(Value::is_object));
}

#[test]
fn a_checked_value_still_takes_the_route() {
    let schema = json!({
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        "not": {"required": ["a", "b"]},
        "additionalProperties": false,
    });
    let small = Small::new(&schema);
    assert!(ends(&small, &[member("a")]).iter().all(Value::is_i64));
    assert!(ends(&small, &[member("b")]).iter().all(Value::is_i64));
}

#[test]
fn a_route_that_does_not_fit_writes_nothing() {
    let closed = json!({"type": "object", "properties": {"a": {"type": "string"}, "none": {"type": "array", "maxItems": 0}}, "additionalProperties": false});
    let small = Small::new(&closed);
    let wrong = [
        vec![member("b")],
        vec![Turn::Item],
        vec![Turn::Additional("b".to_owned())],
        vec![Turn::Branch("it2".to_owned())],
        vec![member("a"), member("b")],
        vec![member("none"), Turn::Item],
    ];
    for turns in wrong {
        let mut out = String::new();
        let written =
            small.values.write_along("it", &route(&turns), &mut Choices::new(&[]), &mut out);
        assert_eq!((written, out.as_str()), (None, ""), "{turns:?}");
    }
    let mut choices = Choices::new(&[]);
    assert!(!small.values.write("nobody", &mut choices, &mut String::new()));
    assert!(small.values.value("nobody", &mut choices).is_null());
}
