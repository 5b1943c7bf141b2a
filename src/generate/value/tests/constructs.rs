//! Every construct gives valid values, and the smallest of them for an exhausted tape.

use serde_json::{Value, json};

use super::support::Small;
use crate::generate::Choices;

/// A name, a schema, and the smallest value.
fn table() -> Vec<(&'static str, Value, &'static str)> {
    let a = json!({"type": "object", "required": ["k"], "properties": {"k": {"const": "a"}, "x": {"type": "string"}}});
    let b = json!({"type": "object", "required": ["k"], "properties": {"k": {"const": "b"}, "y": {"type": "integer"}}});
    vec![
        ("true", json!(true), "null"),
        ("the empty schema", json!({}), "null"),
        ("null", json!({"type": "null"}), "null"),
        ("boolean", json!({"type": "boolean"}), "false"),
        ("string", json!({"type": "string"}), "\"\""),
        ("integer", json!({"type": "integer"}), "0"),
        ("number", json!({"type": "number"}), "0"),
        ("array", json!({"type": "array"}), "[]"),
        ("object", json!({"type": "object"}), "{}"),
        ("several types", json!({"type": ["string", "null", "integer"]}), "\"\""),
        ("enum", json!({"enum": ["x", 1, null, {"a": [1]}]}), "\"x\""),
        ("enum that a type narrows", json!({"type": "integer", "enum": ["x", 1, 2.5, 3]}), "1"),
        ("enum that a bound narrows", json!({"minimum": 2, "enum": [1, 2, 3]}), "2"),
        ("const", json!({"const": {"a": "\"\\"}}), r#"{"a":"\"\\"}"#),
        (
            "minLength and maxLength",
            json!({"type": "string", "minLength": 3, "maxLength": 5}),
            "\"aaa\"",
        ),
        ("exact length", json!({"type": "string", "minLength": 7, "maxLength": 7}), "\"aaaaaaa\""),
        ("minimum and maximum", json!({"type": "integer", "minimum": 3, "maximum": 6}), "3"),
        ("negative maximum", json!({"type": "integer", "maximum": -4}), "-4"),
        (
            "exclusive bounds",
            json!({"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 6}),
            "4",
        ),
        ("fractional bounds", json!({"type": "number", "minimum": 0.25, "maximum": 0.5}), "0.25"),
        (
            "narrow bounds",
            json!({"type": "number", "exclusiveMinimum": 0.1, "exclusiveMaximum": 0.101}),
            "0.100001",
        ),
        (
            "integers between fractions",
            json!({"type": "integer", "minimum": 1.5, "maximum": 3.5}),
            "2",
        ),
        ("multipleOf", json!({"type": "integer", "multipleOf": 7, "minimum": 1}), "7"),
        (
            "multipleOf a fraction",
            json!({"type": "number", "multipleOf": 0.05, "minimum": 0.01, "maximum": 2}),
            "0.05",
        ),
        (
            "two multipleOf",
            json!({"allOf": [{"multipleOf": 4}, {"multipleOf": 6}], "type": "integer", "minimum": 1}),
            "12",
        ),
        (
            "required",
            json!({"type": "object", "required": ["b"], "properties": {"a": true, "b": {"type": "integer"}}}),
            r#"{"b":0}"#,
        ),
        (
            "required but not declared",
            json!({"type": "object", "required": ["z"]}),
            r#"{"z":null}"#,
        ),
        (
            "closed",
            json!({"type": "object", "properties": {"a": {"type": "boolean"}}, "additionalProperties": false}),
            "{}",
        ),
        (
            "additional members of a schema",
            json!({"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2}),
            r#"{"language":0,"region":0}"#,
        ),
        (
            "many members",
            json!({"type": "object", "additionalProperties": {"type": "null"}, "minProperties": 14}),
            r#"{"language":null,"region":null,"priority":null,"note":null,"x-custom":null,"größe":null,"日本":null,"a/b":null,"a~b":null,"$ref":null,"two words":null,"\"":null,"member0":null,"member1":null}"#,
        ),
        (
            "maxProperties",
            json!({"type": "object", "properties": {"a": true, "b": true, "c": true}, "maxProperties": 1}),
            "{}",
        ),
        (
            "minProperties of closed",
            json!({"type": "object", "properties": {"a": {"type": "null"}, "b": {"type": "null"}}, "additionalProperties": false, "minProperties": 1}),
            r#"{"b":null}"#,
        ),
        (
            "patternProperties",
            json!({"type": "object", "patternProperties": {"^x-[a-z]+$": {"type": "integer"}}, "additionalProperties": false, "minProperties": 1}),
            r#"{"x-a":0}"#,
        ),
        (
            "patternProperties over a member",
            json!({"type": "object", "properties": {"x-a": {"minimum": 3}}, "required": ["x-a"], "patternProperties": {"^x-": {"type": "integer"}}}),
            r#"{"x-a":3}"#,
        ),
        (
            "propertyNames by pattern",
            json!({"type": "object", "propertyNames": {"pattern": "^[a-z]{3}$"}, "minProperties": 2}),
            r#"{"aaa":null,"vib":null}"#,
        ),
        (
            "propertyNames by length",
            json!({"type": "object", "propertyNames": {"maxLength": 2}, "minProperties": 1}),
            r#"{"":null}"#,
        ),
        (
            "propertyNames by enum",
            json!({"type": "object", "propertyNames": {"enum": ["p", "q"]}, "additionalProperties": {"type": "boolean"}, "minProperties": 2}),
            r#"{"p":false,"q":false}"#,
        ),
        (
            "dependentRequired",
            json!({"type": "object", "properties": {"a": {"type": "null"}, "b": {"type": "null"}}, "dependentRequired": {"a": ["b"]}}),
            "{}",
        ),
        (
            "dependentSchemas",
            json!({"type": "object", "properties": {"a": {"type": "null"}}, "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"type": "integer"}}}}}),
            "{}",
        ),
        (
            "if then else",
            json!({"type": "object", "properties": {"k": {"enum": ["a", "b"]}, "n": {"type": "integer"}}, "required": ["k"], "if": {"properties": {"k": {"const": "b"}}}, "then": {"required": ["n"]}, "else": {"properties": {"n": false}}}),
            r#"{"k":"a"}"#,
        ),
        ("if without else", json!({"if": {"type": "string"}, "then": {"minLength": 3}}), "null"),
        (
            "allOf",
            json!({"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"properties": {"a": {"minimum": 5}}}]}),
            r#"{"a":5}"#,
        ),
        ("anyOf", json!({"anyOf": [{"type": "integer", "minimum": 5}, {"type": "string"}]}), "5"),
        (
            "anyOf beside members",
            json!({"type": "object", "properties": {"a": {"type": "null"}, "b": {"type": "null"}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}),
            r#"{"a":null}"#,
        ),
        ("oneOf apart", json!({"oneOf": [a, b]}), r#"{"k":"a"}"#),
        (
            "oneOf that overlaps",
            json!({"oneOf": [{"type": "integer", "multipleOf": 3}, {"type": "integer", "multipleOf": 5}], "minimum": 1}),
            "3",
        ),
        (
            "oneOf of members",
            json!({"type": "object", "properties": {"a": {"type": "null"}, "b": {"type": "null"}}, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}),
            r#"{"a":null}"#,
        ),
        ("not a type", json!({"not": {"type": ["null", "object"]}}), "false"),
        ("not a const", json!({"type": "string", "not": {"const": ""}}), ""),
        (
            "not a member",
            json!({"type": "object", "properties": {"a": {"type": "null"}}, "not": {"required": ["a"]}}),
            "{}",
        ),
        ("not a range", json!({"type": "integer", "not": {"minimum": -5, "maximum": 5}}), "-6"),
        ("not anyOf", json!({"not": {"anyOf": [{"type": "string"}, {"type": "number"}]}}), "null"),
        (
            "items",
            json!({"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2}),
            "[1,1]",
        ),
        (
            "prefixItems",
            json!({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "null"}], "items": false, "minItems": 2}),
            "[0,null]",
        ),
        (
            "prefixItems and more",
            json!({"type": "array", "prefixItems": [{"type": "integer"}], "items": {"type": "boolean"}, "minItems": 3}),
            "[0,false,false]",
        ),
        ("maxItems", json!({"type": "array", "items": {"type": "null"}, "maxItems": 2}), "[]"),
        (
            "contains",
            json!({"type": "array", "items": {"type": "integer"}, "contains": {"minimum": 9}}),
            "[9]",
        ),
        (
            "minContains and maxContains",
            json!({"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 5}, "contains": {"const": 3}, "minContains": 2, "maxContains": 3}),
            "[3,3]",
        ),
        (
            "contains none",
            json!({"type": "array", "items": {"type": "boolean"}, "contains": {"const": true}, "minContains": 0, "maxContains": 1}),
            "[]",
        ),
        (
            "contains after a prefix",
            json!({"type": "array", "prefixItems": [{"type": "null"}], "contains": {"type": "string"}, "minItems": 1}),
            "[null,\"\"]",
        ),
        (
            "uniqueItems",
            json!({"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": true, "minItems": 3}),
            r#"["a","b","c"]"#,
        ),
        (
            "uniqueItems of numbers",
            json!({"type": "array", "items": {"type": "number"}, "uniqueItems": true, "minItems": 2}),
            "",
        ),
        (
            "unevaluatedProperties",
            json!({"type": "object", "allOf": [{"properties": {"a": {"type": "null"}}}], "properties": {"b": {"type": "null"}}, "required": ["a", "b"], "unevaluatedProperties": false}),
            r#"{"b":null,"a":null}"#,
        ),
        (
            "unevaluatedItems",
            json!({"type": "array", "prefixItems": [{"type": "null"}], "unevaluatedItems": false, "minItems": 1}),
            "[null]",
        ),
        ("pattern", json!({"type": "string", "pattern": "^(a|b)[0-9]{2,4}-x*$"}), "\"a00-\""),
        ("pattern without anchors", json!({"type": "string", "pattern": "[0-9]+"}), "\"0\""),
        (
            "pattern and length",
            json!({"type": "string", "pattern": "^[a-z]+$", "minLength": 6, "maxLength": 9}),
            "",
        ),
        (
            "pattern with a class of anything",
            json!({"type": "string", "pattern": "^[^/]\\d\\w\\s\\S.$"}),
            "",
        ),
        (
            "pattern with a lookahead",
            json!({"type": "string", "pattern": "^(?=.*[0-9])[a-z0-9]{4}$"}),
            "",
        ),
        (
            "two patterns",
            json!({"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "x"}]}),
            "",
        ),
        ("pattern with a word boundary", json!({"type": "string", "pattern": "^a\\b"}), ""),
        (
            "format and pattern",
            json!({"type": "string", "format": "date-time", "pattern": "Z$"}),
            "",
        ),
        ("format and length", json!({"type": "string", "format": "email", "maxLength": 20}), ""),
    ]
}

#[test]
fn every_construct_gives_valid_values_and_the_smallest_for_no_tape() {
    let mut wrong = Vec::new();
    for (name, schema, smallest) in table() {
        let small = Small::new(&schema);
        match small.attempt(&[]) {
            Ok(text) if smallest.is_empty() || text == smallest => {}
            Ok(text) | Err(text) => wrong.push(format!("{name}: {text}")),
        }
        let tapes = (0..200).map(|seed| small.attempt(&Choices::tape(seed, 1024)));
        wrong.extend(tapes.filter_map(|text| Some(format!("{name}: {}", text.err()?))).take(2));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_format_that_is_checked_gives_valid_values() {
    let formats = [
        "date",
        "date-time",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uri-template",
        "uuid",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "unheard-of",
    ];
    for format in formats {
        let small = Small::new(&json!({"type": "string", "format": format}));
        small.smallest();
        assert!(small.texts(300).len() == 300, "{format}");
    }
}

#[test]
fn a_schema_that_refers_to_itself_ends() {
    let tree = json!({
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/$defs/it"}},
            "twin": {"$ref": "#/$defs/it"},
        },
        "additionalProperties": false,
    });
    let small = Small::new(&tree);
    assert_eq!(small.smallest(), r#"{"name":""}"#);
    let longest = small.texts(300).iter().map(String::len).max().unwrap();
    assert!(longest > 200, "{longest}");
    // However long the tape, and if it says yes to everything.
    assert!(small.text(&vec![0xff; 1 << 20]).len() < 1 << 18);
    let list = json!({"oneOf": [{"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/$defs/it"}}}, {"type": "null"}]});
    assert!(Small::new(&list).smallest().ends_with('}'));
}

#[test]
fn what_nothing_satisfies_is_not_written() {
    let impossible = [
        json!(false),
        json!({"type": "string", "minLength": 3, "maxLength": 2}),
        json!({"allOf": [{"type": "string"}, {"type": "null"}]}),
        json!({"type": "object", "required": ["a"], "properties": {"a": false}}),
        json!({"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/$defs/it"}}}),
        json!({"type": "integer", "minimum": 1, "maximum": 1, "multipleOf": 2}),
        json!({"type": "integer", "not": {"type": "number"}}),
    ];
    for schema in impossible {
        let small = Small::new(&schema);
        let mut out = String::from("before");
        let mut choices = crate::generate::Choices::new(&[]);
        assert!(!small.values.write("it", &mut choices, &mut out), "{schema}: {out}");
        assert_eq!(out, "before");
    }
}
