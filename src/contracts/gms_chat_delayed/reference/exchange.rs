//! The eight exchanges: what each does, and what it answers.
//!
//! Depends on `state`, on `push` and on `status`. Never knows how a request or an answer is written.

use std::{collections::VecDeque, sync::Arc, time::Duration, time::Instant};

use hyper::{
    StatusCode,
    header::{self, HeaderValue},
};
use serde_json::{Map, Value, json};
use tokio::time::sleep;

use super::{
    answer::json_response,
    call::{Call, NODE, Operation},
    desk::{CHANNEL, COMETD, Shared},
    push, route,
    services::{BRIEF, CALL, Configured},
    spoil::{Place, spoil, spoil_each},
    state::Service,
    status::{self, Told},
    stories, varied,
};
use crate::contracts::{
    Carried,
    bayeux::reference::{application::Hub, whole::Whole},
};

/// How long a connect takes that waits for something.
const DAWDLING: Duration = Duration::from_millis(3500);

/// How long after connect who does not wait for the chat routes.
const HASTE: Duration = Duration::from_millis(100);

/// What is answered.
pub(super) struct Answer {
    place: Place,
    body: Value,
}

impl Answer {
    /// As a response.
    pub(super) fn response(mut self, session: &str, shared: &Shared) -> Whole {
        let faults = &shared.faults;
        varied::vary(&shared.varied, self.place, &mut self.body);
        spoil(faults, self.place, &mut self.body);
        spoil_each(faults, self.place, &mut self.body);
        let sent = matches!(self.place, Place::Sent | Place::AgentSent);
        let mut response = json_response(&self.body, session, faults);
        varied::vary_headers(&shared.varied, response.headers_mut());
        if let Some(name) = self.place.message() {
            let (carried, text) = (Carried::Answer(name), self.body.to_string());
            *response.body_mut() = shared.schema_faults.written(session, carried, text).into();
        }
        if faults.bears_if(self.place == Place::Sent, "chat-sent-as-bare-text") {
            *response.body_mut() = "Notification Sent".to_owned().into();
        }
        if faults.bears_if(self.place == Place::Create, "chat-created-201") {
            *response.status_mut() = StatusCode::CREATED;
        }
        if faults.bears_if(sent, "chat-sent-as-text-plain") {
            let kind = HeaderValue::from_static("text/plain;charset=ISO-8859-1");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        response
    }
}

/// Creates a service.
pub(super) fn create(
    shared: &Arc<Shared>,
    hub: &Hub,
    call: &Call,
    name: &str,
) -> Result<Answer, StatusCode> {
    let configured = Configured::named(name).ok_or(StatusCode::NOT_FOUND)?;
    let faults = &shared.faults;
    let found = route::find(&configured, faults);
    let (id, waits) = {
        let mut known = shared.state.lock();
        let mut id = known.service_id(shared.seed);
        if shared.varied.has("ids-of-one-digit")
            && let Some((_, uuid)) = id.split_once('-')
        {
            id = format!("7-{uuid}");
        }
        if faults.bears("chat-id-without-number")
            && let Some((_, uuid)) = id.split_once('-')
        {
            id = uuid.to_owned();
        }
        let os = call.fields.get("_device_os");
        known.add(Service {
            id: id.clone(),
            name: name.to_owned(),
            user: call.user.clone(),
            pushes: os.is_some_and(|os| os == "comet"),
            fields: call.fields.clone(),
            created: Instant::now(),
            found: found.as_ref().filter(|_| !configured.waits).map(|f| f.name.clone()),
            configured: configured.clone(),
            connected: false,
            for_device: VecDeque::new(),
            for_agent: VecDeque::new(),
        });
        (id, configured.waits)
    };
    if let Some(found) = found.filter(|_| waits) {
        hub.spawn(stories::announce(shared.clone(), hub.clone(), id.clone(), found));
    }
    let mut body = Map::from_iter([
        ("_id".to_owned(), json!(id)),
        ("_text".to_owned(), json!("Your request was taken. An agent will be with you shortly.")),
    ]);
    if name == CALL && !faults.bears("chat-access-later") {
        body.insert("_action".to_owned(), json!("DialNumber"));
        body.insert("_access_number".to_owned(), json!("5115"));
        body.insert("_access_code".to_owned(), json!("7301"));
        body.insert("_tel_url".to_owned(), json!("tel:5115;7301"));
        body.insert("_expiration_time".to_owned(), json!("30"));
    }
    if faults.bears_if(name == BRIEF, "chat-created-without-id") {
        body.shift_remove("_id");
    }
    Ok(Answer { place: Place::Create, body: Value::Object(body) })
}

/// Does something with a service.
pub(super) async fn carry_out(
    shared: &Arc<Shared>,
    hub: &Hub,
    call: &Call,
    operation: Operation,
    id: &str,
) -> Result<Answer, StatusCode> {
    let service = match admitted(shared, call, id) {
        Ok(service) => service,
        Err(status) => return refusal(shared, hub, call, operation, id, status),
    };
    match operation {
        Operation::Connect => connect(shared, hub, call, &service).await,
        Operation::QueuePosition => Ok(position(shared, &service)),
        Operation::CreateChat => chat(shared, hub, call, service),
        Operation::InternalNotification => Ok(push::notify(shared, hub, call, &service)),
        Operation::RetrieveNotifications => Ok(retrieve(shared, id)),
        Operation::AgentNotification => Ok(tell_agent(shared, call, id)),
        Operation::RetrieveAgentNotifications => {
            let mut known = shared.state.lock();
            let waiting = known.get(id).map(|s| std::mem::take(&mut s.for_agent));
            let body = waiting.unwrap_or_default().into_iter().collect();
            Ok(Answer { place: Place::AgentMessages, body })
        }
    }
}

/// The service of an id, if this user may use it.
fn admitted(shared: &Shared, call: &Call, id: &str) -> Result<Service, StatusCode> {
    let faults = &shared.faults;
    let service = shared.state.lock().get(id).cloned().ok_or(StatusCode::NOT_FOUND)?;
    if service.is_over() && !faults.bears("chat-expired-service-served") {
        return Err(StatusCode::NOT_FOUND);
    }
    if service.user != call.user && !faults.bears("chat-any-user-served") {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(service)
}

/// What becomes of a request whose id cannot be used.
fn refusal(
    shared: &Arc<Shared>,
    hub: &Hub,
    call: &Call,
    operation: Operation,
    id: &str,
    status: StatusCode,
) -> Result<Answer, StatusCode> {
    let unknown = status == StatusCode::NOT_FOUND && shared.state.lock().get(id).is_none();
    if unknown && operation == Operation::CreateChat {
        // The chat is there, but nobody's: it goes where such chats go.
        if let Some(told) = Told::of_stray(id, &call.fields) {
            hub.spawn(status::route(shared.clone(), told));
        }
    }
    let retrieving = operation == Operation::RetrieveNotifications;
    if shared.faults.bears_if(unknown && retrieving, "chat-unknown-id-served") {
        return Ok(Answer { place: Place::Notifications, body: json!([]) });
    }
    Err(status)
}

async fn connect(
    shared: &Arc<Shared>,
    hub: &Hub,
    call: &Call,
    service: &Service,
) -> Result<Answer, StatusCode> {
    let faults = &shared.faults;
    let early = service.found.is_none();
    if early {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    }
    if faults.bears_if(service.pushes, "chat-connect-waits") {
        sleep(DAWDLING).await;
    }
    let another = {
        let mut known = shared.state.lock();
        if let Some(service) = known.get(&service.id) {
            service.connected = true;
        }
        known.another(&service.id, shared.seed)
    };
    if faults.bears("chat-routed-without-chat")
        && let Some(told) = Told::of(service)
    {
        let shared = shared.clone();
        hub.spawn(async move {
            sleep(HASTE).await;
            status::route(shared, told).await;
        });
    }
    let mut id = service.id.as_str();
    if faults.bears("chat-start-url-of-another") {
        id = another.as_str();
    }
    let base = shared.public.clone().unwrap_or_else(|| format!("http://{}", call.host));
    let node = if shared.elsewhere { NODE } else { "" };
    let subject = service.fields.get("usr_reason").map_or("None", String::as_str);
    let mut body = json!({
        "_dialog_id": "1",
        "_action": "StartChat",
        "_label": "Start Chat",
        "_start_chat_url": format!("{base}{node}/genesys/1/service/{id}/ixn/chat"),
        "_comet_url": format!("{base}{COMETD}"),
        "_user_header": call.user,
        "_id_to_jump_before": "exit://",
        "_chat_parameters": {"subject": subject},
        "_id": service.id,
    });
    if faults.bears("chat-connect-answers-another-id") {
        put(&mut body, "_id", json!(another));
    }
    Ok(Answer { place: Place::Connect, body })
}

fn position(shared: &Shared, service: &Service) -> Answer {
    let (before, all) = shared.state.lock().queue(&service.id);
    let waited = service.created.elapsed().as_secs();
    let body = if service.found.is_none() {
        json!({
            "_position": before + 1,
            "_eta": 5_u64.saturating_sub(waited).max(1),
            "_total_waiting": all.max(before + 1),
            "_agent_ready_threshold_passed": false,
            "_agent_ready_threshold_passed_reason": "eta  <= 0 and position <=5 ",
        })
    } else if service.connected {
        json!({
            "_position": 1,
            "_eta": 0,
            "_total_waiting": all.max(1),
            "_agent_ready_threshold_passed": true,
            "_agent_ready_threshold_passed_reason": "eta  <= 0 and position <=5 ",
        })
    } else {
        json!({
            "_position": 1,
            "_eta": "n/a",
            "_total_waiting": all.max(1),
            "_agent_ready_threshold_passed": true,
            "_agent_ready_threshold_passed_reason": "eta n/a",
        })
    };
    let place = if service.found.is_none() { Place::Waiting } else { Place::Position };
    Answer { place, body }
}

fn chat(
    shared: &Arc<Shared>,
    hub: &Hub,
    call: &Call,
    service: Service,
) -> Result<Answer, StatusCode> {
    if !service.connected {
        return Err(StatusCode::CONFLICT);
    }
    let told = Told::of(&service).or_else(|| Told::of_fields(&service, &call.fields));
    if let Some(told) = told
        && !shared.faults.has("chat-routed-without-chat")
    {
        hub.spawn(status::route(shared.clone(), told));
    }
    let mut id = service.id.clone();
    if shared.faults.bears("chat-begins-a-new-service") {
        id = shared.state.lock().service_id(shared.seed);
    }
    let own = varied::channel(&shared.varied, &id);
    let channel = stories::channel(shared, &id).or(own).unwrap_or_else(|| CHANNEL.to_owned());
    if shared.stage.story().is_some() {
        hub.spawn(stories::chatted(shared.clone(), hub.clone(), service));
    }
    let body = json!({"_id": id, "comet_channel": channel});
    Ok(Answer { place: Place::Chat, body })
}

fn retrieve(shared: &Shared, id: &str) -> Answer {
    let faults = &shared.faults;
    let mut known = shared.state.lock();
    let mut waiting = VecDeque::new();
    if let Some(service) = known.get(id) {
        waiting.clone_from(&service.for_device);
        let some = !waiting.is_empty();
        if !faults.bears_if(some && !service.pushes, "chat-retrieved-again") {
            service.for_device.clear();
        }
    }
    if faults.bears_if(waiting.len() > 1, "chat-newest-first") {
        waiting = waiting.into_iter().rev().collect();
    }
    Answer { place: Place::Notifications, body: waiting.into_iter().collect() }
}

/// A message for the agent: what was sent, as JSON within a text.
fn tell_agent(shared: &Shared, call: &Call, id: &str) -> Answer {
    let field = |name: &str| call.fields.get(name).cloned().unwrap_or_default();
    let mut inner = json!({
        "_id": id,
        "_internal_message": field("_application_message"),
        "_display_message": field("_display_message"),
    });
    spoil(&shared.faults, Place::Inner, &mut inner);
    let inner = varied::inner(&shared.varied, &inner);
    let message = json!({"message": inner, "tag": format!("agent.message.{id}")});
    if let Some(service) = shared.state.lock().get(id) {
        service.keep_for_agent(message);
    }
    Answer { place: Place::AgentSent, body: json!({"message": "Notification Sent"}) }
}

/// An answer to a notification.
pub(super) fn sent() -> Answer {
    Answer { place: Place::Sent, body: json!({"message": "Notification Sent"}) }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}
