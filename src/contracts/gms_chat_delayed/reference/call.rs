//! A request read: which operation on which service, by whom, with which fields.
//!
//! Depends on `codec::multipart`. Never carries anything out.

use std::collections::BTreeMap;

use hyper::{HeaderMap, Method, StatusCode, header};

use crate::contracts::Faults;
use crate::{
    codec::multipart::{Limits, boundary_of, parse},
    contracts::bayeux::reference::application::Asked,
};

/// What the addresses of all calls begin with.
const SERVICE: &str = "/genesys/1/service/";
/// What stands before that in addresses that nobody would compose.
pub(super) const NODE: &str = "/node-7";

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// The user is there.
    Connect,
    /// How long will it take?
    QueuePosition,
    /// The chat begins.
    CreateChat,
    /// From the agent's desktop to the device.
    InternalNotification,
    /// What came from the agent's desktop.
    RetrieveNotifications,
    /// From the device to the agent's desktop.
    AgentNotification,
    /// What came from the device.
    RetrieveAgentNotifications,
}

use Operation::{
    AgentNotification, Connect, CreateChat, InternalNotification, QueuePosition,
    RetrieveAgentNotifications, RetrieveNotifications,
};

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A new service of this name.
    Create(String),
    /// Something with the service of this id.
    Do(Operation, String),
}

/// A request that was understood.
#[derive(Debug)]
pub(super) struct Call {
    /// What it is about.
    pub(super) what: What,
    /// Who asks.
    pub(super) user: String,
    /// The host that was spoken to.
    pub(super) host: String,
    /// The fields of its form.
    pub(super) fields: BTreeMap<String, String>,
}

/// Reads a request; none if nothing is there, a status if it is refused.
pub(super) fn read(asked: &Asked, faults: &Faults) -> Option<Result<Call, StatusCode>> {
    let path = asked.path.strip_prefix(NODE).unwrap_or(&asked.path);
    let what = what(path.strip_prefix(SERVICE)?)?;
    Some(understood(asked, what, faults))
}

fn understood(asked: &Asked, what: What, faults: &Faults) -> Result<Call, StatusCode> {
    if asked.method != Method::POST {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    let user = text(&asked.headers, "gms_user").ok_or(StatusCode::FORBIDDEN)?;
    let fields = fields(asked, faults)?;
    let host = text(&asked.headers, header::HOST.as_str()).unwrap_or_default();
    let empty = asked.body.is_empty() || fields.is_empty();
    let agent = matches!(what, What::Do(RetrieveAgentNotifications, _));
    if faults.bears_if(empty && agent, "chat-empty-form-refused") {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(Call { what, user, host, fields })
}

fn what(path: &str) -> Option<What> {
    let (first, rest) = path.split_once('/')?;
    if first == "callback" {
        return (!rest.is_empty() && !rest.contains('/')).then(|| What::Create(rest.to_owned()));
    }
    let operation = match rest {
        "connect" => Connect,
        "check-queue-position" => QueuePosition,
        "ixn/chat" => CreateChat,
        "internal-notification" => InternalNotification,
        "retrieve-notifications" => RetrieveNotifications,
        "agent-notification" => AgentNotification,
        "retrieve-agent-notifications" => RetrieveAgentNotifications,
        _ => return None,
    };
    Some(What::Do(operation, first.to_owned()))
}

/// The fields of a form. A form without fields may have no content at all.
fn fields(asked: &Asked, faults: &Faults) -> Result<BTreeMap<String, String>, StatusCode> {
    let kind = text(&asked.headers, header::CONTENT_TYPE.as_str());
    let boundary = kind.as_deref().map(boundary_of);
    let Some(Ok(boundary)) = boundary else { return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE) };
    if asked.body.is_empty() {
        return Ok(BTreeMap::new());
    }
    let form = parse(&boundary, &asked.body, &Limits::default());
    let form = form.map_err(|_| StatusCode::BAD_REQUEST)?;
    let mut fields = BTreeMap::new();
    for (name, value) in form.fields().ok_or(StatusCode::BAD_REQUEST)? {
        let mut value = value;
        // Who reads a form line by line takes what follows a line break for something else.
        if value.contains("\r\n") && faults.bears("chat-value-cut-at-line-break") {
            value = value.split("\r\n").next().unwrap_or_default();
        }
        fields.entry(name.to_owned()).or_insert_with(|| value.to_owned());
    }
    Ok(fields)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_says_what_is_asked_for() {
        assert_eq!(what("callback/chat-delay"), Some(What::Create("chat-delay".to_owned())));
        assert_eq!(what("1-a/ixn/chat"), Some(What::Do(CreateChat, "1-a".to_owned())));
        for nothing in ["callback/", "callback/a/b", "1-a", "1-a/", "1-a/other"] {
            assert_eq!(what(nothing), None, "{nothing}");
        }
    }
}
