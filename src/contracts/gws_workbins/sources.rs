//! The files that the contract is written in.
//!
//! Data alone; nothing else in the folder names a file of `schemas`.

use crate::contract::Sources;

/// All of them.
pub(super) const SOURCES: Sources<'static> = Sources {
    id: "gws-workbins",
    asyncapi: Some(include_str!("../../../schemas/gws-workbins/asyncapi.yaml")),
    openapi: None,
    configuration: None,
    literal: None,
    rulings: include_str!("../../../schemas/gws-workbins/rulings.yaml"),
    requirements: include_str!("../../../schemas/gws-workbins/requirements.yaml"),
};
