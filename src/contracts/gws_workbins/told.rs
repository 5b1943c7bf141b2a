//! What one notification tells: of which workbin, what became of it, and of which item.
//!
//! Depends on `codec` and on `judge` for messages. It never judges: what is missing is none, and
//! what stands at the root instead of in `data` is read there.

use crate::{
    codec::json::Node,
    contracts::{gws::reader, gws_workbins::session::Workbins},
    judge::Message,
};

/// A subscription to a workbin changed.
pub(super) const SUBSCRIPTION: &str = "workbin-subscription-state-change";
/// The content of a workbin changed.
pub(super) const CONTENT: &str = "workbin-state-change";

/// The two message types, each with the name of its message.
pub(super) const TYPES: [(&str, &str); 2] = [
    ("WorkbinSubscriptionStateChangeMessage", SUBSCRIPTION),
    ("WorkbinStateChangeMessage", CONTENT),
];

/// The state resources that the document lists.
pub(super) const RESOURCES: [&str; 7] = [
    "chatStateResourceV2",
    "emailStateResourceV2",
    "facebookStateResourceV2",
    "tweetStateResourceV2",
    "facebooksessionStateResourceV2",
    "workitemStateResourceV2",
    "openmediaStateResourceV2",
];

/// How a subscription to a workbin stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It began.
    Subscribed,
    /// It ended.
    Unsubscribed,
    /// What was asked for failed.
    Failed,
}

impl State {
    /// The state of this name.
    fn named(name: &str) -> Option<Self> {
        match name {
            "Subscribed" => Some(Self::Subscribed),
            "Unsubscribed" => Some(Self::Unsubscribed),
            "RequestFailed" => Some(Self::Failed),
            _ => None,
        }
    }

    /// Its name in the protocol.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Subscribed => "Subscribed",
            Self::Unsubscribed => "Unsubscribed",
            Self::Failed => "RequestFailed",
        }
    }

    /// What succeeds with this state is asked for by this operation; a failure by either.
    pub(super) fn answers(self, operation: &str) -> bool {
        match self {
            Self::Subscribed => operation == "Subscribe",
            Self::Unsubscribed => operation == "Unsubscribe",
            Self::Failed => matches!(operation, "Subscribe" | "Unsubscribe"),
        }
    }
}

/// A notification, as far as it can be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    /// What the document calls data.
    pub(super) data: &'a Node,
    /// The pointer to it.
    pub(super) base: &'static str,
}

impl<'a> Told<'a> {
    /// What a message tells.
    pub(super) fn of(message: &'a Message) -> Option<Self> {
        Self::at(message.node()?)
    }

    fn at(node: &'a Node) -> Option<Self> {
        match node.get("data") {
            Some(data) => data.as_object().map(|_| Self { data, base: "/data" }),
            None => node.get("messageType").map(|_| Self { data: node, base: "" }),
        }
    }

    /// A member, and the pointer to it.
    pub(super) fn member(&self, name: &str) -> (String, Option<&'a Node>) {
        (format!("{}/{name}", self.base), self.data.get(name))
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.data.get(name)?.as_str()
    }

    /// The workbin.
    pub(super) fn workbin(&self) -> Option<&'a str> {
        self.text("id")
    }

    /// The user that the workbin belongs to, where that is said.
    pub(super) fn owner(&self) -> Option<&'a str> {
        self.text("workbinUserId")
    }

    /// How the subscription stands.
    pub(super) fn state(&self) -> Option<State> {
        self.text("stateResource").and_then(State::named)
    }

    /// What links it to a request.
    pub(super) fn reference(&self) -> Option<&'a Node> {
        self.data.get("referenceId")
    }

    /// Whether the item entered; none if that is not said.
    pub(super) fn entered(&self) -> Option<bool> {
        match self.text("action")? {
            "ItemAdded" => Some(true),
            "ItemRemoved" => Some(false),
            _ => None,
        }
    }

    /// Members that are state resources, or want to be, by name.
    pub(super) fn resources(&self) -> impl Iterator<Item = (&'a str, &'a Node)> {
        let members = self.data.as_object().into_iter().flat_map(|object| object.iter());
        let named = members.map(|member| (&*member.name, &member.value));
        named.filter(|(name, value)| {
            // A subscription change has a member that is called so and nothing else.
            let alike = name.to_ascii_lowercase().contains("stateresource");
            alike && *name != "stateResource" && !value.is_null()
        })
    }

    /// The interaction that it is about, if there is only one that can be meant.
    pub(super) fn item(&self) -> Option<&'a str> {
        let mut resources = self.resources();
        match (resources.next(), resources.next()) {
            (Some((_, resource)), None) => resource.get("id")?.as_str(),
            _ => None,
        }
    }
}

/// The name of a delivery on the topic: by its message type, else by what it has.
pub(super) fn name(delivery: &Node) -> &'static str {
    let Some(told) = Told::at(delivery) else { return Message::UNKNOWN };
    let found = match told.data.get("messageType") {
        Some(stated) => TYPES.iter().find(|(name, _)| stated.as_str() == Some(name)),
        None if told.data.get("stateResource").is_some() => TYPES.first(),
        None if told.data.get("action").is_some() => TYPES.last(),
        None => None,
    };
    found.map_or(Message::UNKNOWN, |(_, name)| name)
}

/// Whether something can only be told on this topic.
pub(super) fn is_told_by(data: &Node) -> bool {
    let stated = data.get("messageType").and_then(Node::as_str);
    stated.is_some_and(|stated| TYPES.iter().any(|(name, _)| *name == stated))
}

/// The name of a bare payload of which it is not known who sent it.
pub(super) fn guess(node: &Node) -> Option<String> {
    let named = reader::guess::<Workbins>(node).filter(|name| name != Message::UNKNOWN);
    // As the document prints it: no channel, and what belongs into `data` at the root.
    named.or_else(|| is_told_by(node).then(|| name(node).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::json::{Limits, parse};

    fn node(text: &str) -> Node {
        parse(text.as_bytes(), &Limits::default()).unwrap().root
    }

    #[test]
    fn a_delivery_is_named_by_its_message_type_wherever_that_stands() {
        for (text, expected) in [
            (r#"{"data":{"messageType":"WorkbinStateChangeMessage"}}"#, CONTENT),
            (r#"{"data":{"messageType":"WorkbinSubscriptionStateChangeMessage"}}"#, SUBSCRIPTION),
            (r#"{"messageType":"WorkbinStateChangeMessage","action":"x"}"#, CONTENT),
            (r#"{"data":{"stateResource":"Subscribed"}}"#, SUBSCRIPTION),
            (r#"{"data":{"action":"ItemAdded"}}"#, CONTENT),
            (r#"{"data":{"messageType":"WorkbinStateChange","action":"x"}}"#, Message::UNKNOWN),
            (r#"{"data":{"messageType":7}}"#, Message::UNKNOWN),
            (r#"{"data":"x","messageType":"WorkbinStateChangeMessage"}"#, Message::UNKNOWN),
            (r#"{"data":{}}"#, Message::UNKNOWN),
            ("[]", Message::UNKNOWN),
        ] {
            assert_eq!(name(&node(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_bare_payload_is_recognised_by_its_channel_or_by_its_message_type() {
        for (text, expected) in [
            (r#"{"channel":"/v2/me/workbins","data":{"action":"ItemAdded"}}"#, Some(CONTENT)),
            (r#"{"data":{"messageType":"WorkbinStateChangeMessage"}}"#, Some(CONTENT)),
            (r#"{"messageType":"WorkbinStateChangeMessage"}"#, Some(CONTENT)),
            (r#"{"data":{"messageType":"InteractionStateMessage"}}"#, None),
            (r#"{"channel":"/v2/me/workbins","data":1}"#, None),
        ] {
            assert_eq!(guess(&node(text)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_item_is_known_by_the_only_resource() {
        let item = |text: &str| Told::at(&node(text)).unwrap().item().map(str::to_owned);
        let one = r#"{"data":{"id":"w","chatStateResourceV2":{"id":"i"}}}"#;
        assert_eq!(item(one).as_deref(), Some("i"));
        let null = r#"{"data":{"chatStateResourceV2":null,"twitterStateResourceV2":{"id":"i"}}}"#;
        assert_eq!(item(null).as_deref(), Some("i"));
        let two = r#"{"data":{"chatStateResourceV2":{"id":"i"},"emailStateResourceV2":{}}}"#;
        assert_eq!(item(two), None);
    }
}
