//! Requests that the harness knows will fail.
//!
//! Depends on what the harness announces. Recordings announce nothing: there nobody knows.

use std::collections::HashSet;

use crate::{
    contracts::{
        gws::{operation::Operation, reader::Topic},
        gws_workbins::session::Workbins,
    },
    judge::Seen,
    transcript::Kind,
};

/// Keeps the requests of which it was announced that they cannot succeed.
#[derive(Default)]
pub(super) struct Doomed {
    announced: bool,
    links: HashSet<u32>,
}

impl Doomed {
    /// Takes note of what is shown.
    pub(super) fn see(&mut self, seen: &Seen<'_>) {
        if let (Kind::Stimulus { expect, breaks, of: None, .. }, None) =
            (&seen.event.kind, seen.message)
        {
            self.announced = expect.as_deref() == Some("reject") && breaks.is_none();
        }
        let asked = seen.message.is_some_and(|m| m.name == Workbins::OPERATION);
        if asked && std::mem::take(&mut self.announced) {
            self.links.extend(seen.event.link);
        }
    }

    /// Whether a request cannot succeed.
    pub(super) fn has(&self, request: &Operation) -> bool {
        request.link.is_some_and(|link| self.links.contains(&link))
    }
}
