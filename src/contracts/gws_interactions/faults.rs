//! The mistakes that an implementer of this contract makes, and the rules that find them.
//!
//! Depends on nothing. What a fault does stands in `reference` where the mistake would be made;
//! what a consumer with one does stands in `scenarios`.

use crate::contracts::{Fault, faults};

/// All of them.
pub(super) static FAULTS: &[Fault] = faults! { "gws";
Provider {
    "gws-any-subscription": "tells whoever subscribes to anything of interactions" @ "Interaction Notifications, introduction" => ["gws-interactions-subscribed-first"];
    "gws-not-ready-ignored": "offers e-mails to agents who are not ready for them" @ "Interaction Notifications, introduction" => ["gws-interactions-not-ready-respected"];
    "gws-chat-not-ready-ignored": "asks for the readiness of e-mail only" @ "Interaction Notifications, introduction; Chat Invited" => ["gws-interactions-chat-readiness"];
    "gws-state-completed": "tells that the work on an e-mail has ended" @ "Email Accepted" => ["gws-interactions-known-kind", "gws-interactions/InteractionState/state:enum"];
    "gws-lone-reply-bare": "sends a reply that comes alone without an array around it" @ "the samples of all seven notifications" => ["gws-interactions-delivery-is-array"];
    "gws-delivery-numbered": "numbers its deliveries" @ "New Email Interaction Invite" => ["gws-interactions-delivery-members"];
    "gws-python-literals": "prints what it keeps in memory" @ "the samples of all seven notifications" => ["gws-interactions-json-on-the-wire"];
    "gws-connects-counted-by-server": "gives its replies numbers of its own" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions-connect-id-echoed"];
    "gws-advised-shorter-than-held": "advises another timeout than the one that it holds connects for" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions-connect-answered-in-time"];
    "gws-new-id-on-acceptance": "gives an accepted e-mail the id of a copy" @ "Email Accepted" => ["gws-interactions-id-stable"];
    "gws-queue-follows-state": "names the queue that an accepted e-mail would go to" @ "Email Accepted" => ["gws-interactions-properties-constant"];
    "gws-user-data-grows": "attaches who accepted a chat" @ "Chat Accepted" => ["gws-interactions-user-data-constant"];
    "gws-invite-accept-only": "offers no way to reject a chat" @ "Chat Invited" => ["gws-interactions-invited-capabilities"];
    "gws-revoked-keeps-an-operation": "leaves a revoked e-mail with an operation" @ "Email Revoked" => ["gws-interactions-revoked-capabilities"];
    "gws-email-without-reply-all": "leaves one operation on an accepted e-mail out" @ "Email Accepted" => ["gws-interactions-email-accepted-capabilities"];
    "gws-chat-without-reply": "leaves one operation on an accepted chat out" @ "Chat Accepted" => ["gws-interactions-chat-accepted-capabilities"];
    "gws-chat-with-reply-all": "offers the operations of an e-mail on a chat" @ "Chat Accepted" => ["gws-interactions-chat-accepted-capabilities", "gws-interactions-reply-all-email-only"];
    "gws-accepted-offers-reject": "lets an agent reject what was accepted" @ "Email Accepted" => ["gws-interactions-offer-only-while-invited", "gws-interactions-email-accepted-capabilities"];
    "gws-accepted-uninvited": "tells the other desktops of an agent of acceptances only" @ "New Email Interaction Invite" => ["gws-interactions-starts-invited"];
    "gws-accepts-by-itself": "takes whatever else is offered when an agent accepts" @ "Interaction Notifications, introduction; Chat Accepted" => ["gws-interactions-accepted-on-request"];
    "gws-revoked-after-accepted": "does not stop the timer of an e-mail that was accepted" @ "Email Revoked" => ["gws-interactions-one-outcome"];
    "gws-told-after-revoked": "tells twice that a chat was revoked" @ "Chat Revoked" => ["gws-interactions-revoked-is-final"];
    "gws-never-revoked": "takes an e-mail away without telling" @ "Email Revoked" => ["gws-interactions-unanswered-invite-revoked"];
    "gws-revoked-late": "lets an invite to a chat stand for twice the time" @ "Chat Revoked" => ["gws-interactions-unanswered-invite-revoked"];
    "gws-session-id-while-invited": "has the session of a chat before anybody accepts it" @ "Chat Invited" => ["gws-interactions-member-places", "gws-interactions-session-id"];
    "gws-email-object-only-accepted": "has the e-mail object in acceptances only" @ "New Email Interaction Invite, email_object" => ["gws-interactions-email-object-only-email"];
    "gws-chat-has-email-object": "fills the e-mail object for every medium" @ "Chat Accepted" => ["gws-interactions-email-object-only-email"];
    "gws-email-object-of-another": "names another interaction in the e-mail object" @ "Email Revoked, email_object" => ["gws-interactions-email-object-id"];
    "gws-email-text-before-acceptance": "shows the text of an e-mail to whom it is offered" @ "New Email Interaction Invite, email_object" => ["gws-interactions-email-object-by-state"];
    "gws-email-from-personal": "gives the name of the sender for the address" @ "Email Accepted, email_object" => ["gws-interactions-email-addresses-agree"];
    "gws-stop-queue-without-stop": "offers a queue to stop in and not the operation" @ "Email Accepted, inQueues" => ["gws-interactions-stop-queue-capability"];
    "gws-session-id-of-its-own": "gives a chat session an id of its own" @ "Chat Notifications, sessionId" => ["gws-interactions-session-id"];
    "gws-chat-server-masked": "hides the host of the chat server" @ "Chat Invited, userData" => ["gws-interactions-chat-server-named"];
    "gws-party-joined-with-text": "says in words who joined" @ "Chat Accepted, chat_notifications" => ["gws-interactions-party-joined-members"];
    "gws-message-with-user-type": "tells with every message who speaks" @ "Chat Notifications, chat_notifications" => ["gws-interactions-new-message-members"];
    "gws-newest-event-first": "gives the newest event of a history first" @ "Chat Accepted, chat_notifications" => ["gws-interactions-event-ids-increase"];
    "gws-history-without-its-beginning": "leaves out who was there first" @ "Chat Accepted, chat_notifications" => ["gws-interactions-history-gapless"];
    "gws-history-told-again": "sends the whole history with every line" @ "Chat Notifications, chat_notifications" => ["gws-interactions-event-ids-not-reused"];
    "gws-events-counted-anew": "counts the events of each notification from 1" @ "Chat Notifications, chat_notifications" => ["gws-interactions-event-ids-not-reused"];
    "gws-author-unannounced": "gives a customer a new user id" @ "Chat Notifications, chat_notifications" => ["gws-interactions-author-announced"];
    "gws-agent-joins-first": "lets the agent wait in the chat" @ "Chat Accepted, chat_notifications" => ["gws-interactions-client-joins-first"];
    "gws-target-counted-elsewhere": "does not count the target that was asked for" @ "Chat Invited, userData" => ["gws-interactions-requested-target-counted"];
    "gws-target-place-differs": "names the place by another name than the agent" @ "Chat Invited, userData" => ["gws-interactions-target-members-agree"];
    "gws-topic-without-version": "publishes on the topic of the introduction" @ "Interaction Notifications, introduction" => ["gws-interactions/InteractionNotification/channel:const"];
    "gws-message-type-shortened": "leaves the last word of the message type out" @ "Email Revoked, messageType" => ["gws-interactions/InteractionState/messageType:const"];
    "gws-state-in-capitals": "writes the state in capitals" @ "Chat Revoked, state" => ["gws-interactions/InteractionState/state:enum"];
    "gws-state-missing": "has no state in notifications of chat lines" @ "Chat Notifications" => ["gws-interactions/InteractionState/state:required"];
    "gws-medium-capitalised": "writes the medium with a capital" @ "Email Revoked, channel" => ["gws-interactions/InteractionState/channel:enum"];
    "gws-id-with-a-dash": "writes ids in two parts" @ "the samples of all seven notifications, id" => ["gws-interactions/InteractionId:pattern"];
    "gws-interaction-type-numbered": "has a number for the type of an interaction" @ "the samples of all seven notifications, interactionType" => ["gws-interactions/InteractionState/interactionType:type"];
    "gws-capability-in-lower-case": "writes an operation in lower case" @ "the samples of all seven notifications, capabilities" => ["gws-interactions/Capability:enum", "gws-interactions-chat-accepted-capabilities"];
    "gws-capability-twice": "lists an operation twice" @ "the samples of all seven notifications, capabilities" => ["gws-interactions/Capabilities:uniqueItems"];
    "gws-capabilities-as-text": "lists the operations in one text" @ "Chat Notifications, capabilities" => ["gws-interactions/Capabilities:type"];
    "gws-email-object-without-id": "leaves the interaction out of the e-mail object" @ "Email Accepted, email_object" => ["gws-interactions/EmailObject/interactionId:required"];
    "gws-email-text-as-list": "sends the text of an e-mail in parts" @ "Email Accepted, email_object.text" => ["gws-interactions/EmailObject/text:type"];
    "gws-queues-as-list": "lists the queues and maps them to nothing" @ "Email Accepted, outQueues" => ["gws-interactions/QueueMap:type"];
    "gws-no-chat-events": "sends a notification of chat lines without one" @ "Chat Notifications, chat_notifications" => ["gws-interactions/ChatNotifications:minItems"];
    "gws-event-id-as-text": "writes the id of an event as text" @ "Chat Notifications, chat_notifications" => ["gws-interactions/ChatNotification/EventId:type"];
    "gws-event-id-from-zero": "counts events from 0" @ "Chat Accepted, chat_notifications" => ["gws-interactions/ChatNotification/EventId:minimum"];
    "gws-event-without-visibility": "leaves out who can see an event that all can see" @ "Chat Notifications, chat_notifications" => ["gws-interactions/ChatNotification/Visibility:required"];
    "gws-event-with-a-time": "adds the time to an event" @ "Chat Notifications, chat_notifications" => ["gws-interactions/ChatNotification:additionalProperties"];
    "gws-event-kind-shortened": "has a shorter name for new messages" @ "Chat Notifications, chat_notifications" => ["gws-interactions/ChatNotification/MessageType:enum"];
    "gws-user-id-null": "leaves the user of a message null" @ "Chat Notifications, chat_notifications" => ["gws-interactions/ChatNotification/UserId:type"];
    "gws-user-type-customer": "calls the client a customer" @ "Chat Accepted, chat_notifications" => ["gws-interactions/ChatNotification/UserType:enum"];
    "gws-user-data-nested": "keeps the parts of a header in an object" @ "New Email Interaction Invite, userData" => ["gws-interactions/UserData/Header_Date:type"];
    "gws-user-data-as-list": "sends no user data as an empty list" @ "Chat Notifications, userData" => ["gws-interactions/UserData:type"];
    "gws-chat-server-port-named": "gives the port of the chat server by its name" @ "Chat Invited, userData" => ["gws-interactions/UserData/ChatServerPort:pattern"];
    "gws-timeout-as-text": "writes the timeout as text" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions/Advice/timeout:type"];
    "gws-reconnect-again": "has a word of its own for connecting again" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions/Advice/reconnect:enum"];
    "gws-connect-successful-missing": "takes success for granted" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions/ConnectReply/successful:required"];
    "gws-advice-as-text": "advises in one word" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions/Advice:type"];
}
Consumer {
    "gws-never-subscribes": "gets ready and listens, but subscribes to nothing" @ "Interaction Notifications, introduction" => ["gws-interactions-subscribes"];
    "gws-stops-listening": "takes one notification and connects no more" @ "Interaction Notifications, introduction" => ["gws-interactions-keeps-listening"];
    "gws-pauses-between-connects": "polls on a timer of its own" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions-reconnects-after-interval"];
    "gws-connects-without-patience": "connects again while its connect is held" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions-waits-for-held-connect"];
    "gws-accepts-and-rejects": "rejects on one thread what it accepts on another" @ "New Email Interaction Invite, first sentence" => ["gws-interactions-one-answer"];
    "gws-transfers-an-invite": "offers every operation at any time" @ "New Email Interaction Invite, capabilities" => ["gws-interactions-operation-offered"];
    "gws-accepts-what-was-revoked": "leaves a revoked e-mail on the screen" @ "Email Revoked, first sentence" => ["gws-interactions-no-operation-after-revoked"];
    "gws-accepts-every-accepted": "takes chat lines for another acceptance" @ "Chat Notifications" => ["gws-interactions-accepted-once"];
    // Of the reference consumer
    "gws-desk-misspells-the-topic": "subscribes to a topic in the singular" @ "Interaction Notifications, introduction" => ["gws-interactions-subscribes"];
    "gws-desk-forgets-its-subscription": "shakes hands anew and does not subscribe again" @ "Interaction Notifications, introduction" => ["gws-interactions-subscribes"];
    "gws-desk-knows-all-members": "fails on a message that has a member more" @ "Interaction Notifications, Pre-Release Notice" => ["gws-interactions-keeps-listening"];
    "gws-desk-user-data-in-ascii": "keeps the names of user data in ASCII" @ "Chat Invited, userData" => ["gws-interactions-keeps-listening"];
    "gws-desk-wants-every-member": "fails on data that lacks the subtype" @ "the samples of all seven notifications, interactionSubType" => ["gws-interactions-keeps-listening"];
    "gws-desk-revokes-what-it-knows": "fails on the withdrawal of an interaction that it does not know" @ "Email Revoked" => ["gws-interactions-keeps-listening"];
    "gws-desk-accepts-its-own-only": "fails on an acceptance that it did not ask for" @ "Interaction Notifications, introduction" => ["gws-interactions-keeps-listening"];
    "gws-desk-stops-when-refused": "ends when an operation is refused" @ "Interaction Notifications, introduction" => ["gws-interactions-keeps-listening"];
    "gws-desk-ignores-the-interval": "connects again at once whatever is advised" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions-reconnects-after-interval"];
    "gws-desk-connects-twice": "has a second connect under way" @ "the samples of all seven notifications, /meta/connect" => ["gws-interactions-waits-for-held-connect"];
    "gws-desk-rejects-what-is-slow": "rejects what it accepted and is not told of in time" @ "New Email Interaction Invite, first sentence" => ["gws-interactions-one-answer"];
    "gws-desk-finishes-first": "stops the processing of an e-mail that it is offered" @ "New Email Interaction Invite, capabilities" => ["gws-interactions-operation-offered"];
    "gws-desk-replies-to-all": "replies to all in a chat too" @ "Chat Accepted, capabilities" => ["gws-interactions-operation-offered"];
    "gws-desk-accepts-what-is-gone": "accepts what it is told is withdrawn" @ "Email Revoked, first sentence" => ["gws-interactions-no-operation-after-revoked"];
    "gws-desk-stops-at-user-data-it-cannot-read": "connects no more after user data that are no object" @ "Interaction Notifications, introduction" => ["gws-interactions-keeps-listening"];
    "gws-desk-deaf-after-a-broken-one": "connects, and hears of nothing any more after a notification that it cannot read" @ "Interaction Notifications, introduction" => ["gws-interactions/UserData:type"];
    "gws-desk-offers-nothing-by-itself": "takes capabilities that are missing for none" @ "New Email Interaction Invite, capabilities" => ["gws-interactions/InteractionState/capabilities:required"];
    "gws-desk-accepts-each-line": "accepts a chat anew with every line" @ "Chat Notifications" => ["gws-interactions-accepted-once"];
}
};
