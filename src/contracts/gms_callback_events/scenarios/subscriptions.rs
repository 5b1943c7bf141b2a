//! Whether a callback is told of at all: by default, by parameters of the call, and not.
//!
//! Depends on `scene`. Where silence is expected, the case waits in it.

use super::scene::{Creating, Scene, Script, call, created, opened};
use crate::{
    contracts::gms_callback_events::{
        events::{EVENTS, Family, SERVICE_EXIT},
        reader::CREATED,
    },
    generate::{Case, Hear, Listen, Wait},
};

/// How long nothing must come, in seconds.
const SILENCE: f64 = 1.0;

/// A callback that nobody wants to be told of.
pub(super) fn probe(script: &Script) -> Case {
    let about = "Finds out whether callbacks can be created; nothing is told of one by default.";
    let has_default = script.knows("default-service");
    let service = if has_default { "default-service" } else { "service" };
    let creating = Creating { service, mode: None, ..Creating::of("customer-number") };
    // Where options are known to be unset, only the one that enables is left out.
    opened(Case::new("probe", about, &["gms-callback-off-by-default"]), "")
        .step(call(creating, has_default))
        .step(Hear::new("app", CREATED).keep("id", "/_id"))
        .step(Listen::new("receiver", SILENCE, Wait::seconds(SILENCE * 3.0)))
}

/// Only waits for a provider that somebody else configured.
pub(super) fn deliveries(script: &Script) -> Case {
    let about = "Takes what a provider delivers that was configured by hand.";
    let wait = script.number("listen").unwrap_or(10.0);
    opened(Case::new("deliveries", about, &["gms-callback-json-body"]), "").step(Listen::new(
        "receiver",
        wait,
        Wait::seconds(wait),
    ))
}

/// A receiver that does not take what it is delivered.
pub(super) fn refusing() -> Case {
    let about = "The receiver answers deliveries with a status of failure.";
    let case = Case::new("refusing-receiver", about, &["gms-callback-receiver-answers"]);
    let exit = Hear::new("receiver", SERVICE_EXIT).or_go_on();
    opened(case, "?status=503")
        .step(call(Creating::of("customer-number"), true))
        .step(Hear::new("app", CREATED))
        .step(Listen::new("receiver", 3600.0, Wait::times(1.0, "seconds", 0.0)).until(exit))
}

pub(super) fn scenes() -> Vec<Scene> {
    let needs = vec!["service", "customer-number", "default-service"];
    let creating = |mode| Creating {
        service: "default-service",
        mode: Some(mode),
        ..Creating::of("customer-number")
    };
    let mut any = EVENTS.iter().filter(|e| e.family == Family::Application).map(|e| e.name);
    let mut hear = Hear::new("receiver", any.next().unwrap_or_default()).or_go_on();
    for name in any {
        hear = hear.or(name);
    }
    let about = "The call itself asks for notifications of a service that has none configured.";
    let aims = ["gms-callback-subscribed-for", "gms-callback-event-attributes"];
    let asked = created(Case::new("asked-in-the-call", about, &aims), creating("subscribe_notify"))
        .step(Listen::new("receiver", 3600.0, Wait::times(1.0, "seconds", 0.0)).until(hear))
        .step(Listen::new("receiver", SILENCE, Wait::seconds(5.0)));
    let about = "The application wants to subscribe by itself and does not.";
    let aims = ["gms-callback-notify-needs-subscription"];
    let unsubscribed = created(Case::new("not-subscribed", about, &aims), creating("notify"))
        .step(Listen::new("receiver", SILENCE, Wait::seconds(SILENCE * 3.0)));
    [asked, unsubscribed].into_iter().map(|case| Scene { case, needs: needs.clone() }).collect()
}
