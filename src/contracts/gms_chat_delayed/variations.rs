//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "chat";
Provider {
    "start-url-elsewhere": "Hands out a start URL on another path than its own." @ "Connect (user confirmation)";
    "texts-absent": "Answers create without a sentence for people." @ "Create chat (delay) service";
    "connect-says-less": "Answers connect without what a device can do without." @ "Connect (user confirmation)";
    "answers-say-more": "Has members in its answers that no sample has." @ "Sample Request and Response Sequence";
    "estimates-unknown": "Never has an estimate of the wait." @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)";
    "reasons-empty": "Gives no reason for the threshold." @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)";
    "ids-of-one-digit": "Has service ids that begin with a small number." @ "Sample Request and Response Sequence";
    "channels-of-their-own": "Has a channel for each chat." @ "Create Chat Interaction";
    "actions-otherwise": "Announces an agent with an action that asks for a code." @ "Create chat (delay) service, Push Notification Data";
    "messages-indented": "Indents the text of a message for the agent." @ "Retrieve notifications from Mobile to Agent (retrieve-agent-notifications)";
    "cookies-absent": "Sets no cookie for the session." @ "Sample Request and Response Sequence";
    "one-cache-line": "Forbids caching in one line, with more words than needed." @ "Sample Request and Response Sequence";
    "type-named-twice": "Names the content type of an answer twice." @ "Sample Request and Response Sequence";
    "refuses-in-words": "Refuses with other statuses, and with a page for people." @ "_ttl";
}
Consumer {
    "asks-for-little": "Asks for a chat without a number, a name or a reason." @ "Create chat (delay) service";
    "number-with-signs": "Writes the number of the customer as people do." @ "Create chat (delay) service";
    "stays-nameless": "Begins a chat without saying who is there." @ "Create Chat Interaction";
    "wants-it-short": "Wants the chat told of in short." @ "Create Chat Interaction";
    "looks-often": "Asks for its place in the queue five times as often." @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)";
    "never-looks": "Waits without asking for its place." @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)";
    "retrieves-while-waiting": "Asks for notifications while it waits, though they are pushed." @ "Retrieve any notifications from agent (retrieve-notifications)";
    "nothing-for-no-fields": "Sends no content where a form has no fields." @ "Sample Request and Response Sequence";
    "words-for-people": "Has words for people alone in its notifications." @ "Send notification from mobile to agent (agent-notification)";
    "device-alone": "Makes the calls of the device and none of the agent's desktop." @ "Retrieve notifications from Mobile to Agent (retrieve-agent-notifications)";
    "logs-out": "Disconnects from CometD when all is said." @ "Create Chat Interaction";
}
};
