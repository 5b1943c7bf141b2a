//! Cases in which the agent only listens, or subscribes to one of the two that are needed.
//!
//! Depends on `hearing`. Without a subscription to a workbin nothing has to come.

use super::{
    hearing::{AGENT, TOPIC, asking, leaving, path, scene},
    subject::Subject,
};
use crate::{
    contracts::gws_workbins::told::{CONTENT, SUBSCRIPTION},
    generate::{Case, Hear},
};

/// What can be done with a provider of which so much is known.
pub(super) fn cases(subject: &Subject) -> Vec<Case> {
    let mut cases = vec![listening(subject)];
    let known = subject.own.first().filter(|_| subject.operates);
    cases.extend(known.map(|workbin| without_topic(workbin, subject)));
    cases
}

fn listening(subject: &Subject) -> Case {
    let about = "An agent subscribes to the topic and to no workbin, and listens for a while.";
    scene("listening", about, &["only-subscribed", "known-message-type", "json-on-the-wire"])
        .subscribe(AGENT, TOPIC)
        .listens(AGENT, subject.quiet, subject.listen)
        .done()
}

fn without_topic(workbin: &str, subject: &Subject) -> Case {
    let about = "An agent subscribes to a workbin and to another topic, and is told of no workbin.";
    let mut ask = asking(&path(workbin), "Subscribe");
    ask.breaks = Some("gws-workbins-subscribes".to_owned());
    let hear = Hear::new(AGENT, SUBSCRIPTION).or(CONTENT);
    let scene = scene("another-topic", about, &["subscribed-first"])
        .subscribe(AGENT, "/v2/me/devices")
        .then(ask)
        .then(Hear::new(AGENT, "operation-reply"))
        .waits_for(AGENT, hear.or_go_on(), subject.quiet);
    leaving(scene.done(), workbin)
}
