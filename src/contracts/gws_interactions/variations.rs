//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "gws";
Provider {
    "replies-first": "Puts the answer to a connect before the notifications that come with it." @ "the samples of all seven notifications";
    "interval-advised": "Advises to wait a moment before the next connect." @ "the samples of all seven notifications, /meta/connect";
    "replies-say-more": "Answers connects with a time and an extension of its own." @ "the samples of all seven notifications, /meta/connect";
    "members-absent": "Leaves out the type, the subtype and the queue of every interaction." @ "the samples of all seven notifications, interactionType";
    "other-words": "Has words for types and visibility that the samples do not show." @ "the samples of all seven notifications, interactionType";
    "little-attached": "Attaches three members to an interaction." @ "New Email Interaction Invite, userData";
    "more-attached": "Attaches members that no sample has: names of every kind, numbers, null." @ "New Email Interaction Invite, userData";
    "other-scalars": "Attaches numbers and booleans where the samples have texts, and texts where they have numbers." @ "New Email Interaction Invite, userData";
    "nulls-absent": "Leaves out what would be null." @ "Chat Accepted, chat_notifications";
    "more-queues": "Offers several queues to put an interaction into, and none to answer to." @ "Email Accepted, inQueues";
    "chats-first": "Offers a chat before it offers an e-mail." @ "Interaction Notifications, contents";
    "offered-again": "Offers once more what it has withdrawn." @ "Email Revoked; Chat Revoked";
    "nothing-of-others": "Tells an agent nothing of what was accepted at another desktop." @ "Interaction Notifications, introduction";
    "agent-joins-at-once": "Has the agent join a chat before the customer has said anything." @ "Chat Accepted, chat_notifications";
    "events-skip-numbers": "Counts events that the agent is not told of." @ "Chat Notifications, chat_notifications";
    "lines-one-by-one": "Tells each line of a chat by itself." @ "Chat Notifications";
    "told-together": "Tells the acceptance of a chat and its first lines with one answer." @ "the samples of all seven notifications";
}
Consumer {
    "ready-first": "Gets ready before it subscribes." @ "Interaction Notifications, introduction";
    "ready-for-mail": "Gets ready for e-mail and says nothing of chat." @ "Interaction Notifications, introduction";
    "takes-a-break": "Is not ready for a moment at first, and then is." @ "Interaction Notifications, introduction";
    "more-topics": "Subscribes to other topics, too." @ "Interaction Notifications, introduction";
    "rejects-chats": "Rejects every chat that it is offered." @ "Chat Invited";
    "lets-offers-lapse": "Answers no invite." @ "Email Revoked, first sentence";
    "answers-late": "Takes a while to answer an invite." @ "New Email Interaction Invite, first sentence";
    "works-otherwise": "Transfers chats and puts e-mails into a queue, and replies to none." @ "the samples of all seven notifications, capabilities";
    "logs-out": "Stops, unsubscribes and disconnects once it has replied to something." @ "Interaction Notifications, introduction";
}
};
