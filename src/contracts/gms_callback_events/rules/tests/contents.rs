//! What is in an event.

use super::tape::{A, B, listed, recording, run};

#[test]
fn one_callback_has_one_id_where_a_harness_drives_it() {
    let wrong = listed().tells(A, &["service_create"]).tells(B, &["service_exit"]);
    assert_eq!(wrong.counts("service-id-constant"), (1, 1));
    let right = listed().tells(A, &["service_create", "service_exit"]);
    assert_eq!(right.counts("service-id-constant"), (1, 0));
    let two = listed()
        .created("s", "subscribe_notify", B)
        .tells(A, &["dial_init"])
        .tells(B, &["dial_init"]);
    assert_eq!(two.counts("service-id-constant"), (0, 0));
    let recorded = recording()
        .created("s", "subscribe_notify", A)
        .tells(A, &["service_create"])
        .tells(B, &["service_exit"]);
    assert_eq!(recorded.counts("service-id-constant"), (0, 0));
}

#[test]
fn one_callback_has_one_service_name() {
    let name = |id: &str, name: &str| {
        recording()
            .tell("dial_init", 1, A, r#","_service_name":"x""#)
            .tell("dial_done", 2, id, &format!(r#","_service_name":"{name}""#))
            .counts("service-name-constant")
    };
    assert_eq!([name(A, "x"), name(A, "y"), name(B, "y")], [(1, 0), (1, 1), (0, 0)]);
}

#[test]
fn an_event_has_attributes_of_its_own_of_the_sample_file_or_of_the_list() {
    let with =
        |event: &str, more: &str| recording().tell(event, 1, A, more).counts("event-attributes");
    assert_eq!(with("service_create", r#","c_call_result":0"#), (1, 1));
    assert_eq!(with("service_create", r#","_urs_virtual_queue":"q","own":1"#), (1, 0));
    for (event, more) in [
        ("target_found", r#","c_target":{}"#),
        ("connect_treatment_start", r#","_customer_number":"1""#),
        ("route_to_agent", r#","_urs_virtual_queue":"q""#),
        ("service_exit", r#","c_last_dialed_number":"1""#),
        ("callback_scheduled", r#","_phone_number":"1""#),
    ] {
        assert_eq!(with(event, more), (1, 0), "{event}");
    }
    let list = "[_cbe_on_service_create]\nnotify_params = c_agent_id\n";
    let asked = run(&[("service", "s"), ("transaction-list", list)]).tell(
        "service_create",
        1,
        A,
        r#","_service_name":"s","c_agent_id":"x""#,
    );
    assert_eq!(asked.counts("event-attributes"), (1, 0));
}

#[test]
fn members_agree_with_each_other() {
    let told =
        |event: &str, more: &str, rule: &str| recording().tell(event, 1, A, more).counts(rule);
    let target = |kind: &str, vq: &str, resource: &str| {
        format!(
            r#","_urs_virtual_queue":"q","c_target":{{"type":"{kind}","vq":"{vq}","dn":"7","resource":"{resource}"}}"#
        )
    };
    let agree = |more: &str| told("target_found", more, "target-members-agree");
    assert_eq!(agree(&target("GA", "q", "7")), (2, 0));
    assert_eq!(agree(&target("GA", "r", "8")), (2, 2));
    assert_eq!(agree(r#","c_target":{"vg":"r"}"#), (0, 0));
    let kind = |kind: &str| told("target_found", &target(kind, "q", "7"), "target-type");
    assert_eq!([kind("GA"), kind("Agent")], [(1, 0), (1, 1)]);
    let dialed = |number: &str| {
        let more = format!(r#","_customer_number":"5","c_dialed_number":{number}"#);
        told("dial_init", &more, "dialed-number")
    };
    assert_eq!([dialed("\"5\""), dialed("\"95\""), dialed("5")], [(1, 0), (1, 1), (0, 0)]);
}

#[test]
fn custom_members_are_merged_by_value() {
    let told = |more: &str| listed().tell("dial_init", 1, A, more).counts("custom-merged");
    assert_eq!(told(r#","n":1.0,"o":{"p":[2]}"#), (1, 0));
    assert_eq!(told(r#","n":1"#), (1, 1));
    assert_eq!(told(r#","n":"1","o":{"p":[2]}"#), (1, 1));
    let without = recording().tell("dial_init", 1, A, "").counts("custom-merged");
    assert_eq!(without, (0, 0));
}

#[test]
fn what_was_asked_for_is_there_and_nothing_else() {
    let complete =
        |event: &str, more: &str| listed().tell(event, 1, A, more).counts("params-complete");
    assert_eq!(complete("service_create", r#","_service_name":"s""#), (1, 0));
    assert_eq!(complete("service_create", ""), (1, 1));
    assert_eq!(complete("target_found", r#","c_target":{}"#), (0, 0), "it tells the agent");
    assert_eq!(complete("target_found", ""), (1, 1));
    assert_eq!(complete("service_exit", ""), (0, 0), "nobody was dialed");
    let only = |event: &str, more: &str| listed().tell(event, 1, A, more).counts("params-only");
    assert_eq!(only("dial_init", r#","c_dialed_number":"5","n":1,"o":2"#), (1, 0));
    assert_eq!(only("dial_init", r#","x":1"#), (1, 1));
    assert_eq!(only("dial_done", r#","x":1"#), (0, 0), "the list asks for nothing in particular");
}
