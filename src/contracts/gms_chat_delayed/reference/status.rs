//! Status notifications: a target was found, the chat was routed, the service has ended.
//!
//! Depends on hyper for posting. Never posts where nobody asked for it, and never by TLS.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{Request, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    time::{sleep, timeout},
};
use url::Url;

use super::{
    desk::Shared,
    services::GROUP,
    spoil::{Place, spoil},
    state::Service,
};
use crate::contracts::Carried;

/// How long a delivery may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How far apart stages are that come in a wrong order.
const APART: Duration = Duration::from_millis(600);

/// What is told of a service, and where.
pub(super) struct Told {
    target: Url,
    id: String,
    name: Option<String>,
    found: String,
}

impl Told {
    /// What is told of a service whose creator asked for it.
    pub(super) fn of(service: &Service) -> Option<Self> {
        Self::of_fields(service, &service.fields)
    }

    /// What is told of a service because these fields ask for it.
    pub(super) fn of_fields(service: &Service, fields: &BTreeMap<String, String>) -> Option<Self> {
        Some(Self {
            target: target(fields)?,
            id: service.id.clone(),
            name: Some(service.name.clone()),
            found: service.found.clone()?,
        })
    }

    /// What is told of a chat that belongs to no service.
    pub(super) fn of_stray(id: &str, fields: &BTreeMap<String, String>) -> Option<Self> {
        let target = target(fields)?;
        Some(Self { target, id: id.to_owned(), name: None, found: GROUP.to_owned() })
    }
}

fn target(fields: &BTreeMap<String, String>) -> Option<Url> {
    let enabled = fields.get("_enable_status_notification")?;
    if enabled != "subscribe_notify" {
        return None;
    }
    let url = Url::parse(fields.get("_status_notification_target")?).ok()?;
    (url.scheme() == "http").then_some(url)
}

/// Reserves the target, routes the chat there, and ends the service.
pub(super) async fn route(shared: Arc<Shared>, told: Told) {
    let faults = &shared.faults;
    let mut found = told.found.clone();
    if faults.bears_if(told.name.is_none(), "chat-stray-to-default-queue") {
        found = "Default_Queue".to_owned();
    }
    let kind = if found.starts_with("?:") { "A" } else { "GA" };
    let place = if told.name.is_some() { Place::Found } else { Place::FoundForNobody };
    let stages = [
        (
            place,
            "_cbe_on_target_found",
            json!({"c_target": {
                "agent": "KSippola", "dn": "7001", "id": found, "place": "Place_7001",
                "resource": "7001", "type": kind, "vq": "VQ_GMS_Chat",
            }}),
        ),
        (
            Place::Routed,
            "_cbe_on_route_to_agent",
            json!({
                "c_agent_id": "KSippola", "c_agent_extension": "7001",
            }),
        ),
        (
            Place::Exit,
            "_cbe_on_service_exit",
            json!({
                "c_termination_type": "COMPLETED.AGENT_CONNECTED",
            }),
        ),
    ];
    let mut stages = stages.to_vec();
    if faults.bears("chat-routed-before-reserved") {
        stages.swap(0, 1);
    }
    if faults.bears("chat-exit-before-routing") {
        stages.swap(1, 2);
    }
    if faults.bears("chat-never-ends") {
        stages.truncate(2);
    }
    let torn = faults.has("chat-routed-before-reserved") || faults.has("chat-exit-before-routing");
    for (place, event, more) in stages {
        let mut message = json!({"event_id": event, "timestamp": now(), "_service_id": told.id});
        if let (Some(members), Value::Object(more)) = (message.as_object_mut(), more) {
            if let Some(name) = &told.name {
                members.insert("_service_name".to_owned(), json!(name));
            }
            members.extend(more);
        }
        spoil(faults, place, &mut message);
        let body = json!({"deviceId": told.target.as_str(), "message": message}).to_string();
        let body = shared.schema_faults.written(&told.id, Carried::Delivery, body);
        // Whether a receiver listens is its own affair.
        let _ = timeout(PATIENCE, post(&told.target, body)).await;
        if torn {
            sleep(APART).await;
        }
    }
}

/// The time in seconds, as text.
fn now() -> String {
    jiff::Timestamp::now().as_second().to_string()
}

async fn post(target: &Url, body: String) -> Option<()> {
    let host = target.host_str()?;
    let port = target.port_or_known_default()?;
    let stream = TcpStream::connect((host, port)).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let connection = tokio::spawn(connection);
    let request = Request::post(target.path())
        .header(header::HOST, format!("{host}:{port}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from(body)))
        .ok()?;
    let answered = sender.send_request(request).await;
    connection.abort();
    answered.ok().map(|_| ())
}
