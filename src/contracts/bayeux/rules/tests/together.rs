//! What travels together is answered together.

use super::{
    assert_rows,
    tape::{A, Tape, connecting, handshake, leaving, publishing, replying, subscribing, welcome},
};
use crate::transcript::Failure;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

const PUBLISHED: &str = r#"[{"channel":"/x","id":"p","successful":true}]"#;

fn bare(text: &str) -> &str {
    text.trim_matches(['[', ']'])
}

#[test]
fn what_shares_an_array_with_a_name_outside_the_grammar_can_be_refused_with_it() {
    let misnamed = pair().replacen("\"/x\"", "\"/x/b*\"", 1);
    assert!(misnamed.contains("/x\""), "one of the two is right");
    let refused = start().post(1.0, 2, &misnamed).response(1.1, 2, 400, &[], "");
    assert_rows("bayeux-batch-accepted", vec![("it is", refused.end(9.0), 0, 0)]);
}

/// A subscribe and an unsubscribe in one array.
fn pair() -> String {
    let second = subscribing(A, "/x").replace("subscribe", "unsubscribe").replace("\"s\"", "\"u\"");
    format!("[{},{}]", bare(&subscribing(A, "/x")), bare(&second))
}

#[test]
fn all_that_stands_in_one_array_is_answered() {
    let rule = "bayeux-batch-accepted";
    let silent = |tape: Tape| tape.ok(1.1, 2, "[]").end(9.0);
    let publishes = format!(
        "[{},{}]",
        bare(&publishing(A, "/x", "1")),
        bare(&publishing(A, "/x", "2").replace("\"p\"", "\"q\""))
    );
    let posted = |body: &str| start().post(1.0, 2, body);
    let shake = handshake("", r#""long-polling""#);
    let with = format!("[{},{}]", &shake[1..shake.len() - 1], bare(&subscribing(A, "/x")));
    let unnamed = pair().replace("clientId", "client");
    let waits =
        |tape: Tape, awaited: &str, after: f64| tape.gave_up(1.0 + after, awaited, after).end(9.0);
    assert_rows(
        rule,
        vec![
            ("neither is", silent(posted(&pair())), 1, 1),
            ("one is", posted(&pair()).ok(1.1, 2, &replying("subscribe", "/x")).end(9.0), 2, 1),
            ("a single one has its own rule", silent(posted(&subscribing(A, "/x"))), 0, 0),
            ("a form has its own rule", silent(start().form(1.0, 2, &[&pair()])), 0, 0),
            (
                "a GET need not be taken",
                start().get(1.0, 2, Some("f"), &pair()).ok(1.1, 2, "f([])").end(9.0),
                0,
                0,
            ),
            ("what comes with a handshake is passed over", silent(posted(&with)), 0, 0),
            ("what was to be refused", silent(start().reject(0.9).post(1.0, 2, &pair())), 0, 0),
            ("what names no client has its own rule", silent(posted(&unnamed)), 0, 0),
            ("publishes need no answer", silent(posted(&publishes)), 0, 0),
            (
                "but one that HTTP refuses was not accepted",
                posted(&publishes).response(1.1, 2, 400, &[], "").end(9.0),
                1,
                1,
            ),
            (
                "nor was one beside another that was acknowledged",
                posted(&publishes).ok(1.1, 2, PUBLISHED).end(9.0),
                2,
                1,
            ),
            ("a gateway refused", posted(&pair()).response(1.1, 2, 503, &[], "").end(9.0), 0, 0),
            (
                "the exchange broke",
                posted(&pair()).breaks_off(1.1, 2, Failure::Reset).end(9.0),
                0,
                0,
            ),
            (
                "a closed socket answers nothing",
                Tape::default().socket(0.0, 1, A).say(1.0, 1, &pair()).hang_up(1.1, 1).end(9.0),
                1,
                1,
            ),
            (
                "it may take a second and the tolerance",
                waits(posted(&pair()), "subscribe-reply", 1.2),
                0,
                0,
            ),
            (
                "longer is too long, for both together",
                waits(posted(&pair()), "subscribe-reply or unsubscribe-reply", 1.4),
                1,
                1,
            ),
            ("somebody waited for something else", waits(posted(&pair()), "delivery", 1.4), 0, 0),
            (
                "a publish is waited for in vain",
                waits(posted(&publishes), "publish-reply", 1.4),
                0,
                0,
            ),
            ("the end is no wait", posted(&pair()).end(9.0), 0, 0),
            (
                "two arrays are two findings",
                posted(&pair()).ok(1.1, 2, "[]").post(2.0, 3, &pair()).ok(2.1, 3, "[]").end(9.0),
                2,
                2,
            ),
        ],
    );
}

#[test]
fn all_that_a_form_carries_is_answered() {
    let rule = "bayeux-form-post-understood";
    let silent = |tape: Tape| tape.ok(1.1, 2, "[]").end(9.0);
    let shake = handshake("", r#""long-polling""#);
    let with = format!("[{},{}]", &shake[1..shake.len() - 1], bare(&subscribing(A, "/x")));
    let both = with.clone();
    assert_rows(
        rule,
        vec![
            ("it is not", silent(start().form(1.0, 2, &[&subscribing(A, "/x")])), 1, 1),
            (
                "two parameters are one finding",
                silent(start().form(1.0, 2, &[&subscribing(A, "/x"), &leaving(A)])),
                1,
                1,
            ),
            ("a handshake is not", silent(start().form(1.0, 2, &[&shake])), 1, 1),
            (
                "what comes with a handshake is passed over",
                start()
                    .form(1.0, 2, &[&both])
                    .ok(1.1, 2, &welcome("", "eeeeeeeeeeeeeeeeeeeeeeee"))
                    .end(9.0),
                1,
                0,
            ),
            (
                "what was to be refused",
                silent(start().reject(0.9).form(1.0, 2, &[&subscribing(A, "/x")])),
                0,
                0,
            ),
            ("JSON is no form", silent(start().post(1.0, 2, &pair())), 0, 0),
            (
                "a publish in silence is all right",
                silent(start().form(1.0, 2, &[&publishing(A, "/x", "1")])),
                0,
                0,
            ),
            (
                "a connect is held",
                start()
                    .form(1.0, 2, &[&connecting(A, "")])
                    .gave_up(4.0, "connect-reply", 3.0)
                    .end(9.0),
                0,
                0,
            ),
        ],
    );
}
