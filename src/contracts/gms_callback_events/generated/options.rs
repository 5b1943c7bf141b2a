//! Options that say where notifications go, wherever they stand, and those of services and queries.
//!
//! Depends on `generate::Choices`. Never adds an option.

use serde_json::{Map, Value};

use crate::{
    contracts::gms_callback_events::list_reader::{EVENTS_LIST, OVERRIDING},
    generate::Choices,
};

const TYPE: &str = "_status_notification_type";
const TARGET: &str = "_status_notification_target";

/// Makes the options of a service, or the parameters of a query, agree: of those that win over
/// the list and the name of that list only the one or the other is there.
pub(super) fn cohere(options: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    if options.contains_key(EVENTS_LIST)
        && OVERRIDING.iter().any(|name| options.contains_key(*name))
    {
        if choices.chance(127) {
            options.retain(|name, _| !OVERRIDING.contains(&name.as_str()));
        } else {
            options.shift_remove(EVENTS_LIST);
        }
    }
    delivery(options, choices);
}

/// Makes the type one that is for everybody, and the target a URL if the type wants one.
pub(super) fn delivery(options: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let Some(kind) = options.get_mut(TYPE) else { return };
    if kind.as_str() == Some("orscb") {
        *kind = "httpcb".into();
    }
    if let Some(Value::String(target)) = options.get_mut(TARGET) {
        *target = url(target, choices);
    }
}

/// A URL with as much of a text in it as a URL can hold.
fn url(said: &str, choices: &mut Choices<'_>) -> String {
    const BASES: [&str; 5] = [
        "http://receiver.example/callbacks/",
        "https://receiver.example:8443/",
        "HTTP://receiver.example/events?for=",
        "http://[::1]:8080/",
        "https://münchen.example/#",
    ];
    let base = choices.pick(&BASES).unwrap_or_default();
    let fits = |c: &char| !c.is_whitespace() && !matches!(c, '<' | '>' | '{' | '}');
    base.chars().chain(said.chars().filter(fits)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn options_do_not_override_a_list_that_they_name() {
        for seed in 0..20 {
            let Value::Object(mut options) = json!({"_callback_events_list": "l",
                "_status_notification_target": "a b", "_status_notification_debug": true})
            else {
                panic!()
            };
            cohere(&mut options, &mut Choices::new(&Choices::tape(seed, 16)));
            assert_eq!(options.len(), 2);
            assert!(options.contains_key("_status_notification_debug"));
        }
    }

    #[test]
    fn a_target_is_a_url_where_one_is_wanted() {
        let Value::Object(mut options) =
            json!({"_status_notification_type": "orscb", "_status_notification_target": "<a é> "})
        else {
            panic!()
        };
        cohere(&mut options, &mut Choices::new(&[]));
        assert_eq!(options[TYPE], "httpcb");
        assert_eq!(options[TARGET], "http://receiver.example/callbacks/aé");
        let Value::Object(mut free) = json!({"_status_notification_target": "<a é>"}) else {
            panic!()
        };
        cohere(&mut free, &mut Choices::new(&[]));
        assert_eq!(free[TARGET], "<a é>");
    }
}
