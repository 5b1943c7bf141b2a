//! The samples of the document, made readable: they break nothing.

use serde_json::json;

use super::tape::{Tape, chat, connect_reply, email};
use crate::contracts::{Suite, gws_interactions::SUITE};

#[test]
fn a_batch_without_a_carrier_is_read_message_by_message() {
    let batch = json!([email("Invited", "0001NaAAAAAAAAAA"), connect_reply("25")]);
    let tape = Tape::default().bare("interaction-notification", &batch.to_string());
    assert_eq!(tape.broken(), Vec::<String>::new());
    let judgement = tape.judgement();
    assert_eq!(judgement.unknown_names, Vec::<String>::new());
    let exercised =
        |rule: &str| judgement.verdicts.iter().find(|v| v.rule == rule).unwrap().exercised;
    assert_eq!(exercised("gws-interactions/InteractionState:type"), 1);
    assert_eq!(exercised("gws-interactions/ConnectReply:type"), 1);
}

#[test]
fn a_payload_is_known_by_its_channel_or_by_what_it_tells() {
    let classify = SUITE.protocol().unwrap().classify;
    let name = |value: &serde_json::Value| {
        let text = value.to_string();
        let document = crate::codec::json::parse(text.as_bytes(), &Default::default()).unwrap();
        classify(&document.root)
    };
    let told = chat("Invited", "0001NaAAAAAAAAAA", &[]);
    assert_eq!(name(&told).as_deref(), Some("interaction-notification"));
    assert_eq!(name(&json!({"data": told["data"]})).as_deref(), Some("interaction-notification"));
    assert_eq!(name(&connect_reply("1")).as_deref(), Some("connect-reply"));
    assert_eq!(name(&json!([told])), None, "a batch has no name");
    assert_eq!(name(&json!({"a": 1})), None);
}
