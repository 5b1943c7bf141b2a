//! How consumers write their calls.

use super::tape::{Tape, U, X, created};
use crate::codec::multipart;

const SILENT: (u64, u64) = (0, 0);
const HELD: (u64, u64) = (1, 0);
const BROKEN: (u64, u64) = (1, 1);

/// A create with this content.
fn sent(kind: &str, body: &[u8]) -> Tape {
    let path = "/genesys/1/service/callback/chat-delay";
    let fields = [("Content-Type", kind), ("gms_user", U)];
    Tape::default().request(0.0, 1, "POST", path, &fields, body).ok(0.1, 1, &created(X))
}

#[test]
fn what_is_wrong_between_parts_and_what_is_wrong_within_one_are_two_rules() {
    let part = |header: &str| format!("--b\r\n{header}\r\n\r\nv\r\n--b--\r\n");
    let good = "Content-Disposition: form-data; name=\"a\"";
    for (body, wellformed, parts) in [
        (part(good), HELD, HELD),
        ("--b--\r\n".to_owned(), HELD, SILENT),
        (part(&format!("{good}\r\nX-More: 1")), HELD, HELD),
        (part("Content-Disposition: form-data; name=a"), HELD, BROKEN),
        (part("Content-Type: text/plain"), SILENT, BROKEN),
        (part("Content-Disposition: attachment; name=\"a\""), SILENT, BROKEN),
        (part("Content-Disposition: form-data"), SILENT, BROKEN),
        (part("Content-Disposition form-data; name=\"a\""), SILENT, BROKEN),
        (part("Content-Disposition: form-data; name=\"a"), SILENT, BROKEN),
        (format!("--b x\r\n{good}\r\n\r\nv\r\n--b--\r\n"), BROKEN, SILENT),
        (format!("--b\r\n{good}\r\n\r\nv\r\n--b-- x"), BROKEN, SILENT),
        (format!("--b\r\n{good}\r\n\r\nv\r\n"), BROKEN, SILENT),
        ("a=1".to_owned(), BROKEN, SILENT),
        // Whether so much of it is a form we do not know.
        (part(&format!("{good}\r\n{}", "X-More: 1\r\n".repeat(40))), SILENT, SILENT),
    ] {
        let of = |rule: &str| sent("multipart/form-data; boundary=b", body.as_bytes()).counts(rule);
        assert_eq!(of("gms-chat-form-wellformed"), wellformed, "{body:?}");
        assert_eq!(of("gms-chat-form-parts"), parts, "{body:?}");
        assert_eq!(of("gms-chat-multipart"), HELD, "{body:?}");
    }
}

#[test]
fn a_form_is_announced_and_its_lines_end_in_crlf() {
    let good = multipart::write("b", &[("a", "1\n2")]);
    let of = |kind: &str, rule: &str| sent(kind, &good).counts(rule);
    let kind = "multipart/form-data; boundary=b";
    assert_eq!(of(kind, "gms-chat-form-crlf"), HELD, "what is in a value is no end of a line");
    for other in ["text/plain", "multipart/form-data"] {
        assert_eq!(of(other, "gms-chat-multipart"), BROKEN, "{other}");
        for rule in ["crlf", "wellformed", "parts"] {
            assert_eq!(of(other, &format!("gms-chat-form-{rule}")), SILENT, "{other} {rule}");
        }
    }
    let bare = b"--b\nContent-Disposition: form-data; name=\"a\"\n\n1\n--b--\n";
    assert_eq!(sent(kind, bare).counts("gms-chat-form-crlf"), BROKEN);
    let other = sent(kind, b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n");
    assert_eq!(other.counts("gms-chat-form-crlf"), HELD, "that is odd in another way");
    for rule in ["multipart", "form-crlf", "form-wellformed", "form-parts"] {
        assert_eq!(sent(kind, b"").counts(&format!("gms-chat-{rule}")), SILENT, "{rule}");
    }
}

#[test]
fn calls_are_posted_and_the_form_of_another_method_is_left_alone() {
    let path = format!("/genesys/1/service/{X}/retrieve-notifications");
    let of = |method: &str, rule: &str| {
        let fields = [("Content-Type", "text/plain"), ("gms_user", U)];
        Tape::default().request(0.0, 1, method, &path, &fields, b"x").counts(rule)
    };
    assert_eq!([of("POST", "gms-chat-post"), of("GET", "gms-chat-post")], [HELD, BROKEN]);
    let multipart = ["POST", "PUT"].map(|method| of(method, "gms-chat-multipart"));
    assert_eq!(multipart, [BROKEN, SILENT]);
}

#[test]
fn a_path_is_wrong_where_it_resembles_one_of_the_exchanges() {
    let of = |path: &str| {
        let tape = Tape::default().call(0.0, 1, path, &[]);
        tape.counts("gms-chat-path")
    };
    for path in ["callback/chat-delay", "369-a/connect", "369-a/ixn/chat", "369-a/connect/"] {
        assert_eq!(of(path), HELD, "{path}");
    }
    for path in [
        "callback",
        "callback/chat-delay/connect",
        "connect",
        "connect/369-a",
        "connect/ixn/chat",
        "369-a/poke",
        "369-a/conect",
        "369-a/conne",
        "369-a/connectxy",
        "369-a/konnekt",
        "369-a/Connect",
        "369-a/check_queue_position",
        "369-a/retrieve-notification",
    ] {
        assert_eq!(of(path), BROKEN, "{path}");
    }
    for path in [
        "369-a",
        "callback/chat-delay/369-a",
        "369-a/con",
        "369-a/connectxyz",
        "369-a/konmekt",
        "369-a/ectconn",
        "369-a/connctes",
        "369-a/ixn/chat/send",
        "369-a/storage",
    ] {
        assert_eq!(of(path), SILENT, "{path}");
    }
    let fields = [("gms_user", U)];
    let list = Tape::default().request(0.0, 1, "GET", "/genesys/1/service/callback", &fields, b"");
    assert_eq!(list.counts("gms-chat-path"), SILENT, "that lists what there is");
}
