//! What providers answer: ids, access information, headers, refusals, places in the queue.

use super::tape::{Tape, U, X, Y, connected, created, known};
use crate::transcript::Failure;

const FREE: &str = r#"{"Billing":0.5}"#;
const SILENT: (u64, u64) = (0, 0);
const HELD: (u64, u64) = (1, 0);
const BROKEN: (u64, u64) = (1, 1);
const JSON: (&str, &str) = ("content-type", "application/json");

/// A create is answered like this.
fn answered(status: u16, fields: &[(&str, &str)], body: &str) -> Tape {
    Tape::default().call(0.0, 1, "callback/chat-delay", &[]).response(0.1, 1, status, fields, body)
}

#[test]
fn create_is_answered_with_an_id_of_its_own() {
    let rule = "gms-chat-created";
    let of = |status, body: &str| answered(status, &[JSON], body).counts(rule);
    assert_eq!([of(200, &created(X)), of(200, r#"{"_id":""}"#)], [HELD, BROKEN]);
    let found = |body: &str| answered(200, &[JSON], body).judge(rule).2;
    assert_eq!(found(r#"{"_id":7}"#), ["the id of the service in _id: _id 7"]);
    assert_eq!(found("{}"), ["the id of the service in _id: no _id"]);
    assert_eq!(
        [of(200, ""), of(204, " \r\n"), of(404, ""), of(302, "")],
        [BROKEN, BROKEN, SILENT, SILENT]
    );
    let own = Tape::default().create(0.0, 1, "chat-delay", "comet", X);
    let connect = own.call(1.0, 2, &format!("{X}/connect"), &[]).response(1.1, 2, 200, &[], "");
    assert_eq!(connect.counts(rule), HELD, "that is no answer to create");
    let twice = Tape::default()
        .call(0.0, 1, "callback/chat-delay", &[])
        .call(0.0, 2, "callback/chat-delay", &[])
        .ok(0.1, 1, &created(X))
        .ok(0.2, 2, &created(X));
    assert_eq!(twice.counts(rule), (2, 0), "who asks twice at the same time may mean the same");
    let same = Tape::default().create_at((0.0, 0.5), 1, "chat-delay", X);
    let same = same.create_at((0.5, 1.0), 2, "chat-delay", X);
    assert_eq!(same.counts(rule), (2, 0), "at one moment either may have been first");
    let anew = Tape::default().create(0.0, 1, "chat-delay", "comet", X);
    assert_eq!(anew.create(1.0, 2, "chat-delay", "comet", X).counts(rule), (2, 1));
}

#[test]
fn access_information_comes_with_the_id_where_nothing_is_waited_for() {
    let of = |service: &str, more: &str| {
        let answer = format!(r#"{{"_id":"{X}","_text":"t"{more}}}"#);
        known(FREE)
            .fact("immediate-service", "now")
            .ask(0.0, 1, &format!("callback/{service}"), &[], &answer)
            .counts("gms-chat-immediate-access")
    };
    for service in ["call", "now"] {
        for none in ["", r#","_number":"""#, r#","_number":" ""#, r#","_number":null"#] {
            assert_eq!(of(service, none), BROKEN, "{service} {none}");
        }
        for some in [r#","_number":"555""#, r#","_number":555"#] {
            assert_eq!(of(service, some), HELD, "{service} {some}");
        }
    }
    for service in ["chat-delay", "instant", "queued-call", "unheard-of"] {
        assert_eq!(of(service, ""), SILENT, "{service}");
    }
}

#[test]
fn only_successes_have_to_be_200_and_json() {
    let status = |status| answered(status, &[], "").counts("gms-chat-status-ok");
    assert_eq!(
        [status(200), status(204), status(302), status(404)],
        [HELD, BROKEN, SILENT, SILENT]
    );
    let of = |status, fields: &[(&str, &str)], body: &str| {
        answered(status, fields, body).counts("gms-chat-json-content-type")
    };
    let kind = |kind: &str| of(200, &[("Content-Type", kind)], "{}");
    for json in [
        "application/json",
        "Application/JSON; charset=\"UTF-8\"",
        "application/json;charset=utf8",
        "application/json,application/json;charset=UTF-8",
    ] {
        assert_eq!(kind(json), HELD, "{json}");
    }
    for other in ["text/html", "application/json;charset=ISO-8859-1", "application/json,text/html"]
    {
        assert_eq!(kind(other), BROKEN, "{other}");
    }
    assert_eq!(of(200, &[], "{}"), BROKEN, "it is not said");
    assert_eq!(of(200, &[JSON, JSON], "{}"), HELD, "it is said twice");
    assert_eq!(of(200, &[JSON], "<html>"), BROKEN, "it is not true");
    assert_eq!([of(200, &[], ""), of(404, &[], "<html>")], [SILENT, SILENT]);
}

#[test]
fn the_length_is_that_of_what_is_not_compressed() {
    let rule = "gms-chat-content-length";
    let of = |fields: &[(&str, &str)]| answered(200, fields, "{}").counts(rule);
    assert_eq!([of(&[("Content-Length", "2")]), of(&[("Content-Length", "3")])], [HELD, BROKEN]);
    assert_eq!(of(&[]), SILENT);
    let encoded = |how| of(&[("Content-Length", "3"), ("Content-Encoding", how)]);
    assert_eq!([encoded("gzip"), encoded("identity")], [SILENT, BROKEN]);
    let broke = |what, detail: &str| {
        let tape = Tape::default().call(0.0, 1, "callback/chat-delay", &[]);
        tape.fail(0.1, 1, what, detail).counts(rule)
    };
    assert_eq!(broke(Failure::Reset, "error reading a body from connection"), BROKEN);
    assert_eq!(broke(Failure::Malformed, "connection closed before message completed"), SILENT);
    assert_eq!(broke(Failure::Timeout, "reading a body took too long"), SILENT);
    let comet = Tape::default().comet(0.0, 1, "[]");
    let comet = comet.response(0.1, 1, 200, &[("Content-Length", "7")], "[]");
    assert_eq!(comet.counts(rule), SILENT, "that is not one of the exchanges");
}

#[test]
fn only_successes_have_to_forbid_caching() {
    let of = |status, fields: &[(&str, &str)]| {
        answered(status, fields, "").counts("gms-chat-not-cacheable")
    };
    let (control, pragma) = (("Cache-Control", "No-Cache,no-store"), ("Pragma", "no-cache"));
    assert_eq!([of(200, &[control, pragma]), of(404, &[])], [HELD, SILENT]);
    assert_eq!([of(200, &[control]), of(200, &[pragma])], [BROKEN, BROKEN]);
    assert_eq!(of(200, &[("Cache-Control", "no-store"), pragma]), BROKEN);
}

#[test]
fn a_cookie_that_is_set_over_https_is_secure() {
    let of = |scheme: &str, cookie: &str| {
        let url = format!("{scheme}://h/genesys/1/service/callback/chat-delay");
        Tape::default()
            .request(0.0, 1, "POST", &url, &[("gms_user", U)], b"")
            .response(0.1, 1, 200, &[("Set-Cookie", cookie)], "")
            .counts("gms-chat-cookie-attributes")
    };
    assert_eq!([of("http", "a=1; HttpOnly"), of("http", "a=1; Secure")], [HELD, BROKEN]);
    assert_eq!([of("https", "a=1; HttpOnly"), of("https", "a=1; Secure")], [BROKEN, BROKEN]);
    assert_eq!(of("https", "a=1; secure; httponly"), HELD);
    assert_eq!(of("https", "a=; Max-Age=0"), SILENT, "it is deleted");
}

fn service() -> Tape {
    Tape::default().create(0.0, 1, "chat-delay", "comet", X)
}

#[test]
fn an_id_that_was_made_up_is_refused_and_one_that_may_be_older_need_not_be() {
    let rule = "gms-chat-unknown-id-refused";
    let invented = |path: &str, status| {
        let tape = service().reject(1.0).call(1.1, 2, path, &[]);
        tape.response(1.2, 2, status, &[], "").counts(rule)
    };
    let unknown = format!("{Y}/connect");
    assert_eq!([invented(&unknown, 404), invented(&unknown, 200)], [HELD, BROKEN]);
    assert_eq!(invented(&format!("{X}/connect"), 200), SILENT, "that was given out");
    assert_eq!(invented(&format!("{Y}/ixn/chat"), 200), SILENT, "chats go to a group");
    let older = service().call(1.1, 2, &unknown, &[]).response(1.2, 2, 200, &[], "");
    assert_eq!(older.counts(rule), SILENT, "it may be older than the recording");
}

#[test]
fn what_is_of_another_user_is_refused_to_devices() {
    let of = |user: &str, operation: &str, status| {
        let tape = service().call_as(1.0, 2, user, &format!("{X}/{operation}"), &[]);
        tape.response(1.1, 2, status, &[], "").counts("gms-chat-cross-user-refused")
    };
    assert_eq!([of("other", "connect", 403), of("other", "connect", 200)], [HELD, BROKEN]);
    assert_eq!(of(U, "connect", 404), SILENT, "it is their own");
    assert_eq!(of("", "connect", 200), SILENT, "nobody says who it is");
    assert_eq!(of("other", "internal-notification", 200), SILENT, "that is the agent's desktop");
}

/// A service, announced or not, and a call on it.
struct Asking {
    announced: bool,
    reject: bool,
    user: &'static str,
    operation: &'static str,
    form: &'static [(&'static str, &'static str)],
}

impl Asking {
    fn read() -> Self {
        let operation = "check-queue-position";
        Self { announced: false, reject: false, user: U, operation, form: &[] }
    }

    fn answered(&self, status: u16) -> (u64, u64) {
        let mut tape = known(FREE).listen(0.0, 1).create(0.5, 4, "chat-delay", "comet", X);
        if self.announced {
            tape = tape.announce(1.2, 5, X);
        }
        if self.reject {
            tape = tape.reject(1.4);
        }
        tape.call_as(1.5, 6, self.user, &format!("{X}/{}", self.operation), self.form)
            .response(1.6, 6, status, &[], "")
            .counts("gms-chat-empty-form-accepted")
    }
}

#[test]
fn a_form_without_fields_is_not_what_is_wrong_with_a_call() {
    let read = Asking::read;
    assert_eq!(read().answered(200), HELD);
    for status in [400, 411, 413, 415, 422, 500] {
        assert_eq!(read().answered(status), BROKEN, "{status}");
    }
    assert_eq!([read().answered(404), read().answered(503)], [SILENT, SILENT]);
    let connect = || Asking { operation: "connect", ..read() };
    assert_eq!(connect().answered(400), SILENT, "no agent was announced");
    assert_eq!(Asking { announced: true, ..connect() }.answered(400), BROKEN);
    let chat = Asking { announced: true, operation: "ixn/chat", ..read() };
    assert_eq!(chat.answered(400), SILENT, "a chat needs fields");
    assert_eq!(Asking { form: &[("a", "1")], ..read() }.answered(400), SILENT);
    assert_eq!(Asking { reject: true, ..read() }.answered(400), SILENT);
    assert_eq!(Asking { user: "other", ..read() }.answered(400), SILENT);
    let unowned = |user: &str| {
        let path = "/genesys/1/service/callback/chat-delay";
        Tape::default()
            .request(0.0, 1, "POST", path, &[], b"")
            .ok(0.1, 1, &created(X))
            .call_as(1.0, 2, user, &format!("{X}/check-queue-position"), &[])
            .response(1.1, 2, 400, &[], "")
            .counts("gms-chat-empty-form-accepted")
    };
    assert_eq!([unowned(U), unowned("")], [BROKEN, BROKEN], "it is nobody's own");
}

#[test]
fn the_user_that_connect_gives_back_is_compared_where_one_was_sent() {
    let of = |user: &str, answer: &str| {
        let tape = service().call_as(1.0, 2, user, &format!("{X}/connect"), &[]);
        tape.ok(1.1, 2, answer).counts("gms-chat-user-header-echoed")
    };
    let answer = connected(X);
    assert_eq!([of(U, &answer), of("other", &answer), of("", &answer)], [HELD, BROKEN, SILENT]);
    assert_eq!(of(U, "{}"), SILENT, "schemas say that it is missing");
    let number = service().ask(1.0, 2, &format!("{X}/connect"), &[], r#"{"_user_header":7}"#);
    let found = number.judge("gms-chat-user-header-echoed").2;
    assert_eq!(found, [format!("_user_header {U}: _user_header 7")]);
}

/// An answer about the queue.
fn queue(rule: &str, answer: &str) -> (u64, u64) {
    let path = format!("{X}/check-queue-position");
    service().ask(1.0, 2, &path, &[], answer).counts(rule)
}

#[test]
fn a_position_is_one_of_those_who_wait() {
    let of = |position: &str, total: &str| {
        let answer = format!(r#"{{"_position":{position},"_total_waiting":{total}}}"#);
        queue("gms-chat-position-in-total", &answer)
    };
    assert_eq!([of("1", "2"), of("2", "2"), of("3", "2")], [HELD, HELD, BROKEN]);
    assert_eq!([of("0", "0"), of("1", "0"), of("1", "-1")], [HELD, BROKEN, SILENT]);
    assert_eq!([of("\"3\"", "2"), of("3", "null")], [SILENT, SILENT]);
}

#[test]
fn the_threshold_is_passed_exactly_where_its_reason_holds() {
    let of = |eta: &str, position: i64, reason: &str, passed: bool| {
        let answer = format!(
            r#"{{"_eta":{eta},"_position":{position},"_agent_ready_threshold_passed":{passed},"_agent_ready_threshold_passed_reason":"{reason}"}}"#
        );
        queue("gms-chat-threshold-reason", &answer)
    };
    let reason = "eta  <= 35 and position <=5 ";
    for (eta, position, holds) in
        [("35", 5, true), ("36", 5, false), ("35", 6, false), ("36", 6, false), ("0", 1, true)]
    {
        assert_eq!(of(eta, position, reason, holds), HELD, "{eta} {position}");
        assert_eq!(of(eta, position, reason, !holds), BROKEN, "{eta} {position}");
    }
    for (passed, counts) in [(true, HELD), (false, BROKEN)] {
        assert_eq!(of("\"n/a\"", 9, "eta n/a", passed), counts, "without an estimate it is passed");
    }
    assert_eq!(of("30", 9, "nobody knows", false), SILENT);
    assert_eq!(of("\"n/a\"", 1, reason, false), SILENT, "the estimate is none");
}
