//! The files of the contract, as they are compiled in.
//!
//! Depends on `contract` for what they are called. Never reads them.

use crate::contract::Sources;

/// The contract's documents.
pub(super) const SOURCES: Sources<'static> = Sources {
    id: "gms-chat-delayed",
    asyncapi: Some(include_str!("../../../schemas/gms-chat-delayed/asyncapi.yaml")),
    openapi: Some(include_str!("../../../schemas/gms-chat-delayed/openapi.yaml")),
    configuration: Some(include_str!("../../../schemas/gms-chat-delayed/configuration.yaml")),
    literal: None,
    rulings: include_str!("../../../schemas/gms-chat-delayed/rulings.yaml"),
    requirements: include_str!("../../../schemas/gms-chat-delayed/requirements.yaml"),
};
