//! How a Transaction List is written: its sections, what they ask for and what they add.

use super::tape::recording;

/// What a rule says of a list: how often it was exercised, and what it found.
fn of(rule: &str, list: &str) -> (u64, Vec<String>) {
    recording().file("transaction-list", list).linted(rule)
}

/// It was exercised so often and found nothing.
fn holds(rule: &str, times: u64, list: &str) {
    assert_eq!(of(rule, list), (times, Vec::new()), "{rule} of {list}");
}

/// It was exercised once and found this.
fn breaks(rule: &str, list: &str, found: &str) {
    assert_eq!(of(rule, list), (1, vec![found.to_owned()]), "{rule} of {list}");
}

#[test]
fn a_file_is_made_of_headers_and_of_options_with_an_equals_sign() {
    holds("syntax", 1, "; a remark\n\n[_cbe_on_dial_init]\nnotify_params = c_dialed_number\n");
    holds("syntax", 1, "[_cbe_on_dial_init]\nnotify_params = _service_id,\n  _service_name\n");
    breaks(
        "syntax",
        "[_cbe_on_dial_init]\nnotify_params: _service_id\n",
        ": a section header, or an option with '=', \
         not a line that follows no option, \"notify_params: _service_id\"",
    );
    let (times, found) = of("syntax", "[_cbe_on_dial_init\nnotify_params = _service_id\n");
    assert_eq!((times, found.len()), (1, 1), "a header that is not closed: {found:?}");
}

#[test]
fn a_value_ends_with_its_line() {
    holds("wrapped-value", 1, "[_cbe_on_dial_init]\nnotify_params = _service_id\n");
    holds("wrapped-value", 0, "[properties]\n_status_notification_provider =\n");
    // Lost underscores are another matter.
    holds("wrapped-value", 1, "[ cbe on dial init]\nnotify params = service id\n");
    breaks(
        "wrapped-value",
        "[_cbe_on_dial_init]\nnotify_params = _service_id,\n  _service_name\n",
        "/_cbe_on_dial_init/notify_params: a value on one line, \
         not the rest of the value of notify_params, \"_service_name\"",
    );
}

#[test]
fn nothing_comes_twice() {
    holds("duplicate", 0, "; nothing yet\n");
    holds(
        "duplicate",
        1,
        "[_cbe_on_dial_init]\nnotify_params = a\n[_cbe_on_dial_done]\nnotify_params = a\n",
    );
    let again = "the same name again";
    breaks(
        "duplicate",
        "[_cbe_on_dial_init]\n[_cbe_on_dial_init]\n",
        &format!("/_cbe_on_dial_init: one section _cbe_on_dial_init, not {again}"),
    );
    breaks(
        "duplicate",
        "[_cbe_on_dial_init]\nnotify_params = a\nnotify_params = b\n",
        &format!("/_cbe_on_dial_init/notify_params: one option notify_params, not {again}"),
    );
}

#[test]
fn a_section_has_the_name_of_an_event_and_one_that_nearly_has_it_is_told_which() {
    holds("known-section", 1, "[properties]\n[_cbe_on_dial_init]\n");
    holds("known-section", 1, "[_cbe_on_callback_canceled]\n");
    holds("known-section", 0, "[]\n");
    let near = "the name of an event, such as _cbe_on_dial_init";
    for name in ["_cbe_on_dial_innit", "_cbe_on_dial_i"] {
        let list = format!("[{name}]\n");
        breaks("known-section", &list, &format!("/{name}: {near}, not {name:?}"));
    }
    let none = "the name of one of the 18 events";
    breaks("known-section", "[General]\n", &format!("/General: {none}, not \"General\""));
    // Evidence quotes eighty signs of what somebody wrote.
    for (length, more) in [(80, ""), (81, "…")] {
        let name = "x".repeat(length);
        let found = format!("/{name}: {none}, not \"{}\"{more}", "x".repeat(80));
        breaks("known-section", &format!("[{name}]\n"), &found);
    }
}

#[test]
fn names_have_their_underscores() {
    holds("underscores", 1, "[_cbe_on_dial_init]\nnotify_params = _service_id,\n  _service_name\n");
    breaks(
        "underscores",
        "[ cbe on dial init]\n",
        "/_cbe_on_dial_init: _cbe_on_dial_init, not \"cbe on dial init\"",
    );
    breaks(
        "underscores",
        "[_cbe_on_dial_init]\nnotify_params = service id\n",
        "/_cbe_on_dial_init/notify_params: _service_id, not \"service id\"",
    );
    breaks(
        "underscores",
        "[properties]\n_enable_status_notification = subscribe notify\n",
        "/properties/_enable_status_notification: subscribe_notify, not \"subscribe notify\"",
    );
}

#[test]
fn cancelled_has_two_l() {
    holds("cancelled-spelling", 1, "[_cbe_on_callback_cancelled]\n[_cbe_on_dial_init]\n");
    holds("cancelled-spelling", 0, "[_cbe_on_dial_init]\n");
    breaks(
        "cancelled-spelling",
        "[_cbe_on_callback_canceled]\n",
        "/_cbe_on_callback_canceled: _cbe_on_callback_cancelled, not \"_cbe_on_callback_canceled\"",
    );
}

/// A section that asks for this.
fn asks(event: &str, params: &str) -> String {
    format!("[_cbe_on_{event}]\nnotify_params = {params}\n")
}

#[test]
fn parameters_are_names_between_commas() {
    holds("params-syntax", 3, &asks("dial_init", "_service_id , a1,service name"));
    holds("params-syntax", 0, &asks("dial_init", ""));
    let at = "/_cbe_on_dial_init/notify_params: the name of a parameter, not";
    for wrong in ["a;b", "a-b", "a b", "é"] {
        breaks("params-syntax", &asks("dial_init", wrong), &format!("{at} {wrong:?}"));
    }
    let (times, found) = of("params-syntax", &asks("dial_init", "a,"));
    assert_eq!(times, 2);
    assert_eq!(found, [format!("{at} nothing between two commas, or beside one")]);
}

#[test]
fn parameters_are_attributes_that_the_table_offers_for_the_event() {
    holds("params-offered", 2, &asks("dial_init", "_service_id,c_dialed_number"));
    holds("params-offered", 1, &asks("target_found", "c_target"));
    for other in ["C_TARGET", "a b", ""] {
        holds("params-offered", 0, &asks("dial_init", other));
    }
    holds("params-offered", 0, "[General]\nnotify_params = c_call_result\n");
    for (event, param) in [
        ("dial_init", "c_call_result"),
        ("dial_init", "c_target"),
        ("target_found", "c_call_result"),
        ("callback_canceled", "c_agent_id"),
    ] {
        let (times, found) = of("params-offered", &asks(event, param));
        assert_eq!((times, found.len()), (1, 1), "{event} {param}: {found:?}");
        assert!(found[0].ends_with(&format!(", not {param}")), "{found:?}");
    }
}

#[test]
fn the_target_is_asked_for_in_small_letters() {
    holds("target-name", 1, &asks("target_found", "_service_id,c_target"));
    holds("target-name", 0, &asks("target_found", "_service_id"));
    breaks(
        "target-name",
        &asks("target_found", "C_Target"),
        "/_cbe_on_target_found/notify_params: c_target, not \"C_Target\"",
    );
}

/// A section that asks for a parameter and adds this.
fn adds(custom: &str) -> String {
    format!("[_cbe_on_dial_init]\nnotify_params = c_agent_id\nnotify_custom = {custom}\n")
}

#[test]
fn custom_members_are_an_object() {
    holds("custom-object", 1, &adds("{\"a\":{\"b\":1}}"));
    holds("custom-object", 0, &adds(""));
    let at = "/_cbe_on_dial_init/notify_custom: a JSON object";
    breaks("custom-object", &adds("[1]"), &format!("{at}, not a JSON array"));
    let (times, found) = of("custom-object", &adds("{'a':1}"));
    assert_eq!((times, found.len()), (1, 1), "single quotation marks: {found:?}");
    assert!(found[0].starts_with(at), "{found:?}");
}

#[test]
fn custom_members_have_names_of_their_own() {
    // Another event's attribute is none of this one.
    holds("custom-collision", 2, &adds("{\"wave\":3,\"c_call_result\":0}"));
    holds("custom-collision", 0, &adds("[\"_service_id\"]"));
    holds("custom-collision", 0, &adds("{\"_service_id\""));
    // What the table gives the event, what the list asks for besides, and what every event has.
    for name in ["_service_name", "c_agent_id", "timestamp", "_callback_state"] {
        breaks(
            "custom-collision",
            &adds(&format!("{{\"{name}\":1}}")),
            &format!(
                "/_cbe_on_dial_init/notify_custom: a name of its own, \
                 not \"{name}\", which the event has anyway"
            ),
        );
    }
}
