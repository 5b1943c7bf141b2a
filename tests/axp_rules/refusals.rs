//! Answers and refusals, exactly: which authentication is answered, what shows that a refusal is
//! kept to, and what is no refusal.

use ringtrue::transcript::{Body, Failure, Kind, Source};
use serde_json::{Value, json};

use super::{
    exact::{absent, broken, check, counted, held},
    tape::{
        ENDPOINT, SUBSCRIPTION, TOKEN, Tape, authentication, confirmation, notification, refusal,
        subscription, with, without,
    },
};

const CONSUMER: Source = Source::Consumer;
const PROVIDER: Source = Source::Provider;

fn state() -> Value {
    json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": "i", "timestamp": "1714557600000"})
}

/// An authentication on another socket.
fn again(tape: Tape, link: u32) -> Tape {
    tape.on(link).opens().says(&authentication())
}

/// An authentication that is announced to break a rule.
fn bad(rule: &str) -> Tape {
    let odd = json!({"event": "authentication", "subscriptionId": "nobody", "token": "unheard-of"});
    Tape::created().on(2).opens().stimulus(rule).says(&odd)
}

/// The recording stops here, and says that something is missing.
fn breaks_off(tape: Tape) -> Tape {
    tape.push(None, Kind::End { complete: false })
}

#[test]
fn an_answer_is_missing_for_those_who_waited_for_as_long_as_the_harness_says() {
    let rule = "axp-auth-answered";
    let two = again(again(Tape::created().wait(50.0), 2).wait(2.0), 3).wait(3.0);
    let gave_up = Kind::GaveUp { awaiting: "authenticationResponse".into(), after: 5.0 };
    let gave_up = |tape: Tape| tape.push(Some(Source::Harness), gave_up.clone());
    check(vec![
        broken(rule, gave_up(two), "one was asked five seconds ago, the other one three"),
        broken(
            rule,
            gave_up(again(Tape::created().wait(50.0), 2).wait(5.0)).closes(PROVIDER),
            "it is missed once",
        ),
        absent(
            rule,
            again(Tape::created(), 2).closes(CONSUMER).gave_up("authenticationResponse", 5.0),
            "who asked has left",
        ),
        absent(rule, again(Tape::created(), 2).gave_up("pong", 5.0), "nobody waited for it"),
        counted(
            rule,
            Tape::confirmed()
                .says(&json!({"event": "hello"}))
                .hears(&refusal("CONSTRAINT_VIOLATION")),
            1,
            0,
            "what was no message may be refused as one that is malformed",
        ),
    ]);
}

#[test]
fn only_the_provider_refuses_by_closing_and_only_what_it_was_asked() {
    let (token, unknown) =
        ("axp-auth-invalid-token-refused", "axp-auth-unknown-subscription-refused");
    let asked = || bad("axp-auth-token-issued");
    check(vec![
        held(token, asked().closes(PROVIDER), "closed instead of an answer"),
        absent(token, asked().closes(CONSUMER), "the consumer did not wait for the answer"),
        absent(token, asked().closes(CONSUMER).closes(PROVIDER), "it was closed before"),
        absent(unknown, asked().closes(PROVIDER), "nothing about the subscription was refused"),
    ]);
}

#[test]
fn the_second_authentication_of_a_connection_need_not_be_confirmed() {
    let twice = Tape::confirmed().says(&authentication()).hears(&refusal("INVALID_TOKEN"));
    check(vec![held("axp-auth-confirmed", twice, "the first was confirmed; the second is free")]);
}

#[test]
fn that_nothing_comes_after_a_failure_is_known_when_the_connection_is_over() {
    let rule = "axp-nothing-after-failure";
    let failed = || bad("axp-auth-token-issued").hears(&refusal("INVALID_TOKEN"));
    check(vec![
        held(rule, failed().closes(PROVIDER).ends(), "it was closed, and nothing had come"),
        held(rule, failed().gave_up("notification", 1.0).closes(CONSUMER), "waited for in vain"),
        held(rule, failed().ends(), "the recording is complete, and nothing came"),
        absent(rule, breaks_off(failed()), "something may be missing"),
        absent(rule, failed().gave_up("pong", 1.0), "nobody waited for a notification"),
        absent(rule, failed().on(3).opens().closes(PROVIDER), "another connection was closed"),
        absent(rule, Tape::confirmed().closes(PROVIDER).ends(), "no authentication failed"),
        absent(rule, Tape::confirmed().told(&state()).ends(), "no authentication failed"),
        held(rule, breaks_off(failed().closes(PROVIDER)), "nothing comes after a close"),
        counted(
            rule,
            failed().told(&state()).told(&with(&state(), "/id", json!("j"))).ends(),
            2,
            2,
            "both are reported, and the end does not say that nothing came",
        ),
    ]);
}

#[test]
fn the_first_frame_is_that_of_the_consumer() {
    let rule = "axp-auth-first-frame";
    let greeted = Tape::created().on(2).opens().hears(&notification(1, &state()));
    check(vec![
        absent(
            rule,
            greeted.clone(),
            "the provider spoke first, which is not the consumer's fault",
        ),
        held(rule, greeted.says(&authentication()), "the first frame of the consumer"),
        held(rule, Tape::confirmed().says(&json!({"event": "ping"})), "only the first is judged"),
    ]);
}

#[test]
fn a_token_leaks_wherever_the_provider_repeats_it() {
    let rule = "axp-token-not-leaked";
    let reason = |reason: String| Kind::Close { code: 1008, reason };
    let answer = |name: &str, value: String, body: String| Kind::Response {
        status: 401,
        headers: vec![(name.to_owned(), value)],
        body: Body::Text(body),
    };
    let asked = || Tape::blank().asks_for(&["ALL"]);
    let told = |kind: Kind| asked().push(Some(PROVIDER), kind);
    let closed = |kind: Kind| asked().on(2).opens().push(Some(PROVIDER), kind);
    check(vec![
        broken(rule, closed(reason(format!("{TOKEN} is too old"))), "in the reason of a close"),
        held(rule, closed(reason("too old".to_owned())), "a reason without it"),
        broken(rule, told(answer("x-seen", TOKEN.to_owned(), String::new())), "in a header field"),
        broken(rule, told(answer("x-seen", "no".to_owned(), format!("no {TOKEN}"))), "in a body"),
        held(rule, told(answer("x-seen", "no".to_owned(), "no".to_owned())), "in neither"),
        absent(
            rule,
            Tape::blank().on(2).opens_at(ENDPOINT).hears(&notification(1, &state())),
            "no token is known",
        ),
    ]);
}

#[test]
fn a_token_is_known_to_be_bad_only_where_another_one_is_known_to_be_good() {
    let rule = "axp-auth-token-issued";
    let fresh = with(&authentication(), "/token", json!("renewed-in-the-meantime"));
    let other = || Tape::created().on(2).opens().says(&fresh);
    let unseen = || Tape::blank().on(2).opens().says(&authentication());
    check(vec![
        held(rule, Tape::confirmed(), "the token that made the subscription"),
        held(rule, other().hears(&confirmation()), "another one, which the provider takes"),
        broken(rule, other().hears(&refusal("INVALID_TOKEN")), "another one, which it refuses"),
        absent(rule, other().hears(&refusal("INTERNAL_SERVER_ERROR")), "refused for its own fault"),
        held(
            rule,
            Tape::asked().hears(&refusal("INVALID_TOKEN")),
            "the token that made the subscription is not the consumer's mistake",
        ),
        absent(rule, unseen().hears(&refusal("INVALID_TOKEN")), "its subscription was not seen"),
    ]);
}

#[test]
fn what_is_not_sent_again_is_known_at_the_end() {
    let malformed = "axp-malformed-not-resent";
    let (token, unknown) = ("axp-invalid-token-not-resent", "axp-unknown-subscription-not-resent");
    let odd = without(&authentication(), "token");
    let rejected =
        || Tape::created().on(2).opens().says(&odd).hears(&refusal("CONSTRAINT_VIOLATION"));
    let refused = |status: &str| Tape::asked().hears(&refusal(status)).closes(PROVIDER);
    let invalid = || refused("INVALID_TOKEN");
    check(vec![
        held(malformed, rejected().ends(), "it had every occasion"),
        absent(malformed, breaks_off(rejected()), "it may have sent it again"),
        broken(malformed, rejected().says(&odd).ends(), "the end does not say that it did not"),
        absent(malformed, Tape::confirmed().ends(), "nothing was malformed"),
        held(token, invalid().ends(), "it had every occasion"),
        absent(token, breaks_off(invalid()), "it may have sent it again"),
        absent(token, Tape::confirmed().ends(), "nothing was refused"),
        broken(token, again(invalid(), 3).ends(), "the end does not say that it did not"),
        absent(token, again(refused("INTERNAL_SERVER_ERROR"), 3), "not refused for its token"),
        absent(token, refused("INTERNAL_SERVER_ERROR").ends(), "not refused for its token"),
        absent(unknown, again(invalid(), 3).ends(), "not refused for its subscription"),
        counted(
            token,
            again(again(invalid(), 3).hears(&confirmation()).closes(CONSUMER), 4),
            1,
            1,
            "it was confirmed since: the refusal does not count any more",
        ),
        counted(
            token,
            again(again(invalid(), 3).hears(&refusal("INTERNAL_SERVER_ERROR")), 4),
            2,
            2,
            "another refusal, for another reason, takes nothing back",
        ),
    ]);
}

#[test]
fn only_a_shock_and_only_a_connection_after_it_say_what_a_provider_survives() {
    let (malformed, binary) = ("axp-robust-malformed-frame", "axp-robust-binary-frame");
    let broken_text = || Tape::created().on(2).opens().frame(CONSUMER, "text", "{broken");
    let shocked = || again(broken_text(), 3);
    let fresh = || broken_text().on(3).opens();
    let refused = |tape: Tape| tape.on(4).opens().fails(Failure::Refused);
    let invalid = json!({"event": "authentication", "subscriptionId": "nobody", "token": "none"});
    let invalid = || fresh().stimulus("axp-auth-token-issued").says(&invalid);
    check(vec![
        absent(malformed, refused(Tape::confirmed()), "everything was a message"),
        absent(binary, refused(Tape::confirmed()), "nothing was binary"),
        absent(binary, refused(broken_text()), "nothing was binary"),
        absent(
            malformed,
            refused(Tape::created().on(2).opens().frame(CONSUMER, "binary", "{broken")),
            "that is for the rule about binary messages",
        ),
        broken(malformed, refused(broken_text()), "the next connection is refused"),
        absent(malformed, fresh().fails(Failure::Tls), "TLS says nothing of it"),
        broken(malformed, fresh().fails(Failure::Reset), "the next connection is cut at once"),
        broken(malformed, shocked().fails(Failure::Reset), "cut instead of an answer"),
        broken(malformed, shocked().closes(PROVIDER), "closed instead of an answer"),
        absent(malformed, shocked().closes(CONSUMER), "the consumer did not wait"),
        absent(malformed, fresh().closes(PROVIDER), "nothing was asked of it"),
        absent(malformed, invalid().fails(Failure::Reset), "a bad authentication may be cut off"),
        absent(
            malformed,
            fresh().gave_up("authenticationResponse", 5.0),
            "nobody authenticated on it",
        ),
        broken(malformed, shocked().gave_up("authenticationResponse", 5.0), "no answer"),
        held(
            malformed,
            shocked().gave_up("pong", 1.0).hears(&confirmation()),
            "nobody waited for the answer, which came",
        ),
        held(
            malformed,
            shocked().hears(&notification(1, &state())).hears(&confirmation()),
            "what comes before the answer is no refusal",
        ),
        broken(malformed, shocked().hears(&refusal("INTERNAL_SERVER_ERROR")), "refused"),
        held(
            malformed,
            shocked().hears(&confirmation()).fails(Failure::Reset),
            "a connection is judged once",
        ),
        absent(malformed, invalid().hears(&refusal("INVALID_TOKEN")), "refused, as it should be"),
        absent(
            malformed,
            Tape::created()
                .on(2)
                .opens()
                .on(3)
                .opens()
                .frame(CONSUMER, "text", "{")
                .on(2)
                .says(&authentication())
                .hears(&refusal("INTERNAL_SERVER_ERROR")),
            "that connection was there before the shock",
        ),
    ]);
}

#[test]
fn an_endpoint_is_followed_by_whatever_spelling_leads_there() {
    let rule = "axp-endpoint-followed";
    let spelled = ENDPOINT.replace("host.example", "HOST.example:443");
    let no_url = || {
        Tape::blank().asks_for(&["ALL"]).responds(
            201,
            &with(&super::tape::subscription(&["ALL"]), "/transport/endpoint", json!("/ws/here")),
        )
    };
    check(vec![
        held(rule, Tape::created().on(2).opens_at(&spelled), "the same place"),
        broken(rule, Tape::created().on(2).opens_at(&format!("{ENDPOINT}2")), "another place"),
        held(rule, no_url().on(2).opens_at("/ws/here"), "what is no URL is taken word for word"),
        broken(rule, no_url().on(2).opens_at("/ws/there"), "another word"),
        absent(rule, Tape::blank().on(2).opens(), "no subscription was seen"),
    ]);
}

#[test]
fn a_ping_of_a_connection_names_its_own_subscription() {
    let rule = "axp-ping-subscription";
    let ping = |id: &str| json!({"event": "ping", "subscriptionId": id});
    check(vec![
        held(rule, Tape::confirmed().says(&ping(SUBSCRIPTION)), "its own"),
        broken(rule, Tape::confirmed().says(&ping("s-9")), "another one"),
        absent(rule, Tape::confirmed().says(&json!({"event": "ping"})), "it need not name one"),
        absent(rule, Tape::asked().says(&ping("s-9")), "nothing was confirmed yet"),
    ]);
}

#[test]
fn who_asks_for_another_subscription_does_not_try_again() {
    let rule = "axp-retry-later";
    let second = with(&subscription(&["ALL"]), "/subscriptionId", json!("s-2"));
    let two = || Tape::asked().on(8).asks_for(&["ALL"]).responds(201, &second).on(2);
    let failed = || two().hears(&refusal("INTERNAL_SERVER_ERROR"));
    let other = with(&authentication(), "/subscriptionId", json!("s-2"));
    let asks = |tape: Tape| tape.on(3).opens().says(&other);
    check(vec![
        absent(rule, asks(failed()), "it asks for the other one"),
        broken(rule, again(failed(), 3), "it asks for the same one at once"),
        held(rule, again(failed().wait(1.0), 3), "it asks for the same one later"),
        broken(
            rule,
            again(asks(failed()).hears(&confirmation()), 4),
            "that it got the other one does not make it later",
        ),
        held(rule, again(again(failed().wait(1.0), 3), 4), "no failure came between"),
        absent(rule, again(two().hears(&refusal("INVALID_TOKEN")), 3), "no error of the server"),
    ]);
}
