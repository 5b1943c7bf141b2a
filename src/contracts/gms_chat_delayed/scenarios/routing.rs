//! Where a chat goes: status notifications tell which target was found, and that the service ended.
//!
//! Depends on `scene`. Never says what must be found: that is for the rules.

use super::{
    asking::NOBODYS,
    known::Known,
    scene::{Call, DEVICE, STATUS, Scene, chat_fields, create_fields, say},
};
use crate::{
    contracts::gms_chat_delayed::carrier::RECEIVER,
    generate::{Case, Hear, Wait},
};

/// The cases for a provider of which so much is known; none where status notifications are not
/// known to reach us.
pub(super) fn cases(known: &Known) -> Vec<Case> {
    if !known.receiver {
        return Vec::new();
    }
    let mut cases = vec![routed(known)];
    cases.extend(known.routed.iter().map(|service| several(known, service)));
    if known.group {
        cases.push(nobodys());
    }
    cases
}

fn routed(known: &Known) -> Case {
    let about = "Waits with the chat, and then watches the service to its end.";
    let aims = [
        "gms-chat-waits-for-chat",
        "gms-chat-routed-after-reserved",
        "gms-chat-terminates-after-routing",
        "gms-chat-stage-order",
        "gms-chat-one-service-id",
    ];
    Scene::new("routed-to-the-end", about, &aims)
        .creates(&known.service, &create_fields("none", STATUS), "id")
        .polls("id", known.patience)
        .connects("id")
        .pause(0.5)
        .chats("none", "id")
        .told("target-found", "id")
        .told("route-to-agent", "id")
        .told("service-exit", "id")
        .done()
}

fn several(known: &Known, service: &str) -> Case {
    let about = "A chat of a service with several targets, watched until one of them is found.";
    let aims = [
        "gms-chat-target-skipped",
        "gms-chat-last-target-kept",
        "gms-chat-cleared-target-left",
        "gms-chat-kept-target-found",
    ];
    let mut scene = Scene::new(&format!("targets-of-{service}"), about, &aims);
    if known.comet {
        scene = scene
            .listens_for_pushes()
            .creates(service, &create_fields("comet", STATUS), "id")
            .hears_of_agent("id", known.patience, None)
            .connects("id")
            .chats("comet", "id");
    } else {
        scene = scene
            .creates(service, &create_fields("none", STATUS), "id")
            .polls("id", known.patience)
            .connects("id")
            .chats("none", "id");
    }
    scene.told("target-found", "id").told("route-to-agent", "id").done()
}

fn nobodys() -> Case {
    let about = "A chat arrives that belongs to no service.";
    let chat = say(DEVICE, Call::Chat, &chat_fields("none", STATUS), "").how("id", NOBODYS);
    let found = Hear::new(RECEIVER, "target-found").within(Wait::seconds(3.0)).or_go_on();
    Scene::new("chat-of-nobody", about, &["gms-chat-unmatched-fallback"])
        .refused(DEVICE, chat)
        .then(found)
        .done()
}
