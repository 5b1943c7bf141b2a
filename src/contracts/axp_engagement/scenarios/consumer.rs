//! What a consumer with a fault would do, for proof that the rules about consumers can fail.

use super::{
    authenticating::{for_nobody, with_bad_token},
    steps::{
        ALL, answer, authenticate, close, confirmed, connected, create, created, pause, ping, tidy,
    },
};
use crate::generate::{Case, Hear, Say, Step, Wait};

/// Adds to a case what a consumer does in it.
type Play = fn(Case) -> Case;

/// The faults, each with the case that shows it.
static FAULTS: &[(&str, Play)] = &[
    ("subscribes-in-the-singular", |case| {
        let call =
            create("a", ALL).how("path", "/api/notification/v1/accounts/${account}/subscription");
        tidy(case, "a").step(call).step(refusal())
    }),
    ("subscribes-as-text", |case| {
        tidy(case, "a").step(create("a", ALL).how("content-type", "text/plain")).step(refusal())
    }),
    ("subscribes-without-accept", |case| {
        tidy(case, "a").step(create("a", ALL).how("accept", "")).step(created("a"))
    }),
    ("subscribes-with-basic", |case| {
        let call = create("a", ALL).how("authorization", "Basic dXNlcjpwYXNz");
        tidy(case, "a").step(call).step(refusal())
    }),
    ("subscribes-to-one-text", |case| {
        let body =
            r#"{"family":"AGENT_ENGAGEMENT","events":"ALL","transport":{"type":"WEBSOCKET"}}"#;
        let good = tidy(case, "a").step(create("a", ALL)).step(created("a"));
        let answer = Hear::new("b", "response");
        good.step(Say::new("b", "SubscriptionRequest", body)).step(answer)
    }),
    ("composes-the-endpoint", |case| {
        let case = tidy(case, "a").step(create("a", ALL)).step(created("a"));
        let url = "${base}/ws/notification/v1/agent-engagement".to_owned();
        case.step(Step::Open { actor: "a".to_owned(), url }).step(pause(Wait::seconds(0.1)))
    }),
    ("pings-for-another", |case| {
        let ping = r#"{"event":"ping","subscriptionId":"00000000-0000-4000-8000-00000000000a"}"#;
        confirmed(case, "a", ALL).step(Say::new("a", "ping", ping)).step(Hear::new("a", "pong"))
    }),
    ("pings-first", |case| {
        let case = connected(case, "a", ALL);
        case.step(ping("a")).step(authenticate("a", "a")).step(answer("a"))
    }),
    ("authenticates-for-nobody", |case| {
        connected(case, "a", ALL).step(for_nobody("a")).step(answer("a"))
    }),
    ("authenticates-with-old-token", |case| {
        connected(case, "a", ALL).step(with_bad_token("a")).step(answer("a"))
    }),
    ("authenticates-with-account", |case| {
        connected(case, "a", ALL).step(Say::new("a", "authentication", EXTRA)).step(answer("a"))
    }),
    ("repeats-what-was-malformed", |case| {
        let case = connected(case, "a", ALL);
        let once = case.step(Say::new("a", "authentication", EXTRA)).step(answer("a"));
        once.step(Say::new("a", "authentication", EXTRA)).step(answer("a"))
    }),
    ("subscribes-on-the-socket", |case| {
        let said = Say::new("a", "subscribe", r#"{"event":"subscribe"}"#);
        confirmed(case, "a", ALL).step(said).step(pause(Wait::seconds(0.1)))
    }),
    ("never-pings", |case| {
        confirmed(case, "a", ALL)
            .step(Hear::new("a", "close").within(Wait::times(1.0, "pingInterval", 1.5)).or_go_on())
            .step(close("a"))
    }),
    ("pings-every-minute", |mut case| {
        case.set.insert("variation".to_owned(), "times-as-printed".to_owned());
        confirmed(case, "a", ALL)
            .step(pause(Wait::seconds(31.0)))
            .step(ping("a"))
            .step(Hear::new("a", "pong"))
    }),
    ("pings-with-time", |case| {
        let said = Say::new("a", "ping", r#"{"event":"ping","timestamp":"1577836800000"}"#);
        confirmed(case, "a", ALL).step(said).step(pause(Wait::seconds(0.1)))
    }),
];

/// An authentication with a member too many.
const EXTRA: &str = r#"{"event":"authentication","subscriptionId":"${subscription_a}","token":"${token}","account":"1"}"#;

/// The cases that a consumer with this fault would play.
pub(in super::super) fn consumer_cases(fault: &str) -> Vec<Case> {
    FAULTS.iter().filter(|(name, _)| *name == fault).map(|(name, play)| case(name, *play)).collect()
}

/// All of them.
pub(super) fn every() -> Vec<Case> {
    FAULTS.iter().map(|(name, play)| case(name, *play)).collect()
}

fn case(name: &str, play: Play) -> Case {
    play(Case::new(&format!("consumer-{name}"), "A consumer that has a fault.", &[]))
}

fn refusal() -> Hear {
    Hear::new("a", "response")
}
