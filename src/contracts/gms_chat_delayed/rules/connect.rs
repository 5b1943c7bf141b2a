//! Rules on what connect answers.
//!
//! Depends on `watch`. Never judges when it is answered.

use super::watch::{Replied, Told, shortened, shown};
use crate::{
    contracts::gms_chat_delayed::{
        reader::{Operation, call_of, path_of},
        session::{Exchange, Session},
    },
    judge::{Broke, Log, Message, Seen, rule},
    transcript::{Body, Kind},
};

rule! {
    /// The answer to connect names the service of the path.
    ///
    /// Does not report: answers of which the request was not seen.
    pub(crate) static CONNECT_ID = {
        id: "gms-chat-connect-id", level: Must, binds: Provider,
        covers: ["GMS-CHAT-25"],
        watches: ["ConnectResponse"],
        monitor: || Replied(connect_id),
    }
}

fn connect_id(message: &Message, exchange: &Exchange, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let id = exchange.call.id.as_deref().filter(|_| exchange.is(Operation::Connect));
    let (Some(id), Some(node)) = (id, message.get("_id")) else { return };
    let Some(found) = node.as_str() else { return };
    log.check(found == id, || {
        Broke::new(format!("_id {id}"), format!("_id {found}")).at("/_id", node)
    });
}

rule! {
    /// The service id inside of the URL for starting the chat is that of the answer.
    ///
    /// Does not report: URLs in which no service id can be found.
    pub(crate) static START_URL_ID = {
        id: "gms-chat-start-url-id", level: Must, binds: Provider,
        covers: ["GMS-CHAT-20"],
        watches: ["ConnectResponse"],
        monitor: || Told(start_url_id),
    }
}

fn start_url_id(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let asked = session.exchange(seen.event.link).and_then(|e| e.call.id.as_deref());
    let id = asked.or_else(|| message.text_of("_id"));
    let (Some(id), Some(node)) = (id, message.get("_start_chat_url")) else { return };
    let Some(found) = node.as_str().and_then(id_in) else { return };
    log.check(found == id, || {
        let found = format!("a URL for {found}");
        Broke::new(format!("a URL for {id}"), shortened(&found)).at("/_start_chat_url", node)
    });
}

/// The service id inside of an address, whatever stands before its last parts.
fn id_in(url: &str) -> Option<String> {
    let kind = Kind::Request {
        method: String::new(),
        url: url.to_owned(),
        headers: Vec::new(),
        body: Body::Text(String::new()),
    };
    if let Some(id) = call_of(&kind).and_then(|call| call.id) {
        return Some(id);
    }
    let path = path_of(url);
    let before = path.trim_end_matches('/').strip_suffix("/ixn/chat")?;
    before.rsplit('/').next().filter(|id| !id.is_empty()).map(str::to_owned)
}

rule! {
    /// The answer to connect gives back the user of the request, to be sent as `gms_user`.
    ///
    /// Does not report: requests without `gms_user`.
    pub(crate) static USER_HEADER = {
        id: "gms-chat-user-header-echoed", level: Must, binds: Provider,
        covers: ["GMS-CHAT-22"],
        watches: ["ConnectResponse"],
        monitor: || Replied(user_header),
    }
}

fn user_header(message: &Message, exchange: &Exchange, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let (Some(user), Some(node)) = (&exchange.call.user, message.get("_user_header")) else {
        return;
    };
    log.check(node.as_str() == Some(user.as_str()), || {
        Broke::new(format!("_user_header {user}"), format!("_user_header {}", shown(node)))
            .at("/_user_header", node)
    });
}
