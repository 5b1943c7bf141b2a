//! Engagements, exactly: what an action follows, and what may have happened where nobody looked.

use ringtrue::judge::{Profile, Verdict};
use serde_json::{Value, json};

use super::{
    exact::{absent, broken, check, counted, held},
    tape::{Tape, notification, with},
    verdict,
};

/// A body with an id and a time of its own.
fn body(event: &str, number: u32, members: &Value) -> Value {
    let mut body = json!({
        "event": event, "id": format!("i-{number}"), "engagementId": "e",
        "timestamp": (1_714_557_600_000_u64 + u64::from(number)).to_string(),
    });
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    body
}

fn inbound() -> Value {
    body("InboundEngagementCreated", 0, &json!({}))
}

/// An action of this agent by this connection.
fn action(number: u32, (agent, connection): (&str, &str), action: &str) -> Value {
    let who = json!({"agentId": agent, "connectionId": connection, "action": action});
    body("AgentParticipant", number, &who)
}

/// Actions of one agent by one connection, in an engagement whose creation was not seen.
fn late(actions: &[&str]) -> Tape {
    let numbered = (1..).zip(actions);
    let bodies: Vec<Value> = numbered.map(|(n, a)| action(n, ("a", "c"), a)).collect();
    Tape::confirmed().story(&bodies)
}

/// The same after the creation of the engagement.
fn whole(actions: &[&str]) -> Tape {
    let numbered = (1..).zip(actions);
    let bodies = numbered.map(|(n, a)| action(n, ("a", "c"), a));
    Tape::confirmed().story(&std::iter::once(inbound()).chain(bodies).collect::<Vec<_>>())
}

/// Actions of one kind of participant, by one connection.
fn kinds(tape: Tape, event: &str, actions: &[&str]) -> Tape {
    let of = |(n, a): (u32, &&str)| body(event, n, &json!({"connectionId": "x", "action": *a}));
    tape.story(&(1..).zip(actions).map(of).collect::<Vec<_>>())
}

fn work(number: u32, event: &str) -> Value {
    let of = json!({"agentId": "a", "connectionId": "c"});
    body(&format!("AfterContactWork{event}"), number, &of)
}

#[test]
fn an_agent_is_invited_then_added_then_held_and_retrieved_then_removed() {
    let rule = "axp-agent-participant-order";
    check(vec![
        counted(rule, whole(&["INVITED", "INVITED", "ADDED"]), 3, 0, "it may be invited twice"),
        counted(rule, whole(&["INVITED", "ADDED", "INVITED"]), 3, 1, "it was there already"),
        counted(rule, whole(&["ADDED", "ADDED"]), 2, 1, "it was there already"),
        counted(rule, whole(&["ADDED", "HELD", "ADDED"]), 3, 1, "it was there already, on hold"),
        broken(rule, late(&["HELD", "ADDED"]), "who is held was added before anybody looked"),
        absent(rule, late(&["HELD"]), "it may have been added before anybody looked"),
        counted(rule, whole(&["INVITED", "UNHELD"]), 2, 1, "it was not there yet"),
        broken(rule, whole(&["UNHELD"]), "it was never added"),
        absent(rule, whole(&["MOVED"]), "a move says nothing of how it came there"),
        counted(rule, whole(&["ADDED", "REMOVED", "HELD", "HELD"]), 4, 2, "it stays removed"),
        counted(
            rule,
            whole(&["ADDED", "REMOVED", "ADDED", "HELD"]),
            3,
            0,
            "who comes back by the same connection is for another rule, and is there",
        ),
    ]);
}

#[test]
fn agents_and_engagements_are_told_apart() {
    let (order, one) = ("axp-agent-participant-order", "axp-connection-one-appearance");
    let elsewhere =
        |number, who, what| with(&action(number, who, what), "/engagementId", json!("f"));
    let another_agent = || {
        let there = action(1, ("a", "c"), "ADDED");
        Tape::confirmed().story(&[inbound(), there, action(2, ("b", "d"), "HELD")])
    };
    let another_engagement = || {
        let created =
            with(&body("InboundEngagementCreated", 9, &json!({})), "/engagementId", json!("f"));
        let there = action(1, ("a", "c"), "ADDED");
        Tape::confirmed().story(&[inbound(), there, created, elsewhere(2, ("a", "d"), "HELD")])
    };
    let stray = || {
        let there = action(1, ("a", "c"), "ADDED");
        Tape::confirmed().story(&[inbound(), there, action(2, ("a", "d"), "HELD")])
    };
    check(vec![
        counted(order, another_agent(), 2, 1, "this agent was not added by any connection"),
        absent(one, another_agent(), "the connection is not that of the first agent"),
        counted(order, another_engagement(), 2, 1, "in this engagement it was not added"),
        absent(one, another_engagement(), "a connection for each engagement"),
        broken(one, stray(), "it was added by another connection"),
        held(order, stray(), "one mistake is reported once"),
    ]);
}

#[test]
fn a_connection_is_new_for_each_appearance_and_not_for_each_event() {
    let rule = "axp-connection-one-appearance";
    let there = || action(1, ("a", "c"), "ADDED");
    let twice = |tape: Tape| tape.told(&action(8, ("a", "d"), "ADDED"));
    check(vec![
        held(rule, twice(Tape::confirmed().story(&[inbound(), there()])), "it is there twice"),
        counted(rule, twice(whole(&["ADDED", "REMOVED"])), 2, 0, "new for the next appearance"),
        held(rule, whole(&["ADDED", "REMOVED", "HELD"]), "the order of actions is another rule"),
        counted(rule, whole(&["ADDED", "REMOVED", "INVITED"]), 2, 1, "the id was used before"),
        held(
            rule,
            Tape::confirmed().story(&[there(), action(2, ("a", "d"), "HELD")]),
            "its coming by the second connection may have been missed",
        ),
    ]);
}

#[test]
fn holding_and_retrieving_alternate_as_far_as_was_seen() {
    let rule = "axp-agent-hold-alternates";
    check(vec![
        counted(rule, whole(&["ADDED", "HELD", "UNHELD", "HELD", "UNHELD"]), 4, 0, "in turns"),
        counted(rule, whole(&["ADDED", "HELD", "MOVED", "HELD"]), 2, 1, "a move does not retrieve"),
        broken(rule, late(&["UNHELD", "UNHELD"]), "retrieved twice, whenever it was held"),
        absent(rule, late(&["MOVED", "UNHELD"]), "it may have been held before anybody looked"),
        absent(rule, late(&["INVITED", "UNHELD"]), "who was not added is for another rule"),
        absent(rule, late(&["UNHELD"]), "it may have been held before anybody looked"),
    ]);
}

#[test]
fn who_is_observed_was_added_and_is_still_there() {
    let rule = "axp-observed-is-participant";
    let watched = |tape: Tape| {
        let by =
            with(&action(9, ("s", "w"), "OBSERVING"), "/observedAgentConnectionId", json!("c"));
        tape.told(&by)
    };
    check(vec![
        held(rule, watched(whole(&["ADDED"])), "it is there"),
        broken(rule, watched(whole(&["ADDED", "REMOVED"])), "it was removed"),
        broken(rule, watched(whole(&["INVITED"])), "it was only invited"),
        broken(rule, watched(whole(&[])), "nobody ever had this connection"),
        broken(rule, watched(late(&["REMOVED"])), "it was removed, whenever it had come"),
        broken(rule, watched(late(&["INVITED"])), "it was only invited, and not before that"),
        absent(rule, watched(late(&["HELD"])), "it may have been added before anybody looked"),
        absent(rule, watched(late(&[])), "it may have been added before anybody looked"),
        absent(rule, whole(&["ADDED", "OBSERVING"]), "it does not say whom"),
    ]);
}

#[test]
fn the_actions_of_others_ascend() {
    let (automation, outside) =
        ("axp-automation-removed-after-added", "axp-external-participant-order");
    let story = |event, actions: &[&str]| kinds(Tape::confirmed().told(&inbound()), event, actions);
    let automated = |actions: &[&str]| story("AutomationParticipant", actions);
    let came = |actions: &[&str]| story("ExternalParticipant", actions);
    let late = |actions: &[&str]| kinds(Tape::confirmed(), "AutomationParticipant", actions);
    check(vec![
        held(automation, automated(&["ADDED", "REMOVED"]), "in this order"),
        broken(automation, automated(&["ADDED", "ADDED"]), "once each"),
        broken(automation, automated(&["REMOVED"]), "it was never added"),
        absent(automation, automated(&["ADDED"]), "nothing follows yet"),
        absent(automation, late(&["REMOVED"]), "it may have been added before anybody looked"),
        absent(automation, came(&["REMOVED", "ADDED"]), "no automation"),
        counted(outside, came(&["INVITED", "ADDED", "REMOVED"]), 2, 0, "in this order"),
        counted(outside, came(&["REMOVED", "ADDED", "INVITED"]), 3, 3, "each comes too late"),
        held(outside, came(&["INVITED", "REMOVED"]), "it need not have come"),
    ]);
}

#[test]
fn who_hung_up_is_said_when_it_is_removed() {
    let rule = "axp-disconnect-flag-only-removed";
    let flagged = |event: &str, member: &str, action: &str, flag: Value| {
        let base = body(event, 1, &json!({"connectionId": "x", "action": action}));
        Tape::confirmed().told(&with(&base, member, flag))
    };
    let outside = |action: &str, flag: Value| {
        flagged("ExternalParticipant", "/externalParticipantInitiatedDisconnect", action, flag)
    };
    let automation = |action: &str| {
        flagged("AutomationParticipant", "/automationInitiatedDisconnect", action, json!(true))
    };
    check(vec![
        held(rule, outside("REMOVED", json!(true)), "it hung up and is gone"),
        held(rule, automation("REMOVED"), "it hung up and is gone"),
        broken(rule, outside("ADDED", json!(true)), "it hung up and is still there"),
        broken(rule, automation("ADDED"), "it hung up and is still there"),
        absent(rule, outside("ADDED", json!(false)), "it did not hang up"),
    ]);
}

#[test]
fn a_supervisor_is_one_of_those_whom_its_action_names() {
    let rule = "axp-supervisor-is-agent";
    let by = |what: &str, roles: Value| {
        let mut body = action(1, ("a", "c"), what);
        body.as_object_mut().unwrap().extend(roles.as_object().unwrap().clone());
        Tape::confirmed().told(&body)
    };
    let mut rows = vec![
        held(rule, by("BARGEDIN", json!({"bargingAgentId": "a"})), "it barges in"),
        broken(rule, by("BARGEDIN", json!({"bargingAgentId": "b"})), "another barges in"),
        absent(rule, by("HELD", json!({"bargingAgentId": "b"})), "no action of a supervisor"),
    ];
    for (what, active, passive) in [
        ("OBSERVING", "observingAgentId", "observedAgentId"),
        ("COACHING", "coachingAgentId", "coachedAgentId"),
    ] {
        rows.extend([
            held(rule, by(what, json!({active: "a", passive: "b"})), "the one who does it"),
            held(rule, by(what, json!({active: "b", passive: "a"})), "the one to whom it is done"),
            broken(rule, by(what, json!({active: "b", passive: "d"})), "neither of them"),
            absent(rule, by(what, json!({})), "nobody is named"),
        ]);
    }
    check(rows);
}

#[test]
fn only_who_moves_comes_from_another_dialog() {
    let rule = "axp-moved-changes-dialog";
    let from = |what: &str, before: &str, now: &str| {
        let body = with(&action(1, ("a", "c"), what), "/previousDialogId", json!(before));
        Tape::confirmed().told(&with(&body, "/dialogId", json!(now)))
    };
    check(vec![
        held(rule, from("MOVED", "d1", "d2"), "it moved"),
        broken(rule, from("MOVED", "d1", "d1"), "it moved to where it was"),
        absent(rule, from("HELD", "d1", "d1"), "it did not move"),
    ]);
}

#[test]
fn work_after_a_contact_is_activated_and_completed_in_turns() {
    let rule = "axp-acw-completed-after-activated";
    let told = |bodies: &[Value]| Tape::confirmed().story(bodies);
    let (begun, done) = (|n| work(n, "Activated"), |n| work(n, "Completed"));
    let only = |event: &str, first: Value, second: Value| {
        Tape::confirmed_for(&[event]).story(&[first, second])
    };
    let other = with(&done(2), "/connectionId", json!("d"));
    check(vec![
        held(rule, told(&[begun(1), done(2)]), "in turn"),
        counted(rule, told(&[begun(1), done(2), begun(3), done(4)]), 2, 0, "in turns"),
        counted(rule, told(&[begun(1), done(2), done(3)]), 2, 1, "completed twice"),
        broken(rule, told(&[begun(1), begun(2)]), "activated twice"),
        broken(rule, told(&[inbound(), done(1)]), "never activated"),
        absent(rule, told(&[done(1)]), "it may have begun before anybody looked"),
        broken(rule, told(&[done(1), done(2)]), "completed twice, whenever it had begun"),
        absent(rule, told(&[begun(1), other]), "the work of another connection"),
        absent(
            rule,
            only("AfterContactWorkCompleted", done(1), done(2)),
            "what activated it again was not asked for",
        ),
        absent(
            rule,
            only("AfterContactWorkActivated", begun(1), begun(2)),
            "what completed it was not asked for",
        ),
    ]);
}

#[test]
fn an_error_of_a_transfer_belongs_to_a_transfer_that_was_told() {
    let (references, repeats) = ("axp-transfer-error-references", "axp-transfer-error-repeats");
    let of = |event: &str, number: u32| {
        let target = json!({"transferTo": "QUEUE", "destination": "q", "queueId": "q", "correlationId": "t"});
        body(event, number, &target)
    };
    let transfer = || of("SingleStepTransfer", 1);
    let error = |number: u32| of("SingleStepTransferError", number);
    let told = |bodies: &[Value]| Tape::confirmed().story(bodies);
    let elsewhere = || with(&error(2), "/engagementId", json!("f"));
    let unknown = || with(&error(2), "/correlationId", json!("u"));
    let errors_only = || {
        Tape::confirmed_for(&["InboundEngagementCreated", "SingleStepTransferError"])
            .story(&[inbound(), error(2)])
    };
    let user = || with(&error(2), "/transferTo", json!("USER"));
    check(vec![
        held(references, told(&[transfer(), error(2)]), "its transfer"),
        broken(references, told(&[transfer(), elsewhere()]), "that of another engagement"),
        broken(references, told(&[inbound(), transfer(), unknown()]), "no transfer has this id"),
        absent(references, told(&[transfer(), unknown()]), "it may have been told before"),
        absent(references, errors_only(), "transfers were not asked for"),
        absent(references, told(&[transfer()]), "no error"),
        broken(references, told(&[error(1), of("SingleStepTransfer", 2)]), "the error was first"),
        counted(repeats, told(&[transfer(), error(2)]), 2, 0, "kind and place of the target"),
        counted(repeats, told(&[transfer(), user()]), 2, 1, "another kind of target"),
        absent(repeats, told(&[transfer(), unknown()]), "another transfer"),
        absent(repeats, told(&[transfer(), of("SingleStepTransfer", 2)]), "no error"),
    ]);
}

#[test]
fn a_match_has_an_id_of_its_own() {
    let rule = "axp-match-id-unique";
    let offered = |number, id: &str| body("MatchOffered", number, &json!({"matchId": id}));
    let told = |bodies: &[Value]| Tape::confirmed().story(bodies);
    check(vec![
        counted(rule, told(&[offered(1, "m"), offered(2, "n")]), 2, 0, "two matches"),
        counted(rule, told(&[offered(1, "m"), offered(2, "m")]), 2, 1, "the id of another one"),
        held(rule, told(&[offered(1, "m"), offered(1, "m")]), "the same one, delivered again"),
    ]);
}

#[test]
fn a_range_of_proficiency_is_judged_wherever_it_stands() {
    let rule = "axp-proficiency-range";
    let range = |low: i64| json!({"proficiencyRangeMin": low, "proficiencyRangeMax": 3});
    let told = |event: &str, members: Value| Tape::confirmed().told(&body(event, 1, &members));
    check(vec![
        held(rule, told("EngagementPrerouted", json!({"queue": range(3)})), "as low as high"),
        broken(rule, told("EngagementPrerouted", json!({"queue": range(4)})), "lower end above"),
        broken(rule, told("MatchOffered", json!({"offeredQueue": range(4)})), "lower end above"),
        broken(rule, told("MatchOffered", json!({"offeredService": range(4)})), "lower end above"),
        absent(rule, told("AgentState", json!({"queue": range(4)})), "no routing"),
        absent(
            rule,
            told("MatchOffered", json!({"offeredQueue": {"proficiencyRangeMin": 4}})),
            "no range",
        ),
    ]);
}

#[test]
fn another_event_under_a_used_id_is_a_gap_and_a_second_delivery_is_a_note() {
    let (envelope, inner) = ("axp-notification-id-unique", "axp-body-id-unique");
    let state = |word: &str| body("AgentState", 1, &json!({"agentId": "a", "state": word}));
    let told = |number, word: &str| notification(number, &state(word));
    let judged = |one: Value, other: Value| {
        let tape = Tape::confirmed().hears(&one).hears(&other);
        let (judgement, _) = tape.judged(Profile::Practical, &[]);
        (verdict(&judgement, envelope).verdict, verdict(&judgement, inner).verdict)
    };
    assert_eq!(judged(told(1, "READY"), told(1, "READY")), (Verdict::Note, Verdict::Note));
    assert_eq!(judged(told(1, "READY"), told(1, "BUSY")), (Verdict::Gap, Verdict::Gap));
    // The body comes again in another envelope.
    assert_eq!(judged(told(1, "READY"), told(2, "READY")), (Verdict::Pass, Verdict::Note));
    assert_eq!(judged(told(1, "READY"), told(2, "BUSY")), (Verdict::Pass, Verdict::Gap));
}
