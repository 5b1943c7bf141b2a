//! Which of the eight exchanges a request is, by its path.
//!
//! Depends on `transcript` for the request. Never reads the content.

use url::Url;

use crate::transcript::Kind;

/// What the path of every exchange contains.
const MARK: &str = "/genesys/1/service/";

/// The eight exchanges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Operation {
    /// A chat is requested.
    Create,
    /// The user is there.
    Connect,
    /// How far has it come?
    QueuePosition,
    /// The chat is created.
    CreateChat,
    /// Desktop to device.
    InternalNotification,
    /// What desktops sent.
    RetrieveNotifications,
    /// Device to desktop.
    AgentNotification,
    /// What devices sent.
    RetrieveAgentNotifications,
}

impl Operation {
    /// All of them that stand after a service's id.
    pub(crate) const SCOPED: [Self; 7] = [
        Self::Connect,
        Self::QueuePosition,
        Self::CreateChat,
        Self::InternalNotification,
        Self::RetrieveNotifications,
        Self::AgentNotification,
        Self::RetrieveAgentNotifications,
    ];

    /// The name of its form as a message.
    pub(crate) fn form(self) -> &'static str {
        match self {
            Self::Create => "CreateForm",
            Self::Connect => "ConnectForm",
            Self::QueuePosition => "QueuePositionForm",
            Self::CreateChat => "CreateChatForm",
            Self::InternalNotification => "InternalNotificationForm",
            Self::RetrieveNotifications => "RetrieveNotificationsForm",
            Self::AgentNotification => "AgentNotificationForm",
            Self::RetrieveAgentNotifications => "RetrieveAgentNotificationsForm",
        }
    }

    /// The name of its answer as a message.
    pub(crate) fn answer(self) -> &'static str {
        match self {
            Self::Create => "CreateResponse",
            Self::Connect => "ConnectResponse",
            Self::QueuePosition => "QueuePositionResponse",
            Self::CreateChat => "CreateChatResponse",
            Self::InternalNotification => "InternalNotificationResponse",
            Self::RetrieveNotifications => "RetrieveNotificationsResponse",
            Self::AgentNotification => "AgentNotificationResponse",
            Self::RetrieveAgentNotifications => "RetrieveAgentNotificationsResponse",
        }
    }

    /// What its path ends in, after the service's id.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Create => "callback",
            Self::Connect => "connect",
            Self::QueuePosition => "check-queue-position",
            Self::CreateChat => "ixn/chat",
            Self::InternalNotification => "internal-notification",
            Self::RetrieveNotifications => "retrieve-notifications",
            Self::AgentNotification => "agent-notification",
            Self::RetrieveAgentNotifications => "retrieve-agent-notifications",
        }
    }

    /// The customer's device does it, not the agent's desktop.
    pub(crate) fn is_of_device(self) -> bool {
        !matches!(self, Self::InternalNotification | Self::RetrieveAgentNotifications)
    }

    /// It only reads.
    pub(crate) fn only_reads(self) -> bool {
        matches!(
            self,
            Self::QueuePosition | Self::RetrieveNotifications | Self::RetrieveAgentNotifications
        )
    }

    fn of(word: &str) -> Option<Self> {
        let renamed = (word == "poke").then_some(Self::InternalNotification);
        Self::SCOPED.into_iter().find(|o| o.word() == word).or(renamed)
    }
}

/// A request for a service.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// Which exchange; none if the path is that of none.
    pub(crate) operation: Option<Operation>,
    /// The service's id in the path.
    pub(crate) id: Option<String>,
    /// The name of the service that is to be created.
    pub(crate) name: Option<String>,
    /// The method.
    pub(crate) method: String,
    /// The address as recorded.
    pub(crate) url: String,
    /// What follows the part of the path that all have.
    pub(crate) rest: String,
    /// Whom it is for, by `gms_user`.
    pub(crate) user: Option<String>,
}

/// The call that a request is; none if its path has nothing to do with services.
pub(crate) fn call_of(kind: &Kind) -> Option<Call> {
    let Kind::Request { method, url, .. } = kind else { return None };
    let path = path_of(url);
    // A start URL can lead through another server, which has a path of its own.
    let elsewhere = || {
        let (_, rest) = path.rsplit_once("/service/")?;
        rest.trim_end_matches('/').ends_with("/ixn/chat").then_some(rest)
    };
    let rest = path.split_once(MARK).map(|(_, rest)| rest).or_else(elsewhere)?;
    let rest = rest.trim_end_matches('/').to_owned();
    let (operation, id, name) = match rest.split_once('/') {
        Some(("callback", name)) if !name.contains('/') && Operation::of(name).is_none() => {
            (Some(Operation::Create), None, Some(name.to_owned()))
        }
        Some(("callback", _)) | None => (None, None, None),
        Some((id, word)) => (Operation::of(word), Some(id.to_owned()), None),
    };
    Some(Call {
        operation,
        id,
        name,
        method: method.clone(),
        url: url.clone(),
        rest,
        user: kind.header("gms_user").map(|u| u.trim().to_owned()).filter(|u| !u.is_empty()),
    })
}

/// The path of an address; a recording can hold the path alone.
pub(crate) fn path_of(url: &str) -> String {
    match Url::parse(url) {
        Ok(url) => url.path().to_owned(),
        Err(_) => url.split(['?', '#']).next().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Body;

    fn call(url: &str) -> Option<Call> {
        call_of(&Kind::Request {
            method: "POST".to_owned(),
            url: url.to_owned(),
            headers: vec![("GMS_User".to_owned(), " u ".to_owned())],
            body: Body::Text(String::new()),
        })
    }

    #[test]
    fn the_path_tells_the_exchange_and_the_service() {
        let create = call("http://h:1/genesys/1/service/callback/chat-delay?x=1").unwrap();
        assert_eq!(create.operation, Some(Operation::Create));
        assert_eq!(create.name.as_deref(), Some("chat-delay"));
        assert_eq!(create.user.as_deref(), Some("u"));
        for operation in Operation::SCOPED {
            let path = format!("/x/genesys/1/service/369-a/{}", operation.word());
            let found = call(&path).unwrap();
            assert_eq!((found.operation, found.id.as_deref()), (Some(operation), Some("369-a")));
        }
    }

    #[test]
    fn what_is_none_of_the_eight_has_no_operation() {
        for path in ["callback", "callback/a/b", "369-a", "369-a/ixn/chat/send", "callback/connect"]
        {
            let found = call(&format!("http://h/genesys/1/service/{path}")).unwrap();
            assert_eq!(found.operation, None, "{path}");
        }
        assert!(call("http://h/genesys/cometd").is_none());
    }

    #[test]
    fn a_chat_can_be_created_through_another_server() {
        let found = call("http://proxy/x/service/369-a/ixn/chat").unwrap();
        assert_eq!(found.operation, Some(Operation::CreateChat));
        assert_eq!(found.id.as_deref(), Some("369-a"));
        assert!(call("http://proxy/x/service/369-a/connect").is_none());
    }
}
