//! Cases in which the agent subscribes to workbins.
//!
//! Depends on `hearing`. What is in a workbin is left where it is.

use super::{
    hearing::{AGENT, TOPIC, asking, leaving, operate, path, scene, state},
    subject::Subject,
};
use crate::{
    contracts::gws::scene::Scene,
    generate::{Case, Hear},
};

/// What can be done with a provider of which so much is known.
pub(super) fn cases(subject: &Subject) -> Vec<Case> {
    if !subject.operates {
        return Vec::new();
    }
    let mut cases = vec![unknown(subject)];
    if let Some(workbin) = subject.own.first() {
        cases.push(items(workbin, subject));
        cases.push(left(workbin, subject));
    }
    if let Some(second) = subject.own.get(1) {
        cases.push(again(second, subject));
    }
    cases.extend(subject.others.first().map(|workbin| of_another(workbin, subject)));
    cases
}

/// The agent has subscribed to a workbin, and heard of it.
fn subscribed(scene: Scene, workbin: &str, subject: &Subject) -> Scene {
    let scene = operate(scene.subscribe(AGENT, TOPIC), workbin, "Subscribe");
    scene.hears(AGENT, state("Subscribed"), subject.listen)
}

/// The agent leaves a workbin.
fn unsubscribed(scene: Scene, workbin: &str, subject: &Subject) -> Scene {
    let scene = operate(scene, workbin, "Unsubscribe");
    scene.hears(AGENT, state("Unsubscribed"), subject.listen)
}

fn items(workbin: &str, subject: &Subject) -> Case {
    let about = "An agent subscribes to a workbin, and listens for as long as items come and go.";
    let aims = [
        "subscribe-confirmed",
        "reference-id",
        "no-duplicate-member",
        "known-message-type",
        "actions-alternate",
        "added-before-removed",
        "one-state-resource",
        "known-state-resource",
        "only-subscribed",
    ];
    let scene = subscribed(scene("subscribed", about, &aims), workbin, subject);
    leaving(scene.listens(AGENT, subject.quiet, subject.listen).done(), workbin)
}

fn left(workbin: &str, subject: &Subject) -> Case {
    let about = "An agent subscribes to a workbin and leaves it, and is told nothing more of it.";
    let aims = ["subscribe-confirmed", "unsubscribe-confirmed", "nothing-after-unsubscribed"];
    let scene = subscribed(scene("subscribed-and-left", about, &aims), workbin, subject);
    unsubscribed(scene, workbin, subject).listens(AGENT, subject.quiet, subject.listen).done()
}

fn again(workbin: &str, subject: &Subject) -> Case {
    let about = "An agent leaves a workbin and subscribes to it again, and is told of its items.";
    let aims = ["subscribe-confirmed", "unsubscribe-confirmed", "reference-id"];
    let scene = subscribed(scene("subscribed-again", about, &aims), workbin, subject);
    let scene = operate(unsubscribed(scene, workbin, subject), workbin, "Subscribe")
        .hears(AGENT, state("Subscribed"), subject.listen)
        .listens(AGENT, subject.quiet, subject.listen);
    leaving(scene.done(), workbin)
}

fn unknown(subject: &Subject) -> Case {
    let about = "An agent subscribes to a workbin that does not exist, and is told that it failed.";
    let mut ask = asking(&path("no-such-workbin-${uid}"), "Subscribe");
    ask.expect = Some("reject".to_owned());
    let hear = state("RequestFailed").or_go_on();
    scene("unknown-workbin", about, &["failure-reported"])
        .subscribe(AGENT, TOPIC)
        .then(ask)
        .then(Hear::new(AGENT, "operation-reply"))
        .waits_for(AGENT, hear, subject.listen)
        .done()
}

fn of_another(workbin: &str, subject: &Subject) -> Case {
    let about = "An agent subscribes to a workbin of another agent, whose owner is named.";
    let aims = ["subscribe-confirmed", "owner-constant"];
    let scene = subscribed(scene("workbin-of-another", about, &aims), workbin, subject);
    leaving(scene.listens(AGENT, subject.quiet, subject.listen).done(), workbin)
}
