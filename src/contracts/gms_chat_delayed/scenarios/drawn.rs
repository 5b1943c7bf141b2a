//! Conversations drawn from the flow of the contract: legal ones, and such that break one rule on
//! what a consumer does.
//!
//! Depends on `scene`. Never says what must come: that is for the rules.

use super::{
    known::Known,
    scene::{
        Call, DESKTOP, DEVICE, STATUS, Scene, chat_fields, create_fields, notification, say,
        variable,
    },
};
use crate::generate::{Case, Choices, Hear, Variables};

/// The rules that a conversation can break.
pub(in super::super) const BREAKABLE: &[&str] =
    &[UNASKED, NEVER_BEGUN, UNCONNECTED, NOT_SUBSCRIBED, ANOTHER_USER];

const UNASKED: &str = "gms-chat-connect-follows-announcement";
const NEVER_BEGUN: &str = "gms-chat-chat-follows-connect";
const UNCONNECTED: &str = "gms-chat-chat-after-connect";
const NOT_SUBSCRIBED: &str = "gms-chat-channel-subscribed";
const ANOTHER_USER: &str = "gms-chat-user-header";

/// How long a push may take, in seconds.
const SOON: f64 = 3.0;
/// How often something is said in a chat, at most.
const TURNS: usize = 6;
/// What is said, as it stands in JSON.
const TEXTS: [&str; 8] = [
    "Hello",
    "Shall we go on & talk?",
    "",
    r#"a \"quoted\" <b>word</b>"#,
    "naïve 日本 🙂",
    r"back\\slash",
    r"tab\tand \u0000 zero",
    "null",
];
/// What could be taken for the structure of a form, if that alone is looked at.
const STRUCTURE: [&str; 3] = [r"first line\r\nsecond line", "--", r"--\r\n--"];

/// By which way the device hears of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hears {
    /// It asks.
    Polling,
    /// It listens from the beginning.
    Pushes,
    /// It listens where connect told it to.
    HandedOut,
}

/// A drawn conversation; with `breaks`, one thing in it is what a consumer may not do.
pub(in super::super) fn session(
    name: &str,
    breaks: Option<&str>,
    kept: &Variables,
    choices: &mut Choices<'_>,
) -> Option<Case> {
    let known = Known::after_probe(kept);
    let ways: &[&Hears] = match breaks {
        Some(UNASKED) if known.comet => &[&Hears::Pushes],
        Some(UNASKED) => return None,
        Some(NOT_SUBSCRIBED) => &[&Hears::Polling],
        Some(rule) if !BREAKABLE.contains(&rule) => return None,
        _ if known.comet => &[&Hears::Polling, &Hears::Pushes, &Hears::HandedOut],
        _ => &[&Hears::Polling],
    };
    let hears = choices.pick(ways).copied()?;
    let scene = match breaks {
        None => {
            let aims = ["gms-chat-one-service-id", "gms-chat-one-delivery", "gms-chat-stage-order"];
            Scene::new(name, "A conversation as the flow allows it, as drawn.", &aims)
        }
        Some(rule) => Scene::new(name, "A conversation in which one thing is done wrong.", &[rule]),
    };
    // Where the end is watched it comes soon, and nothing more is said.
    let watches = known.receiver && breaks.is_none() && choices.chance(64);
    let idle = breaks == Some(UNASKED) && choices.chance(127);
    let talk = Talk { scene, hears, breaks, watches, idle };
    Some(talk.waits(&known, choices).begins(choices).scene.done())
}

/// A conversation under construction.
struct Talk<'s> {
    scene: Scene,
    hears: Hears,
    breaks: Option<&'s str>,
    watches: bool,
    /// The device never connects, instead of connecting too early.
    idle: bool,
}

impl Talk<'_> {
    fn does(mut self, change: impl FnOnce(Scene) -> Scene) -> Self {
        self.scene = change(self.scene);
        self
    }

    fn asks(self, call: Call) -> Self {
        self.does(|scene| scene.asks(call.actor(), call, "{}", "id"))
    }

    /// From the request for a chat to the answer to connect.
    fn waits(self, known: &Known, choices: &mut Choices<'_>) -> Self {
        let mut talk = self;
        let more = if talk.watches { STATUS } else { "" };
        if talk.hears == Hears::Pushes {
            talk = talk.does(Scene::listens_for_pushes);
        }
        let os = if talk.hears == Hears::Polling { "none" } else { "comet" };
        talk = talk.does(|scene| scene.creates(&known.service, &create_fields(os, more), "id"));
        if talk.breaks == Some(UNASKED) && !talk.idle {
            talk = talk.wrongs(Call::Connect, "{}", &[]);
        }
        for _ in 0..choices.below(3) {
            talk = talk.asks(Call::Position);
        }
        if talk.breaks == Some(ANOTHER_USER) {
            let user = choices.pick(&["", "${stranger}"]).unwrap_or_default();
            let calls = [Call::Position, Call::Notifications, Call::TellAgent];
            let call = calls.get(choices.below(calls.len())).copied().unwrap_or(Call::Position);
            talk = talk.wrongs(call, &call.fields(), &[("user", user)]);
        }
        talk = match talk.hears {
            Hears::Pushes => talk.does(|scene| scene.hears_of_agent("id", known.patience, None)),
            _ => talk.does(|scene| scene.polls("id", known.patience)),
        };
        if talk.breaks == Some(UNCONNECTED) {
            talk = talk.wrongs(Call::Chat, &chat_fields("none", ""), &[]);
        }
        if choices.chance(64) {
            talk = talk.asks(Call::Position);
        }
        if talk.idle { talk } else { talk.does(|scene| scene.connects("id")) }
    }

    /// The chat and all that follows.
    fn begins(self, choices: &mut Choices<'_>) -> Self {
        let mut talk = self;
        if choices.chance(64) {
            talk = talk.asks(Call::Position);
        }
        if talk.idle || talk.breaks == Some(NEVER_BEGUN) {
            return talk;
        }
        let comet = talk.hears != Hears::Polling || talk.breaks == Some(NOT_SUBSCRIBED);
        let notify_by = if comet { "comet" } else { "none" };
        talk = talk.does(|scene| scene.follows(&chat_fields(notify_by, ""), "id"));
        let channel = variable("channel");
        talk = match talk.hears {
            Hears::Polling => talk,
            Hears::Pushes => talk.does(|scene| scene.subscribes(&channel, None)),
            Hears::HandedOut => {
                let url = variable("comet-url");
                let shake = Hear::new(DEVICE, "handshake-reply").keep(DEVICE, "/clientId");
                talk.does(|scene| {
                    let scene = scene.shaking(DEVICE, Some(&url), shake);
                    scene.connects_at_once(Some(&url)).subscribes(&channel, Some(&url))
                })
            }
        };
        if talk.watches {
            return talk.does(|scene| {
                let scene = scene.told("target-found", "id").told("route-to-agent", "id");
                scene.told("service-exit", "id")
            });
        }
        for _ in 0..=choices.below(TURNS) {
            talk = talk.turn(choices);
        }
        talk.asks(Call::Notifications).asks(Call::AgentNotifications)
    }

    /// Somebody says something, or asks whether there is anything.
    fn turn(self, choices: &mut Choices<'_>) -> Self {
        match choices.below(8) {
            0..=2 => self.notifies(choices),
            3 | 4 => {
                let fields = text(choices);
                self.does(|scene| scene.asks(DEVICE, Call::TellAgent, &fields, "id"))
            }
            5 => self.asks(Call::Notifications),
            6 => self.asks(Call::AgentNotifications),
            _ => self.asks(Call::Position),
        }
    }

    /// The desktop tells the device something, which hears it at once if it listens.
    fn notifies(self, choices: &mut Choices<'_>) -> Self {
        let fields = text(choices);
        let hears = self.hears;
        self.does(|scene| {
            let scene = scene.asks(DESKTOP, Call::Notify, &fields, "id");
            let push = Hear::new(DEVICE, "display-notification");
            let url = variable("comet-url");
            match hears {
                Hears::Polling => scene,
                Hears::Pushes => scene.hears(push, SOON, None),
                Hears::HandedOut => scene.hears(push, SOON, Some(&url)),
            }
        })
    }

    /// The device does what it may not.
    fn wrongs(self, call: Call, fields: &str, how: &[(&str, &str)]) -> Self {
        let Some(rule) = self.breaks.map(str::to_owned) else { return self };
        let mut say = say(DEVICE, call, fields, "id");
        for (name, value) in how {
            say = say.how(name, value);
        }
        self.does(|scene| scene.breaking(DEVICE, say, &rule))
    }
}

/// What of the two texts is changed on the way shows best where both are of a kind.
fn text(choices: &mut Choices<'_>) -> String {
    let texts: &[&str] = if choices.chance(64) { &STRUCTURE } else { &TEXTS };
    let display = choices.pick(texts).unwrap_or_default();
    let application = choices.pick(texts).unwrap_or_default();
    notification(display, application)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn drawn(breaks: Option<&str>, seed: u64) -> Option<Case> {
        let known = Known::everything().kept().into_iter();
        let comet = (super::super::known::COMET.to_owned(), "c".to_owned());
        let kept = known.chain([comet]).collect();
        session("s", breaks, &kept, &mut Choices::new(&Choices::tape(seed, 256)))
    }

    #[test]
    fn conversations_differ() {
        let distinct: BTreeSet<String> =
            (0..50).map(|seed| format!("{:?}", drawn(None, seed).unwrap().steps)).collect();
        assert!(distinct.len() > 40, "{}", distinct.len());
    }

    #[test]
    fn every_rule_that_can_be_broken_is_and_no_other() {
        for rule in BREAKABLE {
            assert!(drawn(Some(rule), 1).is_some(), "{rule}");
        }
        assert!(drawn(Some("gms-chat-post"), 1).is_none());
        let few = session("s", Some(UNASKED), &Variables::new(), &mut Choices::new(&[]));
        assert!(few.is_none(), "who cannot listen was never to wait");
    }
}
