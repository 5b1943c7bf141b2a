//! Named schemas to constraints and places: which rule is written where.
//!
//! A place is one schema object inside a named schema. Places form a tree that mirrors the
//! schema, so that a walk over a message and the places tells which constraints it reached.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{
    constraint::{Constraint, ConstraintId, Reading},
    references::reached_from,
};
use crate::error::{Error, Result};

pub(crate) type PlaceId = usize;

/// The JSON types that a keyword speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Applies {
    Any,
    Text,
    Number,
    Array,
    Object,
}

/// A union that is dispatched by the value of one member.
#[derive(Debug, Clone)]
pub(crate) struct Union {
    pub(crate) member: String,
    pub(crate) branches: Vec<String>,
    pub(crate) constraint: ConstraintId,
}

/// One schema object.
#[derive(Debug, Default)]
pub(crate) struct Place {
    pub(crate) keywords: Vec<(Applies, ConstraintId)>,
    pub(crate) reference: Option<String>,
    pub(crate) members: Vec<(String, PlaceId)>,
    pub(crate) items: Option<PlaceId>,
    pub(crate) additional: Option<PlaceId>,
    pub(crate) all_of: Vec<PlaceId>,
    pub(crate) union: Option<Union>,
}

pub(crate) struct Compiled {
    pub(crate) defs: Map<String, Value>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) places: Vec<Place>,
    pub(crate) roots: HashMap<String, PlaceId>,
    pub(crate) by_location: HashMap<String, ConstraintId>,
    /// Keywords that no message can break, and that are no rules therefore.
    pub(crate) given: HashSet<String>,
}

/// Compiles named schemas. `sent` are those of messages: what none of them leads to is kept as
/// the documents have it, but makes no rules.
pub(crate) fn compile<'d>(
    contract: &str,
    defs: &'d Map<String, Value>,
    sent: &[&'d str],
    reading: Reading,
) -> Result<Compiled> {
    let mut out = Compiled {
        defs: Map::new(),
        constraints: Vec::new(),
        places: Vec::new(),
        roots: HashMap::new(),
        by_location: HashMap::new(),
        given: HashSet::new(),
    };
    let sent = reached_from(sent, defs);
    for (name, schema) in defs {
        let unsent = !sent.contains(name.as_str());
        let mut visit = Visit { contract, schema: name, unsent, reading, defs, out: &mut out };
        let root = visit.place(schema, &format!("/$defs/{name}"), "")?;
        out.roots.insert(name.clone(), root);
    }
    out.defs = match reading {
        Reading::Dispatched => dispatched(defs),
        Reading::Literal => defs.clone(),
    };
    Ok(out)
}

/// Takes discriminated unions apart: the base keeps its members, each branch admits the
/// discriminator. This is how C-001 lets closed branches carry the member that names them.
fn dispatched(defs: &Map<String, Value>) -> Map<String, Value> {
    let mut out = defs.clone();
    for base in defs.values() {
        let Some(member) = base.get("discriminator").and_then(Value::as_str) else { continue };
        for branch in branches(base) {
            let Some(Value::Object(branch)) = out.get_mut(&branch) else { continue };
            let members = branch.entry("properties").or_insert_with(|| Value::Object(Map::new()));
            if let Some(members) = members.as_object_mut() {
                members.entry(member.to_owned()).or_insert(Value::Bool(true));
            }
        }
    }
    for schema in out.values_mut() {
        if let Value::Object(schema) = schema
            && schema.contains_key("discriminator")
        {
            schema.shift_remove("oneOf");
            schema.shift_remove("discriminator");
        }
    }
    out
}

fn branches(base: &Value) -> Vec<String> {
    let refs = base.get("oneOf").and_then(Value::as_array);
    refs.into_iter()
        .flatten()
        .filter_map(|b| b.get("$ref")?.as_str()?.strip_prefix("#/$defs/"))
        .map(str::to_owned)
        .collect()
}

/// The formats that the validator checks. Any other (`long`, `int64`) constrains nothing there, and
/// a rule that cannot fail must not exist.
const FORMATS: [&str; 13] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "ipv4",
    "ipv6",
    "json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uuid",
];

/// The keywords of a schema that hold because its notation cannot write anything else, listed
/// under `x-ringtrue-given`: a rule that cannot fail must not exist.
fn given(schema: &Value) -> impl Iterator<Item = &str> {
    let listed = schema.get("x-ringtrue-given").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(Value::as_str)
}

struct Visit<'a> {
    contract: &'a str,
    schema: &'a str,
    /// Whether no message leads here.
    unsent: bool,
    reading: Reading,
    defs: &'a Map<String, Value>,
    out: &'a mut Compiled,
}

impl Visit<'_> {
    fn place(&mut self, schema: &Value, location: &str, members: &str) -> Result<PlaceId> {
        let mut place = Place::default();
        if let Value::Object(keywords) = schema {
            for (keyword, value) in keywords {
                self.keyword(&mut place, keyword, value, schema, location, members)?;
            }
        }
        self.out.places.push(place);
        Ok(self.out.places.len() - 1)
    }

    fn keyword(
        &mut self,
        place: &mut Place,
        keyword: &str,
        value: &Value,
        schema: &Value,
        location: &str,
        members: &str,
    ) -> Result<()> {
        let applies = match keyword {
            "$ref" => {
                let name = value.as_str().and_then(|r| r.strip_prefix("#/$defs/"));
                match name {
                    Some(name) if self.defs.contains_key(name) => {
                        place.reference = Some(name.to_owned());
                        return Ok(());
                    }
                    _ => return Err(self.wrong(location, format!("{value} refers to nothing"))),
                }
            }
            "properties" => {
                for (name, sub) in value.as_object().into_iter().flatten() {
                    let at = format!("{location}/properties/{}", escape(name));
                    let id = self.place(sub, &at, &join(members, name))?;
                    place.members.push((name.clone(), id));
                }
                return Ok(());
            }
            "items" => {
                let id = self.place(value, &format!("{location}/items"), &join(members, "[]"))?;
                place.items = Some(id);
                return Ok(());
            }
            "additionalProperties" if value.is_object() => {
                let at = format!("{location}/additionalProperties");
                place.additional = Some(self.place(value, &at, &join(members, "{}"))?);
                return Ok(());
            }
            "allOf" => {
                for (i, sub) in value.as_array().into_iter().flatten().enumerate() {
                    let id = self.place(sub, &format!("{location}/allOf/{i}"), members)?;
                    place.all_of.push(id);
                }
                return Ok(());
            }
            "required" => {
                for name in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    let at = format!("{location}/required/{}", escape(name));
                    let id =
                        self.constraint("required", "to be present", &at, &join(members, name))?;
                    place.keywords.extend(id.map(|id| (Applies::Object, id)));
                }
                return Ok(());
            }
            "discriminator" if self.reading == Reading::Dispatched => {
                let branches = branches(schema);
                let expected = format!("one of {}", branches.join(", "));
                let id = self.constraint(keyword, &expected, location, members)?;
                let member = value.as_str().unwrap_or_default().to_owned();
                place.union = id.map(|constraint| Union { member, branches, constraint });
                return Ok(());
            }
            "oneOf"
                if schema.get("discriminator").is_some() && self.reading == Reading::Dispatched =>
            {
                return Ok(());
            }
            "additionalProperties" if value == &Value::Bool(false) => Applies::Object,
            "minProperties" | "maxProperties" | "dependentRequired" => Applies::Object,
            "format" if !value.as_str().is_some_and(|f| FORMATS.contains(&f)) => return Ok(()),
            "pattern" | "format" | "minLength" | "maxLength" => Applies::Text,
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                Applies::Number
            }
            "minItems" | "maxItems" | "uniqueItems" | "contains" => Applies::Array,
            "type" | "const" | "enum" | "not" | "anyOf" | "oneOf" => Applies::Any,
            // Descriptions, examples, `x-*` and formats of other drafts constrain nothing.
            _ => return Ok(()),
        };
        let at = format!("{location}/{keyword}");
        if given(schema).any(|given| given == keyword) {
            self.out.given.insert(at);
            return Ok(());
        }
        let id = self.constraint(keyword, &expected(keyword, value), &at, members)?;
        place.keywords.extend(id.map(|id| (applies, id)));
        Ok(())
    }

    fn constraint(
        &mut self,
        keyword: &str,
        expected: &str,
        location: &str,
        members: &str,
    ) -> Result<Option<ConstraintId>> {
        if self.unsent {
            self.out.given.insert(location.to_owned());
            return Ok(None);
        }
        let slash = if members.is_empty() { "" } else { "/" };
        let rule = format!("{}/{}{slash}{members}:{keyword}", self.contract, self.schema);
        let id = self.out.constraints.len();
        self.out.constraints.push(Constraint {
            rule,
            schema: self.schema.to_owned(),
            keyword: keyword.to_owned(),
            expected: expected.to_owned(),
            members: members.to_owned(),
            location: location.to_owned(),
        });
        match self.out.by_location.insert(location.to_owned(), id) {
            None => Ok(Some(id)),
            Some(_) => Err(self.wrong(location, "two constraints at one place".to_owned())),
        }
    }

    fn wrong(&self, location: &str, what: String) -> Error {
        Error::document(format!("{}/{}: {location}: {what}", self.contract, self.schema))
    }
}

fn expected(keyword: &str, value: &Value) -> String {
    let plain = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    match keyword {
        "type" => match value {
            Value::Array(kinds) => kinds.iter().map(plain).collect::<Vec<_>>().join(" or "),
            kind => plain(kind),
        },
        "const" => value.to_string(),
        "enum" => {
            let values = value.as_array().into_iter().flatten().map(plain);
            format!("one of {}", values.collect::<Vec<_>>().join(", "))
        }
        "pattern" => format!("text that matches {}", plain(value)),
        "format" => format!("a valid {}", plain(value)),
        "minLength" => format!("at least {value} characters"),
        "maxLength" => format!("at most {value} characters"),
        "minimum" => format!("at least {value}"),
        "maximum" => format!("at most {value}"),
        "exclusiveMinimum" => format!("more than {value}"),
        "exclusiveMaximum" => format!("less than {value}"),
        "multipleOf" => format!("a multiple of {value}"),
        "minItems" => format!("at least {value} items"),
        "maxItems" => format!("at most {value} items"),
        "uniqueItems" => "items that differ".to_owned(),
        "additionalProperties" => "no member but the declared ones".to_owned(),
        "minProperties" => format!("at least {value} members"),
        "maxProperties" => format!("at most {value} members"),
        other => format!("{other} {value}"),
    }
}

fn join(members: &str, name: &str) -> String {
    if members.is_empty() { name.to_owned() } else { format!("{members}/{name}") }
}

/// Escapes a member name for a JSON Pointer (RFC 6901 section 3).
pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
