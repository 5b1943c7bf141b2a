//! When something is too late, too early or too close together. The tolerance is a quarter of a
//! second and what comes at once takes one: all times are of eighths, so that limits are met.

use super::tape::{SENT, Tape, X, Y, connected, known};
use crate::transcript::Failure;

const FREE: &str = r#"{"Billing":0.5}"#;
/// Just within a limit, and just beyond it.
const HELD: (u64, u64) = (1, 0);
const BROKEN: (u64, u64) = (1, 1);
const SILENT: (u64, u64) = (0, 0);

/// A device that listens and creates a service at 1.
fn waiting(service: &str, agents: &str) -> Tape {
    known(agents).listen(0.0, 1).create_at((1.0, 1.0), 4, service, X)
}

/// It is told at 2 that an agent is there.
fn announced() -> Tape {
    waiting("chat-delay", FREE).announce(2.0, 5, X)
}

fn connecting(tape: Tape, asked: f64) -> Tape {
    tape.call(asked, 6, &format!("{X}/connect"), &[])
}

#[test]
fn an_announcement_is_missed_a_second_and_the_tolerance_after_an_agent_became_free() {
    let of = |service: &str, agents: &str, at: f64| {
        let tape = waiting(service, agents).gave_up(at, "agent-available", 1.0);
        tape.counts("gms-chat-agent-announced")
    };
    let billing = |at| of("chat-delay", FREE, at);
    assert_eq!([billing(2.75), billing(2.875)], [SILENT, BROKEN]);
    let (_, _, found) = waiting("chat-delay", FREE)
        .gave_up(3.0, "agent-available", 1.0)
        .judge("gms-chat-agent-announced");
    let expected = format!("an announcement for {X}: none 1.5 s after an agent became free");
    assert_eq!(found, [expected], "it says how long");
    // With several targets it must be sure which of them is found, half a second around.
    assert_eq!(of("cleared", r#"{"B":0.25}"#, 5.0), BROKEN);
    assert_eq!(of("cleared", r#"{"B":0.75}"#, 5.0), SILENT, "it may have been given up");
}

#[test]
fn an_announcement_is_early_more_than_the_tolerance_before_an_agent_is_free() {
    let of = |service: &str, asked: f64, at: f64| {
        known(r#"{"Billing":3,"Somebody":0}"#)
            .listen(0.0, 1)
            .create_at((asked, asked), 4, service, X)
            .announce(at, 5, X)
            .counts("gms-chat-announced-once")
    };
    assert_eq!([of("chat-delay", 0.5, 3.25), of("chat-delay", 0.5, 3.125)], [HELD, BROKEN]);
    assert_eq!(of("chat-delay", 4.0, 6.0), BROKEN, "counted from its own create");
    assert_eq!(of("instant", 0.5, 1.0), HELD, "it waits for nobody");
}

#[test]
fn an_announcement_overtakes_the_answer_to_create_by_the_tolerance_only() {
    let of = |answered: f64| {
        known(FREE)
            .listen(0.0, 1)
            .call(1.0, 4, "callback/chat-delay", &[])
            .announce(1.5, 5, X)
            .ok(answered, 4, &super::tape::created(X))
            .counts("gms-chat-stage-order")
    };
    assert_eq!([of(1.75), of(1.875)], [HELD, BROKEN]);
}

#[test]
fn connect_is_answered_within_a_second_and_the_tolerance() {
    let rule = "gms-chat-connect-answered-at-once";
    let answered = |at| connecting(announced(), 3.0).ok(at, 6, &connected(X)).counts(rule);
    assert_eq!([answered(4.25), answered(4.375)], [HELD, BROKEN]);
    let broken =
        |at| connecting(announced(), 3.0).fail(at, 6, Failure::Reset, "reset").counts(rule);
    assert_eq!([broken(4.25), broken(4.375)], [SILENT, BROKEN]);
    for name in ["ConnectResponse", "response"] {
        let waited = |at| connecting(announced(), 3.0).gave_up(at, name, 1.0).counts(rule);
        assert_eq!([waited(4.25), waited(4.375)], [SILENT, BROKEN], "{name}");
    }
}

#[test]
fn a_connect_that_is_early_or_to_be_refused_may_take_its_time_and_so_may_other_calls() {
    let rule = "gms-chat-connect-answered-at-once";
    let early = || connecting(waiting("chat-delay", FREE), 1.5).announce(4.0, 7, X);
    assert_eq!(early().ok(5.0, 6, &connected(X)).counts(rule), SILENT);
    assert_eq!(early().gave_up(5.0, "ConnectResponse", 3.5).counts(rule), SILENT);
    let unannounced = || connecting(waiting("chat-delay", FREE), 1.5);
    assert_eq!(unannounced().gave_up(5.0, "ConnectResponse", 3.5).counts(rule), SILENT);
    assert_eq!(unannounced().fail(5.0, 6, Failure::Reset, "reset").counts(rule), SILENT);
    let refused = || connecting(announced().reject(2.5), 3.0);
    assert_eq!(refused().ok(6.0, 6, &connected(X)).counts(rule), SILENT);
    assert_eq!(refused().gave_up(6.0, "response", 3.0).counts(rule), SILENT);
    let other = announced().call(3.0, 6, &format!("{X}/retrieve-notifications"), &[]);
    assert_eq!(other.gave_up(6.0, "response", 3.0).counts(rule), SILENT);
    // Whoever gets no pushes cannot know when, and connects when the desktop tells.
    let polling =
        || connecting(known(FREE).listen(0.0, 1).create(0.5, 4, "chat-delay", "poll", X), 3.0);
    assert_eq!(polling().ok(4.0, 6, &connected(X)).counts(rule), HELD);
    assert_eq!(polling().ok(6.0, 6, &connected(X)).counts(rule), BROKEN);
}

#[test]
fn a_service_is_gone_when_its_time_and_the_tolerance_are_over() {
    let of = |asked: f64, status: u16| {
        let tape = known(FREE).create_at((1.0, 1.0), 1, "brief", X);
        tape.call(asked, 2, &format!("{X}/agent-notification"), &[])
            .response(asked, 2, status, &[], SENT)
            .counts("gms-chat-expired-service-gone")
    };
    assert_eq!([of(3.25, 200), of(3.375, 200), of(3.375, 404)], [SILENT, BROKEN, HELD]);
    assert_eq!(of(1.5, 404), SILENT, "why it is refused while it lives is not asked here");
}

/// A service was granted connect.
fn granted(service: &str) -> Tape {
    let tape = known(FREE).create_at((1.0, 1.0), 1, service, X);
    tape.call(1.5, 2, &format!("{X}/connect"), &[]).ok(1.5, 2, &connected(X))
}

#[test]
fn a_service_waits_for_its_chat_as_long_as_it_lives() {
    let rule = "gms-chat-waits-for-chat";
    let ends = |at| granted("brief").stage(at, 3, "service_exit", X, "").counts(rule);
    assert_eq!([ends(2.75), ends(2.625)], [SILENT, BROKEN]);
    let routed = granted("brief").stage(2.0, 3, "route_to_agent", X, "");
    assert_eq!(routed.stage(2.125, 4, "service_exit", X, "").counts(rule), BROKEN, "that is all");
    let before = known(FREE).create_at((1.0, 1.0), 1, "brief", X);
    let before = before.stage(2.0, 3, "route_to_agent", X, "");
    assert_eq!(before.counts(rule), SILENT, "it was not connected");
    let unknown = Tape::default().create_at((1.0, 1.0), 1, "brief", X).connect(1.5, 2, X);
    assert_eq!(unknown.stage(2.0, 3, "service_exit", X, "").counts(rule), SILENT);
    let whole = granted("brief").chat(1.75, 3, X);
    assert_eq!(whole.stage(2.0, 4, "route_to_agent", X, "").counts(rule), HELD);
    let chat = |tape: Tape| tape.chat(2.5, 9, X).counts(rule);
    assert_eq!(chat(known(FREE).create_at((1.0, 1.0), 1, "brief", X)), SILENT);
    for stage in ["route_to_agent", "service_exit"] {
        let late = chat(granted("chat-delay").stage(2.0, 3, stage, X, ""));
        assert_eq!(late, BROKEN, "{stage} came first, and the chat makes nothing good");
    }
    let middle = Tape::default().connect(1.0, 1, X).chat(2.0, 2, X);
    assert_eq!(middle.counts(rule), SILENT, "who created it was not seen");
}

#[test]
fn a_reservation_overtakes_the_routing_by_the_tolerance_only() {
    let rule = "gms-chat-routed-after-reserved";
    let routed = || granted("chat-delay").chat(2.0, 3, X).stage(2.5, 4, "route_to_agent", X, "");
    let of = |at| routed().found(at, 5, X, "Billing").counts(rule);
    assert_eq!([of(2.75), of(2.875)], [HELD, BROKEN]);
    assert_eq!(routed().gave_up(9.0, "service-exit", 1.0).counts(rule), SILENT);
    let unrouted = granted("chat-delay").gave_up(9.0, "target-found", 1.0);
    assert_eq!(unrouted.counts(rule), SILENT, "nothing was routed");
    let first = granted("chat-delay").found(2.0, 3, X, "Billing").chat(2.25, 4, X);
    let first = first.stage(2.5, 5, "route_to_agent", X, "");
    assert_eq!(first.gave_up(9.0, "target-found", 1.0).counts(rule), HELD);
    let middle = || Tape::default().connect(1.0, 1, X).stage(2.0, 2, "route_to_agent", X, "");
    assert_eq!(middle().gave_up(9.0, "target-found", 1.0).counts(rule), SILENT);
    assert_eq!(middle().found(3.0, 3, X, "Billing").counts(rule), SILENT);
}

#[test]
fn a_service_ends_within_a_second_and_the_tolerance_after_routing() {
    let rule = "gms-chat-terminates-after-routing";
    let routed = || granted("chat-delay").chat(2.0, 3, X).stage(2.5, 4, "route_to_agent", X, "");
    let of = |at| routed().gave_up(at, "service-exit", 1.0).counts(rule);
    assert_eq!([of(3.75), of(3.875)], [SILENT, BROKEN]);
    assert_eq!(routed().gave_up(9.0, "target-found", 1.0).counts(rule), SILENT);
    let ended = routed().stage(3.0, 5, "service_exit", X, "").gave_up(9.0, "service-exit", 1.0);
    assert_eq!(ended.counts(rule), HELD);
    let unrouted = granted("chat-delay").stage(3.0, 5, "service_exit", X, "");
    assert_eq!(unrouted.counts(rule), SILENT);
    let middle = Tape::default().connect(1.0, 1, X).stage(2.0, 2, "route_to_agent", X, "");
    assert_eq!(middle.gave_up(9.0, "service-exit", 1.0).counts(rule), SILENT);
}

#[test]
fn a_chat_of_no_service_is_routed_within_a_second_and_the_tolerance() {
    let rule = "gms-chat-unmatched-fallback";
    let stray = || {
        let form = [("notify_by", "telegraph")];
        let path = format!("{Y}/ixn/chat");
        known(FREE).reject(0.0).call(0.5, 1, &path, &form).refuse(0.625, 1, 404)
    };
    let of = |at| stray().gave_up(at, "target-found or route-to-agent", 1.0).counts(rule);
    assert_eq!([of(1.75), of(1.875)], [SILENT, BROKEN]);
    assert_eq!(stray().gave_up(9.0, "agent-available", 1.0).counts(rule), SILENT);
    let found = || stray().found(1.0, 2, Y, "Fallback");
    assert_eq!(found().gave_up(9.0, "target-found", 1.0).counts(rule), HELD);
    assert_eq!(stray().found(1.0, 2, Y, "Billing@StatServer.GA").counts(rule), BROKEN);
    let own = stray().create(1.0, 2, "chat-delay", "comet", X).found(2.0, 3, X, "Billing");
    assert_eq!(own.counts(rule), SILENT, "that chat belongs to a service");
}

/// A service that is created at a half, by a device that gets pushes elsewhere.
fn listed(name: &str, agents: &str) -> Tape {
    known(agents).create_at((0.5, 0.5), 1, name, X)
}

#[test]
fn a_kept_target_is_found_where_nothing_lies_closer_together_than_half_a_second() {
    let rule = "gms-chat-kept-target-found";
    let found =
        |agents: &str, target: &str| listed("kept", agents).found(9.0, 20, X, target).counts(rule);
    // It is left after a second.
    assert_eq!(found(r#"{"B":1.75}"#, "B"), HELD);
    assert_eq!(found(r#"{"B":1.5}"#, "B"), SILENT, "it may not have been left yet");
    assert_eq!(found(r#"{"B":0.25}"#, "B"), SILENT, "it was not left");
    assert_eq!(found(r#"{"B":1.75,"C":2.25}"#, "C"), BROKEN);
    assert_eq!(found(r#"{"B":1.75,"C":2.125}"#, "C"), SILENT, "they are rivals");
    let other = listed("kept", r#"{"B":1.75}"#).found(9.0, 20, X, "C").judge(rule).2;
    assert_eq!(other, ["B, which was kept: C"]);
    let waited = |at| listed("kept", r#"{"B":1.75}"#).gave_up(at, "target-found", 1.0).counts(rule);
    assert_eq!([waited(3.75), waited(3.875)], [SILENT, BROKEN]);
    let other = listed("kept", r#"{"B":1.75}"#).gave_up(9.0, "service-exit", 1.0);
    assert_eq!(other.counts(rule), SILENT);
    let found_before = listed("kept", r#"{"B":1.75}"#).found(3.0, 20, X, "B");
    assert_eq!(found_before.gave_up(9.0, "target-found", 1.0).counts(rule), HELD);
}

#[test]
fn a_cleared_target_is_given_up_half_a_second_after_it_was_left() {
    let rule = "gms-chat-cleared-target-left";
    let found = |agents: &str, at: f64, target: &str| {
        listed("cleared", agents).found(at, 20, X, target).counts(rule)
    };
    let early = [r#"{"B":0.5}"#, r#"{"B":1.25}"#].map(|agents| found(agents, 3.0, "B"));
    assert_eq!(early, [SILENT, SILENT]);
    assert_eq!(found(r#"{"B":1.5}"#, 3.0, "B"), BROKEN);
    // That it is not found shows something only once its agent is free.
    let other = [2.25, 2.375].map(|at| found(r#"{"B":1.75}"#, at, "C"));
    assert_eq!(other, [SILENT, HELD]);
}

#[test]
fn the_last_target_is_expected_only_where_its_agent_is_free_first() {
    let rule = "gms-chat-last-target-kept";
    let early = r#"{"A":0.0,"B":0.25}"#;
    assert_eq!(listed("last", early).found(3.0, 20, X, "B").counts(rule), SILENT);
    assert_eq!(listed("last", early).gave_up(9.0, "target-found", 1.0).counts(rule), SILENT);
    let late = r#"{"A":0.0,"B":3.0}"#;
    assert_eq!(listed("last", late).found(3.0, 20, X, "B").counts(rule), BROKEN);
    assert_eq!(listed("last", late).gave_up(9.0, "target-found", 1.0).counts(rule), BROKEN);
    // Another service, of which a target was found, is not the one that waits.
    let two = listed("last", late).found(3.0, 20, X, "A").create_at((4.0, 4.0), 2, "last", Y);
    assert_eq!(two.gave_up(9.0, "target-found", 1.0).counts(rule), (2, 1));
    let both = listed("last", late).create_at((1.0, 1.0), 2, "last", Y);
    assert_eq!(both.gave_up(9.0, "target-found", 1.0).counts(rule), SILENT, "for which of them?");
    let alone = || listed("alone", late);
    assert_eq!(alone().found(3.0, 20, X, "A").counts(rule), SILENT, "a list of one is left open");
    assert_eq!(alone().gave_up(9.0, "target-found", 1.0).counts(rule), SILENT);
    let none = listed("kept", late).found(3.0, 20, X, "C");
    assert_eq!(none.counts(rule), SILENT, "no condition holds");
}
