//! Validators that we did not write agree with us: exported schemas, asked by ajv and by Python's
//! jsonschema, give our verdicts, strictly and in practice. Needs Node with `npm ci`, and Python with
//! `requirements.txt`, in `tests/validators`; run with `cargo test --test validators -- --ignored`.

use std::{fs, path::Path, process::Command};

use ringtrue::{
    codec::json::write,
    contract::Party,
    contracts::{REGISTRY, Suite},
    judge::{Judge, Options, Verdict},
    transcript::{Body, Event, Header, Kind, Line, Reader, event_line, header_line},
};

/// Where a validator may differ: its name, what it says, what the JSON must hold, and the reason.
const DIFFERENCES: [(&str, &str, &str, &str); 1] = [(
    "jsonschema",
    "valid",
    "\\n\"",
    "in Python's patterns, `$` also matches before a line break at the end of a string",
)];

/// The validators: name, command, script.
fn validators() -> [(&'static str, String, &'static str); 2] {
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/validators/.venv/bin/python");
    [("ajv", "node".to_owned(), "check.mjs"), ("jsonschema", python.to_owned(), "check.py")]
}

/// A message as validators are asked about it, and our verdicts.
struct Asked {
    event: Event,
    strict: bool,
    practical: bool,
}

/// The messages of a transcript, as JSON whatever their notation.
fn asked(suite: &dyn Suite, text: &str) -> Vec<Asked> {
    let protocol = suite.protocol().unwrap();
    let mut header = Header::new(suite.id(), Vec::new());
    let mut reader = Reader::new(text.as_bytes(), "transcript");
    let mut out = Vec::new();
    while let Some(line) = reader.next_line().unwrap() {
        let event = match line {
            Line::Event(event) => event,
            Line::Header(read) => {
                header = read;
                continue;
            }
            Line::Bare(_) => panic!("{}: a bare message", suite.id()),
        };
        let (Kind::Message { .. }, Some(from)) = (&event.kind, event.from) else { continue };
        let read = (protocol.reader)(&header).read(&event);
        // What one event carries is graded together: only messages that come alone can be compared.
        let [message] = &read[..] else { continue };
        let (true, Some(node)) = (message.validated, message.node()) else { continue };
        let Some(schema) = protocol.contract.schema_of(&message.name) else { continue };
        let strict = protocol.contract.schemas.accepts(schema, node).unwrap();
        let practical = !has_gap(suite, &header, &event);
        let mut json = String::new();
        write(node, &mut json);
        let case = Some(format!("{} {}", event.case.as_deref().unwrap_or("message"), out.len()));
        let name = message.name.clone();
        let kind = Kind::Message { name, body: Body::Text(json), breaks: None, keeps: None };
        let event = Event { at: 0.0, case, link: None, from: Some(from), kind };
        out.push(Asked { event, strict, practical });
    }
    out
}

/// Whether a constraint is broken by this event so that it is a gap in practice.
fn has_gap(suite: &dyn Suite, header: &Header, event: &Event) -> bool {
    let mut header = header.clone();
    header.subject = vec![Party::Provider, Party::Consumer, Party::Operator];
    let protocol = suite.protocol().unwrap().clone();
    let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
    let mut gap = false;
    judge.see(event, &mut |f| gap |= f.verdict == Verdict::Gap && f.rule.contains('/')).unwrap();
    gap
}

fn ringtrue(args: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_ringtrue")).args(args).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(String::from_utf8(output.stdout).unwrap()) } else { Err(error) }
}

/// Asks every validator about every message, in both profiles; what differs without a reason.
fn differences(suite: &dyn Suite, what: &str, text: &str) -> Vec<String> {
    let asked = asked(suite, text);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let header = Header::new(suite.id(), vec![Party::Provider, Party::Consumer]);
    let lines = asked.iter().map(|a| event_line(&a.event).unwrap() + "\n");
    let lines: String =
        std::iter::once(header_line(&header).unwrap() + "\n").chain(lines).collect();
    let transcript = folder.join(format!("{}-{what}.ndjson", suite.id()));
    fs::write(&transcript, lines).unwrap();
    let mut found = Vec::new();
    for profile in ["strict", "practical"] {
        let schema = folder.join(format!("{}-{profile}.json", suite.id()));
        let exported = ringtrue(&["schema", suite.id(), "--profile", profile]).unwrap();
        fs::write(&schema, exported).unwrap();
        for (validator, command, script) in validators() {
            let output = Command::new(&command)
                .arg(script)
                .args([&transcript, &schema])
                .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/validators"))
                .output()
                .unwrap_or_else(|e| panic!("{command}: {e}; see .ci/validators"));
            let said = String::from_utf8_lossy(&output.stdout);
            let error = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{validator}, {}: {error}", suite.id());
            assert_eq!(said.lines().count(), asked.len(), "{validator}, {}", suite.id());
            for (asked, line) in asked.iter().zip(said.lines()) {
                let valid = if profile == "strict" { asked.strict } else { asked.practical };
                let case = asked.event.case.clone().unwrap();
                let ours = format!("{case}\t{}", if valid { "valid" } else { "invalid" });
                let explained = DIFFERENCES.iter().any(|(who, verdict, holds, _)| {
                    *who == validator && line.ends_with(&format!("\t{verdict}")) && {
                        let Kind::Message { body, .. } = &asked.event.kind else { return false };
                        body.as_text().is_some_and(|text| text.contains(holds))
                    }
                });
                if line != ours && !explained {
                    found.push(format!(
                        "{} {profile}: {validator} says {line:?}, we say {ours:?} of {:?}",
                        suite.id(),
                        asked.event.kind
                    ));
                }
            }
        }
    }
    found
}

#[test]
#[ignore = "needs Node and Python packages; .ci/validators installs them"]
fn other_validators_say_of_the_documents_examples_what_we_say() {
    let mut found = Vec::new();
    for suite in REGISTRY {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(suite.id());
        let mut files: Vec<_> =
            fs::read_dir(folder.join("examples")).unwrap().map(|e| e.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|e| e == "ndjson"));
        assert!(!files.is_empty(), "{}", suite.id());
        files.sort();
        for file in files {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            found.extend(differences(suite, &stem, &fs::read_to_string(file).unwrap()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
#[ignore = "needs Node and Python packages; .ci/validators installs them"]
fn other_validators_say_of_generated_messages_what_we_say() {
    let mut found = Vec::new();
    for suite in REGISTRY {
        for (what, flags) in [("valid", &[][..]), ("near-misses", &["--near-miss"][..])] {
            let args = [&["generate", suite.id(), "-n", "300"][..], flags].concat();
            match ringtrue(&args) {
                Ok(text) => found.extend(differences(suite, what, &text)),
                // The command comes later than this test.
                Err(error) if error.contains("unrecognized subcommand") => return,
                Err(error) => panic!("{args:?}: {error}"),
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
