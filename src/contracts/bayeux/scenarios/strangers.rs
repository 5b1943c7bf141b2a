//! Messages of clients that never shook hands, or say so of themselves.

use super::scene::{Scene, Transport, connect, publish, quoted, subscribe, unsubscribe};
use crate::generate::Case;

/// A client id of the right form that nobody was given.
pub(crate) const NOBODY: &str = "ringtrue0nobody0was0given0this0id";

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    let mut cases = vec![unknown(transport), unconnected_publish(transport)];
    cases.push(without_client_id(
        "connect-without-client-id",
        transport,
        r#"{"channel":"/meta/connect","connectionType":"${transport}","advice":{"timeout":0}}"#,
        "connect-reply",
        "bayeux/ConnectRequest/clientId:required",
    ));
    cases.push(without_client_id(
        "subscribe-without-client-id",
        transport,
        r#"{"channel":"/meta/subscribe","subscription":"/ringtrue/${uid}/none"}"#,
        "subscribe-reply",
        "bayeux/SubscribeRequest/clientId:required",
    ));
    cases
}

fn unknown(transport: Transport) -> Case {
    let about = "Requests with a client id that nobody was given are refused.";
    let aims = ["bayeux-unknown-client-refused", "bayeux-unconnected-answered"];
    let channel = "/ringtrue/${uid}/unknown";
    let named = quoted(channel);
    let (who, rule) = ("unknownClient", "bayeux-unknown-client-refused");
    let leave = r#"{"channel":"/meta/disconnect","clientId":"${unknownClient}"}"#;
    let mut case = Scene::new("unknown-client", transport, about, &aims)
        .say_broken("eve", "connect", &connect(who, r#","advice":{"timeout":0}"#), rule)
        .perhaps("eve", &["connect-reply", "close"])
        .say_broken("eve", "subscribe", &subscribe(who, &named), rule)
        .perhaps("eve", &["subscribe-reply", "close"])
        .say_broken("eve", "unsubscribe", &unsubscribe(who, &named), rule)
        .perhaps("eve", &["unsubscribe-reply", "close"])
        .say_broken("eve", "publish", &publish(who, channel, "1"), rule)
        .perhaps("eve", &["publish-reply", "close"])
        .say_broken("eve", "disconnect", leave, rule)
        .perhaps("eve", &["disconnect-reply", "close"])
        .done();
    case.set.insert("unknownClient".to_owned(), NOBODY.to_owned());
    case
}

fn unconnected_publish(transport: Transport) -> Case {
    let about = "A publish without a handshake is answered, if only to refuse it.";
    let aims = ["bayeux-unconnected-answered", "bayeux-unconnected-reply-no-client-id"];
    Scene::new("unconnected-publish", transport, about, &aims)
        .say("eve", "publish", r#"{"channel":"/ringtrue/${uid}/loose","data":1}"#)
        .perhaps("eve", &["publish-reply", "close"])
        .done()
}

fn without_client_id(
    name: &str,
    transport: Transport,
    message: &str,
    reply: &str,
    rule: &str,
) -> Case {
    let about = "A request that needs a client id and has none is answered all the same.";
    Scene::new(name, transport, about, &["bayeux-unconnected-answered"])
        .say_broken("eve", "request without a client id", message, rule)
        .perhaps("eve", &[reply, "close"])
        .done()
}
