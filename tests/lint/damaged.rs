//! Targets that are none, files that are too much, and bytes that a fuzzer found.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{folder, judged, places, ringtrue};

/// Texts that are no target, and where that shows.
const NEAR_MISSES: [(&str, &str); 26] = [
    ("Billing@StatServer", "1:19 gms-target-form"),
    ("BillingStatServer.GA", "1:21 gms-target-form"),
    ("@StatServer.GA", "1:1 gms-target-form"),
    ("Billing@.GA", "1:9 gms-target-form"),
    ("Billing@StatServer.ga", "1:20 gms-target-type"),
    ("Billing@StatServer.", "1:20 gms-target-type"),
    ("Bühne@StatServer.GAX", "1:18 gms-target-type"),
    ("?:@S.GA", "1:3 gms-target-form"),
    ("?:English>@S.GA", "1:11 gms-target-form"),
    ("?:English=20&@S.GA", "1:14 gms-target-form"),
    ("?:(English=20@S.GA", "1:14 gms-target-form"),
    ("?:English=20)@S.GA", "1:13 gms-target-form"),
    // A skill's name may have blanks in it.
    ("?:English 20@S.GA", "1:13 gms-target-form"),
    ("English=20@S.GA", "1:1 gms-target-skill-prefix"),
    ("A@S.GA,B@S.GA", "1:1 gms-target-several-array"),
    ("\"Billing@StatServer.GX\"", "1:21 gms-target-type"),
    ("[]", "1:1 gms-target-several-array"),
    ("[{}]", "1:2 gms-target-element-target"),
    ("[\"A@S.GA\"]", "1:2 gms-target-several-array"),
    ("[{\"target\":1}]", "1:12 gms-target-element-target"),
    ("[{\"target\":\"A@S.GQ\"}]", "1:17 gms-target-type"),
    ("[\n {\"target\": \"A@S.GA\", \"timeout\": 30}]", "2:34 gms-target-timeout"),
    ("[{\"target\":\"A@S.GA\",\"clear\":\"true\"}]", "1:29 gms-target-clear"),
    ("[{\"target\":\"A@S.GA\",\"wait\":1}]", "1:21 gms-target-several-array"),
    ("[{\"target\":\"A@S.GA\",}]", "1:21 gms-target-several-array"),
    ("[{\"target\":\"A@S.GA\"}", "1:21 gms-target-several-array"),
];

#[test]
fn near_misses_of_a_target_are_refused_where_they_miss() {
    let names: Vec<String> = (0..NEAR_MISSES.len()).map(|i| format!("near-miss-{i}")).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(NEAR_MISSES).map(|(n, (text, _))| (n.as_str(), text.as_bytes())).collect();
    let (_folder, paths) = folder(&files);
    let mut args: Vec<&str> = paths.iter().map(String::as_str).collect();
    args.extend(["--as", "target"]);
    let (code, out, err) = ringtrue(&args, b"");
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    for (path, (text, expected)) in paths.iter().zip(NEAR_MISSES) {
        assert_eq!(places(&out, path), [expected], "{text}");
    }
}

#[test]
fn targets_of_a_hundred_thousand_tokens_are_refused_and_those_of_fewer_where_they_break() {
    let many = 100_000;
    // A target may have 65536 bytes.
    for text in [
        format!("?:{}A=1{}@S.GA", "(".repeat(many), ")".repeat(many)),
        format!("?:{}A=1@S.GA", "A=1&".repeat(many)),
        "@".repeat(many),
        "[".repeat(many),
        "[{\"target\":".repeat(many),
        "A@S.GA,".repeat(many),
    ] {
        let (code, out, _) = ringtrue(&["-", "--as", "target"], text.as_bytes());
        assert_eq!((code, places(&out, "-")), (1, vec!["1:65537 gms-target-form".to_owned()]));
    }
    for (text, place) in [
        // Parentheses may be nested 64 deep, after the two characters of the prefix.
        (format!("?:{}A=1@S.GA", "(".repeat(60_000)), "1:67 gms-target-form"),
        (format!("?:{}@S.GA", "A=1&".repeat(15_000)), "1:60003 gms-target-form"),
        ("@".repeat(60_000), "1:60001 gms-target-form"),
        (format!("{}B", "A@S.GA;".repeat(9_000)), "1:62998 gms-target-type"),
    ] {
        let (code, out, _) = ringtrue(&["-", "--as", "target"], text.as_bytes());
        assert_eq!((code, places(&out, "-")), (1, vec![place.to_owned()]));
    }
}

#[test]
fn a_hundred_thousand_mistakes_in_a_list_are_counted_and_each_has_its_place() {
    let many = 100_000;
    let params = format!("[_cbe_on_dial_init]\nnotify_params = {}", "service id,".repeat(many));
    let sections = "[_cbe_on_dial_init]\n".repeat(many);
    for (text, rule, count) in
        [(params, "gms-list-underscores", 100_000), (sections, "gms-list-duplicate", 99_999)]
    {
        let outcome =
            judged("gms-callback-events", "transaction-list", "many.cfg", text.into_bytes());
        let row = outcome.judgement.verdicts.iter().find(|v| v.rule == rule).unwrap();
        assert_eq!(row.violations, count, "{rule}");
        assert!(row.evidence.iter().all(|f| f.line.is_some() && f.column.is_some()));
    }
    let (code, _, err) = ringtrue(&["-"], "[_cbe_on_dial_init]\n".repeat(many + 1).as_bytes());
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("-:100001:1: expected at most 100000"), "{err}");
}

fn corpus(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz").join(name);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10);
    files
}

#[test]
fn a_damaged_file_is_judged_as_whatever_it_is_taken_for() {
    for path in corpus("transaction_list").into_iter().chain(corpus("target_grammar")) {
        let bytes = fs::read(&path).unwrap();
        let lines = bytes.split(|b| *b == b'\n').count() as u64;
        for (contract, messages) in [
            ("gms-callback-events", &["transaction-list", "notification-options"][..]),
            ("gms-chat-delayed", &["service-options", "inbound-chat", "target"]),
        ] {
            for message in messages {
                let name = path.to_str().unwrap();
                let outcome = judged(contract, message, name, bytes.clone());
                assert!(outcome.judgement.harness_faults.is_empty(), "{name} as {message}");
                for finding in outcome.judgement.verdicts.iter().flat_map(|v| &v.evidence) {
                    let line = finding.line.unwrap();
                    assert!((1..=lines).contains(&line), "{name} as {message}: {finding:?}");
                    assert!(finding.column.unwrap() >= 1);
                }
            }
        }
    }
}
