//! Rules on the topic as a whole: who hears it, what it tells, how that is written.
//!
//! Depends on `gws` for the first and the last. Never looks at what a notification is about.

use super::watch::Known;
use crate::{
    codec::json::{Flaw, Node, Span},
    contracts::{
        gws::{
            reader::Topic,
            rules::{JsonOnTheWire, SubscribedFirst, provided},
        },
        gws_workbins::{
            session::Workbins,
            told::{CONTENT, SUBSCRIPTION, TYPES, Told},
        },
    },
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// A client is told of workbins only after it subscribed to the topic.
    ///
    /// Does not report: clients whose session began before the recording, and responses that can
    /// be for several clients.
    pub(super) static SUBSCRIBED_FIRST = {
        id: "gws-workbins-subscribed-first", level: Must, binds: Provider,
        covers: ["GWS-WB-01"],
        watches: ["workbin-subscription-state-change", "workbin-state-change", "gave-up"],
        monitor: SubscribedFirst::<Workbins>::default,
    }
}

rule! {
    /// What the topic tells is one of two message types, and says which.
    ///
    /// Does not report: a message that is known to be one of the two, by its other members or
    /// because it was recorded under that name; the schema does. What comes on other topics.
    pub(super) static KNOWN_TYPE = {
        id: "gws-workbins-known-message-type", level: Must, binds: Provider,
        covers: ["GWS-WB-03", "GWS-WB-05"],
        watches: ["workbin-subscription-state-change", "workbin-state-change", "unknown"],
        monitor: || Alone(known_type),
    }
}

rule! {
    /// No object of a notification has a name twice.
    ///
    /// Does not report: what else is in the same response.
    pub(super) static NO_DUPLICATE = {
        id: "gws-workbins-no-duplicate-member", level: Must, binds: Provider,
        covers: ["GWS-WB-07"],
        watches: ["workbin-subscription-state-change", "workbin-state-change"],
        monitor: || Alone(no_duplicate),
    }
}

rule! {
    /// What the server sends is JSON.
    ///
    /// Does not report: error pages of HTTP, and empty responses.
    pub(super) static JSON = {
        id: "gws-workbins-json-on-the-wire", level: Must, binds: Provider,
        covers: ["GWS-WB-07"],
        watches: ["*"],
        monitor: JsonOnTheWire::default,
    }
}

/// A monitor of messages by themselves.
struct Alone(fn(&Message, &mut Log));

impl Monitor for Alone {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let (Some(message), Some(_)) = (provided(seen), seen.session::<Known>()) {
            (self.0)(message, log);
        }
    }
}

fn known_type(message: &Message, log: &mut Log) {
    let named = message.name == SUBSCRIPTION || message.name == CONTENT;
    let on_topic = message.text_of("channel").is_some_and(|c| Workbins::CHANNELS.contains(&c));
    let Some(node) = message.node().filter(|_| named || on_topic) else { return };
    let expected = "one of the two message types of workbins";
    let Some(told) = Told::of(message) else {
        if !named {
            log.broke(Broke::new(expected, "data that is no object").at("", node));
        }
        return;
    };
    let (pointer, stated) = told.member("messageType");
    let is_known = |stated: &Node| TYPES.iter().any(|(name, _)| stated.as_str() == Some(name));
    match stated {
        Some(stated) if is_known(stated) => log.held(),
        _ if named => {}
        Some(stated) => log.broke(Broke::new(expected, "another").at(pointer, stated)),
        None => log.broke(Broke::new(expected, "none").at(told.base, told.data)),
    }
}

fn no_duplicate(message: &Message, log: &mut Log) {
    let (Some(document), Some(node)) = (message.document.as_ref(), message.node()) else { return };
    let doubled = document.flaws.iter().find_map(|flaw| match flaw {
        Flaw::DuplicateMember { name, second, .. } if node.span.contains(*second) => {
            Some((name, *second))
        }
        _ => None,
    });
    let Some((name, second)) = doubled else {
        log.held();
        return;
    };
    let broke = Broke::new("each name once", format!("{name} again"));
    log.broke(match place_of(node, second) {
        Some((pointer, value)) => broke.at(pointer, value),
        None => broke.at("", node),
    });
}

/// The pointer to the member whose name stands here, and its value.
fn place_of(node: &Node, name: Span) -> Option<(String, &Node)> {
    if let Some(items) = node.as_array() {
        let (index, item) = items.iter().enumerate().find(|(_, i)| i.span.contains(name))?;
        let (rest, found) = place_of(item, name)?;
        return Some((format!("/{index}{rest}"), found));
    }
    let members = node.as_object()?;
    let step = |name: &str| format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    if let Some(member) = members.iter().find(|m| m.name_span == name) {
        return Some((step(&member.name), &member.value));
    }
    let member = members.iter().find(|m| m.value.span.contains(name))?;
    let (rest, found) = place_of(&member.value, name)?;
    Some((format!("{}{rest}", step(&member.name)), found))
}

#[cfg(test)]
mod tests {
    use crate::{
        contract::Party,
        contracts::{Suite, gws_workbins::SUITE},
        generate::Alone,
        judge::Message,
    };

    fn broken(name: &str, text: &str) -> Vec<String> {
        let alone = Alone::new(SUITE.protocol().unwrap());
        alone.wrong(name, Party::Provider, text).unwrap().rules
    }

    #[test]
    fn a_message_that_has_a_name_is_left_to_its_schema() {
        let nothing = r#"{"channel":"/v2/me/workbins"}"#;
        let required = ["gws-workbins/WorkbinNotification/data:required"];
        assert_eq!(broken("workbin-state-change", nothing), required);
        let number = r#"{"data":{"messageType":7,"id":"w","stateResource":"Subscribed"}}"#;
        let constant = ["gws-workbins/WorkbinSubscriptionStateChange/messageType:const"];
        assert_eq!(broken("workbin-subscription-state-change", number), constant);
    }

    #[test]
    fn what_is_neither_of_the_two_is_reported_on_the_topic() {
        let known_type = "gws-workbins-known-message-type".to_owned();
        for data in [r#""text""#, r#"{"messageType":"Other"}"#, r#"{"id":"w"}"#] {
            let text = format!(r#"{{"channel":"/v2/me/workbins","data":{data}}}"#);
            assert!(broken(Message::UNKNOWN, &text).contains(&known_type), "{text}");
        }
    }
}
