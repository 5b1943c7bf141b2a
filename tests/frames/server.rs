//! A server of the test's own: it agrees to an upgrade, and leaves the rest to the case.

use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::wire::Peer;

/// A listener on a free port, and its `host:port`.
pub(crate) async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

/// Answers a request for an upgrade whose head was read.
pub(crate) async fn agree(peer: &mut Peer, head: &str) {
    let key = field(head, "sec-websocket-key").expect("a client of WebSocket has a key");
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {}\r\n\r\n",
        derive_accept_key(key.as_bytes())
    );
    peer.write(answer.as_bytes()).await;
}

/// The next client.
pub(crate) async fn accept(listener: &TcpListener) -> Peer {
    let (stream, _): (TcpStream, _) = listener.accept().await.unwrap();
    Peer::new(stream, false)
}

/// A field of a head.
pub(crate) fn field<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    fields.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
}
