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
    let list = "[properties]\n_enable_status_notification = notify\n[_cbe_on_service_create]\n";
    let agrees = run(&[("service", "s"), ("transaction-list", list)]).created("s", "notify", A);
    assert_eq!(agrees.tells(A, &["service_create"]).counts(rule), (1, 1), "its list agrees");
    let subscribed = run(&FACTS).created("d", "subscribe_notify", A);
    assert_eq!(subscribed.tells(A, &["service_create"]).counts(rule), (0, 0));
    let refused = run(&FACTS).called("_enable_status_notification=notify", 400, A);
    assert_eq!(refused.counts(rule), (0, 0), "there is no callback to be silent about");
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
    let told = || wanted("subscribe_notify").tells(A, &["service_create", "dial_init"]);
    assert_eq!(told().counts(rule), (1, 0), "the first event shows it");
    assert_eq!(told().gave_up("_cbe_on_dial_done").counts(rule), (1, 0));
    assert_eq!(wanted("notify").tells(A, &["dial_init"]).counts(rule), (0, 0));
    let twice = wanted("subscribe_notify")
        .gave_up("_cbe_on_service_create")
        .gave_up("_cbe_on_dial_init or _cbe_on_dial_done");
    assert_eq!(twice.counts(rule), (1, 1), "one silence is one gap");
}

#[test]
fn only_a_callback_that_exists_and_wants_a_delivery_is_owed_one() {
    let target = "_status_notification_target=http%3A%2F%2Fh%2Fr";
    let mode = "_enable_status_notification=subscribe_notify";
    let silent = |form: &str, status| {
        run(&[]).called(form, status, A).gave_up("_cbe_on_dial_init").counts("subscribed-for")
    };
    let whole = format!("{mode}&_status_notification_type=httpcb&{target}");
    assert_eq!([silent(&whole, 200), silent(&whole, 500)], [(1, 1), (0, 0)]);
    assert_eq!(silent(mode, 200), (0, 0), "the call says no target");
    let session = format!("{mode}&_status_notification_type=orscb&{target}");
    assert_eq!(silent(&session, 200), (0, 0), "what goes to a session is not seen");
    let list = "[properties]\n_enable_status_notification = notify\n[_cbe_on_dial_init]\n";
    let disagrees =
        run(&[("transaction-list", list)]).called(&whole, 200, A).gave_up("_cbe_on_dial_init");
    assert_eq!(disagrees.counts("subscribed-for"), (0, 0), "nothing says which of the two counts");
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
    let within = |form: &str| {
        recording().called(form, 200, A).tells(A, &["dial_init"]).counts("delivered-to-target")
    };
    let session = "_status_notification_type=orscb&_status_notification_target=00LOP2";
    assert_eq!(within(session), (1, 1), "it goes to the ORS session");
    assert_eq!(within("_status_notification_type=httpcb"), (0, 0), "the target is elsewhere");
}

#[test]
fn an_event_that_the_list_names_is_told() {
    let rule = "event-emitted";
    assert_eq!(listed().tells(A, &["dial_init"]).counts(rule), (1, 0));
    assert_eq!(listed().gave_up("_cbe_on_dial_init").counts(rule), (1, 1));
    assert_eq!(listed().gave_up("_cbe_on_callback_cancelled").counts(rule), (0, 0), "not listed");
    let came = listed().tells(A, &["dial_init"]).gave_up("_cbe_on_dial_init");
    assert_eq!(came.counts(rule), (1, 0), "once is enough");
    let others = || listed().tells(A, &["service_create"]);
    assert_eq!(others().gave_up("_cbe_on_dial_init").counts(rule), (2, 1), "others came");
    let either = "_cbe_on_service_create or _cbe_on_dial_init";
    assert_eq!(others().gave_up(either).counts(rule), (1, 0), "one of the two came");
    let whose = listed().created("s", "subscribe_notify", B).gave_up("_cbe_on_dial_init");
    assert_eq!(whose.counts(rule), (0, 0), "two callbacks may have been waited for");
    let unsubscribed = run(&FACTS).created("s", "notify", A).gave_up("_cbe_on_dial_init");
    assert_eq!(unsubscribed.counts(rule), (0, 0));
    let unknown = run(&[]).created("s", "subscribe_notify", A).gave_up("_cbe_on_dial_init");
    assert_eq!(unknown.counts(rule), (0, 0), "no list is known");
}
