//! Who and what a story is about.
//!
//! Depends on `ids`, so that no two stories share an agent, an engagement or a connection.

use crate::contracts::axp_engagement::reference::ids::Ids;

/// An agent.
#[derive(Debug, Clone)]
pub(super) struct Agent {
    pub(super) id: String,
    pub(super) login: String,
    pub(super) extension: String,
}

impl Agent {
    pub(super) fn new(ids: &Ids, number: u32) -> Self {
        Self {
            id: ids.uuid(),
            login: format!("agent{number}@example.com"),
            extension: format!("801000{number}"),
        }
    }
}

/// An engagement.
#[derive(Debug, Clone)]
pub(super) struct Engagement {
    pub(super) id: String,
    pub(super) channel: &'static str,
    pub(super) channel_provider: String,
    pub(super) dialog: String,
    pub(super) provider_engagement: String,
    pub(super) customer: &'static str,
    pub(super) queue: String,
}

impl Engagement {
    pub(super) fn new(ids: &Ids, channel: &'static str, customer: &'static str) -> Self {
        Self {
            id: ids.uuid(),
            channel,
            channel_provider: ids.uuid(),
            dialog: ids.digits(),
            provider_engagement: ids.digits(),
            customer,
            queue: ids.uuid(),
        }
    }
}
