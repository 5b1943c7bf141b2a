//! What the REST side of a session is about: the calls, and the subscriptions that they made.
//!
//! Depends on the JSON tree. Never judges: it only reads what requests and answers say.

use url::Url;

use crate::codec::json::Node;

/// What a call is for, by its method and path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It creates a subscription.
    Create,
    /// It deletes the subscription of this id.
    Delete(String),
    /// Anything else.
    Other,
}

/// A call that was made and not answered yet.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) purpose: Purpose,
    /// The account in the path.
    pub(crate) account: Option<String>,
    /// The token after `Bearer`.
    pub(crate) bearer: Option<String>,
    /// It carries no `Authorization` at all.
    pub(crate) anonymous: bool,
    /// What the request body asks for.
    pub(crate) wanted: Wanted,
    /// The rule that it was announced to break.
    pub(crate) breaks: Option<String>,
    /// Method, path and header fields are as documented.
    pub(crate) proper: bool,
}

/// What a create call asks for; members of a wrong type are none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) family: Option<String>,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) transport: Option<String>,
    /// There are members besides those of the documents.
    pub(crate) has_more: bool,
}

impl Wanted {
    /// Reads a request body, or the same members of the answer.
    pub(crate) fn of(node: &Node) -> Self {
        let text = |n: &Node| n.as_str().map(str::to_owned);
        let more = |n: Option<&Node>, known: &[&str]| {
            let members = n.and_then(Node::as_object);
            members.is_some_and(|members| members.iter().any(|m| !known.contains(&&*m.name)))
        };
        Self {
            family: node.get("family").and_then(text),
            events: node
                .get("events")
                .and_then(Node::as_array)
                .and_then(|events| events.iter().map(text).collect()),
            transport: node.pointer("/transport/type").and_then(text),
            has_more: more(Some(node), &["family", "events", "transport"])
                || more(node.get("transport"), &["type"]),
        }
    }

    /// Everything that the document asks for is there.
    pub(crate) fn is_whole(&self) -> bool {
        self.family.as_deref() == Some("AGENT_ENGAGEMENT")
            && self.events.as_ref().is_some_and(|e| !e.is_empty())
            && self.transport.as_deref() == Some("WEBSOCKET")
    }
}

/// Why a subscription is not active any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It was deleted.
    Deleted,
    /// Its connection was closed because nothing was heard.
    Silenced,
}

/// A subscription that was created in this case.
#[derive(Debug, Clone)]
pub(crate) struct Subscription {
    pub(crate) account: Option<String>,
    pub(crate) wanted: Wanted,
    pub(crate) endpoint: Option<String>,
    pub(crate) ping_interval: Option<f64>,
    pub(crate) expires_in: Option<f64>,
    /// When the answer came.
    pub(crate) created: f64,
    /// The token that created it.
    pub(crate) token: Option<String>,
    pub(crate) ended: Option<Ended>,
    /// When the last confirmation said that it ends.
    pub(crate) expires: Option<f64>,
}

impl Subscription {
    /// The answer to a create call.
    pub(super) fn of(node: &Node, call: &Call, at: f64) -> Option<(String, Self)> {
        let id = node.get("subscriptionId")?.as_str()?.to_owned();
        let endpoint = node.pointer("/transport/endpoint").and_then(Node::as_str);
        let subscription = Self {
            account: call.account.clone(),
            wanted: call.wanted.clone(),
            endpoint: endpoint.map(str::to_owned),
            ping_interval: node.pointer("/transport/pingInterval").and_then(seconds),
            expires_in: node.get("expiresIn").and_then(seconds),
            created: at,
            token: call.bearer.clone(),
            ended: None,
            expires: None,
        };
        Some((id, subscription))
    }

    /// Its filter lets events of this name through.
    pub(crate) fn covers(&self, event: &str) -> bool {
        let events = self.wanted.events.as_deref().unwrap_or_default();
        events.iter().any(|e| e == "ALL" || e == event)
    }

    /// It may have run out by `at`, by whichever of the two lifetimes ends first.
    pub(crate) fn may_have_expired(&self, at: f64, tolerance: f64) -> bool {
        let rest = self.expires_in.map(|s| self.created + s);
        [rest, self.expires].into_iter().flatten().any(|end| at >= end - tolerance)
    }
}

/// A number of seconds as a double.
pub(crate) fn seconds(node: &Node) -> Option<f64> {
    node.as_number().and_then(crate::codec::json::Number::as_f64)
}

/// Where the documented calls are, in segments; `*` is one that varies.
const SUBSCRIPTIONS: [&str; 6] = ["api", "notification", "v1", "accounts", "*", "subscriptions"];

/// The account, if the path is that of the subscriptions (after any base).
pub(crate) fn account_in(path: &str) -> Option<&str> {
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let start = segments.len().checked_sub(SUBSCRIPTIONS.len())?;
    let tail = segments.get(start..)?;
    let fits = tail.iter().zip(SUBSCRIPTIONS).all(|(s, wanted)| wanted == "*" || *s == wanted);
    if fits { tail.get(4).copied() } else { None }
}

/// The path of an absolute URL or of a bare path, without query.
pub(crate) fn path_of(url: &str) -> String {
    match Url::parse(url) {
        Ok(url) => url.path().to_owned(),
        Err(_) => url.split(['?', '#']).next().unwrap_or_default().to_owned(),
    }
}

/// What a call is for.
pub(super) fn purpose(method: &str, path: &str, looks_like_create: bool) -> Purpose {
    if method.eq_ignore_ascii_case("DELETE")
        && let Some((parent, id)) = path.trim_end_matches('/').rsplit_once('/')
        && account_in(parent).is_some()
    {
        return Purpose::Delete(id.to_owned());
    }
    let posted = method.eq_ignore_ascii_case("POST");
    if looks_like_create || posted && path.trim_end_matches('/').ends_with("/subscriptions") {
        return Purpose::Create;
    }
    Purpose::Other
}

/// The token of an `Authorization` field.
pub(super) fn bearer(field: &str) -> Option<&str> {
    let (scheme, token) = field.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty()).then_some(token)
}

/// Tells whether a field of media types names JSON.
pub(crate) fn names_json(field: &str) -> bool {
    field.split(',').any(|media| {
        let media = media.split(';').next().unwrap_or_default().trim();
        media.eq_ignore_ascii_case("application/json")
    })
}
