//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "bayeux";
Provider {
    "reply-before-events": "Puts the reply to a connect in front of the events that leave with it." @ "Delivery";
    "events-by-connect-alone": "Delivers events with replies to connects only." @ "Message Ordering";
    "one-event-a-response": "Delivers one event in a response, and the next one in the next." @ "Delivery";
    "once-per-subscription": "Delivers an event for each subscription of a client that takes it in." @ "Delivery";
    "holds-for-less": "Holds a connect for half of the time that it advised." @ "Connect Response";
    "refuses-the-replaced-connect": "Refuses the older one of two connects that wait." @ "Connect Response";
    "client-id-on-request": "Repeats the client id in every reply to a client that has one." @ "Common Message Field Definitions: clientId";
    "client-id-once": "Tells the client id in the reply to the handshake alone." @ "Common Message Field Definitions: clientId";
    "advice-once": "Advises in the reply to the handshake, and in others only what is new." @ "Common Message Field Definitions: advice";
    "advice-everywhere": "Advises in every reply, for each transport too, and lists hosts." @ "Common Message Field Definitions: advice";
    "timestamps-and-extensions": "Puts the time and an extension of its own into every reply." @ "Common Message Field Definitions: timestamp";
    "full-handshake-reply": "Fills in every member that a handshake reply can have." @ "Successful Handshake Response";
    "short-client-ids": "Gives client ids of 22 letters and digits, just enough for 128 bits." @ "Common Message Field Definitions: clientId";
    "codes-of-its-own": "Refuses with a code that no sample has." @ "Common Message Field Definitions: error";
    "errors-left-out": "Refuses without a reason, where it is no handshake." @ "Common Message Field Definitions: error";
    "refuses-in-messages": "Refuses names outside the grammar with a reply instead of status 400." @ "Messages";
    "publishes-unacknowledged": "Leaves granted publishes without a reply." @ "Publish Response";
    "takes-unconnected-publishes": "Accepts publishes that come without a client id." @ "Publish Request";
    "services-deliver-nothing": "Answers a request to a service with the reply alone." @ "Service Channels";
    "reply-per-subscription": "Answers a list of subscriptions with one reply for each." @ "Subscribe Response";
    "without-websocket": "Offers and serves no WebSocket." @ "Common Message Field Definitions: supportedConnectionTypes";
    "without-acknowledgement": "Does not know the acknowledge extension." @ "Common Message Field Definitions: ext";
    "counts-no-clients": "Sets the cookie, and does not look how many clients a browser has." @ "Server-side Multiple clients detection";
}
Consumer {
    "shakes-hands-briefly": "Sends what a handshake must have and nothing else." @ "Handshake Request";
    "messages-without-ids": "Gives no message an id." @ "Common Message Field Definitions: id";
    "ids-of-letters": "Numbers its messages with letters." @ "Common Message Field Definitions: id";
    "offers-more-types": "Offers three connection types, and uses one." @ "Handshake Request";
    "messages-with-everything": "Puts the time and an extension of its own into every message." @ "Common Message Field Definitions: timestamp";
    "posts-forms": "Sends its messages as parameters of forms." @ "The long-polling request messages";
    "subscribes-one-by-one": "Sends a subscribe for each channel, all in one request." @ "Subscribe Request";
    "subscribes-with-connect": "Sends its subscribe in one request with its first connect." @ "Connect Request";
    "first-connect-held": "Lets its first connect be held like the others." @ "Common Message Field Definitions: advice";
    "held-for-less": "Asks for connects that are held for no longer than half a second." @ "Common Message Field Definitions: advice";
    "waits-for-longer": "Waits for 300 ms more than was advised before it connects again." @ "Common Message Field Definitions: interval advice field";
    "keeps-no-cookies": "Sends no cookies back." @ "Server-side Multiple clients detection";
    "begins-anew-when-cut": "Shakes hands again after a connection that broke, instead of a connect." @ "Client State Table";
    "unsubscribes-before-leaving": "Ends its subscriptions before it says farewell." @ "Unsubscribe Request";
}
};
