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
    let list = "[_cbe_on_service_create]\nnotify_custom = {\"wave\":3,\"c_agent_id\":\"x\"}\n";
    let added = |more: &str| {
        let more = format!(r#","_service_name":"s"{more}"#);
        run(&[("service", "s"), ("transaction-list", list)])
            .tell("service_create", 1, A, &more)
            .counts("event-attributes")
    };
    assert_eq!(added(r#","c_agent_id":"x""#), (1, 0), "the list adds it");
    assert_eq!(added(r#","c_call_result":0"#), (1, 1), "the list adds others");
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
    assert_eq!(told(r#","n":1.0,"o":{"p":[2e0]}"#), (1, 0));
    assert_eq!(told(r#","n":1"#), (1, 1));
    assert_eq!(told(r#","n":"1","o":{"p":[2]}"#), (1, 1));
    for changed in ["{}", "[2]", r#"{"q":[2]}"#, r#"{"p":[2],"q":1}"#] {
        assert_eq!(told(&format!(r#","n":1,"o":{changed}"#)), (1, 1), "{changed}");
    }
    for changed in ["[]", "[3]", "[2,3]", "[2,2]", "2"] {
        assert_eq!(told(&format!(r#","n":1,"o":{{"p":{changed}}}"#)), (1, 1), "{changed}");
    }
    let without = recording().tell("dial_init", 1, A, "").counts("custom-merged");
    assert_eq!(without, (0, 0));
}

#[test]
fn custom_members_are_told_in_any_order_and_those_named_like_others_are_left_alone() {
    let of = |custom: &str, more: &str| {
        let list = format!("[_cbe_on_dial_init]\nnotify_custom = {custom}\n");
        run(&[("transaction-list", &list)])
            .created("s", "subscribe_notify", A)
            .tell("dial_init", 1, A, more)
            .counts("custom-merged")
    };
    assert_eq!(of(r#"{"o":{"a":1,"b":2}}"#, r#","o":{"b":2,"a":1}"#), (1, 0));
    // Nothing says what becomes of a custom member with the name of another (C-265).
    for name in ["timestamp", "c_dialed_number", "c_agent_id"] {
        assert_eq!(of(&format!(r#"{{"{name}":1}}"#), ""), (0, 0), "{name}");
    }
}

#[test]
fn evidence_says_what_the_list_adds_and_cuts_what_is_longer_than_eighty_signs() {
    let of = |found: &str| {
        listed()
            .tell("dial_init", 1, A, &format!(r#","o":{{}},"n":{found}"#))
            .found("custom-merged")
    };
    let quoted = |length| format!("{:?}", "x".repeat(length));
    assert_eq!(of(&quoted(78)), [format!("/n: n 1, not {}", quoted(78))]);
    assert_eq!(of(&quoted(79)), [format!("/n: n 1, not \"{}...", "x".repeat(76))]);
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
    assert_eq!(complete("dial_init", r#","n":1"#), (1, 1), "the number is known when it is dialed");
    for dialed in [&["dial_init"][..], &["dial_done"], &["dial_init", "dial_done"]] {
        let number = r#","c_dialed_number":"5""#;
        let tape = dialed.iter().fold(listed(), |tape, event| tape.tell(event, 1, A, number));
        let counts = tape.tell("service_exit", 2, A, "").counts("params-complete");
        assert_eq!(counts.1, 1, "{dialed:?}: the number is known at the end");
    }
    let undialed = listed().tells(A, &["virtual_ixn_create", "service_exit"]);
    assert_eq!(undialed.counts("params-complete"), (0, 0), "it ended before");
    let id = run(&[("transaction-list", "[_cbe_on_dial_init]\nnotify_params = _service_id\n")])
        .delivery("/r", r#"{"event_id":"_cbe_on_dial_init","_service_name":"s"}"#);
    assert_eq!(id.counts("params-complete"), (0, 0), "schemas say that the id is missing");
    let only = |event: &str, more: &str| listed().tell(event, 1, A, more).counts("params-only");
    assert_eq!(only("dial_init", r#","c_dialed_number":"5","n":1,"o":2"#), (1, 0));
    assert_eq!(only("dial_init", r#","x":1"#), (1, 1));
    assert_eq!(only("dial_done", r#","x":1"#), (0, 0), "the list asks for nothing in particular");
}
