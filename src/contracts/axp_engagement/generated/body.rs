//! Makes the members of one event agree: what belongs to an action, a state, a channel, a target.
//!
//! Depends on `cohere` for reading members. Never adds a member but one that identifies the event.

use serde_json::{Map, Value, json};

use super::cohere::{set, text};
use crate::generate::Choices;

/// The members that belong to one action of an agent participant.
const OF_ACTION: [(&str, &[&str]); 5] = [
    ("MOVED", &["previousDialogId"]),
    ("REMOVED", &["agentInitiatedDisconnect"]),
    (
        "OBSERVING",
        &[
            "observedAgentId",
            "observingAgentId",
            "observingAgentConnectionId",
            "observedAgentConnectionId",
        ],
    ),
    (
        "COACHING",
        &[
            "coachingAgentId",
            "coachedAgentId",
            "coachingAgentConnectionId",
            "coachedAgentConnectionId",
        ],
    ),
    ("BARGEDIN", &["bargingAgentId", "bargingAgentConnectionId"]),
];

/// Makes the members of an event of this name agree.
pub(super) fn cohere(event: &str, body: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    identify(event, body, choices);
    match event {
        "AgentState" => not_ready(body, choices),
        "AgentParticipant" => {
            choose_action(body, choices);
            settle(body, choices);
        }
        "AutomationParticipant" => hung_up(body, "automationInitiatedDisconnect", choices),
        "ExternalParticipant" => hung_up(body, "externalParticipantInitiatedDisconnect", choices),
        "EngagementPrerouted" => {
            range(body.get_mut("queue"));
            adhoc(body, choices);
        }
        "MatchOffered" => {
            range(body.get_mut("offeredQueue"));
            range(body.get_mut("offeredService"));
        }
        "SingleStepTransfer" => to_queue(body, choices),
        _ => {}
    }
}

/// An event has an id or a timestamp, and a timestamp fits 64 bits.
fn identify(event: &str, body: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    if !body.contains_key("id") && !body.contains_key("timestamp") {
        // A transfer has no id.
        match event == "SingleStepTransfer" || choices.chance(128) {
            true => set(body, "timestamp", "1577836800000"),
            false => set(body, "id", "1"),
        }
    }
    let digits = text(body, "timestamp").filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
    if digits.is_some_and(|t| !t.is_empty() && t.parse::<i64>().is_err()) {
        set(body, "timestamp", &i64::MAX.to_string());
    }
}

/// Reason and cause belong to an agent who is not ready.
fn not_ready(body: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let explained = body.contains_key("reasonCode") || body.contains_key("cause");
    if !explained || text(body, "state").is_none_or(|state| state == "NOT_READY") {
        return;
    }
    if choices.chance(100) {
        body.shift_remove("reasonCode");
        body.shift_remove("cause");
    } else {
        set(body, "state", "NOT_READY");
    }
}

/// An action stays, or becomes one whose members are there.
fn choose_action(body: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let Some(action) = text(body, "action") else { return };
    let has = |members: &[&str]| members.iter().any(|member| body.contains_key(*member));
    let fitting: Vec<&str> =
        OF_ACTION.iter().filter(|(_, members)| has(members)).map(|(name, _)| *name).collect();
    if fitting.iter().any(|name| *name != action) && choices.chance(150) {
        set(body, "action", choices.pick(&fitting).unwrap_or_default());
    }
}

/// What belongs to another action goes; who is named, is named as the action wants.
pub(super) fn settle(body: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    // Without an action nothing is said of what may be there.
    let Some(action) = text(body, "action").map(str::to_owned) else { return };
    for (name, members) in OF_ACTION {
        if name != action {
            members.iter().for_each(|member| drop(body.shift_remove(*member)));
        }
    }
    let roles: &[&str] = match action.as_str() {
        "OBSERVING" => &["observingAgentId", "observedAgentId"],
        "COACHING" => &["coachingAgentId", "coachedAgentId"],
        "BARGEDIN" => &["bargingAgentId"],
        _ => &[],
    };
    let named: Vec<&str> = roles.iter().filter_map(|role| text(body, role)).collect();
    let agent = text(body, "agentId");
    if agent.is_some_and(|agent| !named.is_empty() && !named.contains(&agent)) {
        let agent = choices.pick(&named).unwrap_or_default().to_owned();
        set(body, "agentId", &agent);
    }
    let stays = text(body, "previousDialogId").filter(|d| Some(*d) == text(body, "dialogId"));
    if let Some(dialog) = stays.map(|dialog| format!("{dialog}0")) {
        set(body, "previousDialogId", &dialog);
    }
}

/// Only who is REMOVED has hung up.
fn hung_up(body: &mut Map<String, Value>, flag: &str, choices: &mut Choices<'_>) {
    if body.get(flag) != Some(&json!(true))
        || text(body, "action").is_none_or(|action| action == "REMOVED")
    {
        return;
    }
    if choices.chance(128) {
        set(body, "action", "REMOVED");
    } else {
        body.insert(flag.to_owned(), json!(false));
    }
}

/// The lower end of a range is not above its upper end.
fn range(holder: Option<&mut Value>) {
    const ENDS: [&str; 2] = ["proficiencyRangeMin", "proficiencyRangeMax"];
    let Some(holder) = holder.and_then(Value::as_object_mut) else { return };
    let [Some(low), Some(high)] = ENDS.map(|end| holder.get(end).cloned()) else { return };
    if low.as_f64() > high.as_f64() {
        for (end, value) in ENDS.into_iter().zip([high, low]) {
            holder.insert(end.to_owned(), value);
        }
    }
}

/// An ad hoc e-mail is on a channel of e-mail.
fn adhoc(body: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let Some(channel) = text(body, "channelId").filter(|_| body.contains_key("adhocEmail")) else {
        return;
    };
    if channel.to_ascii_lowercase().replace('-', "").contains("email") {
        return;
    }
    let longer = format!("{channel} (e-mail)");
    match choices.below(4) {
        0 => set(body, "channelId", "Email"),
        1 => set(body, "channelId", "E-MAIL"),
        2 => set(body, "channelId", &longer),
        _ => drop(body.shift_remove("adhocEmail")),
    }
}

/// The destination of a transfer to a queue is the queue.
fn to_queue(body: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let (Some(to), Some(queue), Some(destination)) =
        (text(body, "transferTo"), text(body, "queueId"), text(body, "destination"))
    else {
        return;
    };
    if to != "QUEUE" || queue == destination {
        return;
    }
    let (queue, destination) = (queue.to_owned(), destination.to_owned());
    match choices.below(3) {
        0 => set(body, "destination", &queue),
        1 if !destination.is_empty() => set(body, "queueId", &destination),
        _ => set(body, "transferTo", "USER"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohered(event: &str, value: Value, tape: &[u8]) -> Value {
        let mut body = value.as_object().unwrap().clone();
        cohere(event, &mut body, &mut Choices::new(tape));
        Value::Object(body)
    }

    #[test]
    fn members_of_another_action_go_or_the_action_becomes_theirs() {
        let odd = json!({"id": "1", "action": "ADDED", "bargingAgentId": "b", "agentId": "a"});
        let plain = cohered("AgentParticipant", odd.clone(), &[]);
        assert_eq!(plain, json!({"id": "1", "action": "ADDED", "agentId": "a"}));
        let drawn = cohered("AgentParticipant", odd, &[255; 32]);
        assert_eq!((&drawn["action"], &drawn["agentId"]), (&json!("BARGEDIN"), &json!("b")));
    }

    #[test]
    fn without_an_action_every_member_may_stay() {
        let odd = json!({"id": "1", "bargingAgentId": "b", "coachedAgentId": "c"});
        assert_eq!(cohered("AgentParticipant", odd.clone(), &[77; 32]), odd);
    }

    #[test]
    fn ends_of_a_range_change_places() {
        let queue = json!({"proficiencyRangeMin": 9, "proficiencyRangeMax": -2});
        let made = cohered("MatchOffered", json!({"id": "1", "offeredQueue": queue}), &[]);
        assert_eq!(made["offeredQueue"]["proficiencyRangeMin"], json!(-2));
    }

    #[test]
    fn a_transfer_is_identified_by_its_time() {
        let made = cohered("SingleStepTransfer", json!({}), &[]);
        assert_eq!(made, json!({"timestamp": "1577836800000"}));
        let beyond = json!({"timestamp": "9999999999999999999"});
        let made = cohered("ChannelReady", beyond, &[]);
        assert_eq!(made["timestamp"], json!("9223372036854775807"));
    }
}
