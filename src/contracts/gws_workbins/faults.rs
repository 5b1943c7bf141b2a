//! The mistakes that an implementer of this contract makes, and the rules that find them.
//!
//! Depends on nothing. What a fault does stands in `reference` where the mistake would be made;
//! what a consumer with one does stands in `scenarios`.

use crate::contracts::{Fault, faults};

/// All of them.
pub(super) static FAULTS: &[Fault] = faults! { "workbins";
Provider {
    "workbin-any-subscription": "Tells whoever subscribes to anything of workbins." @ "CometD notifications, introduction" => ["gws-workbins-subscribed-first"];
    "workbin-third-type": "Tells in a message of its own what is in a workbin that was subscribed to." @ "CometD notifications, introduction, list of message types" => ["gws-workbins-known-message-type"];
    "workbin-type-shortened": "Leaves the last word of a message type out." @ "WorkbinStateChangeMessage, property data.messageType" => ["gws-workbins-known-message-type"];
    "workbin-data-as-text": "Writes data as JSON and puts the text into the message." @ "WorkbinStateChangeMessage, property data" => ["gws-workbins-known-message-type"];
    "workbin-member-twice": "Attaches a value twice." @ "WorkbinStateChangeMessage, example" => ["gws-workbins-no-duplicate-member"];
    "workbin-python-none": "Prints a value that is not there as its script does." @ "WorkbinStateChangeMessage, example" => ["gws-workbins-json-on-the-wire"];
    "workbin-subscribed-untold": "Takes the answer to a subscription for all that has to be told." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins-subscribe-confirmed"];
    "workbin-unsubscribed-untold": "Tells nothing more to an agent who leaves a workbin." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins-unsubscribe-confirmed"];
    "workbin-failure-untold": "Passes over workbins that do not exist." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins-failure-reported"];
    "workbin-unknown-subscribed": "Confirms a subscription before it looks for the workbin." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins-failure-reported"];
    "workbin-reference-of-its-own": "Numbers its notifications apart from its answers." @ "WorkbinSubscriptionStateChangeMessage, property data.referenceId" => ["gws-workbins-reference-id"];
    "workbin-told-after-unsubscribed": "Forgets to take an agent off the list of a workbin." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins-nothing-after-unsubscribed"];
    "workbin-told-of-all": "Tells every agent of every workbin." @ "CometD notifications, introduction" => ["gws-workbins-only-subscribed"];
    "workbin-added-for-every-change": "Tells that an e-mail entered when it left." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins-actions-alternate"];
    "workbin-removed-twice": "Tells twice that an item left." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins-actions-alternate"];
    "workbin-entering-untold": "Tells of one medium only what leaves." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins-added-before-removed"];
    "workbin-item-also-open-media": "Describes a chat once more as open media." @ "WorkbinStateChangeMessage, the seven properties that end in StateResourceV2" => ["gws-workbins-one-state-resource"];
    "workbin-item-without-resource": "Has no description of work items." @ "WorkbinStateChangeMessage, the seven properties that end in StateResourceV2" => ["gws-workbins-one-state-resource"];
    "workbin-twitter-by-its-name": "Names the resource after the network." @ "WorkbinStateChangeMessage, property data.tweetStateResourceV2" => ["gws-workbins-known-state-resource"];
    "workbin-facebook-session-in-camel-case": "Writes a name as the others are written." @ "WorkbinStateChangeMessage, property data.facebooksessionStateResourceV2" => ["gws-workbins-known-state-resource"];
    "workbin-owner-is-reader": "Names the agent who is told as the owner." @ "WorkbinStateChangeMessage, property data.workbinUserId" => ["gws-workbins-owner-constant"];
    "workbin-content-unwrapped": "Leaves data out, as one example does." @ "WorkbinStateChangeMessage, example" => ["gws-workbins/WorkbinNotification/data:required"];
    "workbin-subscription-unwrapped": "Leaves data out, as one example does." @ "WorkbinSubscriptionStateChangeMessage, property data" => ["gws-workbins/WorkbinSubscriptionNotification/data:required"];
    "workbin-content-without-version": "Publishes on a topic without a version." @ "CometD notifications, introduction" => ["gws-workbins/WorkbinNotification/channel:const"];
    "workbin-failure-without-version": "Publishes failures on a topic without a version." @ "CometD notifications, introduction" => ["gws-workbins/WorkbinSubscriptionNotification/channel:const"];
    "workbin-subscription-type-missing": "Leaves the message type to the reader's wits." @ "WorkbinSubscriptionStateChangeMessage, property data.messageType" => ["gws-workbins/WorkbinSubscriptionStateChange/messageType:required"];
    "workbin-content-type-missing": "Leaves the message type to the reader's wits." @ "WorkbinStateChangeMessage, property data.messageType" => ["gws-workbins/WorkbinStateChange/messageType:required"];
    "workbin-state-in-capitals": "Writes a state as a constant." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins/WorkbinSubscriptionStateChange/stateResource:enum"];
    "workbin-state-as-object": "Makes a state resource of the state." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins/WorkbinSubscriptionStateChange/stateResource:type"];
    "workbin-state-missing": "Leaves the state of a failure out." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins/WorkbinSubscriptionStateChange/stateResource:required"];
    "workbin-subscription-without-id": "Names the request and not the workbin." @ "WorkbinSubscriptionStateChangeMessage, property data.id" => ["gws-workbins/WorkbinSubscriptionStateChange/id:required"];
    "workbin-reference-as-list": "Lists all requests that a notification answers." @ "WorkbinSubscriptionStateChangeMessage, property data.referenceId" => ["gws-workbins/WorkbinSubscriptionStateChange/referenceId:type"];
    "workbin-content-without-id": "Leaves the workbin out that an item left." @ "WorkbinStateChangeMessage, property data.id" => ["gws-workbins/WorkbinStateChange/id:required"];
    "workbin-id-numbered": "Gives the number of a workbin for its id." @ "WorkbinStateChangeMessage, property data.id" => ["gws-workbins/WorkbinId:type"];
    "workbin-id-empty": "Empties the id of a workbin that an item left." @ "WorkbinStateChangeMessage, property data.id" => ["gws-workbins/WorkbinId:minLength"];
    "workbin-owner-numbered": "Gives the number of the owner in a database." @ "WorkbinStateChangeMessage, property data.workbinUserId" => ["gws-workbins/OwnerUserId:type"];
    "workbin-agent-numbered": "Gives the employee id as a number." @ "WorkbinStateChangeMessage, property data.workbinAgentId" => ["gws-workbins/WorkbinStateChange/workbinAgentId:type"];
    "workbin-action-missing": "Leaves out what happened to an item." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins/WorkbinStateChange/action:required"];
    "workbin-action-shortened": "Leaves a word of an action out." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins/WorkbinStateChange/action:enum"];
    "workbin-action-as-flag": "Says by a flag whether an item entered." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins/WorkbinStateChange/action:type"];
    "workbin-chat-as-id": "Gives the id of a chat for its resource." @ "WorkbinStateChangeMessage, property data.chatStateResourceV2" => ["gws-workbins/ChatStateResource:type"];
    "workbin-email-as-list": "Lists all e-mails that left." @ "WorkbinStateChangeMessage, property data.emailStateResourceV2" => ["gws-workbins/MediaStateResource:type"];
    "workbin-item-id-with-dash": "Makes ids of interactions more readable." @ "WorkbinStateChangeMessage, example, chatStateResourceV2.id" => ["gws-workbins/InteractionId:pattern"];
    "workbin-received-date-in-words": "Writes a time for people." @ "WorkbinStateChangeMessage, example, receivedDate" => ["gws-workbins/ChatStateResource/receivedDate:pattern"];
    "workbin-capabilities-as-text": "Writes an empty list as a word." @ "WorkbinStateChangeMessage, example, capabilities" => ["gws-workbins/ChatStateResource/capabilities:type"];
    "workbin-occurred-at-in-words": "Writes a time for people." @ "WorkbinStateChangeMessage, example, userData.OccuredAt" => ["gws-workbins/WorkbinUserData/OccuredAt:format"];
    "workbin-user-data-nested": "Attaches objects." @ "WorkbinStateChangeMessage, example, userData" => ["gws-workbins/WorkbinUserData/{}:type"];
}
Consumer {
    "workbin-desktop-skips-the-topic": "Subscribes to a workbin and not to the topic." @ "CometD notifications, introduction" => ["gws-workbins-subscribes"];
    "workbin-desktop-only-connects": "Connects, and waits for everything." @ "CometD notifications, introduction" => ["gws-workbins-subscribes"];
    // Of the reference consumer
    "workbin-desk-misspells-the-topic": "Subscribes to a topic in the singular." @ "CometD notifications, introduction" => ["gws-workbins-subscribes"];
    "workbin-desk-forgets-its-subscription": "Shakes hands anew and subscribes to the workbins alone." @ "CometD notifications, introduction" => ["gws-workbins-subscribes"];
    "workbin-desk-knows-all-members": "Fails on a message that has a member more." @ "WorkbinStateChangeMessage, property data" => ["gws-workbins-keeps-listening"];
    "workbin-desk-knows-seven-media": "Fails on an item of a medium that it does not know." @ "WorkbinStateChangeMessage, the seven properties that end in StateResourceV2" => ["gws-workbins-keeps-listening"];
    "workbin-desk-knows-six-media": "Fails on a conversation of a social network." @ "WorkbinStateChangeMessage, property data.facebooksessionStateResourceV2" => ["gws-workbins-keeps-listening"];
    "workbin-desk-wants-a-resource": "Fails on an item that leaves and is not described." @ "WorkbinStateChangeMessage, the seven properties that end in StateResourceV2" => ["gws-workbins-keeps-listening"];
    "workbin-desk-wants-a-reference": "Fails on a subscription change that answers no request." @ "WorkbinSubscriptionStateChangeMessage, example" => ["gws-workbins-keeps-listening"];
    "workbin-desk-counts-references": "Fails on a reference that is text." @ "WorkbinSubscriptionStateChangeMessage, property data.referenceId" => ["gws-workbins-keeps-listening"];
    "workbin-desk-wants-an-owner": "Fails on a workbin whose owner is not named." @ "WorkbinStateChangeMessage, property data.workbinUserId" => ["gws-workbins-keeps-listening"];
    "workbin-desk-fails-on-failure": "Fails when a request has failed." @ "WorkbinSubscriptionStateChangeMessage, property data.stateResource" => ["gws-workbins-keeps-listening"];
    "workbin-desk-removes-what-it-has": "Fails on an item that leaves and was not there." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins-keeps-listening"];
    "workbin-desk-adds-what-it-lacks": "Fails on an item that enters and is there." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins-keeps-listening"];
    "workbin-desk-stops-at-a-broken-item": "Connects no more after an item that is no object." @ "WorkbinStateChangeMessage, the seven properties that end in StateResourceV2" => ["gws-workbins-keeps-listening"];
    "workbin-desk-deaf-after-a-broken-message": "Connects, and hears of nothing any more after a message that it cannot read." @ "CometD notifications, introduction" => ["gws-workbins/WorkbinStateChange/action:enum"];
    "workbin-desk-takes-any-action-for-added": "Takes whatever did not leave for something that entered." @ "WorkbinStateChangeMessage, property data.action" => ["gws-workbins/WorkbinStateChange/action:enum", "gws-workbins/WorkbinStateChange/action:required"];
    "workbin-desk-has-no-null": "Fails on a null in what is attached to a chat." @ "WorkbinStateChangeMessage, example, userData" => ["gws-workbins-keeps-listening"];
}
};
