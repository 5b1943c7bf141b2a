//! What the contracts of Genesys Web Services share: Bayeux underneath, a topic, operations.
//!
//! `reader` wraps the reader of `bayeux` and gives the messages of a topic the names of its
//! contract, `operation` and `agent` keep what agents ask for beside their session, and `rules`
//! are the monitors that hold for every topic. `carrier`, `scene` and `server` are the harness's
//! side of it; `stage` and `drawn` help providers that tell stories, `desktop` is what consumers of
//! every topic have in common. Nothing here knows what a topic tells.

pub(crate) mod agent;
pub(crate) mod carrier;
pub(crate) mod desktop;
pub(crate) mod drawn;
pub(crate) mod listening;
pub(crate) mod operation;
pub(crate) mod reader;
pub(crate) mod rules;
pub(crate) mod scene;
pub(crate) mod server;
pub(crate) mod stage;
#[cfg(test)]
pub(crate) mod tape;
