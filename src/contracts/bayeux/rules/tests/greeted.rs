//! Handshakes: what must succeed, and what comes with them.

use super::{
    assert_rows,
    tape::{A, B, Tape, event, handshake, publishing, refusal, subscribing, welcome},
};

const POLLING: &str = r#""long-polling""#;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

fn shaken(asked: &str, reply: &str) -> Tape {
    Tape::default().post(0.0, 1, asked).ok(0.1, 1, reply).end(1.0)
}

#[test]
fn a_handshake_succeeds_if_nothing_is_wrong_with_it() {
    let asked = handshake("", POLLING);
    let no = |error: &str| refusal("", error);
    assert_rows(
        "bayeux-handshake-succeeds",
        vec![
            ("it does", shaken(&asked, &welcome("", A)), 1, 0),
            ("it does not", shaken(&asked, &no("400::no")), 1, 1),
            ("it wants other credentials", shaken(&asked, &no("401::who")), 0, 0),
            ("it does not want these", shaken(&asked, &no("403::no")), 0, 0),
            ("of another version", shaken(&asked.replace("1.0", "9.0"), &no("400::no")), 0, 0),
            (
                "by a transport that nobody must have",
                shaken(&handshake("", r#""websocket""#), &no("400::no")),
                0,
                0,
            ),
            (
                "it was to be refused",
                Tape::default()
                    .reject(0.0)
                    .post(0.0, 1, &asked)
                    .ok(0.1, 1, &no("400::no"))
                    .end(1.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn the_types_of_a_reply_are_of_those_that_were_offered() {
    let listed =
        |types: &str| welcome("", A).replace(r#"["long-polling","callback-polling"]"#, types);
    let pigeon = handshake("", r#""x-ringtrue-pigeon""#);
    assert_rows(
        "bayeux-handshake-common-type",
        vec![
            (
                "one of them",
                shaken(&handshake("", POLLING), &listed(r#"["iframe","long-polling"]"#)),
                1,
                0,
            ),
            ("none of them", shaken(&handshake("", POLLING), &listed(r#"["iframe"]"#)), 1, 1),
            (
                "no list at all is another matter",
                shaken(&handshake("", POLLING), &listed(r#""iframe""#)),
                0,
                0,
            ),
            ("nothing was offered", shaken(&handshake("", ""), &listed(r#"["iframe"]"#)), 0, 0),
        ],
    );
    assert_rows(
        "bayeux-handshake-no-common-type",
        vec![
            ("a type that nobody has", shaken(&pigeon, &welcome("", A)), 1, 1),
            ("it is refused", shaken(&pigeon, &refusal("", "400::no")), 1, 0),
            (
                "beside one that somebody has",
                shaken(&handshake("", r#""x-ringtrue-pigeon","long-polling""#), &welcome("", A)),
                0,
                0,
            ),
            ("nothing was offered", shaken(&handshake("", ""), &welcome("", A)), 0, 0),
        ],
    );
    let echoes = refusal(r#""clientId":"abc","#, "400::no");
    assert_rows(
        "bayeux-failed-handshake-no-client-id",
        vec![
            ("a new one", shaken(&handshake("", POLLING), &echoes), 1, 1),
            (
                "that of the request",
                shaken(&handshake(r#""clientId":"abc","#, POLLING), &echoes),
                0,
                0,
            ),
            ("none", shaken(&handshake("", POLLING), &refusal("", "400::no")), 1, 0),
        ],
    );
}

/// A handshake with this beside it.
fn with(more: &str) -> String {
    let shake = handshake("", POLLING);
    format!("[{},{}]", &shake[1..shake.len() - 1], more.trim_matches(['[', ']']))
}

#[test]
fn what_stands_beside_a_handshake_has_no_effect() {
    let rule = "bayeux-handshake-alone";
    let publish = publishing(A, "/x", "\"odd\"");
    let socket = || start().open(0.5, 2).say(1.0, 2, &with(&publish)).tell(1.1, 2, &welcome("", B));
    let granted = r#"[{"channel":"/x","id":"p","successful":true},"#;
    let listens = || {
        start()
            .shake(0.1, 7, "eeeeeeeeeeeeeeeeeeeeeeee")
            .subscribe(0.2, 8, "eeeeeeeeeeeeeeeeeeeeeeee", "/x")
            .connect(0.3, 9, "eeeeeeeeeeeeeeeeeeeeeeee")
    };
    let posted = |tape: Tape| tape.post(1.0, 2, &with(&publish)).ok(1.1, 2, &welcome("", B));
    assert_rows(
        rule,
        vec![
            ("the answer passes it over", posted(start()).end(9.0), 1, 0),
            ("a socket stays quiet", socket().gave_up(2.5, "publish-reply", 1.4).end(9.0), 1, 0),
            ("to the end", socket().end(9.0), 1, 0),
            (
                "for a subscribe too",
                start()
                    .open(0.5, 2)
                    .say(1.0, 2, &with(&subscribing(A, "/x")))
                    .tell(1.1, 2, &welcome("", B))
                    .gave_up(2.5, "subscribe-reply", 1.4)
                    .cut(9.0),
                1,
                0,
            ),
            ("the case broke off", socket().gave_up(2.5, "connect-reply", 1.4).cut(9.0), 0, 0),
            (
                "it is answered",
                start()
                    .post(1.0, 2, &with(&publish))
                    .ok(1.1, 2, &welcome("", B).replacen('[', granted, 1))
                    .end(9.0),
                1,
                1,
            ),
            (
                "it is delivered",
                posted(listens()).connected(1.2, 9, &event("/x", "\"odd\"")).end(9.0),
                2,
                1,
            ),
            (
                "what comes alone is answered and delivered",
                listens()
                    .publish(1.0, 2, A, "/x", "\"odd\"")
                    .connected(1.2, 9, &event("/x", "\"odd\""))
                    .end(9.0),
                0,
                0,
            ),
            (
                "a handshake that waits is no companion",
                Tape::default().open(0.5, 2).say(1.0, 2, &handshake("", POLLING)).end(9.0),
                0,
                0,
            ),
        ],
    );
    let late = format!("[{},{}", event("/x", "1"), &welcome("", B)[1..]);
    assert_rows(
        "bayeux-no-delivery-with-handshake",
        vec![
            ("no event", start().end(1.0), 1, 0),
            (
                "an event",
                start().post(1.0, 2, &handshake("", POLLING)).ok(1.1, 2, &late).end(2.0),
                2,
                1,
            ),
            (
                "an event with a connect",
                start().connect(1.0, 2, A).connected(1.1, 2, &event("/x", "1")).end(2.0),
                1,
                0,
            ),
            (
                "a refusal without one",
                shaken(&handshake("", POLLING), &refusal("", "400::no")),
                1,
                0,
            ),
        ],
    );
}

#[test]
fn a_client_id_is_given_once() {
    let message = welcome("", A);
    let message = &message[1..message.len() - 1];
    let bare = |tape: Tape| {
        tape.bare(1.0, crate::transcript::Source::Provider, "handshake-reply", message)
    };
    assert_rows(
        "bayeux-client-id-unique",
        vec![
            ("two of two", start().shake(1.0, 2, B).end(2.0), 2, 0),
            ("one of two", start().shake(1.0, 2, A).end(2.0), 2, 1),
            ("examples can be alike", bare(start()).end(2.0), 1, 0),
        ],
    );
    assert_rows(
        "bayeux-client-id-long",
        vec![
            (
                "as long as need be",
                shaken(&handshake("", POLLING), &welcome("", "abcdefghijklmnopqrstuv")),
                1,
                0,
            ),
            (
                "shorter by one",
                shaken(&handshake("", POLLING), &welcome("", "abcdefghijklmnopqrstu")),
                1,
                1,
            ),
        ],
    );
}
