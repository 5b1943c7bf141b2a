//! How a client numbers its messages, carries them, and how many it has out at once.

use super::{
    assert_rows,
    tape::{A, B, Tape, connecting, handshake, leaving, publishing, subscribing, welcome},
};
use crate::transcript::Source;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

fn connect(client: &str, id: &str) -> String {
    connecting(client, "").replace("\"c\"", &format!("\"{id}\""))
}

#[test]
fn an_id_is_its_own_within_the_messages_of_a_client_that_were_answered() {
    let rule = "bayeux-ids-unique";
    let answered = |tape: Tape, at: f64, link: u32, id: &str| {
        let reply = format!(r#"[{{"channel":"/meta/connect","id":"{id}","successful":true}}]"#);
        tape.post(at, link, &connect(A, id)).ok(at + 0.1, link, &reply)
    };
    let named = |channel: &str, id: &str| {
        publishing(A, channel, "1").replace("\"p\"", &format!("\"{id}\""))
    };
    let subscribe = |id: &str| subscribing(A, "/x").replace("\"s\"", &format!("\"{id}\""));
    let twice = |first: &str, second: &str| {
        start()
            .post(1.0, 2, first)
            .ok(1.1, 2, r#"[{"channel":"/service/x","id":"7","successful":true}]"#)
            .post(2.0, 3, second)
            .end(3.0)
    };
    let held = || answered(start(), 1.0, 2, "1").post(2.0, 3, &connect(A, "2"));
    let other = start().shake(0.1, 9, B).post(0.5, 8, &connect(B, "1"));
    let sockets = Tape::default()
        .socket(0.0, 1, A)
        .say(1.0, 1, &connect(A, "1"))
        .tell(1.1, 1, r#"[{"channel":"/meta/connect","id":"1","successful":true}]"#)
        .hang_up(1.2, 1)
        .open(1.3, 2)
        .say(1.4, 2, &connect(A, "1"));
    let one_socket = Tape::default()
        .socket(0.0, 1, A)
        .say(1.0, 1, &connect(A, "1"))
        .tell(1.1, 1, r#"[{"channel":"/meta/connect","id":"1","successful":true}]"#)
        .say(1.4, 1, &connect(A, "1"));
    assert_rows(
        rule,
        vec![
            (
                "again after an answer",
                answered(answered(start(), 1.0, 2, "1"), 2.0, 3, "1").end(9.0),
                2,
                1,
            ),
            (
                "once for each client",
                answered(answered(answered(start(), 1.0, 2, "1"), 2.0, 3, "1"), 3.0, 4, "1")
                    .end(9.0),
                2,
                1,
            ),
            (
                "while another one is not answered",
                held().post(2.1, 4, &subscribe("1")).end(9.0),
                3,
                1,
            ),
            (
                "again because no answer came",
                start().post(1.0, 2, &connect(A, "1")).post(2.0, 3, &connect(A, "1")).end(9.0),
                1,
                0,
            ),
            (
                "another client's that is not answered excuses nothing",
                answered(answered(other, 1.0, 2, "1"), 2.0, 3, "1").end(9.0),
                3,
                1,
            ),
            (
                "events of broadcast channels may share theirs",
                twice(&named("/x", "7"), &named("/x", "7")),
                0,
                0,
            ),
            (
                "requests to services may not",
                twice(&named("/service/x", "7"), &named("/service/x", "7")),
                2,
                1,
            ),
            (
                "nor may a service and the protocol",
                twice(&named("/service/x", "7"), &connect(A, "7")),
                2,
                1,
            ),
            ("another socket is another connection", sockets.end(9.0), 2, 0),
            ("the same socket is the same one", one_socket.end(9.0), 2, 1),
            (
                "without an id there is nothing to be unique",
                twice(
                    &leaving(A).replace("\"id\"", "\"no\""),
                    &leaving(A).replace("\"id\"", "\"no\""),
                ),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_handshake_is_posted_unless_it_comes_from_another_origin() {
    let rule = "bayeux-handshake-by-long-polling";
    let text = handshake("", r#""long-polling""#);
    let url = |text: &str| {
        let mut url = url::Url::parse("http://h/b?jsonp=f").unwrap();
        url.query_pairs_mut().append_pair("message", text);
        url.to_string()
    };
    let origin = [("Origin", "http://elsewhere")];
    let message = text.trim_matches(['[', ']']).to_owned();
    let bare = |at: f64| {
        Tape::default().bare(at, Source::Consumer, "handshake-request", &message).bare(
            at + 0.1,
            Source::Consumer,
            "handshake-request",
            &message,
        )
    };
    assert_rows(
        rule,
        vec![
            ("posted", Tape::default().post(0.0, 1, &text).end(1.0), 1, 0),
            ("posted as a form", Tape::default().form(0.0, 1, &[&text]).end(1.0), 1, 0),
            (
                "by a script",
                Tape::default().request(0.0, 1, "GET", &url(&text), &[], "").end(1.0),
                1,
                1,
            ),
            (
                "by a script of another origin",
                Tape::default().request(0.0, 1, "GET", &url(&text), &origin, "").end(1.0),
                0,
                0,
            ),
            ("over a socket", Tape::default().open(0.0, 1).say(0.0, 1, &text).end(1.0), 0, 0),
            ("by nothing that is known", bare(0.0).end(1.0), 0, 0),
        ],
    );
}

#[test]
fn what_is_posted_says_once_that_it_is_json() {
    let two = format!(
        "[{},{}]",
        leaving(A).trim_matches(['[', ']']),
        publishing(A, "/x", "1").trim_matches(['[', ']'])
    );
    let kind = |kind: &str| start().post_kind(1.0, 2, kind, &two).end(2.0);
    let nothing = start().request(1.0, 2, "POST", "http://h/b", &[], &two).end(2.0);
    assert_rows(
        "bayeux-request-json-content-type",
        vec![
            ("the handshake and the two", kind("application/json"), 2, 0),
            ("in capitals", kind("Application/JSON; charset=\"UTF-8\""), 2, 0),
            ("as text", kind("text/plain"), 2, 1),
            ("in another character set", kind("application/json; charset=iso-8859-1"), 2, 1),
            ("as nothing", nothing, 2, 1),
            ("a form is no JSON", start().form(1.0, 2, &[&two]).end(2.0), 1, 0),
        ],
    );
}

#[test]
fn a_connect_is_the_second_one_while_the_first_may_still_be_answered() {
    let rule = "bayeux-one-outstanding-connect";
    let second = |at: f64| start().connect(1.0, 2, A).post(at, 3, &connect(A, "d")).end(99.0);
    let long = |at: f64| {
        let long = welcome("", A).replace("2000", "10000");
        let tape =
            Tape::default().post(0.0, 1, &handshake("", r#""long-polling""#)).ok(0.1, 1, &long);
        tape.connect(1.0, 2, A).post(at, 3, &connect(A, "d")).end(99.0)
    };
    assert_rows(
        rule,
        vec![
            ("it may still be answered", second(4.9), 2, 1),
            ("it is held no longer", second(5.1), 2, 0),
            ("it may still be held", long(12.9), 2, 1),
            ("it may not", long(13.1), 2, 0),
            (
                "it was answered",
                start()
                    .connect(1.0, 2, A)
                    .connected(1.1, 2, "")
                    .post(1.2, 3, &connect(A, "d"))
                    .end(9.0),
                2,
                0,
            ),
            (
                "it was lost",
                start().connect(1.0, 2, A).fails(1.1, 2).post(1.2, 3, &connect(A, "d")).end(9.0),
                2,
                0,
            ),
            (
                "what is out is no connect",
                start().post(1.0, 2, &publishing(A, "/x", "1")).connect(1.1, 3, A).end(9.0),
                1,
                0,
            ),
            (
                "what is out is another client's",
                start().shake(0.1, 5, B).connect(1.0, 2, B).connect(1.1, 3, A).end(9.0),
                2,
                0,
            ),
        ],
    );
}

#[test]
fn a_third_request_at_a_time_is_one_too_many_for_each_client() {
    let rule = "bayeux-two-connections";
    let publish = |tape: Tape, at: f64, link: u32| tape.post(at, link, &publishing(A, "/x", "1"));
    let two = || publish(start().connect(1.0, 2, A), 1.1, 3);
    let both = format!(
        "[{},{}]",
        leaving(A).trim_matches(['[', ']']),
        publishing(A, "/x", "1").trim_matches(['[', ']'])
    );
    let socket = Tape::default().socket(0.0, 1, A).say(1.0, 1, &connecting(A, ""));
    let socket = socket.open(1.0, 2).say(1.0, 2, &publishing(A, "/x", "1")).open(1.0, 3).say(
        1.0,
        3,
        &publishing(A, "/x", "1"),
    );
    let unnamed = publishing(A, "/x", "1").replace("clientId", "client");
    assert_rows(
        rule,
        vec![
            ("two", two().end(9.0), 1, 0),
            ("three", publish(two(), 1.2, 4).end(9.0), 2, 1),
            ("four are reported once", publish(publish(two(), 1.2, 4), 1.3, 5).end(9.0), 2, 1),
            ("the second was answered", publish(two().ok(1.15, 3, "[]"), 1.2, 4).end(9.0), 2, 0),
            (
                "the second broke",
                publish(two().breaks_off(1.15, 3, crate::transcript::Failure::Reset), 1.2, 4)
                    .end(9.0),
                2,
                0,
            ),
            (
                "the third is another client's",
                two().shake(0.1, 9, B).connect(1.2, 4, B).end(9.0),
                1,
                0,
            ),
            (
                "two of them share a request",
                start().connect(1.0, 2, A).post(1.1, 3, &both).end(9.0),
                1,
                0,
            ),
            ("sockets are no requests", socket.end(9.0), 0, 0),
            ("nobody knows whose it is", two().post(1.2, 4, &unnamed).end(9.0), 1, 0),
        ],
    );
}
