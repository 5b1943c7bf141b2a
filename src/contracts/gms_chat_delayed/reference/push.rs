//! What goes to a device: that an agent is there, and what the agent's desktop has to say.
//!
//! Depends on the Bayeux server for carrying it. A device without CometD, or that does not listen,
//! has its notifications kept.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    call::Call,
    desk::{CHANNEL, Shared},
    exchange::{Answer, sent},
    route::Found,
    spoil::{Place, spoil},
    state::Service,
    varied,
};
use crate::contracts::bayeux::reference::application::Hub;

/// How long it is between two announcements of one agent.
const AGAIN: Duration = Duration::from_millis(60);

/// Waits for an agent, and announces the agent once.
pub(super) async fn announce(shared: Arc<Shared>, hub: Hub, id: String, found: Found) {
    let faults = &shared.faults;
    let late = found.after > 1.0;
    let before = faults.bears_if(late, "chat-announced-before-agent");
    if before {
        push_announcement(&shared, &hub, &id);
    }
    sleep(Duration::from_secs_f64(found.after)).await;
    if let Some(service) = shared.state.lock().get(&id) {
        service.found = Some(found.name);
    }
    if before {
        return;
    }
    push_announcement(&shared, &hub, &id);
    if faults.bears("chat-announced-twice") {
        sleep(AGAIN).await;
        push_announcement(&shared, &hub, &id);
    }
}

/// Announces an agent to the device of a service, if it takes pushes.
pub(super) fn push_announcement(shared: &Shared, hub: &Hub, id: &str) {
    let faults = &shared.faults;
    let (service, number, another) = {
        let mut known = shared.state.lock();
        let Some(service) = known.get(id).cloned() else { return };
        (service, known.digits(shared.seed), known.another(id, shared.seed))
    };
    let nameless = !service.fields.contains_key("_customer_number");
    if !service.pushes || faults.bears_if(nameless, "chat-agent-not-announced") {
        return;
    }
    let mut told = id;
    if faults.bears("chat-announces-another-id") {
        told = &another;
    }
    let mut data = json!({
        "id": number,
        "message": {"_action": "get-dialog-user-confirmation-provide_code-false", "_id": told},
        "tag": format!("service.agentavailable.{told}"),
    });
    if faults.bears("chat-tag-without-id")
        && let Some(tag) = data.get_mut("tag")
    {
        *tag = json!("service.agentavailable");
    }
    varied::vary(&shared.varied, Place::Announcement, &mut data);
    spoil(faults, Place::Announcement, &mut data);
    push(shared, hub, &service, &data);
}

/// Takes a notification of the agent's desktop for a device.
pub(super) fn notify(shared: &Shared, hub: &Hub, call: &Call, service: &Service) -> Answer {
    let faults = &shared.faults;
    let field = |name: &str| call.fields.get(name).cloned().unwrap_or_default();
    let mut notification = json!({
        "_internal_message": field("_application_message"),
        "_id": service.id,
        "_display_message": field("_display_message"),
    });
    if faults.bears("chat-notification-of-another") {
        let another = shared.state.lock().another(&service.id, shared.seed);
        notification = json!({
            "_internal_message": field("_application_message"),
            "_id": another,
            "_display_message": field("_display_message"),
        });
    }
    spoil(faults, Place::Notification, &mut notification);
    let pushed = service.pushes && push(shared, hub, service, &notification);
    let kept = if pushed {
        faults.bears("chat-pushed-and-kept")
    } else {
        !faults.bears("chat-not-kept-for-polling")
    };
    if kept && let Some(service) = shared.state.lock().get(&service.id) {
        service.keep_for_device(notification);
    }
    sent()
}

/// Pushes to every client of the user that listens; tells whether there is one.
pub(super) fn push(shared: &Shared, hub: &Hub, service: &Service, data: &Value) -> bool {
    let clients = shared.state.lock().clients(&service.user);
    let mut reached = false;
    let own = varied::channel(&shared.varied, &service.id);
    for client in &clients {
        let channels = own.as_deref().into_iter().chain([CHANNEL]);
        let heard = channels.filter(|channel| hub.listens(client, channel)).take(1);
        for channel in heard {
            hub.deliver(client, &json!({"channel": channel, "data": data}));
            reached = true;
        }
    }
    reached
}
