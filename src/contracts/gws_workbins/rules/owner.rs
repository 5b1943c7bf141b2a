//! The rule on who owns a workbin.
//!
//! Depends on `session`. Several agents can have a workbin of one id: then it is silent.

use super::watch::{Each, Place};
use crate::judge::{Broke, Log, rule};

rule! {
    /// The messages about a workbin name one owner for as long as a subscription to it stands.
    ///
    /// Does not report: messages that name none, workbins that are subscribed to for several
    /// owners, and clients whose session began before the recording.
    pub(super) static CONSTANT = {
        id: "gws-workbins-owner-constant", level: May, binds: Provider,
        covers: ["GWS-WBS-02", "GWS-WBC-14"],
        watches: ["workbin-subscription-state-change", "workbin-state-change"],
        monitor: || Each(constant),
    }
}

fn constant(place: &Place<'_>, log: &mut Log) {
    // A subscription that begins can be for another owner.
    if place.told.state().is_some() || !place.is_whole() {
        return;
    }
    let Some(bin) = place.bin().filter(|bin| bin.owners.len() <= 1) else { return };
    let (pointer, owner) = place.told.member("workbinUserId");
    let (Some(before), Some(owner)) = (bin.owner.as_deref(), owner) else { return };
    let Some(now) = owner.as_str() else { return };
    log.check(before == now, || Broke::new(format!("the owner {before}"), now).at(pointer, owner));
}
