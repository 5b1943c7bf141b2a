//! The documents' own examples: repaired, they break nothing in practice, and what deviates says by
//! which ruling; as printed, they are read where their notation allows and else refused with a place.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use ringtrue::{
    contract::Party,
    contracts::{REGISTRY, suite},
    engine::{Bare, Checked, LintFile, RunOptions, check, lint},
    judge::{RuleVerdict, Verdict},
};

fn corpus(contract: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(contract).join(file)
}

fn checked(path: &Path, bare: Bare<'_>) -> Checked {
    let text = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    check(&*text, &name, bare, &suite, &RunOptions::default(), &mut |_| {}).unwrap()
}

#[test]
fn no_printed_example_is_a_gap_in_practice_and_each_deviation_names_its_ruling() {
    for suite in REGISTRY {
        let file = if suite.id() == "bayeux" { "clauses.ndjson" } else { "printed.ndjson" };
        let checked = checked(&corpus(suite.id(), &format!("examples/{file}")), Bare::default());
        assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
        let outcome = checked.outcome.unwrap();
        assert!(outcome.judgement.conclusive && outcome.judgement.unknown_names.is_empty());
        let mut judged = 0;
        for verdict in &outcome.judgement.verdicts {
            judged += verdict.exercised;
            assert_ne!(verdict.verdict, Verdict::Gap, "{:?}", verdict.evidence);
            for finding in verdict.evidence.iter().filter(|f| f.verdict == Verdict::Deviation) {
                assert!(finding.ruling.is_some(), "{finding:?}");
            }
        }
        assert!(judged > 0, "{}: nothing was judged", suite.id());
    }
}

const EVENTS: &str = "gms-callback-events";
const CHAT: &str = "gms-chat-delayed";
const INTERACTIONS: &str = "gws-interactions";
const WORKBINS: &str = "gws-workbins";

/// What is read as printed: contract, file, its message where the payload does not say, and the
/// rules that deviate. None has a gap.
const READ: [(&str, &str, Option<&str>, &[&str]); 21] = [
    (
        EVENTS,
        "GMS_Events.cfg",
        Some("transaction-list"),
        // Lost underscores, attributes that the table does not give the event, an address to be
        // filled in, and a value that goes on in the next line.
        &[
            "gms-list-params-offered",
            "gms-list-target-url",
            "gms-list-underscores",
            "gms-list-wrapped-value",
        ],
    ),
    // The state's name lost its underscores: the event has none, of which there is only a note.
    (EVENTS, "customer-queued.txt", None, &[]),
    (CHAT, "1-create-push.txt", Some("agent-available"), &[]),
    (CHAT, "1-create-response.txt", Some("CreateResponse"), &[]),
    // Its URL names another service than its `_id`.
    (CHAT, "2-connect-response.txt", Some("ConnectResponse"), &["gms-chat-start-url-id"]),
    (CHAT, "3-check-queue-position-response-with-eta.txt", Some("QueuePositionResponse"), &[]),
    (CHAT, "3-check-queue-position-response-without-eta.txt", Some("QueuePositionResponse"), &[]),
    (CHAT, "4-create-chat-response.txt", Some("CreateChatResponse"), &[]),
    (CHAT, "5-internal-notification-response.txt", Some("InternalNotificationResponse"), &[]),
    // The label before it is passed over like what loggers write.
    (CHAT, "6-retrieve-notifications-push.txt", Some("display-notification"), &[]),
    (
        CHAT,
        "6-retrieve-notifications-response-with-push.txt",
        Some("RetrieveNotificationsResponse"),
        &[],
    ),
    (
        CHAT,
        "6-retrieve-notifications-response-without-push.txt",
        Some("RetrieveNotificationsResponse"),
        &[],
    ),
    (CHAT, "7-agent-notification-response.txt", Some("AgentNotificationResponse"), &[]),
    (
        CHAT,
        "8-retrieve-agent-notifications-response.txt",
        Some("RetrieveAgentNotificationsResponse"),
        &[],
    ),
    (CHAT, "target-single.txt", Some("target"), &[]),
    // The damaged ampersand.
    (CHAT, "target-skill-expression.txt", Some("target"), &["gms-target-ampersand"]),
    (WORKBINS, "workbin-subscribed.txt", None, &[]),
    // Python literals that are whole.
    (INTERACTIONS, "chat-accepted.txt", None, &[]),
    (INTERACTIONS, "chat-invited.txt", None, &[]),
    (INTERACTIONS, "chat-notifications.txt", None, &[]),
    (INTERACTIONS, "chat-revoked.txt", None, &[]),
];

/// What is refused as printed: contract, file, the configuration that it is, where it stops being
/// what it should be, and a word of the complaint.
const REFUSED: [(&str, &str, Option<&str>, &str, &str); 27] = [
    // The comma after the time is missing, so the next name is too much.
    (EVENTS, "all-events.txt", None, "4:11", "',' or '}' but found '\"'"),
    (EVENTS, "service-create.txt", None, "4:11", "',' or '}' but found '\"'"),
    // The opening brace is missing.
    (EVENTS, "connect-treatment-start.txt", None, "1:11", "begins with '\"'"),
    (EVENTS, "virtual-ixn-create.txt", None, "1:11", "begins with '\"'"),
    // The closing brace is missing.
    (EVENTS, "dial-done.txt", None, "13:1", "'}' but found the end"),
    (EVENTS, "dial-init.txt", None, "11:1", "'}' but found the end"),
    // A line that is cut off within a string.
    (EVENTS, "service-exit.txt", None, "5:42", "a line break inside"),
    (EVENTS, "target-found.txt", None, "5:42", "a line break inside"),
    // Items of prose.
    (EVENTS, "list-properties.txt", Some("transaction-list"), "1:1", "a section header"),
    (EVENTS, "service-options.txt", Some("notification-options"), "1:1", "found '-'"),
    // What a browser shows of an exchange is no notation of a message.
    (CHAT, "1-create-exchange.txt", None, "1:1", "begins with 'R'"),
    (CHAT, "2-connect-exchange.txt", None, "1:1", "begins with 'R'"),
    (CHAT, "3-check-queue-position-exchange.txt", None, "1:1", "begins with 'R'"),
    (CHAT, "4-create-chat-exchange.txt", None, "1:1", "begins with 'R'"),
    (CHAT, "5-internal-notification-exchange.txt", None, "1:1", "begins with 'R'"),
    (CHAT, "6-retrieve-notifications-exchange.txt", None, "1:1", "begins with 'R'"),
    (CHAT, "7-agent-notification-exchange.txt", None, "1:1", "begins with 'R'"),
    (CHAT, "8-retrieve-agent-notifications-exchange.txt", None, "1:1", "begins with 'R'"),
    // Options of the annex without the header of their section.
    (CHAT, "inbound-parameters.txt", Some("inbound-chat"), "1:5", "'[' but found 'a'"),
    (CHAT, "inbound-url.txt", Some("inbound-chat"), "1:5", "'[' but found 'u'"),
    // A name and a value without the sign between them, and a name alone.
    (CHAT, "inbound-queue.txt", Some("inbound-chat"), "1:5", "'=' but found 's'"),
    (CHAT, "options.txt", Some("service-options"), "1:1", "'=' but found '_'"),
    // A placeholder without quotation marks.
    (CHAT, "target-several-template.txt", Some("target"), "5:17", "found '<'"),
    // A string that is broken over two lines.
    (INTERACTIONS, "email-accepted.txt", None, "12:23", "a line break inside"),
    (INTERACTIONS, "email-invited.txt", None, "12:23", "a line break inside"),
    (INTERACTIONS, "email-revoked.txt", None, "12:23", "a line break inside"),
    // The last brace is missing.
    (WORKBINS, "workbin-item-added.txt", None, "47:1", "'}' but found the end"),
];

#[test]
fn every_original_is_known_to_be_read_or_to_be_refused() {
    let mut printed = Vec::new();
    for suite in REGISTRY {
        let Ok(folder) = fs::read_dir(corpus(suite.id(), "as-printed")) else { continue };
        for entry in folder {
            let file = entry.unwrap().file_name().into_string().unwrap();
            printed.push((suite.id().to_owned(), file));
        }
    }
    let read = READ.iter().map(|(contract, file, ..)| (contract, file));
    let refused = REFUSED.iter().map(|(contract, file, ..)| (contract, file));
    let mut listed: Vec<_> =
        read.chain(refused).map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
    printed.sort();
    listed.sort();
    assert_eq!(printed, listed);
}

/// Runs `ringtrue lint` on an original, and gives what it prints.
fn linted(contract: &str, file: &str, configuration: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ringtrue"))
        .args(["lint", "--as", configuration])
        .arg(format!("corpus/{contract}/as-printed/{file}"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("RINGTRUE_CONFIG")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    String::from_utf8([output.stderr, output.stdout].concat()).unwrap()
}

fn is_configuration(contract: &str, message: Option<&str>) -> bool {
    let protocol = suite(contract).unwrap().protocol().unwrap();
    message.and_then(|m| protocol.contract.message(m)).is_some_and(|m| m.from == Party::Operator)
}

#[test]
fn what_its_notation_allows_is_read_as_printed_and_deviates_where_it_was_repaired() {
    for (contract, file, message, deviating) in READ {
        let path = corpus(contract, &format!("as-printed/{file}"));
        let outcome = if is_configuration(contract, message) {
            let bytes = fs::read(&path).unwrap();
            let message = message.unwrap().to_owned();
            let files = [LintFile { name: file.to_owned(), message, bytes }];
            let options = RunOptions::default();
            let suite = suite(contract).unwrap();
            lint(suite, &files, &BTreeMap::new(), &options, &mut |_| {}).unwrap()
        } else {
            let checked = checked(&path, Bare { contract: Some(contract), message });
            assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
            checked.outcome.unwrap()
        };
        assert!(outcome.judgement.conclusive, "{file}");
        let broken = |v: &RuleVerdict| matches!(v.verdict, Verdict::Gap | Verdict::Deviation);
        let mut found = BTreeSet::new();
        for verdict in outcome.judgement.verdicts.iter().filter(|v| broken(v)) {
            assert_eq!(verdict.verdict, Verdict::Deviation, "{file}: {:?}", verdict.evidence);
            found.insert(verdict.rule.as_str());
        }
        assert_eq!(found, deviating.iter().copied().collect(), "{file}");
    }
}

#[test]
fn what_its_notation_does_not_allow_is_refused_with_line_and_column_and_what_is_wrong() {
    for (contract, file, message, place, word) in REFUSED {
        let trouble = match message {
            Some(message) => {
                assert!(is_configuration(contract, Some(message)));
                let said = linted(contract, file, message);
                let path = format!("corpus/{contract}/as-printed/");
                let here = format!("{file}:{place}: ");
                let found = said.lines().find(|l| l.contains(&here) && l.contains(word));
                found.unwrap_or_else(|| panic!("{said}")).replace("error: ", "").replace(&path, "")
            }
            None => {
                let bare = Bare { contract: Some(contract), message };
                let checked = checked(&corpus(contract, &format!("as-printed/{file}")), bare);
                let first = checked.unreadable.first();
                first.unwrap_or_else(|| panic!("{file} was read")).clone()
            }
        };
        assert!(trouble.starts_with(&format!("{file}:{place}: ")), "{trouble}");
        assert!(trouble.contains(word), "{trouble}");
    }
}

#[test]
fn of_several_originals_in_one_text_those_that_are_whole_are_judged_and_the_others_told() {
    let path = corpus("gms-callback-events", "as-printed/all-events.txt");
    let checked = checked(&path, Bare { contract: Some("gms-callback-events"), message: None });
    let places: Vec<&str> =
        checked.unreadable.iter().map(|t| t.split(": ").next().unwrap()).collect();
    let at = |place: &str| format!("all-events.txt:{place}");
    assert_eq!(places, ["4:11", "28:1", "40:11", "65:42", "86:42"].map(at));
    assert_eq!(checked.outcome.unwrap().cases, 1, "the customer who is queued");
}

#[test]
fn a_name_that_comes_twice_is_told_with_line_and_column_and_its_message_is_judged() {
    let path = corpus("gws-workbins", "as-printed/workbin-item-added.txt");
    let whole = fs::read_to_string(path).unwrap() + "}\n";
    let bare = Bare { contract: Some("gws-workbins"), message: None };
    let on_one_line = whole.replace('\n', " ").replace("None", "null");
    let second = on_one_line.rfind("\"RVQID\"").unwrap() + 1;
    for (text, place) in [(whole, "9:13".to_owned()), (on_one_line, format!("1:{second}"))] {
        let options = RunOptions::default();
        let checked = check(text.as_bytes(), "added", bare, &suite, &options, &mut |_| {}).unwrap();
        let [told] = &checked.unreadable[..] else { panic!("{:?}", checked.unreadable) };
        assert!(told.starts_with(&format!("added:{place}: expected each name")), "{told}");
        assert!(told.contains("\"RVQID\""), "{told}");
        let judgement = checked.outcome.unwrap().judgement;
        let data = "gws-workbins/WorkbinNotification/data:required";
        let missing = judgement.verdicts.iter().find(|v| v.rule == data).unwrap();
        assert_eq!(missing.verdict, Verdict::Deviation, "the message is not wrapped");
    }
}

/// A transcript of examples: its header, and the lines of each case in order.
struct Examples {
    header: String,
    cases: Vec<(String, Vec<String>)>,
}

fn examples(contract: &str) -> Examples {
    let text = fs::read_to_string(corpus(contract, "examples/printed.ndjson")).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap().to_owned();
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(case) = event["case"].as_str() else {
            assert_eq!(event["kind"], "end", "{contract}: an example belongs to a case");
            continue;
        };
        match cases.last_mut() {
            Some((last, lines)) if last == case => lines.push(line.to_owned()),
            _ => cases.push((case.to_owned(), vec![line.to_owned()])),
        }
    }
    Examples { header, cases }
}

/// Of each rule that came up: its worst verdict, and how often it came up and was broken.
type Verdicts = BTreeMap<(String, String), (u8, u64, u64)>;

fn judged<'c>(
    header: &str,
    cases: impl IntoIterator<Item = &'c (String, Vec<String>)>,
    verdicts: &mut Verdicts,
) {
    let mut text = header.to_owned() + "\n";
    for line in cases.into_iter().flat_map(|(_, lines)| lines) {
        text += line;
        text.push('\n');
    }
    let options = RunOptions::default();
    let checked =
        check(text.as_bytes(), "examples", Bare::default(), &suite, &options, &mut |_| {}).unwrap();
    assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
    for verdict in checked.outcome.unwrap().judgement.verdicts {
        if verdict.exercised == 0 {
            continue;
        }
        let rank = match verdict.verdict {
            Verdict::Gap => 3,
            Verdict::Deviation => 2,
            Verdict::Note => 1,
            _ => 0,
        };
        let sum = verdicts.entry((verdict.rule, verdict.role.to_string())).or_default();
        sum.0 = sum.0.max(rank);
        sum.1 += verdict.exercised;
        sum.2 += verdict.violations;
    }
}

#[test]
fn examples_are_judged_alike_alone_in_reverse_and_all_together() {
    for suite in REGISTRY.iter().filter(|suite| suite.id() != "bayeux") {
        let Examples { header, cases } = examples(suite.id());
        let (mut alone, mut reversed, mut together) = <(Verdicts, Verdicts, Verdicts)>::default();
        for case in &cases {
            judged(&header, [case], &mut alone);
        }
        judged(&header, cases.iter().rev(), &mut reversed);
        judged(&header, &cases, &mut together);
        assert!(!together.is_empty(), "{}", suite.id());
        assert_eq!(alone, together, "{}", suite.id());
        assert_eq!(reversed, together, "{}", suite.id());
    }
}

#[test]
fn each_case_of_the_examples_is_one_example_and_no_two_share_one() {
    for suite in REGISTRY.iter().filter(|suite| suite.id() != "bayeux") {
        let repairs = fs::read_to_string(corpus(suite.id(), "examples/REPAIRS.md")).unwrap();
        let listed = |row: &str| Some(row.strip_prefix("| EX-")?.split_once(" | ")?.0.to_owned());
        let ids: BTreeSet<String> = repairs
            .lines()
            .filter_map(listed)
            .map(|id| format!("ex-{id}").to_lowercase())
            .collect();
        let mut seen = BTreeSet::new();
        for (case, lines) in examples(suite.id()).cases {
            assert!(ids.contains(&case), "{case} is no example of the list");
            // Only the page on interactions prints two messages at once: a batch of one answer.
            let name = |line: &String| {
                let event: serde_json::Value = serde_json::from_str(line).unwrap();
                event["name"].as_str().unwrap().to_owned()
            };
            let names: Vec<String> = lines.iter().map(name).collect();
            let batch = ["interaction-notification", "connect-reply"];
            assert!(
                names.len() == 1 || (suite.id() == "gws-interactions" && names == batch),
                "{case}: {names:?}"
            );
            assert!(seen.insert(case.clone()), "{case} goes on after another example");
        }
    }
}
