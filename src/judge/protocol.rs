//! What the judge needs of a contract beyond its documents.

use std::{collections::HashMap, sync::Arc};

use super::{monitor::Reader, rule::Rule, schema_rules::SchemaRule};
use crate::{contract::Contract, transcript::Header};

/// A contract with its rules and its reader.
#[derive(Clone)]
pub struct Protocol {
    /// Messages, schemas, rulings, requirement rows.
    pub contract: Arc<Contract>,
    /// The constraints of its schemas as rules.
    pub schema_rules: Arc<Vec<SchemaRule>>,
    /// The behaviour rules.
    pub rules: &'static [&'static Rule],
    /// Makes the reader of one case.
    pub reader: fn(&Header) -> Box<dyn Reader>,
    /// The rules that each case aims at, by the case's name.
    pub aims: Arc<HashMap<String, Vec<String>>>,
    /// The documented member that an ack refers to.
    pub mark: &'static str,
    /// The messages that acks of a consumer are about; all if none is listed.
    pub acked: &'static [&'static str],
    /// Guesses the message name of a bare payload.
    pub classify: fn(&crate::codec::json::Node) -> Option<String>,
}

impl std::fmt::Debug for Protocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Protocol").field("contract", &self.contract.id).finish_non_exhaustive()
    }
}
