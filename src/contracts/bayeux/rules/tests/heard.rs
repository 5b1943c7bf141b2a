//! Who is owed an event, and who had the occasion to get it.

use super::{
    assert_rows,
    tape::{A, B, Tape, connecting, event, handshake, leaving, publishing},
};

const REACHES: &str = "bayeux-delivery-reaches-subscribers";

const DATA: &str = r#"{"word":"cornerstone"}"#;

const C: &str = "cccccccccccccccccccccccc";

/// A and B have sessions.
fn both() -> Tape {
    Tape::default().shake(0.0, 1, A).shake(0.1, 2, B)
}

/// A is subscribed, and has a connect.
fn listens(subscription: &str) -> Tape {
    both().subscribe(0.2, 3, A, subscription).connect(0.5, 4, A)
}

/// B publishes at 1 s, and is told that it was taken.
fn published() -> Tape {
    listens("/x").publish(1.0, 5, B, "/x", DATA)
}

fn waited(tape: Tape, until: f64) -> Tape {
    tape.gave_up(until, "delivery", until - 1.0).end(9.0_f64.min(until))
}

#[test]
fn an_event_is_missed_once_there_was_an_occasion_to_get_it() {
    let lost = r#"[{"channel":"/meta/connect","id":"c","successful":false,"error":"402::no"}]"#;
    let none = || both().subscribe(0.2, 3, A, "/x");
    assert_rows(
        REACHES,
        vec![
            ("a connect has to wait for more than a second", waited(published(), 2.2), 0, 0),
            ("and the tolerance", waited(published(), 2.3), 1, 1),
            ("the end of the case is enough", published().end(2.3), 1, 1),
            ("the end of a case that broke off is not", published().cut(2.3), 0, 0),
            (
                "nor is a wait for something else",
                published().gave_up(2.3, "connect-reply", 1.3).cut(2.4),
                0,
                0,
            ),
            ("it came", published().connected(1.1, 4, &event("/x", DATA)).end(9.0), 1, 0),
            (
                "the connect ended before the event",
                waited(listens("/x").connected(0.9, 4, "").publish(1.0, 5, B, "/x", DATA), 3.0),
                0,
                0,
            ),
            ("the connect broke", waited(published().fails(1.1, 4), 3.0), 0, 0),
            ("the client was leaving", waited(published().post(1.1, 6, &leaving(A)), 3.0), 0, 0),
            (
                "the server did not know it any more",
                waited(published().ok(1.1, 4, lost), 3.0),
                0,
                0,
            ),
            (
                "a connect that was sent and answered later would have brought it",
                none()
                    .publish(1.0, 5, B, "/x", DATA)
                    .connect(1.1, 6, A)
                    .connected(1.2, 6, "")
                    .end(1.3),
                1,
                1,
            ),
            (
                "one that is not answered yet may still",
                none().publish(1.0, 5, B, "/x", DATA).connect(1.1, 6, A).end(1.3),
                0,
                0,
            ),
            (
                "one that left in the same moment may have been earlier",
                none()
                    .publish(1.0, 5, B, "/x", DATA)
                    .connect(1.01, 6, A)
                    .connected(1.2, 6, "")
                    .end(1.3),
                0,
                0,
            ),
            (
                "one that was refused had nothing to bring",
                none().publish(1.0, 5, B, "/x", DATA).connect(1.1, 6, A).ok(1.2, 6, lost).end(1.3),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn an_event_is_owed_when_the_server_took_it_and_somebody_had_subscribed() {
    let with =
        |body: &str, reply: &str| waited(listens("/x").post(1.0, 5, body).ok(1.01, 5, reply), 3.0);
    let publish = publishing(B, "/x", DATA);
    let silent = || listens("/x").post(1.0, 5, &publish).ok(1.01, 5, "[]");
    let taken = r#"[{"channel":"/x","id":"p","successful":true}]"#;
    let unclear = r#"[{"channel":"/x","id":"p","successful":"yes"}]"#;
    let announced = listens("/x").reject(0.9).post(1.0, 5, &publish).ok(1.01, 5, taken);
    let shake = handshake("", r#""long-polling""#);
    let together = format!(
        "[{},{}]",
        shake.get(1..shake.len() - 1).unwrap(),
        publish.trim_matches(['[', ']'])
    );
    assert_rows(
        REACHES,
        vec![
            ("it was taken", with(&publish, taken), 1, 1),
            ("nobody can tell whether it was", with(&publish, unclear), 0, 0),
            (
                "without an acknowledgement it counts where somebody waits for it",
                waited(silent(), 3.0),
                1,
                1,
            ),
            ("and not at the end alone", silent().end(9.0), 0, 0),
            (
                "an unconnected publish can be passed over",
                with(&publish.replace("clientId", "client"), "[]"),
                0,
                0,
            ),
            (
                "so can that of a client that nobody welcomed",
                with(&publish.replace(B, "nobody"), "[]"),
                0,
                0,
            ),
            (
                "an event without data is no event",
                with(&publish.replace("\"data\"", "\"datum\""), taken),
                0,
                0,
            ),
            ("it was to be refused", waited(announced, 3.0), 0, 0),
            ("what comes with a handshake has no effect", with(&together, taken), 0, 0),
            (
                "it reached one subscriber and not the other",
                waited(
                    both()
                        .shake(0.15, 7, C)
                        .subscribe(0.2, 3, A, "/x")
                        .subscribe(0.3, 8, C, "/x")
                        .connect(0.5, 4, A)
                        .connect(0.6, 9, C)
                        .publish(1.0, 5, B, "/x", DATA)
                        .connected(1.1, 4, &event("/x", DATA)),
                    3.0,
                ),
                2,
                1,
            ),
            (
                "the publisher need not hear itself",
                waited(listens("/x").publish(1.0, 5, A, "/x", DATA), 3.0),
                0,
                0,
            ),
            (
                "the subscription was confirmed too late",
                waited(
                    both()
                        .connect(0.5, 4, A)
                        .publish(1.0, 5, B, "/x", DATA)
                        .subscribe(1.1, 3, A, "/x"),
                    3.0,
                ),
                0,
                0,
            ),
            (
                "it was delivered to one of two that share an exchange",
                waited(
                    both()
                        .shake(0.15, 7, C)
                        .subscribe(0.2, 3, A, "/x")
                        .post(0.5, 4, &shared())
                        .publish(1.0, 5, B, "/x", DATA)
                        .ok(1.1, 4, &format!("[{}]", event("/x", DATA)))
                        .connect(1.2, 8, A),
                    4.0,
                ),
                0,
                0,
            ),
        ],
    );
    assert_rows(
        "bayeux-doublestar-matches-descendants",
        vec![(
            "a service keeps what it is told",
            waited(listens("/**").publish(1.0, 5, B, "/service/x", DATA), 3.0),
            0,
            0,
        )],
    );
}

/// Connects of A and C in one request.
fn shared() -> String {
    let of = |client: &str| connecting(client, "").trim_matches(['[', ']']).to_owned();
    format!("[{},{}]", of(A), of(C).replace("\"c\"", "\"c2\""))
}

#[test]
fn a_client_whose_handshake_was_not_seen_is_owed_nothing() {
    let stranger =
        both().subscribe(0.2, 3, C, "/x").connect(0.5, 4, C).publish(1.0, 5, B, "/x", DATA);
    assert_rows(REACHES, vec![("it may be another's", waited(stranger, 3.0), 0, 0)]);
    let stray = both().subscribe(0.2, 3, C, "/x").connect(0.5, 4, C).publish(1.0, 5, B, "/y", DATA);
    let stray = stray.connected(1.1, 4, &event("/y", DATA)).end(3.0);
    assert_rows("bayeux-delivery-only-subscribed", vec![("it may have asked before", stray, 0, 0)]);
}
