//! The mistakes that an implementer of this contract makes, and the rules that find them.
//!
//! Depends on nothing. What a fault does stands in `reference` where the mistake would be made;
//! what a consumer with one does stands in `scenarios`.

use crate::{contract::Party, contracts::Fault};

/// `name: "what was done" @ "where it was misread" => [rules]`
macro_rules! faults {
    ($($party:ident { $($name:literal: $about:literal @ $section:literal => [$($rule:literal),+];)+ })+) => {
        &[$($(Fault {
            name: $name,
            party: Party::$party,
            about: $about,
            misreads: ("axp", $section),
            trips: &[$($rule),+],
        },)+)+]
    };
}

/// All of them.
pub(super) static FAULTS: &[Fault] = faults! {
Provider {
    "create-refuses-charset": "refuses a create call whose media type has a parameter" @ "Create Subscription, request" => ["axp-subscription-created"];
    "expires-in-minutes": "gives the lifetime in minutes" @ "Create Subscription, Response" => ["axp-subscription-expiry-sum"];
    "auth-expires-in-milliseconds": "gives the lifetime in milliseconds" @ "components.schemas.AuthenticationResponse.properties.expiresInterval" => ["axp-auth-expires-consistent"];
    "never-expires": "lets a subscription live for as long as it is used" @ "components.schemas.AuthenticationResponse.properties.expiresInterval" => ["axp-expiry-deactivates"];
    "supervisor-is-somebody": "gives the agent of the engagement an id of its own" @ "components.schemas.AgentParticipant.properties.bargingAgentId" => ["axp-supervisor-is-agent"];
    "timestamps-go-back": "stamps events when they are queued, and not when they happen" @ "components.schemas.Timestamp" => ["axp-engagement-time-order"];
    "create-any-token": "creates a subscription whatever the token" @ "Create Subscription, request" => ["axp-subscription-token-checked"];
    "id-of-equal-filter": "gives a second subscription with the same filter the id of the first" @ "Create Subscription, Response" => ["axp-subscription-id-unique"];
    "expires-at-creation": "lets a subscription end when it begins" @ "Create Subscription, Response" => ["axp-subscription-expires-later"];
    "expires-in-as-string": "writes expiresIn as a string" @ "Create Subscription, Response" => ["axp-engagement/Subscription/expiresIn:type"];
    "created-at-local-time": "writes createdAt in local time" @ "Create Subscription, Response" => ["axp-engagement/Subscription/createdAt:pattern"];
    "active-after-connect": "calls a subscription INACTIVE until somebody connects" @ "Create Subscription, Response" => ["axp-subscription-active"];
    "status-pending": "calls a new subscription PENDING" @ "Create Subscription, Response" => ["axp-subscription-active", "axp-engagement/Subscription/status:enum"];
    "family-of-all": "answers with the filter in the place of the family" @ "Create Subscription, Response" => ["axp-subscription-family"];
    "events-echo-all": "answers every create call with the filter ALL" @ "Create Subscription, Response" => ["axp-subscription-events"];
    "transport-wss": "names the scheme where the transport is asked for" @ "Create Subscription, Response" => ["axp-subscription-transport"];
    "endpoint-ids-swapped": "puts the subscription before the account" @ "Create Subscription, Response" => ["axp-subscription-endpoint-ids"];
    "endpoint-on-another-port": "serves its events on a port of their own" @ "Servers, URL Variables" => ["axp-subscription-endpoint-port"];
    "endpoint-http": "hands out the URL of its web server" @ "Servers, production Server" => ["axp-subscription-endpoint-secure"];
    "auth-answered-twice": "confirms a connection once when it checked the token and once more when it is set up" @ "components.messages.authentication" => ["axp-auth-answered"];
    "auth-one-event-only": "does not find subscriptions with a longer filter" @ "components.schemas.AuthenticationResponse.properties.status" => ["axp-auth-confirmed"];
    "auth-any-token": "trusts whoever knows a subscription" @ "Message authentication" => ["axp-auth-invalid-token-refused"];
    "auth-token-as-unknown-subscription": "looks for the subscription among those of the token" @ "components.schemas.AuthenticationResponse.properties.status" => ["axp-auth-invalid-token-status"];
    "auth-any-subscription": "confirms a subscription that it does not know" @ "components.schemas.AuthenticationResponse.properties.status" => ["axp-auth-unknown-subscription-refused"];
    "auth-unknown-subscription-as-token": "blames the token for a subscription that is over" @ "components.schemas.AuthenticationResponse.properties.status" => ["axp-auth-unknown-subscription-status"];
    "auth-extra-member-ignored": "ignores members that it does not know" @ "components.schemas.Authentication" => ["axp-auth-malformed-refused"];
    "auth-malformed-as-token": "takes a message without a good token for one with a bad token" @ "components.schemas.AuthenticationResponse.properties.status" => ["axp-auth-malformed-status"];
    "auth-violation-misspelt": "copies the status from the table" @ "Payload details, row status" => ["axp-auth-malformed-status", "axp-engagement/AuthenticationResponse/status:enum"];
    "auth-names-account": "answers with the account in the place of the subscription" @ "components.schemas.AuthenticationResponse.properties.subscriptionId" => ["axp-auth-response-subscription"];
    "auth-interval-milliseconds": "gives the ping interval in milliseconds" @ "components.schemas.AuthenticationResponse.properties.pingInterval" => ["axp-auth-ping-interval"];
    "auth-interval-never": "gives 0 for the ping interval" @ "components.schemas.AuthenticationResponse.properties.pingInterval" => ["axp-auth-ping-interval", "axp-engagement/AuthenticationResponse/pingInterval:minimum"];
    "auth-interval-as-string": "writes the ping interval as a string" @ "components.schemas.AuthenticationResponse.properties.pingInterval" => ["axp-engagement/AuthenticationResponse/pingInterval:type"];
    "auth-without-intervals": "leaves the lifetime out" @ "components.schemas.AuthenticationResponse.properties.expiresInterval" => ["axp-auth-intervals-present"];
    "auth-account-member": "adds the account to the answer" @ "components.schemas.AuthenticationResponse" => ["axp-engagement/AuthenticationResponse:additionalProperties"];
    "story-on-connect": "takes the endpoint's path for the authentication" @ "Message authentication" => ["axp-nothing-before-confirmation"];
    "story-after-refusal": "registers a listener before it checks the token" @ "Message authentication" => ["axp-nothing-after-failure"];
    "third-ping-unanswered": "answers two pings at most" @ "components.messages.ping" => ["axp-ping-answered"];
    "pong-on-confirmation": "begins the heartbeat with a pong" @ "components.messages.pong" => ["axp-pong-unasked"];
    "pong-in-binary": "sends pongs in binary frames" @ "Servers, production Server" => ["axp-frame-is-text"];
    "pong-names-subscription": "echoes the subscription of the ping" @ "components.schemas.Pong" => ["axp-engagement/Pong:additionalProperties"];
    "silence-tolerated": "leaves it to TCP to find dead connections" @ "components.schemas.AuthenticationResponse.properties.pingInterval" => ["axp-silence-closes"];
    "silence-keeps-subscription": "keeps the subscription of a client that fell silent" @ "components.schemas.AuthenticationResponse.properties.pingInterval" => ["axp-silence-deactivates"];
    "pings-do-not-count": "counts the interval from the confirmation" @ "components.schemas.AuthenticationResponse.properties.pingInterval" => ["axp-ping-keeps-alive"];
    "frames-in-arrays": "sends events in arrays" @ "Servers, production Server" => ["axp-frame-is-one-message"];
    "heartbeat-event": "sends a heartbeat of its own" @ "channels./v1/agent-engagement.subscribe" => ["axp-server-message-known"];
    "token-in-parameters": "attaches the session to an engagement" @ "components.schemas.EngagementParameters" => ["axp-token-not-leaked"];
    "subscription-id-shortened": "names a subscription by its number" @ "components.schemas.Notification.properties.subscriptionId" => ["axp-notification-subscription"];
    "family-of-body": "gives the event's name as the family" @ "components.schemas.Notification.properties.family" => ["axp-notification-family"];
    "account-in-lower-case": "writes the account in lower case" @ "components.schemas.Notification.properties.accountId" => ["axp-notification-account"];
    "correlation-id-of-transfer": "takes the envelope's correlationId from the transfer" @ "components.schemas.Notification.properties.correlationId" => ["axp-notification-id-unique"];
    "correlation-id-left-out": "leaves correlationId out" @ "components.schemas.Notification.properties.correlationId" => ["axp-engagement/Notification/correlationId:required"];
    "correlation-id-empty": "sends an empty correlationId" @ "components.schemas.Notification.properties.correlationId" => ["axp-engagement/Notification/correlationId:minLength"];
    "tenant-member": "adds a member of its own to the envelope" @ "components.schemas.Notification" => ["axp-engagement/Notification:additionalProperties"];
    "sent-an-hour-early": "writes sentAt in local time and calls it UTC" @ "components.schemas.Notification.properties.sentAt" => ["axp-notification-sent-after-event"];
    "sent-without-zone": "writes sentAt without a zone" @ "components.schemas.Notification.properties.sentAt" => ["axp-engagement/Notification/sentAt:format"];
    "filter-lets-channels-through": "does not filter the readiness of channels" @ "Create Subscription, request body" => ["axp-notification-filter"];
    "body-id-of-participant": "numbers participants and not events" @ "components.schemas.Id" => ["axp-body-id-unique"];
    "transfer-without-timestamp": "sends transfers without a timestamp" @ "components.schemas.SingleStepTransfer" => ["axp-body-identified"];
    "timestamp-beyond-64-bits": "copies the timestamp of the sample" @ "components.schemas.Timestamp" => ["axp-timestamp-in-range"];
    "timestamp-as-number": "writes a timestamp as a number, as the examples do" @ "components.schemas.Timestamp" => ["axp-engagement/Timestamp:type"];
    "timestamp-as-date": "writes a timestamp as a date" @ "components.schemas.Timestamp" => ["axp-engagement/Timestamp:pattern"];
    "login-id-of-customer": "gives the login of the agent who will answer" @ "components.schemas.Notification.properties.loginId" => ["axp-login-id-only-agent-events"];
    "initiating-login-stays": "keeps the login of the one who transferred" @ "components.schemas.Notification.properties.initiatingLoginId" => ["axp-initiating-login-only-transfers"];
    "destination-login-of-queue": "resolves a queue to the agent who waits there" @ "components.schemas.Notification.properties.destinationLoginId" => ["axp-destination-login-only-user-transfers"];
    "observed-login-when-coaching": "takes coaching for a kind of observing" @ "components.schemas.Notification.properties.observedLoginId" => ["axp-observed-login-only-observing"];
    "observing-login-when-coaching": "takes a coach for an observer" @ "components.schemas.Notification.properties.observingLoginId" => ["axp-observing-login-only-observing"];
    "coached-login-when-barging": "takes barging in for a kind of coaching" @ "components.schemas.Notification.properties.coachedLoginId" => ["axp-coached-login-only-coaching"];
    "coaching-login-when-barging": "takes the one who barges in for a coach" @ "components.schemas.Notification.properties.coachingLoginId" => ["axp-coaching-login-only-coaching"];
    "barging-login-when-observing": "announces who will barge in" @ "components.schemas.Notification.properties.bargingLoginId" => ["axp-barging-login-only-bargedin"];
    "reason-code-stays": "keeps the reason of the last break" @ "components.schemas.AgentState.properties.reasonCode" => ["axp-reason-code-only-not-ready"];
    "cause-stays": "keeps the cause of the last break" @ "components.schemas.AgentState.properties.cause" => ["axp-cause-only-not-ready"];
    "previous-dialog-when-held": "names the dialog that is on hold" @ "components.schemas.AgentParticipant.properties.previousDialogId" => ["axp-previous-dialog-only-moved"];
    "disconnect-when-held": "takes holding for hanging up" @ "components.schemas.AgentParticipant.properties.agentInitiatedDisconnect" => ["axp-agent-disconnect-only-removed"];
    "observed-agent-when-coaching": "names an observed agent when coaching" @ "components.schemas.AgentParticipant.properties.observedAgentId" => ["axp-observed-agent-only-observing"];
    "observing-agent-when-coaching": "names an observer when coaching" @ "components.schemas.AgentParticipant.properties.observingAgentId" => ["axp-observing-agent-only-observing"];
    "observing-connection-when-coaching": "names an observer's connection when coaching" @ "components.schemas.AgentParticipant.properties.observingAgentConnectionId" => ["axp-observing-connection-only-observing"];
    "observed-connection-when-coaching": "names an observed connection when coaching" @ "components.schemas.AgentParticipant.properties.observedAgentConnectionId" => ["axp-observed-connection-only-observing"];
    "coaching-agent-when-barging": "names a coach when barging in" @ "components.schemas.AgentParticipant.properties.coachingAgentId" => ["axp-coaching-agent-only-coaching"];
    "coached-agent-when-barging": "names a coached agent when barging in" @ "components.schemas.AgentParticipant.properties.coachedAgentId" => ["axp-coached-agent-only-coaching"];
    "coaching-connection-when-barging": "names a coach's connection when barging in" @ "components.schemas.AgentParticipant.properties.coachingAgentConnectionId" => ["axp-coaching-connection-only-coaching"];
    "coached-connection-when-barging": "names a coached connection when barging in" @ "components.schemas.AgentParticipant.properties.coachedAgentConnectionId" => ["axp-coached-connection-only-coaching"];
    "barging-agent-when-observing": "names who will barge in" @ "components.schemas.AgentParticipant.properties.bargingAgentId" => ["axp-barging-agent-only-bargedin"];
    "barging-connection-when-observing": "names the connection of who will barge in" @ "components.schemas.AgentParticipant.properties.bargingAgentConnectionId" => ["axp-barging-connection-only-bargedin"];
    "moved-within-dialog": "lets an agent move to where it was" @ "components.schemas.AgentParticipant.properties.previousDialogId" => ["axp-moved-changes-dialog"];
    "invited-after-added": "tells of an invitation when it was accepted" @ "components.schemas.AgentParticipant.properties.action" => ["axp-agent-participant-order"];
    "never-retrieved": "tells of every change of hold as HELD" @ "components.schemas.AgentParticipant.properties.action" => ["axp-agent-hold-alternates"];
    "connection-of-caller-again": "hands the connection on with the call" @ "components.schemas.ConnectionId" => ["axp-connection-one-appearance"];
    "observed-connection-unknown": "names a connection of its own for the one observed" @ "components.schemas.AgentParticipant.properties.observedAgentConnectionId" => ["axp-observed-is-participant"];
    "automation-never-added": "tells of an automation when it leaves" @ "components.schemas.AutomationParticipant.properties.action" => ["axp-automation-removed-after-added"];
    "external-invited-late": "tells of an invitation when it was accepted" @ "components.schemas.ExternalParticipant.properties.action" => ["axp-external-participant-order"];
    "automation-flag-on-added": "copies the flag from the example" @ "components.schemas.AutomationInitiatedDisconnect" => ["axp-disconnect-flag-only-removed"];
    "adhoc-email-on-voice": "takes a voice call for an ad hoc e-mail" @ "components.schemas.EngagementPrerouted.properties.adhocEmail" => ["axp-adhoc-email-only-email"];
    "prerouted-before-created": "routes before it tells of the engagement" @ "components.schemas.InboundEngagementCreated" => ["axp-inbound-created-first"];
    "outbound-created-late": "tells of an outbound engagement when the customer is called" @ "components.schemas.OutboundEngagementCreated" => ["axp-outbound-created-first"];
    "match-id-per-engagement": "numbers matches by engagement" @ "components.schemas.MatchOffered.properties.matchId" => ["axp-match-id-unique"];
    "queue-by-name": "gives the queue's name as the destination" @ "components.schemas.SingleStepTransfer.properties.destination" => ["axp-transfer-destination-queue"];
    "transfer-error-unrelated": "gives an error a correlationId of its own" @ "components.schemas.CorrelationId" => ["axp-transfer-error-references"];
    "error-before-transfer": "tells of a transfer when it has failed" @ "components.schemas.SingleStepTransferError" => ["axp-transfer-error-references"];
    "transfer-error-elsewhere": "gives the place where the call went instead" @ "components.schemas.SingleStepTransferError.properties.destination" => ["axp-transfer-error-repeats"];
    "completed-before-activated": "tells of after-contact work when it is done" @ "components.schemas.AfterContactWorkCompleted" => ["axp-acw-completed-after-activated"];
    "channel-changes-on-hold": "gives the channel of the music on hold" @ "components.schemas.ChannelId" => ["axp-channel-constant-per-connection"];
    "proficiency-upside-down": "takes 1 for the highest proficiency" @ "components.schemas.EngagementPrerouted.properties.queue" => ["axp-proficiency-range"];
    "ready-before-log-in": "tells of a login when it is complete" @ "components.schemas.AgentState.properties.state" => ["axp-agent-state-order"];
    "reason-code-as-number": "writes the reason code as a number, as the sample does" @ "components.schemas.AgentState.properties.reasonCode" => ["axp-engagement/AgentState/reasonCode:type"];
    "agent-not-ready": "takes the state's name from the description of reasonCode" @ "components.schemas.AgentState.properties.reasonCode" => ["axp-engagement/AgentState/state:enum", "axp-reason-code-only-not-ready", "axp-cause-only-not-ready"];
    "attributes-as-object": "sends one attribute where an array is declared" @ "components.schemas.Attributes" => ["axp-engagement/Attributes:type"];
    "queue-attributes-as-object": "sends one attribute where an array is declared" @ "components.schemas.OfferedQueue.properties.attributes" => ["axp-engagement/OfferedQueue/attributes:type"];
    "dialed-number": "spells dialledNumber as its description does" @ "components.schemas.InboundEngagementCreated.properties.dialledNumber" => ["axp-engagement/InboundEngagementCreated:additionalProperties"];
    "calling-number-as-number": "writes a telephone number as a number" @ "components.schemas.InboundEngagementCreated.properties.callingNumber" => ["axp-engagement/InboundEngagementCreated/callingNumber:type"];
    "dialog-id-as-number": "writes a dialog id as a number" @ "components.schemas.DialogId" => ["axp-engagement/DialogId:type"];
    "extension-as-number": "writes an extension as a number" @ "components.schemas.Extension" => ["axp-engagement/Extension:type"];
    "barged-in-with-hyphen": "spells an action as it is spoken" @ "components.schemas.AgentParticipant.properties.action" => ["axp-engagement/AgentParticipant/action:enum", "axp-barging-login-only-bargedin", "axp-barging-agent-only-bargedin", "axp-barging-connection-only-bargedin"];
    "strategy-longest-waiting": "has a strategy of its own" @ "components.schemas.MatchOffered.properties.strategy" => ["axp-engagement/MatchOffered/strategy:enum"];
    "transfer-with-id": "gives every event an id" @ "components.schemas.SingleStepTransfer" => ["axp-engagement/SingleStepTransfer:additionalProperties", "axp-body-id-unique"];
    "transfer-error-with-queue": "repeats the queue of the transfer" @ "components.schemas.SingleStepTransferError" => ["axp-engagement/SingleStepTransferError:additionalProperties"];
    "transfer-to-agent": "calls a user an agent" @ "components.schemas.SingleStepTransfer.properties.transferTo" => ["axp-engagement/SingleStepTransfer/transferTo:enum", "axp-transfer-error-repeats", "axp-destination-login-only-user-transfers"];
    "queue-id-as-number": "writes a queue id as the table does" @ "Payload details, row body.0.queue.queueId" => ["axp-engagement/EngagementPrerouted/queue/queueId:type"];
    "routing-strategy-spelt-out": "spells a routing strategy out" @ "components.schemas.AgentRouting" => ["axp-engagement/AgentRouting/type:enum"];
    "parameters-nested": "puts an object into the parameters" @ "components.schemas.EngagementParameters" => ["axp-engagement/EngagementParameters/{}:type"];
    "customer-identifiers-as-texts": "gives one number where a list is declared" @ "components.schemas.CustomerIdentifiers" => ["axp-engagement/CustomerIdentifiers/phoneNumbers:type"];
    "error-type-rejected": "has a kind of error of its own" @ "components.schemas.SingleStepTransferError.properties.errorType" => ["axp-engagement/SingleStepTransferError/errorType:enum"];
    "channel-ready-unnamed": "leaves the event's name out, which no branch declares" @ "components.schemas.NotificationBody" => ["axp-engagement/NotificationBody/event:required"];
    "prerouted-renamed": "gives an event another name" @ "components.schemas.NotificationBody" => ["axp-engagement/NotificationBody:discriminator"];
    "agent-id-empty": "sends an empty agentId" @ "components.schemas.AgentId" => ["axp-engagement/AgentId:minLength"];
    "flag-as-text": "writes a flag as a text" @ "components.schemas.AutomationInitiatedDisconnect" => ["axp-engagement/AutomationInitiatedDisconnect:type"];
    "broken-json-kills": "loses the worker that met broken JSON" @ "Servers, production Server" => ["axp-robust-malformed-frame"];
    "binary-frame-kills": "loses the worker that met a binary frame" @ "Servers, production Server" => ["axp-robust-binary-frame"];
}
Consumer {
    "subscribes-in-the-singular": "posts to /subscription" @ "Create Subscription, request" => ["axp-subscribe-path"];
    "subscribes-as-text": "sends JSON as plain text" @ "Create Subscription, request" => ["axp-subscribe-content-type"];
    "subscribes-without-accept": "does not say what it accepts" @ "Create Subscription, request" => ["axp-subscribe-accept"];
    "subscribes-with-basic": "sends user and password" @ "Create Subscription, request" => ["axp-subscribe-bearer"];
    "subscribes-to-one-text": "asks for ALL instead of for a list of it" @ "Create Subscription, request body" => ["axp-engagement/SubscriptionRequest/events:type"];
    "composes-the-endpoint": "opens a URL of its own making" @ "Create Subscription, Response" => ["axp-endpoint-followed"];
    "pings-first": "pings before it authenticates" @ "Message authentication" => ["axp-auth-first-frame"];
    "authenticates-for-nobody": "makes up the id of a subscription" @ "components.schemas.Authentication.properties.subscriptionId" => ["axp-auth-subscription-known"];
    "authenticates-with-old-token": "keeps a token for too long" @ "components.schemas.Authentication.properties.token" => ["axp-auth-token-issued"];
    "authenticates-with-account": "adds the account to the authentication" @ "components.schemas.Authentication" => ["axp-engagement/Authentication:additionalProperties"];
    "repeats-what-was-malformed": "tries again what was refused as malformed" @ "components.schemas.AuthenticationResponse.properties.status" => ["axp-malformed-not-resent", "axp-engagement/Authentication:additionalProperties"];
    "subscribes-on-the-socket": "sends a message that it knows from elsewhere" @ "channels./v1/agent-engagement.publish" => ["axp-client-message-known"];
    "never-pings": "leaves the heartbeat to the WebSocket" @ "components.schemas.AuthenticationResponse.properties.pingInterval" => ["axp-ping-cadence"];
    "pings-for-another": "names another subscription in its pings" @ "components.schemas.Ping.properties.subscriptionId" => ["axp-ping-subscription"];
    "pings-every-minute": "pings within the interval, but too rarely for the proxies on the way" @ "components.messages.ping" => ["axp-ping-recommended"];
    "pings-with-time": "adds the time to a ping" @ "components.schemas.Ping" => ["axp-engagement/Ping:additionalProperties"];
}
};
