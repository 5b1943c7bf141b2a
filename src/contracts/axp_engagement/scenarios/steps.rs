//! The steps that scenarios share: creating, opening, authenticating, tidying up.
//!
//! Depends on `generate`. The variables of actor `a` are `subscription_a` and `endpoint_a`; what
//! was advised last is `pingInterval` and `expires`.

use crate::generate::{Case, Hear, Say, Step, Wait};

/// The filter that lets everything through.
pub(in super::super) const ALL: &[&str] = &["ALL"];

/// A ping without more.
pub(in super::super) const PING: &str = r#"{"event":"ping"}"#;

/// The actor creates a subscription, which is deleted at the end.
pub(in super::super) fn subscribed(case: Case, actor: &str, events: &[&str]) -> Case {
    let case = case.step(create(actor, events)).step(created(actor));
    tidy(case, actor)
}

/// The actor has a subscription and an open connection.
pub(in super::super) fn connected(case: Case, actor: &str, events: &[&str]) -> Case {
    subscribed(case, actor, events).step(open(actor, actor))
}

/// The actor has a subscription and a confirmed connection.
pub(in super::super) fn confirmed(case: Case, actor: &str, events: &[&str]) -> Case {
    let case = connected(case, actor, events);
    case.step(authenticate(actor, actor)).step(answer(actor))
}

/// The call that creates a subscription.
pub(in super::super) fn create(actor: &str, events: &[&str]) -> Say {
    let events = events.join(r#"",""#);
    let body = format!(
        r#"{{"family":"AGENT_ENGAGEMENT","events":["{events}"],"transport":{{"type":"WEBSOCKET"}}}}"#
    );
    Say::new(actor, "SubscriptionRequest", body)
}

/// The subscription arrives.
pub(in super::super) fn created(actor: &str) -> Hear {
    Hear::new(actor, "Subscription")
        .keep(&format!("subscription_{actor}"), "/subscriptionId")
        .keep(&format!("endpoint_{actor}"), "/transport/endpoint")
        .keep("pingInterval", "/transport/pingInterval")
        .keep("expires", "/expiresIn")
}

/// An actor opens the endpoint that `whose` was given.
pub(in super::super) fn open(actor: &str, whose: &str) -> Step {
    Step::Open { actor: actor.to_owned(), url: format!("${{endpoint_{whose}}}") }
}

pub(in super::super) fn close(actor: &str) -> Step {
    Step::Close { actor: actor.to_owned() }
}

/// An actor authenticates for the subscription of `whose`.
pub(in super::super) fn authenticate(actor: &str, whose: &str) -> Say {
    let body = format!(
        r#"{{"event":"authentication","subscriptionId":"${{subscription_{whose}}}","token":"${{token}}"}}"#
    );
    Say::new(actor, "authentication", body)
}

/// The answer to an authentication, whatever it is.
pub(in super::super) fn answer(actor: &str) -> Hear {
    Hear::new(actor, "authenticationResponse")
        .keep("pingInterval", "/pingInterval")
        .keep("expires", "/expiresInterval")
}

pub(in super::super) fn ping(actor: &str) -> Say {
    Say::new(actor, "ping", PING)
}

pub(in super::super) fn pause(wait: Wait) -> Step {
    Step::Pause { wait }
}

/// Deletes the subscription of `whose`, as an actor of its own so that the answer is known.
pub(in super::super) fn delete(whose: &str) -> Say {
    let id = format!("${{subscription_{whose}}}");
    Say::new(&format!("{whose}-end"), "delete", "").how("subscription", &id)
}

/// The answer to that.
pub(in super::super) fn deleted(whose: &str) -> Hear {
    Hear::new(&format!("{whose}-end"), "response").within(Wait::seconds(2.0)).or_go_on()
}

/// What holds if the provider does not say it, and the end of every case with a subscription.
pub(in super::super) fn tidy(mut case: Case, actor: &str) -> Case {
    for (name, value) in [("pingInterval", "30"), ("expires", "900")] {
        case.set.insert(name.to_owned(), value.to_owned());
    }
    for name in ["subscription", "endpoint"] {
        case.set.insert(format!("{name}_{actor}"), String::new());
    }
    case.at_last(close(actor)).at_last(delete(actor)).at_last(deleted(actor))
}
