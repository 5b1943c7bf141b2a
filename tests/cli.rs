//! The command line as its user sees it.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

const EXAMPLES: [&str; 2] = [
    "corpus/axp-engagement/examples/printed.ndjson",
    "corpus/axp-engagement/examples/typed.ndjson",
];

/// Runs the binary in the project's folder, with an environment that cannot change its output.
fn ringtrue(args: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ringtrue"))
        .args(args)
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
    (
        status.code().expect("no signal ended it"),
        String::from_utf8(stdout).unwrap(),
        String::from_utf8(stderr).unwrap(),
    )
}

#[test]
fn the_documents_own_messages_have_no_gap_in_practice_and_name_their_rulings() {
    let (code, out, err) = ringtrue(&["check", EXAMPLES[0], EXAMPLES[1], "--format", "json"], "");
    assert_eq!(code, 0, "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["summary"]["gap"], 0);
    let mut named = std::collections::BTreeSet::new();
    for verdict in report["verdicts"].as_array().unwrap() {
        let rulings: Vec<&str> =
            verdict["rulings"].as_array().unwrap().iter().filter_map(|r| r.as_str()).collect();
        if verdict["verdict"] == "deviation" {
            assert!(!rulings.is_empty(), "a deviation without a ruling: {verdict}");
        }
        named.extend(rulings);
    }
    for ruling in ["C-024", "C-025", "C-026", "C-027", "C-032", "C-035", "C-036", "C-037"] {
        assert!(named.contains(ruling), "{ruling} is not named: {named:?}");
    }
}

#[test]
fn less_coverage_than_was_asked_for_is_inconclusive_and_said() {
    let (code, out, _) = ringtrue(&["check", EXAMPLES[1], "--fail-under", "coverage=95"], "");
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("inconclusive: axp-engagement is covered to 79."), "{out}");
    let (code, out, _) = ringtrue(&["check", EXAMPLES[1], "--fail-under", "coverage=70"], "");
    assert_eq!(code, 0, "{out}");
    let (code, _, err) = ringtrue(&["check", EXAMPLES[1], "--fail-under", "95"], "");
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("write coverage=95"), "{err}");
}

#[test]
fn an_exported_schema_stands_alone_and_speaks_plain_json_schema() {
    fn keywords(schema: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            found.insert(keyword.clone());
            match keyword.as_str() {
                "properties" | "$defs" => {
                    value.as_object().unwrap().values().for_each(|v| keywords(v, found));
                }
                "allOf" | "anyOf" => {
                    value.as_array().unwrap().iter().for_each(|v| keywords(v, found));
                }
                "enum" | "const" | "examples" | "default" => {}
                _ => keywords(value, found),
            }
        }
    }
    const KNOWN: [&str; 30] = [
        "$schema",
        "$id",
        "$ref",
        "$defs",
        "title",
        "description",
        "examples",
        "default",
        "type",
        "const",
        "enum",
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "minItems",
        "maxItems",
        "uniqueItems",
        "items",
        "properties",
        "required",
        "additionalProperties",
        "allOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
    ];
    for contract in [
        "axp-engagement",
        "bayeux",
        "gws-interactions",
        "gws-workbins",
        "gms-callback-events",
        "gms-chat-delayed",
    ] {
        for profile in ["practical", "strict"] {
            let (code, out, err) = ringtrue(&["schema", contract, "--profile", profile], "");
            assert_eq!(code, 0, "{err}");
            let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
            jsonschema::draft202012::new(&schema).unwrap();
            let mut found = std::collections::BTreeSet::new();
            keywords(&schema, &mut found);
            found.retain(|keyword| !KNOWN.contains(&keyword.as_str()));
            assert!(found.is_empty(), "{contract} {profile}: {found:?}");
        }
    }
    let (code, out, _) = ringtrue(&["schema", "axp-engagement", "ping"], "");
    let ping: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &ping["$ref"]), (0, &serde_json::json!("#/$defs/Ping")));
    assert!(ping["$defs"].as_object().unwrap().len() < 4, "only what ping refers to: {out}");
    let (code, _, err) = ringtrue(&["schema", "axp-engagement", "pinf"], "");
    assert_eq!(code, 2, "{err}");
}

#[test]
fn the_documents_own_messages_as_printed_have_gaps_when_read_strictly() {
    let (code, out, _) = ringtrue(&["check", EXAMPLES[0], "--profile", "strict"], "");
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("axp-engagement/Timestamp:type"), "{out}");
}

#[test]
fn the_literal_reading_is_shown_on_request_and_does_not_gate() {
    let (code, out, _) = ringtrue(&["check", EXAMPLES[1], "--literal"], "");
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("read to the letter, the documents refuse"), "{out}");
}

#[test]
fn explain_knows_rulings_rules_of_both_kinds_rows_faults_messages_and_contracts() {
    for (id, expected) in [
        ("C-001", "--literal"),
        ("axp-engagement/AgentState/state:enum", "one of LOGGED_IN, LOGGED_OUT, READY, NOT_READY"),
        ("axp-auth-answered", "AXP-AUTH-09"),
        ("AXP-AST-07", "axp-engagement/AgentState/state:enum"),
        ("bayeux-handshake-no-common-type", "B100"),
        ("notification", "provider"),
        ("bayeux", "The Bayeux Protocol"),
    ] {
        let (code, out, err) = ringtrue(&["explain", id], "");
        assert_eq!(code, 0, "{id}: {err}");
        assert!(out.contains(expected), "{id}: {out}");
    }
    for id in ["C-001", "axp-engagement/AgentState/state:enum", "axp-auth-answered"] {
        let (_, out, _) = ringtrue(&["explain", id], "");
        assert!(out.contains("written in Agent and Engagement Events"), "{id}: {out}");
    }
}

#[test]
fn an_unknown_id_is_an_error_that_names_the_nearest() {
    let (code, _, err) = ringtrue(&["explain", "axp-auth-answred"], "");
    assert_eq!(code, 2);
    assert!(err.contains("did you mean axp-auth-answered?"), "{err}");
    let (code, _, err) = ringtrue(&["run", "bayuex"], "");
    assert_eq!(code, 2);
    assert!(err.contains("did you mean bayeux?"), "{err}");
}

#[test]
fn a_bare_message_is_judged_by_what_it_says_it_is_or_is_named() {
    let ping = "{\"event\":\"ping\"}\n{\"event\":\"ping\",\"extra\":1}\n";
    let (code, out, _) =
        ringtrue(&["check", "-", "--contract", "axp-engagement", "--profile", "strict"], ping);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("axp-engagement/Ping:additionalProperties"), "{out}");
    assert!(out.contains("-:2"), "the line is named: {out}");
}

#[test]
fn what_is_no_json_is_refused_by_line_and_column_and_the_rest_is_judged() {
    let text = "{\"event\":\"ping\"}\n{\"event\":u'ping'}\n{\"event\":\"pong\"}\n";
    let (code, out, err) = ringtrue(&["check", "-", "--contract", "axp-engagement"], text);
    assert_eq!(code, 2, "{out}");
    assert!(err.contains("-:2:10:"), "{err}");
    assert!(out.contains("2 cases"), "{out}");
}

#[test]
fn messages_without_a_contract_are_an_error_with_a_remedy() {
    let (code, _, err) = ringtrue(&["check", "-"], "{\"event\":\"ping\"}\n");
    assert_eq!(code, 2);
    assert!(err.contains("--contract"), "{err}");
}

#[test]
fn a_flag_that_does_not_exist_is_usage_and_help_is_not() {
    assert_eq!(ringtrue(&["run", "--no-such-flag"], "").0, 2);
    let (code, out, _) = ringtrue(&["--help"], "");
    assert_eq!(code, 0);
    assert!(out.contains("Exit codes"), "{out}");
}

#[test]
fn reports_are_written_for_a_check_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (json, xml, lines) = (path("r.json"), path("r.xml"), path("r.ndjson"));
    let (code, ..) = ringtrue(
        &[
            "check",
            EXAMPLES[0],
            "--profile",
            "strict",
            "--report",
            &format!("json={json}"),
            "--report",
            &format!("junit={xml}"),
            "--report",
            &format!("ndjson={lines}"),
        ],
        "",
    );
    assert_eq!(code, 1);
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    assert_eq!(report["exit"], 1);
    assert!(report["summary"]["gap"].as_u64().unwrap() > 0);
    assert!(std::fs::read_to_string(xml).unwrap().contains("<failure"));
    let first = std::fs::read_to_string(lines).unwrap();
    let first: serde_json::Value = serde_json::from_str(first.lines().next().unwrap()).unwrap();
    for member in ["rule", "verdict", "contract", "role", "case", "file", "line"] {
        assert!(first.get(member).is_some(), "{member} is missing: {first}");
    }
}

#[test]
fn personal_data_do_not_reach_a_report() {
    let text =
        "{\"event\":\"ping\",\"mail\":\"jane.doe@example.com\",\"phone\":\"+35395554321\"}\n";
    let args =
        ["check", "-", "--contract", "axp-engagement", "--profile", "strict", "--format", "json"];
    let (_, out, _) = ringtrue(&args, text);
    assert!(!out.contains("jane.doe") && !out.contains("95554321"), "{out}");
}

#[test]
fn a_provider_that_we_start_by_command_is_driven_and_ended() {
    let command = format!("{} serve bayeux", env!("CARGO_BIN_EXE_ringtrue"));
    let (code, out, err) = ringtrue(
        &["run", "bayeux", "--provider-cmd", &command, "--rule", "bayeux-handshake-*"],
        "",
    );
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("bayeux provider http://127.0.0.1:"), "{out}");
}

#[test]
fn a_provider_with_a_token_is_driven_by_what_the_configuration_says() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("ringtrue.toml");
    let transcript = folder.path().join("t.ndjson").to_string_lossy().into_owned();
    let serve = format!("{} serve axp-engagement", env!("CARGO_BIN_EXE_ringtrue"));
    let text = format!(
        "contracts = [\"axp-engagement\"]\n[subject]\nprovider-cmd = \"{serve}\"\n\
         [auth]\ntoken = \"${{NO_SUCH_TOKEN:-reference-token-1}}\"\naccount = \"ABCDEF\"\n"
    );
    std::fs::write(&config, text).unwrap();
    let config = config.to_string_lossy().into_owned();
    let rules = "axp-ping-*";
    let args = ["run", "-c", &config, "--rule", rules, "--transcript", &transcript];
    let (code, out, err) = ringtrue(&args, "");
    assert_eq!(code, 0, "{out}{err}");
    let recorded = std::fs::read_to_string(&transcript).unwrap();
    assert!(!recorded.contains("reference-token-1"), "a transcript holds no secret");
    let (code, out, _) = ringtrue(&["check", &transcript, "--rule", rules], "");
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_password_on_the_command_line_is_refused() {
    let (code, _, err) = ringtrue(&["run", "bayeux", "--provider", "http://me:pw@localhost/"], "");
    assert_eq!(code, 2);
    assert!(err.contains("[auth]") && !err.contains("pw@"), "{err}");
}

#[test]
fn variations_are_listed_shown_and_refused_by_name() {
    let (code, out, _) = ringtrue(&["faults"], "");
    assert_eq!(code, 0);
    for name in ["http-chunks (provider, consumer)", "answers-escaped (parser)"] {
        assert!(out.contains(name), "{name}: {out}");
    }
    let run = |arguments: &[&str]| {
        let arguments = [&["run", "gws-workbins", "--max-cases", "3"], arguments].concat();
        ringtrue(&arguments, "")
    };
    let varied = ["--reference", "provider", "--variation", "json-white-space"];
    let (code, out, err) = run(&varied);
    assert!(!err.contains("never came to bear"), "{out}{err}");
    assert!(out.contains(" 0 gaps") || code != 1, "{code} {out}{err}");
    let (code, _, err) = run(&["--variation", "json-white-spice"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("json-white-space?"), "{err}");
    let (code, _, err) = run(&["--reference", "parser", "--variation", "ws-pings"]);
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = ringtrue(&["serve", "gws-workbins", "--variation", "http-chunks"], "");
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("ringtrue run"), "{err}");
}
