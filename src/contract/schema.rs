//! The named schemas of a contract, compiled: every constraint is a rule with an id of its own.
//!
//! The `jsonschema` crate decides what is valid; this module knows where each constraint is
//! written and which of them a message reached, so that a pass rests on evidence.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::{
    compile::{self, Place, PlaceId},
    constraint::{Constraint, ConstraintId, Reading},
    outline::Outline,
    references::reached_from,
    tree::Tree,
};
use crate::error::{Error, Result};

/// All named schemas of a contract.
pub struct SchemaSet {
    pub(crate) contract: String,
    defs: Map<String, Value>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) places: Vec<Place>,
    pub(crate) roots: HashMap<String, PlaceId>,
    pub(crate) by_location: HashMap<String, ConstraintId>,
    pub(crate) given: HashSet<String>,
    validators: HashMap<String, OnceLock<Result<Validator<Tree>>>>,
    outline: OnceLock<Outline>,
}

impl SchemaSet {
    /// Compiles named schemas, of which `sent` are those of messages; `$ref`s must already point
    /// into `#/$defs/`.
    ///
    /// # Errors
    /// Blames the document where a reference leads nowhere or two constraints share an id.
    pub(crate) fn build(
        contract: &str,
        defs: Map<String, Value>,
        sent: &[&str],
        reading: Reading,
    ) -> Result<Self> {
        let compiled = compile::compile(contract, &defs, sent, reading)?;
        let validators = compiled.defs.keys().map(|n| (n.clone(), OnceLock::new())).collect();
        Ok(Self {
            contract: contract.to_owned(),
            defs: compiled.defs,
            constraints: compiled.constraints,
            places: compiled.places,
            roots: compiled.roots,
            by_location: compiled.by_location,
            given: compiled.given,
            validators,
            outline: OnceLock::new(),
        })
    }

    /// Every constraint of the contract, in document order.
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// The names of the schemas, in document order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.defs.keys().map(String::as_str)
    }

    /// The JSON Schema of one name as it is validated, references into `$defs`.
    pub fn raw(&self, name: &str) -> Option<&Value> {
        self.defs.get(name)
    }

    /// The names of all schemas that this one leads to, itself included.
    pub(crate) fn reached_from<'s>(&'s self, name: &'s str) -> HashSet<&'s str> {
        reached_from(&[name], &self.defs)
    }

    /// A self-contained JSON Schema 2020-12 for one name.
    pub fn export(&self, name: &str) -> Value {
        let mut schema = Map::new();
        schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        schema.insert("$ref".into(), json!(format!("#/$defs/{name}")));
        schema.insert("$defs".into(), Value::Object(self.defs.clone()));
        Value::Object(schema)
    }

    /// The schema object in which a constraint is written.
    pub(crate) fn written(&self, constraint: &Constraint) -> Option<&Value> {
        let within =
            constraint.location.strip_prefix("/$defs/")?.strip_prefix(&constraint.schema)?;
        let object = match constraint.keyword.as_str() {
            "discriminator" => within,
            "required" => within.rsplit_once("/required/")?.0,
            keyword => within.strip_suffix(keyword)?.strip_suffix('/')?,
        };
        self.defs.get(&constraint.schema)?.pointer(object)
    }

    /// What the schemas declare, for counting; drawn when it is first asked for.
    pub(crate) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(self))
    }

    pub(crate) fn validator(&self, name: &str) -> Result<&Validator<Tree>> {
        let slot = self.validators.get(name).ok_or_else(|| {
            Error::harness(format!("{}: no schema is called {name}", self.contract))
        })?;
        slot.get_or_init(|| {
            jsonschema::options_for::<Tree>()
                .with_draft(jsonschema::Draft::Draft202012)
                .should_validate_formats(true)
                .build(&self.export(name))
                .map_err(|e| Error::document(format!("{}/{name}: {e}", self.contract)))
        })
        .as_ref()
        .map_err(Clone::clone)
    }
}

impl std::fmt::Debug for SchemaSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SchemaSet")
            .field("contract", &self.contract)
            .field("schemas", &self.defs.len())
            .field("constraints", &self.constraints.len())
            .finish_non_exhaustive()
    }
}
