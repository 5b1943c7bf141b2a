//! Publishing: who gets an event, how it arrives, and channels that are none.

use super::scene::{Scene, Transport, publish};
use crate::generate::Case;

/// What a publish breaks whose channel is no name.
const BAD_NAME: &str = "bayeux/ChannelName:pattern";

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    vec![
        to_all(transport),
        every_value(transport),
        to_oneself(transport),
        without_data(transport),
        bad_channels(transport),
    ]
}

fn to_all(transport: Transport) -> Case {
    let about = "An event reaches every subscriber, by name and by pattern, and nobody else.";
    let aims = [
        "bayeux-delivery-reaches-subscribers",
        "bayeux-delivery-only-subscribed",
        "bayeux-client-id-not-leaked",
        "bayeux-publish-reply-id",
        "bayeux-delivery-intact",
    ];
    let channel = "/ringtrue/${uid}/news";
    Scene::new("event-for-all", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", channel)
        .ready("bob")
        .subscribe("bob", "/ringtrue/${uid}/*")
        .ready("carol")
        .subscribe("carol", "/ringtrue/${uid}/other")
        .ready("dave")
        .listen("alice")
        .listen("bob")
        .publish("dave", channel, r#"{"headline":"x"}"#)
        .gets("alice", channel)
        .gets("bob", channel)
        .quiet("carol", channel)
        .done()
}

fn without_data(transport: Transport) -> Case {
    let about = "A publish that has no data becomes no event without data.";
    let channel = "/ringtrue/${uid}/hollow";
    let hollow = format!(r#"{{"channel":"{channel}","clientId":"${{bob}}"}}"#);
    Scene::new("publish-without-data", transport, about, &["bayeux-server-message-known"])
        .ready("alice")
        .subscribe("alice", channel)
        .ready("bob")
        .refused("bob", &hollow, "bayeux/Publish/data:required", "publish-reply")
        .quiet("alice", channel)
        .done()
}

fn every_value(transport: Transport) -> Case {
    let about = "Data of every kind arrive as they were sent.";
    let channel = "/ringtrue/${uid}/values";
    let values = [
        r#"{"text":"\u00fc\n\"\\/","deep":[[1,[2]],{"a":{"b":null}}],"flags":[true,false]}"#,
        r#"{"large":9007199254740991,"small":0.125,"negative":-7}"#,
        "null",
        r#""text""#,
        r#"[]"#,
    ];
    let aims = ["bayeux-delivery-intact", "bayeux-delivery-reaches-subscribers"];
    let mut scene = Scene::new("values-intact", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", channel)
        .ready("bob")
        .listen("alice");
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            scene = scene.listen_on("alice");
        }
        scene = scene.publish("bob", channel, value).gets("alice", channel);
    }
    scene.done()
}

fn to_oneself(transport: Transport) -> Case {
    let about = "A publisher that is subscribed gets its own event.";
    let channel = "/ringtrue/${uid}/own";
    let aims = ["bayeux-delivery-reaches-subscribers", "bayeux-publish-reply-id"];
    Scene::new("own-event", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", channel)
        .listen("alice")
        .publish("alice", channel, r#"{"own":true}"#)
        .gets("alice", channel)
        .done()
}

fn bad_channels(transport: Transport) -> Case {
    let about = "A publish on what is no channel name is refused.";
    let mut scene =
        Scene::new("publish-on-no-name", transport, about, &["bayeux-bad-channel-refused"])
            .ready("alice")
            .publish("alice", "/ringtrue/${uid}/control", "1")
            .ready("bob")
            .subscribe("bob", "/ringtrue/${uid}/*");
    let channels = ["/ringtrue/${uid}/*", "/ringtrue/${uid}/a.b"];
    // On a socket nothing but time tells that there is no answer: one of them is enough.
    let count = if transport.polls() { channels.len() } else { 1 };
    for channel in channels.into_iter().take(count) {
        let message = publish("alice", channel, "1");
        scene = scene.refused("alice", &message, BAD_NAME, "publish-reply").quiet("bob", channel);
    }
    scene.done()
}
