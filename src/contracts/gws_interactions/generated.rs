//! Makes generated notifications whole: their members agree as the rules of single messages ask.
//!
//! `standing` settles medium and state and what follows from them, `mail` and `chat` what is in
//! the one or the other, `attached` the user data. Depends on `told` for the words of the
//! contract. Never judges, and leaves alone what no rule relates.

mod alone;
mod attached;
mod chat;
mod mail;
mod standing;
mod words;

use serde_json::{Map, Value};

use super::told::Medium;
use crate::generate::{Choices, Excuse, Shaping};

/// The members of an object.
type Members = Map<String, Value>;

/// What this contract adds to its schemas.
pub(super) const SHAPING: Shaping = Shaping {
    cohere,
    unbreakable: &[
        // No operation can be added to a state's or taken from it but that its set is another.
        ("gws-interactions/Capability:enum", Excuse::Entails),
        // A state or a medium of its own makes an eighth kind of notification.
        ("gws-interactions/InteractionState/state:enum", Excuse::Entails),
        ("gws-interactions/InteractionState/channel:enum", Excuse::Entails),
    ],
    clashes: alone::CLASHES,
    beyond: alone::BEYOND,
    ..Shaping::PLAIN
};

fn cohere(message: &str, value: &mut Value, choices: &mut Choices<'_>) {
    if message != "interaction-notification" {
        return;
    }
    let Some(root) = value.as_object_mut() else { return };
    root.retain(|name, _| matches!(name.as_str(), "data" | "channel"));
    let Some(data) = root.get_mut("data").and_then(Value::as_object_mut) else { return };
    let Some((medium, state)) = standing::settle(data, choices) else { return };
    standing::fit(data, medium, state, choices);
    attached::agree(data, choices);
    match medium {
        Medium::Email => mail::agree(data, state, choices),
        Medium::Chat => chat::agree(data, state, choices),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        contract::Party,
        contracts::{Suite, gws_interactions::SUITE},
        generate::Alone,
    };

    fn made_whole(data: Value, seed: u64) -> Value {
        let mut value = json!({"data": data, "channel": "/v2/me/interactions", "id": "7"});
        let tape = Choices::tape(seed, 256);
        cohere("interaction-notification", &mut value, &mut Choices::new(&tape));
        value
    }

    fn broken(value: &Value) -> Vec<String> {
        let alone = Alone::new(SUITE.protocol().unwrap());
        alone.wrong("interaction-notification", Party::Provider, &value.to_string()).unwrap().rules
    }

    fn least(state: &str, channel: &str) -> Value {
        json!({
            "messageType": "InteractionStateMessage", "state": state, "channel": channel,
            "id": "0001NaAAAAAAAAAA", "capabilities": ["Reply"], "userData": {},
        })
    }

    #[test]
    fn the_least_of_every_kind_gets_what_its_rules_ask_for() {
        for state in ["Invited", "Revoked", "Accepted"] {
            for channel in ["email", "chat"] {
                for seed in 0..20 {
                    let whole = made_whole(least(state, channel), seed);
                    assert_eq!(broken(&whole), Vec::<String>::new(), "{whole}");
                    assert_eq!(whole["data"]["state"], state);
                    assert_eq!(whole["data"]["channel"], channel);
                }
            }
        }
    }

    #[test]
    fn members_of_one_medium_alone_settle_the_medium() {
        let mut data = least("Accepted", "email");
        data["sessionId"] = json!("0009NaZZZZZZZZZZ");
        let whole = made_whole(data, 1);
        assert_eq!(whole["data"]["channel"], "chat");
        assert_eq!(whole["data"]["sessionId"], "0001NaAAAAAAAAAA");
        assert_eq!(broken(&whole), Vec::<String>::new());
    }

    #[test]
    fn unknown_shapes_are_left_as_they_are() {
        for odd in [json!([]), json!(null), json!({"data": 7}), json!({"data": {"state": 1}})] {
            let mut value = odd.clone();
            cohere("interaction-notification", &mut value, &mut Choices::new(&[1; 64]));
            assert_eq!(value, odd);
            cohere("connect-reply", &mut value, &mut Choices::new(&[1; 64]));
            assert_eq!(value, odd);
        }
    }
}
