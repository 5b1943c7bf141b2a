//! Takes schemas apart into cases: each is a list of plain schemas that must all hold.
//!
//! References are followed, `allOf` is joined in, and each way through `anyOf`, `oneOf`,
//! `if`/`then`/`else`, `dependentSchemas`, `not` and a discriminated union is a case of its own.
//! Depends on `contract` for unions. A case may promise too much where it says so: its values are
//! then checked.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{disjoint::disjoint, keywords::Keywords, negate::negate};
use crate::contract::SchemaSet;

/// More cases of one schema than this are left out.
const MOST: usize = 96;

/// One case.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    pub(super) parts: Vec<Keywords>,
    /// The named schemas on the way.
    pub(super) branches: Vec<String>,
    pub(super) checked: bool,
}

#[derive(Clone, Default)]
struct Open {
    case: Case,
    todo: Vec<Value>,
    choices: Vec<Vec<Vec<Value>>>,
}

/// The named schemas, with the unions that the validator leaves to the dispatcher.
pub(super) struct Named {
    pub(super) defs: Keywords,
    /// By the name of the base: the discriminator and the branches.
    unions: BTreeMap<String, (String, Vec<String>)>,
    /// By the name of a branch: the discriminator.
    branches: BTreeMap<String, String>,
}

impl Named {
    pub(super) fn of(schemas: &SchemaSet) -> Self {
        let mut out =
            Self { defs: Keywords::new(), unions: BTreeMap::new(), branches: BTreeMap::new() };
        for name in schemas.names() {
            out.defs.extend(schemas.raw(name).map(|raw| (name.to_owned(), raw.clone())));
            let place = schemas.roots.get(name).and_then(|root| schemas.places.get(*root));
            if let Some(union) = place.and_then(|p| p.union.as_ref()) {
                let branches = union.branches.iter().map(|b| (b.clone(), union.member.clone()));
                out.branches.extend(branches);
                out.unions.insert(name.to_owned(), (union.member.clone(), union.branches.clone()));
            }
        }
        out
    }

    #[cfg(test)]
    pub(super) fn without_unions(defs: Keywords) -> Self {
        Self { defs, unions: BTreeMap::new(), branches: BTreeMap::new() }
    }

    /// What a message of this named schema must satisfy; a branch of a union says that it is one.
    pub(super) fn root(&self, name: &str) -> Vec<Value> {
        let mut parts = vec![json!({"$ref": format!("#/$defs/{name}")})];
        if let Some(member) = self.branches.get(name) {
            parts.push(json!({"properties": {member.as_str(): {"const": name}}}));
        }
        parts
    }

    /// The cases of schemas that must all hold, the simplest first.
    pub(super) fn cases(&self, schemas: &[Value]) -> Vec<Case> {
        let todo = schemas.iter().rev().cloned().collect();
        let mut open = vec![Open { todo, ..Open::default() }];
        let mut done = Vec::new();
        while let Some(mut state) = open.pop() {
            if !self.settle(&mut state) {
                continue;
            }
            if state.choices.is_empty() {
                done.push(state.case);
                if done.len() >= MOST {
                    break;
                }
                continue;
            }
            let options = state.choices.remove(0);
            for option in options.into_iter().rev() {
                let mut next = state.clone();
                next.todo = option.into_iter().rev().collect();
                open.push(next);
            }
        }
        done
    }

    /// Works off what is to do; false if nothing can satisfy it.
    fn settle(&self, state: &mut Open) -> bool {
        while let Some(schema) = state.todo.pop() {
            match schema {
                Value::Bool(false) => return false,
                Value::Object(keywords) => self.object(state, keywords),
                _ => {}
            }
        }
        true
    }

    fn object(&self, state: &mut Open, mut schema: Keywords) {
        let mut next = Vec::new();
        let reference = schema.shift_remove("$ref");
        let target = reference.as_ref().and_then(Value::as_str);
        if let Some(name) = target.and_then(|t| t.strip_prefix("#/$defs/"))
            && !state.case.branches.iter().any(|b| b == name)
        {
            state.case.branches.push(name.to_owned());
            next.extend(self.defs.get(name).cloned());
            if let Some((member, branches)) = self.unions.get(name) {
                state.choices.push(branches.iter().map(|b| branch(member, b)).collect());
            }
        }
        if let Some(Value::Array(all)) = schema.shift_remove("allOf") {
            next.extend(all);
        }
        if let Some(Value::Array(any)) = schema.shift_remove("anyOf") {
            state.choices.push(any.into_iter().map(|s| vec![s]).collect());
        }
        let discriminator = schema.shift_remove("discriminator");
        if let Some(Value::Array(one)) = schema.shift_remove("oneOf") {
            let member = discriminator.as_ref().and_then(Value::as_str);
            state.case.checked |= member.is_none() && !disjoint(&self.defs, &one);
            state.choices.push(one.into_iter().map(|s| self.option(member, s)).collect());
        }
        if let Some(condition) = schema.shift_remove("if") {
            let (then, otherwise) = (schema.shift_remove("then"), schema.shift_remove("else"));
            if then.is_some() || otherwise.is_some() {
                state.case.checked = true;
                let mut options: Vec<Vec<Value>> = negate(&self.defs, &condition, 4)
                    .into_iter()
                    .map(|not| vec![not].into_iter().chain(otherwise.clone()).collect())
                    .collect();
                options.push(vec![condition].into_iter().chain(then).collect());
                state.choices.push(options);
            }
        }
        if let Some(not) = schema.shift_remove("not") {
            state.case.checked = true;
            state.choices.push(negate(&self.defs, &not, 4).into_iter().map(|s| vec![s]).collect());
        }
        for (name, needs) in members(schema.shift_remove("dependentRequired")) {
            let absent = json!({"properties": {name.as_str(): false}});
            let present = json!({"required": [name]});
            state.choices.push(vec![vec![absent], vec![present, json!({"required": needs})]]);
        }
        for (name, needs) in members(schema.shift_remove("dependentSchemas")) {
            let absent = json!({"properties": {name.as_str(): false}});
            state.choices.push(vec![vec![absent], vec![json!({"required": [name]}), needs]]);
        }
        state.case.checked |=
            schema.contains_key("unevaluatedProperties") || schema.contains_key("unevaluatedItems");
        state.todo.extend(next.into_iter().rev());
        state.case.parts.push(schema);
    }

    /// One branch of a `oneOf` in its place, which may have a discriminator.
    fn option(&self, member: Option<&str>, schema: Value) -> Vec<Value> {
        let name =
            schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/"));
        match (member, name) {
            (Some(member), Some(name)) => branch(member, name),
            _ => vec![schema],
        }
    }
}

fn branch(member: &str, name: &str) -> Vec<Value> {
    vec![
        json!({"$ref": format!("#/$defs/{name}")}),
        json!({"properties": {member: {"const": name}}, "required": [member]}),
    ]
}

fn members(keyword: Option<Value>) -> Vec<(String, Value)> {
    match keyword {
        Some(Value::Object(members)) => members.into_iter().collect(),
        _ => Vec::new(),
    }
}
