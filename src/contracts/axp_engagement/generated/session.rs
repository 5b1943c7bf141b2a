//! Sessions drawn from the states of the contract: subscriptions are created, opened,
//! authenticated, kept alive, left and taken up again, deleted.
//!
//! Depends on the steps of the scenarios and on `breaking` for what goes wrong. Every consumer in
//! it pings far more often than it must, and waits for every answer before it goes on.

use super::{breaking, say::beat};
use crate::{
    contracts::axp_engagement::scenarios::steps::{
        ALL, answer, authenticate, close, delete, deleted, open, pause, ping, subscribed,
    },
    generate::{Case, Choices, Say, Variables, Wait},
};

const AIMS: [&str; 6] = [
    "axp-subscription-created",
    "axp-subscription-id-unique",
    "axp-auth-answered",
    "axp-auth-confirmed",
    "axp-ping-answered",
    "axp-ping-keeps-alive",
];

/// How long consumers pause altogether while they may leave and come back, in hundredths of a
/// second: nobody's interval passes meanwhile.
const PATIENCE: i64 = 30;

/// Where a subscription is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Created,
    Serving,
    Left,
    Over,
}

/// A session of this name, legal or breaking this rule.
pub(super) fn session(
    name: &str,
    breaks: Option<&str>,
    _known: &Variables,
    choices: &mut Choices<'_>,
) -> Option<Case> {
    let Some(rule) = breaks else { return Some(legal(name, choices)) };
    let case = Case::new(name, "A drawn session that breaks a rule of the consumer.", &AIMS);
    let mut play = Play::new(case, 1 + choices.below(2));
    for _ in 0..choices.below(5) {
        play.advance(choices);
    }
    breaking::broken(play.left(), rule)
}

fn legal(name: &str, choices: &mut Choices<'_>) -> Case {
    let case = Case::new(name, "A legal session, drawn from the states of the contract.", &AIMS);
    let mut play = Play::new(case, 1 + choices.below(3));
    for _ in 0..4 + choices.below(12) {
        play.advance(choices);
    }
    play.serve();
    if choices.chance(40) {
        play.persist();
    }
    play.case
}

/// A session as far as it is drawn.
struct Play {
    case: Case,
    states: Vec<(&'static str, State)>,
    /// What may still be paused.
    patience: i64,
}

impl Play {
    fn new(case: Case, count: usize) -> Self {
        let states = ["a", "b", "c"].into_iter().take(count).map(|actor| (actor, State::New));
        Self { case, states: states.collect(), patience: PATIENCE }
    }

    /// One more thing happens to one subscription.
    fn advance(&mut self, choices: &mut Choices<'_>) {
        let index = choices.below(self.states.len());
        let Some((actor, state)) = self.states.get(index).copied() else { return };
        let next = match state {
            State::New => self.create(actor),
            State::Created => match choices.below(5) {
                0..=2 => self.connect(actor, false),
                3 => self.connect(actor, true),
                _ => self.delete(actor),
            },
            State::Serving => match choices.below(8) {
                0 | 1 => self.ping(actor),
                2 => self.named(actor),
                3 | 4 => self.rest(choices),
                5 | 6 => self.leave(actor),
                _ => self.delete(actor),
            },
            State::Left => match choices.below(4) {
                0..=2 => self.connect(actor, false),
                _ => self.delete(actor),
            },
            State::Over => State::Over,
        };
        if let Some(slot) = self.states.get_mut(index) {
            slot.1 = next;
        }
    }

    fn add(&mut self, change: impl FnOnce(Case) -> Case) {
        let empty = Case::new("", "", &[]);
        self.case = change(std::mem::replace(&mut self.case, empty));
    }

    fn create(&mut self, actor: &str) -> State {
        self.add(|case| subscribed(case, actor, ALL));
        State::Created
    }

    /// Opens the endpoint and authenticates, at once or after a moment of silence.
    fn connect(&mut self, actor: &str, slowly: bool) -> State {
        self.add(|case| case.step(open(actor, actor)));
        if slowly && self.patience > 0 {
            self.silence(5);
        }
        self.add(|case| case.step(authenticate(actor, actor)).step(answer(actor)));
        State::Serving
    }

    fn ping(&mut self, actor: &str) -> State {
        self.add(|case| beat(case, actor));
        State::Serving
    }

    /// A ping that names its subscription.
    fn named(&mut self, actor: &str) -> State {
        let body = format!(r#"{{"event":"ping","subscriptionId":"${{subscription_{actor}}}"}}"#);
        self.add(|case| case.step(Say::new(actor, "ping", body)).step(super::say::pong(actor)));
        State::Serving
    }

    /// Time passes, and whoever is served pings.
    fn rest(&mut self, choices: &mut Choices<'_>) -> State {
        self.silence(choices.between(2, 20));
        State::Serving
    }

    fn silence(&mut self, hundredths: i64) {
        let hundredths = hundredths.clamp(0, self.patience.max(0));
        self.patience = self.patience.saturating_sub(hundredths);
        #[expect(clippy::cast_precision_loss, reason = "less than a hundred")]
        let seconds = hundredths as f64 / 100.0;
        self.pass(Wait::seconds(seconds));
    }

    fn pass(&mut self, wait: Wait) {
        self.add(|case| case.step(pause(wait)));
        for actor in self.of(State::Serving) {
            self.add(|case| beat(case, actor));
        }
    }

    fn leave(&mut self, actor: &str) -> State {
        self.add(|case| case.step(close(actor)));
        State::Left
    }

    fn delete(&mut self, actor: &str) -> State {
        self.add(|case| case.step(delete(actor)).step(deleted(actor)).step(close(actor)));
        State::Over
    }

    fn of(&self, wanted: State) -> Vec<&'static str> {
        self.states.iter().filter(|(_, state)| *state == wanted).map(|(actor, _)| *actor).collect()
    }

    /// In the end somebody is served.
    fn serve(&mut self) {
        if let Some(actor) = self.of(State::Serving).first().copied() {
            self.ping(actor);
            return;
        }
        let actor = "last";
        self.create(actor);
        self.connect(actor, false);
        self.ping(actor);
        self.states.push((actor, State::Serving));
    }

    /// Whoever is served stays for longer than the ping interval, pinging.
    fn persist(&mut self) {
        for _ in 0..3 {
            self.pass(Wait::times(0.4, "pingInterval", 0.0));
        }
    }

    /// Everybody leaves.
    fn left(mut self) -> Case {
        for actor in self.of(State::Serving) {
            self.add(|case| case.step(ping(actor)).step(close(actor)));
        }
        self.case
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Step;

    fn drawn(seed: u64) -> Case {
        let tape = Choices::tape(seed, 1024);
        session("s", None, &Variables::new(), &mut Choices::new(&tape)).unwrap()
    }

    #[test]
    fn the_simplest_session_is_created_opened_authenticated_and_kept_alive() {
        let case = session("s", None, &Variables::new(), &mut Choices::new(&[])).unwrap();
        let said: Vec<&str> = case
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Say(say) => Some(say.message.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(said, ["SubscriptionRequest", "authentication", "ping", "ping", "ping"]);
    }

    #[test]
    fn sessions_differ_and_none_breaks_a_rule_on_purpose() {
        let all: Vec<Case> = (0..50).map(drawn).collect();
        let distinct: std::collections::BTreeSet<usize> =
            all.iter().map(|c| c.steps.len()).collect();
        assert!(distinct.len() > 10);
        let breaks = |step: &Step| matches!(step, Step::Say(say) if say.breaks.is_some());
        assert!(!all.iter().any(|case| case.steps.iter().any(breaks)));
    }

    #[test]
    fn every_rule_that_can_be_broken_has_a_session() {
        for rule in breaking::RULES {
            let case = session("s", Some(rule), &Variables::new(), &mut Choices::new(&[7; 64]));
            assert!(case.is_some(), "{rule}");
        }
        assert!(session("s", Some("what"), &Variables::new(), &mut Choices::new(&[])).is_none());
    }
}
