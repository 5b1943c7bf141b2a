//! Subscribing and unsubscribing: one and several, names and patterns, and what is no pattern.

use super::scene::{Scene, Transport, quoted, subscribe, unsubscribe};
use crate::generate::{Case, Hear};

/// What a subscribe breaks whose subscription is no name and no pattern.
const BAD_PATTERN: &str = "bayeux/Subscription:pattern";
/// What a subscribe breaks that has such a one among others.
const BAD_ITEM: &str = "bayeux/ChannelPattern:pattern";

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    let mut cases = vec![
        several(transport),
        overlapping(transport),
        ended(transport),
        pattern_ended(transport),
    ];
    cases.push(refused(
        "star-in-a-segment",
        transport,
        &[(r#""/ringtrue/${uid}/b*""#, BAD_PATTERN)],
    ));
    if transport.polls() {
        cases.push(refused(
            "stars-inside",
            transport,
            &[
                (r#""/ringtrue/**/${uid}""#, BAD_PATTERN),
                (r#"["/ringtrue/${uid}/good","/ringtrue/${uid}/***"]"#, BAD_ITEM),
            ],
        ));
    }
    if transport == Transport::LongPolling {
        cases.push(refused(
            "characters-of-no-name",
            transport,
            &[
                (r#""/ringtrue/${uid}/a.b""#, BAD_PATTERN),
                (r#""/ringtrue/${uid}/a b""#, BAD_PATTERN),
                (r#""/ringtrue/${uid}/é""#, BAD_PATTERN),
            ],
        ));
        cases.push(refused(
            "empty-segments",
            transport,
            &[
                (r#""/ringtrue//${uid}""#, BAD_PATTERN),
                (r#""/ringtrue/${uid}/""#, BAD_PATTERN),
                (r#""ringtrue""#, BAD_PATTERN),
            ],
        ));
    }
    cases
}

fn several(transport: Transport) -> Case {
    let about =
        "A client subscribes to several channels in one message, gets events, and unsubscribes.";
    let aims = [
        "bayeux-subscribe-answered",
        "bayeux-unsubscribe-answered",
        "bayeux-subscription-echoed",
        "bayeux-delivery-reaches-subscribers",
    ];
    let both = r#"["/ringtrue/${uid}/one","/ringtrue/${uid}/two/*"]"#;
    Scene::new("list-of-subscriptions", transport, about, &aims)
        .ready("alice")
        .say("alice", "subscribe", &subscribe("alice", both))
        .then(Hear::new("alice", "subscribe-reply"))
        .ready("bob")
        .publish("bob", "/ringtrue/${uid}/one", "1")
        .fetches("alice", "/ringtrue/${uid}/one")
        .publish("bob", "/ringtrue/${uid}/two/x", "2")
        .fetches("alice", "/ringtrue/${uid}/two/x")
        .say("alice", "unsubscribe", &unsubscribe("alice", both))
        .then(Hear::new("alice", "unsubscribe-reply"))
        .done()
}

fn overlapping(transport: Transport) -> Case {
    let about = "A client that subscribed to a channel and to a pattern over it gets the event, once or twice.";
    let aims = ["bayeux-delivery-reaches-subscribers", "bayeux-delivery-intact"];
    let channel = "/ringtrue/${uid}/both";
    Scene::new("overlapping-subscriptions", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", channel)
        .subscribe("alice", "/ringtrue/${uid}/*")
        .ready("bob")
        .publish("bob", channel, r#"{"n":1}"#)
        .fetches("alice", channel)
        .done()
}

fn ended(transport: Transport) -> Case {
    let about = "After an unsubscribe no event of the channel comes.";
    gone("unsubscribe", transport, about, "/ringtrue/${uid}/gone", "/ringtrue/${uid}/gone")
}

fn pattern_ended(transport: Transport) -> Case {
    let about = "After an unsubscribe of a pattern no event that it takes in comes.";
    gone("unsubscribe-pattern", transport, about, "/ringtrue/${uid}/**", "/ringtrue/${uid}/gone")
}

fn gone(name: &str, transport: Transport, about: &str, subscription: &str, channel: &str) -> Case {
    let aims = [
        "bayeux-unsubscribe-stops-delivery",
        "bayeux-unsubscribe-answered",
        "bayeux-subscription-echoed",
    ];
    Scene::new(name, transport, about, &aims)
        .ready("alice")
        .subscribe("alice", subscription)
        .ready("bob")
        .publish("bob", channel, r#""before""#)
        .fetches("alice", channel)
        .say("alice", "unsubscribe", &unsubscribe("alice", &quoted(subscription)))
        .then(Hear::new("alice", "unsubscribe-reply"))
        .publish("bob", channel, r#""after""#)
        .quiet("alice", channel)
        .done()
}

fn refused(name: &str, transport: Transport, subscriptions: &[(&str, &str)]) -> Case {
    let about = "Subscriptions to what is no channel and no pattern are refused.";
    let mut scene = Scene::new(name, transport, about, &["bayeux-bad-channel-refused"])
        .ready("alice")
        .subscribe("alice", "/ringtrue/${uid}/control");
    for (subscription, rule) in subscriptions {
        scene = scene.refused("alice", &subscribe("alice", subscription), rule, "subscribe-reply");
    }
    scene.done()
}
