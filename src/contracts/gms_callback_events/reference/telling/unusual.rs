//! Callbacks that are told in ways that are unusual and no mistake, or one that rulings accept.
//!
//! Depends on `event`.

use serde_json::{Map, Value, json};

use super::{
    event::{Events, wrapped},
    post::Post,
    tell::Beat,
};
use crate::contracts::gms_callback_events::{
    events::{DIAL_DONE, SERVICE_EXIT, TARGET_FOUND},
    reference::story::BEGINNING,
};

/// Without a wrapper, and with numbers where samples have text.
pub(super) fn forms(events: &mut Events<'_>) -> Vec<Beat> {
    let mut beats = plain(events);
    beats.extend(events.answered().iter().map(|event| Beat::event(event.to_string())));
    let mut number = events.first();
    number["timestamp"] = json!(BEGINNING);
    let breaks = Some("gms-callback-events/Timestamp:type");
    beats.push(Beat::announced(Post::of(wrapped(&number)), "accept", breaks));
    let mut target = events.first();
    beats.push(Beat::event(wrapped(&target)));
    target["event_id"] = json!(TARGET_FOUND);
    target["c_target"] = json!({ "agent": "KSippola", "type": "A", "stat_value": 0 });
    let breaks = Some("gms-callback-events/CTarget/stat_value:type");
    beats.push(Beat::announced(Post::of(wrapped(&target)), "accept", breaks));
    // Text within text is a deviation of whoever sends it: nobody has to read it.
    let text = json!({ "message": events.first().to_string() }).to_string();
    let breaks = Some("gms-callback-events/Notification/message:type");
    beats.push(Beat::announced(Post::of(text), "survive", breaks));
    beats.push(Beat::event(events.single()));
    beats
}

/// Members that operators add.
pub(super) fn members(events: &mut Events<'_>) -> Vec<Beat> {
    let many: Map<String, Value> = (0..200).map(|n| (format!("custom{n}"), json!(n))).collect();
    let nested = (0..20).fold(json!("deep"), |within, _| json!([within]));
    let customs = [
        json!({ "name1": "value1", "name2": "value2" }),
        json!({ "campaign": { "wave": 3, "tags": ["gold", "retry"] } }),
        json!({ "empty": {}, "none": null, "yes": true, "no": false, "list": [], "number": -0.5 }),
        json!({ "": "a name can be empty", "two words": 1, "naïve \u{1f469}\u{200d}\u{1f4bb}": 2 }),
        json!({ "text": "\u{0}\u{8}\n\t\u{2028}\\\"/\u{202e}\u{10ffff}" }),
        json!({ "long": "x".repeat(4000), "x".repeat(300): 1 }),
        json!({ "__proto__": { "polluted": true }, "constructor": 1, "toString": 2 }),
        json!({ "nested": nested }),
        Value::Object(many),
    ];
    let mut beats = vec![Beat::event(events.single())];
    for custom in customs {
        let mut event = events.first();
        if let (Some(members), Value::Object(custom)) = (event.as_object_mut(), custom) {
            members.extend(custom);
        }
        beats.push(Beat::event(wrapped(&event)));
    }
    // Members of the wrapper, too.
    let mut wrapper = json!({ "deviceId": "d", "message": events.first() });
    wrapper["version"] = json!("8.5.108");
    beats.push(Beat::event(wrapper.to_string()));
    let mut unknown = events.first();
    unknown["event_id"] = json!("_cbe_on_callback_paused");
    let breaks = Some("gms-callback-known-event");
    beats.push(Beat::announced(Post::of(wrapped(&unknown)), "survive", breaks));
    beats.push(Beat::event(events.single()));
    beats
}

/// Each event of a callback a second time, some at once and all of them at the end.
pub(super) fn repeats(events: &mut Events<'_>) -> Vec<Beat> {
    let mut beats = plain(events);
    let callback: Vec<String> = events.answered().iter().map(wrapped).collect();
    let twice = callback.iter().flat_map(|event| [event, event]);
    beats.extend(twice.chain(&callback).cloned().map(Beat::event));
    beats
}

/// A callback backwards, what comes after the end, and one of which the beginning was missed.
pub(super) fn order(events: &mut Events<'_>) -> Vec<Beat> {
    let mut beats = plain(events);
    let mut unusual: Vec<String> = events.answered().iter().rev().map(wrapped).collect();
    let mut late = events.first();
    unusual.push(wrapped(&late));
    late["event_id"] = json!(SERVICE_EXIT);
    late["timestamp"] = json!((BEGINNING + 9).to_string());
    unusual.push(wrapped(&late));
    late["event_id"] = json!(DIAL_DONE);
    late["timestamp"] = json!((BEGINNING + 5).to_string());
    unusual.push(wrapped(&late));
    unusual.extend(events.answered().iter().skip(6).map(wrapped));
    unusual.push(events.single());
    beats.extend(unusual.into_iter().map(Beat::event));
    beats
}

/// A callback as it should be told: who refuses an event of it refuses it for what it is.
fn plain(events: &mut Events<'_>) -> Vec<Beat> {
    events.answered().iter().map(|event| Beat::event(wrapped(event))).collect()
}
