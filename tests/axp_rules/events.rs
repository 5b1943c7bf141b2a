//! Rules about notifications and their bodies.

use serde_json::{Value, json};

use super::{
    Row,
    tape::{Tape, notification, with},
};

/// Two notifications whose bodies have ids of their own.
fn envelope(pointer: &str, member: Value) -> Tape {
    Tape::confirmed().hears(&with(&notification(1, &state("READY", 1)), pointer, member))
}

fn state(state: &str, number: u32) -> Value {
    body("AgentState", number, json!({"agentId": "a", "state": state}))
}

/// A body with an id and a time of its own.
fn body(event: &str, number: u32, members: Value) -> Value {
    let mut body = json!({
        "event": event, "id": format!("i-{number}"), "timestamp": (1_714_557_600_000_u64 + u64::from(number)).to_string(),
    });
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    body
}

fn participant(number: u32, action: &str, members: Value) -> Value {
    let base = json!({"engagementId": "e", "agentId": "a", "connectionId": "c", "action": action});
    let mut whole = body("AgentParticipant", number, base);
    whole.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    whole
}

fn other(event: &str, number: u32, action: &str) -> Value {
    body(event, number, json!({"engagementId": "e", "connectionId": "x", "action": action}))
}

fn inbound() -> Value {
    body("InboundEngagementCreated", 0, json!({"engagementId": "e"}))
}

fn outbound() -> Value {
    body("OutboundEngagementCreated", 0, json!({"engagementId": "e"}))
}

fn told(bodies: &[Value]) -> Tape {
    Tape::confirmed().story(bodies)
}

/// Actions of one agent, after the creation of the engagement.
fn actions(actions: &[&str]) -> Tape {
    let mut bodies = vec![inbound()];
    bodies.extend((1..).zip(actions).map(|(n, a)| participant(n, a, json!({}))));
    told(&bodies)
}

fn kinds(event: &str, actions: &[&str]) -> Tape {
    let mut bodies = vec![inbound()];
    bodies.extend((1..).zip(actions).map(|(n, a)| other(event, n, a)));
    told(&bodies)
}

fn transfer(number: u32, members: Value) -> Value {
    let base = json!({"engagementId": "e", "transferTo": "QUEUE", "destination": "q", "queueId": "q", "correlationId": "t"});
    let mut whole = body("SingleStepTransfer", number, base);
    whole.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    whole
}

fn error(number: u32, members: Value) -> Value {
    let base = json!({"engagementId": "e", "transferTo": "QUEUE", "destination": "q", "correlationId": "t"});
    let mut whole = body("SingleStepTransferError", number, base);
    whole.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    whole
}

fn work(event: &str, number: u32) -> Value {
    body(
        &format!("AfterContactWork{event}"),
        number,
        json!({"engagementId": "e", "agentId": "a", "connectionId": "c"}),
    )
}

/// A login handle beside a body.
fn handle(member: &str, body: &Value) -> Tape {
    Tape::confirmed().hears(&with(
        &notification(1, body),
        &format!("/{member}"),
        json!("someone@example.com"),
    ))
}

pub(crate) fn rows() -> Vec<Row> {
    let ready = || told(&[state("READY", 1)]);
    let twice = |one: Value, two: Value| Tape::confirmed().hears(&one).hears(&two);
    let prerouted = |members: Value| told(&[body("EngagementPrerouted", 1, members)]);
    let offered = |number: u32, id: &str| body("MatchOffered", number, json!({"matchId": id}));
    let mut rows = vec![
        Row("axp-notification-subscription", ready(), envelope("/subscriptionId", json!("other"))),
        Row("axp-notification-family", ready(), envelope("/family", json!("OTHER"))),
        Row("axp-notification-account", ready(), envelope("/accountId", json!("OTHER"))),
        Row(
            "axp-notification-id-unique",
            twice(notification(1, &state("READY", 1)), notification(2, &state("READY", 2))),
            twice(notification(1, &state("READY", 1)), notification(1, &state("READY", 2))),
        ),
        Row(
            "axp-notification-sent-after-event",
            ready(),
            envelope("/sentAt", json!("2024-05-01T09:59:59.000Z")),
        ),
        Row(
            "axp-notification-filter",
            Tape::confirmed_for(&["AgentState"]).told(&state("READY", 1)),
            Tape::confirmed_for(&["AgentState"]).told(&inbound()),
        ),
        Row(
            "axp-login-id-only-agent-events",
            handle("loginId", &state("READY", 1)),
            handle("loginId", &inbound()),
        ),
        Row(
            "axp-initiating-login-only-transfers",
            handle("initiatingLoginId", &error(1, json!({}))),
            handle("initiatingLoginId", &state("READY", 1)),
        ),
        Row(
            "axp-destination-login-only-user-transfers",
            handle("destinationLoginId", &transfer(1, json!({"transferTo": "USER"}))),
            handle("destinationLoginId", &transfer(1, json!({}))),
        ),
        Row(
            "axp-body-identified",
            ready(),
            told(&[json!({"event": "AgentState", "state": "READY"})]),
        ),
        Row(
            "axp-body-id-unique",
            told(&[state("READY", 1), state("READY", 2)]),
            told(&[state("READY", 1), state("NOT_READY", 1)]),
        ),
        Row(
            "axp-timestamp-in-range",
            ready(),
            told(&[with(&state("READY", 1), "/timestamp", json!("9223372036854775808"))]),
        ),
        Row(
            "axp-engagement-time-order",
            actions(&["ADDED"]),
            told(&[participant(2, "ADDED", json!({})), participant(1, "HELD", json!({}))]),
        ),
        Row(
            "axp-agent-state-order",
            told(&[state("LOGGED_IN", 1), state("READY", 2)]),
            told(&[state("LOGGED_OUT", 1), state("READY", 2)]),
        ),
        Row(
            "axp-agent-state-order",
            told(&[state("LOGGED_OUT", 1), state("LOGGED_IN", 2)]),
            told(&[state("LOGGED_IN", 1), state("LOGGED_IN", 2)]),
        ),
        Row(
            "axp-agent-participant-order",
            actions(&["INVITED", "ADDED", "HELD", "UNHELD", "REMOVED"]),
            actions(&["INVITED", "HELD"]),
        ),
        Row(
            "axp-agent-participant-order",
            actions(&["ADDED", "REMOVED"]),
            actions(&["ADDED", "REMOVED", "HELD"]),
        ),
        Row("axp-agent-participant-order", actions(&["INVITED", "REMOVED"]), actions(&["HELD"])),
        Row(
            "axp-agent-hold-alternates",
            actions(&["ADDED", "HELD", "UNHELD"]),
            actions(&["ADDED", "HELD", "HELD"]),
        ),
        Row(
            "axp-agent-hold-alternates",
            actions(&["ADDED", "HELD"]),
            actions(&["ADDED", "UNHELD"]),
        ),
        Row(
            "axp-connection-one-appearance",
            actions(&["ADDED", "REMOVED"]),
            actions(&["ADDED", "REMOVED", "ADDED"]),
        ),
        Row(
            "axp-connection-one-appearance",
            actions(&["ADDED", "REMOVED"]).told(&participant(
                9,
                "ADDED",
                json!({"connectionId": "c2"}),
            )),
            actions(&["ADDED"]).told(&participant(9, "REMOVED", json!({"connectionId": "c2"}))),
        ),
        Row(
            "axp-observed-is-participant",
            actions(&["ADDED"]).told(&participant(
                9,
                "OBSERVING",
                json!({"observedAgentConnectionId": "c"}),
            )),
            actions(&["ADDED"]).told(&participant(
                9,
                "COACHING",
                json!({"coachedAgentConnectionId": "d"}),
            )),
        ),
        Row(
            "axp-supervisor-is-agent",
            told(&[participant(1, "BARGEDIN", json!({"bargingAgentId": "a"}))]),
            told(&[participant(
                1,
                "OBSERVING",
                json!({"observingAgentId": "b", "observedAgentId": "c"}),
            )]),
        ),
        Row(
            "axp-moved-changes-dialog",
            told(&[participant(1, "MOVED", json!({"dialogId": "d2", "previousDialogId": "d1"}))]),
            told(&[participant(1, "MOVED", json!({"dialogId": "d1", "previousDialogId": "d1"}))]),
        ),
        Row(
            "axp-automation-removed-after-added",
            kinds("AutomationParticipant", &["ADDED", "REMOVED"]),
            kinds("AutomationParticipant", &["REMOVED"]),
        ),
        Row(
            "axp-external-participant-order",
            kinds("ExternalParticipant", &["INVITED", "ADDED", "REMOVED"]),
            kinds("ExternalParticipant", &["ADDED", "INVITED"]),
        ),
        Row(
            "axp-disconnect-flag-only-removed",
            told(&[with(
                &other("ExternalParticipant", 1, "REMOVED"),
                "/externalParticipantInitiatedDisconnect",
                json!(true),
            )]),
            told(&[with(
                &other("AutomationParticipant", 1, "ADDED"),
                "/automationInitiatedDisconnect",
                json!(true),
            )]),
        ),
        Row(
            "axp-inbound-created-first",
            told(&[inbound()]),
            told(&[participant(1, "ADDED", json!({})), inbound()]),
        ),
        Row(
            "axp-outbound-created-first",
            told(&[outbound()]),
            told(&[participant(1, "ADDED", json!({})), outbound()]),
        ),
        Row(
            "axp-channel-constant-per-connection",
            told(&[
                participant(1, "ADDED", json!({"channelId": "Voice"})),
                participant(2, "HELD", json!({"channelId": "Voice"})),
            ]),
            told(&[
                participant(1, "ADDED", json!({"channelId": "Voice"})),
                participant(2, "HELD", json!({"channelId": "Chat"})),
            ]),
        ),
        Row(
            "axp-match-id-unique",
            told(&[offered(1, "m"), offered(2, "n")]),
            told(&[offered(1, "m"), offered(2, "m")]),
        ),
        Row(
            "axp-proficiency-range",
            prerouted(json!({"queue": {"proficiencyRangeMin": 1, "proficiencyRangeMax": 1}})),
            Tape::blank().message(
                "OfferedQueue",
                &json!({"proficiencyRangeMin": 2, "proficiencyRangeMax": 1}),
            ),
        ),
        Row(
            "axp-adhoc-email-only-email",
            prerouted(json!({"adhocEmail": true, "channelId": "E-Mail"})),
            prerouted(json!({"adhocEmail": true, "channelId": "Voice"})),
        ),
        Row(
            "axp-transfer-destination-queue",
            told(&[transfer(1, json!({}))]),
            told(&[transfer(1, json!({"destination": "r"}))]),
        ),
        Row(
            "axp-transfer-error-references",
            told(&[transfer(1, json!({})), error(2, json!({}))]),
            told(&[inbound(), error(2, json!({}))]),
        ),
        Row(
            "axp-transfer-error-references",
            told(&[transfer(1, json!({})), error(2, json!({}))]),
            told(&[error(1, json!({})), transfer(2, json!({}))]),
        ),
        Row(
            "axp-transfer-error-repeats",
            told(&[transfer(1, json!({})), error(2, json!({}))]),
            told(&[transfer(1, json!({})), error(2, json!({"destination": "r"}))]),
        ),
        Row(
            "axp-acw-completed-after-activated",
            told(&[work("Activated", 1), work("Completed", 2)]),
            told(&[inbound(), work("Completed", 2)]),
        ),
        Row(
            "axp-acw-completed-after-activated",
            told(&[work("Activated", 1), work("Completed", 2)]),
            told(&[work("Activated", 1), work("Activated", 2)]),
        ),
    ];
    for (rule, member) in
        [("axp-reason-code-only-not-ready", "/reasonCode"), ("axp-cause-only-not-ready", "/cause")]
    {
        let of = |word| told(&[with(&state(word, 1), member, json!("x"))]);
        rows.push(Row(rule, of("NOT_READY"), of("READY")));
    }
    for (rule, member, action) in [
        ("axp-previous-dialog-only-moved", "previousDialogId", "MOVED"),
        ("axp-agent-disconnect-only-removed", "agentInitiatedDisconnect", "REMOVED"),
        ("axp-observed-agent-only-observing", "observedAgentId", "OBSERVING"),
        ("axp-observing-agent-only-observing", "observingAgentId", "OBSERVING"),
        ("axp-observing-connection-only-observing", "observingAgentConnectionId", "OBSERVING"),
        ("axp-observed-connection-only-observing", "observedAgentConnectionId", "OBSERVING"),
        ("axp-coaching-agent-only-coaching", "coachingAgentId", "COACHING"),
        ("axp-coached-agent-only-coaching", "coachedAgentId", "COACHING"),
        ("axp-coaching-connection-only-coaching", "coachingAgentConnectionId", "COACHING"),
        ("axp-coached-connection-only-coaching", "coachedAgentConnectionId", "COACHING"),
        ("axp-barging-agent-only-bargedin", "bargingAgentId", "BARGEDIN"),
        ("axp-barging-connection-only-bargedin", "bargingAgentConnectionId", "BARGEDIN"),
    ] {
        let of = |action| {
            told(&[with(&participant(1, action, json!({})), &format!("/{member}"), json!("x"))])
        };
        rows.push(Row(rule, of(action), of("HELD")));
    }
    for (rule, member, action) in [
        ("axp-observed-login-only-observing", "observedLoginId", "OBSERVING"),
        ("axp-observing-login-only-observing", "observingLoginId", "OBSERVING"),
        ("axp-coached-login-only-coaching", "coachedLoginId", "COACHING"),
        ("axp-coaching-login-only-coaching", "coachingLoginId", "COACHING"),
        ("axp-barging-login-only-bargedin", "bargingLoginId", "BARGEDIN"),
    ] {
        let of = |action| handle(member, &participant(1, action, json!({})));
        rows.push(Row(rule, of(action), of("ADDED")));
    }
    rows
}
