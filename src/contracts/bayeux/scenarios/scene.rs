//! The words in which scenes are written: who shakes hands, who listens, who publishes.
//!
//! Depends on `generate`. An actor's client id is the variable of the actor's name.

use crate::generate::{Case, Hear, Say, Step, Wait};

/// How long nothing must come for it to count as nothing, in seconds, where it could come at once.
const QUIET: f64 = 0.2;
/// How long an answer that need not come is waited for, in seconds.
const OPTIONAL: f64 = 1.5;

/// The transports that a client of ours can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    /// Requests by POST; the connect is held.
    LongPolling,
    /// Requests by GET, answered with scripts.
    CallbackPolling,
    /// Frames of a socket.
    WebSocket,
}

impl Transport {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::LongPolling, Self::CallbackPolling, Self::WebSocket];

    /// Its name in the protocol.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::LongPolling => "long-polling",
            Self::CallbackPolling => "callback-polling",
            Self::WebSocket => "websocket",
        }
    }

    /// Whether an event can only come with an answer.
    pub(crate) fn polls(self) -> bool {
        self != Self::WebSocket
    }
}

/// A case under construction.
pub(crate) struct Scene {
    case: Case,
    transport: Transport,
    messages: u32,
}

impl Scene {
    /// A scene over a transport.
    pub(crate) fn new(name: &str, transport: Transport, about: &str, aims: &[&str]) -> Self {
        let name = format!("{name}@{}", transport.name());
        let mut case = Case::new(&name, about, aims);
        case.set.insert("transport".to_owned(), transport.name().to_owned());
        Self { case, transport, messages: 0 }
    }

    /// The case.
    pub(crate) fn done(self) -> Case {
        self.case
    }

    /// An id that no other message of the case has.
    pub(crate) fn id(&mut self) -> String {
        self.messages += 1;
        format!("${{uid}}m{}", self.messages)
    }

    /// Any step.
    pub(crate) fn then(mut self, step: impl Into<Step>) -> Self {
        self.case.steps.push(step.into());
        self
    }

    /// What an actor sends: one message, whose id is added, in an array.
    pub(crate) fn saying(&mut self, actor: &str, what: &str, message: &str) -> Say {
        let id = self.id();
        let body = message.strip_suffix('}').unwrap_or(message);
        self.body(actor, what, &format!(r#"[{body},"id":"{id}"}}]"#))
    }

    /// What an actor sends, as it is.
    pub(crate) fn body(&self, actor: &str, what: &str, body: &str) -> Say {
        Say::new(actor, what, body).how("transport", "${transport}")
    }

    /// An actor sends one message.
    pub(crate) fn say(mut self, actor: &str, what: &str, message: &str) -> Self {
        let say = self.saying(actor, what, message);
        self.then(say)
    }

    /// An actor sends one message that breaks a rule on purpose.
    pub(crate) fn say_broken(mut self, actor: &str, what: &str, message: &str, rule: &str) -> Self {
        let say = self.saying(actor, what, message).breaks(rule);
        self.then(say)
    }

    /// An actor's client sends something that must be refused, in a message or by HTTP itself.
    pub(crate) fn refused(mut self, actor: &str, message: &str, rule: &str, reply: &str) -> Self {
        let say = |scene: &mut Self, actor: &str| {
            scene.saying(actor, "request to be refused", message).breaks(rule)
        };
        if !self.transport.polls() {
            let say = say(&mut self, actor);
            return self.then(say).perhaps(actor, &[reply, "close"]);
        }
        // Under another name: the responses to what the actor sent before are not meant.
        let name = format!("{actor}{}", self.messages);
        let say = say(&mut self, &name).how("jar", actor);
        self.then(say).perhaps(&name, &[reply, "response"])
    }

    /// An actor gets a client id; at the end it gives it up.
    pub(crate) fn handshake(mut self, actor: &str) -> Self {
        let say = self.saying(actor, "handshake", &offer(""));
        self.then(say).welcomed(actor)
    }

    /// An actor is given its client id; at the end it gives it up.
    pub(crate) fn welcomed(self, actor: &str) -> Self {
        self.leaving(actor).then(Hear::new(actor, "handshake-reply").keep(actor, "/clientId"))
    }

    /// At the end, an actor gives up its client id, if it has one.
    pub(crate) fn leaving(mut self, actor: &str) -> Self {
        let leave = format!(r#"{{"channel":"/meta/disconnect","clientId":"${{{actor}}}"}}"#);
        let leave = self.saying(actor, "disconnect", &leave);
        self.case.finally.push(leave.into());
        self.case.finally.push(farewell(actor).into());
        self
    }

    /// An actor has a session: it shook hands, and connected once.
    pub(crate) fn ready(self, actor: &str) -> Self {
        self.handshake(actor).connect_at_once(actor)
    }

    /// An actor has a session that the scene itself ends.
    pub(crate) fn passing(self, actor: &str) -> Self {
        let hear = Hear::new(actor, "handshake-reply").keep(actor, "/clientId");
        self.say(actor, "handshake", &offer("")).then(hear).connect_at_once(actor)
    }

    /// An actor connects and asks not to be held.
    pub(crate) fn connect_at_once(self, actor: &str) -> Self {
        self.say(actor, "connect", &connect(actor, r#","advice":{"timeout":0}"#))
            .then(Hear::new(actor, "connect-reply"))
    }

    /// An actor has a connect outstanding from now on.
    pub(crate) fn listen(self, actor: &str) -> Self {
        self.say(actor, "connect", &connect(actor, ""))
    }

    /// An actor has a connect outstanding, and has had it for long enough to be held.
    pub(crate) fn held(self, actor: &str) -> Self {
        // What is sent next goes by another connection and could arrive first.
        self.listen(actor).then(Step::Pause { wait: Wait::seconds(0.1) })
    }

    /// An actor that got an event has a connect outstanding again.
    pub(crate) fn listen_on(self, actor: &str) -> Self {
        if self.transport.polls() { self.listen(actor) } else { self }
    }

    /// An actor subscribes, and is answered.
    pub(crate) fn subscribe(self, actor: &str, subscription: &str) -> Self {
        self.say(actor, "subscribe", &subscribe(actor, &quoted(subscription)))
            .then(Hear::new(actor, "subscribe-reply"))
    }

    /// An actor publishes, and is answered or not.
    pub(crate) fn publish(self, actor: &str, channel: &str, data: &str) -> Self {
        self.say(actor, "publish", &publish(actor, channel, data)).acknowledged(actor)
    }

    /// A publish is answered, or the answer that need not come does not.
    pub(crate) fn acknowledged(self, actor: &str) -> Self {
        let hear = Hear::new(actor, "publish-reply").within(Wait::seconds(OPTIONAL)).or_go_on();
        self.then(hear)
    }

    /// An actor gets an event of a channel.
    pub(crate) fn gets(self, actor: &str, channel: &str) -> Self {
        self.then(Hear::new(actor, "delivery").with("/channel", channel))
    }

    /// An actor that has no connect outstanding fetches what waits for it: no event of a channel.
    pub(crate) fn quiet(self, actor: &str, channel: &str) -> Self {
        let hear = Hear::new(actor, "delivery").with("/channel", channel);
        self.connect_at_once(actor).then(hear.within(Wait::seconds(QUIET)).or_go_on())
    }

    /// An actor that has no connect outstanding fetches an event of a channel.
    pub(crate) fn fetches(self, actor: &str, channel: &str) -> Self {
        self.connect_at_once(actor).gets(actor, channel)
    }

    /// An actor that has no connect outstanding fetches an event of a channel, if it comes.
    pub(crate) fn may_fetch(self, actor: &str, channel: &str) -> Self {
        let hear = Hear::new(actor, "delivery").with("/channel", channel);
        self.connect_at_once(actor).then(hear.within(Wait::seconds(OPTIONAL)).or_go_on())
    }

    /// An actor is answered with one of these messages, or not at all.
    pub(crate) fn perhaps(self, actor: &str, messages: &[&str]) -> Self {
        let mut hear = Hear::new(actor, "").within(Wait::seconds(OPTIONAL)).or_go_on();
        hear.any = messages.iter().map(|m| (*m).to_owned()).collect();
        self.then(hear)
    }
}

/// A handshake that offers the transport of the case, and long polling as everybody must.
pub(crate) fn offer(more: &str) -> String {
    format!(
        r#"{{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["${{transport}}","long-polling"]{more}}}"#
    )
}

/// A connect.
pub(crate) fn connect(actor: &str, more: &str) -> String {
    format!(
        r#"{{"channel":"/meta/connect","clientId":"${{{actor}}}","connectionType":"${{transport}}"{more}}}"#
    )
}

/// A subscribe; the subscription is JSON.
pub(crate) fn subscribe(actor: &str, subscription: &str) -> String {
    format!(
        r#"{{"channel":"/meta/subscribe","clientId":"${{{actor}}}","subscription":{subscription}}}"#
    )
}

/// An unsubscribe; the subscription is JSON.
pub(crate) fn unsubscribe(actor: &str, subscription: &str) -> String {
    format!(
        r#"{{"channel":"/meta/unsubscribe","clientId":"${{{actor}}}","subscription":{subscription}}}"#
    )
}

/// A publish; the data are JSON.
pub(crate) fn publish(actor: &str, channel: &str, data: &str) -> String {
    format!(r#"{{"channel":"{channel}","clientId":"${{{actor}}}","data":{data}}}"#)
}

/// Text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Waiting for the answer to the last disconnect.
pub(crate) fn farewell(actor: &str) -> Hear {
    // None of the client id is added: but if the actor never got one, there is nothing to wait for.
    let wait = Wait::times(0.0, actor, OPTIONAL);
    Hear::new(actor, "disconnect-reply").within(wait).or_go_on()
}

/// Waiting for a connect that is held to its end.
pub(crate) fn held_to_its_end(actor: &str) -> Hear {
    Hear::new(actor, "connect-reply").within(Wait::times(0.001, HOLD, 3.0))
}

/// The variable with the advised time of holding, in milliseconds.
const HOLD: &str = "hold";

/// Tells whether a case waits for a connect to be held to its end.
pub(crate) fn waits_for_hold(case: &Case) -> bool {
    case.steps.iter().any(|step| match step {
        Step::Hear(hear) => hear.within.as_ref().is_some_and(|w| w.plus.as_deref() == Some(HOLD)),
        _ => false,
    })
}
