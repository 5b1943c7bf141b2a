//! Numbered batches of events: which come again, and with what number.

use super::{
    assert_rows,
    tape::{A, Tape, connecting, event, handshake, welcome},
};

#[test]
fn acknowledged_batches_stay_away_and_others_come_again() {
    let more = r#""ext":{"ack":true},"#;
    let agreed = |reply: &str| {
        let asked = handshake(more, r#""long-polling""#);
        Tape::default().post(0.0, 1, &asked).ok(0.1, 1, &welcome(reply, A))
    };
    let asks = |n: &str| connecting(A, &format!(r#""ext":{{"ack":{n}}},"#));
    let reply = |events: &str, n: &str| {
        format!(
            r#"[{events}{{"channel":"/meta/connect","id":"c","successful":true,"ext":{{"ack":{n}}}}}]"#
        )
    };
    let once = format!("{},", event("/x", "\"once\""));
    let other = format!("{},", event("/x", "\"other\""));
    let elsewhere = format!("{},", event("/y", "\"once\""));
    let first = |ack: &str| {
        agreed(more).post(1.0, 2, &asks("0")).ok(1.1, 2, &reply(&once, "1")).post(
            2.0,
            3,
            &asks(ack),
        )
    };
    let crossing = |sent: f64| {
        let tape = agreed(more).post(1.0, 2, &asks("0")).post(sent, 3, &asks("0"));
        tape.ok(1.5, 2, &reply(&once, "1")).ok(2.1, 3, &reply("", "2")).end(3.0)
    };
    let unnumbered = r#"[{"channel":"/meta/connect","id":"c","successful":true}]"#;
    assert_rows(
        "bayeux-ack-redelivers",
        vec![
            ("it was acknowledged", first("1").ok(2.1, 3, &reply("", "2")).end(3.0), 0, 0),
            ("it was not, and comes", first("0").ok(2.1, 3, &reply(&once, "2")).end(3.0), 1, 0),
            (
                "it was not, and another comes",
                first("0").ok(2.1, 3, &reply(&other, "2")).end(3.0),
                1,
                1,
            ),
            (
                "it was not, and comes elsewhere",
                first("0").ok(2.1, 3, &reply(&elsewhere, "2")).end(3.0),
                1,
                1,
            ),
            ("the connect was sent before it came", crossing(1.2), 0, 0),
            ("the connect was sent in the moment in which it came", crossing(1.5), 0, 0),
            (
                "a refusal brings nothing",
                first("0").ok(2.1, 3, &reply("", "2").replace("true", "false")).end(3.0),
                0,
                0,
            ),
            (
                "no connect acknowledges at all",
                agreed(more)
                    .post(1.0, 2, &asks("0"))
                    .ok(1.1, 2, &reply(&once, "1"))
                    .connect(2.0, 3, A)
                    .ok(2.1, 3, &reply("", "2"))
                    .end(3.0),
                0,
                0,
            ),
        ],
    );
    assert_rows(
        "bayeux-ack-numbered",
        vec![
            (
                "events have a number of their own",
                first("1").ok(2.1, 3, &reply(&other, "2")).end(3.0),
                2,
                0,
            ),
            (
                "events with the number of others",
                first("1").ok(2.1, 3, &reply(&other, "1")).end(3.0),
                2,
                1,
            ),
            (
                "nothing new needs no new number",
                first("1").ok(2.1, 3, &reply("", "1")).end(3.0),
                2,
                0,
            ),
            ("a number goes back", first("1").ok(2.1, 3, &reply("", "0")).end(3.0), 2, 1),
            ("a number is missing", first("1").ok(2.1, 3, unnumbered).end(3.0), 2, 1),
            (
                "a refusal has none",
                first("1").ok(2.1, 3, &unnumbered.replace("true", "false")).end(3.0),
                1,
                0,
            ),
            ("no number", first("1").ok(2.1, 3, &reply("", "\"2\"")).end(3.0), 2, 1),
            (
                "the server did not agree",
                agreed("").post(1.0, 2, &asks("0")).ok(1.1, 2, unnumbered).end(3.0),
                0,
                0,
            ),
            ("another reply has none", agreed(more).subscribe(1.0, 2, A, "/x").end(3.0), 0, 0),
        ],
    );
}
