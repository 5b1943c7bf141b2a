//! A generated message in the words of a case: the session's own ids and channels in it, where it
//! does not break just those.
//!
//! Depends on `channel`. Never changes what a message breaks.

use serde_json::Value;

use crate::{contracts::bayeux::channel, generate::Said};

/// Where the channels of a case are.
const HOME: &str = "/ringtrue/${uid}";

/// A generated message that is being filled in.
pub(super) struct Words<'s> {
    said: &'s Said<'s>,
    /// The message as it was generated.
    pub(super) value: Value,
    /// Members in the place of its own, as templates of JSON.
    instead: Vec<(&'static str, String)>,
}

impl<'s> Words<'s> {
    /// The words of what was generated; none if it is no JSON.
    pub(super) fn new(said: &'s Said<'s>) -> Option<Self> {
        let value = serde_json::from_str(said.text).ok()?;
        Some(Self { said, value, instead: Vec::new() })
    }

    /// Puts a template of JSON in the place of a member, if there is one and neither it nor a
    /// named schema of it is what the message breaks.
    pub(super) fn put(&mut self, member: &'static str, schemas: &[&str], text: &str) {
        if self.value.get(member).is_some() && !self.breaks(member, schemas) {
            self.instead.push((member, text.to_owned()));
        }
    }

    /// As `put`, and adds the member if there is none.
    pub(super) fn have(&mut self, member: &'static str, schemas: &[&str], text: &str) {
        if !self.breaks(member, schemas) {
            self.instead.push((member, text.to_owned()));
        }
    }

    /// Whether a member, or a named schema of it, is what the message breaks.
    pub(super) fn breaks(&self, member: &str, schemas: &[&str]) -> bool {
        let Some(rule) = self.said.breaks else { return false };
        let rest = rule.split_once('/').map_or(rule, |(_, rest)| rest);
        let names = |name: &str, text: &str| {
            text.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', '/']))
        };
        let of_member = rest.split_once('/').is_some_and(|(_, rest)| names(member, rest));
        of_member || schemas.iter().any(|schema| names(schema, rest))
    }

    /// The text of the message, in an array.
    pub(super) fn body(&self) -> String {
        let Value::Object(members) = &self.value else {
            return format!("[{}]", literal(&self.value));
        };
        let instead = |name: &str| self.instead.iter().find(|(n, _)| *n == name);
        let kept = members.iter().map(|(name, value)| {
            let text = instead(name).map_or_else(|| literal(value), |(_, text)| text.clone());
            format!("{}:{text}", literal(&Value::from(name.as_str())))
        });
        let added = self.instead.iter().filter(|(name, _)| !members.contains_key(*name));
        let added = added.map(|(name, text)| format!("\"{name}\":{text}"));
        format!("[{{{}}}]", kept.chain(added).collect::<Vec<_>>().join(","))
    }

    /// The rule that the message breaks as a server reads it: one on another channel than its own
    /// is a publish. None where it then breaks nothing.
    pub(super) fn announced(&self) -> Option<String> {
        let rule = self.said.breaks?;
        let name = self.value.get("channel").and_then(Value::as_str);
        match name {
            Some(name) if self.said.message != "publish" && !channel::is_meta(name) => {
                if self.value.get("data").is_none() {
                    Some("bayeux/Publish/data:required".to_owned())
                } else {
                    (!channel::is_name(name)).then(|| "bayeux/ChannelName:pattern".to_owned())
                }
            }
            _ => Some(rule.to_owned()),
        }
    }
}

/// A value as JSON in which nothing looks like a variable.
pub(super) fn literal(value: &Value) -> String {
    // Only in strings can this stand, and there an escape says the same.
    value.to_string().replace("${", "\\u0024{")
}

/// A channel below those of the case, as a template; none if it is no name.
pub(super) fn channel_at_home(value: Option<&Value>) -> Option<String> {
    let name = value?.as_str().filter(|name| channel::is_name(name))?;
    Some(format!("{HOME}{name}"))
}

/// A subscription, as a template of JSON: what follows the grammar is moved below the channels of
/// the case, what does not stays.
pub(super) fn subscription_at_home(value: &Value) -> String {
    match value {
        Value::String(name) if channel::is_subscription(name) => format!("\"{HOME}{name}\""),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(subscription_at_home).collect();
            format!("[{}]", items.join(","))
        }
        other => literal(other),
    }
}

/// The names and patterns of a subscription that follow the grammar, as templates.
pub(super) fn subscriptions_at_home(value: Option<&Value>) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let names = items.iter().filter_map(Value::as_str);
    names.filter(|n| channel::is_subscription(n)).map(|n| format!("{HOME}{n}")).collect()
}

/// A channel that a subscription takes in.
pub(super) fn within(subscription: &str) -> String {
    match subscription.rsplit_once('/') {
        Some((base, "*")) => format!("{base}/one"),
        Some((base, "**")) => format!("{base}/one/two"),
        _ => subscription.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said<'s>(message: &'s str, text: &'s str, breaks: Option<&'s str>) -> Said<'s> {
        Said { name: "n", message, text, breaks }
    }

    #[test]
    fn the_sessions_id_takes_the_place_of_a_drawn_one_unless_it_is_what_is_broken() {
        let text = r#"{"channel":"/meta/connect","clientId":"x","ext":{"a":"\u0024{b"}}"#;
        let body = |breaks: Option<&str>| {
            let said = said("connect-request", text, breaks);
            let mut words = Words::new(&said).unwrap();
            words.put("clientId", &["ClientId"], "\"${bob}\"");
            words.body()
        };
        let own = r#"[{"channel":"/meta/connect","clientId":"${bob}","ext":{"a":"\u0024{b"}}]"#;
        assert_eq!(body(None), own);
        assert_eq!(body(Some("bayeux/ClientIdea:type")), own);
        for rule in ["bayeux/ClientId:pattern", "bayeux/ConnectRequest/clientId:required"] {
            assert_eq!(body(Some(rule)), own.replace("${bob}", "x"), "{rule}");
        }
    }

    #[test]
    fn a_member_is_added_only_where_it_is_to_be_had() {
        let said = said("publish", r#"{"channel":"/a"}"#, None);
        let mut words = Words::new(&said).unwrap();
        words.put("id", &[], "1");
        words.have("clientId", &[], "2");
        assert_eq!(words.body(), r#"[{"channel":"/a","clientId":2}]"#);
    }

    #[test]
    fn a_message_on_another_channel_breaks_the_rules_of_a_publish() {
        let rule = "bayeux/ConnectRequest/channel:const";
        let announced = |message: &str, text: &str| {
            Words::new(&said(message, text, Some(rule))).unwrap().announced()
        };
        let publish = Some("bayeux/Publish/data:required".to_owned());
        assert_eq!(announced("connect-request", r#"{"channel":"/META/CONNECT"}"#), publish);
        let unknown = announced("connect-request", r#"{"channel":"/meta/connectx"}"#);
        assert_eq!(unknown, Some(rule.to_owned()));
        let named = announced("connect-request", r#"{"channel":"x","data":1}"#);
        assert_eq!(named, Some("bayeux/ChannelName:pattern".to_owned()));
        assert_eq!(announced("connect-request", r#"{"channel":"/x","data":1}"#), None);
    }

    #[test]
    fn good_names_move_into_the_case_and_bad_ones_stay_what_they_are() {
        let value = json!(["/a/**", "b", 7]);
        assert_eq!(subscription_at_home(&value), r#"["/ringtrue/${uid}/a/**","b",7]"#);
        assert_eq!(subscriptions_at_home(Some(&value)), ["/ringtrue/${uid}/a/**"]);
        assert_eq!(channel_at_home(Some(&json!("/x"))).unwrap(), "/ringtrue/${uid}/x");
        assert_eq!(channel_at_home(Some(&json!("/x/*"))), None);
    }

    #[test]
    fn a_channel_within_a_pattern_is_taken_in_by_it() {
        for pattern in ["/a", "/a/*", "/a/**", "/*"] {
            assert!(channel::matches(pattern, &within(pattern)), "{pattern}");
        }
    }
}
