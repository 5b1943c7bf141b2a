//! What the monitors of this contract share: views of what they see.
//!
//! Depends on `session` and `told`. Never judges.

use crate::{
    contracts::{
        gws::{
            reader::Reader,
            rules::{gave_up, is_complete_end, provided},
        },
        gws_workbins::{
            session::{Bin, Workbins},
            told::{CONTENT, Told},
        },
    },
    judge::{Log, Monitor, Seen},
};

/// What a rule sees of the case.
pub(super) type Known = Reader<Workbins>;

/// A notification together with what its client was told before.
pub(super) struct Place<'a> {
    /// The notification.
    pub(super) told: Told<'a>,
    /// All that is known.
    pub(super) known: &'a Known,
    /// The client that is told; empty for a message without a carrier.
    pub(super) client: &'a str,
}

impl<'a> Place<'a> {
    /// The notification that is shown, if it is known who gets it.
    pub(super) fn of(seen: &Seen<'a>) -> Option<Self> {
        let told = Told::of(provided(seen)?)?;
        let known: &'a Known = seen.session()?;
        let client = known.listener(seen.event)?;
        Some(Self { told, known, client })
    }

    /// What the client was told of the workbin before.
    pub(super) fn bin(&self) -> Option<&'a Bin> {
        self.known.topic().bin(self.client, self.told.workbin()?)
    }

    /// Everything that the client was told has been seen.
    pub(super) fn is_seen_from_start(&self) -> bool {
        let client = self.known.bayeux().client(self.client);
        client.is_some_and(|c| c.issued.is_some()) && !self.known.topic().has_lost()
    }

    /// Nothing that matters is missing: there is no session that could have begun before.
    pub(super) fn is_whole(&self) -> bool {
        self.client.is_empty() && !self.known.topic().has_lost() || self.is_seen_from_start()
    }

    /// It may come once more: Bayeux delivers again what a client has not acknowledged.
    pub(super) fn may_be_repeated(&self) -> bool {
        let client = self.known.bayeux().client(self.client);
        client.is_some_and(|c| c.acknowledges || c.issued.is_none())
    }
}

/// A monitor without a memory.
pub(super) struct Each(pub(super) fn(&Place<'_>, &mut Log));

impl Monitor for Each {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(place) = Place::of(seen) {
            (self.0)(&place, log);
        }
    }
}

/// There was time for items to come, and it is over.
pub(super) fn was_quiet(seen: &Seen<'_>) -> bool {
    gave_up(seen, &[CONTENT]).is_some() || is_complete_end(seen)
}
