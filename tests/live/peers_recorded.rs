//! Clients and servers that we did not write, with the recording proxy between them: what `check`
//! says of either is what the bytes say (`docs/peers.md`). Needs Node and `npm ci` in `tests/peers`;
//! run with `cargo test --test live peers -- --ignored`.

use std::{collections::BTreeSet, process::Stdio, time::Duration};

use ringtrue::{
    contract::Party, contracts::suite, drive::Target, judge::Verdict, transcript::Header,
};

use crate::{
    peers::Peer,
    recorded::{judged, proxy},
};

/// Records a client of one kind against a server, and compares what is found with what is known.
async fn compare(client: &str, server: &str, transport: &str, known: &[&str]) {
    let what = format!("{client} against {server} over {transport}");
    let peer = Peer::start(server);
    let target = Target::new(url::Url::parse(&peer.url).unwrap());
    let (proxy, events) = proxy(&target).await;
    proxy.forward_to(target.url.join("/").unwrap());
    let address = proxy.url_as("localhost").unwrap().join(target.url.path()).unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers");
    let mut command = tokio::process::Command::new("node");
    command.args(["client.js", client, address.as_str(), transport]).current_dir(folder);
    // Longer than a connect is held: some must be held to their end.
    command.env("STAY_MS", "4000").stdout(Stdio::null()).kill_on_drop(true);
    let ended = tokio::time::timeout(Duration::from_secs(60), command.status()).await;
    // It compares what it hears with what it said: both must have passed unchanged.
    assert!(ended.expect("the client ends").unwrap().success(), "{what}: the client failed");
    let suite = suite("bayeux").unwrap();
    let header = Header::new(suite.id(), vec![Party::Provider, Party::Consumer]);
    let outcome = judged(suite, header, proxy, events).await;
    let evidence = crate::support::evidence(&outcome);
    let bad = |v: &Verdict| matches!(v, Verdict::Gap | Verdict::Deviation);
    let found: BTreeSet<String> = outcome
        .judgement
        .verdicts
        .iter()
        .filter(|v| bad(&v.verdict))
        .map(|v| format!("{} {} {}", v.role, v.verdict, v.rule))
        .collect();
    let known: BTreeSet<String> = known.iter().map(|k| (*k).to_owned()).collect();
    assert_eq!(found, known, "{what}:\n{evidence}");
    for name in ["handshake-reply", "connect-request", "delivery", "publish", "disconnect-reply"] {
        let seen = outcome.judgement.messages.iter().any(|(n, _, count)| n == name && *count > 0);
        assert!(seen, "{what}: no {name}");
    }
}

/// Over a socket, faye ends it with the connect of the client that leaves still unanswered.
const FAYE_SOCKET: [&str; 2] = [
    "provider deviation bayeux-disconnect-releases-connect",
    "provider gap bayeux-connect-answered",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Node and npm ci in tests/peers"]
async fn what_is_recorded_between_clients_and_servers_of_others_is_judged_as_the_page_says() {
    compare("cometd", "cometd.js", "long-polling", &[]).await;
    compare("faye", "cometd.js", "long-polling", &[]).await;
    compare("cometd", "faye.js", "long-polling", &[]).await;
    compare("faye", "faye.js", "long-polling", &[]).await;
    compare("cometd", "faye.js", "websocket", &FAYE_SOCKET).await;
    compare("faye", "faye.js", "websocket", &FAYE_SOCKET).await;
}
