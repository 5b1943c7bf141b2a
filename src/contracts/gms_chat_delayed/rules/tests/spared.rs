//! What rules must not report: recordings from the middle, several sessions side by side, races.

use super::tape::{PUSH, SENT, Tape, X, Y, announcement, arrived, created, known};

/// None of the rules is broken.
fn nothing_broken(tape: Tape) {
    let judgement = tape.judgement();
    let broken: Vec<String> = judgement
        .verdicts
        .iter()
        .filter(|v| v.violations > 0)
        .map(|v| format!("{} {:?}", v.rule, v.evidence))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_recording_that_begins_in_the_middle_of_a_flow_has_nothing_broken() {
    nothing_broken(
        known(r#"{"Billing":0.5}"#)
            .fetch(1.0, 1, X, &format!("[{}]", arrived(X, "a", "b")))
            .push(2.0, 2, &announcement(PUSH, X))
            .push(3.0, 3, &arrived(X, "c", "d"))
            .connect(4.0, 4, X)
            .chat(5.0, 5, X)
            .stage(6.0, 6, "route_to_agent", X, "")
            .stage(7.0, 7, "service_exit", X, ""),
    );
    nothing_broken(
        Tape::default()
            .found(1.0, 1, X, "Billing")
            .create(2.0, 2, "chat-delay", "comet", Y)
            .stage(3.0, 3, "route_to_agent", X, "")
            .fetch(4.0, 4, X, "[]")
            .push(5.0, 5, &announcement(PUSH, X)),
    );
}

#[test]
fn two_flows_of_one_device_side_by_side_are_kept_apart() {
    let other = PUSH.replace('0', "1");
    nothing_broken(
        known(r#"{"Billing":0.5}"#)
            .listen(0.0, 1)
            .create(0.5, 4, "chat-delay", "comet", X)
            .create(0.6, 5, "chat-delay", "comet", Y)
            .announce(1.3, 6, Y)
            .push(1.4, 7, &announcement(&other, X))
            .notify(1.5, 8, X, ("same", "SAME"))
            .notify(1.6, 9, Y, ("same", "SAME"))
            .push(1.7, 10, &arrived(Y, "same", "SAME"))
            .push(1.8, 11, &arrived(X, "same", "SAME"))
            .fetch(2.0, 12, X, "[]")
            .fetch(2.1, 13, Y, "[]"),
    );
}

#[test]
fn a_push_that_overtakes_the_answer_it_belongs_to_is_no_fault() {
    let form = [("_device_notification_id", super::tape::U), ("_device_os", "comet")];
    nothing_broken(
        known(r#"{"Billing":0}"#)
            .listen(0.0, 1)
            .call(0.5, 4, "callback/chat-delay", &form)
            .announce(0.6, 5, X)
            .ok(0.61, 4, &created(X)),
    );
    let texts = [("_display_message", "a"), ("_application_message", "b")];
    nothing_broken(
        Tape::default()
            .listen(0.0, 1)
            .create(0.5, 4, "chat-delay", "comet", X)
            .call(1.0, 5, &format!("{X}/internal-notification"), &texts)
            .push(1.1, 6, &arrived(X, "a", "b"))
            .ok(1.2, 5, SENT),
    );
}

#[test]
fn the_same_text_sent_twice_arrives_twice() {
    let one = arrived(X, "a", "b");
    nothing_broken(
        Tape::default()
            .create(0.0, 1, "chat-delay", "poll", X)
            .notify(1.0, 2, X, ("a", "b"))
            .notify(1.5, 3, X, ("a", "b"))
            .fetch(2.0, 4, X, &format!("[{one},{one}]"))
            .notify(3.0, 5, X, ("a", "b"))
            .fetch(4.0, 6, X, &format!("[{one}]")),
    );
}

#[test]
fn of_two_requests_at_the_same_time_either_can_get_the_notification() {
    let path = format!("{X}/retrieve-notifications");
    nothing_broken(
        Tape::default()
            .create(0.0, 1, "chat-delay", "poll", X)
            .notify(1.0, 2, X, ("a", "b"))
            .call(2.0, 3, &path, &[])
            .call(2.1, 4, &path, &[])
            .ok(2.2, 4, &format!("[{}]", arrived(X, "a", "b")))
            .ok(2.3, 3, "[]"),
    );
}

#[test]
fn what_was_refused_is_not_expected_to_arrive() {
    let texts = [("_display_message", "a")];
    nothing_broken(
        Tape::default()
            .create(0.0, 1, "chat-delay", "poll", X)
            .call(1.0, 2, &format!("{X}/internal-notification"), &texts)
            .refuse(1.1, 2, 503)
            .fetch(2.0, 3, X, "[]"),
    );
}

#[test]
fn absence_is_not_judged_where_no_agent_was_ever_free_or_nobody_listened() {
    nothing_broken(known("{}").listen(0.0, 1).create(0.5, 4, "chat-delay", "comet", X).gave_up(
        9.0,
        "agent-available",
        8.0,
    ));
    nothing_broken(known(r#"{"Billing":0.5}"#).create(0.5, 4, "chat-delay", "comet", X).gave_up(
        9.0,
        "agent-available",
        8.0,
    ));
    nothing_broken(
        Tape::default().listen(0.0, 1).create(0.5, 4, "chat-delay", "comet", X).gave_up(
            9.0,
            "agent-available or target-found",
            8.0,
        ),
    );
}

#[test]
fn targets_are_not_judged_without_facts() {
    for target in ["A", "B", "C", "unheard of"] {
        nothing_broken(Tape::default().create(0.0, 1, "kept", "gcm", X).found(3.0, 2, X, target));
    }
}

#[test]
fn other_operations_of_the_server_are_left_alone() {
    let fields = [("content-type", "application/json")];
    nothing_broken(
        Tape::default()
            .create(0.0, 1, "chat-delay", "comet", X)
            .call(1.0, 2, &format!("{X}/ixn/chat/send"), &[("message", "x")])
            .response(1.1, 2, 204, &[], "")
            .request(
                2.0,
                3,
                "PUT",
                &format!("/genesys/1/service/callback/chat-delay/{X}"),
                &fields,
                b"{}",
            )
            .request(3.0, 4, "GET", "/genesys/1/resource", &[], b""),
    );
}

#[test]
fn what_the_schema_refuses_is_not_reported_a_second_time() {
    let broken = |tape: Tape| -> Vec<String> {
        let verdicts = tape.judgement().verdicts;
        verdicts.into_iter().filter(|v| v.violations > 0).map(|v| v.rule).collect()
    };
    let tag = format!(r#""service.agentavailable.{X}""#);
    let untagged = announcement(PUSH, X).replace(&tag, "7");
    let tape = known(r#"{"Billing":0.5}"#).listen(0.0, 1).create(0.5, 4, "chat-delay", "comet", X);
    let found = broken(tape.push(1.2, 5, &untagged));
    assert_eq!(found, ["gms-chat-delayed/AgentAvailable/tag:type"]);
    let queue =
        r#"{"_position":1,"_eta":"n/a","_total_waiting":-1,"_agent_ready_threshold_passed":true}"#;
    let tape = known(r#"{"Billing":0.5}"#).create(0.0, 1, "chat-delay", "none", X);
    let found = broken(tape.ask(1.0, 2, &format!("{X}/check-queue-position"), &[], queue));
    assert_eq!(found, ["gms-chat-delayed/QueuePositionResponse/_total_waiting:minimum"]);
}
