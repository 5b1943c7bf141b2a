//! Faults that stand in one notification: a member that is wrong, missing, or out of place.
//!
//! Depends on `note` alone. Faults in the order of notifications are in `order`, faults that need
//! a second look at the story in `once`.

use serde_json::Value;

use super::note::Note;
use crate::contracts::Faults;

/// In notifications of `event` where the body's `when.0` is `when.1`, the member at `place`
/// becomes `value`, which is JSON; null takes it away.
struct Twist {
    fault: &'static str,
    event: &'static str,
    when: (&'static str, &'static str),
    place: &'static str,
    value: &'static str,
}

const ANY: (&str, &str) = ("", "");

/// A twist of an agent participant with one action.
const fn agent(
    fault: &'static str,
    action: &'static str,
    place: &'static str,
    value: &'static str,
) -> Twist {
    Twist { fault, event: "AgentParticipant", when: ("action", action), place, value }
}

/// A twist of every notification of an event.
const fn every(
    fault: &'static str,
    event: &'static str,
    place: &'static str,
    value: &'static str,
) -> Twist {
    Twist { fault, event, when: ANY, place, value }
}

const fn only(
    fault: &'static str,
    event: &'static str,
    when: (&'static str, &'static str),
    place: &'static str,
    value: &'static str,
) -> Twist {
    Twist { fault, event, when, place, value }
}

#[rustfmt::skip]
static TWISTS: &[Twist] = &[
    // The envelope.
    every("subscription-id-shortened", "ChannelReady", "/subscriptionId", r#""1""#),
    every("family-of-body", "ChannelReady", "/family", r#""ChannelReady""#),
    every("account-in-lower-case", "ChannelReady", "/accountId", r#""abcdef""#),
    every("correlation-id-left-out", "AfterContactWorkCompleted", "/correlationId", "null"),
    every("correlation-id-empty", "OutboundEngagementCreated", "/correlationId", r#""""#),
    every("login-id-of-customer", "InboundEngagementCreated", "/loginId", r#""agent1@example.com""#),
    agent("initiating-login-stays", "REMOVED", "/initiatingLoginId", r#""agent1@example.com""#),
    only("destination-login-of-queue", "SingleStepTransfer", ("transferTo", "QUEUE"), "/destinationLoginId", r#""agent2@example.com""#),
    agent("observed-login-when-coaching", "COACHING", "/observedLoginId", r#""agent1@example.com""#),
    agent("observing-login-when-coaching", "COACHING", "/observingLoginId", r#""agent3@example.com""#),
    agent("coached-login-when-barging", "BARGEDIN", "/coachedLoginId", r#""agent1@example.com""#),
    agent("coaching-login-when-barging", "BARGEDIN", "/coachingLoginId", r#""agent3@example.com""#),
    agent("barging-login-when-observing", "OBSERVING", "/bargingLoginId", r#""agent3@example.com""#),
    every("tenant-member", "ChannelReady", "/tenantId", r#""1""#),
    // Members of some actions only.
    agent("previous-dialog-when-held", "HELD", "/body/previousDialogId", r#""00000000000000000001""#),
    agent("disconnect-when-held", "HELD", "/body/agentInitiatedDisconnect", "true"),
    agent("observed-agent-when-coaching", "COACHING", "/body/observedAgentId", r#""agent-1""#),
    agent("observing-agent-when-coaching", "COACHING", "/body/observingAgentId", r#""agent-3""#),
    agent("observing-connection-when-coaching", "COACHING", "/body/observingAgentConnectionId", r#""connection-3""#),
    agent("observed-connection-when-coaching", "COACHING", "/body/observedAgentConnectionId", r#""connection-1""#),
    agent("coaching-agent-when-barging", "BARGEDIN", "/body/coachingAgentId", r#""agent-3""#),
    agent("coached-agent-when-barging", "BARGEDIN", "/body/coachedAgentId", r#""agent-1""#),
    agent("coaching-connection-when-barging", "BARGEDIN", "/body/coachingAgentConnectionId", r#""connection-3""#),
    agent("coached-connection-when-barging", "BARGEDIN", "/body/coachedAgentConnectionId", r#""connection-1""#),
    agent("barging-agent-when-observing", "OBSERVING", "/body/bargingAgentId", r#""agent-3""#),
    agent("barging-connection-when-observing", "OBSERVING", "/body/bargingAgentConnectionId", r#""connection-3""#),
    only("reason-code-stays", "AgentState", ("state", "READY"), "/body/reasonCode", r#""5""#),
    only("cause-stays", "AgentState", ("state", "READY"), "/body/cause", r#""RONA""#),
    only("automation-flag-on-added", "AutomationParticipant", ("action", "ADDED"), "/body/automationInitiatedDisconnect", "true"),
    only("adhoc-email-on-voice", "EngagementPrerouted", ("channelId", "Voice"), "/body/adhocEmail", "true"),
    // Who is meant.
    agent("observed-connection-unknown", "OBSERVING", "/body/observedAgentConnectionId", r#""connection-0""#),
    agent("supervisor-is-somebody", "BARGEDIN", "/body/agentId", r#""agent-0""#),
    agent("channel-changes-on-hold", "HELD", "/body/channelId", r#""Chat""#),
    only("queue-by-name", "SingleStepTransfer", ("transferTo", "QUEUE"), "/body/destination", r#""Sales""#),
    only("transfer-error-elsewhere", "SingleStepTransferError", ("transferTo", "USER"), "/body/destination", r#""agent-0""#),
    only("transfer-error-unrelated", "SingleStepTransferError", ("transferTo", "USER"), "/body/correlationId", r#""correlation-0""#),
    every("token-in-parameters", "InboundEngagementCreated", "/body/engagementParameters", r#"{"session":"reference-token-1"}"#),
    every("transfer-without-timestamp", "SingleStepTransfer", "/body/timestamp", "null"),
    every("timestamp-beyond-64-bits", "AfterContactWorkCompleted", "/body/timestamp", r#""9223372036854775808""#),
    // Types and values that samples, tables or habit suggest.
    every("timestamp-as-number", "ChannelReady", "/body/timestamp", "1577836800000"),
    every("timestamp-as-date", "ChannelReady", "/body/timestamp", r#""2020-01-01T00:00:00Z""#),
    only("reason-code-as-number", "AgentState", ("state", "NOT_READY"), "/body/reasonCode", "5"),
    only("agent-not-ready", "AgentState", ("state", "NOT_READY"), "/body/state", r#""AGENT_NOT_READY""#),
    every("attributes-as-object", "EngagementPrerouted", "/body/attributes", r#"{"category":"Language","values":["English"]}"#),
    every("queue-attributes-as-object", "MatchOffered", "/body/offeredQueue/attributes", r#"{"category":"Language","values":["English"]}"#),
    every("dialed-number", "InboundEngagementCreated", "/body/dialedNumber", r#""+12125550100""#),
    every("calling-number-as-number", "InboundEngagementCreated", "/body/callingNumber", "12125550100"),
    agent("dialog-id-as-number", "MOVED", "/body/dialogId", "1005000281645"),
    agent("extension-as-number", "INVITED", "/body/extension", "8010001"),
    agent("barged-in-with-hyphen", "BARGEDIN", "/body/action", r#""BARGED-IN""#),
    every("strategy-longest-waiting", "MatchOffered", "/body/strategy", r#""LONGEST_WAITING""#),
    every("transfer-with-id", "SingleStepTransfer", "/body/id", r#""transfer-0""#),
    every("transfer-error-with-queue", "SingleStepTransferError", "/body/queueName", r#""Sales""#),
    only("transfer-to-agent", "SingleStepTransfer", ("transferTo", "USER"), "/body/transferTo", r#""AGENT""#),
    every("queue-id-as-number", "EngagementPrerouted", "/body/queue", r#"{"queueId":7}"#),
    every("routing-strategy-spelt-out", "EngagementPrerouted", "/body/agentRoutingStrategy", r#"{"type":"LAST_AGENT"}"#),
    every("parameters-nested", "OutboundEngagementCreated", "/body/engagementParameters", r#"{"language":{"code":"en"}}"#),
    every("customer-identifiers-as-texts", "OutboundEngagementCreated", "/body/customerIdentifiers", r#"{"phoneNumbers":"+12125550155"}"#),
    every("error-type-rejected", "SingleStepTransferError", "/body/errorType", r#""REJECTED""#),
    every("channel-ready-unnamed", "ChannelReady", "/body/event", "null"),
    every("prerouted-renamed", "EngagementPrerouted", "/body/event", r#""EngagementRouted""#),
    every("agent-id-empty", "ChannelReady", "/body/agentId", r#""""#),
    only("flag-as-text", "AutomationParticipant", ("action", "REMOVED"), "/body/automationInitiatedDisconnect", r#""true""#),
];

/// Gives the notes the faults that the reference has.
pub(super) fn apply(faults: &Faults, notes: &mut [Note]) {
    for twist in TWISTS.iter().filter(|t| faults.has(t.fault)) {
        let Ok(value) = serde_json::from_str::<Value>(twist.value) else { continue };
        for note in notes.iter_mut() {
            let (member, wanted) = twist.when;
            let fits =
                note.event() == twist.event && (member.is_empty() || note.body(member) == wanted);
            if fits && note.set(twist.place, value.clone()) {
                faults.mark(twist.fault);
            }
        }
    }
}
