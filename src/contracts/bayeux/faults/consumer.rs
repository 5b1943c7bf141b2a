//! The mistakes that the reference consumer can be told to make, and what must report each.
//!
//! Data alone. Where a fault comes to bear stands in `reference::consumer`.

use crate::contracts::{Fault, faults};

/// Misreadings of the protocol, in the order of the rules that they break.
pub(super) const FAULTS: &[Fault] = faults! {
    "bayeux";
    Consumer {
        "client-id-from-last-time":
            "Begins with the client id of an earlier run, and shakes hands only when it is refused."
            @ "Client State Table" => ["bayeux-client-states"];
        "connects-after-disconnect":
            "Goes on connecting after its disconnect."
            @ "Client State Table" => ["bayeux-client-states"];
        "former-client-id":
            "Subscribes with the client id of the session before, once it shook hands anew."
            @ "Common Message Field Definitions: clientId"
            => ["bayeux-session-id-of-last-handshake", "bayeux-robust-subscribes-again"];
        "subscriptions-forgotten":
            "Does not subscribe again when it shook hands anew."
            @ "Subscribe Request" => ["bayeux-robust-subscribes-again"];
        "preferred-transport-named":
            "Names the transport that it likes best where the server does not offer that one."
            @ "Connect Request" => ["bayeux-connect-by-listed-transport"];
        "handshake-by-callback":
            "Shakes hands by callback-polling, as from a page of another host."
            @ "Handshake Request" => ["bayeux-handshake-by-long-polling"];
        "callback-parameter-misnamed":
            "Puts the handshake of callback-polling into a parameter of another name."
            @ "The callback-polling request messages" => ["bayeux-callback-request-message"];
        "subscribes-with-handshake":
            "Sends its subscriptions along with the handshake."
            @ "Handshake Request" => ["bayeux-handshake-request-alone",
                "bayeux/SubscribeRequest/clientId:required"];
        "lone-message-bare":
            "Sends a disconnect without an array around it."
            @ "Messages" => ["bayeux-request-is-array"];
        "events-posted-as-text":
            "Posts what it publishes as plain text."
            @ "The long-polling request messages" => ["bayeux-request-json-content-type"];
        "connect-ids-repeated":
            "Gives all its connects one id."
            @ "Common Message Field Definitions: id" => ["bayeux-ids-unique"];
        "meta-subscribed":
            "Subscribes to all meta channels, to hear of its own session."
            @ "Meta Channels" => ["bayeux-no-meta-subscription"];
        "held-connect-taken-for-lost":
            "Sends another connect when one is held for more than a second, whatever was advised."
            @ "Connect Request" => ["bayeux-one-outstanding-connect"];
        "publishes-on-new-connections":
            "Opens a connection for each event that it publishes."
            @ "HTTP Transport" => ["bayeux-two-connections"];
        "interval-ignored":
            "Connects again at once, whatever interval it was advised."
            @ "Common Message Field Definitions: interval advice field"
            => ["bayeux-interval-obeyed"];
        "first-interval-kept":
            "Keeps to the first interval that it was advised when a longer one is advised."
            @ "Common Message Field Definitions: advice"
            => ["bayeux-interval-obeyed", "bayeux-newer-advice-supersedes"];
        "negative-interval-as-zero":
            "Takes an interval below zero for none."
            @ "Common Message Field Definitions: interval advice field"
            => ["bayeux-negative-interval-ends-it"];
        "backoff-constant":
            "Lets the same time pass after each failure."
            @ "Common Message Field Definitions: interval advice field" => ["bayeux-backs-off"];
        "handshake-advice-retried":
            "Sends the connect again where it is advised to shake hands."
            @ "Common Message Field Definitions: reconnect advice field"
            => ["bayeux-no-retry-on-handshake-advice", "bayeux-handshake-on-advice"];
        "handshake-advice-taken-as-none":
            "Gives up where a refused handshake advises to shake hands again."
            @ "Common Message Field Definitions: reconnect advice field"
            => ["bayeux-handshake-on-advice"];
        "none-taken-as-handshake":
            "Shakes hands anew where a refused connect advises to do nothing."
            @ "Common Message Field Definitions: reconnect advice field"
            => ["bayeux-none-ends-it"];
        "refused-handshake-repeated":
            "Shakes hands again where a refused handshake advises to do nothing."
            @ "Common Message Field Definitions: reconnect advice field"
            => ["bayeux-none-ends-it"];
        "leaves-silently":
            "Leaves without a disconnect."
            @ "Disconnect Request" => ["bayeux-disconnect-on-leave"];
        "connection-type-once":
            "Names the connection type in its first connect alone."
            @ "Common Message Field Definitions: connectionType"
            => ["bayeux/ConnectRequest/connectionType:required"];
        "handshake-version-as-number":
            "Sends the version as a number in every handshake but the first."
            @ "Version" => ["bayeux/Version:type"];
        "null-published-as-nothing":
            "Leaves out data that are null."
            @ "Publish Request" => ["bayeux/Publish/data:required"];
        "unsubscribe-without-client-id":
            "Leaves the client id out of an unsubscribe."
            @ "Unsubscribe Request" => ["bayeux/UnsubscribeRequest/clientId:required"];
        "stops-at-a-broken-event":
            "Connects no more once it was told an event that it cannot read."
            @ "Delivery" => ["bayeux-robust-broken-event"];
        "deaf-after-a-broken-event":
            "Hears of no event any more after one that it cannot read, though it goes on connecting."
            @ "Delivery" => ["bayeux/Delivery/data:required"];
        "batch-dropped-for-one-event":
            "Passes over all events of an answer if one of them is broken."
            @ "Delivery" => ["bayeux/ChannelName:pattern"];
        "missing-data-taken-for-null":
            "Takes an event without data for one whose data are null."
            @ "Common Message Field Definitions: data" => ["bayeux/Delivery/data:required"];
        "numbers-understood-as-text":
            "Understands numbers in data as text."
            @ "Common Message Field Definitions: data" => ["bayeux/Delivery:type"];
        "subscriptions-in-one-text":
            "Names several subscriptions in one text, with commas between them."
            @ "Subscribe Request" => ["bayeux/Subscription:pattern"];
    }
};

/// Misreadings of the acknowledgement extension.
pub(super) const EXTENSION: &[Fault] = faults! {
    "cometd";
    Consumer {
        "first-batch-acknowledged-for-ever":
            "Acknowledges no batch but that of number 0."
            @ "Acknowledge Extension Details" => ["bayeux-ack-carried"];
    }
};
