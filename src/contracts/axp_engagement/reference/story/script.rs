//! The story itself: agents log in, a call is routed, watched, moved and handed over, an e-mail
//! is answered, and a customer is called.
//!
//! Depends on the teller. It says only what belongs together; everything else is drawn.

use serde_json::{Value, json};

use super::{
    cast::{Agent, Engagement},
    teller::Teller,
};

/// Tells it; returns the agent who stays.
pub(super) fn tell(teller: &mut Teller<'_>) -> Agent {
    let (first, second, supervisor) = (teller.agent(1), teller.agent(2), teller.agent(3));
    log_in(teller, &first, &second, &supervisor);
    call(teller, &first, &second, &supervisor);
    mail(teller, &first);
    outbound(teller, &first);
    for state in ["LOGGED_OUT", "LOGGED_IN", "READY"] {
        teller.agent_only("AgentState", &second, json!({"state": state}));
    }
    first
}

fn log_in(teller: &mut Teller<'_>, first: &Agent, second: &Agent, supervisor: &Agent) {
    teller.agent_only("AgentState", first, json!({"state": "LOGGED_IN"}));
    teller.agent_only("ChannelReady", first, json!({}));
    teller.agent_only("AgentState", first, json!({"state": "READY"}));
    teller.agent_only("AgentState", second, json!({"state": "LOGGED_IN"}));
    let away = json!({"state": "NOT_READY", "reasonCode": "5", "cause": "RONA"});
    teller.agent_only("AgentState", second, away);
    teller.agent_only("AgentState", second, json!({"state": "READY"}));
    teller.agent_only("AgentState", supervisor, json!({"state": "LOGGED_IN"}));
    teller.agent_only("ChannelReady", supervisor, json!({}));
}

/// A voice call that goes through everything that the contract has an event for.
fn call(teller: &mut Teller<'_>, first: &Agent, second: &Agent, supervisor: &Agent) {
    let mut e = teller.engagement("Voice", "+12125550100");
    let (customer, robot) = (teller.uuid(), teller.uuid());
    let (one, two) = (teller.uuid(), teller.uuid());
    teller.of("InboundEngagementCreated", &e, json!({"connectionId": customer}), json!({}));
    external(teller, &e, &customer, "ADDED", None);
    teller.of("EngagementPrerouted", &e, json!({}), json!({}));
    automation(teller, &e, &robot, "ADDED");
    offer(teller, &e, "OCCUPANCY");
    automation(teller, &e, &robot, "REMOVED");
    for action in ["INVITED", "ADDED", "HELD", "UNHELD"] {
        agent(teller, &e, first, &one, json!({"action": action}));
    }
    supervise(teller, &e, first, &one, supervisor);
    let before = std::mem::replace(&mut e.dialog, teller.provider.ids.digits());
    agent(teller, &e, first, &one, json!({"action": "MOVED", "previousDialogId": before}));
    for (to, destination, error) in
        [("AUTOMATION", "+12125550199", "FAILED"), ("EXTERNAL", "+12125550177", "CANCELLED")]
    {
        let request = transfer(teller, &e, first, &one, to, destination);
        transfer_error(teller, &e, first, &request, error);
    }
    let friend = teller.uuid();
    let outside = Engagement { customer: "+12125550177", ..e.clone() };
    for (action, flag) in [("INVITED", None), ("ADDED", None), ("REMOVED", Some(true))] {
        external(teller, &outside, &friend, action, flag);
    }
    let queue = e.queue.clone();
    transfer(teller, &e, first, &one, "QUEUE", &queue);
    offer(teller, &e, "MOST_IDLE");
    agent(teller, &e, second, &two, json!({"action": "INVITED"}));
    agent(teller, &e, second, &two, json!({"action": "ADDED"}));
    agent(teller, &e, first, &one, json!({"action": "REMOVED", "agentInitiatedDisconnect": true}));
    after_work(teller, &e, first, &one);
    let request = transfer(teller, &e, second, &two, "USER", &first.id);
    transfer_error(teller, &e, second, &request, "FAILED");
    let back = teller.uuid();
    for action in ["INVITED", "ADDED", "REMOVED"] {
        agent(teller, &e, first, &back, json!({"action": action}));
    }
    agent(
        teller,
        &e,
        second,
        &two,
        json!({"action": "REMOVED", "agentInitiatedDisconnect": false}),
    );
    external(teller, &e, &customer, "REMOVED", Some(false));
    after_work(teller, &e, second, &two);
}

/// An e-mail.
fn mail(teller: &mut Teller<'_>, who: &Agent) {
    let e = teller.engagement("Email", "customer@example.com");
    let (customer, connection) = (teller.uuid(), teller.uuid());
    teller.of("InboundEngagementCreated", &e, json!({"connectionId": customer}), json!({}));
    teller.of("EngagementPrerouted", &e, json!({"adhocEmail": true}), json!({}));
    offer(teller, &e, "OCCUPANCY");
    for action in ["INVITED", "ADDED", "REMOVED"] {
        agent(teller, &e, who, &connection, json!({"action": action}));
    }
    after_work(teller, &e, who, &connection);
}

/// A customer is called.
fn outbound(teller: &mut Teller<'_>, who: &Agent) {
    let e = teller.engagement("Voice", "+12125550155");
    let (customer, connection) = (teller.uuid(), teller.uuid());
    let called = json!({"destinationAddress": e.customer});
    teller.with_agent("OutboundEngagementCreated", &e, who, called, json!({"loginId": who.login}));
    agent(teller, &e, who, &connection, json!({"action": "INVITED"}));
    agent(teller, &e, who, &connection, json!({"action": "ADDED"}));
    external(teller, &e, &customer, "INVITED", None);
    external(teller, &e, &customer, "ADDED", Some(false));
    external(teller, &e, &customer, "REMOVED", Some(true));
    agent(
        teller,
        &e,
        who,
        &connection,
        json!({"action": "REMOVED", "agentInitiatedDisconnect": false}),
    );
}

/// Somebody listens in, whispers, and takes part.
fn supervise(teller: &mut Teller<'_>, e: &Engagement, who: &Agent, connection: &str, by: &Agent) {
    let own = teller.uuid();
    let watched = json!({
        "action": "OBSERVING", "connectionId": own,
        "observedAgentId": who.id, "observedAgentConnectionId": connection,
        "observingAgentId": by.id, "observingAgentConnectionId": own,
    });
    let coached = json!({
        "action": "COACHING", "connectionId": own,
        "coachedAgentId": who.id, "coachedAgentConnectionId": connection,
        "coachingAgentId": by.id, "coachingAgentConnectionId": own,
    });
    let barged = json!({
        "action": "BARGEDIN", "connectionId": own,
        "bargingAgentId": by.id, "bargingAgentConnectionId": own,
    });
    let logins =
        json!({"loginId": by.login, "observedLoginId": who.login, "observingLoginId": by.login});
    teller.with_agent("AgentParticipant", e, by, watched, logins);
    let logins =
        json!({"loginId": by.login, "coachedLoginId": who.login, "coachingLoginId": by.login});
    teller.with_agent("AgentParticipant", e, by, coached, logins);
    let logins = json!({"loginId": by.login, "bargingLoginId": by.login});
    teller.with_agent("AgentParticipant", e, by, barged, logins);
}

fn agent(teller: &mut Teller<'_>, e: &Engagement, who: &Agent, connection: &str, mut says: Value) {
    if let Some(members) = says.as_object_mut() {
        members.insert("connectionId".to_owned(), json!(connection));
    }
    teller.with_agent("AgentParticipant", e, who, says, json!({"loginId": who.login}));
}

fn automation(teller: &mut Teller<'_>, e: &Engagement, connection: &str, action: &str) {
    let says = json!({
        "action": action, "connectionId": connection,
        "automationInitiatedDisconnect": action == "REMOVED",
    });
    teller.of("AutomationParticipant", e, says, json!({}));
}

fn external(
    teller: &mut Teller<'_>,
    e: &Engagement,
    connection: &str,
    action: &str,
    hung_up: Option<bool>,
) {
    let mut says = json!({"action": action, "connectionId": connection});
    if let (Some(members), Some(flag)) = (says.as_object_mut(), hung_up) {
        members.insert("externalParticipantInitiatedDisconnect".to_owned(), json!(flag));
    }
    teller.of("ExternalParticipant", e, says, json!({}));
}

fn offer(teller: &mut Teller<'_>, e: &Engagement, strategy: &str) {
    let says = json!({"matchId": teller.uuid(), "strategy": strategy});
    teller.of("MatchOffered", e, says, json!({}));
}

/// Tells of a transfer; returns what an error would refer to.
fn transfer(
    teller: &mut Teller<'_>,
    e: &Engagement,
    who: &Agent,
    connection: &str,
    to: &str,
    destination: &str,
) -> Value {
    let request = json!({
        "initiatingAgentId": who.id, "transferTo": to, "destination": destination,
        "correlationId": teller.uuid(),
    });
    let mut says = request.clone();
    if let Some(members) = says.as_object_mut() {
        members.insert("connectionId".to_owned(), json!(connection));
    }
    teller.of("SingleStepTransfer", e, says, logins(who, to));
    request
}

fn transfer_error(
    teller: &mut Teller<'_>,
    e: &Engagement,
    who: &Agent,
    request: &Value,
    error: &str,
) {
    let to = request.get("transferTo").and_then(Value::as_str).unwrap_or_default();
    let mut says = request.clone();
    if let Some(members) = says.as_object_mut() {
        members.insert("errorType".to_owned(), json!(error));
    }
    teller.of("SingleStepTransferError", e, says, logins(who, to));
}

fn logins(who: &Agent, to: &str) -> Value {
    match to {
        "USER" => {
            json!({"initiatingLoginId": who.login, "destinationLoginId": "agent1@example.com"})
        }
        _ => json!({"initiatingLoginId": who.login}),
    }
}

fn after_work(teller: &mut Teller<'_>, e: &Engagement, who: &Agent, connection: &str) {
    for event in ["AfterContactWorkActivated", "AfterContactWorkCompleted"] {
        let says = json!({"connectionId": connection});
        teller.with_agent(event, e, who, says, json!({"loginId": who.login}));
    }
}
