//! What is done to a Bayeux server, as cases: each scene over each transport where it makes sense.
//!
//! Depends on `generate`. Every case has sessions and channels of its own and ends its sessions.
//! It never says what a server should answer: that is for the rules.

mod acknowledgement;
mod batches;
mod browsers;
mod callbacks;
mod channels;
mod connects;
mod disconnects;
mod forms;
mod handshakes;
mod publishing;
mod robustness;
pub(crate) mod scene;
mod services;
mod strangers;
mod subscriptions;

use self::scene::Transport;
pub(super) use self::strangers::NOBODY;
use crate::{
    drive::Target,
    generate::{Case, Hear, Say, Variables},
};

/// Rules that a run against the reference leaves unexercised, each with the reason.
pub(super) const UNEXERCISED: &[(&str, &str)] = &[
    (
        "bayeux/TransportAdvice*",
        "advice for one transport alone is optional, and nothing asks for it",
    ),
    ("bayeux/HandshakeReply/authSuccessful:*", "a permission that nothing asks for"),
    ("bayeux/Advice/hosts*", "a permission that nothing asks for"),
    ("bayeux/Timestamp:*", "a permission that nothing asks for"),
    (
        "bayeux-callback-request-message",
        "our client speaks long polling; callback-polling is for pages of other hosts",
    ),
];

/// The variable with the transports that the user chose, if one did.
const CHOSEN: &str = "transports";

/// The case that is played first: what the server offers, and how long it holds a connect. What
/// the user chose is known from it too.
pub(super) fn probe(target: &Target) -> Case {
    Case { set: chosen(target), ..asking() }
}

fn chosen(target: &Target) -> Variables {
    let chosen = target.settings.get(CHOSEN);
    chosen.map(|names| (CHOSEN.to_owned(), names.join(","))).into_iter().collect()
}

fn asking() -> Case {
    let mut shake = Hear::new("client", "handshake-reply").keep("client", "/clientId");
    for index in 0..5 {
        let pointer = format!("/supportedConnectionTypes/{index}");
        shake = shake.keep(&format!("type{index}"), &pointer);
    }
    let handshake = r#"[{"channel":"/meta/handshake","version":"1.0","id":"${uid}p1",
        "supportedConnectionTypes":["long-polling","callback-polling","websocket"]}]"#;
    let connect = r#"[{"channel":"/meta/connect","clientId":"${client}","id":"${uid}p2",
        "connectionType":"long-polling","advice":{"timeout":0}}]"#;
    let disconnect = r#"[{"channel":"/meta/disconnect","clientId":"${client}","id":"${uid}p3"}]"#;
    let about = "Finds out which transports the server offers and how long it holds a connect.";
    Case::new("probe", about, &["bayeux-long-polling-supported", "bayeux-handshake-succeeds"])
        .step(Say::new("client", "handshake", compact(handshake)))
        .step(shake.keep("hold", "/advice/timeout"))
        .step(Say::new("client", "connect", compact(connect)))
        .step(Hear::new("client", "connect-reply").keep("hold", "/advice/timeout"))
        .at_last(Say::new("client", "disconnect", disconnect))
        .at_last(scene::farewell("client"))
}

/// The transports that are played: those that the user chose, else those that the server offers,
/// and long polling in any case.
pub(super) fn offered(known: &Variables) -> Vec<Transport> {
    let chosen = known.get(CHOSEN);
    let offered = |transport: &Transport| {
        let name = transport.name();
        let listed = || (0..5).any(|i| known.get(&format!("type{i}")).is_some_and(|t| t == name));
        match chosen {
            _ if *transport == Transport::LongPolling => true,
            Some(chosen) => chosen.split(',').any(|c| c == name),
            None => listed(),
        }
    };
    Transport::ALL.into_iter().filter(offered).collect()
}

/// The scenes for a server that offers what is `known`.
pub(super) fn cases(known: &Variables, target: &Target) -> Vec<Case> {
    let mut known = known.clone();
    known.extend(chosen(target));
    let advised = known.get("hold").and_then(|hold| hold.parse::<f64>().ok());
    let advised = advised.is_some_and(|hold| hold > 0.0);
    offered(&known)
        .into_iter()
        .flat_map(all)
        // How long a connect is held can be judged only where somebody said how long.
        .filter(|case| advised || !scene::waits_for_hold(case))
        .collect()
}

/// The cases of a consumer with this fault: there is none, as this part judges servers.
pub(super) fn consumer_cases(_fault: &str) -> Vec<Case> {
    Vec::new()
}

/// Every case that can be made, by name, with the rules that it aims at.
pub(super) fn names_and_aims() -> Vec<(String, Vec<String>)> {
    let cases = Transport::ALL.into_iter().flat_map(all);
    cases.chain([asking()]).map(|case| (case.name, case.aims)).collect()
}

/// Every scene over a transport.
fn all(transport: Transport) -> Vec<Case> {
    let makers: [fn(Transport) -> Vec<Case>; 14] = [
        // The long ones first, so that the others are played beside them.
        connects::cases,
        browsers::cases,
        channels::cases,
        disconnects::cases,
        acknowledgement::cases,
        handshakes::cases,
        subscriptions::cases,
        publishing::cases,
        services::cases,
        batches::cases,
        strangers::cases,
        forms::cases,
        callbacks::cases,
        robustness::cases,
    ];
    makers.into_iter().flat_map(|make| make(transport)).collect()
}

/// A message written over two lines as one.
fn compact(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_and_an_aim() {
        let cases = names_and_aims();
        let names: BTreeSet<&String> = cases.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), cases.len());
        assert!(cases.iter().all(|(_, aims)| !aims.is_empty()));
    }

    #[test]
    fn long_polling_is_always_played_and_the_rest_where_it_is_offered() {
        let target = Target::new("http://localhost/".parse().unwrap());
        let known = Variables::from([("type0".to_owned(), "websocket".to_owned())]);
        let cases = cases(&known, &target);
        let over = |t: &str| cases.iter().any(|c| c.name.ends_with(t));
        assert!(over("@long-polling") && over("@websocket") && !over("@callback-polling"));
    }
}
