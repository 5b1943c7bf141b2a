//! WebSocket: what passes and what is written down.
//!
//! Depends on the stand. Never asks how long something took.

use super::stand::{End, Stand};
use crate::drive::Limits;

const ASK: &str = "GET /ws?x=1 HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
const YES: &str =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

/// A frame; masked with this key if there is one.
fn frame(first: u8, payload: &[u8], mask: Option<[u8; 4]>) -> Vec<u8> {
    let length = u8::try_from(payload.len()).unwrap();
    assert!(length < 126);
    let mut bytes = vec![first, length | if mask.is_some() { 0x80 } else { 0 }];
    bytes.extend(mask.iter().flatten());
    let key = mask.unwrap_or_default();
    bytes.extend(payload.iter().enumerate().map(|(i, b)| b ^ key[i % 4]));
    bytes
}

/// A socket whose server's first words come with the consent to it.
async fn opened(stand: &Stand, first: &[u8]) -> (End, End) {
    let mut client = stand.client(ASK.as_bytes()).await;
    let mut upstream = stand.accept().await;
    upstream.hears(ASK).await;
    let mut consent = YES.as_bytes().to_vec();
    consent.extend_from_slice(first);
    upstream.say(&consent).await;
    client.hears(&consent).await;
    (client, upstream)
}

#[tokio::test]
async fn frames_pass_unchanged_and_are_written_down_as_they_came() {
    let mut stand = Stand::new().await;
    let (mut client, mut upstream) = opened(&stand, &frame(0x81, b"welcome", None)).await;
    stand.wrote(["consumer open /ws?x=1 websocket", "provider text 0 welcome"]).await;
    let mut said = frame(0x01, b"in ", Some([1, 2, 3, 4]));
    said.extend(frame(0x89, b"?", Some([9, 9, 9, 9])));
    said.extend(frame(0x80, b"pieces", Some([4, 3, 2, 1])));
    // Byte by byte: where a read ends means nothing.
    for byte in &said {
        client.say(&[*byte]).await;
        upstream.hears([*byte]).await;
    }
    let pieces = ["consumer text… 0 in", "consumer ping 0 ?", "consumer continuation 0 pieces"];
    stand.wrote(pieces).await;
    let mut said = frame(0xc1, b"\x01\x02", None);
    said.extend(frame(0x8a, b"", None));
    said.extend(frame(0x88, b"\x03\xe9bye", None));
    upstream.say(&said).await;
    client.hears(&said).await;
    client.say(&frame(0x88, b"\x03\xe9", Some([0; 4]))).await;
    let closes = [
        "provider text 4 \u{1}\u{2}",
        "provider pong 0",
        "provider close 1001 bye",
        "consumer close 1001",
    ];
    let links = stand.wrote(closes).await;
    assert_eq!(links, [1; 4]);
    drop((client, upstream));
    stand.nothing_more().await;
}

#[tokio::test]
async fn a_credential_in_two_pieces_is_written_down_in_neither() {
    let mut stand = Stand::new().await;
    let (mut client, mut upstream) = opened(&stand, b"").await;
    let mut said = frame(0x01, br#"{"token":"top-sec"#, Some([1, 2, 3, 4]));
    said.extend(frame(0x80, br#"ret-42","a":1}"#, Some([4, 3, 2, 1])));
    client.say(&said).await;
    upstream.hears(&said).await;
    let stand_in = crate::transcript::pseudonym("top-secret-42");
    let (first, second) = stand_in.split_at(7);
    let pieces = [
        "consumer open /ws?x=1 websocket".to_owned(),
        format!("consumer text… 0 {{\"token\":\"{first}"),
        format!("consumer continuation 0 {second}\",\"a\":1}}"),
    ];
    stand.wrote(pieces.each_ref().map(String::as_str)).await;
}

#[tokio::test]
async fn the_same_credential_has_the_same_stand_in_however_its_message_is_cut() {
    let mut stand = Stand::new().await;
    let (mut client, mut upstream) = opened(&stand, b"").await;
    let text = br#"{"token":"top-secret-42"}"#;
    let mut said = frame(0x81, text, Some([1, 2, 3, 4]));
    // All of it in the first piece, and nothing in the last.
    said.extend(frame(0x01, text, Some([4, 3, 2, 1])));
    said.extend(frame(0x80, b"", Some([4, 3, 2, 1])));
    client.say(&said).await;
    upstream.hears(&said).await;
    let stand_in = crate::transcript::pseudonym("top-secret-42");
    let pieces = [
        "consumer open /ws?x=1 websocket".to_owned(),
        format!("consumer text 0 {{\"token\":\"{stand_in}\"}}"),
        format!("consumer text… 0 {{\"token\":\"{stand_in}\"}}"),
        "consumer continuation 0".to_owned(),
    ];
    stand.wrote(pieces.each_ref().map(String::as_str)).await;
}

#[tokio::test]
async fn a_socket_that_ends_without_a_close_frame_broke_off() {
    let mut stand = Stand::new().await;
    let (mut client, upstream) = opened(&stand, b"").await;
    drop(upstream);
    client.hears_the_end().await;
    drop(client);
    let close = "provider close 1006 the connection ended without a close frame";
    stand.wrote(["consumer open /ws?x=1 websocket", close]).await;
    stand.nothing_more().await;
}

#[tokio::test]
async fn a_refused_upgrade_is_an_error_and_the_connection_goes_on() {
    let mut stand = Stand::new().await;
    let mut client = stand.client(format!("{ASK}GET /next HTTP/1.1\r\n\r\n").as_bytes()).await;
    let mut upstream = stand.accept().await;
    upstream.hears(ASK).await;
    let no = "HTTP/1.1 400 No\r\nContent-Length: 2\r\n\r\nno";
    upstream.say(no.as_bytes()).await;
    client.hears(no).await;
    upstream.hears("GET /next HTTP/1.1\r\n\r\n").await;
    let host = stand.proxy.url.as_str().trim_end_matches('/').replacen("http", "ws", 1);
    let refused = format!("provider malformed: {host}/ws?x=1: answered 400 to the upgrade");
    let expected = ["consumer open /ws?x=1 websocket", refused.as_str(), "consumer GET /next"];
    stand.wrote(expected).await;
}

#[tokio::test]
async fn a_frame_that_is_too_large_passes_and_the_transcript_says_so() {
    let limits = Limits { body: 4, ..Limits::default() };
    let mut stand = Stand::with(&limits, "").await;
    let (mut client, mut upstream) = opened(&stand, b"").await;
    let large = frame(0x82, b"12345", Some([7; 4]));
    client.say(&large).await;
    upstream.hears(&large).await;
    let why = "harness malformed: a frame: 5 bytes were passed on, more than the 4 that are \
               written down";
    stand.wrote(["consumer open /ws?x=1 websocket", why]).await;
}

#[tokio::test]
async fn another_protocol_is_passed_on_unread() {
    let mut stand = Stand::new().await;
    let ask = "GET /h2 HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    let mut client = stand.client(ask.as_bytes()).await;
    let mut upstream = stand.accept().await;
    upstream.hears(ask).await;
    let yes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n\0\0\x04";
    upstream.say(yes.as_bytes()).await;
    client.hears(yes).await;
    client.say(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    upstream.hears("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    let why = "harness malformed: the two went on in another protocol: what they say is not read";
    stand.wrote(["consumer GET /h2", why]).await;
    drop((client, upstream));
    stand.nothing_more().await;
}
