//! Rules on when nothing of a workbin is told.
//!
//! Depends on `session`. What may have been under way is left to the rulings.

use std::collections::HashSet;

use super::watch::{Known, Place, was_quiet};
use crate::{
    contracts::{
        gws::{
            operation::{About, Operation},
            rules::waits,
        },
        gws_workbins::{session::last_request, told::State},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// After `Unsubscribed` nothing of the content of a workbin is told until it is subscribed to
    /// again.
    ///
    /// Does not report: workbins of the same id that another agent owns, and what follows a new
    /// request for the workbin.
    pub(super) static NOTHING_AFTER = {
        id: "gws-workbins-nothing-after-unsubscribed", level: Should, binds: Provider,
        covers: ["GWS-WBS-11"],
        watches: ["workbin-state-change", "gave-up", "end"],
        monitor: NothingAfter::default,
    }
}

#[derive(Default)]
struct NothingAfter {
    reported: HashSet<(String, String)>,
}

impl NothingAfter {
    fn told(&mut self, place: &Place<'_>, log: &mut Log) {
        let (Some(bin), Some(workbin)) = (place.bin(), place.told.workbin()) else { return };
        if bin.state != Some(State::Unsubscribed) {
            return;
        }
        let last = last_request(place.known.operations(), place.client, workbin);
        let asked_again = last.is_some_and(|o| o.name == "Subscribe");
        let same_owner = match (bin.left.as_deref(), place.told.owner()) {
            (Some(left), Some(told)) => left == told,
            // Another subscription may have begun before the recording.
            (None, Some(_)) => place.is_whole(),
            (_, None) => true,
        };
        if !asked_again && same_owner {
            self.reported.insert((place.client.to_owned(), workbin.to_owned()));
            let broke = Broke::new("nothing of a workbin that was left", "a change of its content");
            let (pointer, id) = place.told.member("id");
            log.broke(match id {
                Some(id) => broke.at(pointer, id),
                None => broke,
            });
        }
    }
}

impl Monitor for NothingAfter {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(place) = Place::of(seen) {
            self.told(&place, log);
        } else if let (true, Some(known)) = (was_quiet(seen), seen.session::<Known>()) {
            for (client, workbin, bin) in known.topic().bins() {
                let key = (client.to_owned(), workbin.to_owned());
                if bin.state == Some(State::Unsubscribed) && !self.reported.contains(&key) {
                    log.held();
                }
            }
        }
    }
}

rule! {
    /// The content of a workbin is told only to who subscribed to the workbin.
    ///
    /// Does not report: workbins that anybody in the same case asked for, workbins that were left,
    /// and clients whose session began before the recording.
    pub(super) static ONLY_SUBSCRIBED = {
        id: "gws-workbins-only-subscribed", level: Should, binds: Provider,
        covers: ["GWS-WBS-12"],
        watches: ["workbin-state-change", "gave-up", "end"],
        monitor: OnlySubscribed::default,
    }
}

#[derive(Default)]
struct OnlySubscribed;

impl Monitor for OnlySubscribed {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(place) = Place::of(seen) {
            content_told(&place, log);
        } else if let (true, Some(known)) = (was_quiet(seen), seen.session::<Known>()) {
            if known.operations().iter().any(|o| o.name == "Subscribe") {
                return;
            }
            let told = |id: &str| known.topic().bins().any(|(client, ..)| client == id);
            let mut clients = known.bayeux().clients();
            let listened = clients.any(|(id, client)| {
                let polled = known.bayeux().connects(client).any(|c| c.answer.is_some());
                let heard = polled || waits(known.bayeux(), client);
                client.issued.is_some() && heard && known.has_asked(id) && !told(id)
            });
            if listened {
                log.held();
            }
        }
    }
}

fn content_told(place: &Place<'_>, log: &mut Log) {
    let Some(workbin) = place.told.workbin().filter(|_| place.is_seen_from_start()) else { return };
    match place.bin().and_then(|bin| bin.state) {
        Some(State::Subscribed) => log.held(),
        Some(_) => {}
        None => {
            let can_be = |o: &Operation| {
                matches!(o.about(), About::Other) || o.about() == About::Workbin(workbin)
            };
            let mut operations = place.known.operations().iter();
            let asked = operations.any(|o| o.name == "Subscribe" && can_be(o));
            let mut bins = place.known.topic().bins();
            let elsewhere = bins.any(|(_, id, bin)| id == workbin && bin.state.is_some());
            let (pointer, id) = place.told.member("id");
            if let (false, false, Some(id)) = (asked, elsewhere, id) {
                let expected = "the content of a workbin that was subscribed to";
                log.broke(Broke::new(expected, "that of another").at(pointer, id));
            }
        }
    }
}
