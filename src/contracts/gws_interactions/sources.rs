//! The files that the contract is written in.
//!
//! Data alone; nothing else in the folder names a file of `schemas`.

use crate::contract::Sources;

/// All of them.
pub(super) const SOURCES: Sources<'static> = Sources {
    id: "gws-interactions",
    asyncapi: Some(include_str!("../../../schemas/gws-interactions/asyncapi.yaml")),
    openapi: None,
    configuration: None,
    literal: None,
    rulings: include_str!("../../../schemas/gws-interactions/rulings.yaml"),
    requirements: include_str!("../../../schemas/gws-interactions/requirements.yaml"),
};
