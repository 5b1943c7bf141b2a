//! How notifications are delivered.

use super::tape::{A, recording};
use crate::transcript::Source;

const EVENT: &str = r#"{"event_id":"_cbe_on_dial_init","timestamp":"1467575992","_service_id":"445-20e740d3-8458-43d6-834d-3713c3385bac"}"#;

#[test]
fn an_event_is_posted() {
    let by = |method: &str, body: &str| {
        recording()
            .request(Source::Provider, method, "http://h/r", "application/json", body)
            .counts("post")
    };
    assert_eq!([by("POST", EVENT), by("PUT", EVENT), by("HEAD", "")], [(1, 0), (1, 1), (0, 0)]);
    let query = "http://h/r?event_id=_cbe_on_dial_init";
    let got = recording().request(Source::Provider, "GET", query, "", "").counts("post");
    assert_eq!(got, (1, 1), "the event is in the query");
}

#[test]
fn a_body_is_one_object() {
    let of = |body: &str| recording().delivery("/r", body).counts("json-body");
    assert_eq!([of(EVENT), of("{}"), of("[{}]"), of("event")], [(1, 0), (1, 0), (1, 1), (1, 1)]);
    assert_eq!(recording().tell("dial_init", 1, A, "").counts("json-body"), (1, 0));
}

#[test]
fn a_content_type_of_json_may_have_parameters() {
    let of = |kind: &str| {
        recording()
            .request(Source::Provider, "POST", "http://h/r", kind, EVENT)
            .counts("content-type")
    };
    assert_eq!(of("application/json;charset=UTF-8"), (1, 0));
    assert_eq!([of("text/plain"), of("")], [(1, 1), (1, 1)]);
    assert_eq!(of("application/vnd.callback+json"), (1, 0));
    let rule = "content-type";
    let put = recording().request(Source::Provider, "PUT", "http://h/r", "text/plain", EVENT);
    assert_eq!(put.counts(rule), (0, 0), "that it is no POST is enough to say");
    assert_eq!(
        recording().request(Source::Provider, "POST", "http://h/r", "", "").counts(rule),
        (0, 0)
    );
    let call = recording().created("s", "subscribe_notify", A);
    assert_eq!(call.counts(rule), (0, 0), "a call of the consumer is no delivery");
}

#[test]
fn an_event_is_one_of_eighteen() {
    let of = |body: &str| recording().delivery("/r", body).counts("known-event");
    assert_eq!(of(EVENT), (1, 0));
    assert_eq!(of(r#"{"event_id":"_cbe_on_callback_canceled"}"#), (1, 1));
    assert_eq!(of(r#"{"deviceId":"d","message":{"a":1}}"#), (1, 1));
    assert_eq!(of("[1]"), (0, 0), "that is said of its body");
}

#[test]
fn the_wrapper_is_noted_where_it_is_missing() {
    assert_eq!(recording().delivery("/r", EVENT).counts("envelope"), (1, 1));
    assert_eq!(recording().tell("dial_init", 1, A, "").counts("envelope"), (1, 0));
    let text = serde_json::json!({"message": EVENT}).to_string();
    assert_eq!(recording().delivery("/r", &text).counts("envelope"), (1, 0));
}

#[test]
fn the_state_is_noted_where_it_is_missing() {
    assert_eq!(recording().delivery("/r", EVENT).counts("state-present"), (1, 1));
    assert_eq!(recording().tell("dial_init", 1, A, "").counts("state-present"), (1, 0));
    assert_eq!(recording().message("_cbe_on_dial_init", "[]").counts("state-present"), (0, 0));
}
