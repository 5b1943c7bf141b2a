//! The mistakes that the reference provider can be told to make, and what must report each.
//!
//! Data alone. Where a fault comes to bear stands in `reference`.

use crate::{contract::Party, contracts::Fault};

/// Makes the table: name, what the implementer did, the section misread, the rules that report it.
macro_rules! faults {
    ($($name:literal: $about:literal, $document:literal $section:literal => $($rule:literal),+;)+) => {
        &[$(Fault {
            name: $name,
            party: Party::Provider,
            about: $about,
            misreads: ($document, $section),
            trips: &[$($rule),+],
        }),+]
    };
}

/// Every fault, in the order of the rules that they break; those of single members come last.
pub(super) const FAULTS: &[Fault] = faults! {
    "long-polling-not-listed":
        "Offers a client that could use a socket no long polling.",
        "bayeux" "Common Message Field Definitions: supportedConnectionTypes"
            => "bayeux-long-polling-supported";
    "callback-polling-not-listed":
        "Knows no callback polling.",
        "bayeux" "Common Message Field Definitions: supportedConnectionTypes"
            => "bayeux-callback-polling-supported";
    "hollow-publish-spread":
        "Hands a publish on as it came, although it has no data.",
        "bayeux" "Delivery"
            => "bayeux/Delivery/data:required";
    "publish-queued-behind-connect":
        "Answers a publish only when the held connect of its client has ended.",
        "bayeux" "Two connection operation"
            => "bayeux-publish-not-queued";
    "stranger-unanswered":
        "Passes over a connect without a client id.",
        "bayeux" "Unconnected operation"
            => "bayeux-unconnected-answered";
    "subscribe-of-stranger-unanswered":
        "Passes over a subscribe without a client id.",
        "bayeux" "Unconnected operation"
            => "bayeux-unconnected-answered";
    "unconnected-publish-unanswered":
        "Passes over a publish without a client id.",
        "bayeux" "Unconnected operation"
            => "bayeux-unconnected-answered";
    "star-in-a-name-accepted":
        "Takes a star inside of a segment or in the middle of a name as part of it.",
        "bayeux" "Channel Globbing"
            => "bayeux-bad-channel-refused";
    "dot-in-a-name-accepted":
        "Takes a dot as a character of channel names.",
        "bayeux" "Channels"
            => "bayeux-bad-channel-refused", "bayeux/ChannelName:pattern";
    "star-taken-literally":
        "Takes a pattern of one star for the name of a channel.",
        "bayeux" "Channel Globbing"
            => "bayeux-star-matches-child";
    "star-goes-deep":
        "Lets one star stand for any number of segments.",
        "bayeux" "Channel Globbing"
            => "bayeux-star-one-segment-only";
    "double-star-one-level":
        "Lets two stars stand for one segment only.",
        "bayeux" "Channel Globbing"
            => "bayeux-doublestar-matches-descendants";
    "double-star-takes-its-base":
        "Lets two stars stand for no segment too.",
        "bayeux" "Channel Globbing"
            => "bayeux-doublestar-below-only";
    "double-star-by-prefix":
        "Compares a pattern of two stars as a prefix of text.",
        "bayeux" "Channel Globbing"
            => "bayeux-doublestar-below-only";
    "list-last-only":
        "Records the last subscription of a list alone.",
        "bayeux" "Subscribe Request"
            => "bayeux-delivery-reaches-subscribers";
    "channel-case-ignored":
        "Compares channels without regard to case.",
        "bayeux" "Channels"
            => "bayeux-delivery-only-subscribed";
    "meta-published":
        "Delivers what is published on meta channels.",
        "bayeux" "Meta Channels"
            => "bayeux-meta-not-delivered";
    "id-left-out":
        "Leaves the id out of the reply to an unsubscribe.",
        "bayeux" "Meta Channels"
            => "bayeux-meta-reply-id";
    "id-of-its-own":
        "Gives the refusal of a subscribe an id of its own.",
        "bayeux" "Common Message Field Definitions: id"
            => "bayeux-meta-reply-id";
    "service-requests-broadcast":
        "Treats service channels as broadcast channels.",
        "bayeux" "Service Channels"
            => "bayeux-service-not-broadcast";
    "service-reply-numbered-anew":
        "Numbers the replies of services by itself.",
        "bayeux" "Service Channels"
            => "bayeux-service-reply-id";
    "publish-reply-numbered-anew":
        "Numbers acknowledgements by itself.",
        "bayeux" "Publish Response"
            => "bayeux-publish-reply-id";
    "short-client-id":
        "Makes client ids of 48 random bits.",
        "bayeux" "Client ID"
            => "bayeux-client-id-long";
    "client-id-of-a-former-session":
        "Gives a browser that comes back its former client id.",
        "bayeux" "Client ID"
            => "bayeux-client-id-unique";
    "channel-twice":
        "Writes the channel of an unsubscribe reply twice.",
        "bayeux" "Messages"
            => "bayeux-no-duplicate-member";
    "lone-reply-bare":
        "Sends the reply to a disconnect without an array around it.",
        "bayeux" "Messages"
            => "bayeux-response-is-array";
    "batch-first-message-only":
        "Reads the first message of an array alone.",
        "bayeux" "Messages"
            => "bayeux-batch-accepted", "bayeux-form-post-understood";
    "client-id-for-the-refused":
        "Gives a client id to whom it refuses the handshake.",
        "bayeux" "Common Message Field Definitions: clientId"
            => "bayeux-failed-handshake-no-client-id";
    "client-id-for-the-unconnected":
        "Gives a client id in the reply to an unconnected publish.",
        "bayeux" "Common Message Field Definitions: clientId"
            => "bayeux-unconnected-reply-no-client-id";
    "publisher-told":
        "Leaves the publisher's client id in its events.",
        "bayeux" "Common Message Field Definitions: clientId"
            => "bayeux-client-id-not-leaked";
    "timeout-advice-ignored":
        "Holds a connect that advised not to be held.",
        "bayeux" "Common Message Field Definitions: timeout advice field"
            => "bayeux-timeout-zero-at-once";
    "connection-id-sent":
        "Sends the withdrawn connectionId.",
        "bayeux" "Deprecated fields"
            => "bayeux-no-deprecated-member";
    "handshake-companions-served":
        "Carries out what shares a request with a handshake.",
        "bayeux" "Handshake Request"
            => "bayeux-handshake-alone";
    "failed-handshake-unanswered":
        "Answers no handshake that it refuses.",
        "bayeux" "Handshake Response"
            => "bayeux-handshake-answered";
    "minimum-version-refused":
        "Refuses handshakes with a minimum version, its own too.",
        "bayeux" "Successful Handshake Response"
            => "bayeux-handshake-succeeds";
    "types-the-client-lacks":
        "Lists to a client only transports that the client does not have.",
        "bayeux" "Successful Handshake Response"
            => "bayeux-handshake-common-type";
    "no-common-type-accepted":
        "Accepts a client with which it shares no transport.",
        "bayeux" "Successful Handshake Response"
            => "bayeux-handshake-no-common-type", "bayeux-handshake-common-type";
    "events-with-handshake":
        "Hands waiting events to a browser with its next handshake.",
        "bayeux" "Delivery"
            => "bayeux-no-delivery-with-handshake";
    "both-connects-held":
        "Holds two connects of a client.",
        "bayeux" "Connect Request"
            => "bayeux-one-held-connect";
    "empty-connect-unanswered":
        "Ends a connect to which nothing happened without a reply.",
        "bayeux" "Connect Response"
            => "bayeux-connect-answered";
    "held-beyond-advice":
        "Holds connects for twice the time that it advises.",
        "bayeux" "Common Message Field Definitions: timeout advice field"
            => "bayeux-connect-hold-advised";
    "unknown-client-welcomed":
        "Grants the connect of a client that it does not know.",
        "bayeux" "Common Message Field Definitions: error"
            => "bayeux-unknown-client-refused", "bayeux-disconnect-ends-session";
    "disconnect-unanswered":
        "Answers no disconnect of a client whose connect is held.",
        "bayeux" "Disconnect Response"
            => "bayeux-disconnect-answered";
    "disconnect-leaves-connect":
        "Leaves the held connect of a client that disconnects.",
        "bayeux" "Disconnect Request"
            => "bayeux-disconnect-releases-connect";
    "disconnect-keeps-session":
        "Confirms a disconnect and keeps the session.",
        "bayeux" "Disconnect Request"
            => "bayeux-disconnect-ends-session";
    "list-of-subscriptions-unanswered":
        "Does not answer a subscribe with a list.",
        "bayeux" "Subscribe Response"
            => "bayeux-subscribe-answered";
    "list-of-unsubscriptions-unanswered":
        "Does not answer an unsubscribe with a list.",
        "bayeux" "Unsubscribe Response"
            => "bayeux-unsubscribe-answered";
    "first-subscription-echoed":
        "Names the first subscription of a list alone in the reply.",
        "bayeux" "Common Message Field Definitions: subscription"
            => "bayeux-subscription-echoed";
    "unsubscribe-confirmed-only":
        "Confirms an unsubscribe and goes on delivering.",
        "bayeux" "Unsubscribe Response"
            => "bayeux-unsubscribe-stops-delivery";
    "null-members-left-out":
        "Leaves out the members of data that are null.",
        "bayeux" "Delivery"
            => "bayeux-delivery-intact";
    "falsy-data-left-out":
        "Leaves out data that are null.",
        "bayeux" "Delivery"
            => "bayeux/Delivery/data:required";
    "form-first-parameter-only":
        "Reads the first parameter of a form alone.",
        "bayeux" "The long-polling request messages"
            => "bayeux-form-post-understood";
    "replies-as-plain-text":
        "Sends its responses as plain text.",
        "bayeux" "The long-polling response messages"
            => "bayeux-json-content-type";
    "jsonp-name-ignored":
        "Calls the default function whatever the request names.",
        "bayeux" "The callback-polling response messages"
            => "bayeux-jsonp-callback-named";
    "jsonp-default-misnamed":
        "Calls another function where the request names none.",
        "bayeux" "The callback-polling response messages"
            => "bayeux-jsonp-callback-default";
    "no-browser-cookie":
        "Sets no cookie by which it could know a browser.",
        "bayeux" "Server-side Multiple clients detection"
            => "bayeux-browser-cookie";
    "second-client-held":
        "Holds the connects of several clients of one browser.",
        "bayeux" "Multiple clients operation"
            => "bayeux-multiple-clients-not-held";
    "batch-number-constant":
        "Gives every batch one number.",
        "cometd" "Acknowledge Extension Details"
            => "bayeux-ack-numbered";
    "batch-forgotten-when-sent":
        "Forgets a batch when it is sent.",
        "cometd" "Acknowledge Extension Details"
            => "bayeux-ack-redelivers";
    "greeting-of-no-channel":
        "Says goodbye with an object that is no message.",
        "bayeux" "Messages"
            => "bayeux-server-message-known";
    "broken-json-upsets":
        "Refuses new clients for a moment after broken JSON.",
        "bayeux" "Messages"
            => "bayeux-robust-broken-json";
    "empty-array-upsets":
        "Refuses new clients for a moment after an empty array.",
        "bayeux" "Messages"
            => "bayeux-robust-empty-array";
    "non-object-upsets":
        "Refuses new clients for a moment after a message that is no object.",
        "bayeux" "Messages"
            => "bayeux-robust-non-object";
    "unknown-meta-upsets":
        "Refuses new clients for a moment after an unknown meta channel.",
        "bayeux" "Messages"
            => "bayeux-robust-unknown-meta";
    "version-as-number":
        "Sends the version as a number.",
        "bayeux" "Common Message Field Definitions: version"
            => "bayeux/Version:type";
    "client-id-missing":
        "Leaves the client id out of a handshake reply.",
        "bayeux" "Successful Handshake Response"
            => "bayeux/HandshakeReply/clientId:required";
    "connection-types-as-text":
        "Names its one transport in text and not in a list.",
        "bayeux" "Common Message Field Definitions: supportedConnectionTypes"
            => "bayeux/ConnectionTypes:type";
    "handshake-error-missing":
        "Refuses a handshake without saying why.",
        "bayeux" "Unsuccessful Handshake Response"
            => "bayeux/HandshakeFailure/error:required";
    "connect-successful-missing":
        "Leaves successful out of connect replies that time ended.",
        "bayeux" "Connect Response"
            => "bayeux/ConnectReply/successful:required";
    "successful-as-text":
        "Sends successful as text.",
        "bayeux" "Common Message Field Definitions: successful"
            => "bayeux/UnsubscribeReply/successful:type";
    "subscription-as-object":
        "Names the subscription in an object of its own.",
        "bayeux" "Unsubscribe Response"
            => "bayeux-subscription-echoed";
    "client-id-as-number":
        "Sends a client id as a number.",
        "bayeux" "Client ID"
            => "bayeux/ClientId:type";
    "client-id-with-dashes":
        "Sends a client id with dashes in it.",
        "bayeux" "Client ID"
            => "bayeux/ClientId:pattern";
    "error-as-object":
        "Sends the error as an object.",
        "bayeux" "Common Message Field Definitions: error"
            => "bayeux/ErrorText:type";
    "error-unsplit":
        "Sends code and text of an error without colons.",
        "bayeux" "Common Message Field Definitions: error"
            => "bayeux/ErrorText:pattern";
    "advice-as-text":
        "Sends the advice as text.",
        "bayeux" "Common Message Field Definitions: advice"
            => "bayeux/Advice:type";
    "reconnect-of-its-own":
        "Advises a way to reconnect that is not defined.",
        "bayeux" "Common Message Field Definitions: reconnect advice field"
            => "bayeux/Advice/reconnect:enum";
    "interval-as-text":
        "Sends the interval as text.",
        "bayeux" "Common Message Field Definitions: interval advice field"
            => "bayeux/Advice/interval:type";
    "timeout-as-flag":
        "Sends the timeout as a flag.",
        "bayeux" "Common Message Field Definitions: timeout advice field"
            => "bayeux/Advice/timeout:type";
    "multiple-clients-as-number":
        "Sends multiple-clients as a number.",
        "bayeux" "Common Message Field Definitions: multiple-clients advice field"
            => "bayeux/Advice/multiple-clients:type";
    "hosts-as-text":
        "Sends the hosts as one text.",
        "bayeux" "Common Message Field Definitions: hosts advice field"
            => "bayeux/Advice/hosts:type";
    "ext-as-list":
        "Sends ext as a list.",
        "bayeux" "Common Message Field Definitions: ext"
            => "bayeux/Ext:type";
    "message-timestamp-as-number":
        "Sends the timestamp as a number.",
        "bayeux" "Common Message Field Definitions: timestamp"
            => "bayeux/Timestamp:type";
    "timestamp-of-http":
        "Writes the timestamp as HTTP does.",
        "bayeux" "Common Message Field Definitions: timestamp"
            => "bayeux/Timestamp:pattern";
    "minimum-version-of-words":
        "Sends a minimum version that is no version.",
        "bayeux" "Version"
            => "bayeux/Version:pattern";
    "auth-successful-false":
        "Contradicts a success with authSuccessful.",
        "bayeux" "Successful Handshake Response"
            => "bayeux/HandshakeReply/authSuccessful:const";
};
