//! What a notification can hold instead, as the document leaves it open.
//!
//! Depends on `values`. Without a variation it leaves everything as it is, and it never changes what
//! tells one workbin or one item from another.

use serde_json::{Map, Value, json};

use super::values::Medium;
use crate::contracts::Varied;

/// Writes a notification as the variations want it.
pub(super) fn vary(varied: &Varied, message: &mut Value) {
    let Some(data) = message.pointer_mut("/data").and_then(Value::as_object_mut) else { return };
    if let Some(reference) =
        data.get_mut("referenceId").filter(|_| varied.has("references-as-text"))
    {
        *reference = json!(reference.to_string());
    }
    let absent = |name: &str| match name {
        "referenceId" => varied.has("references-absent"),
        "workbinUserId" | "workbinAgentId" => varied.has("owners-unnamed"),
        _ => false,
    };
    data.retain(|name, _| !absent(name));
    if varied.has("leaves-without-resource") && data.get("action") == Some(&json!("ItemRemoved")) {
        data.retain(|name, _| Medium::ALL.iter().all(|medium| medium.resource() != name));
    }
    for medium in Medium::ALL {
        let resource = data.get_mut(medium.resource()).and_then(Value::as_object_mut);
        match (medium, resource) {
            (Medium::Chat, Some(chat)) => tell_more_of_a_chat(varied, chat),
            (_, Some(other)) if varied.has("media-say-more") => {
                other.insert("subject".to_owned(), json!("Blue pots"));
                other.insert("from".to_owned(), json!({"address": "robin@home-host"}));
                other.insert("receivedDate".to_owned(), json!("yesterday"));
            }
            _ => {}
        }
    }
}

fn tell_more_of_a_chat(varied: &Varied, chat: &mut Map<String, Value>) {
    let mut put = |name: &str, value: Value| chat.insert(name.to_owned(), value);
    if varied.has("dates-in-other-forms") {
        put("receivedDate", json!("2026-03-24T10:52:41Z"));
    }
    if varied.has("chats-say-more") {
        put("chatType", json!("Consult"));
        put("capabilities", json!(["Accept", {"name": "Transfer", "to": null}]));
        put("participants", json!([{"nickname": "Robin", "id": 3}]));
        put("topic", json!("pots"));
    }
    if varied.has("chats-say-little") {
        chat.retain(|name, _| name == "id");
    }
    let Some(attached) = chat.get_mut("userData").and_then(Value::as_object_mut) else { return };
    if varied.has("dates-in-other-forms") {
        attached.insert("OccuredAt".to_owned(), json!("2026-03-24 10:52:39.5+0000"));
    }
    if varied.has("more-attached") {
        attached.insert("Loyalty Points".to_owned(), json!(1200));
        attached.insert("OccurredAt".to_owned(), json!("just now"));
        attached.insert("Größe/Farbe".to_owned(), Value::Null);
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::values::{content, subscription},
        *,
    };

    #[test]
    fn every_choice_of_content_shows() {
        let varied = |mut message: Value, name: &str, pointer: &str| {
            vary(&Varied::of(&[name]), &mut message);
            message.pointer(&format!("/data{pointer}")).cloned()
        };
        let state = || subscription("w", "Subscribed", 7);
        assert_eq!(varied(state(), "references-as-text", "/referenceId"), Some(json!("7")));
        assert_eq!(varied(state(), "references-absent", "/referenceId"), None);
        assert_eq!(varied(state(), "none", "/referenceId"), Some(json!(7)));
        let item = |medium, entered| content("w", entered, medium, 1);
        let chat = || item(Medium::Chat, true);
        assert_eq!(varied(chat(), "owners-unnamed", "/workbinUserId"), None);
        let resource = "/chatStateResourceV2";
        let at = |name, member: &str| varied(chat(), name, &format!("{resource}/{member}"));
        assert!(varied(chat(), "leaves-without-resource", resource).is_some());
        let gone = item(Medium::Chat, false);
        assert_eq!(varied(gone, "leaves-without-resource", resource), None);
        assert_eq!(at("dates-in-other-forms", "receivedDate"), Some(json!("2026-03-24T10:52:41Z")));
        assert_eq!(at("chats-say-more", "chatType"), Some(json!("Consult")));
        assert_eq!(at("chats-say-little", "chatType"), None);
        assert!(at("chats-say-little", "id").is_some());
        assert_eq!(at("more-attached", "userData/Loyalty Points"), Some(json!(1200)));
        let email = item(Medium::Email, true);
        let subject = varied(email, "media-say-more", "/emailStateResourceV2/subject");
        assert_eq!(subject, Some(json!("Blue pots")));
    }
}
