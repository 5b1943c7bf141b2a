//! What is given on the command line, and what comes out besides findings on a screen.

use std::fs;

use super::{folder, places, ringtrue};

#[test]
fn files_of_two_contracts_are_two_reports_that_count_their_files() {
    let own = "corpus/gms-callback-events/configuration/";
    let [list, service, query] =
        ["GMS_Events.cfg", "service.cfg", "query.json"].map(|name| format!("{own}{name}"));
    let target = "corpus/gms-chat-delayed/configuration/target-single.txt";
    let (code, out, err) = ringtrue(&[&list, target, &service, &query, &list], b"");
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("gms-callback-events operator 3 files\n  3 files, "), "{out}");
    assert!(out.contains(&format!("gms-chat-delayed operator {target}\n  1 file, ")), "{out}");
    assert!(!out.contains("cases"), "{out}");
}

#[test]
fn one_file_that_two_contracts_know_is_judged_by_both() {
    let text = b"[URS Queueing]\n_urs_virtual_queue = {x}\n[General]\n_callback_events_list =\n";
    let (code, out, _) = ringtrue(&["-"], text);
    assert_eq!(code, 1, "{out}");
    let places = places(&out, "-");
    let found = |finding: &str| places.iter().any(|p| p == finding);
    assert!(found("2:22 gms-options-placeholder"), "{out}");
    assert!(
        found("4:24 gms-callback-events/NotificationOptions/_callback_events_list:minLength"),
        "{out}"
    );
}

#[test]
fn what_stdin_is_can_be_said_where_it_does_not_show() {
    let (code, _, err) = ringtrue(&["-"], b"Billing\n");
    assert_eq!(code, 2);
    assert!(err.contains("-: it does not look like any configuration"), "{err}");
    assert!(err.contains("--as transaction-list|notification-options|"), "{err}");
    let (code, out, _) = ringtrue(&["-", "--as", "target"], b"Billing\n");
    assert_eq!(code, 1, "a file that has gaps and nothing worse");
    assert_eq!(places(&out, "-"), ["1:8 gms-target-form"]);
    let (code, _, err) = ringtrue(&["-", "--as", "targets"], b"Billing\n");
    assert_eq!(code, 2);
    assert!(err.contains("no configuration is called targets"), "{err}");
    assert!(err.contains("there are transaction-list, "), "{err}");
}

#[test]
fn the_version_of_the_product_says_how_many_targets_there_may_be() {
    let array = |count: usize| format!("[{}]", vec!["{\"target\":\"A@S.GA\"}"; count].join(","));
    // An element takes 19 characters, a comma one: the sixth begins at 1 + 5 * 20 + 1.
    for (version, count, found) in [
        ("8.5.108.01", 1, "1:2 gms-target-version"),
        ("8.5.108.02", 5, ""),
        ("8.5.114.08", 5, ""),
        ("8.5.114.08", 6, "1:102 gms-target-count"),
        ("8.5.114.09", 15, ""),
        ("8.5.114.09", 16, "1:302 gms-target-count"),
        ("", 15, ""),
        ("", 16, "1:302 gms-target-count"),
    ] {
        let mut args = vec!["-"];
        if !version.is_empty() {
            args.extend(["--product-version", version]);
        }
        let (code, out, _) = ringtrue(&args, array(count).as_bytes());
        assert_eq!(places(&out, "-").join(""), found, "{version}, {count}: {out}");
        assert_eq!(code, i32::from(!found.is_empty()), "{version}, {count}");
        if code == 1 && !version.is_empty() {
            let again = format!("again: ringtrue lint - --as target --product-version {version} ");
            assert!(out.contains(&again), "{out}");
        }
    }
    let (code, _, err) = ringtrue(&["-", "--product-version", "8.5.x"], b"A@S.GA");
    assert_eq!(code, 2);
    assert!(err.contains("`8.5.x` is no version") && err.contains("8.5.114.09"), "{err}");
}

#[test]
fn what_cannot_be_used_is_an_error_with_its_place_and_a_remedy_and_the_rest_is_judged() {
    let (_folder, paths) = folder(&[
        ("latin.cfg", b"[General]\n_type = \xe9\n"),
        ("strange.bin", b"\n ab\xff"),
        ("broken.json", b"{\n  \"_ttl\": ,\n}"),
        ("open.cfg", b"[General\n_ttl = 1\n"),
        ("empty.cfg", b" \n\n"),
        ("GMS_Events.cfg", b""),
        ("letter.txt", b"Dear customer,\n"),
    ]);
    let expected = [
        // The message is known by its options, which are read before the bytes are.
        (":2:9: ", "it is read as transaction-list"),
        (":2:4: expected UTF-8", "save the file as UTF-8"),
        (":2:11: expected a value but found ','", "it is read as service-options"),
        (":1:9: expected the literal ']'", "it is read as service-options"),
        (": the file is empty", "leave it out"),
        (": the file is empty", "leave it out"),
        (": it does not look like any configuration", "--as "),
    ];
    for (index, (path, (what, remedy))) in paths.iter().zip(expected).enumerate() {
        let target = "corpus/gms-chat-delayed/configuration/target-single.txt";
        let mut args = vec![path.as_str(), target];
        if index == 0 {
            args.extend(["--as", "transaction-list"]);
        }
        let (code, out, err) = ringtrue(&args, b"");
        assert_eq!(code, 2, "{path}: {err}");
        assert!(err.contains(&format!("error: {path}{what}")), "{err}");
        assert!(err.lines().any(|l| l.contains("help: ") && l.contains(remedy)), "{err}");
        let verdict = if index == 0 { "gms-list-syntax" } else { "1 file, " };
        assert!(out.contains(verdict), "what the other shows is not lost: {out}");
    }
}

#[test]
fn a_path_that_is_no_file_is_an_error_with_a_remedy() {
    for (path, what, remedy) in [
        ("missing/GMS_Events.cfg", "there is no such file", "check the path"),
        ("corpus", "it is a directory", "name the files in it"),
    ] {
        let (code, out, err) = ringtrue(&[path, "tests/fixtures/lint/options.cfg"], b"");
        assert_eq!(code, 2, "{out}");
        assert!(err.contains(&format!("error: {path}: {what}")) && err.contains(remedy), "{err}");
        assert!(out.contains("4 gaps, and some input could not be read (exit 2)"), "{out}");
    }
    let (code, _, err) = ringtrue(&[], b"");
    assert_eq!(code, 2);
    assert!(err.contains("<FILE>..."), "{err}");
}

#[test]
fn reports_hold_the_findings_with_file_line_and_column() {
    let file = "tests/fixtures/lint/options.json";
    let (folder, _) = folder(&[]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (json, junit, ndjson) = (path("r.json"), path("r.xml"), path("r.ndjson"));
    let reports = [format!("json={json}"), format!("junit={junit}"), format!("ndjson={ndjson}")];
    let args = [file, "--report", &reports[0], "--report", &reports[1], "--report", &reports[2]];
    assert_eq!(ringtrue(&args, b"").0, 1);
    let place = format!("{file}:11:52");
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    assert_eq!(report["exit"], 1);
    assert_eq!(report["run"]["subjects"]["gms-chat-delayed"], file);
    let rows = report["verdicts"].as_array().unwrap();
    let row = rows.iter().find(|v| v["rule"] == "gms-target-type").unwrap();
    assert_eq!((&row["verdict"], &row["role"]), (&"gap".into(), &"operator".into()));
    assert_eq!(row["evidence"][0]["where"], place.as_str());
    let again = format!("ringtrue lint {file} --as service-options --rule 'gms-target-type'");
    assert_eq!(row["evidence"][0]["reproduce"], again.as_str());
    let xml = fs::read_to_string(junit).unwrap();
    assert!(xml.contains(&format!("{place} (configuration): expected one of")), "{xml}");
    let lines = fs::read_to_string(ndjson).unwrap();
    let line = lines.lines().find(|l| l.contains("gms-target-type")).unwrap();
    let finding: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!((&finding["file"], &finding["line"]), (&file.into(), &11.into()));
    assert_eq!(finding["column"], 52);
    assert_eq!(lines.lines().count(), 10);
}
