//! Rules on items that enter a workbin and leave it.
//!
//! Depends on `session` for what is in a workbin. An item is judged only where what was told of
//! it is whole: since the subscription began, to one client, for one owner.

use super::watch::{Each, Place};
use crate::{
    contracts::gws_workbins::{session::Bin, told::State},
    judge::{Broke, Log, rule},
};

rule! {
    /// An item enters a workbin again only after it has left, and leaves again only after it has
    /// entered.
    ///
    /// Does not report: items of a workbin that is subscribed to for several owners, messages that
    /// may be delivered once more, and anything across a new subscription.
    pub(super) static ALTERNATE = {
        id: "gws-workbins-actions-alternate", level: Must, binds: Provider,
        covers: ["GWS-WBC-03"],
        watches: ["workbin-state-change"],
        monitor: || Each(alternate),
    }
}

rule! {
    /// An item that leaves a workbin was told to have entered it.
    ///
    /// Does not report: workbins whose subscription was not seen to begin. An item that was there
    /// before is no mistake, which is why this is worth no more than a note.
    pub(super) static ADDED_FIRST = {
        id: "gws-workbins-added-before-removed", level: May, binds: Provider,
        covers: ["GWS-WBC-03"],
        watches: ["workbin-state-change"],
        monitor: || Each(added_first),
    }
}

/// The workbin, whether the item was in it, and whether it is now.
fn change<'a>(place: &Place<'a>) -> Option<(&'a Bin, Option<bool>, bool)> {
    let bin = place.bin().filter(|bin| bin.owners.len() <= 1)?;
    let before = bin.has(place.told.owner(), place.told.item()?);
    (!place.known.topic().has_lost()).then_some((bin, before, place.told.entered()?))
}

fn alternate(place: &Place<'_>, log: &mut Log) {
    let Some((_, Some(before), now)) = change(place) else { return };
    let (pointer, action) = place.told.member("action");
    let Some(action) = action.filter(|_| !place.may_be_repeated()) else { return };
    log.check(before != now, || {
        let (expected, found) = match now {
            true => ("an item that is not in the workbin to enter", "one that is"),
            false => ("an item that is in the workbin to leave", "one that is not"),
        };
        Broke::new(expected, found).at(pointer, action)
    });
}

fn added_first(place: &Place<'_>, log: &mut Log) {
    let Some((bin, before, false)) = change(place) else { return };
    let (pointer, action) = place.told.member("action");
    let (Some(State::Subscribed), false, Some(action)) = (bin.state, bin.forgot, action) else {
        return;
    };
    match before {
        Some(true) => log.held(),
        Some(false) => {}
        None => {
            let expected = "an item to leave that was told to have entered";
            log.broke(Broke::new(expected, "one that was not").at(pointer, action));
        }
    }
}
