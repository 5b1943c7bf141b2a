//! The faults of single members, one line each.
//!
//! Data alone. What each of them must be found by stands in the table of faults.

use serde_json::json;

use super::{Change, Spoiler};
use crate::contracts::gws_workbins::reference::values::{ME, Medium};

/// Which notifications a fault spoils.
#[derive(Debug, Clone, Copy)]
pub(super) enum Where {
    /// The agent has subscribed.
    Subscribed,
    /// The agent has left.
    Unsubscribed,
    /// A request failed.
    Failed,
    /// Every change of content.
    Content,
    /// An item of a medium enters.
    Added(Medium),
    /// An item of a medium leaves.
    Removed(Medium),
}

use Change::{Call, Leave, Make, Put, Unwrap};
use Medium::{Chat, Email, Facebook, FacebookSession, OpenMedia, Tweet, WorkItem};
use Where::{Added, Content, Failed, Removed, Subscribed, Unsubscribed};

const DATA: &str = "/data";
const CHAT: &str = "/data/chatStateResourceV2";
const USER: &str = "/data/chatStateResourceV2/userData";

/// All of them.
pub(super) const SPOILERS: &[Spoiler] = &[
    // The envelope
    at("workbin-content-unwrapped", Removed(WorkItem), "", "data", Unwrap),
    at("workbin-subscription-unwrapped", Unsubscribed, "", "data", Unwrap),
    at("workbin-data-as-text", Removed(Facebook), "", "data", Make(|data| json!(data.to_string()))),
    at(
        "workbin-content-without-version",
        Removed(Facebook),
        "",
        "channel",
        Put(|| json!("/me/workbins")),
    ),
    at("workbin-failure-without-version", Failed, "", "channel", Put(|| json!("/me/workbins"))),
    // The message type
    at(
        "workbin-type-shortened",
        Removed(WorkItem),
        DATA,
        "messageType",
        Put(|| json!("WorkbinStateChange")),
    ),
    at("workbin-subscription-type-missing", Unsubscribed, DATA, "messageType", Leave),
    at("workbin-content-type-missing", Removed(Email), DATA, "messageType", Leave),
    // A subscription
    at(
        "workbin-state-in-capitals",
        Unsubscribed,
        DATA,
        "stateResource",
        Put(|| json!("UNSUBSCRIBED")),
    ),
    at(
        "workbin-state-as-object",
        Subscribed,
        DATA,
        "stateResource",
        Make(|state| json!({"state": state})),
    ),
    at("workbin-state-missing", Failed, DATA, "stateResource", Leave),
    at("workbin-subscription-without-id", Subscribed, DATA, "id", Leave),
    at("workbin-reference-as-list", Unsubscribed, DATA, "referenceId", Make(|id| json!([id]))),
    // The workbin
    at("workbin-content-without-id", Removed(OpenMedia), DATA, "id", Leave),
    at("workbin-id-numbered", Removed(Email), DATA, "id", Put(|| json!(7))),
    at("workbin-id-empty", Removed(Email), DATA, "id", Put(|| json!(""))),
    at("workbin-owner-is-reader", Content, DATA, "workbinUserId", Put(|| json!(ME))),
    at("workbin-owner-numbered", Removed(Tweet), DATA, "workbinUserId", Put(|| json!(802))),
    at("workbin-agent-numbered", Removed(Tweet), DATA, "workbinAgentId", Put(|| json!(3))),
    // The action
    at("workbin-action-missing", Removed(OpenMedia), DATA, "action", Leave),
    at("workbin-action-shortened", Removed(OpenMedia), DATA, "action", Put(|| json!("Removed"))),
    at("workbin-action-as-flag", Removed(OpenMedia), DATA, "action", Put(|| json!(false))),
    at(
        "workbin-added-for-every-change",
        Removed(Email),
        DATA,
        "action",
        Put(|| json!("ItemAdded")),
    ),
    // The state resource
    at(
        "workbin-item-also-open-media",
        Added(Chat),
        DATA,
        "openmediaStateResourceV2",
        Put(|| json!({"id": "0001WbFFFFFFFFFF"})),
    ),
    at("workbin-item-without-resource", Added(WorkItem), DATA, "workitemStateResourceV2", Leave),
    at(
        "workbin-twitter-by-its-name",
        Added(Tweet),
        DATA,
        "tweetStateResourceV2",
        Call("twitterStateResourceV2"),
    ),
    at(
        "workbin-facebook-session-in-camel-case",
        Removed(FacebookSession),
        DATA,
        "facebooksessionStateResourceV2",
        Call("facebookSessionStateResourceV2"),
    ),
    at(
        "workbin-chat-as-id",
        Removed(Chat),
        DATA,
        "chatStateResourceV2",
        Make(|chat| chat.get("id").cloned().unwrap_or_default()),
    ),
    at(
        "workbin-email-as-list",
        Removed(Email),
        DATA,
        "emailStateResourceV2",
        Make(|email| json!([email])),
    ),
    // A chat
    at("workbin-item-id-with-dash", Added(Chat), CHAT, "id", Put(|| json!("0001Wb-0000000001"))),
    at(
        "workbin-received-date-in-words",
        Removed(Chat),
        CHAT,
        "receivedDate",
        Put(|| json!("yesterday at noon")),
    ),
    at("workbin-capabilities-as-text", Added(Chat), CHAT, "capabilities", Put(|| json!("none"))),
    at("workbin-occurred-at-in-words", Removed(Chat), USER, "OccuredAt", Put(|| json!("at noon"))),
    at(
        "workbin-user-data-nested",
        Removed(Chat),
        USER,
        "RTargetPlaceSelected",
        Make(|place| json!({"name": place})),
    ),
];

const fn at(
    fault: &'static str,
    place: Where,
    parent: &'static str,
    member: &'static str,
    change: Change,
) -> Spoiler {
    Spoiler { fault, place, parent, member, change }
}
