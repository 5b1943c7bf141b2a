//! What operators write: the options of a service, and the annex by which a chat finds it.

use super::tape::Tape;

const SILENT: (u64, u64) = (0, 0);
const HELD: (u64, u64) = (1, 0);
const BROKEN: (u64, u64) = (1, 1);

/// What a rule on options says of them.
fn of(rule: &str, text: &str) -> (u64, u64) {
    Tape::default().file("service-options", text).counts(&format!("gms-options-{rule}"))
}

/// What it says of options in JSON.
fn json(rule: &str, members: &str) -> (u64, u64) {
    of(rule, &format!("{{{members}}}"))
}

#[test]
fn each_option_stands_in_the_section_that_the_document_gives_it() {
    let right = "[General]\n_ttl = 1\n_type = ors\n[URS Queueing]\n_target = A@S.GA\n";
    assert_eq!(of("section", right), (2, 0), "_type has none");
    assert_eq!(of("section", "[General]\n_target = A@S.GA\n"), BROKEN);
    assert_eq!(of("section", "[service.sales]\n_target = A@S.GA\n_ttl = 1\n"), SILENT);
    assert_eq!(json("section", r#""_ttl":"1""#), SILENT, "there are no sections");
    assert_eq!(of("section", "[General]\n_own = 1\n"), SILENT);
}

#[test]
fn an_option_that_resembles_another_is_perhaps_that_one() {
    let of = |name: &str| json("known-option", &format!(r#""{name}":"1""#));
    assert_eq!([of("_ttl"), of("_target"), of("_urs_queued_ttl")], [HELD; 3]);
    for slip in ["_TTL", "ttl", "_targets", "_urs_queue_ttl", "_urs_queues_ttls", "_waitforagent"] {
        assert_eq!(of(slip), BROKEN, "{slip}");
    }
    // The shorter a name, the fewer slips.
    for own in ["_tts", "_ttls", "_targss", "_targetss", "_urs_queues_ttlss", "_own"] {
        assert_eq!(of(own), SILENT, "{own}");
    }
}

#[test]
fn target_and_queue_are_no_longer_placeholders() {
    let of = |members: &str| json("placeholder", members);
    assert_eq!(of(r#""_target":"A@S.GA","_urs_virtual_queue":"{queue}""#), (2, 1));
    assert_eq!(of(r#""_target":"{specify}","_urs_virtual_queue":"Q""#), (2, 1));
    assert_eq!(of(r#""_target":7,"_type":"{builtin or ors}""#), SILENT);
}

#[test]
fn confirmation_needs_a_service_that_waits_as_it_does_by_default() {
    let of = |members: &str| json("confirm-needs-agent", members);
    let both = |confirm: &str, wait: &str| {
        of(&format!(r#""_wait_for_user_confirm":{confirm},"_wait_for_agent":{wait}"#))
    };
    assert_eq!([both("true", "true"), both("\"True\"", "\"False\"")], [HELD, BROKEN]);
    assert_eq!([both("true", "false"), both("false", "false")], [BROKEN, SILENT]);
    assert_eq!(both("true", "\"perhaps\""), HELD, "that is no boolean, which schemas say");
    assert_eq!(both("\"perhaps\"", "false"), SILENT);
    assert_eq!(of(r#""_wait_for_user_confirm":"true""#), HELD);
    assert_eq!(of(r#""_wait_for_agent":"false""#), SILENT);
}

#[test]
fn predefined_values_are_kept() {
    let of = |name: &str, value: &str| json("predefined", &format!(r#""{name}":{value}"#));
    for (name, kept, changed) in [
        ("_wait_for_agent", "true", "false"),
        ("_wait_for_user_confirm", "true", "false"),
        ("_use_debug_push_certificate", "false", "true"),
    ] {
        assert_eq!([of(name, kept), of(name, changed)], [HELD, BROKEN], "{name}");
        let text = |value: &str| of(name, &format!("{:?}", value.to_uppercase()));
        assert_eq!([text(kept), text(changed)], [HELD, BROKEN], "{name}");
        assert_eq!([of(name, "\"yes\""), of(name, "1")], [SILENT, SILENT], "{name}");
    }
    let kind =
        ["ors", "ORS", "builtin", "BuiltIn", "http", ""].map(|v| of("_type", &format!("{v:?}")));
    assert_eq!(kind, [HELD, HELD, BROKEN, BROKEN, SILENT, SILENT], "its enum is the schema's");
    let medium = ["chat", "voice", "email", ""].map(|v| of("_media_type", &format!("{v:?}")));
    assert_eq!(medium, [HELD, BROKEN, BROKEN, SILENT]);
    assert_eq!([of("_type", "7"), of("_media_type", "7"), of("_ttl", "7")], [SILENT; 3]);
}

#[test]
fn the_queue_lasts_as_long_as_all_its_targets() {
    let element = r#"{\"target\":\"A@S.GA\",\"timeout\":\"30\"}"#;
    let of = |target: &str, time: &str| {
        json("queue-time", &format!(r#""_target":"{target}","_urs_queued_ttl":{time}"#))
    };
    let two = format!("[{element},{element}]");
    assert_eq!([of(&two, "60"), of(&two, "\"60\""), of(&two, "\"30\"")], [HELD, HELD, BROKEN]);
    assert_eq!(of(&two, "\"\""), SILENT);
    assert_eq!(of("A@S.GA", "\"60\""), SILENT, "it is one target");
    let endless = format!(r#"[{element},{{\"target\":\"B@S.GA\"}}]"#);
    assert_eq!(of(&endless, "\"60\""), SILENT, "one has no timeout");
}

#[test]
fn certificates_for_debugging_are_off_in_production() {
    let of = |value: &str| {
        json("debug-certificate", &format!(r#""_use_debug_push_certificate":{value}"#))
    };
    assert_eq!([of("false"), of("\"\""), of("\"TRUE\""), of("true")], [HELD, HELD, BROKEN, BROKEN]);
    assert_eq!(json("debug-certificate", r#""_ttl":"1""#), SILENT);
}

#[test]
fn the_script_object_is_named_in_the_same_letters() {
    let of = |tape: Tape, application: &str| {
        let annex = format!("[Orchestration]\napplication = {application}\n");
        tape.file("inbound-chat", &annex).counts("gms-inbound-script-case")
    };
    let example = |application: &str| of(Tape::default(), application);
    assert_eq!([example("script:GMSInbound"), example("script:GMSinbound")], [HELD, BROKEN]);
    assert_eq!([example("script:Own"), example("GMSinbound")], [SILENT, SILENT]);
    let known = |application: &str| of(Tape::default().fact("script-object", "Own"), application);
    assert_eq!([known("script:Own"), known("script:GMSInbound")], [HELD, BROKEN]);
}
