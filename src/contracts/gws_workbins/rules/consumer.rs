//! The rules on what a consumer does.
//!
//! Depends on `gws`. What a consumer makes of what it is told cannot be seen.

use crate::{
    contracts::{
        gws::{
            listening::{Again, Which},
            operation::About,
            rules::Subscribes,
        },
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

rule! {
    /// A consumer that is told something of a workbin goes on listening, whatever it was.
    ///
    /// Does not report: clients that leave at once, that were told not to retry, or that shook
    /// hands anew, and recordings without an end.
    pub(super) static KEEPS = {
        id: "gws-workbins-keeps-listening", level: Should, binds: Consumer,
        covers: ["GWS-WBC-24"],
        watches: ["workbin-subscription-state-change", "workbin-state-change", "connect-reply",
            "connect-request", "disconnect-request", "handshake-request", "end"],
        monitor: || Again::<Workbins>::new(Which::Keeps),
    }
}
