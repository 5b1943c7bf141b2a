//! Sessions drawn from the states of the protocol: several clients take turns, and each does what
//! it may where it stands.
//!
//! Depends on `client` for where that is, on `breaking` for the one thing that it may not, and on
//! `scenarios` for the words. Never says what a server should answer.

use super::{
    breaking,
    client::{Client, Stands},
    words::within,
};
use crate::{
    contracts::bayeux::scenarios::{
        offered,
        scene::{Transport, connect, farewell, offer, publish, quoted, subscribe, unsubscribe},
    },
    generate::{Case, Choices, Hear, Say, Step, Variables, Wait},
};

/// The clients of a session.
const NAMES: [&str; 3] = ["alice", "bob", "carol"];
/// How many turns they take at least, and how many more.
const TURNS: usize = 10;
const MORE: usize = 10;
/// How long something that need not come is waited for, and nothing at all, in seconds.
const OPTIONAL: f64 = 1.5;
const QUIET: f64 = 0.2;
/// Where events are published, below the channels of the case.
const CHANNELS: [&str; 8] = ["/a", "/a/b", "/a/b/c", "/A", "/ab", "/b", "/a-b_c!d~e(f)$g@h", ""];
/// Patterns that clients subscribe to, besides the channels.
const PATTERNS: [&str; 4] = ["/*", "/**", "/a/*", "/a/**"];
/// What is published.
const DATA: [&str; 6] =
    [r#"{"n":1}"#, "7", r#""text""#, "null", r#"[true,{"a":null}]"#, r#"{"text":"\u00fc\u2028"}"#];
/// What a legal session exercises.
const AIMS: [&str; 3] =
    ["bayeux-delivery-only-subscribed", "bayeux-meta-reply-id", "bayeux-client-id-unique"];

/// A drawn session; with `breaks`, one thing in it is what a client may not do.
pub(super) fn session(
    name: &str,
    breaks: Option<&str>,
    known: &Variables,
    choices: &mut Choices<'_>,
) -> Option<Case> {
    let offered = offered(known);
    let case = match breaks {
        None => Case::new(name, "Clients do what they may, as drawn.", &AIMS),
        Some(rule) => Case::new(name, "Among what they may, clients do one thing wrong.", &[rule]),
    };
    let count = 2 + choices.below(2);
    let mut clients = Vec::new();
    for name in NAMES.into_iter().take(count) {
        let transport = offered.get(choices.below(offered.len())).copied();
        clients.push(Client::new(name, transport.unwrap_or(Transport::LongPolling)));
    }
    let mut session = Session { case, clients, messages: 0 };
    let turns = TURNS + choices.below(MORE);
    // Not before somebody can have a session.
    let wrong = breaks.map(|rule| (rule, TURNS / 2 + choices.below(turns - TURNS / 2)));
    for turn in 0..turns {
        if let Some((rule, _)) = wrong.filter(|(_, at)| *at == turn)
            && !breaking::breaks(&mut session, rule, choices)
        {
            return None;
        }
        session.turn(choices);
    }
    Some(session.case)
}

/// A session under construction.
pub(super) struct Session {
    /// The case so far.
    pub(super) case: Case,
    /// Its clients.
    pub(super) clients: Vec<Client>,
    messages: u32,
}

impl Session {
    /// One client does something.
    fn turn(&mut self, choices: &mut Choices<'_>) {
        let who = choices.below(self.clients.len());
        let Some(client) = self.clients.get(who) else { return };
        match client.stands {
            Stands::Unconnected => self.shake(who),
            Stands::Connecting => self.connects(who),
            Stands::Retired => {}
            Stands::Connected => match choices.below(10) {
                0 => self.connects(who),
                1..=3 => self.subscribes(who, choices),
                4..=6 => self.publishes(who, choices),
                7 => self.unsubscribes(who, choices),
                8 => self.wakes(who, choices),
                _ if choices.chance(128) => self.forgets(who),
                _ => self.leaves(who),
            },
        }
    }

    /// Brings a client to where it is connected.
    pub(super) fn readies(&mut self, who: usize) {
        for _ in 0..2 {
            match self.clients.get(who).map(|c| c.stands) {
                Some(Stands::Unconnected) => self.shake(who),
                Some(Stands::Connecting) => self.connects(who),
                _ => {}
            }
        }
    }

    /// A message of a client, with an id, in an array.
    pub(super) fn saying(&mut self, who: usize, what: &str, message: &str) -> Option<Say> {
        let id = self.id();
        let client = self.clients.get(who)?;
        let message = message.replace("${transport}", client.transport.name());
        let body = message.strip_suffix('}').unwrap_or(&message);
        let say = Say::new(&client.actor, what, format!(r#"[{body},"id":"{id}"}}]"#));
        Some(say.how("transport", client.transport.name()).how("jar", &client.jar))
    }

    /// An id that no other message has.
    pub(super) fn id(&mut self) -> String {
        self.messages += 1;
        format!("${{uid}}m{}", self.messages)
    }

    /// One more step.
    pub(super) fn then(&mut self, step: impl Into<Step>) {
        self.case.steps.push(step.into());
    }

    /// A client says something.
    pub(super) fn say(&mut self, who: usize, what: &str, message: &str) {
        let say = self.saying(who, what, message);
        self.case.steps.extend(say.map(Step::Say));
    }

    /// A client waits for an answer that must come.
    pub(super) fn hear(&mut self, who: usize, reply: &str) {
        let Some(client) = self.clients.get(who) else { return };
        self.then(Hear::new(&client.actor, reply));
    }

    /// Somebody waits for what need not come.
    pub(super) fn perhaps(&mut self, actor: &str, any: &[&str], seconds: f64) {
        let mut hear = Hear::new(actor, "").within(Wait::seconds(seconds)).or_go_on();
        hear.any = any.iter().map(|name| (*name).to_owned()).collect();
        self.then(hear);
    }

    /// The variable with a client's id.
    pub(super) fn id_of(&self, who: usize) -> String {
        self.clients.get(who).map(|c| c.id.clone()).unwrap_or_default()
    }

    fn shake(&mut self, who: usize) {
        self.say(who, "handshake", &offer(""));
        let leave = leave(&self.id_of(who));
        let leave = self.saying(who, "disconnect", &leave);
        let Some(client) = self.clients.get_mut(who) else { return };
        client.stands = Stands::Connecting;
        let (actor, id) = (client.actor.clone(), client.id.clone());
        self.then(Hear::new(&actor, "handshake-reply").keep(&id, "/clientId"));
        self.case.finally.extend(leave.map(Step::Say));
        self.case.finally.push(Hear { actor, ..farewell(&id) }.into());
    }

    /// Connects, and asks not to be held.
    pub(super) fn connects(&mut self, who: usize) {
        self.say(who, "connect", &connect(&self.id_of(who), r#","advice":{"timeout":0}"#));
        self.hear(who, "connect-reply");
        if let Some(client) = self.clients.get_mut(who) {
            client.stands = Stands::Connected;
        }
    }

    fn subscribes(&mut self, who: usize, choices: &mut Choices<'_>) {
        let names: Vec<String> = (0..=choices.below(2)).map(|_| wanted(choices)).collect();
        let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let text = match list.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(",")),
        };
        self.say(who, "subscribe", &subscribe(&self.id_of(who), &text));
        self.hear(who, "subscribe-reply");
        let Some(client) = self.clients.get_mut(who) else { return };
        for name in names {
            if !client.subscriptions.contains(&name) {
                client.subscriptions.push(name);
            }
        }
    }

    fn unsubscribes(&mut self, who: usize, choices: &mut Choices<'_>) {
        let Some(client) = self.clients.get_mut(who) else { return };
        if client.subscriptions.is_empty() {
            return self.subscribes(who, choices);
        }
        let name = client.subscriptions.remove(choices.below(client.subscriptions.len()));
        self.say(who, "unsubscribe", &unsubscribe(&self.id_of(who), &quoted(&name)));
        self.hear(who, "unsubscribe-reply");
        self.publishes_on(who, &within(&name), choices);
    }

    fn publishes(&mut self, who: usize, choices: &mut Choices<'_>) {
        let channel = place(choices.pick(&CHANNELS));
        self.publishes_on(who, &channel, choices);
    }

    /// Publishes; whoever asked for it fetches it, and one that did not finds nothing.
    pub(super) fn publishes_on(&mut self, who: usize, channel: &str, choices: &mut Choices<'_>) {
        self.speaks(who, channel, choices);
        let mut quiet = choices.chance(80);
        for other in 0..self.clients.len() {
            let Some(client) = self.clients.get(other) else { continue };
            if client.wants(channel) {
                self.fetches(other, channel, OPTIONAL);
            } else if quiet && client.stands == Stands::Connected {
                quiet = false;
                self.fetches(other, channel, QUIET);
            }
        }
    }

    fn speaks(&mut self, who: usize, channel: &str, choices: &mut Choices<'_>) {
        let data = choices.pick(&DATA).unwrap_or("1");
        self.say(who, "publish", &publish(&self.id_of(who), channel, data));
        let Some(client) = self.clients.get(who) else { return };
        let actor = client.actor.clone();
        self.perhaps(&actor, &["publish-reply"], OPTIONAL);
    }

    /// A client fetches what waits for it: an event of a channel, or none.
    pub(super) fn fetches(&mut self, who: usize, channel: &str, seconds: f64) {
        self.connects(who);
        let Some(client) = self.clients.get(who) else { return };
        let hear = Hear::new(&client.actor, "delivery").with("/channel", channel);
        self.then(hear.within(Wait::seconds(seconds)).or_go_on());
    }

    /// Wakes another client that has a connect held.
    fn wakes(&mut self, who: usize, choices: &mut Choices<'_>) {
        let sleeper = self.clients.iter().enumerate().find_map(|(other, c)| {
            let sleeps = other != who && c.stands == Stands::Connected && c.transport.polls();
            let name = c.subscriptions.last().filter(|_| sleeps)?;
            Some((other, c.actor.clone(), within(name)))
        });
        let Some((other, actor, channel)) = sleeper else { return self.publishes(who, choices) };
        self.say(other, "connect", &connect(&self.id_of(other), ""));
        self.speaks(who, &channel, choices);
        self.perhaps(&actor, &["connect-reply"], OPTIONAL);
        for other in 0..self.clients.len() {
            if self.clients.get(other).is_some_and(|c| c.wants(&channel)) {
                self.fetches(other, &channel, OPTIONAL);
            }
        }
    }

    /// Leaves; what it is from now on is new.
    pub(super) fn leaves(&mut self, who: usize) {
        let id = self.id_of(who);
        self.say(who, "disconnect", &leave(&id));
        self.hear(who, "disconnect-reply");
        // What is gone need not be given up at the end.
        let ours = format!("${{{id}}}");
        let mut kept = Vec::new();
        let mut skips = false;
        for step in self.case.finally.drain(..) {
            let leaves = matches!(&step, Step::Say(say) if say.body.contains(&ours));
            let waits = skips && matches!(step, Step::Hear(_));
            skips = leaves;
            if !leaves && !waits {
                kept.push(step);
            }
        }
        self.case.finally = kept;
        if let Some(client) = self.clients.get_mut(who) {
            client.begins_anew(true);
        }
    }

    /// Shakes hands anew without a farewell, as after a time without connection.
    fn forgets(&mut self, who: usize) {
        if let Some(client) = self.clients.get_mut(who) {
            client.begins_anew(false);
        }
        self.shake(who);
    }
}

/// A channel of the case, as a template.
fn place(name: Option<&str>) -> String {
    format!("/ringtrue/${{uid}}{}", name.unwrap_or("/a"))
}

/// A name or a pattern of the case.
fn wanted(choices: &mut Choices<'_>) -> String {
    let pattern = choices.chance(128);
    place(if pattern { choices.pick(&PATTERNS) } else { choices.pick(&CHANNELS) })
}

/// A disconnect of the client whose id is this variable.
pub(super) fn leave(id: &str) -> String {
    format!(r#"{{"channel":"/meta/disconnect","clientId":"${{{id}}}"}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(breaks: Option<&str>, seed: u64) -> Case {
        let types = ["long-polling", "callback-polling", "websocket"];
        let types = types.iter().enumerate();
        let known: Variables = types.map(|(i, t)| (format!("type{i}"), (*t).to_owned())).collect();
        let tape = Choices::tape(seed, 1024);
        session("drawn", breaks, &known, &mut Choices::new(&tape)).unwrap()
    }

    /// The messages that are said, each with who says it and over what.
    fn said(case: &Case) -> Vec<(serde_json::Value, String)> {
        let says = case.steps.iter().filter_map(|step| match step {
            Step::Say(say) => Some(say),
            _ => None,
        });
        says.map(|s| (serde_json::from_str(&s.body).unwrap(), s.how["transport"].clone())).collect()
    }

    #[test]
    fn the_same_tape_gives_the_same_session_and_others_give_others() {
        assert_eq!(drawn(None, 1), drawn(None, 1));
        assert_ne!(drawn(None, 1), drawn(None, 2));
    }

    #[test]
    fn in_a_legal_session_nobody_speaks_without_a_client_id_of_its_own() {
        for seed in 0..200 {
            let case = drawn(None, seed);
            let mut kept = std::collections::BTreeSet::new();
            for step in &case.steps {
                match step {
                    Step::Hear(hear) => kept.extend(hear.keep.keys().cloned()),
                    Step::Say(say) if say.message != "handshake" => {
                        let id = say.body.split("\"clientId\":\"${").nth(1).unwrap();
                        assert!(kept.contains(id.split('}').next().unwrap()), "{}", say.body);
                        assert_eq!(say.breaks, None);
                    }
                    _ => {}
                }
            }
            for left in &case.finally {
                if let Step::Say(say) = left {
                    let others = case.steps.iter().filter(|s| {
                        matches!(s, Step::Say(other) if
                        other.message == "disconnect" && other.body.split(",\"id\"").next()
                            == say.body.split(",\"id\"").next())
                    });
                    assert_eq!(others.count(), 0, "nobody leaves twice");
                }
            }
        }
    }

    #[test]
    fn drawn_sessions_use_every_transport_and_every_message() {
        let all: Vec<_> = (0..50).flat_map(|seed| said(&drawn(None, seed))).collect();
        for transport in Transport::ALL {
            assert!(all.iter().any(|(_, over)| over == transport.name()));
        }
        for name in ["handshake", "connect", "subscribe", "unsubscribe", "disconnect"] {
            let channel = format!("/meta/{name}");
            assert!(all.iter().any(|(body, _)| body[0]["channel"] == channel.as_str()), "{name}");
        }
        assert!(all.iter().any(|(body, _)| body[0].get("data").is_some()));
    }

    #[test]
    fn without_choices_the_session_is_the_simplest() {
        let case = session("n", None, &Variables::new(), &mut Choices::new(&[])).unwrap();
        assert!(said(&case).iter().all(|(_, over)| over == "long-polling"));
        assert!(case.steps.len() < 40);
    }

    #[test]
    fn every_rule_that_can_be_broken_makes_a_session() {
        for rule in breaking::BREAKABLE {
            for seed in 0..20 {
                assert_eq!(drawn(Some(rule), seed).aims, [*rule]);
            }
        }
        let none = session("n", Some("no-such"), &Variables::new(), &mut Choices::new(&[]));
        assert_eq!(none, None);
    }
}
