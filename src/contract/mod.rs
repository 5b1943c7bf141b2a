//! The vendor's documents as data: messages, schemas, rulings and requirement rows.
//!
//! Depends on `codec` alone. It never talks to a subject and knows no particular protocol:
//! what it holds is what `schemas/<contract>/` says.

mod asyncapi;
mod compile;
mod configuration;
mod constraint;
mod documents;
mod literal;
mod load;
mod message_type;
mod named;
mod openapi;
mod outline;
mod party;
mod pattern;
mod plain;
mod plain_demands;
mod references;
mod requirement;
mod ruling;
mod schema;
mod shape;
mod tree;
mod validate;
mod walk;
mod ways;
mod yaml;

pub use constraint::{Constraint, ConstraintId, Reached};
pub use documents::{Cite, Document};
pub use load::{Contract, Sources};
pub use message_type::MessageType;
pub(crate) use outline::{DeclaredUnion, Outline, SpotId};
pub use party::Party;
pub use pattern::glob_matches;
pub use requirement::{Basis, Level, Reason, Requirement, RequirementBinds, RequirementKind};
pub use ruling::{Practical, Ruling, Softening};
pub use schema::SchemaSet;
pub use shape::Shape;
pub use validate::{SchemaFinding, Validation};
pub(crate) use ways::Way;
