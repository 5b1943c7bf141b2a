//! Patterns: what they take in, and what they must not.

use super::scene::{Scene, Transport};
use crate::generate::Case;

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    vec![star(transport), double_star(transport), case_matters(transport), plain(transport)]
}

fn star(transport: Transport) -> Case {
    let about = "A subscription with one star gets events one segment below, and no others.";
    let aims = [
        "bayeux-star-matches-child",
        "bayeux-star-one-segment-only",
        "bayeux-delivery-only-subscribed",
    ];
    Scene::new("one-star", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", "/ringtrue/${uid}/*")
        .ready("bob")
        .publish("bob", "/ringtrue/${uid}", r#""the base""#)
        .publish("bob", "/ringtrue/${uid}x", r#""a longer base""#)
        .publish("bob", "/ringtrue/${uid}/a/b", r#""two below""#)
        .quiet("alice", "/ringtrue/${uid}/a/b")
        .publish("bob", "/ringtrue/${uid}/a", r#""one below""#)
        .fetches("alice", "/ringtrue/${uid}/a")
        .done()
}

fn double_star(transport: Transport) -> Case {
    let about = "A subscription with two stars gets events at every depth below, and no others.";
    let aims = [
        "bayeux-doublestar-matches-descendants",
        "bayeux-doublestar-below-only",
        "bayeux-delivery-only-subscribed",
    ];
    Scene::new("two-stars", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", "/ringtrue/${uid}/**")
        .ready("bob")
        .publish("bob", "/ringtrue/${uid}", r#""the base""#)
        .publish("bob", "/ringtrue/${uid}x", r#""a longer base""#)
        .quiet("alice", "/ringtrue/${uid}")
        .publish("bob", "/ringtrue/${uid}/a", r#""one below""#)
        .fetches("alice", "/ringtrue/${uid}/a")
        .publish("bob", "/ringtrue/${uid}/a/b/c", r#""three below""#)
        .fetches("alice", "/ringtrue/${uid}/a/b/c")
        .done()
}

fn case_matters(transport: Transport) -> Case {
    let about =
        "A channel that differs from the subscribed one in the case of a letter is another.";
    Scene::new("case-of-letters", transport, about, &["bayeux-delivery-only-subscribed"])
        .ready("alice")
        .subscribe("alice", "/ringtrue/${uid}/Case")
        .ready("bob")
        .publish("bob", "/ringtrue/${uid}/case", "1")
        .quiet("alice", "/ringtrue/${uid}/case")
        .done()
}

fn plain(transport: Transport) -> Case {
    let about = "Names with every mark of the grammar are channels like others.";
    let aims = ["bayeux-delivery-reaches-subscribers", "bayeux-delivery-intact"];
    let channel = "/ringtrue/${uid}/a-b_c!d~e(f)$g@h";
    Scene::new("marks-in-names", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", channel)
        .ready("bob")
        .listen("alice")
        .publish("bob", channel, r#"{"a":"b"}"#)
        .gets("alice", channel)
        .done()
}
