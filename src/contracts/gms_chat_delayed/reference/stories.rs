//! What happens in each story: when an agent is announced, what is refused or slow, what is pushed.
//!
//! Depends on `push`. Without a story everything is as it always is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use hyper::StatusCode;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    call::{Operation, What},
    desk::{CHANNEL, Shared},
    push,
    route::Found,
    state::Service,
};
use crate::contracts::{bayeux::reference::application::Hub, gws::stage::Look};

/// How long it is between two things that happen.
const BEAT: Duration = Duration::from_millis(120);
/// How long it takes until an agent is there.
const SOON: Duration = Duration::from_millis(400);
/// The same where it takes long, and how long slow answers take.
const LATE: Duration = Duration::from_millis(1400);
const SLOW: Duration = Duration::from_millis(800);

/// What near misses break.
const BROKEN: [&str; 2] = [
    "gms-chat-delayed/DisplayNotification/_display_message:type",
    "gms-chat-delayed/DisplayNotification/_internal_message:type",
];

/// How often each call was made.
#[derive(Debug, Default)]
pub(super) struct Counts {
    creates: AtomicU32,
    connects: AtomicU32,
}

/// The status of a call that a story refuses.
pub(super) fn instead(shared: &Shared, what: &What) -> Option<StatusCode> {
    let is_first = |count: &AtomicU32| count.fetch_add(1, Ordering::Relaxed) == 0;
    match (shared.stage.story()?, what) {
        ("create-refused", What::Create(_)) if is_first(&shared.calls.creates) => {
            Some(StatusCode::SERVICE_UNAVAILABLE)
        }
        ("connect-refused", What::Do(Operation::Connect, _))
            if is_first(&shared.calls.connects) =>
        {
            Some(StatusCode::SERVICE_UNAVAILABLE)
        }
        // Until the agent is announced all is well.
        ("service-gone", What::Do(operation, id)) => {
            let announced = shared.state.lock().get(id).is_some_and(|s| s.found.is_some());
            let gone = announced || *operation == Operation::Connect;
            gone.then_some(StatusCode::NOT_FOUND)
        }
        _ => None,
    }
}

/// Takes its time before it answers, in one story.
pub(super) async fn dawdle(shared: &Shared, what: &What) {
    let slow =
        matches!(what, What::Create(_) | What::Do(Operation::Connect | Operation::CreateChat, _));
    if slow && shared.stage.story() == Some("slow-answers") {
        sleep(SLOW).await;
    }
}

/// The channel of a chat, where it has one of its own.
pub(super) fn channel(shared: &Shared, id: &str) -> Option<String> {
    (shared.stage.story() == Some("urls-elsewhere")).then(|| format!("/chat/{id}"))
}

/// Announces an agent as the story has it; without a story, as always.
pub(super) async fn announce(shared: Arc<Shared>, hub: Hub, id: String, found: Found) {
    let Some(name) = shared.stage.story() else {
        push::announce(shared, hub, id, found).await;
        return;
    };
    sleep(if name == "queue-moves" { LATE } else { SOON }).await;
    match name {
        "session-lost" => lose(&shared, &hub, &id).await,
        "unknown-pushes" => strange(&shared, &hub, &id).await,
        "near-misses" => near_misses(&shared, &hub, &id).await,
        _ => {}
    }
    if let Some(service) = shared.state.lock().get(&id) {
        service.found = Some(found.name);
    }
    push::push_announcement(&shared, &hub, &id);
    match name {
        "announced-again" => {
            for _ in 0..3 {
                sleep(BEAT).await;
                push::push_announcement(&shared, &hub, &id);
            }
        }
        "connect-refused" => {
            sleep(SLOW).await;
            push::push_announcement(&shared, &hub, &id);
        }
        "service-gone" => {
            sleep(SLOW).await;
            shared.stage.end().await;
        }
        _ => {}
    }
}

/// The chat has begun: the agent's desktop has something to say.
pub(super) async fn chatted(shared: Arc<Shared>, hub: Hub, service: Service) {
    let own = channel(&shared, &service.id);
    for (display, internal) in [
        ("Good morning, how can I help?", ""),
        ("Good morning, how can I help?", ""),
        ("Für Gärten & <Beete>\r\n\"blue\" pots, \u{1f331}", "SHOW_CATALOGUE <7>"),
        ("", "TYPING"),
    ] {
        sleep(BEAT).await;
        let notification = json!({
            "_internal_message": internal, "_id": service.id, "_display_message": display,
        });
        let tell = || {
            push::push(&shared, &hub, &service, &notification);
        };
        // What follows has the same mark.
        match shared.stage.story() {
            Some("near-misses") => shared.hostile.heard_out(&service.id, tell).await,
            _ => tell(),
        }
        if let Some(channel) = &own {
            // What a transcript looks like no document says.
            let line = json!({"channel": channel, "data": {"line": display, "from": "Agent"}});
            let clients = shared.state.lock().clients(&service.user);
            for client in clients.iter().filter(|client| hub.listens(client, channel)) {
                hub.deliver(client, &line);
            }
        }
    }
    if shared.stage.story() == Some("near-misses") {
        near_misses(&shared, &hub, &service.id).await;
    }
    shared.stage.end().await;
}

/// Texts that break one rule each, between good ones. All have the same mark.
async fn near_misses(shared: &Shared, hub: &Hub, id: &str) {
    let Some(service) = shared.state.lock().get(id).cloned() else { return };
    let [display, internal] = BROKEN;
    for broken in [None, Some(display), None, Some(internal), None] {
        let data = json!({"_internal_message": "", "_id": id, "_display_message": "One moment"});
        let whole = json!({"channel": CHANNEL, "data": data});
        let told = match broken {
            None => Some(whole),
            Some(rule) => shared.hostile.broken(rule, id, &whole),
        };
        if let Some(data) = told.as_ref().and_then(|told| told.get("data")) {
            let tell = || {
                push::push(shared, hub, &service, data);
            };
            shared.hostile.heard_out(id, tell).await;
        }
    }
}

/// The sessions of the device are lost; it has a while to come back.
async fn lose(shared: &Shared, hub: &Hub, id: &str) {
    let user = shared.state.lock().get(id).map(|service| service.user.clone());
    let Some(user) = user else { return };
    let before = shared.state.lock().clients(&user);
    before.iter().for_each(|client| hub.forget(client));
    for _ in 0..20 {
        sleep(BEAT).await;
        let now = shared.state.lock().clients(&user);
        if now.iter().any(|client| !before.contains(client) && hub.listens(client, CHANNEL)) {
            return;
        }
    }
}

/// Pushes that no document names.
async fn strange(shared: &Shared, hub: &Hub, id: &str) {
    shared.stage.look(Look { replies_first: true, strange: true, ..Look::default() });
    let Some(service) = shared.state.lock().get(id).cloned() else { return };
    for data in [
        json!({"tag": "service.queue", "queue": {"ahead": 3, "eta": null}, "id": "1"}),
        json!("the office closes soon"),
        json!([1, 2, 3]),
        Value::Null,
    ] {
        push::push(shared, hub, &service, &data);
        sleep(BEAT).await;
    }
}
