//! Scenarios about create calls.

use super::steps::{
    ALL, answer, authenticate, connected, create, created, pause, subscribed, tidy,
};
use crate::generate::{Case, Hear, Wait};

pub(super) fn cases() -> Vec<Case> {
    vec![two_subscriptions(), bad_token(), charset()]
}

fn two_subscriptions() -> Case {
    let about = "Two subscriptions with one filter are two.";
    let aims = ["axp-subscription-id-unique", "axp-notification-subscription"];
    let filter = &["ChannelReady"];
    let mut case = Case::new("two-subscriptions", about, &aims);
    for actor in ["a", "b"] {
        case = connected(case, actor, filter);
    }
    for actor in ["a", "b"] {
        case = case.step(authenticate(actor, actor)).step(answer(actor));
    }
    case.step(pause(Wait::seconds(0.3)))
}

fn bad_token() -> Case {
    let about = "A create call with a token that nobody issued gets no subscription.";
    let case = Case::new("create-with-bad-token", about, &["axp-subscription-token-checked"]);
    let call = create("a", ALL).how("token", "not-a-token-${uid}").breaks("axp-subscribe-bearer");
    // A provider that creates one all the same must get rid of it again.
    let made = created("a").within(Wait::seconds(0.1)).or_go_on();
    tidy(case, "a").step(call).step(Hear::new("a", "response")).step(made)
}

fn charset() -> Case {
    let about = "The media type of a create call may have a parameter.";
    let case = Case::new("create-with-charset", about, &["axp-subscription-created"]);
    let call = create("a", ALL).how("content-type", "application/json; charset=utf-8");
    tidy(case, "a").step(call).step(created("a"))
}

/// Only used where a subscription is wanted and no connection.
pub(super) fn only(case: Case) -> Case {
    subscribed(case, "a", ALL)
}
