//! Requests and responses.
//!
//! Depends on the stand. Never asks how long something took.

use super::stand::Stand;
use crate::transcript::{Kind, Source};

/// Method, URL and body of a request; status and body of a response.
fn brief(kind: &Kind) -> String {
    match kind {
        Kind::Request { method, url, body, .. } => {
            let path = url.splitn(4, '/').nth(3).unwrap_or_default();
            format!("{method} /{path} {}", String::from_utf8_lossy(body.as_bytes()))
        }
        Kind::Response { status, body, .. } => {
            format!("{status} {}", String::from_utf8_lossy(body.as_bytes()))
        }
        Kind::Error { what, detail } => {
            format!("{} {}", what.as_str(), detail.clone().unwrap_or_default())
        }
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn both_ends_see_the_bytes_of_the_other_but_for_the_host() {
    let mut stand = Stand::new().await;
    let tail = "\r\nX-b: 2\r\nx-A:1 \r\nACCEPT:  */*\r\nContent-Length: 5\r\n\r\nhello";
    let mut client =
        stand.client(format!("POST /a%20b?c=%2f HTTP/1.1\r\nhOST: me:1{tail}").as_bytes()).await;
    let mut upstream = stand.accept().await;
    let host = stand.host();
    upstream.hears(format!("POST /a%20b?c=%2f HTTP/1.1\r\nhOST: {host}{tail}")).await;
    let answer = "HTTP/1.1 201 Made it\r\nZ: 1\r\nset-COOKIE: a=b\r\nSet-Cookie: c=d\r\ncontent-length: 2\r\n\r\nok";
    upstream.say(answer.as_bytes()).await;
    client.hears(answer).await;
    let (from, request) = stand.next().await;
    assert_eq!(from, Source::Consumer);
    let Kind::Request { method, url, headers, body } = request else { panic!("{request:?}") };
    assert_eq!((method.as_str(), url.as_str()), ("POST", "http://me:1/a%20b?c=%2f"));
    assert_eq!(body.as_text(), Some("hello"));
    let names: Vec<&str> = headers.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["hOST", "X-b", "x-A", "ACCEPT", "Content-Length"]);
    let (from, response) = stand.next().await;
    assert_eq!(from, Source::Provider);
    assert_eq!(brief(&response), "201 ok");
    let Kind::Response { headers, .. } = response else { panic!() };
    let names: Vec<&str> = headers.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["Z", "set-COOKIE", "Set-Cookie", "content-length"]);
}
