//! The endpoint that a subscription hands out, and whether the consumer goes there.
//!
//! Depends on the session for account and subscriptions. Never judges the host, which is free,
//! nor scheme and port of a loopback address, where TLS proves nothing.

use url::{Host, Url};

use super::seen::{Each, by_consumer, session};
use crate::{
    codec::json::Node,
    judge::{Broke, Log, Seen, rule},
    transcript::Kind,
};

rule! {
    /// The endpoint is the channel of the document, alone or followed by the account and the
    /// subscription that it is for.
    ///
    /// Does not report: an empty endpoint (its schema does).
    pub(super) static IDS = {
        id: "axp-subscription-endpoint-ids", level: Should, binds: Provider,
        covers: ["AXP-SUB-22", "AXP-SUB-23", "AXP-SRV-02", "AXP-SRV-06"],
        watches: ["Subscription"],
        monitor: || Each(ids),
    }
}

rule! {
    /// The endpoint has the port 443, said or implied.
    ///
    /// Does not report: a loopback address.
    pub(super) static PORT = {
        id: "axp-subscription-endpoint-port", level: Should, binds: Provider,
        covers: ["AXP-SRV-04"],
        watches: ["Subscription"],
        monitor: || Each(port),
    }
}

rule! {
    /// The endpoint is a `wss` URL.
    ///
    /// Does not report: a `ws` URL of a loopback address.
    pub(super) static SECURE = {
        id: "axp-subscription-endpoint-secure", level: Must, binds: Provider,
        covers: ["AXP-SUB-20", "AXP-SRV-02", "AXP-SRV-05"],
        watches: ["Subscription"],
        monitor: || Each(secure),
    }
}

rule! {
    /// A consumer connects to an endpoint that it was given.
    ///
    /// Does not report: a connection of a consumer whose subscription was not seen.
    pub(super) static FOLLOWED = {
        id: "axp-endpoint-followed", level: Must, binds: Consumer,
        covers: ["AXP-SUB-24"],
        watches: ["open"],
        monitor: || Each(followed),
    }
}

/// The channel, below the server's path.
const CHANNEL: &str = "/ws/notification/v1/agent-engagement";

fn endpoint<'a>(seen: &Seen<'a>) -> Option<(&'a Node, Option<Url>)> {
    let node = seen.message?.pointer("/transport/endpoint")?;
    Some((node, Url::parse(node.as_str()?).ok()))
}

fn ids(seen: &Seen<'_>, log: &mut Log) {
    let Some((node, url)) = endpoint(seen).filter(|(node, _)| node.as_str() != Some("")) else {
        return;
    };
    let shape = format!("{CHANNEL}, alone or with account and subscription");
    let Some(url) = url else {
        return log.broke(Broke::new(shape, "no URL").at("/transport/endpoint", node));
    };
    let path = url.path().trim_end_matches('/');
    let broke = |expected: String, found: &str| {
        Broke::new(expected, found.to_owned()).at("/transport/endpoint", node)
    };
    if path.ends_with(CHANNEL) {
        return log.held();
    }
    let rest = path.rfind(CHANNEL).and_then(|at| path.get(at + CHANNEL.len()..));
    let ids: Vec<&str> = rest.unwrap_or_default().split('/').skip(1).collect();
    let [account, subscription] = ids.as_slice() else { return log.broke(broke(shape, path)) };
    let Some(message) = seen.message else { return };
    let own = message.text_of("subscriptionId");
    let session = session(seen);
    let call = session.and_then(|s| s.call(seen.event.link)?.account.as_deref());
    let known = call.or(session.and_then(|s| s.account.as_deref()));
    if own.is_some_and(|own| own != *subscription) {
        log.broke(broke(format!("subscription {}", own.unwrap_or_default()), subscription));
    } else if known.is_some_and(|known| known != *account) {
        log.broke(broke(format!("account {}", known.unwrap_or_default()), account));
    } else {
        log.held();
    }
}

fn port(seen: &Seen<'_>, log: &mut Log) {
    let Some((node, Some(url))) = endpoint(seen) else { return };
    if is_loopback(&url) {
        return;
    }
    let port = url.port_or_known_default();
    log.check(port == Some(443), || {
        Broke::new("port 443", port.map_or_else(|| "no port".to_owned(), |p| format!("port {p}")))
            .at("/transport/endpoint", node)
    });
}

fn secure(seen: &Seen<'_>, log: &mut Log) {
    let Some((node, Some(url))) = endpoint(seen) else { return };
    if is_loopback(&url) && url.scheme() == "ws" {
        return;
    }
    log.check(url.scheme() == "wss", || {
        Broke::new("a wss URL", format!("{} URL", url.scheme())).at("/transport/endpoint", node)
    });
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn followed(seen: &Seen<'_>, log: &mut Log) {
    let Kind::Open { url, .. } = &seen.event.kind else { return };
    let Some(session) = session(seen).filter(|_| by_consumer(seen)) else { return };
    let given: Vec<&str> =
        session.subscriptions().filter_map(|(_, s)| s.endpoint.as_deref()).collect();
    if given.is_empty() {
        return;
    }
    log.check(given.iter().any(|endpoint| same(endpoint, url)), || {
        Broke::new(format!("the endpoint that was given, {}", given.join(" or ")), url)
    });
}

/// Both URLs lead to one place.
fn same(one: &str, other: &str) -> bool {
    match (Url::parse(one), Url::parse(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
