//! The rule on what a consumer does.
//!
//! Depends on `gws`. What a consumer makes of what it is told cannot be seen.

use crate::{
    contracts::{
        gws::{operation::About, rules::Subscribes},
        gws_workbins::session::Workbins,
    },
    judge::rule,
};

rule! {
    /// Who wants to be told of workbins subscribes to the topic.
    ///
    /// Does not report: clients that listen to another topic, and operations that were refused or
    /// of which it is not known whose they are.
    pub(super) static SUBSCRIBES = {
        id: "gws-workbins-subscribes", level: Must, binds: Consumer,
        covers: ["GWS-WB-01"],
        watches: ["subscribe-request", "end"],
        monitor: || Subscribes::<Workbins>::who(|operation| {
            operation.name == "Subscribe" && matches!(operation.about(), About::Workbin(_))
        }),
    }
}
