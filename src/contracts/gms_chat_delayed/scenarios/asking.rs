//! Single calls: who may ask for what, in which form, and what is answered.
//!
//! Depends on `scene`. Never says what must come: that is for the rules.

use super::{
    known::Known,
    scene::{Call, DESKTOP, DEVICE, Scene, create_fields, notification, say, variable},
};
use crate::generate::{Case, Hear};

/// An id that nobody gave out.
pub(super) const NOBODYS: &str = "369-00000000-0000-4000-a000-000000000000";

/// The cases for a provider of which so much is known.
pub(super) fn cases(known: &Known) -> Vec<Case> {
    let mut cases = vec![
        queue_position(known),
        unknown_id(),
        another_user(known),
        values(known),
        empty_forms(known),
    ];
    if known.comet {
        cases.push(connect_at_first(known));
    }
    cases.extend(known.immediate.as_deref().map(immediate));
    cases.extend(known.brief.as_ref().map(|(service, ttl)| expired(service, *ttl)));
    cases
}

fn queue_position(known: &Known) -> Case {
    let about = "Asks for the place in the queue while waiting, when an agent is there, and after.";
    let aims = ["gms-chat-position-in-total", "gms-chat-threshold-reason"];
    Scene::new("queue-position", about, &aims)
        .creates(&known.service, &create_fields("none", ""), "id")
        .asks(DEVICE, Call::Position, "{}", "id")
        .polls("id", known.patience)
        .asks(DEVICE, Call::Position, "{}", "id")
        .connects("id")
        .asks(DEVICE, Call::Position, "{}", "id")
        .done()
}

fn unknown_id() -> Case {
    let about = "Makes every call on a service that was never created.";
    let mut scene = Scene::new("unknown-id", about, &["gms-chat-unknown-id-refused"]);
    for call in Call::ALL.into_iter().filter(|call| *call != Call::Chat) {
        let actor = call.actor();
        scene = scene.refused(actor, say(actor, call, &call.fields(), "").how("id", NOBODYS));
    }
    scene.done()
}

fn another_user(known: &Known) -> Case {
    let about = "Another user makes calls on a service.";
    let aims = ["gms-chat-cross-user-refused"];
    let mut scene = Scene::new("another-user", about, &aims).creates(
        &known.service,
        &create_fields("none", ""),
        "id",
    );
    for call in [Call::Position, Call::Notifications, Call::TellAgent, Call::Connect] {
        let say = say(DEVICE, call, &call.fields(), "id").how("user", &variable("stranger"));
        scene = scene.refused(DEVICE, say);
    }
    scene.done()
}

fn values(known: &Known) -> Case {
    let about = "Sends values that look like the structure of the form that they stand in.";
    let aims = [
        "gms-chat-value-not-structure",
        "gms-chat-agent-message-content",
        "gms-chat-internal-message",
    ];
    // Three values: line breaks, a delimiter of another form with a part after it, and markup.
    let parts = r#"before\r\n------WebKitFormBoundary0000000000000000\r\nContent-Disposition: form-data; name=\"_application_message\"\r\n\r\nslipped in\r\n------WebKitFormBoundary0000000000000000--\r\nafter"#;
    Scene::new("values-like-structure", about, &aims)
        .creates(&known.service, &create_fields("none", ""), "id")
        .tells_agent(r"first line\r\nsecond line", "PLAIN", "id")
        .tells_agent(parts, r#"a \"quoted\" <b>word</b> & more"#, "id")
        .asks(DESKTOP, Call::AgentNotifications, "{}", "id")
        .notifies(r"first line\r\nsecond line", "PLAIN", "id")
        .notifies(parts, r"two\r\nlines", "id")
        .asks(DEVICE, Call::Notifications, "{}", "id")
        .done()
}

fn empty_forms(known: &Known) -> Case {
    let about = "Sends forms without fields: as a closing delimiter, and as nothing at all.";
    let mut scene = Scene::new("empty-forms", about, &["gms-chat-empty-form-accepted"]).creates(
        &known.service,
        &create_fields("none", ""),
        "id",
    );
    for call in [Call::Position, Call::Notifications, Call::AgentNotifications] {
        for shape in ["", "nothing"] {
            let say = say(DEVICE, call, "{}", "id").how("shape", shape);
            scene = scene.then(say).then(Hear::new(DEVICE, "response").or_go_on());
        }
    }
    scene.done()
}

fn connect_at_first(known: &Known) -> Case {
    let about = "Connects before anything else; the agent comes later all the same.";
    let aims = ["gms-chat-stage-order", "gms-chat-announced-once"];
    let connect = say(DEVICE, Call::Connect, "{}", "id");
    Scene::new("connect-at-first", about, &aims)
        .listens_for_pushes()
        .creates(slowest(known), &create_fields("comet", ""), "id")
        .refused(DEVICE, connect)
        .hears_of_agent("id", known.patience, None)
        .connects("id")
        .done()
}

/// A service whose agents take their time, where one is known.
fn slowest(known: &Known) -> &str {
    known.routed.last().unwrap_or(&known.service)
}

fn immediate(service: &str) -> Case {
    let about = "Asks a service for calls that waits for nobody.";
    Scene::new("immediate-access", about, &["gms-chat-immediate-access"])
        .creates(service, &create_fields("none", ""), "id")
        .done()
}

fn expired(service: &str, ttl: f64) -> Case {
    let about = "Makes calls on a service that is there, and again when its time has passed.";
    let aims = ["gms-chat-expired-service-gone"];
    let mut scene = Scene::new("expired-service", about, &aims)
        .creates(service, &create_fields("none", ""), "id")
        .asks(DESKTOP, Call::Notify, &notification("In time", "IN_TIME"), "id")
        .pause(ttl + 1.0);
    for call in [Call::Position, Call::Notifications, Call::Connect] {
        scene = scene.refused(DEVICE, say(DEVICE, call, "{}", "id"));
    }
    scene.done()
}
