//! A front that announces lengths which are not those of the content: only a fault puts it there.
//!
//! It stands before the reference, repeats what it hears, and sends the content in chunks with a
//! length besides that a template had. Depends on bare sockets, as no library writes such a thing.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

/// The longest head of a response, in bytes.
const HEAD: usize = 16 * 1024;
/// The length that is announced whatever comes.
const LENGTH: &str = "26";

/// Stands before `behind`; returns where it listens, and itself.
pub(super) async fn stand_before(
    behind: SocketAddr,
) -> std::io::Result<(SocketAddr, JoinHandle<()>)> {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let address = listener.local_addr()?;
    let task = tokio::spawn(async move {
        // Dropped with this task, and with it every connection.
        let mut connections = JoinSet::new();
        while let Ok((client, _)) = listener.accept().await {
            while connections.try_join_next().is_some() {}
            connections.spawn(pass(client, behind));
        }
    });
    Ok((address, task))
}

/// Passes one exchange.
async fn pass(client: TcpStream, behind: SocketAddr) {
    let Ok(server) = TcpStream::connect(behind).await else { return };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let asking = tokio::spawn(async move { copy(&mut from_client, &mut to_server).await });
    let mut heard = Vec::new();
    let mut buffer = [0_u8; 4096];
    while heard.len() < HEAD {
        match from_server.read(&mut buffer).await {
            Ok(0) | Err(_) => break,
            Ok(count) => heard.extend_from_slice(buffer.get(..count).unwrap_or_default()),
        }
        if whole(&heard) {
            break;
        }
    }
    if to_client.write_all(&misannounced(&heard)).await.is_ok() {
        let _ = copy(&mut from_server, &mut to_client).await;
    }
    asking.abort();
}

/// The head and the content of a response, once the head is complete.
fn parts(response: &[u8]) -> Option<(&str, &[u8])> {
    let end = response.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = std::str::from_utf8(response.get(..end)?).ok()?;
    Some((head, response.get(end + 4..)?))
}

fn length(head: &str) -> Option<usize> {
    let field = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    };
    head.lines().find_map(field)
}

fn whole(response: &[u8]) -> bool {
    let Some((head, body)) = parts(response) else { return false };
    body.len() >= length(head).unwrap_or(0)
}

/// The same response with the length of another.
fn misannounced(response: &[u8]) -> Vec<u8> {
    let Some((head, body)) = parts(response) else { return response.to_vec() };
    let mut out = String::new();
    for line in head.lines().filter(|l| !l.to_ascii_lowercase().starts_with("content-length")) {
        out.push_str(line);
        out.push_str("\r\n");
    }
    out.push_str(&format!("Content-Length: {LENGTH}\r\nTransfer-Encoding: chunked\r\n\r\n"));
    out.push_str(&format!("{:x}\r\n", body.len()));
    let mut out = out.into_bytes();
    out.extend_from_slice(body);
    out.extend_from_slice(b"\r\n0\r\n\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_stays_and_the_length_is_another() {
        let response = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nA: b\r\n\r\n{}";
        assert!(whole(response));
        let text = String::from_utf8(misannounced(response)).unwrap();
        assert!(text.contains("Content-Length: 26\r\n") && text.ends_with("2\r\n{}\r\n0\r\n\r\n"));
    }
}
