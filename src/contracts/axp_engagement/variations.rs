//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "axp";
Provider {
    "times-as-printed": "Promises the times that the samples have, minutes instead of seconds." @ "Create Subscription, response";
    "short-endpoint": "Hands out the channel alone as the endpoint, as one of the two samples has it." @ "Create Subscription, response";
    "answers-with-200": "Answers create and delete calls with 200: only 2xx is known to be a success." @ "Create Subscription, response";
    "opaque-ids": "Gives ids of 22 letters and digits, as some of the samples have them, and no UUIDs." @ "components.schemas.AgentId";
    "refuses-briefly": "Leaves the subscription out of answers that refuse." @ "components.schemas.AuthenticationResponse";
    "closes-after-refusal": "Closes the connection after it has refused an authentication." @ "components.schemas.AuthenticationResponse.properties.status";
    "closes-with-its-own-code": "Closes a silent connection with a code of the private range." @ "components.schemas.AuthenticationResponse.properties.pingInterval";
    "times-of-another-zone": "Writes sentAt with an offset instead of Z." @ "components.schemas.Notification.properties.sentAt";
    "without-login-handles": "Knows no login handles, and leaves them out of every envelope." @ "components.schemas.Notification";
    "few-members": "Fills in what identifies an event and what it is about, and no other member." @ "components.schemas.NotificationBody.oneOf";
    "begins-midway": "Tells a new subscription of what happens from now on, in the middle of a call." @ "Agent and Engagement Events, introduction";
    "engagements-overlap": "Tells the events of an e-mail between those of a call that is going on." @ "components.schemas.NotificationBody.oneOf";
    "work-overlaps-the-end": "Activates after-contact work before the agent is removed." @ "components.schemas.AfterContactWorkActivated";
    "reasons-change": "Tells an agent's next break without a READY in between." @ "components.schemas.AgentState.properties.state";
    "delivers-twice": "Delivers every tenth notification again, as it was." @ "Message notification";
}
Consumer {
    "pings-without-subscription": "Leaves the subscription out of its pings." @ "components.schemas.Ping.properties.subscriptionId";
    "pings-often": "Pings five times as often as it must." @ "Message ping";
    "pings-at-once": "Sends its first ping as soon as it is confirmed." @ "Message ping";
    "subscribes-to-names": "Names the events that it wants, all thirteen, instead of ALL." @ "Create Subscription, request body";
    "names-the-charset": "Adds the charset to the media type of its create call." @ "Create Subscription, request";
    "accepts-more": "Accepts other media types besides JSON, with less weight." @ "Create Subscription, request";
    "goes-away": "Closes its connections with 1001 instead of 1000." @ "channels./v1/agent-engagement";
    "subscribes-anew": "Creates another subscription whenever it has lost its connection." @ "Create Subscription";
    "comes-back-later": "Waits for a second and a half before it comes back for the first time." @ "Create Subscription";
    "renews-early": "Replaces its subscription when two thirds of its lifetime are over." @ "components.schemas.AuthenticationResponse.properties.expiresInterval";
    "gives-up-on-server-errors": "Does not try again after an error of the server." @ "components.schemas.AuthenticationResponse.properties.status";
}
};
