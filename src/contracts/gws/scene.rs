//! The words in which cases of agents are written: who shakes hands, subscribes, operates, listens.
//!
//! Depends on `generate` and on the messages of the Bayeux scenes. Every id is made of digits, as
//! those of the documents are, and no two of a case are the same. All goes over long polling,
//! which is what these providers speak.

use crate::{
    contracts::bayeux::scenarios::scene as bayeux,
    generate::{Case, Hear, Listen, Say, Step, Wait},
};

/// A case under construction.
pub(crate) struct Scene {
    case: Case,
    messages: u32,
}

impl Scene {
    /// A case of this name.
    pub(crate) fn new(name: &str, about: &str, aims: &[&str]) -> Self {
        let mut case = Case::new(name, about, aims);
        case.set.insert("transport".to_owned(), "long-polling".to_owned());
        Self { case, messages: 0 }
    }

    /// The case.
    pub(crate) fn done(self) -> Case {
        self.case
    }

    /// Any step.
    pub(crate) fn then(mut self, step: impl Into<Step>) -> Self {
        self.case.steps.push(step.into());
        self
    }

    /// Time passes.
    pub(crate) fn pause(self, seconds: f64) -> Self {
        self.then(Step::Pause { wait: Wait::seconds(seconds) })
    }

    /// An actor has a session, which it ends at last: it shook hands and connected once.
    pub(crate) fn ready(self, actor: &str) -> Self {
        let hear = Hear::new(actor, "handshake-reply").keep(actor, "/clientId");
        self.shaking(actor, hear).connect_at_once(actor, Hear::new(actor, "connect-reply"))
    }

    /// An actor shakes hands, and gives up its session at last.
    pub(crate) fn shaking(mut self, actor: &str, hear: Hear) -> Self {
        let leave = format!(r#"{{"channel":"/meta/disconnect","clientId":"${{{actor}}}"}}"#);
        let leave = self.saying(actor, "disconnect", &leave);
        self.case.finally.push(leave.into());
        self.case.finally.push(bayeux::farewell(actor).into());
        self.say(actor, "handshake", &bayeux::offer("")).then(hear)
    }

    /// An actor connects and asks not to be held.
    pub(crate) fn connect_at_once(self, actor: &str, hear: Hear) -> Self {
        let connect = bayeux::connect(actor, r#","advice":{"timeout":0}"#);
        self.say(actor, "connect", &connect).then(hear)
    }

    /// An actor has a connect outstanding from now on.
    pub(crate) fn connect(self, actor: &str) -> Self {
        self.say(actor, "connect", &bayeux::connect(actor, ""))
    }

    /// An actor subscribes, and is answered.
    pub(crate) fn subscribe(self, actor: &str, channel: &str) -> Self {
        self.say(actor, "subscribe", &bayeux::subscribe(actor, &bayeux::quoted(channel)))
            .then(Hear::new(actor, "subscribe-reply"))
    }

    /// An actor asks for an operation, and is answered.
    pub(crate) fn operate(self, actor: &str, message: &str, path: &str, name: &str) -> Self {
        let body = format!(r#"{{"operationName":"{name}"}}"#);
        let say = Say::new(actor, message, body).how("path", path);
        self.then(say).then(Hear::new(actor, "operation-reply"))
    }

    /// An actor listens until it hears this, which came with the answer to its connect.
    pub(crate) fn hears(self, actor: &str, hear: Hear, within: f64) -> Self {
        self.waits_for(actor, hear, within).then(Hear::new(actor, "connect-reply"))
    }

    /// An actor listens for this to the end of the case: a connect may be outstanding afterwards.
    pub(crate) fn waits_for(self, actor: &str, hear: Hear, within: f64) -> Self {
        let listen = Listen::new(actor, within, Wait::seconds(within)).until(hear);
        self.listen(actor, listen)
    }

    /// An actor listens to the end of the case: until nothing came for a while.
    pub(crate) fn listens(self, actor: &str, quiet: f64, within: f64) -> Self {
        let listen = Listen::new(actor, quiet, Wait::seconds(within));
        self.listen(actor, listen)
    }

    fn listen(self, actor: &str, listen: Listen) -> Self {
        let connect = bayeux::connect(actor, "");
        // No other message of a case has an id of four digits.
        let say = numbered(actor, "connect", &connect, "100${round}");
        self.then(listen.saying(say, "connect-reply"))
    }

    /// An actor sends one message, whose id is added, in an array.
    pub(crate) fn say(mut self, actor: &str, what: &str, message: &str) -> Self {
        let say = self.saying(actor, what, message);
        self.then(say)
    }

    fn saying(&mut self, actor: &str, what: &str, message: &str) -> Say {
        self.messages += 1;
        let id = self.messages.to_string();
        numbered(actor, what, message, &id)
    }
}

fn numbered(actor: &str, what: &str, message: &str, id: &str) -> Say {
    let body = message.strip_suffix('}').unwrap_or(message);
    let body = format!(r#"[{body},"id":"{id}"}}]"#);
    Say::new(actor, what, body).how("transport", "${transport}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_of_a_case_has_a_number_of_its_own() {
        let case = Scene::new("a", "b", &[]).ready("x").subscribe("x", "/c").connect("x").done();
        let bodies: Vec<&str> = case
            .steps
            .iter()
            .chain(&case.finally)
            .filter_map(|s| if let Step::Say(say) = s { Some(say.body.as_str()) } else { None })
            .collect();
        for number in 1..=bodies.len() {
            let id = format!(r#""id":"{number}""#);
            assert_eq!(bodies.iter().filter(|b| b.contains(&id)).count(), 1, "{id}: {bodies:?}");
        }
    }
}
