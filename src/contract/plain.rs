//! The named schemas as plain JSON Schema 2020-12, for validators that we did not write.
//!
//! Unions are written as what we do with them, and whoever asks says which constraints give way.
//! Depends on the compiled schemas. Never validates anything itself.

use serde_json::{Map, Value, json};

use super::{
    compile::{Union, escape},
    constraint::Constraint,
    plain_demands::{Demand, in_turn, types_of},
    schema::SchemaSet,
};
use crate::error::Result;

/// The schema of the values that break a constraint and pass all the same: `false` where it holds,
/// `true` where it gives way to every value.
pub(crate) type Eases<'e> = dyn FnMut(usize, &Constraint) -> Result<Value> + 'e;

impl SchemaSet {
    /// All named schemas, with references into `$defs`.
    ///
    /// # Errors
    /// Those of `eases`.
    pub(crate) fn plain(&self, eases: &mut Eases<'_>) -> Result<Map<String, Value>> {
        let mut out = Map::new();
        for name in self.names() {
            let Some(schema) = self.raw(name) else { continue };
            let mut write = Write { set: self, eases };
            let plain = write.place(schema, &format!("/$defs/{}", escape(name)))?;
            out.insert(name.to_owned(), plain);
        }
        Ok(out)
    }
}

/// Keywords that say something and demand nothing.
const ANNOTATIONS: [&str; 8] = [
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "$comment",
];

/// What it is comes before what it has, as people write it.
fn in_order(keywords: Map<String, Value>) -> Map<String, Value> {
    let first = |keyword: &str| !matches!(keyword, "title" | "description" | "$ref" | "type");
    let mut keywords: Vec<(String, Value)> = keywords.into_iter().collect();
    keywords.sort_by_key(|(keyword, _)| first(keyword));
    keywords.into_iter().collect()
}

fn has_parts(keywords: &Map<String, Value>) -> bool {
    const ABOUT_PARTS: [&str; 4] = ["properties", "required", "additionalProperties", "items"];
    ABOUT_PARTS.iter().any(|keyword| keywords.contains_key(*keyword))
}

struct Write<'s, 'e, 'f> {
    set: &'s SchemaSet,
    eases: &'e mut Eases<'f>,
}

impl Write<'_, '_, '_> {
    fn place(&mut self, schema: &Value, location: &str) -> Result<Value> {
        let Value::Object(keywords) = schema else { return Ok(schema.clone()) };
        let mut out = Map::new();
        let mut also = Vec::new();
        let mut demands = Vec::new();
        for (keyword, value) in keywords {
            let at = format!("{location}/{keyword}");
            let written = match keyword.as_str() {
                "properties" => self.members(value, &at)?,
                "items" => self.place(value, &at)?,
                "additionalProperties" if value.is_object() => self.place(value, &at)?,
                // What is graded is the surplus member, so that is what may have another form.
                "additionalProperties" => match self.ease(&at)? {
                    None | Some(Value::Bool(true)) => continue,
                    Some(ease) => ease,
                },
                "allOf" => {
                    for (i, sub) in value.as_array().into_iter().flatten().enumerate() {
                        also.push(self.place(sub, &format!("{at}/{i}"))?);
                    }
                    continue;
                }
                "required" => match self.required(value, &at, &mut also)? {
                    Value::Array(names) if names.is_empty() => continue,
                    names => names,
                },
                "$ref" => value.clone(),
                known if ANNOTATIONS.contains(&known) => value.clone(),
                _ => {
                    if let Some(ease) = self.ease(&at)? {
                        demands.push(Demand {
                            keyword: keyword.clone(),
                            value: value.clone(),
                            ease,
                        });
                    }
                    continue;
                }
            };
            out.insert(keyword.clone(), written);
        }
        let types = demands.iter().find(|demand| demand.keyword == "type").map(types_of);
        for (keyword, value) in in_turn(demands) {
            if out.contains_key(&keyword) {
                also.push(json!({ keyword: value }));
            } else {
                out.insert(keyword, value);
            }
        }
        // Validators in strict mode want to know what a keyword about members or items is for.
        if let Some(types) = types.filter(|_| !out.contains_key("type") && has_parts(&out)) {
            out.insert("type".to_owned(), json!(types));
        }
        self.union(location, &mut out, &mut also)?;
        if !also.is_empty() {
            out.insert("allOf".to_owned(), Value::Array(also));
        }
        Ok(Value::Object(in_order(out)))
    }

    fn members(&mut self, declared: &Value, location: &str) -> Result<Value> {
        let mut members = Map::new();
        for (name, sub) in declared.as_object().into_iter().flatten() {
            let at = format!("{location}/{}", escape(name));
            members.insert(name.clone(), self.place(sub, &at)?);
        }
        Ok(Value::Object(members))
    }

    /// The members that must be there; those that may be missing from some objects go to `also`.
    fn required(&mut self, value: &Value, location: &str, also: &mut Vec<Value>) -> Result<Value> {
        let mut names = Vec::new();
        for name in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
            match self.ease(&format!("{location}/{}", escape(name)))? {
                None | Some(Value::Bool(true)) => {}
                Some(Value::Bool(false)) => names.push(json!(name)),
                Some(ease) => also.push(json!({"anyOf": [{"required": [name]}, ease]})),
            }
        }
        Ok(Value::Array(names))
    }

    /// A union is dispatched on one member: its value names the branch, and no other is tried.
    fn union(
        &mut self,
        location: &str,
        out: &mut Map<String, Value>,
        also: &mut Vec<Value>,
    ) -> Result<()> {
        let Some(Union { member, branches, constraint }) = self.union_at(location) else {
            return Ok(());
        };
        let ease = match self.set.constraints().get(constraint) {
            Some(written) => (self.eases)(constraint, written)?,
            None => Value::Bool(false),
        };
        for branch in &branches {
            also.push(json!({
                "if": {
                    "type": "object",
                    "properties": {member.as_str(): {"const": branch}},
                    "required": [member],
                },
                "then": {"$ref": format!("#/$defs/{branch}")},
            }));
        }
        let named =
            in_turn(vec![Demand { keyword: "enum".to_owned(), value: json!(branches), ease }]);
        if named.is_empty() {
            return Ok(());
        }
        let members = out.entry("properties").or_insert_with(|| json!({}));
        let Some(members) = members.as_object_mut() else { return Ok(()) };
        let declared = members.entry(member).or_insert_with(|| json!({}));
        let is_text = declared.get("type") == Some(&json!("string"));
        let plainly = named.iter().all(|(keyword, _)| declared.get(keyword).is_none());
        match declared.as_object_mut() {
            Some(declared) if is_text && plainly => declared.extend(named),
            // What is no text names no branch, and is for the other constraints to refuse.
            _ => {
                let named: Map<String, Value> = named.into_iter().collect();
                let named = json!({"if": {"type": "string"}, "then": named});
                *declared = json!({"allOf": [declared.take(), named]});
            }
        }
        Ok(())
    }

    fn union_at(&self, location: &str) -> Option<Union> {
        let constraint = *self.set.by_location.get(location)?;
        let mut unions = self.set.places.iter().filter_map(|place| place.union.as_ref());
        unions.find(|union| union.constraint == constraint).cloned()
    }

    /// What the constraint at a location gives way to, nothing if it is given; none if there is no
    /// constraint.
    fn ease(&mut self, location: &str) -> Result<Option<Value>> {
        if self.set.given.contains(location) {
            return Ok(Some(Value::Bool(false)));
        }
        let Some(id) = self.set.by_location.get(location).copied() else { return Ok(None) };
        let Some(constraint) = self.set.constraints().get(id) else { return Ok(None) };
        (self.eases)(id, constraint).map(Some)
    }
}
