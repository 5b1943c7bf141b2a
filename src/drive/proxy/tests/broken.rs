//! What goes wrong: nobody there, ends that come early, what is no HTTP.
//!
//! Depends on the stand. Never asks how long something took.

use tokio::net::TcpListener;

use super::stand::{End, Stand, brief, open};
use crate::{contract::Party, drive::Limits};

async fn connect(url: &url::Url) -> End {
    End(tokio::net::TcpStream::connect(url.socket_addrs(|| None).unwrap()[0]).await.unwrap())
}

#[tokio::test]
async fn a_request_waits_until_it_is_known_where_it_goes() {
    let (proxy, mut events) = open(Party::Provider, &Limits::default()).await;
    let mut client = connect(&proxy.url_as("localhost").unwrap()).await;
    client.say(b"POST /hook HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}").await;
    let upstream = TcpListener::bind("127.0.0.1:0").await.unwrap();
    proxy.forward_to(format!("http://{}", upstream.local_addr().unwrap()).parse().unwrap());
    let mut upstream = End(upstream.accept().await.unwrap().0);
    upstream.hears("POST /hook HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}").await;
    upstream.say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    client.hears("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    // Whoever delivers webhooks is the provider.
    for expected in ["provider POST /hook {}", "consumer 200"] {
        let event = events.recv().await.unwrap();
        assert_eq!(brief((event.from.unwrap(), event.kind)), expected);
    }
}

#[tokio::test]
async fn nobody_says_where_requests_go_and_the_client_is_told() {
    let limits = Limits { longest_wait: 0.0, ..Limits::default() };
    let (proxy, mut events) = open(Party::Consumer, &limits).await;
    let mut client = connect(&proxy.url).await;
    client.say(b"GET / HTTP/1.1\r\n\r\n").await;
    client.hears("HTTP/1.1 504 Gateway Timeout\r\n").await;
    assert_eq!(events.recv().await.unwrap().kind.name(), "request");
    let error = events.recv().await.unwrap();
    let expected = "provider timeout: nobody said in time where requests are to be forwarded to";
    assert_eq!(brief((error.from.unwrap(), error.kind)), expected);
}

#[tokio::test]
async fn a_refused_upstream_is_an_event_and_the_client_gets_502() {
    let mut stand = Stand::new().await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    stand.proxy.forward_to(format!("http://{nobody}").parse().unwrap());
    let mut client = stand.client(b"POST /p HTTP/1.1\r\nContent-Length: 4\r\n\r\nab").await;
    client.say(b"cd").await;
    client.hears("HTTP/1.1 502 Bad Gateway\r\n").await;
    let request = stand.next().await;
    assert_eq!(brief(request), "consumer POST /p abcd");
    let refused = brief(stand.next().await);
    assert!(refused.starts_with(&format!("provider refused: {nobody}: ")), "{refused}");
}

#[tokio::test]
async fn an_upstream_that_dies_is_to_blame_for_the_missing_answer() {
    let mut stand = Stand::new().await;
    let mut client = stand.client(b"GET /d HTTP/1.1\r\n\r\n").await;
    let mut upstream = stand.accept().await;
    upstream.hears("GET /d HTTP/1.1\r\n\r\n").await;
    upstream.say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab").await;
    drop(upstream);
    client.hears("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab").await;
    client.hears_the_end().await;
    drop(client);
    let why = "provider reset: the connection ended before the answer";
    stand.wrote(["consumer GET /d", why]).await;
    stand.nothing_more().await;
}

#[tokio::test]
async fn a_client_that_goes_away_wants_no_answer() {
    let mut stand = Stand::new().await;
    let client = stand.client(b"GET /w HTTP/1.1\r\n\r\n").await;
    let mut upstream = stand.accept().await;
    upstream.hears("GET /w HTTP/1.1\r\n\r\n").await;
    drop(client);
    upstream.hears_the_end().await;
    drop(upstream);
    let why = "consumer reset: the connection ended before the answer";
    stand.wrote(["consumer GET /w", why]).await;
}

#[tokio::test]
async fn a_client_that_goes_away_amid_its_request_left_it_unfinished() {
    let mut stand = Stand::new().await;
    let mut client = stand.client(b"PUT /half HTTP/1.1\r\nContent-Length: 9\r\n\r\nab").await;
    let mut upstream = stand.accept().await;
    upstream.hears("PUT /half HTTP/1.1\r\nContent-Length: 9\r\n\r\nab").await;
    client.ends().await;
    upstream.hears_the_end().await;
    drop(upstream);
    let address = stand.proxy.url.as_str().to_owned();
    let why = format!("harness malformed: PUT {address}half: its end never came");
    let reset = "consumer reset: the connection ended before the answer";
    stand.wrote([why.as_str(), reset]).await;
}

#[tokio::test]
async fn a_recording_that_ends_blames_nobody_for_what_is_under_way() {
    let mut stand = Stand::new().await;
    let _client = stand.client(b"GET /held HTTP/1.1\r\n\r\n").await;
    let mut upstream = stand.accept().await;
    upstream.hears("GET /held HTTP/1.1\r\n\r\n").await;
    stand.wrote(["consumer GET /held"]).await;
    let Stand { proxy, mut events, .. } = stand;
    proxy.close().await;
    let end = events.recv().await.unwrap();
    let expected = "harness reset: the recording ended before the answer";
    assert_eq!(brief((end.from.unwrap(), end.kind)), expected);
    assert!(events.recv().await.is_none());
}

#[tokio::test]
async fn what_is_no_http_is_passed_on_unread() {
    let mut stand = Stand::new().await;
    let mut client = stand.client(b"GET /x HTTP/1.1\r\n\r\n").await;
    let mut upstream = stand.accept().await;
    upstream.hears("GET /x HTTP/1.1\r\n\r\n").await;
    let odd = "HTTP/1.1 200 OK\r\nno colon\r\n\r\nwhatever";
    upstream.say(odd.as_bytes()).await;
    client.hears(odd).await;
    client.say(b"GET /y HTTP/1.1\r\n\r\n").await;
    upstream.hears("GET /y HTTP/1.1\r\n\r\n").await;
    upstream.say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    client.hears("HTTP/1.1 200 OK\r\n").await;
    let why = "provider malformed: a line without a colon; what follows on this connection is \
               passed on unread";
    stand.wrote(["consumer GET /x", why]).await;
    let mut client = stand.client(b"\x16\x03\x01 not http\r\n\r\n").await;
    let mut upstream = stand.accept().await;
    upstream.hears(b"\x16\x03\x01 not http\r\n\r\n").await;
    upstream.say(b"what?").await;
    client.hears("what?").await;
    let why = "consumer malformed: a first line that is none of a request; what follows on this \
               connection is passed on unread";
    stand.wrote([why]).await;
    drop((client, upstream));
    stand.nothing_more().await;
}

#[tokio::test]
async fn an_unasked_answer_is_written_down_too() {
    let mut stand = Stand::new().await;
    let mut client = stand.client(b"GET /x HTTP/1.1\r\n\r\n").await;
    let mut upstream = stand.accept().await;
    upstream.hears("GET /x HTTP/1.1\r\n\r\n").await;
    let two = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n";
    upstream.say(two.as_bytes()).await;
    client.hears(two).await;
    let links = stand.wrote(["consumer GET /x", "provider 200", "provider 408"]).await;
    assert_eq!(links, [1, 1, 2]);
}
