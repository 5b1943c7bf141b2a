//! Writing an event: the attributes that are asked for, what the list adds, and the wrapper.
//!
//! Depends on `events` and `list`. The mistakes in what an event holds are made here.

use serde_json::{Map, Value, json};

use super::{
    Provider,
    asked::Asked,
    story::{Beat, Plot},
    varied,
};
use crate::contracts::gms_callback_events::{
    events::{
        CANCELLED, CONNECT_TREATMENT_START, DIAL_DONE, DIAL_INIT, EventType, ROUTE_TO_AGENT,
        SERVICE_CREATE, SERVICE_EXIT, TARGET_FOUND, event,
    },
    list::Promise,
};

/// The virtual queue of the service.
const QUEUE: &str = "SIP_VQ_SIP_Switch";
/// Its virtual queue for outbound calls.
const OUTBOUND: &str = "VQ_GMS_REP_SIP_Switch";

/// The text of one delivery; none if the list does not want it.
pub(super) fn written(asked: &Asked, beat: &Beat, provider: &Provider) -> Option<String> {
    let faults = &provider.faults;
    let event = event(beat.event)?;
    let promise = match &asked.list {
        None if !varied::is_usual(&provider.varied, beat.event) => return None,
        None => Promise { params: offered(event), custom: Vec::new() },
        Some(list) => match list.promise(event) {
            Some(promise) => promise.clone(),
            None if faults.bears("callback-unlisted-told") => {
                Promise { params: offered(event), custom: Vec::new() }
            }
            None => return None,
        },
    };
    let mut body = message(asked, beat, &promise, provider);
    custom(&mut body, &promise, beat, provider);
    varied::vary(&provider.varied, &mut body, asked.list.is_some());
    mistaken(&mut body, asked, beat, provider);
    let message = Value::Object(body);
    Some(delivered(message, asked, beat, provider).to_string())
}

/// What is delivered: the event in its wrapper, unless it comes alone (C-244).
fn delivered(message: Value, asked: &Asked, beat: &Beat, provider: &Provider) -> Value {
    let (faults, varied) = (&provider.faults, &provider.varied);
    if varied.has("flat-events") || faults.bears("callback-not-wrapped") {
        return message;
    }
    if beat.event == CONNECT_TREATMENT_START && faults.bears("callback-delivered-as-array") {
        return json!([message]);
    }
    if varied.has("devices-unnamed") {
        return json!({ "message": message });
    }
    let device = asked.target.as_ref().map(ToString::to_string).unwrap_or_default();
    let device = match faults.bears("callback-device-id-as-number") {
        true => json!(device.len()),
        false => json!(device),
    };
    json!({ "deviceId": device, "message": message })
}

fn offered(event: &EventType) -> Vec<String> {
    event.offers.iter().map(|name| (*name).to_owned()).collect()
}

/// What every event has, and the attributes that are asked for.
fn message(
    asked: &Asked,
    beat: &Beat,
    promise: &Promise,
    provider: &Provider,
) -> Map<String, Value> {
    let faults = &provider.faults;
    let mut body = Map::new();
    body.insert("event_id".to_owned(), json!(beat.event));
    body.insert("timestamp".to_owned(), json!(beat.at.to_string()));
    body.insert("_service_id".to_owned(), json!(asked.id));
    for name in promise.params.iter().filter(|name| *name != "_service_id") {
        let forgotten = name == "c_agent_extension" && beat.event == ROUTE_TO_AGENT;
        if asked.list.is_some() && forgotten && faults.bears("callback-parameter-forgotten") {
            continue;
        }
        body.insert(name.clone(), attribute(name, asked, beat));
    }
    body.insert("_callback_state".to_owned(), json!("QUEUED"));
    body
}

fn attribute(name: &str, asked: &Asked, beat: &Beat) -> Value {
    match name {
        "_service_name" => json!(asked.service),
        "_customer_number" | "c_dialed_number" | "c_last_dialed_number" | "_phone_number" => {
            json!(asked.number)
        }
        "_urs_virtual_queue" | "_v_queue" => json!(QUEUE),
        "_vq_for_outbound_calls" => json!(OUTBOUND),
        "c_agent_id" => json!("KSippola"),
        "c_agent_extension" => json!("7001"),
        "c_call_result" => json!(beat.result),
        "c_call_num_attempt" => json!(beat.attempt),
        "c_termination_type" => match Plot::of(&asked.number) {
            Plot::ProcessingFails => json!("FAILED.PROCESSING"),
            _ => json!("COMPLETED.AGENT_CONNECTED"),
        },
        "_desired_time" => json!(asked.desired.as_deref().unwrap_or("2026-01-01T00:00:00.000Z")),
        "c_target" => json!({
            "agent": "KSippola", "dn": "7001", "id": "Customer_Service", "place": "SIP_Server_Place1",
            "resource": "7001", "return": "target", "stat_value": "0", "switch": "SIP_Switch",
            "type": "GA", "vq": QUEUE,
        }),
        _ => Value::Null,
    }
}

/// What the list adds stands next to the attributes.
fn custom(body: &mut Map<String, Value>, promise: &Promise, beat: &Beat, provider: &Provider) {
    let faults = &provider.faults;
    let members = promise.custom.iter().map(|(name, node)| (name.clone(), node.to_json()));
    if promise.custom.is_empty() {
        return;
    }
    if beat.event == SERVICE_EXIT && faults.bears("callback-custom-kept-apart") {
        body.insert("notify_custom".to_owned(), Value::Object(members.collect()));
        return;
    }
    for (name, value) in members {
        let text = !value.is_string() && faults.bears("callback-custom-as-text");
        body.insert(name, if text { json!(value.to_string()) } else { value });
    }
}

/// Mistakes in single members.
fn mistaken(body: &mut Map<String, Value>, asked: &Asked, beat: &Beat, provider: &Provider) {
    let faults = &provider.faults;
    let mut set = |name: &str, value: Value| {
        body.insert(name.to_owned(), value);
    };
    let plot = Plot::of(&asked.number);
    match beat.event {
        SERVICE_CREATE if asked.list.is_none() && faults.bears("callback-attributes-of-others") => {
            set("c_termination_type", json!("NONE"));
        }
        SERVICE_CREATE => {
            let asked_for = body.contains_key("_customer_number");
            if asked_for && faults.bears("callback-customer-as-number") {
                body.insert(
                    "_customer_number".to_owned(),
                    json!(asked.number.parse::<i64>().unwrap_or_default()),
                );
            }
        }
        TARGET_FOUND => {
            for (name, member, value) in [
                ("callback-target-type-in-words", "type", "AgentGroup"),
                ("callback-target-queue-of-outbound", "vq", OUTBOUND),
                ("callback-target-resource-is-place", "resource", "SIP_Server_Place1"),
            ] {
                if let Some(Value::Object(target)) = body.get_mut("c_target")
                    && faults.bears(name)
                {
                    target.insert(member.to_owned(), json!(value));
                }
            }
            if body.contains_key("c_target") && faults.bears("callback-target-by-name") {
                body.insert("c_target".to_owned(), json!("Customer_Service"));
            }
        }
        DIAL_INIT if asked.list.is_some() && faults.bears("callback-parameters-not-asked") => {
            set("_customer_number", json!(asked.number));
        }
        DIAL_DONE => {
            if body.contains_key("c_call_result") && faults.bears("callback-result-in-words") {
                let words = if beat.result == 0 { "ok" } else { "no answer" };
                body.insert("c_call_result".to_owned(), json!(words));
            }
            if faults.bears("callback-dials-with-prefix") {
                body.insert("c_dialed_number".to_owned(), json!(format!("9{}", asked.number)));
            }
        }
        ROUTE_TO_AGENT if faults.bears("callback-service-by-title") => {
            set("_service_name", json!("Samples (development)"));
        }
        CANCELLED if faults.bears("callback-cancelled-with-one-l") => {
            set("event_id", json!("_cbe_on_callback_canceled"));
        }
        SERVICE_EXIT => {
            if plot == Plot::Answered && faults.bears("callback-exit-of-session") {
                set("_service_id", json!("446-00000000-0000-4000-8000-000000000000"));
            }
            if faults.bears("callback-exit-without-state") {
                body.remove("_callback_state");
            }
            if faults.bears("callback-exit-without-time") {
                body.remove("timestamp");
            }
        }
        _ => {}
    }
    if faults.bears("callback-time-in-milliseconds") {
        body.insert("timestamp".to_owned(), json!(format!("{}000", beat.at)));
    }
    if faults.bears("callback-id-without-number") {
        let uuid = asked.id.split_once('-').map_or("", |(_, uuid)| uuid);
        body.insert("_service_id".to_owned(), json!(uuid));
    }
}
