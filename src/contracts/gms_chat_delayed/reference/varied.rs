//! What can be answered and pushed instead, as the document leaves it open.
//!
//! Depends on `answer`. Without a variation it leaves everything as it is, and it never changes whose
//! service something is about.

use hyper::{
    HeaderMap, StatusCode,
    header::{self, HeaderValue},
};
use serde_json::{Map, Value, json};

use super::{answer, desk::Shared, spoil::Place};
use crate::contracts::{Varied, bayeux::reference::whole::Whole};

/// What the channels of single chats begin with.
const OWN_CHANNELS: &str = "/chat/";
/// What an answer to connect need not have.
const BESIDES: [&str; 4] = ["_dialog_id", "_label", "_id_to_jump_before", "_chat_parameters"];

/// Writes what is sent as the variations want it.
pub(super) fn vary(varied: &Varied, place: Place, value: &mut Value) {
    if let (Place::Announcement, Some(message)) = (place, value.get_mut("message"))
        && varied.has("actions-otherwise")
        && let Some(action) = message.get_mut("_action")
    {
        *action = json!("get-dialog-user-confirmation-provide_code-true");
    }
    if let Some(members) = value.as_object_mut() {
        members_of(varied, place, members);
    }
}

fn members_of(varied: &Varied, place: Place, members: &mut Map<String, Value>) {
    let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
    let answers = matches!(place, Place::Create | Place::Connect | Place::Position | Place::Chat);
    if answers && varied.has("answers-say-more") {
        put("_node", json!({"name": "gms-2", "load": null}));
        put("_estimates", json!([1.5, "n/a"]));
    }
    if matches!(place, Place::Waiting | Place::Position) {
        if varied.has("estimates-unknown") {
            put("_eta", json!("n/a"));
        }
        if varied.has("reasons-empty") || varied.has("estimates-unknown") {
            put("_agent_ready_threshold_passed_reason", json!(""));
        }
    }
    let absent = |name: &str| match place {
        Place::Create => varied.has("texts-absent") && name == "_text",
        Place::Connect => varied.has("connect-says-less") && BESIDES.contains(&name),
        _ => false,
    };
    members.retain(|name, _| !absent(name));
}

/// Writes the header of a successful answer as the variations want it.
pub(super) fn vary_headers(varied: &Varied, headers: &mut HeaderMap) {
    if varied.has("cookies-absent") {
        headers.remove(header::SET_COOKIE);
    }
    if varied.has("one-cache-line") {
        let all = HeaderValue::from_static("no-cache, no-store, must-revalidate");
        headers.insert(header::CACHE_CONTROL, all);
    }
    if varied.has("type-named-twice")
        && let Some(kind) = headers.get(header::CONTENT_TYPE).cloned()
    {
        headers.append(header::CONTENT_TYPE, kind);
    }
}

/// The channel of a chat, where each has its own.
pub(super) fn channel(varied: &Varied, id: &str) -> Option<String> {
    varied.has("channels-of-their-own").then(|| format!("{OWN_CHANNELS}{id}"))
}

/// Whether pushes may be due to who listens on this channel.
pub(super) fn is_for_pushes(channel: &str) -> bool {
    channel.starts_with(OWN_CHANNELS)
}

/// A message for the agent as text.
pub(super) fn inner(varied: &Varied, message: &Value) -> String {
    let indented = varied.has("messages-indented").then(|| serde_json::to_string_pretty(message));
    indented.and_then(Result::ok).unwrap_or_else(|| message.to_string())
}

/// A refusal: no document says how one looks.
pub(super) fn refused(shared: &Shared, status: StatusCode, session: &str) -> Whole {
    if !shared.varied.has("refuses-in-words") {
        return answer::refused(status, session, &shared.faults);
    }
    let mut response = answer::refused(other_status(status), session, &shared.faults);
    *response.body_mut() = "<html><body>Sorry, this is not possible.</body></html>".into();
    let kind = HeaderValue::from_static("text/html");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().remove(header::SET_COOKIE);
    response
}

/// Another status that says nearly the same.
fn other_status(status: StatusCode) -> StatusCode {
    match status {
        StatusCode::NOT_FOUND => StatusCode::GONE,
        StatusCode::FORBIDDEN => StatusCode::UNAUTHORIZED,
        StatusCode::CONFLICT | StatusCode::SERVICE_UNAVAILABLE => StatusCode::BAD_REQUEST,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_content_shows() {
        let varied = |name: &str, place, mut value: Value, pointer: &str| {
            vary(&Varied::of(&[name]), place, &mut value);
            value.pointer(pointer).cloned()
        };
        let created = || json!({"_id": "1", "_text": "t"});
        assert_eq!(varied("texts-absent", Place::Create, created(), "/_text"), None);
        assert!(varied("answers-say-more", Place::Create, created(), "/_node").is_some());
        assert_eq!(varied("none", Place::Create, created(), "/_text"), Some(json!("t")));
        let label = json!({"_label": "l"});
        assert_eq!(varied("connect-says-less", Place::Connect, label, "/_label"), None);
        let waiting = || json!({"_eta": 5, "_agent_ready_threshold_passed_reason": "r"});
        let eta = varied("estimates-unknown", Place::Waiting, waiting(), "/_eta");
        assert_eq!(eta, Some(json!("n/a")));
        let reason = "/_agent_ready_threshold_passed_reason";
        let reason = varied("reasons-empty", Place::Position, waiting(), reason);
        assert_eq!(reason, Some(json!("")));
        let pushed = json!({"message": {"_action": "a"}});
        let action = varied("actions-otherwise", Place::Announcement, pushed, "/message/_action");
        assert!(action.is_some_and(|action| action != "a"));
        let message = inner(&Varied::of(&["messages-indented"]), &created());
        assert!(message.contains("\n  \"_id\""), "{message}");
        assert_eq!(other_status(StatusCode::NOT_FOUND), StatusCode::GONE);
    }

    #[test]
    fn the_header_of_an_answer_varies() {
        let varied = |name: &str| {
            let mut headers = HeaderMap::new();
            for (name, value) in [
                (header::SET_COOKIE, "a=b"),
                (header::CACHE_CONTROL, "no-cache"),
                (header::CONTENT_TYPE, "application/json"),
            ] {
                headers.append(name, HeaderValue::from_static(value));
            }
            vary_headers(&Varied::of(&[name]), &mut headers);
            headers
        };
        assert!(!varied("cookies-absent").contains_key(header::SET_COOKIE));
        assert!(varied("one-cache-line")[header::CACHE_CONTROL].len() > 8);
        assert_eq!(varied("type-named-twice").get_all(header::CONTENT_TYPE).iter().count(), 2);
    }
}
