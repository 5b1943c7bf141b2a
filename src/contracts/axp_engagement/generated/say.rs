//! A generated message of a consumer at its place in a session.
//!
//! Depends on the steps of the scenarios. Something good is said before and after it; what is
//! created is deleted. Where the message names the subscription or the token, the subject's own
//! stand there, unless those are what it breaks.

use serde_json::Value;

use crate::{
    contracts::axp_engagement::scenarios::steps::{
        ALL, answer, authenticate, close, confirmed, connected, create, created, delete, deleted,
        open, ping, subscribed,
    },
    generate::{Case, Hear, Said, Say, Variables, Wait},
};

/// How long to wait for an answer that no rule demands, in seconds.
const BRIEFLY: f64 = 0.05;

/// What of the subject's stands in which member.
const OWN: [(&str, &str); 2] =
    [("subscriptionId", "\"${subscription_a}\""), ("token", "\"${token}\"")];

/// The case in which a message is said; none for what a consumer never says.
pub(super) fn say(said: &Said<'_>, _known: &Variables) -> Option<Case> {
    match said.message {
        "authentication" => Some(authentication(said)),
        "ping" => Some(pinged(said)),
        "SubscriptionRequest" => Some(requested(said)),
        _ => None,
    }
}

fn authentication(said: &Said<'_>) -> Case {
    let aims = ["axp-auth-answered", "axp-auth-confirmed", "axp-auth-malformed-refused"];
    let about = "A generated authentication is answered as it deserves.";
    let case = connected(Case::new(said.name, about, &aims), "a", ALL);
    let case = case.step(of(said, "a", with_own(said)));
    let Some(rule) = said.breaks else { return beat(case.step(answer("a")), "a") };
    // What does not call itself an authentication need not be answered as one.
    let wait = if rule.contains("/event:") || rule.ends_with("Authentication:type") {
        BRIEFLY
    } else {
        1.0
    };
    let heard = answer("a").or("close").within(Wait::seconds(wait)).or_go_on();
    // Whoever fails to authenticate does no harm to the subscription.
    let case = case.step(heard).step(close("a")).step(open("a", "a"));
    beat(case.step(authenticate("a", "a")).step(answer("a")), "a")
}

fn pinged(said: &Said<'_>) -> Case {
    let aims = ["axp-ping-answered", "axp-ping-keeps-alive"];
    let case = confirmed(Case::new(said.name, "A generated ping is answered.", &aims), "a", ALL);
    let case = beat(case, "a").step(of(said, "a", with_own(said)));
    if said.breaks.is_none() {
        return beat(case.step(pong("a")), "a");
    }
    // Whether the connection outlives it is left open; that others are served is not.
    let heard = Hear::new("a", "close").within(Wait::seconds(BRIEFLY)).or_go_on();
    control(case.step(heard).step(close("a")))
}

fn requested(said: &Said<'_>) -> Case {
    let aims = ["axp-subscription-created", "axp-subscription-events", "axp-subscription-family"];
    let about = "A generated create call does no harm to another subscription.";
    let case = subscribed(Case::new(said.name, about, &aims), "a", ALL);
    let case = calling(case, of(said, "b", said.text.to_owned()));
    let case = case.step(open("a", "a")).step(authenticate("a", "a")).step(answer("a"));
    beat(case, "a")
}

/// Makes a create call that may be refused, and deletes what it creates all the same.
pub(super) fn calling(mut case: Case, call: Say) -> Case {
    let actor = call.actor.clone();
    let expected = call.breaks.is_none();
    for name in ["subscription", "endpoint"] {
        case.set.insert(format!("{name}_{actor}"), String::new());
    }
    let wait = if expected { 1.0 } else { BRIEFLY };
    // The answer came with the response, or there is none.
    let made = created(&actor).within(Wait::seconds(0.0)).or_go_on();
    case.step(call)
        .step(Hear::new(&actor, "response"))
        .step(made)
        .at_last(delete(&actor))
        .at_last(deleted(&actor).within(Wait::seconds(wait)))
}

/// A ping that is answered.
pub(super) fn beat(case: Case, actor: &str) -> Case {
    case.step(ping(actor)).step(pong(actor))
}

/// Another consumer is served.
pub(super) fn control(case: Case) -> Case {
    beat(confirmed(case, "control", ALL), "control")
}

/// The answer to a ping.
pub(super) fn pong(actor: &str) -> Hear {
    Hear::new(actor, "pong").within(Wait::seconds(0.8)).or_go_on()
}

/// A create call such as others make.
pub(super) fn call(actor: &str) -> Say {
    create(actor, ALL)
}

fn of(said: &Said<'_>, actor: &str, text: String) -> Say {
    let say = Say::new(actor, said.message, text);
    match said.breaks {
        Some(rule) => say.breaks(rule),
        None => say,
    }
}

/// The text with the subject's own ids in it.
fn with_own(said: &Said<'_>) -> String {
    let Ok(Value::Object(members)) = serde_json::from_str::<Value>(said.text) else {
        return said.text.to_owned();
    };
    let broken = |name: &str| said.breaks.is_some_and(|rule| rule.contains(&format!("/{name}:")));
    let written: Vec<String> = members
        .iter()
        .map(|(name, value)| {
            let own = OWN.iter().find(|(own, _)| own == name && !broken(own));
            let value = own.map_or_else(|| escaped(value), |(_, own)| (*own).to_owned());
            format!("{}:{value}", escaped(&Value::String(name.clone())))
        })
        .collect();
    format!("{{{}}}", written.join(","))
}

/// The text of a value, without anything that looks like a variable.
fn escaped(value: &Value) -> String {
    value.to_string().replace("${", "\\u0024{")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<'a>(text: &'a str, breaks: Option<&'a str>) -> Said<'a> {
        Said { name: "n", message: "authentication", text, breaks }
    }

    #[test]
    fn own_ids_stand_in_a_message_unless_it_breaks_just_those() {
        let text = r#"{"event":"authentication","token":"t","subscriptionId":"s"}"#;
        let own =
            r#"{"event":"authentication","token":"${token}","subscriptionId":"${subscription_a}"}"#;
        assert_eq!(with_own(&said(text, None)), own);
        let text = r#"{"event":"authentication","token":7,"subscriptionId":"s"}"#;
        let own = r#"{"event":"authentication","token":7,"subscriptionId":"${subscription_a}"}"#;
        let rule = "axp-engagement/Authentication/token:type";
        assert_eq!(with_own(&said(text, Some(rule))), own);
    }

    #[test]
    fn what_looks_like_a_variable_stays_text() {
        let text = r#"{"\u0024{x}":"\u0024{y}"}"#;
        assert_eq!(with_own(&said(text, None)), text);
        assert_eq!(with_own(&said("[1]", None)), "[1]");
    }

    #[test]
    fn only_what_a_consumer_says_has_a_place() {
        let known = Variables::new();
        assert!(say(&said("{}", None), &known).is_some());
        assert!(say(&Said { message: "pong", ..said("{}", None) }, &known).is_none());
    }
}
