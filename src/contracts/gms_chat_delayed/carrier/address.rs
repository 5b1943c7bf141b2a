//! Where the calls go: by name, by id, or by an address that was handed out.
//!
//! Depends on `drive` for what may be contacted. Never contacts anything.

use std::collections::BTreeMap;

use url::Url;

use crate::{
    drive::Target,
    error::{Error, Result},
};

/// What the path of the eight calls ends in, by the name of their forms.
const OPERATIONS: &[(&str, &str)] = &[
    ("CreateForm", "callback"),
    ("ConnectForm", "connect"),
    ("QueuePositionForm", "check-queue-position"),
    ("CreateChatForm", "ixn/chat"),
    ("InternalNotificationForm", "internal-notification"),
    ("RetrieveNotificationsForm", "retrieve-notifications"),
    ("AgentNotificationForm", "agent-notification"),
    ("RetrieveAgentNotificationsForm", "retrieve-agent-notifications"),
];

/// The operation that a form belongs to; none for what goes to CometD.
pub(super) fn operation(message: &str) -> Option<&'static str> {
    OPERATIONS.iter().find(|(form, _)| *form == message).map(|(_, operation)| *operation)
}

/// What all addresses begin with.
pub(super) struct Base(String);

impl Base {
    /// The target's address, whether it names the application or only its server.
    pub(super) fn of(target: &Target) -> Self {
        let mut url = target.url.clone();
        url.set_query(None);
        url.set_fragment(None);
        let base = url.as_str().trim_end_matches('/');
        let base = base.strip_suffix("/cometd").unwrap_or(base);
        Self(base.strip_suffix("/genesys").unwrap_or(base).to_owned())
    }

    /// The address of an operation: as it was handed out, if that is in scope, else composed.
    pub(super) fn service(
        &self,
        target: &Target,
        operation: &str,
        how: &BTreeMap<String, String>,
    ) -> Result<Url> {
        if let Some(url) = in_scope(target, how.get("url")) {
            return Ok(url);
        }
        let base = &self.0;
        let word = how.get("operation").map_or(operation, String::as_str);
        let path = match how.get("service") {
            Some(name) => format!("{word}/{name}"),
            None => format!("{}/{word}", how.get("id").map_or("", String::as_str)),
        };
        let text = format!("{base}/genesys/1/service/{path}");
        Url::parse(&text).map_err(|e| Error::harness(format!("{text}: {e}")))
    }

    /// Where CometD is served: as it was handed out, if that is in scope, else where it usually is.
    pub(super) fn comet(&self, target: &Target, heard: Option<&String>) -> Url {
        let usual = || Url::parse(&format!("{}/genesys/cometd", self.0)).ok();
        in_scope(target, heard).or_else(usual).unwrap_or_else(|| target.url.clone())
    }
}

fn in_scope(target: &Target, text: Option<&String>) -> Option<Url> {
    let url = Url::parse(text?).ok()?;
    target.scope.check(&url).is_ok().then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn how(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn addresses_are_composed_of_the_server_whatever_of_it_was_named() {
        for named in ["http://h:8080", "http://h:8080/genesys/", "http://h:8080/genesys/cometd"] {
            let target = Target::new(Url::parse(named).unwrap());
            let base = Base::of(&target);
            let create = base.service(&target, "callback", &how(&[("service", "chat-delay")]));
            let create = create.unwrap();
            assert_eq!(create.as_str(), "http://h:8080/genesys/1/service/callback/chat-delay");
            let chat = base.service(&target, "ixn/chat", &how(&[("id", "1-a")])).unwrap();
            assert_eq!(chat.path(), "/genesys/1/service/1-a/ixn/chat");
            assert_eq!(base.comet(&target, None).path(), "/genesys/cometd");
        }
    }

    #[test]
    fn an_address_that_was_handed_out_is_followed_within_the_scope_only() {
        let target = Target::new(Url::parse("http://h:8080").unwrap());
        let base = Base::of(&target);
        let follow = |url: &str| base.comet(&target, Some(&url.to_owned())).to_string();
        assert_eq!(follow("http://h:8080/other/cometd"), "http://h:8080/other/cometd");
        assert_eq!(follow("http://elsewhere/cometd"), "http://h:8080/genesys/cometd");
    }
}
