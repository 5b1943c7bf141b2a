//! The relay and its spellers: what is said stays, and each way of saying it comes to bear.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use url::Url;

use super::{
    Relay, Respelling, Speaker, frames::FrameSpeller, messages::Talk, messages::Way,
    properties::respelling, spellings::Spellings, varied::Varied,
};
use crate::codec::websocket::Frames;

const ASKED: &[u8] = b"POST /a?b=%41 HTTP/1.1\r\nHost: here\r\nCookie: a=1\r\n\
    Content-Type: application/json\r\nx-TWO: 1\r\nContent-Length: 30\r\n\r\n\
    {\"a\":\"x/y\",\"b\":[1,2],\"c\":null}";
const ANSWERED: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: a=1\r\n\
    Set-Cookie: b=2\r\nContent-Length: 26\r\n\r\n{\"a\":\"\xc3\xa9/\",\"b\":{\"c\":1.50}}";
const SWITCHED: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Accept: x=\r\n\r\n\x81\x08{\"a\":\"/\"";

fn spelt(way: Way, bytes: &[u8], wanted: &[Respelling]) -> (String, Vec<Respelling>) {
    let (talk, spellings) = (Talk::default(), Spellings::new(wanted.to_vec()));
    let mut varied = Varied::new(way, &talk, &spellings);
    let mut said = Vec::new();
    // However the bytes arrive.
    for piece in bytes.chunks(5) {
        said.extend(varied.feed(piece).unwrap().bytes);
    }
    said.extend(varied.end().unwrap().bytes);
    (String::from_utf8_lossy(&said).into_owned(), spellings.came_to_bear())
}

fn asked(one: Respelling) -> String {
    spelt(Way::Asking, ASKED, &[one]).0
}

#[test]
fn without_a_wish_a_message_is_written_as_it_came() {
    for (way, bytes) in [(Way::Asking, ASKED), (Way::Answering, ANSWERED)] {
        assert_eq!(spelt(way, bytes, &[]).0.as_bytes(), bytes);
    }
}

#[test]
fn json_says_the_same_in_other_words_and_its_length_follows() {
    let text = asked(Respelling::JsonMemberOrder);
    assert!(text.ends_with("\r\n\r\n{\"c\":null,\"b\":[1,2],\"a\":\"x/y\"}"), "{text}");
    let text = asked(Respelling::JsonSolidus);
    assert!(text.contains("Content-Length: 31\r\n"), "{text}");
    assert!(text.contains("x\\/y"), "{text}");
    assert!(asked(Respelling::JsonFirstLetters).contains("{\"\\u0061\":\"\\u0078/y\""));
    assert!(asked(Respelling::JsonWhiteSpace).contains("1\r\n\t ,"));
}

#[test]
fn heads_keep_their_values_under_other_names_and_in_another_order() {
    assert!(asked(Respelling::HeaderCapitalised).contains("\r\nX-Two: 1\r\n"));
    assert!(asked(Respelling::HeaderCapitals).contains("\r\nCOOKIE: a=1\r\n"));
    assert!(asked(Respelling::HeaderWhiteSpace).contains("\r\nCookie: \t a=1\t \r\n"));
    assert!(
        asked(Respelling::ContentTypeCharset).contains(": application/json; charset=UTF-8\r\n")
    );
    assert!(asked(Respelling::ContentTypeCapitals).contains(": APPLICATION/JSON\r\n"));
    let typed = |kind: &str| format!("GET / HTTP/1.1\r\nContent-Type: {kind}\r\n\r\n");
    let with = |kind: &str| {
        spelt(Way::Asking, typed(kind).as_bytes(), &[Respelling::ContentTypeCharset]).0
    };
    assert_eq!(
        with("application/json;charset=UTF-8"),
        typed("application/json; Charset=\"utf-8\"")
    );
    assert_eq!(with("application/json; v=2"), typed("application/json; v=2"));
    let (text, _) = spelt(Way::Answering, ANSWERED, &[Respelling::HeaderOrder]);
    assert!(text.starts_with("HTTP/1.1 200 OK\r\nContent-Length: 26\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Type"), "{text}");
    let (text, _) = spelt(Way::Answering, ANSWERED, &[Respelling::ReasonPhrase]);
    assert!(text.starts_with("HTTP/1.1 200 \r\n"), "{text}");
}

#[test]
fn a_body_comes_in_chunks_and_has_no_length_then() {
    let text = asked(Respelling::BodyChunks);
    assert!(text.contains("Transfer-Encoding: chunked\r\n"), "{text}");
    assert!(!text.contains("Content-Length"), "{text}");
    assert!(
        text.ends_with("\r\na\r\nb\":[1,2],\"\r\na\r\nc\":null}\r\n0\r\n\r\n")
            || text.ends_with("0\r\n\r\n")
    );
}

#[test]
fn a_connection_is_not_closed_by_what_changes_its_protocol() {
    let (text, bore) = spelt(Way::Answering, SWITCHED, &[Respelling::ConnectionClose]);
    assert!(text.contains("Connection: Upgrade\r\n"), "{text}");
    assert!(bore.is_empty());
    assert!(asked(Respelling::ConnectionClose).contains("\r\nConnection: close\r\n"));
}

#[test]
fn bodies_that_are_no_json_stay_as_they_are() {
    for kind in ["multipart/form-data; boundary=Ab", "application/x-www-form-urlencoded"] {
        let text = format!(
            "POST / HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: 7\r\n\r\n{{\"a\":1}}"
        );
        for one in Respelling::ALL.into_iter().filter(|one| one.name().starts_with("json-")) {
            assert_eq!(spelt(Way::Asking, text.as_bytes(), &[one]), (text.clone(), Vec::new()));
        }
        let (capitals, _) = spelt(Way::Asking, text.as_bytes(), &[Respelling::ContentTypeCapitals]);
        assert_eq!(capitals.contains("; boundary=Ab"), kind.contains("boundary"));
    }
}

#[test]
fn what_cannot_be_read_is_passed_on_as_it_came() {
    for text in ["no head\r\n\r\n{\"a\":\"/\"}", "GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\nx"]
    {
        let (said, bore) = spelt(Way::Asking, text.as_bytes(), &Respelling::ALL);
        assert_eq!((said.as_str(), bore), (text, Vec::new()));
    }
}

#[test]
fn every_way_of_spelling_comes_to_bear_somewhere_and_changes_no_meaning() {
    // Whose bytes only their timing changes is seen by who carries them.
    let carried = [Respelling::Pause, Respelling::Pieces];
    let frame = b"\x81\x09{\"a\":\"/\"}".as_slice();
    let socket = [SWITCHED.split_at(SWITCHED.len() - 10).0, frame].concat();
    for one in Respelling::ALL.into_iter().filter(|one| !carried.contains(one)) {
        let spoken = [(Way::Asking, ASKED), (Way::Answering, ANSWERED), (Way::Answering, &socket)];
        let bore = spoken.map(|(way, bytes)| spelt(way, bytes, &[one]).1);
        assert!(bore.iter().any(|bore| bore == &[one]), "{}", one.name());
    }
    for bytes in [ASKED, ANSWERED, &socket, frame, b"{\"a\":\"/\",\"b\":\"\\ud83d\\ude00\"}"] {
        assert_eq!(respelling(bytes), Ok(()));
    }
}

#[test]
fn a_message_in_fragments_is_the_same_message_with_its_mask_and_a_ping_in_it() {
    let spellings = Spellings::new(vec![Respelling::FramePingsAmid, Respelling::FrameEmptyLast]);
    let hello = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];
    let said = FrameSpeller::new().feed(&hello, &spellings).unwrap();
    let (mut frames, mut seen) = (Frames::new(100), Vec::new());
    frames.feed(&said, |f| seen.push((f.fin, f.opcode, f.masked, f.payload))).unwrap();
    let frame = |fin, opcode, text: &str| (fin, opcode, true, text.as_bytes().to_vec());
    let ping = || frame(true, 9, "beat");
    let expected = [
        frame(false, 1, "He"),
        ping(),
        frame(false, 0, "ll"),
        ping(),
        frame(false, 0, "o"),
        ping(),
        frame(true, 0, ""),
    ];
    assert_eq!(seen, expected);
}

/// Answers each connection's first request with `ANSWERED`; gives what it was asked.
async fn server() -> (Url, tokio::task::JoinHandle<Vec<u8>>) {
    let free = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = TcpListener::bind(free).await.unwrap();
    let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 4096];
        let mut length = 0;
        while !heard[..length].windows(5).any(|w| w == b"null}") {
            let read = stream.read(&mut heard[length..]).await.unwrap();
            assert!(read > 0, "the request ended early");
            length += read;
        }
        stream.write_all(ANSWERED).await.unwrap();
        heard.truncate(length);
        heard
    });
    (url, task)
}

async fn exchanged(speaker: Speaker, wanted: Vec<Respelling>) -> (Vec<u8>, Vec<u8>, Relay) {
    let relay = Relay::open(speaker, wanted).await.unwrap();
    let address = relay.url.socket_addrs(|| None).unwrap()[0];
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(ASKED).await.unwrap();
    // Known only now: the connection waited for it.
    let (url, server) = server().await;
    relay.forward_to(url);
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).await.unwrap();
    (server.await.unwrap(), answer, relay)
}

#[tokio::test]
async fn one_direction_is_spelt_otherwise_and_the_other_passed_on_byte_for_byte() {
    let wanted = vec![Respelling::HeaderCapitals, Respelling::Pieces, Respelling::Pause];
    let (heard, answer, relay) = exchanged(Speaker::Client, wanted.clone()).await;
    assert_eq!(answer, ANSWERED);
    assert!(heard.starts_with(b"POST /a?b=%41 HTTP/1.1\r\nHOST: here\r\nCOOKIE: a=1\r\n"));
    assert_eq!(relay.came_to_bear(), wanted_in_order(&wanted));
    let (heard, answer, relay) = exchanged(Speaker::Server, wanted.clone()).await;
    assert!(ASKED.starts_with(&heard) && heard.len() > 100);
    assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\nCONTENT-TYPE: application/json\r\n"));
    assert_eq!(relay.came_to_bear(), wanted_in_order(&wanted));
}

fn wanted_in_order(wanted: &[Respelling]) -> Vec<Respelling> {
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    wanted
}

#[tokio::test]
async fn a_server_that_closes_after_each_exchange_is_heard_to_the_end() {
    let (_, answer, relay) = exchanged(Speaker::Server, vec![Respelling::ConnectionClose]).await;
    let text = String::from_utf8(answer).unwrap();
    assert!(text.contains("Connection: close\r\n") && text.ends_with("1.50}}"), "{text}");
    assert_eq!(relay.came_to_bear(), [Respelling::ConnectionClose]);
}
