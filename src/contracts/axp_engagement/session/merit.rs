//! What an authentication message deserves.
//!
//! Depends on what the session knows before it. Never guesses: where a token or a subscription
//! is not known, the message may be good or bad, and no rule judges the answer.

use super::{Session, socket::Merit};
use crate::{
    codec::json::{Node, Value},
    judge::Message,
};

/// A message that is announced to break this rule has a token that nobody issued.
const TOKEN_RULE: &str = "axp-auth-token-issued";

/// A message that is announced to break this rule names a subscription that does not exist.
const SUBSCRIPTION_RULE: &str = "axp-auth-subscription-known";

impl Session {
    pub(super) fn merit(&self, link: u32, at: f64, message: &Message) -> Merit {
        if message.node().is_some_and(is_called_otherwise) {
            return Merit::Unsure;
        }
        if message.node().is_none_or(is_malformed) {
            return Merit::Malformed;
        }
        match self.announced() {
            Some(TOKEN_RULE) => return Merit::BadToken,
            Some(SUBSCRIPTION_RULE) => return Merit::NoSubscription,
            Some(_) => return Merit::Unsure,
            None => {}
        }
        let id = message.text_of("subscriptionId").unwrap_or_default();
        let Some(subscription) = self.subscription(id) else { return Merit::Unsure };
        if subscription.token.is_none() || subscription.token.as_deref() != message.text_of("token")
        {
            return Merit::Unsure;
        }
        if let Some(merit) = Self::merit_of_end(subscription, at, self.tolerance) {
            return merit;
        }
        if subscription.may_have_expired(at, self.tolerance) || self.is_served(id, link) {
            return Merit::Unsure;
        }
        Merit::Good
    }
}

/// It has the members of an authentication and the name of something else: what it is taken for
/// is left open.
pub(super) fn is_called_otherwise(node: &Node) -> bool {
    node.get("event").and_then(Node::as_str).is_some_and(|event| event != "authentication")
}

/// A required member is missing, there is one too many, or one has a wrong type. An empty string
/// is none of these.
fn is_malformed(node: &Node) -> bool {
    let Some(object) = node.as_object() else { return true };
    let is_string =
        |name: &str| object.get(name).is_some_and(|n| matches!(n.value, Value::String(_)));
    let declared = ["event", "subscriptionId", "token"];
    object.get("event").and_then(Node::as_str) != Some("authentication")
        || declared.iter().any(|name| !is_string(name))
        || object.iter().any(|member| !declared.contains(&&*member.name))
}
