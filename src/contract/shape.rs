//! A subschema that stands alone: the `instead` of a ruling.

use jsonschema::Validator;
use serde_json::Value;

use super::tree::Tree;
use crate::{
    codec::json::Node,
    error::{Error, Result},
};

/// A compiled JSON Schema without references.
pub struct Shape(Validator<Tree>);

impl Shape {
    /// Compiles it.
    ///
    /// # Errors
    /// Blames the document.
    pub fn compile(schema: &Value) -> Result<Self> {
        jsonschema::options_for::<Tree>()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .build(schema)
            .map(Self)
            .map_err(|e| Error::document(format!("schema {schema}: {e}")))
    }

    /// Tells whether a value has this shape.
    pub fn accepts(&self, node: &Node) -> bool {
        self.0.is_valid(node)
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shape")
    }
}
