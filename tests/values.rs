//! Valid values of every named schema of every contract, judged by the validator itself.

use std::collections::BTreeSet;

use ringtrue::{
    codec::json::{Limits, parse},
    contract::SchemaSet,
    contracts::REGISTRY,
    generate::{Choices, Values},
};
use serde_json::Value;

const TAPES: u64 = 300;

fn each_contract(look: impl Fn(&str, &SchemaSet, &Values)) {
    for suite in REGISTRY {
        let schemas = &suite.protocol().unwrap().contract.schemas;
        look(suite.id(), schemas, &Values::compile(schemas));
    }
}

fn text(values: &Values, name: &str, tape: &[u8]) -> String {
    let mut out = String::new();
    assert!(values.write(name, &mut Choices::new(tape), &mut out), "{name}: nothing satisfies it");
    out
}

fn is_valid(schemas: &SchemaSet, name: &str, text: &str) {
    let read = parse(text.as_bytes(), &Limits::default());
    let document = read.unwrap_or_else(|e| panic!("{name}: {e:?}: {text}"));
    assert!(document.flaws.is_empty(), "{name}: {:?}: {text}", document.flaws);
    let findings = schemas.validate(name, &document.root).unwrap().findings;
    let broken: Vec<&str> =
        findings.iter().map(|f| schemas.constraints()[f.constraint].rule.as_str()).collect();
    assert!(broken.is_empty(), "{name}: {broken:?}: {text}");
}

#[test]
fn every_value_of_every_schema_is_valid() {
    each_contract(|contract, schemas, values| {
        for name in schemas.names() {
            let different: BTreeSet<String> = (0..TAPES)
                .map(|seed| text(values, name, &Choices::tape(seed, 2048)))
                .inspect(|text| is_valid(schemas, name, text))
                .collect();
            let constant = text(values, name, &[]) == text(values, name, &[0xff; 2048]);
            assert!(constant || different.len() > 1, "{contract}/{name} never varies");
        }
    });
}

#[test]
fn calm_values_are_valid_too() {
    each_contract(|_, schemas, _| {
        let values = Values::compile(schemas).with_spice(0);
        for name in schemas.names() {
            for seed in 0..TAPES {
                is_valid(schemas, name, &text(&values, name, &Choices::tape(seed, 2048)));
            }
            is_valid(schemas, name, &text(&values, name, &[0xff; 4096]));
        }
    });
}

#[test]
fn a_tape_of_zeros_gives_the_required_members_and_nothing_else() {
    each_contract(|contract, schemas, values| {
        for name in schemas.names() {
            let smallest = text(values, name, &[]);
            is_valid(schemas, name, &smallest);
            assert_eq!(smallest, text(values, name, &[0; 4096]), "{contract}/{name}");
            let value: Value = serde_json::from_str(&smallest).unwrap();
            let schema = schemas.raw(name).unwrap();
            let plain = ["minProperties", "allOf", "anyOf", "oneOf"]
                .iter()
                .all(|k| schema.get(k).is_none());
            let Some(members) = value.as_object().filter(|_| plain) else { continue };
            let required = schema.get("required").and_then(Value::as_array);
            let required: BTreeSet<&str> =
                required.into_iter().flatten().filter_map(Value::as_str).collect();
            // A union brings in what its branch requires.
            let names: BTreeSet<&str> = members.keys().map(String::as_str).collect();
            let union = schemas
                .constraints()
                .iter()
                .any(|c| c.schema == name && c.keyword == "discriminator" && c.members.is_empty());
            assert!(names == required || union, "{contract}/{name}: {smallest}");
        }
    });
}

#[test]
fn every_member_that_is_declared_comes_up_and_is_left_out_where_it_may_be() {
    each_contract(|contract, schemas, values| {
        for name in schemas.names() {
            let schema = schemas.raw(name).unwrap();
            let declared = schema.get("properties").and_then(Value::as_object);
            let drawn: Vec<Value> = (0..TAPES)
                .map(|seed| values.value(name, &mut Choices::new(&Choices::tape(seed, 2048))))
                .collect();
            for member in declared.into_iter().flatten().map(|(member, _)| member) {
                assert!(
                    drawn.iter().any(|v| v.get(member).is_some()),
                    "{contract}/{name}: no {member} ever"
                );
            }
        }
    });
}
