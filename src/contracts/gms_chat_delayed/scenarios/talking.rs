//! Whole conversations: from the request for a chat to the last notification.
//!
//! Depends on `scene`. Never says what must come: that is for the rules.

use super::{
    known::Known,
    scene::{Call, DESKTOP, DEVICE, Scene, create_fields, notification, say, variable},
};
use crate::generate::{Case, Hear};

/// How long a push may take, in seconds.
const SOON: f64 = 3.0;

/// The conversations that a provider can have of which so much is known.
pub(super) fn cases(known: &Known) -> Vec<Case> {
    let mut cases = vec![by_polling(known)];
    if known.comet {
        cases.extend([pushed(known), at_handed_out_urls(known), two_services(known)]);
    }
    cases
}

fn pushed(known: &Known) -> Case {
    let about = "A whole conversation of a device that gets pushes.";
    let aims = [
        "gms-chat-agent-announced",
        "gms-chat-announced-once",
        "gms-chat-announcement-id",
        "gms-chat-announcement-tag",
        "gms-chat-connect-answered-at-once",
        "gms-chat-connect-id",
        "gms-chat-start-url-id",
        "gms-chat-user-header-echoed",
        "gms-chat-create-chat-id",
        "gms-chat-internal-message",
        "gms-chat-display-message",
        "gms-chat-notification-id",
        "gms-chat-retrieve-empty-after-push",
        "gms-chat-one-delivery",
        "gms-chat-one-service-id",
        "gms-chat-stage-order",
    ];
    Scene::new("conversation-with-pushes", about, &aims)
        .listens_for_pushes()
        .creates(&known.service, &create_fields("comet", ""), "id")
        .hears_of_agent("id", known.patience, None)
        .connects_at_once(None)
        .pause(0.2)
        .connects_at_once(None)
        .connects("id")
        .chats("comet", "id")
        .notifies("Shall we go on & talk?", "CALL_ME <soon>", "id")
        .hears(push(), SOON, None)
        .asks(DEVICE, Call::Notifications, "{}", "id")
        .tells_agent("Yes & gladly", "AT_HOME", "id")
        .asks(DESKTOP, Call::AgentNotifications, "{}", "id")
        .notifies("Goodbye", "", "id")
        .hears(push(), SOON, None)
        .asks(DEVICE, Call::Notifications, "{}", "id")
        .listens_on()
        .done()
}

fn by_polling(known: &Known) -> Case {
    let about = "A whole conversation of a device that gets no pushes and asks for everything.";
    let aims = [
        "gms-chat-connect-answered-at-once",
        "gms-chat-waits-for-chat",
        "gms-chat-retrieve-holds-messages",
        "gms-chat-retrieve-order",
        "gms-chat-one-delivery",
        "gms-chat-internal-message",
        "gms-chat-display-message",
        "gms-chat-notification-id",
        "gms-chat-agent-message-content",
        "gms-chat-agent-tag",
        "gms-chat-one-service-id",
    ];
    Scene::new("conversation-by-polling", about, &aims)
        .creates(&known.service, &create_fields("none", ""), "id")
        .polls("id", known.patience)
        .connects("id")
        .chats("none", "id")
        .notifies("One & first", "FIRST", "id")
        .notifies("Two", "SECOND", "id")
        .notifies("Three", "THIRD", "id")
        .asks(DEVICE, Call::Notifications, "{}", "id")
        .asks(DEVICE, Call::Notifications, "{}", "id")
        .tells_agent("I am here & waiting", "HERE", "id")
        .tells_agent("Still here", "STILL_HERE", "id")
        .asks(DESKTOP, Call::AgentNotifications, "{}", "id")
        .done()
}

fn at_handed_out_urls(known: &Known) -> Case {
    let about = "Goes where the answer to connect points: for the chat, and for pushes.";
    let aims = ["gms-chat-create-chat-id", "gms-chat-one-delivery", "gms-chat-waits-for-chat"];
    let comet = variable("comet-url");
    let comet = Some(comet.as_str());
    let fields = Call::Chat.fields();
    let chat = say(DEVICE, Call::Chat, &fields, "id").how("url", &variable("start-url"));
    let shake = Hear::new(DEVICE, "handshake-reply").keep(DEVICE, "/clientId");
    let hear = Hear::new(DEVICE, Call::Chat.answer()).keep("channel", "/comet_channel");
    Scene::new("conversation-at-handed-out-urls", about, &aims)
        .creates(&known.service, &create_fields("comet", ""), "id")
        .polls("id", known.patience)
        .connects("id")
        .then(chat)
        .then(hear)
        .shaking(DEVICE, comet, shake)
        .connects_at_once(comet)
        .subscribes(&variable("channel"), comet)
        .notifies("Welcome", "WELCOME", "id")
        .hears(push(), SOON, comet)
        .done()
}

fn two_services(known: &Known) -> Case {
    let about = "One user asks for two chats; the second request gives no number to call.";
    let aims = ["gms-chat-created", "gms-chat-announcement-id", "gms-chat-agent-announced"];
    let nameless =
        r#"{"_device_notification_id":"${user}","_device_os":"comet","usr_reason":"Another"}"#;
    Scene::new("two-services-of-one-user", about, &aims)
        .listens_for_pushes()
        .creates(&known.service, &create_fields("comet", ""), "id")
        .hears_of_agent("id", known.patience, None)
        .creates(&known.service, nameless, "other")
        .hears_of_agent("other", known.patience, None)
        .connects("id")
        .asks(DESKTOP, Call::Notify, &notification("To the first", "ONE"), "id")
        .hears(push(), SOON, None)
        .asks(DESKTOP, Call::Notify, &notification("To the second", "TWO"), "other")
        .hears(push(), SOON, None)
        .done()
}

fn push() -> Hear {
    Hear::new(DEVICE, "display-notification")
}
