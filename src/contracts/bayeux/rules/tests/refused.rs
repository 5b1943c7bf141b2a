//! Refusals, replies that name what they answer, and what comes after garbage.

use super::{
    assert_rows,
    tape::{
        A, B, LEFT, Tape, connecting, handshake, leaving, publishing, refusal, replying,
        subscribing, welcome,
    },
};
use crate::transcript::Failure;

const POLLING: &str = r#""long-polling""#;

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

#[test]
fn after_garbage_the_next_new_client_is_served() {
    let rule = "bayeux-robust-broken-json";
    let garbage = |tape: Tape, at: f64, link: u32| {
        tape.post(at, link, "[{").response(at + 0.1, link, 400, &[], "")
    };
    let asks = |tape: Tape, types: &str| tape.post(1.0, 2, &handshake("", types));
    let after = |types: &str| asks(garbage(Tape::default(), 0.0, 1), types);
    let served = |tape: Tape| tape.ok(1.1, 2, &welcome("", A));
    let no = refusal("", "500::no");
    let socket =
        Tape::default().open(0.0, 1).say(0.0, 1, "[{").say(1.0, 1, &handshake("", POLLING));
    let known = start()
        .post(0.5, 3, "[{")
        .response(0.6, 3, 400, &[], "")
        .connect(1.0, 2, A)
        .connected(1.1, 2, "");
    assert_rows(
        rule,
        vec![
            ("it is", served(after(POLLING)).end(9.0), 1, 0),
            ("it is not", after(POLLING).ok(1.1, 2, &no).end(9.0), 1, 1),
            ("it gets no reply", after(POLLING).response(1.1, 2, 500, &[], "").end(9.0), 1, 1),
            (
                "nor anything at all",
                after(POLLING).gave_up(2.5, "handshake-reply", 1.5).end(9.0),
                1,
                1,
            ),
            ("not yet", after(POLLING).gave_up(1.9, "handshake-reply", 0.9).end(9.0), 0, 0),
            (
                "somebody waited for something else",
                after(POLLING).gave_up(2.5, "connect-reply", 1.5).end(9.0),
                0,
                0,
            ),
            ("it wants a socket", after(r#""websocket""#).ok(1.1, 2, &no).end(9.0), 1, 1),
            (
                "it wants what nobody must have",
                after(r#""x-ringtrue-pigeon""#).ok(1.1, 2, &no).end(9.0),
                0,
                0,
            ),
            (
                "it was to be refused",
                garbage(Tape::default(), 0.0, 1)
                    .reject(0.9)
                    .post(1.0, 2, &handshake("", POLLING))
                    .ok(1.1, 2, &no)
                    .end(9.0),
                0,
                0,
            ),
            ("one is enough", served(after(POLLING)).shake(2.0, 5, B).end(9.0), 1, 0),
            (
                "one for each time",
                garbage(served(after(POLLING)), 2.0, 5).shake(3.0, 6, B).end(9.0),
                2,
                0,
            ),
            (
                "one for the last of several",
                served(asks(garbage(garbage(Tape::default(), 0.0, 1), 0.5, 5), POLLING))
                    .shake(2.0, 6, B)
                    .end(9.0),
                1,
                0,
            ),
            (
                "it came before",
                garbage(start().post(0.5, 2, &handshake("", POLLING)), 1.0, 3)
                    .ok(1.2, 2, &welcome("", B))
                    .end(9.0),
                0,
                0,
            ),
            ("on the same socket", socket.tell(1.1, 1, &no).hang_up(1.2, 1).end(9.0), 0, 0),
            ("a client that is not new", known.end(9.0), 0, 0),
        ],
    );
    assert_rows(
        "bayeux-robust-empty-array",
        vec![("garbage of another kind", served(after(POLLING)).end(9.0), 0, 0)],
    );
}

#[test]
fn a_refusal_may_be_told_by_http_or_by_hanging_up() {
    let rule = "bayeux-disconnect-ends-session";
    let left = || start().post(1.0, 2, &leaving(A)).ok(1.1, 2, LEFT);
    let asks = || left().connect(1.5, 3, A);
    let reply = |successful: &str| {
        format!(r#"[{{"channel":"/meta/connect","id":"c","successful":{successful}}}]"#)
    };
    let socket = Tape::default().socket(0.0, 1, A).say(1.0, 1, &leaving(A)).tell(1.1, 1, LEFT);
    assert_rows(
        rule,
        vec![
            ("it is granted", asks().ok(1.6, 3, &reply("true")).end(9.0), 1, 1),
            ("it is refused", asks().ok(1.6, 3, &reply("false")).end(9.0), 1, 0),
            ("by HTTP", asks().response(1.6, 3, 400, &[], "").end(9.0), 1, 0),
            (
                "by closing a socket",
                socket.say(1.5, 1, &connecting(A, "")).hang_up(1.6, 1).end(9.0),
                1,
                0,
            ),
            ("silence is no refusal", asks().ok(1.6, 3, "[]").end(9.0), 0, 0),
            ("nor is a failure", asks().breaks_off(1.6, 3, Failure::Reset).end(9.0), 0, 0),
            (
                "a client that did not leave is another matter",
                start().connect(1.5, 3, A).response(1.6, 3, 400, &[], "").end(9.0),
                0,
                0,
            ),
            (
                "so is one that leaves again",
                left().post(1.5, 3, &leaving(A)).ok(1.6, 3, LEFT).end(9.0),
                0,
                0,
            ),
        ],
    );
}

#[test]
fn a_reply_names_the_subscription_and_the_id_of_its_request() {
    let asks = |body: &str, reply: &str| start().post(1.0, 2, body).ok(1.1, 2, reply).end(2.0);
    let x = subscribing(A, "/x");
    let y = subscribing(A, "/y").replace("\"s\"", "\"t\"");
    let bare = |text: &str| text.trim_matches(['[', ']']).to_owned();
    let both = format!("[{},{}]", bare(&x), bare(&y));
    let to_x = replying("subscribe", "/x");
    let to_y = replying("subscribe", "/y").replace("\"s\"", "\"t\"");
    let unnamed = bare(&to_x).replace(r#","subscription":"/x""#, "");
    let ended = bare(&replying("unsubscribe", "/y"));
    let pair = x.replace("\"/x\"", "[\"/x\",\"/y\"]");
    assert_rows(
        "bayeux-subscription-echoed",
        vec![
            ("each its own", asks(&both, &format!("[{},{}]", bare(&to_x), bare(&to_y))), 2, 0),
            (
                "none, though another reply has it",
                asks(&x, &format!("[{unnamed},{}]", bare(&to_x))),
                1,
                1,
            ),
            (
                "half of a list, the rest in the reply to something else",
                asks(&pair, &format!("[{},{ended}]", bare(&to_x))),
                1,
                1,
            ),
            ("one too many", asks(&x, &to_x.replace("\"/x\"", "[\"/x\",\"/y\"]")), 1, 1),
            ("the request named none", asks(&x.replace("subscription", "subscript"), &to_x), 0, 0),
        ],
    );
    let unnumbered = x.replace(r#""id":"s","#, "");
    assert_rows(
        "bayeux-meta-reply-id",
        vec![
            ("the handshake's and this one", asks(&x, &to_x), 2, 0),
            ("another", asks(&x, &to_x.replace("\"s\"", "\"z\"")), 2, 1),
            ("none", asks(&x, &to_x.replace(r#""id":"s","#, "")), 2, 1),
            ("the request had none", asks(&unnumbered, &to_x.replace(r#""id":"s","#, "")), 1, 0),
            (
                "nobody asked",
                start().post(1.0, 2, &publishing(A, "/x", "1")).ok(1.1, 2, &to_x).end(2.0),
                1,
                0,
            ),
        ],
    );
}
