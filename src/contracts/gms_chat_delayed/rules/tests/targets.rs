//! Targets, alone and in lists, and how many of them a version admits.

use super::tape::Tape;
use crate::contracts::gms_chat_delayed::target::MAX_TEXT;

const SILENT: (u64, u64) = (0, 0);
const HELD: (u64, u64) = (1, 0);
const BROKEN: (u64, u64) = (1, 1);

/// What a rule says of a file that holds this target.
fn of(rule: &str, target: &str) -> (u64, u64) {
    Tape::default().file("target", target).counts(&format!("gms-target-{rule}"))
}

/// What it says of an option that does.
fn option(rule: &str, target: &str) -> (u64, u64) {
    let text = serde_json::json!({"_target": target}).to_string();
    Tape::default().file("service-options", &text).counts(&format!("gms-target-{rule}"))
}

#[test]
fn a_target_has_a_form_and_a_type_and_each_has_a_rule() {
    for (target, form, kind) in [
        ("Billing@StatServer.GA", HELD, HELD),
        ("A, B & C@StatServer.AP", HELD, HELD),
        ("Billing@StatServer.ga", SILENT, BROKEN),
        ("Billing@StatServer.VQ", SILENT, BROKEN),
        ("Billing@StatServer", BROKEN, SILENT),
        ("Billing", BROKEN, SILENT),
        ("{specify your target here}", BROKEN, SILENT),
        ("A@S.GA,B@S.GA", SILENT, SILENT),
    ] {
        assert_eq!([of("form", target), of("type", target)], [form, kind], "{target}");
    }
    assert_eq!(option("form", "Billing@StatServer.GA"), HELD);
    assert_eq!(option("form", "Billing"), BROKEN);
    for other in ["{specify your target here}", ""] {
        assert_eq!(option("form", other), SILENT, "{other:?} has a rule of its own");
    }
    let long = |length: usize| of("form", &format!("{}@S.GA", "x".repeat(length)));
    assert_eq!([long(MAX_TEXT - 5), long(MAX_TEXT - 4)], [HELD, BROKEN], "so much is read");
    let list = format!(r#"[{{"target":"{}@S.GA"}}]"#, "x".repeat(MAX_TEXT));
    assert_eq!([of("form", &list), of("several-array", &list)], [BROKEN, SILENT]);
    let found = |target: &str| Tape::default().file("target", target).judge("gms-target-type").2;
    assert_eq!(found("A@S."), ["one of the target types A, AP, GA, GP and GC: nothing"]);
    assert_eq!(found("A@S.ga"), ["one of the target types A, AP, GA, GP and GC: \"ga\""]);
}

#[test]
fn a_skill_expression_has_its_prefix_its_ampersands_and_its_type() {
    for (target, prefix, ampersand, group) in [
        ("?:English=20&Loans>2@S.GA", HELD, HELD, HELD),
        ("?:English=20@S.GA", HELD, SILENT, HELD),
        ("?:English=20@S.A", HELD, SILENT, BROKEN),
        ("?:English=20&amp;Loans>2@S.GA", HELD, BROKEN, HELD),
        ("English=20&Loans>2@S.GA", BROKEN, SILENT, SILENT),
        ("Sales & Loans@S.GA", SILENT, SILENT, SILENT),
        ("Billing@S.GA", SILENT, SILENT, SILENT),
    ] {
        let found = ["skill-prefix", "ampersand", "skill-group"].map(|rule| of(rule, target));
        assert_eq!(found, [prefix, ampersand, group], "{target}");
    }
}

#[test]
fn several_targets_are_an_array_of_objects_with_known_members() {
    for (target, counts) in [
        (r#"[{"target":"A@S.GA"}]"#, HELD),
        (r#"[{"target":"A@S.GA"},{"target":"B@S.GA","clear":true}]"#, HELD),
        (r#"[{"target":"A@S.GA","name":"x"},{"target":"B@S.GA"}]"#, BROKEN),
        (r#"["A@S.GA",{"target":"B@S.GA"}]"#, BROKEN),
        (r#"{"target":"A@S.GA"}"#, BROKEN),
        ("[]", BROKEN),
        ("[{]", BROKEN),
        ("A@S.GA,B@S.GA", BROKEN),
        ("A@S.GA; B@S.GA", BROKEN),
        // A name may have all that in it.
        ("A,B@S.GA", SILENT),
        ("Sales \"North\"@S.GA", SILENT),
        ("Billing@S.GA", SILENT),
    ] {
        assert_eq!(of("several-array", target), counts, "{target}");
    }
}

/// What a rule says of a list of one target with these members.
fn element(rule: &str, members: &str) -> (u64, u64) {
    of(rule, &format!("[{{{members}}}]"))
}

#[test]
fn an_element_has_a_target_like_one_that_is_alone() {
    for (members, target, kind) in [
        (r#""target":"A@S.GA""#, HELD, HELD),
        (r#""target":"A""#, BROKEN, SILENT),
        (r#""target":"A@S.ga""#, SILENT, BROKEN),
        (r#""target":7"#, BROKEN, SILENT),
        (r#""timeout":"7""#, BROKEN, SILENT),
    ] {
        let found = ["element-target", "type"].map(|rule| element(rule, members));
        assert_eq!(found, [target, kind], "{members}");
        assert_eq!(element("form", members), SILENT, "{members}");
    }
    let found = |members: &str| {
        let tape = Tape::default().file("target", &format!("[{{{members}}}]"));
        tape.judge("gms-target-timeout").2
    };
    assert_eq!(found(r#""timeout":[7]"#), ["seconds as digits in a string: [7]"]);
}

#[test]
fn members_of_an_element_are_of_their_kinds() {
    for (rule, member, held, broken) in [
        ("timeout", "timeout", &["\"30\"", "\"0\""][..], &["\"\"", "\"30 s\"", "30", "null"][..]),
        ("clear", "clear", &["true", "false"], &["\"true\"", "1"]),
        ("stat-operator", "stat_operator", &["\"<\"", "\">\""], &["\"<=\"", "\"\"", "1"]),
    ] {
        let of = |value: &str| element(rule, &format!(r#""target":"A@S.GA","{member}":{value}"#));
        assert!(held.iter().all(|value| of(value) == HELD), "{member}");
        assert!(broken.iter().all(|value| of(value) == BROKEN), "{member}");
        assert_eq!(element(rule, r#""target":"A@S.GA""#), SILENT, "{member}");
    }
}

#[test]
fn agents_of_a_skill_expression_are_counted_by_a_statistic_for_them() {
    let of = |target: &str, statistic: &str| {
        let members = format!(r#""target":"{target}","stat_to_check":{statistic}"#);
        element("skill-statistic", &members)
    };
    let skill = "?:English=20@S.GA";
    for statistic in ["RStatAgentsReadyvoice", "RStatAgentsReady", "RStatAgentsTotal"] {
        assert_eq!(of(skill, &format!("{statistic:?}")), HELD, "{statistic}");
    }
    assert_eq!(of(skill, "\"RStatCallsInQueue\""), BROKEN);
    assert_eq!([of(skill, "\"\""), of(skill, "7")], [SILENT, SILENT]);
    assert_eq!(of("A@S.GA", "\"RStatCallsInQueue\""), SILENT, "it may be any");
}

#[test]
fn a_condition_is_whole_or_there_is_none() {
    let of =
        |members: &str| element("condition-complete", &format!(r#""target":"A@S.GA"{members}"#));
    let whole = |statistic: &str, value: &str| {
        of(&format!(r#","stat_to_check":{statistic},"stat_operator":"<","stat_value":{value}"#))
    };
    assert_eq!(of(""), SILENT);
    for value in ["\"1\"", "1", "\"1.5\"", "\"-1\""] {
        assert_eq!(whole("\"R\"", value), HELD, "{value}");
    }
    for value in ["\"one\"", "\"\"", "true"] {
        assert_eq!(whole("\"R\"", value), BROKEN, "{value}");
    }
    assert_eq!([whole("\"\"", "1"), whole("7", "1")], [BROKEN, BROKEN]);
    assert_eq!(whole("\"\"", "\"one\""), (2, 2));
    for part in [
        r#","stat_to_check":"R""#,
        r#","stat_value":"1""#,
        r#","stat_to_check":"R","stat_operator":"<""#,
        r#","stat_operator":"<","stat_value":"1""#,
    ] {
        assert_eq!(of(part), BROKEN, "{part}");
    }
}

#[test]
fn a_version_admits_so_many_targets() {
    let list = |count: usize| format!("[{}]", vec![r#"{"target":"A@S.GA"}"#; count].join(","));
    let of = |version: &str, count: usize| {
        ["version", "count"].map(|rule| {
            let tape = Tape::default().fact("version", version).file("target", &list(count));
            tape.counts(&format!("gms-target-{rule}"))
        })
    };
    assert_eq!(of("8.5.108.01", 1), [BROKEN, SILENT]);
    assert_eq!([of("8.5.108.02", 5), of("8.5.108.02", 6)], [[HELD, HELD], [HELD, BROKEN]]);
    assert_eq!([of("8.5.114.08", 5), of("8.5.114.08", 6)], [[HELD, HELD], [HELD, BROKEN]]);
    assert_eq!([of("8.5.114.09", 15), of("8.5.114.09", 16)], [[HELD, HELD], [HELD, BROKEN]]);
    assert_eq!([of("", 5), of("", 6), of("", 15)], [[SILENT, HELD], [SILENT; 2], [SILENT; 2]]);
    assert_eq!(of("", 16), [SILENT, BROKEN], "no version admits so many");
    let comment = format!("; product version 8.5.107.15\n[URS Queueing]\n_target = {}\n", list(1));
    let stated = |tape: Tape| tape.file("service-options", &comment).counts("gms-target-version");
    assert_eq!(stated(Tape::default()), BROKEN, "a comment says so");
    assert_eq!(stated(Tape::default().fact("version", "8.5.110")), HELD, "the user knows better");
}
