//! What a parser owes for what breaks a rule, for what a ruling accepts and for texts of a class, and
//! what each is worth.

use ringtrue::{
    contract::Party,
    contracts::suite,
    judge::{Duty, Judge, Options, Verdict},
    transcript::Header,
};

use super::{answered, duties, parser, verdict};

/// A message of the provider that a parser is handed, and what it says of it.
fn told(
    link: u32,
    name: &str,
    about: &str,
    text: &serde_json::Value,
    outcome: &str,
) -> [String; 2] {
    told_as(link, name, about, &text.to_string(), outcome)
}

/// The same with a text that may be no JSON.
fn told_as(link: u32, name: &str, about: &str, text: &str, outcome: &str) -> [String; 2] {
    let text = serde_json::Value::from(text);
    let message = format!(
        r#"{{"at":1,"case":"1","link":{link},"from":"provider","kind":"message","name":"{name}"{about},"body":{{"text":{text}}}}}"#
    );
    [message, answered("1", link, outcome)]
}

fn about(what: &str, rule: &str) -> String {
    format!(r#","{what}":"{rule}""#)
}

fn state(timestamp: serde_json::Value) -> serde_json::Value {
    serde_json::json!({"event": "AgentState", "id": "i", "state": "READY", "timestamp": timestamp})
}

fn notification(sent: &str) -> serde_json::Value {
    serde_json::json!({
        "correlationId": "n", "subscriptionId": "s", "family": "AGENT_ENGAGEMENT", "sentAt": sent,
        "accountId": "A", "body": state("17".into()),
    })
}

#[test]
fn what_a_ruling_accepts_is_to_be_taken_and_need_not_be_refused() {
    let rule = "axp-engagement/Notification/sentAt:format";
    let plain = notification("2024-05-01T10:00:01.000Z");
    let eased = notification("20240501T100001+0000");
    let control = || told(1, "notification", "", &plain, "accept");
    let breaks = about("breaks", rule);
    for about in ["", breaks.as_str()] {
        for (outcome, expected) in [("accept", Verdict::Pass), ("reject", Verdict::Gap)] {
            let eased = told(2, "notification", about, &eased, outcome);
            let judgement = parser(&[control(), eased].concat());
            let row = judgement.verdicts.iter().find(|v| v.duty == Some(Duty::Ignore)).unwrap();
            let found = (row.rule.as_str(), row.verdict, &row.rulings[..]);
            assert_eq!(found, (rule, expected, &["C-020".to_owned()][..]), "{about}");
            let owed = duties(&judgement, rule).into_iter().map(|(duty, ..)| duty);
            assert_eq!(owed.collect::<Vec<_>>(), [Duty::Survive, Duty::Accept, Duty::Ignore]);
        }
    }
}

#[test]
fn to_take_what_is_broken_is_worth_one_grade_less_than_to_send_it() {
    let rule = "axp-engagement/Timestamp:type";
    let control = || told(1, "AgentState", "", &state("17".into()), "accept");
    let answered = |timestamp: serde_json::Value, outcome: &str| {
        let broken = told(2, "AgentState", &about("breaks", rule), &state(timestamp), outcome);
        verdict(&parser(&[control(), broken].concat()), rule, Duty::Reject)
    };
    assert_eq!(answered(true.into(), "accept"), Verdict::Deviation, "who sends it has a gap");
    assert_eq!(answered(true.into(), "reject"), Verdict::Pass);
    assert_eq!(answered(17.into(), "accept"), Verdict::Note, "who sends it has a deviation");
    assert_eq!(answered(17.into(), "reject"), Verdict::Pass);
    assert_eq!(answered(true.into(), "unsupported"), Verdict::Pass, "it is refused all the same");
}

#[test]
fn what_is_broken_by_chance_is_neither_to_be_taken_nor_to_be_refused() {
    let control = || told(1, "AgentState", "", &state("17".into()), "accept");
    for outcome in ["accept", "reject"] {
        let by_chance = told(2, "AgentState", "", &state(true.into()), outcome);
        let judgement = parser(&[control(), by_chance].concat());
        assert_eq!(judgement.count(Verdict::Gap), 0, "{outcome}");
        let rule = "axp-engagement/Timestamp:type";
        assert_eq!(verdict(&judgement, rule, Duty::Reject), Verdict::Unexercised, "{outcome}");
    }
}

/// The verdicts on what a text of this class is owed, after a plain message was taken or not.
fn of_text(rule: &str, duty: Duty, text: &str, (before, outcome): (&str, &str)) -> Verdict {
    let control = told(1, "AgentState", "", &state("17".into()), before);
    let other = told(9, "pong", "", &serde_json::json!({"event": "pong"}), "accept");
    let text = told_as(2, "AgentState", &about("keeps", rule), text, outcome);
    verdict(&parser(&[other, control, text].concat()), rule, duty)
}

#[test]
fn a_text_of_a_class_is_owed_what_its_class_says() {
    let plain = state("17".into()).to_string();
    let (reject, accept) = (Duty::Reject, Duty::Accept);
    let (yes, no) = (("accept", "accept"), ("accept", "reject"));
    let comment = format!("{plain}/* so it is */");
    let class = "receiver-json-comment";
    assert_eq!(of_text(class, reject, &comment, yes), Verdict::Deviation);
    assert_eq!(of_text(class, reject, &comment, no), Verdict::Pass);
    assert_eq!(of_text(class, reject, &comment, ("reject", "reject")), Verdict::Untestable);
    let twice = plain.replace("\"id\"", "\"id\":\"j\",\"id\"");
    let class = "receiver-json-duplicate-member";
    assert_eq!(of_text(class, reject, &twice, yes), Verdict::Note, "nobody has to refuse it");
    let spaced = plain.replace(',', " ,\n");
    let class = "receiver-json-white-space";
    assert_eq!(of_text(class, accept, &spaced, yes), Verdict::Pass);
    assert_eq!(of_text(class, accept, &spaced, no), Verdict::Gap);
    let class = "receiver-json-member-order";
    assert_eq!(
        of_text(class, accept, &plain, ("reject", "reject")),
        Verdict::Unexercised,
        "it may not take such messages at all"
    );
    let class = "receiver-json-number-spelling";
    assert_eq!(of_text(class, accept, &plain, no), Verdict::Note, "nobody has to take it");
    let class = "receiver-json-big-integer";
    let big = state(9_007_199_254_740_993_u64.into()).to_string();
    assert_eq!(of_text(class, accept, &big, no), Verdict::Pass, "refused, and not rounded");
    assert_eq!(of_text(class, accept, &big, yes), Verdict::Pass);
    assert_eq!(of_text(class, accept, &plain, no), Verdict::Gap, "it took the same before");
    let class = "receiver-json-depth";
    assert_eq!(of_text(class, Duty::Survive, &plain, no), Verdict::Pass, "it may be refused");
}

#[test]
fn a_number_that_was_rounded_was_not_taken_as_it_is() {
    let class = "receiver-json-big-integer";
    let sent = state(9_007_199_254_740_993_u64.into());
    for (understood, expected) in
        [(9_007_199_254_740_993_u64, Verdict::Pass), (9_007_199_254_740_992, Verdict::Gap)]
    {
        let [message, answer] = told(2, "AgentState", &about("keeps", class), &sent, "accept");
        let value = format!(r#""outcome":"accept","value":{}"#, state(understood.into()));
        let answer = answer.replace(r#""outcome":"accept""#, &value);
        let control = told(1, "AgentState", "", &state("17".into()), "accept");
        let judgement = parser(&[control.to_vec(), vec![message, answer]].concat());
        assert_eq!(verdict(&judgement, class, Duty::Accept), expected, "{understood}");
    }
}

/// What is handed over again in the words of a class, and what a parser understood each time.
fn understood(class: &str, first: &serde_json::Value, second: &serde_json::Value) -> Verdict {
    let sent = state("17".into());
    let said = |link: u32, about: &str, value: &serde_json::Value| {
        let [message, answer] = told(link, "AgentState", about, &sent, "accept");
        let value = format!(r#""outcome":"accept","value":{value}"#);
        [message, answer.replace(r#""outcome":"accept""#, &value)]
    };
    let keeps = about("keeps", class);
    let judgement = parser(&[said(1, "", first), said(2, &keeps, second)].concat());
    verdict(&judgement, class, Duty::Accept)
}

#[test]
fn what_was_misunderstood_before_in_the_same_place_is_no_news_and_what_is_lost_is_a_note() {
    let class = "receiver-json-white-space";
    let whole = state("17".into());
    let late = state("18".into());
    let mut other = whole.clone();
    other["id"] = "j".into();
    let mut less = whole.clone();
    less.as_object_mut().unwrap().remove("id");
    assert_eq!(understood(class, &whole, &whole), Verdict::Pass);
    assert_eq!(understood(class, &whole, &late), Verdict::Gap, "the time is another one");
    assert_eq!(understood(class, &late, &late), Verdict::Pass, "that is not due to white space");
    assert_eq!(understood(class, &late, &other), Verdict::Gap, "the id is, and was not before");
    assert_eq!(understood(class, &whole, &less), Verdict::Note, "nobody has to understand all");
}

#[test]
fn a_text_that_is_no_message_and_was_not_announced_may_be_taken_or_refused() {
    let control = told(1, "AgentState", "", &state("17".into()), "accept");
    for outcome in ["accept", "reject"] {
        let garbage = told_as(2, "AgentState", "", "{nonsense", outcome);
        let judgement = parser(&[control.clone(), garbage].concat());
        assert_eq!(judgement.count(Verdict::Gap), 0, "{outcome}");
        assert_eq!(judgement.count(Verdict::Deviation), 0, "{outcome}");
    }
}

#[test]
fn only_the_duties_of_rules_that_were_asked_for_are_listed() {
    let protocol = suite("axp-engagement").unwrap().protocol().unwrap().clone();
    let header = Header::new("axp-engagement", vec![Party::Parser]);
    let listed = |glob: &str| {
        let options = Options { rules: vec![glob.to_owned()], ..Options::default() };
        let judge = Judge::new(protocol.clone(), header.clone(), options).unwrap();
        judge.finish().verdicts.into_iter().map(|v| v.rule).collect::<Vec<_>>()
    };
    for prefix in ["axp-engagement/Ping", "receiver-json-"] {
        let rules = listed(&format!("{prefix}*"));
        assert!(!rules.is_empty(), "{prefix}");
        assert!(rules.iter().all(|rule| rule.starts_with(prefix)), "{rules:?}");
    }
}

#[test]
fn what_breaks_a_rule_of_conduct_on_purpose_should_be_refused_too() {
    let of = |word: &str, more: &[(&str, &str)]| {
        let mut body = state("17".into());
        body["state"] = word.into();
        body["agentId"] = "a".into();
        more.iter().for_each(|(member, value)| body[*member] = (*value).into());
        body
    };
    let judged = |before: &str, rule: &str, broken: &serde_json::Value, outcome: &str| {
        let control = told(1, "AgentState", "", &of(before, &[]), "accept");
        let broken = told(2, "AgentState", &about("breaks", rule), broken, outcome);
        verdict(&parser(&[control, broken].concat()), rule, Duty::Reject)
    };
    // By what was handed over before: another event has its id, which is a gap of who sends it.
    let (rule, broken) = ("axp-body-id-unique", of("NOT_READY", &[]));
    assert_eq!(judged("READY", rule, &broken, "accept"), Verdict::Deviation);
    assert_eq!(judged("READY", rule, &broken, "reject"), Verdict::Pass);
    // Though each came on a link of its own, they are told in one stream: after LOGGED_OUT comes
    // LOGGED_IN. Who sends something else has a deviation.
    let (rule, broken) = ("axp-agent-state-order", of("READY", &[("id", "j")]));
    assert_eq!(judged("LOGGED_OUT", rule, &broken, "accept"), Verdict::Note);
    assert_eq!(judged("LOGGED_OUT", rule, &broken, "reject"), Verdict::Pass);
}

#[test]
fn another_message_that_was_taken_is_no_control() {
    let rule = "axp-engagement/Timestamp:type";
    let pong = serde_json::json!({"event": "pong"});
    let other = told(1, "pong", "", &pong, "accept");
    let broken = told(2, "AgentState", &about("breaks", rule), &state(true.into()), "accept");
    let judgement = parser(&[other, broken].concat());
    assert_eq!(verdict(&judgement, rule, Duty::Reject), Verdict::Untestable);
}

#[test]
fn the_first_answer_counts_and_an_end_after_it_counts_too() {
    let keeps = about("keeps", "axp-engagement/Timestamp:type");
    let plain = state("17".into());
    let control = told(1, "AgentState", "", &plain, "accept").to_vec();
    let handed = told(2, "AgentState", &keeps, &plain, "accept").to_vec();
    let judged = |then: String, duty: Duty| {
        let judgement = parser(&[control.clone(), handed.clone(), vec![then]].concat());
        verdict(&judgement, "axp-engagement/Timestamp:type", duty)
    };
    assert_eq!(judged(answered("1", 2, "reject"), Duty::Accept), Verdict::Pass);
    let end = r#"{"at":2,"case":"1","link":2,"from":"parser","kind":"process","exit":139}"#;
    assert_eq!(judged(end.to_owned(), Duty::Survive), Verdict::Gap);
}

#[test]
fn a_list_is_understood_item_by_item_and_to_its_end() {
    let of = |events: &[&str]| {
        serde_json::json!({
            "subscriptionId": "s", "createdAt": "2024-05-01T10:00:00.000Z",
            "expiresAt": "2024-05-01T10:01:40.000Z", "expiresIn": 100, "status": "ACTIVE",
            "family": "AGENT_ENGAGEMENT", "events": events,
            "transport": {"type": "WEBSOCKET", "endpoint": "wss://h/ws/notification/v1/agent-engagement", "pingInterval": 10},
        })
    };
    let rule = "axp-engagement/Subscription:type";
    let judged = |understood: &[&str]| {
        let sent = of(&["AgentState", "ChannelReady"]);
        let [message, answer] = told(1, "Subscription", "", &sent, "accept");
        let value = format!(r#""outcome":"accept","value":{}"#, of(understood));
        let answer = answer.replace(r#""outcome":"accept""#, &value);
        verdict(&parser(&[message, answer]), rule, Duty::Accept)
    };
    assert_eq!(judged(&["AgentState", "ChannelReady"]), Verdict::Pass);
    assert_eq!(judged(&["AgentState", "ChannelWary"]), Verdict::Gap, "another item");
    assert_ne!(judged(&["AgentState"]), Verdict::Pass, "an item less");
    assert_ne!(judged(&["AgentState", "ChannelReady", "X"]), Verdict::Pass, "an item more");
}
