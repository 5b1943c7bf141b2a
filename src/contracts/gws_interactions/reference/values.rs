//! What the reference tells of an interaction: data and texts of our own, in the printed shape.
//!
//! Depends on `serde_json`. Never decides when something is told.

use serde_json::{Value, json};

use super::interaction::{Interaction, Medium, State};

/// The topic.
pub(super) const TOPIC: &str = "/v2/me/interactions";
/// The expressions that routing looked for an agent with: e-mails go to whoever reads English.
fn target(medium: Medium) -> &'static str {
    match medium {
        Medium::Email => "?: 2>1",
        Medium::Chat => "?:Garden>2",
    }
}

/// Where customers write to.
const MAILBOX: &str = "garden@shop-host";

/// The notification of what an interaction is now; `lines` are chat events that come with it.
pub(super) fn notification(interaction: &Interaction, lines: Vec<Value>) -> Value {
    let data = match interaction.medium {
        Medium::Email => email(interaction),
        Medium::Chat => chat(interaction, lines),
    };
    json!({"data": data, "channel": TOPIC})
}

fn email(interaction: &Interaction) -> Value {
    let id = &interaction.id;
    let mut data = common(interaction, "SimpleEmailInQueue", email_user_data(interaction));
    if interaction.state == State::Accepted {
        let text = "Good morning,\r\n\r\nthe \"blue\" pots, are they in stock? Für Gärten.\r\n";
        put(
            &mut data,
            "email_object",
            json!({
                "text": text, "interactionId": id, "fromAddress": from(interaction),
                "toAddress": MAILBOX, "subject": subject(interaction),
            }),
        );
        put(&mut data, "inQueues", json!({"__STOP__": ""}));
        put(&mut data, "outQueues", json!({"SimpleEmailOutQueue": ""}));
    } else {
        put(&mut data, "email_object", json!({"interactionId": id}));
    }
    data
}

fn chat(interaction: &Interaction, lines: Vec<Value>) -> Value {
    let mut data = common(interaction, "SimpleChatInQueue", chat_user_data(interaction));
    if interaction.state == State::Accepted {
        put(&mut data, "chat_notifications", Value::Array(lines));
        put(&mut data, "inQueues", json!({"SimpleChatTranscriptQueue": ""}));
        put(&mut data, "sessionId", json!(interaction.id));
    }
    data
}

fn common(interaction: &Interaction, queue: &str, user_data: Value) -> Value {
    json!({
        "userData": user_data,
        "currentQueue": queue,
        "interactionType": "Inbound",
        "interactionSubType": "InboundNew",
        "capabilities": capabilities(interaction.medium, interaction.state),
        "state": interaction.state.name(),
        "messageType": "InteractionStateMessage",
        "id": interaction.id,
        "channel": interaction.medium.name(),
    })
}

fn capabilities(medium: Medium, state: State) -> &'static [&'static str] {
    const ALL: &[&str] = &[
        "Transfer",
        "PlaceInQueue",
        "StopProcessing",
        "PlaceInWorkbin",
        "UpdateProperties",
        "Reply",
        "ReplyAll",
    ];
    match (state, medium) {
        (State::Invited, _) => &["Accept", "Reject"],
        (State::Accepted, Medium::Email) => ALL,
        // In a chat there is one other side to reply to.
        (State::Accepted, Medium::Chat) => ALL.split_last().map_or(&[], |(_, others)| others),
        (State::Revoked | State::Rejected, _) => &[],
    }
}

fn email_user_data(interaction: &Interaction) -> Value {
    let mut data =
        routing(target(interaction.medium), "SimpleEmailInStrategy", "211", &subject(interaction));
    let number = interaction.number;
    for (name, value) in [
        ("Header_Content-Type", json!("multipart/mixed;boundary=\"==garden==\"")),
        ("Header_Date", json!("Mon, 05 May 2014 09:12:44 +0200")),
        ("Header_Message-ID", json!(format!("<{number}.garden@mail-host>"))),
        ("Header_MIME-Version", json!("1.0")),
        ("_ContainsAttachment", json!("false")),
        ("_AttachmentsSize", json!("0")),
        ("_AttachmentFileNames", json!("")),
        ("_AutoReplyCount", json!(0)),
        ("To", json!(MAILBOX)),
        ("Mailbox", json!("garden")),
        ("ContactId", json!("0001Ka3P5C2E000B")),
        ("FromPersonal", json!("")),
        ("Origination_Source", json!("Email")),
        ("FromAddress", json!(from(interaction))),
        ("EmailAddress", json!(from(interaction))),
    ] {
        put(&mut data, name, value);
    }
    data
}

fn chat_user_data(interaction: &Interaction) -> Value {
    let subject = format!("Watering {}", interaction.number);
    let mut data = routing(target(interaction.medium), "SimpleChatInStrategy", "212", &subject);
    for (name, value) in [
        ("IdentifyCreateContact", "3"),
        ("ChatServerAppName", "chat_server"),
        ("ChatServerHost", "chat-host.shop.example"),
        ("ChatServerPort", "4875"),
        ("ChatServerDBID", "161"),
    ] {
        put(&mut data, name, json!(value));
    }
    data
}

/// What routing attaches to every interaction.
fn routing(target: &str, strategy: &str, dbid: &str, subject: &str) -> Value {
    let mut data = json!({
        "RTargetTypeSelected": "2",
        "RTargetObjectSelected": target,
        "RTargetRequested": target,
        "RTargetAgentGroup": target,
        "RTargetAgentSelected": "Gardener1",
        "RTargetPlaceSelected": "Gardener1",
        "RTargetRuleSelected": "",
        "RTargetObjSelDBID": "",
        "RRequestedSkills": null,
        "RRequestedSkillCombination": "",
        "RStrategyName": strategy,
        "RStrategyDBID": dbid,
        "RTenant": "Shop",
        "RVQID": "",
        "RVQDBID": "",
        "CBR-actual_volume": "",
        "CBR-contract_DBIDs": "",
        "CBR-Interaction_cost": "",
        "CBR-IT-path_DBIDs": "",
        "CustomerSegment": "default",
        "ServiceType": "default",
        "ServiceObjective": 0,
        "Subject": subject,
    });
    put(&mut data, &format!("PegAG{target}"), json!(1));
    data
}

fn from(interaction: &Interaction) -> String {
    format!("customer{}@home-host", interaction.number)
}

fn subject(interaction: &Interaction) -> String {
    format!("Blue pots {}", interaction.number)
}

/// A chat event. The first is the customer who joins; then they speak, the agent joins as the
/// fourth, and from then on they take turns.
pub(super) fn line(interaction: &Interaction, event: u64) -> Value {
    let number = interaction.number;
    let (client, agent) = (format!("00A5{number:012X}"), format!("00A6{number:012X}"));
    let (user, kind, text, user_type, nick) = match event {
        1 => (client, "PARTY_JOINED", None, Some("Client"), Some("Robin")),
        4 => (agent, "PARTY_JOINED", None, Some("Agent"), Some("Gardener")),
        e if e < 4 || e % 2 == 1 => (client, "NEW_MESSAGE", Some("how often?"), None, None),
        _ => (agent, "NEW_MESSAGE", Some("twice a week"), None, None),
    };
    json!({
        "EventId": event,
        "NoticeText": null,
        "NoticeType": null,
        "MessageText": text.map(|t| format!("{t} ({event})")),
        "UserId": user,
        "MessageType": kind,
        "UserType": user_type,
        "Visibility": "All",
        "NickName": nick,
    })
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accepted_chat_has_a_reply_for_one_and_an_email_for_all() {
        assert_eq!(capabilities(Medium::Email, State::Accepted).len(), 7);
        let chat = capabilities(Medium::Chat, State::Accepted);
        assert_eq!(chat.len(), 6);
        assert!(!chat.contains(&"ReplyAll"));
    }

    #[test]
    fn the_agent_is_the_fourth_event_of_a_chat() {
        let interaction = Interaction::new(1, Medium::Chat, "a", "c");
        let joined = |event| line(&interaction, event)["UserType"].clone();
        assert_eq!((joined(1), joined(4)), (json!("Client"), json!("Agent")));
        assert!(joined(5).is_null());
    }
}
