//! What a consumer with a fault would do, for proof that the rules about consumers can fail.
//!
//! Depends on `scene`. Each case is played against a provider without faults, and but for its
//! fault does all that a consumer should.

use super::{
    known::Known,
    scene::{
        Call, DESKTOP, DEVICE, Scene, chat_fields, create, create_fields, following, notification,
        say, variable,
    },
};
use crate::generate::{Case, Hear, Say};

/// Adds to a scene what a consumer does in it.
type Play = fn(Scene, &Known) -> Scene;

/// The faults, each with the case that shows it.
static FAULTS: &[(&str, Play)] = &[
    ("chat-retrieves-by-get", |scene, known| {
        let get = say(DEVICE, Call::Notifications, "{}", "id").how("shape", "get");
        answered(chatting(scene, known), get)
    }),
    ("chat-form-urlencoded", |scene, known| {
        let create = create(&known.service, &create_fields("none", ""));
        answered(scene, create.how("shape", "urlencoded"))
    }),
    ("chat-boundary-unnamed", |scene, known| {
        let fields = notification("Hello", "HELLO");
        let tell = say(DEVICE, Call::TellAgent, &fields, "id").how("shape", "no-boundary");
        answered(chatting(scene, known), tell)
    }),
    ("chat-form-unclosed", |scene, known| {
        let fields = notification("Hello", "HELLO");
        let tell = say(DESKTOP, Call::Notify, &fields, "id").how("shape", "unclosed");
        answered(chatting(scene, known), tell)
    }),
    ("chat-form-with-bare-lf", |scene, known| {
        let fields = notification("Hello", "HELLO");
        let tell = say(DEVICE, Call::TellAgent, &fields, "id").how("shape", "bare-lf");
        answered(chatting(scene, known), tell)
    }),
    ("chat-names-unquoted", |scene, known| {
        let fields = notification("Hello", "HELLO");
        let tell = say(DESKTOP, Call::Notify, &fields, "id").how("shape", "unquoted");
        answered(chatting(scene, known), tell)
    }),
    ("chat-part-without-name", |scene, known| {
        let fields = notification("Hello", "HELLO");
        let tell = say(DEVICE, Call::TellAgent, &fields, "id").how("shape", "no-name");
        answered(chatting(scene, known), tell)
    }),
    ("chat-user-left-out", |scene, known| {
        let ask = say(DEVICE, Call::Position, "{}", "id").how("user", "");
        answered(chatting(scene, known), ask)
    }),
    ("chat-user-changes", |scene, known| {
        let ask = say(DEVICE, Call::Notifications, "{}", "id").how("user", &variable("stranger"));
        answered(chatting(scene, known), ask)
    }),
    ("chat-user-is-no-device", |scene, known| {
        let fields = create_fields("none", "").replace("${user}", "${stranger}");
        flow(created(scene, known, &fields), known)
    }),
    ("chat-poked", |scene, known| {
        let fields = notification("Hello", "HELLO");
        let poke = say(DESKTOP, Call::Notify, &fields, "id").how("operation", "poke");
        answered(chatting(scene, known), poke)
    }),
    ("chat-id-behind-operation", |scene, known| {
        let ask = say(DEVICE, Call::Position, "{}", "id");
        let ask = ask.how("service", &variable("id")).how("operation", "check-queue-position");
        answered(chatting(scene, known), ask)
    }),
    ("chat-connects-unasked", |scene, known| {
        let scene = scene.listens_for_pushes();
        let scene = created(scene, known, &create_fields("comet", ""));
        let scene = answered(scene, say(DEVICE, Call::Connect, "{}", "id"));
        let scene = scene.hears_of_agent("id", known.patience, None).connects("id");
        begins(scene, "comet")
    }),
    ("chat-never-connects", |scene, known| {
        let scene = scene.listens_for_pushes();
        let scene = created(scene, known, &create_fields("comet", ""));
        scene.hears_of_agent("id", known.patience, None)
    }),
    ("chat-never-begun", |scene, known| {
        let scene = created(scene, known, &create_fields("none", ""));
        scene.polls("id", known.patience).connects("id")
    }),
    ("chat-begun-unconnected", |scene, known| {
        let scene = created(scene, known, &create_fields("none", ""));
        let early = say(DEVICE, Call::Chat, &chat_fields("none", ""), "id");
        let scene = answered(scene.polls("id", known.patience), early);
        begins(scene.connects("id"), "none")
    }),
    ("chat-url-composed", |scene, known| {
        let scene = created(scene, known, &create_fields("none", ""));
        scene.polls("id", known.patience).connects("id").chats("none", "id")
    }),
    ("chat-channel-not-subscribed", |scene, known| {
        let scene = created(scene, known, &create_fields("none", ""));
        begins(scene.polls("id", known.patience).connects("id"), "comet")
    }),
    ("chat-device-unnamed", |scene, known| {
        let fields = r#"{"_customer_number":"5115550100","_device_os":"none"}"#;
        flow(created(scene, known, fields), known)
    }),
    ("chat-number-in-words", |scene, known| {
        let fields = create_fields("none", "").replace("5115550100", "unknown");
        flow(created(scene, known, &fields), known)
    }),
    ("chat-verbose-in-words", |scene, known| {
        let scene = created(scene, known, &create_fields("none", ""));
        let scene = scene.polls("id", known.patience).connects("id");
        let fields = chat_fields("none", "").replace(r#""_verbose":"false""#, r#""_verbose":"no""#);
        answered(scene, following(&fields, "id"))
    }),
    ("chat-notify-by-left-out", |scene, known| {
        let scene = created(scene, known, &create_fields("none", ""));
        let scene = scene.polls("id", known.patience).connects("id");
        answered(scene, following(r#"{"firstName":"Robin","subject":"A question"}"#, "id"))
    }),
];

/// Where the reference hands out addresses that nobody would compose.
const ELSEWHERE: &str = "start-url-elsewhere";

/// The cases that a consumer with this fault would play.
pub(in super::super) fn consumer_cases(fault: &str) -> Vec<Case> {
    FAULTS.iter().filter(|(name, _)| *name == fault).map(|(name, play)| case(name, *play)).collect()
}

/// All of them.
pub(super) fn every() -> Vec<Case> {
    FAULTS.iter().map(|(name, play)| case(name, *play)).collect()
}

fn case(name: &str, play: Play) -> Case {
    let title = format!("consumer-{}", name.trim_start_matches("chat-"));
    let scene = Scene::new(&title, "A consumer that has a fault.", &[]);
    let mut case = play(scene, &Known::everything()).done();
    if name == "chat-url-composed" {
        case.set.insert("variation".to_owned(), ELSEWHERE.to_owned());
    }
    case
}

/// A create that was answered.
fn created(scene: Scene, known: &Known, fields: &str) -> Scene {
    scene.creates(&known.service, fields, "id")
}

/// A device that polls has a chat.
fn chatting(scene: Scene, known: &Known) -> Scene {
    flow(created(scene, known, &create_fields("none", "")), known)
}

/// From a service that was created to its chat.
fn flow(scene: Scene, known: &Known) -> Scene {
    begins(scene.polls("id", known.patience).connects("id"), "none")
}

/// The chat begins where it should; who wants to hear of it listens.
fn begins(scene: Scene, notify_by: &str) -> Scene {
    scene.follows(&chat_fields(notify_by, ""), "id")
}

/// Something is said and answered in whatever way.
fn answered(scene: Scene, mut say: Say) -> Scene {
    // Under another name: what the actor was answered before is not meant.
    let actor = format!("{}-again", say.actor);
    say.actor.clone_from(&actor);
    scene.then(say).then(Hear::new(&actor, "response").or_go_on())
}
