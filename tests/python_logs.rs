//! `check` on what is no NDJSON: logs of Python clients, and values over several lines.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

/// Runs `ringtrue check -` on `input`: exit code, stdout, stderr.
fn check(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ringtrue"))
        .args(["check", "-"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("RINGTRUE_CONFIG")
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

const BAYEUX: [&str; 2] = ["--contract", "bayeux"];

#[test]
fn a_log_of_a_python_client_is_judged_message_by_message() {
    let log = "2013-06-28 13:30:34,101 INFO [main] connecting\n\
        2013-06-28 13:30:34,123 DEBUG received: [{u'channel': u'/meta/connect', \
        u'successful': True, u'id': u'25'}]\n\
        2013-06-28 13:30:35,123 DEBUG received: [{u'channel': u'/meta/connect',\n\
        \x20 u'successful': True,\n\
        \x20 u'id': u'26'}]\n";
    let (code, out, err) = check(&BAYEUX, log);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("2 cases"), "{out}");
}

#[test]
fn python_and_json_of_the_same_message_get_the_same_verdicts_in_their_lines() {
    let arguments = ["--contract", "bayeux", "--format", "json"];
    let verdicts = |input: &str| {
        let (code, out, err) = check(&arguments, input);
        assert_eq!(err, "", "{out}");
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let rules: Vec<(String, String, u64)> = report["verdicts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| {
                (v["rule"].to_string(), v["verdict"].to_string(), v["line"].as_u64().unwrap_or(0))
            })
            .collect();
        (code, rules)
    };
    let json = verdicts(
        "[{\"channel\":\"/meta/connect\",\"successful\":true,\"id\":\"24\"},\n\
         {\"channel\":\"/meta/connect\",\"successful\":\"yes\",\"id\":\"25\"}]\n",
    );
    let python = verdicts(
        "received [{'channel': '/meta/connect', 'successful': True, 'id': '24'},\n\
         {'channel': '/meta/connect', 'successful': 'yes', 'id': '25'}]\n",
    );
    assert_eq!(json, python);
    assert_eq!(json.0, 1, "a string is no boolean: {json:?}");
}

#[test]
fn a_literal_that_is_broken_is_told_by_line_and_column_and_the_rest_is_judged() {
    let log = "\n[{u'channel': u'/meta/connect',\n  u'error': u'first\nsecond'}]\n\
        [{u'channel': u'/meta/connect', u'successful': True, u'id': u'25'}]\n";
    let (code, out, err) = check(&BAYEUX, log);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains("-:3:20: ") && err.contains("line break inside a string"), "{err}");
    assert_eq!(err.matches("error:").count(), 1, "{err}");
    assert!(out.contains("1 case"), "{out}");
}

#[test]
fn ndjson_whose_first_line_is_broken_has_one_trouble_and_the_rest_is_judged() {
    let text = "{\"event\":\n{\"event\":\"ping\"}\n{\"event\":\"pong\"}\n";
    let (code, out, err) = check(&["--contract", "axp-engagement"], text);
    assert_eq!(code, 2, "{out}");
    assert!(
        err.contains("-:1:10: expected a value but found the end of the text at byte 9"),
        "{err}"
    );
    assert_eq!(err.matches("error:").count(), 1, "{err}");
    assert!(out.contains("2 cases"), "{out}");
}

#[test]
fn a_text_without_any_message_is_refused() {
    let (code, _, err) = check(&BAYEUX, "starting up\nshutting down\n");
    assert_eq!(code, 2);
    assert!(err.contains("-:1:1: expected a message, in JSON or as Python prints it"), "{err}");
}
