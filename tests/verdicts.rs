//! What of a transcript counts, and for what: cases that break off or are over, announcements, and
//! what a receiver reaches.

use ringtrue::{
    contract::Party,
    contracts::suite,
    judge::{Judge, Judgement, Message, Options, RuleVerdict, Verdict},
    transcript::{Header, Line, Reader, header_line},
};
use serde_json::{Value, json};

const AXP: &str = "axp-engagement";
const STATE: &str = "axp-engagement/AgentState/state:enum";

fn judged_for(contract: &str, subject: Party, events: &[Value]) -> Judgement {
    let protocol = suite(contract).unwrap().protocol().unwrap().clone();
    let header = Header::new(contract, vec![subject]);
    let lines: String = events.iter().map(|event| format!("{event}\n")).collect();
    let text = format!("{}\n{lines}", header_line(&header).unwrap());
    let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
    let mut reader = Reader::new(text.as_bytes(), "t");
    while let Some(line) = reader.next_line().unwrap() {
        if let Line::Event(event) = line {
            judge.see(&event, &mut |_| {}).unwrap();
        }
    }
    judge.finish()
}

fn judged(events: &[Value]) -> Judgement {
    judged_for(AXP, Party::Provider, events)
}

fn verdict<'j>(judgement: &'j Judgement, rule: &str) -> &'j RuleVerdict {
    let found = judgement.verdicts.iter().find(|v| v.rule == rule);
    found.unwrap_or_else(|| panic!("no verdict on {rule}"))
}

fn message(case: &str, from: &str, name: &str, body: &Value) -> Value {
    json!({"at": 0, "case": case, "from": from, "kind": "message", "name": name,
        "body": {"text": body.to_string()}})
}

fn pong(case: &str) -> Value {
    message(case, "provider", "pong", &json!({"event": "pong"}))
}

fn asleep(case: &str) -> Value {
    let body = json!({"event": "AgentState", "id": "i", "state": "ASLEEP", "timestamp": "17"});
    message(case, "provider", "AgentState", &body)
}

fn end(case: &str, complete: bool) -> Value {
    json!({"at": 1, "case": case, "kind": "end", "complete": complete})
}

#[test]
fn what_a_case_that_broke_off_aimed_at_is_untestable_and_the_case_is_named() {
    let protocol = suite(AXP).unwrap().protocol().unwrap();
    let of_provider =
        |id: &str| protocol.rules.iter().any(|rule| rule.id == id && rule.binds == Party::Provider);
    let mut aims: Vec<_> = protocol.aims.iter().collect();
    aims.sort();
    let aimed = aims.iter().find_map(|(case, rules)| {
        Some((case.as_str(), rules.iter().find(|rule| of_provider(rule))?, *rules))
    });
    let (case, rule, rules) = aimed.unwrap();
    let broken_off = judged(&[pong("c"), end("c", true), end(case, false)]);
    let missed = verdict(&broken_off, rule);
    assert_eq!(missed.verdict, Verdict::Untestable);
    assert!(missed.remark.as_ref().unwrap().contains(case), "{:?}", missed.remark);
    let others = broken_off.verdicts.iter().filter(|v| !rules.contains(&v.rule));
    for other in others {
        assert_ne!(other.verdict, Verdict::Untestable, "{}", other.rule);
        assert_eq!(other.remark, None, "{}", other.rule);
    }
    let whole = judged(&[pong("c"), end("c", true), end(case, true)]);
    assert_eq!(verdict(&whole, rule).verdict, Verdict::Unexercised);
}

#[test]
fn what_trickles_in_after_the_end_of_a_case_is_no_part_of_it() {
    let late = judged(&[pong("c"), end("c", true), asleep("c")]);
    assert_eq!(verdict(&late, STATE).verdict, Verdict::Unexercised);
    let in_another = judged(&[pong("c"), end("c", true), asleep("d")]);
    assert_eq!(verdict(&in_another, STATE).verdict, Verdict::Gap);
}

#[test]
fn an_announcement_is_about_what_we_say_next_whatever_the_subject_says_before() {
    let frame = |from: &str, text: &str| {
        json!({"at": 0, "case": "c", "link": 2, "from": from, "kind": "frame", "opcode": "text",
            "fin": true, "rsv": 0, "body": {"text": text}})
    };
    let open = json!({"at": 0, "case": "c", "link": 2, "from": "consumer", "kind": "open",
        "url": "ws://127.0.0.1:1/", "protocol": "websocket"});
    let announced = json!({"at": 0, "case": "c", "from": "harness", "kind": "stimulus",
        "expect": "reject", "breaks": "axp-engagement/Authentication/token:required"});
    let theirs = frame("provider", r#"{"event":"pong"}"#);
    let ours = frame("consumer", r#"{"event":"authentication","subscriptionId":"s"}"#);
    let by_mistake = judged(&[open.clone(), theirs.clone(), ours.clone()]);
    assert_eq!(by_mistake.harness_faults.len(), 1, "{:?}", by_mistake.harness_faults);
    let on_purpose = judged(&[open, announced, theirs, ours]);
    assert_eq!(on_purpose.harness_faults, []);
}

#[test]
fn messages_are_counted_in_the_order_of_the_contract() {
    let contract = &suite(AXP).unwrap().protocol().unwrap().contract;
    let of = |m: &ringtrue::contract::MessageType| {
        let from = if m.from == Party::Provider { "provider" } else { "consumer" };
        message("c", from, &m.name, &json!({}))
    };
    let mut events: Vec<Value> = contract.messages.iter().rev().map(of).collect();
    events.insert(0, message("c", "provider", "Gong", &json!({})));
    let judgement = judged(&events);
    let counted: Vec<&str> = judgement.messages.iter().map(|(name, ..)| name.as_str()).collect();
    let known = contract.messages.iter().map(|m| m.name.as_str());
    let (last, told) = counted.split_last().unwrap();
    assert_eq!(told, known.collect::<Vec<_>>());
    assert_eq!(*last, Message::UNKNOWN, "what the contract does not have comes last");
}

#[test]
fn who_only_answers_and_never_answered_is_not_known_by_conduct() {
    let nothing = judged_for("gms-callback-events", Party::Consumer, &[]);
    assert!(!nothing.conclusive);
    assert!(nothing.verdicts.iter().all(|v| v.verdict == Verdict::Untestable));
}

#[test]
fn a_receiver_reaches_a_constraint_by_taking_what_keeps_it() {
    let rule = "axp-engagement/Ping:type";
    let handed = |link: u32, outcome: &str| {
        let mut message = message("c", "consumer", "ping", &json!({"event": "ping"}));
        message["link"] = json!(link);
        let answer = json!({"at": 1, "case": "c", "link": link, "from": "parser",
            "kind": "outcome", "of": link.to_string(), "outcome": outcome});
        [message, answer]
    };
    let bound = |events: &[Value]| {
        let judgement = judged_for(AXP, Party::Parser, &[events, &[end("c", true)]].concat());
        let bound = judgement.coverage.bound.into_iter().filter(|bound| bound.rule == rule);
        bound.map(|bound| bound.reached).collect::<Vec<_>>()
    };
    assert_eq!(bound(&handed(1, "accept")), [true], "once, whatever duties there are");
    assert_eq!(bound(&[]), [false]);
}
