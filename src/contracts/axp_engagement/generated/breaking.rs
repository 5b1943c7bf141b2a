//! What goes wrong in a session that breaks one rule of the consumer.
//!
//! Depends on the steps of the scenarios. That another consumer is served afterwards is seen in
//! every one of them. Nothing here waits longer than a ping interval and a second.

use super::say::{call, calling, control};
use crate::{
    contracts::axp_engagement::scenarios::{
        authenticating::{for_nobody, with_bad_token},
        steps::{ALL, answer, close, confirmed, connected, pause, ping, subscribed},
    },
    generate::{Case, Hear, Say, Step, Wait},
};

/// The rules that a session can break, each alone.
///
/// Not among them: `axp-malformed-not-resent`, since what is malformed breaks its schema first,
/// and `axp-ping-recommended`, since that takes half a minute.
pub(super) const RULES: &[&str] = &[
    "axp-subscribe-path",
    "axp-subscribe-content-type",
    "axp-subscribe-accept",
    "axp-subscribe-bearer",
    "axp-endpoint-followed",
    "axp-auth-first-frame",
    "axp-auth-subscription-known",
    "axp-auth-token-issued",
    "axp-client-message-known",
    "axp-ping-subscription",
    "axp-ping-cadence",
];

/// A case goes on with the breach of this rule; none for a rule that is not in [`RULES`].
pub(super) fn broken(case: Case, rule: &str) -> Option<Case> {
    let case = match rule {
        "axp-subscribe-path" => {
            let path = "/api/notification/v1/accounts/${account}/subscription";
            calling(case, call("x").how("path", path).breaks(rule))
        }
        "axp-subscribe-content-type" => {
            calling(case, call("x").how("content-type", "text/plain").breaks(rule))
        }
        "axp-subscribe-accept" => calling(case, call("x").how("accept", "").breaks(rule)),
        "axp-subscribe-bearer" => {
            calling(case, call("x").how("authorization", "Basic dXNlcjpwYXNz").breaks(rule))
        }
        "axp-endpoint-followed" => {
            let url = "${endpoint_x}?composed=1".to_owned();
            let open = Step::Open { actor: "x".to_owned(), url };
            subscribed(case, "x", ALL).step(open).step(pause(Wait::seconds(0.05))).step(close("x"))
        }
        "axp-auth-first-frame" => ended(connected(case, "x", ALL), ping("x").breaks(rule)),
        "axp-auth-subscription-known" => refused(case, for_nobody("x").breaks(rule)),
        "axp-auth-token-issued" => refused(case, with_bad_token("x").breaks(rule)),
        "axp-client-message-known" => {
            let said = Say::new("x", "subscribe", r#"{"event":"subscribe"}"#);
            ended(confirmed(case, "x", ALL), said.breaks(rule))
        }
        "axp-ping-subscription" => {
            let said = r#"{"event":"ping","subscriptionId":"${subscription_y}"}"#;
            let case = confirmed(subscribed(case, "y", ALL), "x", ALL);
            ended(case, Say::new("x", "ping", said).breaks(rule))
        }
        "axp-ping-cadence" => {
            let wait = Wait::times(1.0, "pingInterval", 1.0);
            let heard = Hear::new("x", "close").within(wait).or_go_on();
            confirmed(case, "x", ALL).step(heard).step(close("x"))
        }
        _ => return None,
    };
    Some(control(case))
}

/// Says what may end the connection.
fn ended(case: Case, say: Say) -> Case {
    let heard = Hear::new("x", "close").within(Wait::seconds(0.05)).or_go_on();
    case.step(say).step(heard).step(close("x"))
}

/// Says what is refused.
fn refused(case: Case, say: Say) -> Case {
    connected(case, "x", ALL).step(say).step(answer("x").or("close")).step(close("x"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_breach_is_followed_by_a_consumer_who_is_served() {
        for rule in RULES {
            let case = broken(Case::new("s", "", &[]), rule).unwrap();
            let last = case.steps.iter().rev().find_map(|step| match step {
                Step::Say(say) => Some((say.actor.as_str(), say.message.as_str())),
                _ => None,
            });
            assert_eq!(last, Some(("control", "ping")), "{rule}");
        }
    }
}
