//! Files with known mistakes: each is found once, where it stands.

use super::{places, ringtrue};

#[test]
fn ten_mistakes_in_a_transaction_list_are_ten_findings_where_they_stand() {
    let file = "tests/fixtures/lint/ten-mistakes.cfg";
    let (code, out, err) = ringtrue(&[file], b"");
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_eq!(
        places(&out, file),
        [
            "5:31 gms-list-target-url",
            "6:30 gms-callback-events/ListProperties/_status_notification_debug:enum",
            "8:2 gms-list-known-section",
            "11:3 gms-list-underscores",
            "12:29 gms-list-params-syntax",
            "13:36 gms-list-custom-object",
            "17:5 gms-list-wrapped-value",
            "20:1 gms-list-syntax",
            "23:30 gms-list-target-name",
            "24:1 gms-list-duplicate",
        ],
    );
    assert!(out.contains("such as _cbe_on_dial_init, found \"_cbe_on_dial_innit\""), "{out}");
}

#[test]
fn mistakes_in_options_of_a_service_in_json_are_found_within_its_strings_too() {
    let file = "tests/fixtures/lint/options.json";
    let (code, out, err) = ringtrue(&[file], b"");
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_eq!(
        places(&out, file),
        [
            "3:14 gms-options-predefined",
            "4:13 gms-chat-delayed/ServiceOptions/_ttl:pattern",
            "5:24 gms-options-predefined",
            "6:31 gms-options-confirm-needs-agent",
            "7:20 gms-options-predefined",
            "10:27 gms-options-placeholder",
            // Columns of the file, in which every mark within the string takes two.
            "11:52 gms-target-type",
            "11:129 gms-target-clear",
            "12:5 gms-options-section",
            "14:3 gms-options-known-option",
        ],
    );
}

#[test]
fn mistakes_in_options_of_a_service_line_by_line_are_found_where_they_stand() {
    let file = "tests/fixtures/lint/options.cfg";
    let (code, out, err) = ringtrue(&[file], b"");
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_eq!(
        places(&out, file),
        [
            "3:9 gms-options-predefined",
            "4:8 gms-chat-delayed/ServiceOptions/_ttl:pattern",
            "7:15 gms-options-predefined",
            "10:1 gms-options-section",
            "12:22 gms-options-placeholder",
            "13:29 gms-target-form",
            "14:1 gms-options-known-option",
        ],
    );
}

#[test]
fn a_gap_is_shown_in_its_line_under_its_number() {
    let (_, out, _) = ringtrue(&["tests/fixtures/lint/ten-mistakes.cfg"], b"");
    let shown = "\n13 │ notify_custom = {\"name1\": \"value1\",}\n   │                                    ━";
    assert!(out.contains(shown), "{out}");
}
