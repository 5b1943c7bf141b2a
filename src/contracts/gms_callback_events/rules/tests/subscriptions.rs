//! Whether and where something is told.

use super::tape::{A, B, LIST, listed, recording, run};

const FACTS: [(&str, &str); 3] =
    [("service", "s"), ("default-service", "d"), ("transaction-list", LIST)];

#[test]
fn nothing_is_told_that_nobody_enabled() {
    let quiet = || run(&FACTS).created("d", "", A);
    assert_eq!(quiet().counts("off-by-default"), (1, 0));
    assert_eq!(quiet().tells(A, &["service_create"]).counts("off-by-default"), (1, 1));
    let configured = run(&FACTS).created("s", "", A).tells(A, &["service_create"]);
    assert_eq!(configured.counts("off-by-default"), (0, 0));
    let unknown = recording().created("d", "", A).tells(A, &["service_create"]);
    assert_eq!(unknown.counts("off-by-default"), (0, 0));
}

#[test]
fn notify_alone_tells_nothing() {
    let quiet = |service: &str| run(&FACTS).created(service, "notify", A);
    let rule = "notify-needs-subscription";
    assert_eq!(quiet("d").counts(rule), (1, 0));
    assert_eq!(quiet("d").tells(A, &["service_create"]).counts(rule), (1, 1));
    assert_eq!(
        quiet("s").tells(A, &["service_create"]).counts(rule),
        (0, 0),
        "its list subscribes"
    );
}

#[test]
fn a_list_closes_the_set_of_events() {
    assert_eq!(listed().tells(A, &["dial_init"]).counts("listed-only"), (1, 0));
    assert_eq!(listed().tells(A, &["callback_cancelled"]).counts("listed-only"), (1, 1));
    let other = run(&FACTS).tell("callback_cancelled", 1, A, r#","_service_name":"x""#);
    assert_eq!(other.counts("listed-only"), (0, 0));
}

#[test]
fn who_is_subscribed_for_is_told() {
    let wanted = |mode: &str| run(&FACTS).created("d", mode, A);
    let rule = "subscribed-for";
    let silent = wanted("subscribe_notify").gave_up("_cbe_on_service_create");
    assert_eq!(silent.counts(rule), (1, 1));
    assert_eq!(wanted("subscribe_notify").tells(A, &["dial_init"]).counts(rule), (1, 0));
    assert_eq!(wanted("subscribe_notify").counts(rule), (0, 0), "nobody waited");
    assert_eq!(wanted("notify").gave_up("_cbe_on_service_create").counts(rule), (0, 0));
    assert_eq!(wanted("subscribe_notify").gave_up("create-reply").counts(rule), (0, 0));
}

#[test]
fn a_call_says_where_to_deliver() {
    let to = |path: &str, id: &str| {
        recording()
            .created("s", "subscribe_notify", A)
            .tell_at(path, "dial_init", 1, id, "")
            .counts("delivered-to-target")
    };
    assert_eq!([to("/r", A), to("/other", A), to("/other", B)], [(1, 0), (1, 1), (0, 0)]);
}

#[test]
fn an_event_that_the_list_names_is_told() {
    let rule = "event-emitted";
    assert_eq!(listed().tells(A, &["dial_init"]).counts(rule), (1, 0));
    assert_eq!(listed().gave_up("_cbe_on_dial_init").counts(rule), (1, 1));
    assert_eq!(listed().gave_up("_cbe_on_callback_cancelled").counts(rule), (0, 0), "not listed");
    let came = listed().tells(A, &["dial_init"]).gave_up("_cbe_on_dial_init");
    assert_eq!(came.counts(rule), (1, 0), "once is enough");
    let unknown = run(&[]).created("s", "subscribe_notify", A).gave_up("_cbe_on_dial_init");
    assert_eq!(unknown.counts(rule), (0, 0), "no list is known");
}
