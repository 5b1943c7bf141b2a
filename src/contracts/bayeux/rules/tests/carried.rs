//! How the messages of a server are written and carried.

use super::{
    assert_rows,
    tape::{A, Tape, connecting, handshake, publishing, welcome},
};
use crate::transcript::Source;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

const PUBLISHED: &str = r#"[{"channel":"/x","id":"p","successful":true}]"#;

/// A publish, and its response of this type.
fn answered(kind: &str, body: &str) -> Tape {
    let tape = start().post(1.0, 2, &publishing(A, "/x", "1"));
    tape.response(1.1, 2, 200, &[("content-type", kind)], body).end(2.0)
}

fn bare(text: &str) -> &str {
    text.trim_matches(['[', ']'])
}

#[test]
fn the_content_of_a_response_is_json_once_for_all_its_messages() {
    let two = format!("[{},{}]", bare(PUBLISHED), r#"{"channel":"/x","data":1}"#);
    let script = Tape::default().get(0.0, 1, Some("f"), &handshake("", r#""long-polling""#));
    let script = script.response(
        0.1,
        1,
        200,
        &[("content-type", "text/javascript")],
        &format!("f({})", welcome("", A)),
    );
    let unasked =
        Tape::default().response(0.1, 1, 200, &[("content-type", "text/plain")], PUBLISHED);
    let form = start().form(1.0, 2, &[&publishing(A, "/x", "1")]).response(
        1.1,
        2,
        200,
        &[("content-type", "text/plain")],
        PUBLISHED,
    );
    let text = handshake("", r#""long-polling""#);
    let text = &text[1..text.len() - 1];
    let message = welcome("", A);
    let message = &message[1..message.len() - 1];
    let uncarried = Tape::default()
        .bare(0.0, Source::Consumer, "handshake-request", text)
        .bare(0.1, Source::Consumer, "handshake-request", text)
        .bare(0.2, Source::Provider, "handshake-reply", message);
    assert_rows(
        "bayeux-json-content-type",
        vec![
            ("the handshake's and this one", answered("application/json", PUBLISHED), 2, 0),
            ("in UTF-8", answered("Application/JSON; Charset=\"UTF-8\"", PUBLISHED), 2, 0),
            ("as text", answered("text/plain", PUBLISHED), 2, 1),
            ("as text, with two messages", answered("text/plain", &two), 2, 1),
            (
                "in another character set",
                answered("application/json; charset=iso-8859-1", PUBLISHED),
                2,
                1,
            ),
            ("what is no message", answered("text/plain", "sorry"), 1, 0),
            ("the answer to a form", form.end(2.0), 2, 1),
            ("a script is none", script.end(1.0), 0, 0),
            ("nobody saw what it answers", unasked.end(1.0), 0, 0),
            ("a message that nothing carried", uncarried.end(1.0), 0, 0),
            ("a frame", Tape::default().socket(0.0, 1, A).end(1.0), 0, 0),
        ],
    );
}

#[test]
fn what_a_server_says_is_a_message_of_the_protocol_in_an_array() {
    let spoiled = start().post(1.0, 2, "[{").ok(1.1, 2, r#"[{"hello":1}]"#).end(2.0);
    let both = start()
        .post(1.0, 2, &publishing(A, "/x", "1"))
        .ok(1.1, 2, &format!("[{},{}]", bare(PUBLISHED), r#"{"hello":1}"#))
        .end(2.0);
    assert_rows(
        "bayeux-server-message-known",
        vec![
            ("the handshake's reply and this one", answered("application/json", PUBLISHED), 2, 0),
            ("no JSON", answered("application/json", "sorry"), 2, 1),
            ("no channel", answered("application/json", r#"[{"hello":1}]"#), 2, 1),
            ("one of two", both, 3, 1),
            ("an answer to what was no message", spoiled, 1, 0),
        ],
    );
    let uncarried = start().bare(1.0, Source::Provider, "publish-reply", bare(PUBLISHED));
    assert_rows(
        "bayeux-response-is-array",
        vec![
            ("an array", answered("application/json", PUBLISHED), 2, 0),
            (
                "of two",
                answered("application/json", &format!("[{},{}]", bare(PUBLISHED), bare(PUBLISHED))),
                2,
                0,
            ),
            ("none", answered("application/json", bare(PUBLISHED)), 2, 1),
            (
                "what is no message is another rule's",
                answered("application/json", r#"{"hello":1}"#),
                1,
                0,
            ),
            ("a message that nothing carried", uncarried.end(2.0), 1, 0),
            (
                "a frame",
                Tape::default()
                    .socket(0.0, 1, A)
                    .tell(1.0, 1, r#"{"channel":"/x","data":1}"#)
                    .end(2.0),
                2,
                1,
            ),
        ],
    );
    assert_rows(
        "bayeux-no-duplicate-member",
        vec![
            ("none", answered("application/json", PUBLISHED), 2, 0),
            (
                "in the data",
                answered("application/json", r#"[{"channel":"/x","data":{"a":1,"a":2}}]"#),
                2,
                0,
            ),
            (
                "in one of two",
                answered(
                    "application/json",
                    &format!(
                        "[{},{}]",
                        bare(PUBLISHED),
                        r#"{"channel":"/x","channel":"/x","data":1}"#
                    ),
                ),
                3,
                1,
            ),
        ],
    );
}

#[test]
fn a_script_calls_the_function_that_was_asked_for() {
    let asks = |parameter: &str, text: &str| Tape::default().get_in(0.0, 1, parameter, text);
    let says = |tape: Tape, status: u16, body: &str| {
        tape.response(0.1, 1, status, &[("content-type", "text/javascript")], body).end(1.0)
    };
    let shake = handshake("", r#""callback-polling""#);
    let reply = welcome("", A);
    assert_rows(
        "bayeux-jsonp-callback-named",
        vec![
            ("it does", says(asks("message", &shake), 200, &format!("f({reply})")), 1, 0),
            ("another one", says(asks("message", &shake), 200, &format!("g({reply})")), 1, 1),
            ("none", says(asks("message", &shake), 200, &reply), 1, 1),
            ("an error page calls nothing", says(asks("message", &shake), 500, "sorry"), 0, 0),
            ("it was asked for something else", says(asks("query", &shake), 200, "sorry"), 0, 0),
            ("what it was asked was no message", says(asks("message", "[{"), 200, "sorry"), 0, 0),
            ("it was posted", says(start().post(0.1, 2, &shake), 200, "sorry"), 0, 0),
        ],
    );
    let unnamed = Tape::default().get(0.0, 1, None, &shake);
    assert_rows(
        "bayeux-jsonp-callback-default",
        vec![
            ("it has its own name", says(unnamed, 200, &format!("f({reply})")), 1, 1),
            (
                "another name was asked for",
                says(asks("message", &shake), 200, &format!("g({reply})")),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_browser_that_has_no_cookie_is_given_one() {
    let shake = handshake("", r#""long-polling""#);
    let anew = || Tape::default().post(0.0, 1, &shake);
    assert_rows(
        "bayeux-browser-cookie",
        vec![
            ("it is", start().end(1.0), 1, 0),
            ("it is not", anew().ok(0.1, 1, &welcome("", A)).end(1.0), 1, 1),
            (
                "another cookie is none",
                anew()
                    .response(0.1, 1, 200, &[("Set-Cookie", "id=BAYEUX_BROWSER")], &welcome("", A))
                    .end(1.0),
                1,
                1,
            ),
            (
                "it has one",
                Tape::default().post_as(0.0, 1, "z1", &shake).ok(0.1, 1, &welcome("", A)).end(1.0),
                0,
                0,
            ),
            (
                "it was refused",
                anew().ok(0.1, 1, &super::tape::refusal("", "400::no")).end(1.0),
                0,
                0,
            ),
            (
                "a refusal that is called a success is one",
                Tape::default().socket(0.0, 1, A).end(1.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_transport_is_missed_where_the_client_offered_it() {
    let offers = |types: &str, given: &str| {
        let listed = welcome("", A).replace(r#""long-polling","callback-polling""#, given);
        Tape::default().post(0.0, 1, &handshake("", types)).ok(0.1, 1, &listed)
    };
    let long = r#""long-polling""#;
    let script = r#""callback-polling""#;
    let by_get = |status: u16| {
        Tape::default()
            .get(0.0, 1, Some("f"), &handshake("", script))
            .response(0.1, 1, status, &[], "")
            .end(1.0)
    };
    let socket =
        Tape::default().open(0.0, 1).say(0.0, 1, &handshake("", r#""websocket","long-polling""#));
    let socket = socket.tell(
        0.1,
        1,
        &welcome("", A).replace(r#""long-polling","callback-polling""#, r#""websocket""#),
    );
    let both = r#""long-polling","callback-polling""#;
    assert_rows(
        "bayeux-long-polling-supported",
        vec![
            ("it is listed", offers(long, both).end(1.0), 1, 0),
            ("it is not", offers(long, script).end(1.0), 1, 1),
            ("it was not offered", offers(script, script).end(1.0), 0, 0),
            ("a socket can list less", socket.end(1.0), 0, 0),
        ],
    );
    let called = offers(both, long).get(1.0, 2, Some("f"), &connecting(A, "")).response(
        1.1,
        2,
        200,
        &[("content-type", "text/javascript")],
        r#"f([{"channel":"/meta/connect","id":"c","successful":true}])"#,
    );
    let again = called.post(2.0, 3, &handshake("", both)).ok(
        2.1,
        3,
        &welcome("", "dddddddddddddddddddddddd").replace(",\"callback-polling\"", ""),
    );
    assert_rows(
        "bayeux-callback-polling-supported",
        vec![
            ("it is listed", offers(script, both).end(1.0), 1, 0),
            ("it is not", offers(both, long).end(1.0), 1, 1),
            ("it was not offered", offers(long, long).end(1.0), 0, 0),
            ("a server that was seen to use it need not list it", again.end(3.0), 1, 1),
            ("a handshake by it is refused", by_get(400), 1, 1),
            ("by something before the server", by_get(403), 0, 0),
            ("it is answered with nothing", by_get(200), 0, 0),
            (
                "it was to be refused",
                Tape::default()
                    .reject(0.0)
                    .get(0.0, 1, Some("f"), &handshake("", script))
                    .response(0.1, 1, 400, &[], "")
                    .end(1.0),
                0,
                0,
            ),
            (
                "a publish by it is refused",
                start()
                    .get(1.0, 2, Some("f"), &publishing(A, "/x", "1"))
                    .response(1.1, 2, 400, &[], "")
                    .end(2.0),
                1,
                0,
            ),
            (
                "a handshake that is posted is refused",
                Tape::default()
                    .post(0.0, 1, &handshake("", script))
                    .response(0.1, 1, 400, &[], "")
                    .end(1.0),
                0,
                0,
            ),
            (
                "a handshake by it is answered",
                Tape::default()
                    .get(0.0, 1, Some("f"), &handshake("", script))
                    .response(
                        0.1,
                        1,
                        200,
                        &[("content-type", "text/javascript")],
                        &format!("f({})", welcome("", A)),
                    )
                    .end(1.0),
                1,
                0,
            ),
        ],
    );
}
