//! Rules on what a notification says by itself.

use serde_json::{Value, json};

use super::tape::{Tape, chat, email, history, joins, says, with};

const X: &str = "0001NaAAAAAAAAAA";

fn alone(message: &Value) -> Tape {
    Tape::default().bare("interaction-notification", &message.to_string())
}

/// What the rules that look at one notification alone report.
fn broken(message: &Value) -> Vec<String> {
    alone(message).broken().into_iter().filter(|rule| !rule.contains('/')).collect()
}

#[test]
fn what_the_document_shows_breaks_nothing() {
    for state in ["Invited", "Revoked", "Accepted"] {
        assert_eq!(alone(&email(state, X)).broken(), Vec::<String>::new(), "{state}");
        assert_eq!(alone(&chat(state, X, &history())).broken(), Vec::<String>::new(), "{state}");
    }
    assert!(alone(&chat("Accepted", X, &[says(9, "C1")])).broken().is_empty());
}

#[test]
fn what_a_notification_gets_wrong_by_itself_breaks_its_own_rule() {
    let invited = email("Invited", X);
    let revoked = email("Revoked", X);
    let accepted = email("Accepted", X);
    let taken = chat("Accepted", X, &history());
    let capabilities = "/data/capabilities";
    let table: Vec<(&str, Value)> = vec![
        ("known-kind", with(revoked.clone(), "/data/state", json!("Completed"))),
        ("known-kind", with(chat("Revoked", X, &[]), "/data/channel", json!("sms"))),
        ("known-kind", with(revoked.clone(), "/data/messageType", json!("OtherMessage"))),
        ("delivery-members", with(invited.clone(), "/id", json!("7"))),
        ("invited-capabilities", with(invited.clone(), capabilities, json!(["Accept"]))),
        ("revoked-capabilities", with(revoked, capabilities, json!(["Transfer"]))),
        (
            "email-accepted-capabilities",
            with(accepted.clone(), capabilities, json!(["StopProcessing"])),
        ),
        ("chat-accepted-capabilities", with(taken.clone(), capabilities, json!(["Reply"]))),
        ("email-object-only-email", with(invited.clone(), "/data/email_object", Value::Null)),
        ("email-object-id", with(invited.clone(), "/data/email_object/interactionId", json!("Y"))),
        ("email-object-by-state", with(invited.clone(), "/data/email_object/text", json!("hi"))),
        ("email-object-by-state", with(accepted.clone(), "/data/email_object/text", Value::Null)),
        (
            "email-addresses-agree",
            with(accepted.clone(), "/data/email_object/toAddress", json!("x")),
        ),
        ("email-addresses-agree", with(accepted.clone(), "/data/email_object/subject", json!("x"))),
        ("stop-queue-capability", with(accepted.clone(), "/data/inQueues", json!({}))),
        ("stop-queue-capability", with(taken.clone(), "/data/inQueues", json!({"__STOP__": ""}))),
        ("member-places", with(accepted, "/data/outQueues", Value::Null)),
        ("member-places", with(invited.clone(), "/data/inQueues", json!({}))),
        ("session-id", with(taken.clone(), "/data/sessionId", json!("Y"))),
        ("chat-server-named", with(taken.clone(), "/data/userData/ChatServerHost", Value::Null)),
        (
            "requested-target-counted",
            with(invited.clone(), "/data/userData/PegAG?:T>1", json!("1")),
        ),
        (
            "requested-target-counted",
            with(invited.clone(), "/data/userData/PegAG?:T>1", Value::Null),
        ),
        ("target-members-agree", with(invited, "/data/userData/RTargetAgentGroup", json!("x"))),
        ("target-members-agree", with(taken, "/data/userData/RTargetPlaceSelected", json!("x"))),
    ];
    for (rule, message) in table {
        assert_eq!(broken(&message), [rule], "{message}");
    }
}

#[test]
fn what_is_wrong_twice_breaks_both_rules() {
    let offers = with(email("Revoked", X), "/data/capabilities", json!(["Accept", "Reject"]));
    assert_eq!(broken(&offers), ["revoked-capabilities", "offer-only-while-invited"]);
    let all = json!([
        "Transfer",
        "PlaceInQueue",
        "StopProcessing",
        "PlaceInWorkbin",
        "UpdateProperties",
        "Reply",
        "ReplyAll"
    ]);
    let offers = with(chat("Accepted", X, &history()), "/data/capabilities", all);
    assert_eq!(broken(&offers), ["chat-accepted-capabilities", "reply-all-email-only"]);
}

#[test]
fn events_of_a_chat_have_members_of_their_own() {
    let joined = |name: &str, value: Value| {
        let mut event = joins(3, "A1", "Agent");
        event[name] = value;
        chat("Accepted", X, &[joins(1, "C1", "Client"), says(2, "C1"), event])
    };
    for (name, value) in [("MessageText", json!("x")), ("NickName", Value::Null)] {
        assert_eq!(broken(&joined(name, value)), ["party-joined-members"], "{name}");
    }
    let said = |name: &str, value: Value| {
        let mut event = says(4, "C1");
        event[name] = value;
        chat("Accepted", X, &[event])
    };
    for (name, value) in [("MessageText", Value::Null), ("UserType", json!("Client"))] {
        assert_eq!(broken(&said(name, value)), ["new-message-members"], "{name}");
    }
    for number in [4, 5] {
        let falling = chat("Accepted", X, &[says(5, "C1"), says(number, "C1")]);
        assert_eq!(broken(&falling), ["event-ids-increase"], "{number} after 5");
    }
    let mut absent = says(4, "C1");
    absent.as_object_mut().unwrap().remove("UserType");
    assert!(broken(&chat("Accepted", X, &[absent])).is_empty(), "absent is null");
}

#[test]
fn states_and_media_that_nobody_named_are_left_alone() {
    let unknown = with(email("Accepted", X), "/data/state", json!("Completed"));
    let unknown = with(unknown, "/data/capabilities", json!(["Accept"]));
    assert_eq!(broken(&unknown), ["known-kind"]);
    let unknown = with(email("Revoked", X), "/data/channel", json!("Email"));
    assert_eq!(broken(&unknown), ["known-kind"]);
    let unknown = with(chat("Revoked", X, &[]), "/data/capabilities", json!("none"));
    assert!(broken(&unknown).is_empty(), "the schema knows");
}

#[test]
fn counts_of_other_targets_say_nothing_of_the_one_requested() {
    let counted = with(email("Invited", X), "/data/userData/PegAG?:T>1", Value::Null);
    let counted = with(counted, "/data/userData/PegAPDesk", json!(1));
    alone(&counted).spares("requested-target-counted");
}

#[test]
fn only_who_could_offer_reply_all_is_asked_about_it() {
    let rule = "reply-all-email-only";
    alone(&email("Accepted", X)).holds(rule);
    alone(&chat("Accepted", X, &history())).holds(rule);
    alone(&email("Invited", X)).is_silent_on(rule);
    alone(&chat("Invited", X, &[])).is_silent_on(rule);
}

#[test]
fn a_finding_shows_what_came_and_cuts_what_is_long() {
    let named = |id: &str| {
        let found = alone(&with(chat("Accepted", X, &history()), "/data/sessionId", json!(id)));
        found.judge("session-id").2.join("; ")
    };
    // The quotes count: this is shown whole, and a letter more is not.
    let whole = "x".repeat(78);
    assert_eq!(named(&whole), format!("{X}, the id of the interaction: \"{whole}\""));
    let cut = format!("{X}, the id of the interaction: \"{}...", "x".repeat(76));
    assert_eq!(named(&format!("{whole}x")), cut);
    let offers = |list: Value| {
        let found = alone(&with(email("Invited", X), "/data/capabilities", list));
        found.judge("invited-capabilities").2.join("; ")
    };
    assert_eq!(offers(json!([])), "Accept, Reject: nothing");
    assert_eq!(offers(json!(["Accept", "Reply"])), "Accept, Reject: Accept, Reply");
}
