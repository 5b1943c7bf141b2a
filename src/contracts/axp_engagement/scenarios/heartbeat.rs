//! Scenarios about pings, silence, and the end of a subscription.

use super::steps::{ALL, answer, authenticate, close, confirmed, open, pause, ping};
use crate::generate::{Case, Hear, Wait};

pub(super) fn cases() -> Vec<Case> {
    vec![pings(), silence(), keep_alive(), expiry()]
}

fn pings() -> Case {
    let about = "Each ping is answered, with or without the subscription in it.";
    let aims = ["axp-ping-answered", "axp-pong-unasked"];
    let mut case = confirmed(Case::new("pings", about, &aims), "a", ALL);
    for _ in 0..2 {
        case = case.step(ping("a")).step(Hear::new("a", "pong"));
    }
    let mut named = ping("a");
    named.body = r#"{"event":"ping","subscriptionId":"${subscription_a}"}"#.to_owned();
    let last = Hear::new("a", "pong").within(Wait::seconds(0.8)).or_go_on();
    case.step(named).step(last)
}

fn silence() -> Case {
    let about = "Who does not ping is disconnected, and the subscription is over.";
    let aims =
        ["axp-silence-closes", "axp-silence-deactivates", "axp-auth-unknown-subscription-status"];
    confirmed(Case::new("silence", about, &aims), "a", ALL)
        .step(Hear::new("a", "close").within(Wait::times(1.0, "pingInterval", 1.5)).or_go_on())
        .step(open("again", "a"))
        .step(authenticate("again", "a"))
        .step(answer("again").or("close"))
        .at_last(close("again"))
}

fn keep_alive() -> Case {
    let about = "Who pings in time stays connected.";
    let mut case = confirmed(Case::new("keep-alive", about, &["axp-ping-keeps-alive"]), "a", ALL);
    for _ in 0..4 {
        let pong = Hear::new("a", "pong").within(Wait::seconds(0.4)).or_go_on();
        case = case.step(pause(Wait::times(0.5, "pingInterval", 0.0))).step(ping("a")).step(pong);
    }
    case
}

fn expiry() -> Case {
    let about = "A subscription is over when its time is.";
    let aims = ["axp-expiry-deactivates", "axp-auth-expires-consistent"];
    confirmed(Case::new("expiry", about, &aims), "a", ALL)
        .step(close("a"))
        .step(pause(Wait::times(1.0, "expires", 0.8)))
        .step(open("again", "a"))
        .step(authenticate("again", "a"))
        .step(answer("again").or("close"))
        .at_last(close("again"))
}
