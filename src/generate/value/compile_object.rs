//! What conjoined schemas say of objects.
//!
//! Depends on `compile`, and on `pattern` for member names. Names are tried out here, once, so
//! that none need be checked when values are written.

use serde_json::{Value, json};

use super::{
    compile::Compiler,
    escape,
    hint::Hint,
    keywords::{Keywords, bounds, of_additional, of_member},
    pattern::Pattern,
    plan::{Member, ObjectPlan, Plan},
};
use crate::{
    codec::json::{Limits, Node, parse},
    contract::Shape,
    generate::choices::Choices,
};

/// Names for additional members, plain ones first.
const NAMES: [&str; 12] = [
    "language",
    "region",
    "priority",
    "note",
    "x-custom",
    "größe",
    "日本",
    "a/b",
    "a~b",
    "$ref",
    "two words",
    "\"",
];
/// How many names are drawn from a pattern.
const DRAWS: u64 = 12;

impl Compiler {
    /// A plan for objects, and whether their values must be checked.
    pub(super) fn object(&mut self, parts: &[Keywords]) -> Option<(Plan, bool)> {
        let (min, max) = bounds(parts, "minProperties", "maxProperties");
        let has = |key: &str| parts.iter().any(|p| p.contains_key(key));
        let name_rules: Vec<Value> =
            parts.iter().filter_map(|p| p.get("propertyNames").cloned()).collect();
        let names = if name_rules.is_empty() { None } else { self.shape(&name_rules) };
        let allows = |name: &str| names.as_ref().is_none_or(|shape| accepts(shape, name));
        let required: Vec<&str> = list(parts, "required").filter_map(Value::as_str).collect();
        let mut members: Vec<Member> = Vec::new();
        let declared = parts.iter().filter_map(|p| p.get("properties")?.as_object());
        let declared = declared.flatten().map(|(name, _)| name.as_str());
        for name in declared.chain(required.iter().copied()) {
            if members.iter().any(|m| &*m.name == name) {
                continue;
            }
            match of_member(parts, name).filter(|_| allows(name)) {
                Some(schemas) => {
                    let is_required = required.contains(&name);
                    members.push(self.member(name, &schemas, is_required));
                }
                None if required.contains(&name) => return None,
                None => {}
            }
        }
        // A forbidden member must not come back as an additional one.
        let is_declared = |name: &str| {
            parts.iter().any(|p| p.get("properties").is_some_and(|d| d.get(name).is_some()))
        };
        let (mut extras, mut free) = (Vec::new(), None);
        let additional = of_additional(parts);
        let patterned = has("patternProperties");
        if patterned || names.is_some() {
            let mut candidates: Vec<String> = Vec::new();
            for part in parts {
                let patterns = part.get("patternProperties").and_then(Value::as_object);
                for (pattern, _) in patterns.into_iter().flatten() {
                    candidates.extend(drawn(pattern));
                }
            }
            if additional.is_some() {
                candidates.extend(self.names(&name_rules));
                candidates.extend(NAMES.map(str::to_owned));
            }
            candidates.dedup();
            for name in candidates {
                let known = extras.iter().any(|m: &Member| *m.name == *name) || is_declared(&name);
                if known || !allows(&name) {
                    continue;
                }
                let shut = additional.is_none() && !matches_some(parts, &name);
                if let Some(schemas) = of_member(parts, &name).filter(|_| !shut) {
                    extras.push(self.member(&name, &schemas, false));
                }
            }
        } else if let Some(schemas) = &additional {
            for name in NAMES {
                if !is_declared(name) && !required.contains(&name) {
                    extras.push(self.member(name, schemas, false));
                }
            }
            free = Some(self.node(schemas, Hint::Word));
        }
        // Names that are declared as forbidden are known too, but never free.
        let forbidden = parts.iter().filter_map(|p| p.get("properties")?.as_object()).flatten();
        if forbidden.into_iter().any(|(_, schema)| *schema == Value::Bool(false)) {
            free = None;
        }
        let open = has("additionalProperties")
            || patterned
            || has("unevaluatedProperties")
            || (members.is_empty() && names.is_some())
            || (members.is_empty() && !has("properties"));
        let capacity = if free.is_some() { usize::MAX } else { members.len() + extras.len() };
        let required = members.iter().filter(|m| m.required).count();
        let max = max.min(capacity);
        if min > max || required > max {
            return None;
        }
        let plan = ObjectPlan { members, required, min, max, extras, free, open };
        Some((Plan::Object(plan), false))
    }

    fn member(&mut self, name: &str, schemas: &[Value], required: bool) -> Member {
        let node = self.node(schemas, Hint::of(name));
        Member { name: name.into(), key: escape::key(name), node, required }
    }

    /// Names that rules for names suggest.
    fn names(&self, rules: &[Value]) -> Vec<String> {
        let mut out = Vec::new();
        for case in self.named.cases(rules) {
            for part in &case.parts {
                out.extend(part.get("pattern").and_then(Value::as_str).into_iter().flat_map(drawn));
                let listed = part.get("enum").and_then(Value::as_array).into_iter().flatten();
                let listed = listed.chain(part.get("const")).filter_map(Value::as_str);
                out.extend(listed.map(str::to_owned));
            }
            let (low, high) = bounds(&case.parts, "minLength", "maxLength");
            let last = high.min(low.saturating_add(8));
            out.extend((low..=last).map(|length| "n".repeat(length)));
        }
        out
    }
}

fn list<'p>(parts: &'p [Keywords], key: &'p str) -> impl Iterator<Item = &'p Value> {
    parts.iter().filter_map(move |p| p.get(key)?.as_array()).flatten()
}

fn accepts(shape: &Shape, name: &str) -> bool {
    shape.accepts(&Node::from_json(&json!(name)))
}

fn matches_some(parts: &[Keywords], name: &str) -> bool {
    let patterns = parts.iter().filter_map(|p| p.get("patternProperties")?.as_object()).flatten();
    patterns.into_iter().any(|(pattern, _)| super::keywords::name_matches(pattern, name))
}

/// Names that match a pattern.
fn drawn(pattern: &str) -> Vec<String> {
    let Some(parsed) = Pattern::parse(pattern) else { return Vec::new() };
    let mut out: Vec<String> = Vec::new();
    for seed in 0..DRAWS {
        let tape = if seed == 0 { Vec::new() } else { Choices::tape(seed, 64) };
        let mut text = String::from('"');
        parsed.write(false, 4, &mut Choices::new(&tape), &mut text);
        text.push('"');
        let read = parse(text.as_bytes(), &Limits::default()).ok();
        let name = read.and_then(|d| d.root.as_str().map(str::to_owned));
        out.extend(name.filter(|name| !out.contains(name)));
    }
    out
}
