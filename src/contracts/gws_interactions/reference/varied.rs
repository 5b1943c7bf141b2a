//! What a notification can hold instead, as the documents leave it open.
//!
//! Depends on `serde_json`. Without a variation it leaves everything as it is, and it never changes
//! what tells one interaction from another.

use serde_json::{Map, Value, json};

use crate::contracts::Varied;

/// The members that tell more of an interaction than a desktop needs.
const OPTIONAL: [&str; 3] = ["interactionType", "interactionSubType", "currentQueue"];
/// What is attached to an interaction where routing attaches little.
const LITTLE: [&str; 3] = ["Subject", "RTenant", "ServiceType"];
/// The events between the joining of the customer and that of the agent.
const BETWEEN: [u64; 2] = [2, 3];

/// Writes a notification as the variations want it.
pub(super) fn vary(varied: &Varied, message: &mut Value) {
    let Some(data) = message.pointer_mut("/data").and_then(Value::as_object_mut) else { return };
    if varied.has("members-absent") {
        data.retain(|name, _| !OPTIONAL.contains(&name.as_str()));
    }
    if varied.has("other-words") {
        data.insert("interactionType".to_owned(), json!("Outbound"));
        data.insert("interactionSubType".to_owned(), json!("OutboundReply"));
    }
    if varied.has("more-queues") {
        more_queues(data);
    }
    if let Some(attached) = data.get_mut("userData").and_then(Value::as_object_mut) {
        attach(varied, attached);
    }
    if let Some(lines) = data.get_mut("chat_notifications").and_then(Value::as_array_mut) {
        chat(varied, lines);
    }
}

/// Queues besides those that are usual, with a text; and none to answer to.
fn more_queues(data: &mut Map<String, Value>) {
    if let Some(queues) = data.get_mut("inQueues").and_then(Value::as_object_mut) {
        queues.insert("Returns".to_owned(), json!("Pots that came back"));
        queues.insert("Garten & Haus".to_owned(), json!(""));
    }
    if let Some(queues) = data.get_mut("outQueues").and_then(Value::as_object_mut) {
        queues.clear();
    }
}

/// What routing attaches.
fn attach(varied: &Varied, attached: &mut Map<String, Value>) {
    if varied.has("little-attached") {
        attached.retain(|name, _| LITTLE.contains(&name.as_str()));
    }
    if varied.has("more-attached") {
        for (name, value) in [
            ("CustomerTier", json!("gold")),
            ("Loyalty Points", json!(1200)),
            ("Balance?: in cents", json!(-350)),
            ("LastOrder", Value::Null),
            ("Größe/Farbe", json!("\"blau\"\r\n\u{1f331}")),
            ("", json!("")),
        ] {
            attached.insert(name.to_owned(), value);
        }
    }
    if varied.has("other-scalars") {
        for (name, value) in [
            ("_AttachmentsSize", json!(0)),
            ("_ContainsAttachment", json!(false)),
            ("_AutoReplyCount", json!("0")),
            ("ServiceObjective", json!("0")),
            ("RStrategyDBID", json!(211)),
        ] {
            if let Some(member) = attached.get_mut(name) {
                *member = value;
            }
        }
    }
    if varied.has("nulls-absent") {
        attached.retain(|_, value| !value.is_null());
    }
}

/// The events of a chat.
fn chat(varied: &Varied, lines: &mut Vec<Value>) {
    let number = |line: &Value| line.get("EventId").and_then(Value::as_u64).unwrap_or_default();
    if varied.has("agent-joins-at-once") {
        lines.retain(|line| !BETWEEN.contains(&number(line)));
    }
    for line in lines {
        let number = number(line);
        let Some(members) = line.as_object_mut() else { continue };
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        if varied.has("agent-joins-at-once") && number > 3 {
            put("EventId", json!(number - 2));
        }
        // What is said to others than this agent is counted too.
        if varied.has("events-skip-numbers") && number > 4 {
            put("EventId", json!(number * 10));
        }
        if varied.has("other-words") {
            put("Visibility", json!("Internal"));
        }
        if varied.has("nulls-absent") {
            members.retain(|_, value| !value.is_null());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            interaction::{Interaction, Medium, State},
            values::{line, notification},
        },
        *,
    };

    fn told(medium: Medium, names: &[&str]) -> Value {
        let mut interaction = Interaction::new(1, medium, "a", "c");
        interaction.state = State::Accepted;
        let lines = (1..=5).map(|event| line(&interaction, event)).collect();
        let mut message = notification(&interaction, lines);
        vary(&Varied::of(names), &mut message);
        message
    }

    #[test]
    fn every_choice_of_content_shows() {
        let data = |medium, names: &[&str], pointer: &str| {
            told(medium, names).pointer(&format!("/data{pointer}")).cloned()
        };
        let email = |names: &[&str], pointer: &str| data(Medium::Email, names, pointer);
        let chat = |names: &[&str], pointer: &str| data(Medium::Chat, names, pointer);
        assert_eq!(email(&["members-absent"], "/currentQueue"), None);
        assert_eq!(email(&["other-words"], "/interactionType"), Some(json!("Outbound")));
        assert_eq!(
            chat(&["other-words"], "/chat_notifications/0/Visibility"),
            Some(json!("Internal"))
        );
        assert_eq!(email(&["more-queues"], "/outQueues"), Some(json!({})));
        assert_eq!(email(&["little-attached"], "/userData/To"), None);
        assert_eq!(email(&["more-attached"], "/userData/Loyalty Points"), Some(json!(1200)));
        assert_eq!(email(&["other-scalars"], "/userData/_ContainsAttachment"), Some(json!(false)));
        assert_eq!(email(&["nulls-absent"], "/userData/RRequestedSkills"), None);
        assert_eq!(chat(&["nulls-absent"], "/chat_notifications/0/NoticeText"), None);
        assert_eq!(
            told(Medium::Chat, &[]).pointer("/data/interactionType"),
            Some(&json!("Inbound"))
        );
    }

    #[test]
    fn the_events_of_a_chat_are_counted_in_other_ways() {
        let numbers = |names: &[&str]| -> Vec<(u64, bool)> {
            let told = told(Medium::Chat, names);
            let lines = told["data"]["chat_notifications"].as_array().unwrap().iter();
            lines.map(|l| (l["EventId"].as_u64().unwrap(), l["UserType"] == "Agent")).collect()
        };
        assert_eq!(numbers(&["agent-joins-at-once"]), [(1, false), (2, true), (3, false)]);
        let skipped = numbers(&["events-skip-numbers"]);
        assert_eq!(skipped.last(), Some(&(50, false)));
        assert_eq!(skipped.len(), 5);
    }
}
