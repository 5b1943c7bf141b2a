//! What the reference tells of workbins: data of our own, in the printed shape.
//!
//! Depends on `serde_json`. Never decides when something is told.

use serde_json::{Value, json};

/// The topic.
pub(super) const TOPIC: &str = "/v2/me/workbins";
/// The workbins of every agent.
const OWN: [&str; 2] =
    ["6b1f2a90-5a0e-4a4d-9d0e-2f9a3c1e7b01", "6b1f2a90-5a0e-4a4d-9d0e-2f9a3c1e7b02"];
/// The same where the operator names workbins.
const OWN_BY_NAME: [&str; 2] = ["returns", "W:4711_b"];
/// A workbin of somebody else.
pub(super) const OF_ANOTHER: &str = "6b1f2a90-5a0e-4a4d-9d0e-2f9a3c1e7c01";
/// A workbin that nobody can know of.
pub(super) const HIDDEN: &str = "6b1f2a90-5a0e-4a4d-9d0e-2f9a3c1e7d01";
/// The agent, as a user of the service.
pub(super) const ME: &str = "1d7e0c54a9b34f6f8d2b6e90c3a7f115";
/// The other agent.
const ANOTHER: &str = "4b90e2d7716c4a0fb8f35d1c2e68a9d3";

/// The workbins of every agent, named by the operator or by the platform.
pub(super) fn own(by_name: bool) -> &'static [&'static str] {
    if by_name { &OWN_BY_NAME } else { &OWN }
}

/// A medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// Chat.
    Chat,
    /// Electronic mail.
    Email,
    /// Messages of a social network.
    Facebook,
    /// Short messages.
    Tweet,
    /// Conversations of a social network.
    FacebookSession,
    /// Work items.
    WorkItem,
    /// Anything else.
    OpenMedia,
}

impl Medium {
    /// All of them.
    pub(super) const ALL: [Self; 7] = [
        Self::Chat,
        Self::Email,
        Self::Facebook,
        Self::Tweet,
        Self::FacebookSession,
        Self::WorkItem,
        Self::OpenMedia,
    ];

    /// The member that describes an interaction of this medium.
    pub(super) fn resource(self) -> &'static str {
        match self {
            Self::Chat => "chatStateResourceV2",
            Self::Email => "emailStateResourceV2",
            Self::Facebook => "facebookStateResourceV2",
            Self::Tweet => "tweetStateResourceV2",
            Self::FacebookSession => "facebooksessionStateResourceV2",
            Self::WorkItem => "workitemStateResourceV2",
            Self::OpenMedia => "openmediaStateResourceV2",
        }
    }
}

/// How the subscription to a workbin stands.
pub(super) fn subscription(workbin: &str, state: &str, reference: u64) -> Value {
    let mut data = json!({
        "stateResource": state,
        "id": workbin,
        "messageType": "WorkbinSubscriptionStateChangeMessage",
        "referenceId": reference,
    });
    if workbin == OF_ANOTHER
        && let Some(members) = data.as_object_mut()
    {
        members.insert("workbinUserId".to_owned(), json!(ANOTHER));
    }
    json!({"data": data, "channel": TOPIC})
}

/// An item of a workbin enters or leaves.
pub(super) fn content(workbin: &str, entered: bool, medium: Medium, item: u64) -> Value {
    let (agent, user) = if workbin == OF_ANOTHER { ("a7", ANOTHER) } else { ("a3", ME) };
    let mut data = json!({
        "workbinAgentId": agent,
        "workbinUserId": user,
        "messageType": "WorkbinStateChangeMessage",
    });
    if let Some(members) = data.as_object_mut() {
        members.insert(medium.resource().to_owned(), resource(medium, item));
        let action = if entered { "ItemAdded" } else { "ItemRemoved" };
        members.insert("action".to_owned(), json!(action));
        members.insert("id".to_owned(), json!(workbin));
    }
    json!({"data": data, "channel": TOPIC})
}

/// A message of a type that the document does not have.
pub(super) fn of_another_type(workbin: &str) -> Value {
    let data = json!({"messageType": "WorkbinContentMessage", "id": workbin, "items": []});
    json!({"data": data, "channel": TOPIC})
}

fn resource(medium: Medium, item: u64) -> Value {
    let id = format!("0001Wb{:010X}", item % 0x100_0000_0000);
    if medium != Medium::Chat {
        return json!({"id": id});
    }
    json!({
        "userData": {
            "RVQID": "",
            "RTargetPlaceSelected": "Desk3",
            "RRequestedSkills": null,
            "PegAG?:Garden>2": 1,
            "OccuredAt": "2026-03-24T10:52:39Z",
            "ServiceObjective": 0,
            "Subject": "Blue pots",
        },
        "receivedDate": "2026-03-24 12:52:41.000+0200",
        "chatType": "Inbound",
        "capabilities": [],
        "participants": [],
        "id": id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_an_id_of_sixteen_letters_and_digits() {
        for item in [1, u64::MAX] {
            let resource = resource(Medium::Chat, item);
            let id = resource["id"].as_str().unwrap();
            assert!(id.len() == 16 && id.chars().all(|c| c.is_ascii_alphanumeric()), "{id}");
        }
    }
}
