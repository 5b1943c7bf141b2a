//! The mistakes that an application makes because of a single notification.
//!
//! Depends on `faults`. Without a fault nothing here happens.

use serde_json::Value;

use super::Shown;
use crate::contracts::Faults;

/// Something that is asked for and should not be.
pub(super) struct Slip {
    /// The fault.
    pub(super) fault: &'static str,
    /// The operation.
    pub(super) operation: &'static str,
    /// How the interaction stands.
    pub(super) state: String,
}

/// The mistake that is made because of how an interaction stands.
pub(super) fn slip(faults: &Faults, shown: &Shown) -> Option<Slip> {
    let chat = shown.medium == "chat";
    let all = [
        ("gws-desk-accepts-what-is-gone", "Accept", shown.state == "Revoked"),
        ("gws-desk-accepts-each-line", "Accept", chat && shown.acceptances > 1),
        (
            "gws-desk-replies-to-all",
            "ReplyAll",
            chat && shown.state == "Accepted" && shown.acceptances == 1,
        ),
        ("gws-desk-finishes-first", "StopProcessing", shown.state == "Invited" && !chat),
    ];
    let made = all.into_iter().find(|(fault, _, here)| *here && faults.has(fault));
    made.map(|(fault, operation, _)| Slip { fault, operation, state: shown.state.clone() })
}

/// Whether the application comes to harm by this notification.
pub(super) fn harm(
    faults: &Faults,
    event: &Value,
    data: &Value,
    is_known: impl Fn(&str) -> bool,
) -> bool {
    let text = |name: &str| data.get(name).and_then(Value::as_str);
    let state = text("state").unwrap_or_default();
    let id = text("id").unwrap_or_default();
    let lacks = |name: &str| data.get(name).is_none();
    let names = |object: &Value| -> Vec<String> {
        object.as_object().map(|m| m.keys().cloned().collect()).unwrap_or_default()
    };
    let strange =
        names(event).iter().any(|name| !matches!(name.as_str(), "data" | "channel" | "id"));
    let foreign =
        names(data.get("userData").unwrap_or(&Value::Null)).iter().any(|name| !name.is_ascii());
    let attached = data.get("userData").is_some_and(|attached| !attached.is_object());
    faults.bears_if(attached, "gws-desk-stops-at-user-data-it-cannot-read")
        || faults.bears_if(strange, "gws-desk-knows-all-members")
        || faults.bears_if(foreign, "gws-desk-user-data-in-ascii")
        || faults.bears_if(lacks("interactionSubType"), "gws-desk-wants-every-member")
        || faults.bears_if(state == "Revoked" && !is_known(id), "gws-desk-revokes-what-it-knows")
        || faults.bears_if(state == "Accepted" && !is_known(id), "gws-desk-accepts-its-own-only")
}
