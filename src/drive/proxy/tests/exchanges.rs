//! Requests and responses.
//!
//! Depends on the stand. Never asks how long something took.

use super::stand::{Stand, brief};
use crate::{
    drive::Limits,
    transcript::{Kind, Source},
};

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
    assert_eq!(brief((from, response.clone())), "provider 201 ok");
    let Kind::Response { headers, .. } = response else { panic!() };
    let names: Vec<&str> = headers.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["Z", "set-COOKIE", "Set-Cookie", "content-length"]);
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order_on_one_connection() {
    let mut stand = Stand::with(&Limits::default(), "/app").await;
    let two = "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";
    let mut client = stand.client(two.as_bytes()).await;
    let mut upstream = stand.accept().await;
    let host = stand.host();
    upstream.hears(format!("GET /app/a HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
    upstream
        .hears(format!("POST /app/b HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\n\r\nhi"))
        .await;
    let answers = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 204 None\r\n\r\n";
    upstream.say(answers.as_bytes()).await;
    client.hears(answers).await;
    let expected = ["consumer GET /a", "consumer POST /b hi", "provider 200 1", "provider 204"];
    let links = stand.wrote(expected).await;
    assert_eq!(links, [1, 2, 1, 2]);
    client.say(b"GET /c HTTP/1.1\r\n\r\n").await;
    upstream.hears("GET /app/c HTTP/1.1\r\n\r\n").await;
    upstream.say(b"HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n").await;
    assert_eq!(stand.wrote(["consumer GET /c", "provider 304"]).await, [3, 3]);
    client.ends().await;
    upstream.hears_the_end().await;
    drop(upstream);
    stand.nothing_more().await;
}

#[tokio::test]
async fn chunks_and_trailers_pass_as_they_come_and_their_content_is_written_down() {
    let mut stand = Stand::new().await;
    let chunks = "5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n";
    let head = "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n";
    let mut client = stand.client(format!("{head}{chunks}").as_bytes()).await;
    let mut upstream = stand.accept().await;
    upstream.hears(format!("{head}{chunks}")).await;
    // The client hears each part before the next is there.
    for part in
        ["HTTP/1.1 200 OK\r\nTransfer-Encod", "ing: chunked\r\n\r\n3\r\nab", "c\r\n0\r\n", "\r\n"]
    {
        upstream.say(part.as_bytes()).await;
        client.hears(part).await;
    }
    stand.wrote(["consumer POST / hello!", "provider 200 abc"]).await;
}

#[tokio::test]
async fn a_client_that_waits_to_be_told_to_continue_is_told() {
    let mut stand = Stand::new().await;
    let head = "PUT /u HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    let mut client = stand.client(head.as_bytes()).await;
    let mut upstream = stand.accept().await;
    upstream.hears(head).await;
    upstream.say(b"HTTP/1.1 100 Continue\r\n\r\n").await;
    client.hears("HTTP/1.1 100 Continue\r\n\r\n").await;
    client.say(b"ok").await;
    upstream.hears("ok").await;
    upstream.say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    stand.wrote(["consumer PUT /u ok", "provider 200"]).await;
}

#[tokio::test]
async fn an_answer_that_comes_before_the_end_of_its_request_is_written_down_after_it() {
    let mut stand = Stand::new().await;
    let head = "PUT /u HTTP/1.1\r\nContent-Length: 4\r\n\r\nab";
    let mut client = stand.client(head.as_bytes()).await;
    let mut upstream = stand.accept().await;
    upstream.hears(head).await;
    let answer = "HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n";
    upstream.say(answer.as_bytes()).await;
    client.hears(answer).await;
    client.say(b"cd").await;
    upstream.hears("cd").await;
    stand.wrote(["consumer PUT /u abcd", "provider 413"]).await;
}

#[tokio::test]
async fn the_answer_to_head_has_no_body_and_one_without_length_ends_with_the_connection() {
    let mut stand = Stand::new().await;
    let mut client = stand.client(b"HEAD /h HTTP/1.1\r\n\r\nGET /g HTTP/1.1\r\n\r\n").await;
    let mut upstream = stand.accept().await;
    upstream.hears("HEAD /h HTTP/1.1\r\n\r\nGET /g HTTP/1.1\r\n\r\n").await;
    let answers = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\n\r\nall of it";
    upstream.say(answers.as_bytes()).await;
    drop(upstream);
    client.hears(answers).await;
    client.hears_the_end().await;
    let expected =
        ["consumer HEAD /h", "consumer GET /g", "provider 200", "provider 200 all of it"];
    stand.wrote(expected).await;
}

#[tokio::test]
async fn what_is_too_large_is_passed_on_and_the_transcript_says_so() {
    let limits = Limits { body: 8, ..Limits::default() };
    let mut stand = Stand::with(&limits, "").await;
    let head = "POST /big HTTP/1.1\r\nContent-Length: 9\r\n\r\n123456789";
    let mut client = stand.client(head.as_bytes()).await;
    let mut upstream = stand.accept().await;
    upstream.hears(head).await;
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcdefghi";
    upstream.say(answer.as_bytes()).await;
    client.hears(answer).await;
    let address = stand.proxy.url.as_str().trim_end_matches('/').to_owned();
    let why = "9 bytes were passed on, more than the 8 that are written down";
    let request = format!("harness malformed: POST {address}/big: {why}");
    let response = format!("harness malformed: a response: {why}");
    stand.wrote([request.as_str(), response.as_str()]).await;
}
