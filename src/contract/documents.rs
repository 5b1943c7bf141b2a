//! Where things are written: the vendor documents and the places in them.

use serde::{Deserialize, Serialize};

/// A published document that a contract was derived from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its title as published.
    pub title: String,
    /// Who published it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// The version that was read.
    #[serde(default)]
    pub version: Option<String>,
    /// The address it was published at, if it is public.
    #[serde(default)]
    pub url: Option<String>,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// The key of the document in the contract's `documents`.
    pub document: String,
    /// A heading or a path that a reader finds in it.
    pub section: String,
}
