//! What a consumer says that it understood, and the broken messages that it was handed: from
//! hand-written Bayeux traffic, in which one response carries several messages.

use ringtrue::{
    contract::Party,
    contracts::suite,
    judge::{Duty, Judge, Judgement, Options, Verdict},
    transcript::{Header, Line, Reader},
};

const DATA: &str = "bayeux/Delivery/data:required";
const CHANNEL: &str = "bayeux/ChannelName:pattern";
const GOOD: [&str; 4] = [
    r#"{"channel":"/a","id":"g0","data":{"n":9007199254740993}}"#,
    r#"{"channel":"/a","id":"g1","data":1}"#,
    r#"{"channel":"/a","id":"g2","data":2}"#,
    r#"{"channel":"/a","id":"g3","data":3}"#,
];
const NO_DATA: &str = r#"{"channel":"/a","id":"b1"}"#;

/// A session of one client, and what is said of it.
struct Tape {
    lines: Vec<String>,
    at: u32,
    link: u32,
}

impl Tape {
    /// A client that shook hands and hears of `/a`.
    fn new() -> Self {
        let mut tape = Self { lines: Vec::new(), at: 0, link: 0 };
        tape.exchange(
            r#"[{"channel":"/meta/handshake","id":"1","version":"1.0","supportedConnectionTypes":["long-polling"]}]"#,
            r#"[{"channel":"/meta/handshake","id":"1","version":"1.0","supportedConnectionTypes":["long-polling"],"clientId":"c1","successful":true}]"#,
        );
        tape.exchange(
            r#"[{"channel":"/meta/subscribe","id":"2","clientId":"c1","subscription":"/a"}]"#,
            r#"[{"channel":"/meta/subscribe","id":"2","clientId":"c1","subscription":"/a","successful":true}]"#,
        );
        tape
    }

    fn event(&mut self, link: Option<u32>, what: &str) {
        let link = link.map(|link| format!(r#","link":{link}"#)).unwrap_or_default();
        self.lines.push(format!(r#"{{"at":{},"case":"s"{link},{what}}}"#, self.at));
    }

    fn exchange(&mut self, asked: &str, answered: &str) {
        self.link += 1;
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let link = Some(self.link);
        let fields = r#""headers":[["Content-Type","application/json"]]"#;
        let (asked, answered) = (text(asked), text(answered));
        self.event(link, &format!(r#""from":"consumer","kind":"request","method":"POST","url":"http://h/b",{fields},"body":{{"text":{asked}}}"#));
        self.event(link, &format!(r#""from":"provider","kind":"response","status":200,{fields},"body":{{"text":{answered}}}"#));
        self.at += 1;
    }

    /// The answer to a connect, with these messages.
    fn told(mut self, messages: &[&str]) -> Self {
        let id = 10 + self.at;
        let reply = format!(
            r#"{{"channel":"/meta/connect","id":"{id}","clientId":"c1","successful":true}}"#
        );
        let all = [messages, &[reply.as_str()]].concat().join(",");
        self.exchange(
            &format!(r#"[{{"channel":"/meta/connect","id":"{id}","clientId":"c1","connectionType":"long-polling"}}]"#),
            &format!("[{all}]"),
        );
        self
    }

    /// The harness says of the message of this mark that it breaks a rule.
    fn announced(mut self, mark: &str, rule: &str) -> Self {
        self.event(
            None,
            &format!(r#""from":"harness","kind":"stimulus","breaks":"{rule}","of":"{mark}""#),
        );
        self
    }

    fn said(mut self, mark: &str, outcome: &str) -> Self {
        self.event(
            None,
            &format!(r#""from":"consumer","kind":"outcome","of":"{mark}","outcome":"{outcome}""#),
        );
        self
    }

    fn understood(mut self, mark: &str, value: &str) -> Self {
        self.event(None, &format!(r#""from":"consumer","kind":"outcome","of":"{mark}","outcome":"accept","value":{value}"#));
        self
    }

    /// The judgement after the client was watched for so long.
    fn judged(self, seconds: u32) -> Judgement {
        self.of("bayeux", seconds)
    }

    /// The same as traffic of this contract.
    fn of(mut self, contract: &str, seconds: u32) -> Judgement {
        self.at += seconds;
        self.event(None, r#""kind":"end","complete":true"#);
        self.lines.push(format!(r#"{{"at":{},"kind":"end","complete":true}}"#, self.at));
        let mut header = Header::new(contract, vec![Party::Consumer]);
        header.facts.insert("acks".to_owned(), "yes".to_owned());
        let protocol = suite(contract).unwrap().protocol().unwrap().clone();
        let first = ringtrue::transcript::header_line(&header).unwrap();
        let text = format!("{first}\n{}", self.lines.join("\n"));
        let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
        let mut reader = Reader::new(text.as_bytes(), "t");
        while let Some(line) = reader.next_line().unwrap() {
            if let Line::Event(event) = line {
                judge.see(&event, &mut |_| {}).unwrap();
            }
        }
        judge.finish()
    }
}

/// The rows of duties that are neither met nor untouched.
fn wrong(judgement: &Judgement) -> Vec<(String, Duty, Verdict)> {
    assert_eq!(judgement.harness_faults, []);
    let rows = judgement.verdicts.iter().filter(|v| v.duty.is_some());
    let wrong = rows.filter(|v| matches!(v.verdict, Verdict::Gap | Verdict::Deviation));
    wrong.map(|v| (v.rule.clone(), v.duty.unwrap(), v.verdict)).collect()
}

fn verdict(judgement: &Judgement, rule: &str, duty: Duty) -> Option<Verdict> {
    let row = judgement.verdicts.iter().find(|v| v.rule == rule && v.duty == Some(duty));
    row.map(|row| row.verdict)
}

#[test]
fn an_announcement_finds_its_message_in_the_middle_of_a_later_batch() {
    let tape = Tape::new().announced("b1", DATA).told(&[GOOD[0]]).said("g0", "accept");
    let tape = tape.told(&[GOOD[1], NO_DATA, GOOD[2]]);
    let tape = tape.said("g1", "accept").said("b1", "reject").said("g2", "accept");
    let judgement = tape.judged(3);
    assert_eq!(wrong(&judgement), []);
    assert_eq!(verdict(&judgement, DATA, Duty::Reject), Some(Verdict::Pass));
    assert_eq!(verdict(&judgement, DATA, Duty::Survive), Some(Verdict::Pass));
}

#[test]
fn an_announcement_is_not_about_a_message_that_breaks_something_else() {
    let tape = Tape::new().announced("b1", CHANNEL).told(&[GOOD[0]]).said("g0", "accept");
    let judgement = tape.told(&[NO_DATA]).judged(3);
    let faults: Vec<&str> = judgement.harness_faults.iter().map(|f| f.what.as_str()).collect();
    assert_eq!(faults, ["a message of ours breaks bayeux/Delivery/data:required"]);
}

#[test]
fn who_takes_a_broken_message_of_a_batch_should_not_have() {
    let tape = Tape::new().told(&[GOOD[0]]).said("g0", "accept").announced("b1", DATA);
    let tape = tape.told(&[NO_DATA, GOOD[1]]).said("b1", "accept").said("g1", "accept");
    let expected = (DATA.to_owned(), Duty::Reject, Verdict::Deviation);
    assert_eq!(wrong(&tape.judged(3)), [expected]);
}

#[test]
fn a_valid_message_of_a_batch_that_is_refused_is_a_gap_of_its_own() {
    let tape = Tape::new().told(&[GOOD[0]]).said("g0", "accept").announced("b1", DATA);
    let tape = tape.told(&[NO_DATA, GOOD[1]]).said("b1", "reject").said("g1", "reject");
    let expected = ("bayeux/Delivery:type".to_owned(), Duty::Accept, Verdict::Gap);
    assert_eq!(wrong(&tape.judged(3)), [expected]);
}

#[test]
fn a_value_is_compared_with_the_message_of_its_mark_and_not_with_the_batch() {
    let kept = Tape::new().told(&[GOOD[1], GOOD[0]]).understood("g0", GOOD[0]);
    assert_eq!(wrong(&kept.judged(3)), []);
    let rounded = GOOD[0].replace("993", "992");
    let judgement = Tape::new().told(&[GOOD[1], GOOD[0]]).understood("g0", &rounded).judged(3);
    let expected = ("bayeux/Delivery:type".to_owned(), Duty::Accept, Verdict::Gap);
    assert_eq!(wrong(&judgement), [expected]);
}

#[test]
fn who_drops_what_came_with_a_broken_message_did_not_survive_it() {
    let tape = Tape::new().told(&[GOOD[0]]).said("g0", "accept").announced("b1", DATA);
    let tape = tape.told(&[GOOD[1], NO_DATA, GOOD[2]]).told(&[GOOD[3]]).said("g3", "accept");
    let expected = (DATA.to_owned(), Duty::Survive, Verdict::Gap);
    assert_eq!(wrong(&tape.judged(3)), [expected]);
}

#[test]
fn who_says_nothing_any_more_after_a_broken_message_did_not_survive_it() {
    let tape = Tape::new().told(&[GOOD[0]]).said("g0", "accept").announced("b1", DATA);
    let tape = tape.told(&[NO_DATA]).told(&[GOOD[1]]);
    let expected = (DATA.to_owned(), Duty::Survive, Verdict::Gap);
    assert_eq!(wrong(&tape.judged(3)), [expected]);
}

#[test]
fn who_passes_over_a_broken_message_and_goes_on_survived_it() {
    let tape = Tape::new().told(&[GOOD[0]]).said("g0", "accept").announced("b1", DATA);
    let judgement = tape.told(&[NO_DATA]).told(&[GOOD[1]]).said("g1", "accept").judged(3);
    assert_eq!(wrong(&judgement), []);
    assert_eq!(verdict(&judgement, DATA, Duty::Survive), Some(Verdict::Pass));
    assert_eq!(verdict(&judgement, DATA, Duty::Reject), None);
}

#[test]
fn silence_says_nothing_of_who_was_silent_before_or_was_not_watched_for_long_enough() {
    // It never said anything.
    let tape = Tape::new().told(&[GOOD[0]]).announced("b1", DATA).told(&[NO_DATA, GOOD[1]]);
    assert_eq!(wrong(&tape.judged(3)), []);
    // It says something of some messages.
    let tape = Tape::new().told(&[GOOD[0]]).said("g0", "accept").told(&[GOOD[1]]);
    let tape = tape.announced("b1", DATA).told(&[NO_DATA]).told(&[GOOD[2]]);
    assert_eq!(wrong(&tape.judged(3)), []);
    // It took three seconds before, and may take three times as long.
    let mut tape = Tape::new().told(&[GOOD[0]]);
    tape.at += 2;
    let tape = tape.said("g0", "accept").announced("b1", DATA);
    assert_eq!(wrong(&tape.told(&[NO_DATA]).told(&[GOOD[1]]).judged(3)), []);
    // It may be about to say something.
    let tape = Tape::new().told(&[GOOD[0]]).said("g0", "accept").announced("b1", DATA);
    assert_eq!(wrong(&tape.told(&[NO_DATA]).told(&[GOOD[1]]).judged(0)), []);
}

/// Messages of one workbin, which all have the same mark.
mod of_one_mark {
    use super::*;

    const ACTION: &str = "gws-workbins/WorkbinStateChange/action:enum";

    fn item(id: u8, action: &str) -> String {
        format!(
            r#"{{"channel":"/v2/me/workbins","data":{{"messageType":"WorkbinStateChangeMessage","action":"{action}","id":"w","workbinAgentId":"a3","workbinUserId":"1d7e0c54a9b34f6f8d2b6e90c3a7f115","emailStateResourceV2":{{"id":"0001Wb00000000{id:02}"}}}}}}"#
        )
    }

    fn told() -> Tape {
        let tape = Tape::new().told(&[&item(1, "ItemAdded")]).said("w", "accept");
        tape.announced("w", ACTION)
    }

    #[test]
    fn an_announcement_passes_over_a_valid_message_of_the_same_mark() {
        let tape =
            told().told(&[&item(2, "ItemAdded"), &item(3, "ItemMoved"), &item(4, "ItemAdded")]);
        let tape = tape.said("w", "accept").said("w", "reject").said("w", "accept");
        let judgement = tape.of("gws-workbins", 3);
        assert_eq!(wrong(&judgement), []);
        assert_eq!(verdict(&judgement, ACTION, Duty::Reject), Some(Verdict::Pass));
    }

    #[test]
    fn answers_that_come_late_and_in_any_order_are_taken_as_they_fit() {
        for answers in [["accept", "reject", "accept"], ["reject", "accept", "accept"]] {
            let tape = told().told(&[&item(2, "ItemAdded")]).told(&[&item(3, "ItemMoved")]);
            let tape = tape.told(&[&item(4, "ItemAdded")]);
            let tape = answers.into_iter().fold(tape, |tape, answer| tape.said("w", answer));
            let judgement = tape.of("gws-workbins", 3);
            assert_eq!(wrong(&judgement), [], "{answers:?}");
            assert_eq!(verdict(&judgement, ACTION, Duty::Reject), Some(Verdict::Pass));
        }
    }

    #[test]
    fn who_must_have_taken_the_broken_one_is_told_so_however_late_it_answers() {
        let tape = told().told(&[&item(2, "ItemAdded")]).told(&[&item(3, "ItemMoved")]);
        let tape = tape.said("w", "accept").said("w", "accept");
        let expected = (ACTION.to_owned(), Duty::Reject, Verdict::Deviation);
        assert_eq!(wrong(&tape.of("gws-workbins", 3)), [expected]);
        let tape = told().told(&[&item(2, "ItemAdded")]).told(&[&item(3, "ItemMoved")]);
        let tape = tape.said("w", "reject").said("w", "reject");
        let expected =
            ("gws-workbins/WorkbinNotification:type".to_owned(), Duty::Accept, Verdict::Gap);
        assert_eq!(wrong(&tape.of("gws-workbins", 3)), [expected]);
    }

    #[test]
    fn an_answer_is_to_the_valid_message_where_some_have_none() {
        let tape = told().told(&[&item(2, "ItemMoved")]).told(&[&item(3, "ItemAdded")]);
        let judgement = tape.said("w", "accept").of("gws-workbins", 3);
        assert_eq!(wrong(&judgement), []);
        assert_eq!(verdict(&judgement, ACTION, Duty::Survive), Some(Verdict::Pass));
        assert_eq!(verdict(&judgement, ACTION, Duty::Reject), None);
    }

    #[test]
    fn a_value_may_be_that_of_the_object_that_has_the_mark() {
        let whole = item(1, "ItemAdded");
        let held: serde_json::Value = serde_json::from_str(&whole).unwrap();
        let held = held["data"].to_string();
        let judged =
            |value: &str| Tape::new().told(&[&whole]).understood("w", value).of("gws-workbins", 3);
        assert_eq!(wrong(&judged(&held)), []);
        assert_eq!(wrong(&judged(&whole)), []);
        let changed = held.replace("ItemAdded", "ItemRemoved");
        let expected =
            ("gws-workbins/WorkbinNotification:type".to_owned(), Duty::Accept, Verdict::Gap);
        assert_eq!(wrong(&judged(&changed)), [expected]);
    }
}
