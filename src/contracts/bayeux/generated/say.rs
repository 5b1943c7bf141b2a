//! A generated message at its place in a session.
//!
//! Alice listens before and after it, bob says it, and carol comes when it is said: what spoils
//! the server for others shows with them. Depends on `scenarios` and `words`.

use super::words::{
    Words, channel_at_home, literal, subscription_at_home, subscriptions_at_home, within,
};
use crate::{
    contracts::bayeux::scenarios::{
        offered,
        scene::{Scene, Transport, quoted, subscribe},
    },
    generate::{Case, Hear, Said, Variables, Wait},
};

/// Where the controls speak.
const CONTROL: &str = "/ringtrue/${uid}/control";
/// Where bob is woken.
const WAKE: &str = "/ringtrue/${uid}/wake";
/// The longest message that a URL carries, in bytes.
const SHORT: usize = 1500;

/// A session in which bob says this; none for a message that is not the consumer's, and none for a
/// broken id: a server has to repeat whatever id it was sent, so what it makes of one is our fault.
pub(super) fn say(said: &Said<'_>, known: &Variables) -> Option<Case> {
    let mut words = Words::new(said)?;
    let unplayable = words.announced().is_none() || words.breaks("id", &["MessageId"]);
    if said.breaks.is_some() && unplayable {
        return None;
    }
    let transport = transport(said, known);
    let (about, aim) = match said.breaks {
        None => {
            ("A valid message, drawn from its schema, is said at its place.", reply_rule(said)?)
        }
        Some(_) => (
            "A message that breaks one constraint is said where a good one could be.",
            "bayeux-server-message-known",
        ),
    };
    let mut scene =
        Scene::new(said.name, transport, about, &[aim]).ready("alice").subscribe("alice", CONTROL);
    let id = quoted(&scene.id());
    words.put("id", &["MessageId"], &id);
    words.put("clientId", &["ClientId"], "\"${bob}\"");
    let scene = match said.message {
        "handshake-request" => handshake(scene, words),
        "connect-request" => connect(scene, words, transport),
        "disconnect-request" => disconnect(scene, words),
        "subscribe-request" => subscribed(scene, words),
        "unsubscribe-request" => unsubscribed(scene, words),
        "publish" => published(scene, words),
        _ => return None,
    };
    let scene = scene.ready("carol").publish("carol", CONTROL, "1").fetches("alice", CONTROL);
    let mut case = scene.done();
    said.name.clone_into(&mut case.name);
    Some(case)
}

/// The rule that a valid message exercises.
fn reply_rule(said: &Said<'_>) -> Option<&'static str> {
    Some(match said.message {
        "handshake-request" => "bayeux-handshake-answered",
        "connect-request" => "bayeux-connect-answered",
        "disconnect-request" => "bayeux-disconnect-answered",
        "subscribe-request" => "bayeux-subscribe-answered",
        "unsubscribe-request" => "bayeux-unsubscribe-answered",
        "publish" => "bayeux-delivery-intact",
        _ => return None,
    })
}

/// The transports take turns; what is long does not go by a URL.
fn transport(said: &Said<'_>, known: &Variables) -> Transport {
    let mut offered = offered(known);
    offered.retain(|t| *t != Transport::CallbackPolling || said.text.len() <= SHORT);
    // A broken connect that is held all the same is woken by an event only where it polls.
    let polls = said.breaks.is_some() && said.message == "connect-request";
    offered.retain(|t| !polls || t.polls());
    let turn = said.name.bytes().fold(0_usize, |sum, b| sum.wrapping_add(usize::from(b)));
    let turn = turn.checked_rem(offered.len()).unwrap_or(0);
    offered.get(turn).copied().unwrap_or(Transport::LongPolling)
}

/// Bob says the message as it is.
fn spoken(scene: Scene, words: &Words<'_>) -> Scene {
    let say = scene.body("bob", "generated message", &words.body());
    match words.announced() {
        Some(rule) => scene.then(say.breaks(&rule)),
        None => scene.then(say),
    }
}

/// Bob, who has a session, says the message, and something may come of it: an answer, or a word
/// of HTTP, or the end of a socket.
fn broken(scene: Scene, words: &Words<'_>) -> Scene {
    let rule = words.announced().unwrap_or_default();
    // Under another name: what comes of his other messages is not meant.
    let name = "bobs-request";
    let say = scene.body(name, "generated message", &words.body());
    let scene = scene.then(say.how("jar", "bob").breaks(&rule));
    scene.perhaps(name, &["response", "frame", "close", "error"])
}

fn handshake(scene: Scene, mut words: Words<'_>) -> Scene {
    let drawn = words.value.get("supportedConnectionTypes").and_then(|types| types.as_array());
    let drawn = drawn.map(Vec::as_slice).unwrap_or_default();
    let drawn: String = drawn.iter().map(|t| format!(",{}", literal(t))).collect();
    let types = format!(r#"["${{transport}}","long-polling"{drawn}]"#);
    words.put("supportedConnectionTypes", &["ConnectionTypes"], &types);
    let mut hear = Hear::new("bob", "handshake-reply").keep("bob", "/clientId");
    hear = hear.or("handshake-failure");
    if words.announced().is_some() {
        hear = hear.or("publish-reply").or("unknown").or("close");
        hear = hear.within(Wait::seconds(1.5)).or_go_on();
    }
    spoken(scene.leaving("bob"), &words).then(hear)
}

fn connect(scene: Scene, mut words: Words<'_>, transport: Transport) -> Scene {
    words.put("connectionType", &[], "\"${transport}\"");
    let scene = scene.ready("bob").subscribe("bob", WAKE);
    // However long the connect asks to be held: an event ends it.
    let wake = |scene: Scene| scene.publish("alice", WAKE, "1");
    if words.announced().is_some() {
        // The event waits for it: nothing else is sent before it is known to be on its way.
        return broken(wake(scene), &words);
    }
    let scene = wake(spoken(scene, &words));
    if transport.polls() {
        scene.then(Hear::new("bob", "connect-reply"))
    } else {
        scene.perhaps("bob", &["connect-reply", "delivery", "close"])
    }
}

fn disconnect(scene: Scene, words: Words<'_>) -> Scene {
    match words.announced() {
        None => {
            let reply = Hear::new("bob", "disconnect-reply");
            spoken(scene.passing("bob"), &words).then(reply)
        }
        // He may have a session after it, or not.
        Some(_) => broken(scene.ready("bob"), &words),
    }
}

fn subscribed(scene: Scene, mut words: Words<'_>) -> Scene {
    at_home(&mut words);
    let scene = scene.ready("bob");
    if words.announced().is_some() {
        return broken(scene, &words);
    }
    let scene = spoken(scene, &words);
    match subscriptions_at_home(words.value.get("subscription")).first() {
        Some(first) => {
            let channel = within(first);
            let scene = scene.then(Hear::new("bob", "subscribe-reply"));
            scene.publish("alice", &channel, r#"{"n":1}"#).may_fetch("bob", &channel)
        }
        None => nothing_named(scene, "subscribe-reply"),
    }
}

fn unsubscribed(scene: Scene, mut words: Words<'_>) -> Scene {
    at_home(&mut words);
    let names = subscriptions_at_home(words.value.get("subscription"));
    let mut scene = scene.ready("bob");
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|n| quoted(n)).collect();
        let all = format!("[{}]", names.join(","));
        scene = scene
            .say("bob", "subscribe", &subscribe("bob", &all))
            .then(Hear::new("bob", "subscribe-reply"));
    }
    if words.announced().is_some() {
        return broken(scene, &words);
    }
    scene = spoken(scene, &words);
    match names.first() {
        Some(first) => {
            let channel = within(first);
            let scene = scene.then(Hear::new("bob", "unsubscribe-reply"));
            scene.publish("alice", &channel, r#"{"n":1}"#).quiet("bob", &channel)
        }
        None => nothing_named(scene, "unsubscribe-reply"),
    }
}

/// A list of no subscriptions is valid, and no clause says what a server makes of it.
fn nothing_named(scene: Scene, reply: &str) -> Scene {
    scene.perhaps("bob", &[reply, "close"])
}

fn at_home(words: &mut Words<'_>) {
    if let Some(subscription) = words.value.get("subscription") {
        let text = subscription_at_home(subscription);
        // What is not good in it stays, so this breaks what it broke.
        words.have("subscription", &[], &text);
    }
}

fn published(scene: Scene, mut words: Words<'_>) -> Scene {
    let channel = channel_at_home(words.value.get("channel"));
    if let Some(channel) = &channel {
        words.put("channel", &["ChannelName"], &quoted(channel));
    }
    let scene = scene.ready("bob");
    if words.announced().is_some() {
        // Whoever says who he is cannot be refused for that. Nobody listens: what a server hands on
        // of a broken event is the publisher's fault.
        words.have("clientId", &["ClientId"], "\"${bob}\"");
        return broken(scene, &words);
    }
    let scene = scene.subscribe("alice", "/ringtrue/${uid}/**");
    let known = words.value.get("clientId").is_some();
    let scene = spoken(scene, &words);
    match channel.filter(|_| known) {
        Some(channel) => scene.acknowledged("bob").may_fetch("alice", &channel),
        // Without a client id a server need not take it.
        None => scene.perhaps("bob", &["publish-reply", "close"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Step;

    fn case(message: &str, text: &str, breaks: Option<&str>) -> Option<Case> {
        say(&Said { name: "said-1", message, text, breaks }, &Variables::new())
    }

    fn bodies(case: &Case) -> Vec<&str> {
        let says = case.steps.iter().filter_map(|step| match step {
            Step::Say(say) => Some(say.body.as_str()),
            _ => None,
        });
        says.collect()
    }

    #[test]
    fn a_message_is_said_between_controls_under_the_name_that_was_asked_for() {
        let text = r#"{"channel":"/meta/subscribe","clientId":"x","subscription":"/a/*"}"#;
        let case = case("subscribe-request", text, None).unwrap();
        assert_eq!(case.name, "said-1");
        let bodies = bodies(&case);
        let said = r#"[{"channel":"/meta/subscribe","clientId":"${bob}","subscription":"/ringtrue/${uid}/a/*"}]"#;
        let at = bodies.iter().position(|body| *body == said).unwrap();
        let control = |bodies: &[&str]| bodies.iter().any(|body| body.contains(CONTROL));
        assert!(control(&bodies[..at]) && control(&bodies[at..]));
    }

    #[test]
    fn a_near_miss_is_announced_and_has_a_client_after_it() {
        let text = r#"{"channel":"/meta/disconnect"}"#;
        let rule = "bayeux/DisconnectRequest/clientId:required";
        let case = case("disconnect-request", text, Some(rule)).unwrap();
        let broken = case
            .steps
            .iter()
            .position(|step| matches!(step, Step::Say(say) if say.breaks.as_deref() == Some(rule)));
        let rest = &case.steps[broken.unwrap()..];
        let shakes = |step: &Step| matches!(step, Step::Say(say) if say.message == "handshake");
        assert!(rest.iter().any(shakes));
    }

    #[test]
    fn what_is_no_request_and_what_a_server_must_repeat_are_not_said() {
        assert_eq!(case("delivery", r#"{"channel":"/a","data":1}"#, None), None);
        let text = r#"{"channel":"/meta/connect","id":{}}"#;
        assert_eq!(case("connect-request", text, Some("bayeux/MessageId:type")), None);
    }
}
