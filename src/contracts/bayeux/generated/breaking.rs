//! The one thing in a drawn session that a client may not do.
//!
//! No rule of this contract binds clients yet: each is named after the rule that says what a server
//! makes of it. Depends on `session`. Never does more than the one thing.

use super::{
    client::Stands,
    session::{Session, leave},
};
use crate::{
    contracts::bayeux::scenarios::{
        NOBODY,
        scene::{connect, farewell, offer, publish, quoted, subscribe, unsubscribe},
    },
    generate::{Choices, Hear, Say, Step, Wait},
};

/// A client says more than its handshake in the request that has it.
const COMPANIONS: &str = "bayeux-handshake-alone";
/// A client connects while its connect is held.
const SECOND: &str = "bayeux-one-held-connect";
/// A client that left goes on.
const AFTERWARDS: &str = "bayeux-disconnect-ends-session";
/// A client never shook hands.
const STRANGER: &str = "bayeux-unknown-client-refused";
/// A client subscribes to and publishes on a channel of the protocol.
const META: &str = "bayeux-meta-not-delivered";

/// What can go wrong.
pub(super) const BREAKABLE: &[&str] = &[COMPANIONS, SECOND, AFTERWARDS, STRANGER, META];

/// How long something that need not come is waited for, in seconds.
const OPTIONAL: f64 = 1.5;

/// Does it; false if there is no such rule.
pub(super) fn breaks(session: &mut Session, rule: &str, choices: &mut Choices<'_>) -> bool {
    let who = choices.below(session.clients.len());
    match rule {
        COMPANIONS => companions(session, who, choices),
        SECOND => second(session, who),
        AFTERWARDS => afterwards(session, who, choices),
        STRANGER => stranger(session, who, choices),
        META => meta(session, who),
        _ => return false,
    }
    true
}

/// A stranger shakes hands, and what a client publishes is in the same request.
fn companions(session: &mut Session, who: usize, choices: &mut Choices<'_>) {
    session.readies(who);
    let (shake, post) = (session.id(), session.id());
    let channel = "/ringtrue/${uid}/a";
    let Some(client) = session.clients.get(who) else { return };
    let handshake = offer("").replace("${transport}", client.transport.name());
    let mut messages = [
        with_id(&handshake, &shake),
        with_id(&publish(&client.id, channel, r#""companion""#), &post),
    ];
    if choices.chance(128) {
        messages.reverse();
    }
    let body = format!("[{}]", messages.join(","));
    let (name, jar) = (client.transport.name(), client.jar.clone());
    let say = Say::new("dave", "handshake with a companion", body).how("transport", name);
    // Who publishes is known to the server by its cookies too.
    session.then(say.how("jar", &jar));
    let leave = Say::new("dave", "disconnect", format!("[{}]", with_id(&leave("dave"), "${uid}d")));
    let leave = leave.how("transport", name).how("jar", &jar);
    session.case.finally.extend([Step::Say(leave), farewell("dave").into()]);
    let hear = Hear::new("dave", "handshake-reply").keep("dave", "/clientId");
    // Some servers refuse the whole request.
    session.then(hear.within(Wait::seconds(OPTIONAL)).or_go_on());
    for other in 0..session.clients.len() {
        if session.clients.get(other).is_some_and(|c| c.wants(channel)) {
            session.fetches(other, channel, 0.2);
        }
    }
}

/// A client has two connects outstanding, and does nothing after that.
fn second(session: &mut Session, who: usize) {
    session.readies(who);
    let id = session.id_of(who);
    session.say(who, "connect", &connect(&id, ""));
    // What is sent next goes by another connection and could arrive first.
    session.then(Step::Pause { wait: Wait::seconds(0.1) });
    session.say(who, "connect", &connect(&id, ""));
    let Some(client) = session.clients.get_mut(who) else { return };
    client.stands = Stands::Retired;
    let actor = client.actor.clone();
    session.perhaps(&actor, &["connect-reply", "close"], 2.0);
}

/// A client leaves, and asks for something all the same.
fn afterwards(session: &mut Session, who: usize, choices: &mut Choices<'_>) {
    session.readies(who);
    let id = session.id_of(who);
    session.leaves(who);
    let (message, reply) = asks(&id, choices);
    session.say(who, "request of a client that left", &message);
    let Some(client) = session.clients.get(who) else { return };
    let actor = client.actor.clone();
    session.perhaps(&actor, &[reply, "close"], OPTIONAL);
}

/// Somebody speaks under an id that nobody was given.
fn stranger(session: &mut Session, who: usize, choices: &mut Choices<'_>) {
    session.case.set.insert("nobody".to_owned(), NOBODY.to_owned());
    let (message, reply) = asks("nobody", choices);
    let Some(say) = session.saying(who, "request of a stranger", &message) else { return };
    let say = Say { actor: "eve".to_owned(), ..say };
    session.then(say.how("jar", "eve").breaks(STRANGER));
    session.perhaps("eve", &[reply, "close"], OPTIONAL);
}

/// A client asks for the messages of the protocol itself, and sends one that it does not have.
fn meta(session: &mut Session, who: usize) {
    session.readies(who);
    let Some(client) = session.clients.get(who) else { return };
    let (id, actor) = (client.id.clone(), client.actor.clone());
    let channel = "/meta/ringtrue";
    session.say(who, "subscribe", &subscribe(&id, &quoted(channel)));
    session.perhaps(&actor, &["subscribe-reply", "close"], OPTIONAL);
    session.say(who, "publish on a meta channel", &publish(&id, channel, r#"{"n":1}"#));
    session.perhaps(&actor, &["publish-reply", "unknown", "close"], OPTIONAL);
    for other in 0..session.clients.len() {
        if session.clients.get(other).is_some_and(|c| c.stands == Stands::Connected) {
            session.fetches(other, channel, 0.2);
        }
    }
}

/// A request in the name of the client whose id is this variable, and the name of its answer.
fn asks(id: &str, choices: &mut Choices<'_>) -> (String, &'static str) {
    let channel = quoted("/ringtrue/${uid}/a");
    match choices.below(3) {
        0 => (connect(id, r#","advice":{"timeout":0}"#), "connect-reply"),
        1 => (subscribe(id, &channel), "subscribe-reply"),
        _ => (unsubscribe(id, &channel), "unsubscribe-reply"),
    }
}

fn with_id(message: &str, id: &str) -> String {
    format!(r#"{},"id":"{id}"}}"#, message.strip_suffix('}').unwrap_or(message))
}
