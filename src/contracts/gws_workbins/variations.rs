//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "workbins";
Provider {
    "replies-first": "Puts the answer to a connect before the notifications that come with it." @ "CometD notifications, introduction";
    "interval-advised": "Advises to wait a moment before the next connect." @ "CometD notifications, introduction";
    "replies-say-more": "Answers connects with a time and an extension of its own." @ "CometD notifications, introduction";
    "references-as-text": "Writes references as text, in answers and in notifications." @ "WorkbinSubscriptionStateChangeMessage, property data.referenceId";
    "references-absent": "Names the reference of a request in its answer alone." @ "WorkbinSubscriptionStateChangeMessage, example";
    "owners-unnamed": "Never names the owner of a workbin." @ "WorkbinSubscriptionStateChangeMessage, example";
    "workbins-by-name": "Has workbins whose ids are names." @ "WorkbinSubscriptionStateChangeMessage, property data.id";
    "confirms-late": "Takes a while to tell that a subscription stands." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource";
    "empty-workbins": "Has workbins that nothing enters." @ "WorkbinStateChangeMessage, property data.action";
    "items-there-before": "Tells that an item leaves which was there before the subscription." @ "WorkbinStateChangeMessage, property data.action";
    "items-together": "Tells of everything that enters and leaves with one answer." @ "CometD notifications, introduction";
    "leaves-without-resource": "Has no state resource for an item that leaves." @ "WorkbinStateChangeMessage, the seven properties that end in StateResourceV2";
    "media-say-more": "Tells more of items that are no chats than their ids." @ "WorkbinStateChangeMessage, the seven properties that end in StateResourceV2";
    "chats-say-little": "Tells nothing of a chat but its id." @ "WorkbinStateChangeMessage, property data.chatStateResourceV2";
    "chats-say-more": "Has another type, capabilities and participants in a chat." @ "WorkbinStateChangeMessage, example, capabilities";
    "more-attached": "Attaches members that the example does not have." @ "WorkbinStateChangeMessage, example, userData";
    "dates-in-other-forms": "Writes times with other separators, fractions and offsets." @ "WorkbinStateChangeMessage, example, receivedDate";
}
Consumer {
    "one-workbin": "Subscribes to one workbin and leaves the others alone." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource";
    "topic-last": "Subscribes to workbins and then to the topic." @ "CometD notifications, introduction";
    "more-topics": "Subscribes to other topics, too." @ "CometD notifications, introduction";
    "takes-its-time": "Subscribes to workbins a while after the topic." @ "CometD notifications, introduction";
    "asks-again": "Subscribes again where that is told to have failed." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource";
    "leaves-workbins": "Leaves the workbins after a few items, and listens on." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource";
    "logs-out": "Leaves the workbins after a few items, unsubscribes and disconnects." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource";
}
};
