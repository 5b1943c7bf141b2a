//! Rules on the state resources of a content change.
//!
//! Depends on `told` for what wants to be a state resource. Never looks into one.

use super::watch::{Each, Place};
use crate::{
    contracts::gws_workbins::told::RESOURCES,
    judge::{Broke, Log, rule},
};

rule! {
    /// A message about an item that enters has exactly one state resource, one about an item that
    /// leaves at most one.
    ///
    /// Does not report: resources that are null, and how a resource is called.
    pub(super) static ONE = {
        id: "gws-workbins-one-state-resource", level: Should, binds: Provider,
        covers: ["GWS-WBC-12"],
        watches: ["workbin-state-change"],
        monitor: || Each(one),
    }
}

rule! {
    /// A state resource has one of the seven names that are listed.
    ///
    /// Does not report: members whose names do not say that they are state resources.
    pub(super) static KNOWN = {
        id: "gws-workbins-known-state-resource", level: Should, binds: Provider,
        covers: ["GWS-WBC-12"],
        watches: ["workbin-state-change"],
        monitor: || Each(known),
    }
}

fn one(place: &Place<'_>, log: &mut Log) {
    let Some(entered) = place.told.entered() else { return };
    let count = place.told.resources().count();
    let (held, expected) = match entered {
        true => (count == 1, "one state resource"),
        false => (count <= 1, "one state resource or none"),
    };
    let told = &place.told;
    log.check(held, || Broke::new(expected, count.to_string()).at(told.base, told.data));
}

fn known(place: &Place<'_>, log: &mut Log) {
    for (name, resource) in place.told.resources() {
        let pointer = format!("{}/{}", place.told.base, name.replace('~', "~0").replace('/', "~1"));
        log.check(RESOURCES.contains(&name), || {
            Broke::new("a state resource that is listed", name).at(pointer, resource)
        });
    }
}
