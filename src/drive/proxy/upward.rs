//! What a client sends: requests, and after an upgrade frames.
//!
//! Depends on `codec::http1`. It changes the target and `Host` of a head and no other byte.

use std::sync::{Mutex, PoisonError};

use url::Url;

use super::{capture::Capture, ledger::Ledger, socket::Socket};
use crate::{
    codec::http1::{Chunked, Framing, Head, Malformed, RequestLine, head_end, request_framing},
    transcript::{Body, Kind},
};

/// The largest head that is read, in bytes.
pub(super) const HEAD: usize = 64 * 1024;

/// What becomes of the requests of one connection.
pub(super) struct Upward<'l> {
    ledger: &'l Mutex<Ledger>,
    /// Where to; none if there is nobody, and nothing is passed on.
    upstream: Option<&'l Url>,
    /// What the client is told to be connected to, where it does not say it itself.
    address: String,
    limit: usize,
    /// What arrived and is not dealt with.
    rest: Vec<u8>,
    state: State,
}

enum State {
    Head,
    Body {
        link: u32,
        request: Box<Kind>,
        capture: Capture,
        framing: Ending,
    },
    /// The client asked to speak something else: whether it may is not known.
    Waiting,
    Socket(Box<Socket>),
    Blind,
}

enum Ending {
    Length(u64),
    Chunked(Box<Chunked>),
}

impl<'l> Upward<'l> {
    pub(super) fn new(
        ledger: &'l Mutex<Ledger>,
        upstream: Option<&'l Url>,
        address: String,
        limit: usize,
    ) -> Self {
        Self { ledger, upstream, address, limit, rest: Vec::new(), state: State::Head }
    }

    /// Takes what the client sent; what is to be passed on goes to `out`.
    pub(super) fn feed(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        self.rest.extend_from_slice(bytes);
        while !self.rest.is_empty() {
            let before = self.rest.len();
            if let Err(malformed) = self.step(out) {
                let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
                let client = ledger.client();
                ledger.unreadable(client, malformed.0);
                self.state = State::Blind;
                continue;
            }
            if self.rest.len() == before {
                return;
            }
        }
    }

    /// Nothing is read until `resume`: the answer decides how.
    pub(super) fn waits(&self) -> bool {
        matches!(self.state, State::Waiting)
    }

    /// More of the client may be read.
    pub(super) fn has_room(&self) -> bool {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner).has_room()
    }

    /// The client is in the middle of a request.
    pub(super) fn is_amid(&self) -> bool {
        matches!(self.state, State::Body { .. })
            || (matches!(self.state, State::Head) && !self.rest.is_empty())
    }

    /// The client was answered: it goes on with HTTP, as a socket, or as something unknown.
    pub(super) fn resume(&mut self, now: After, out: &mut Vec<u8>) {
        self.state = match now {
            After::Http => State::Head,
            After::Socket(socket) => State::Socket(socket),
            After::Other => State::Blind,
        };
        self.feed(&[], out);
    }

    /// The client ended its side.
    pub(super) fn end(&mut self) {
        if let State::Socket(socket) = &mut self.state {
            socket.end();
        }
    }

    fn step(&mut self, out: &mut Vec<u8>) -> Result<(), Malformed> {
        match &mut self.state {
            State::Head => self.head(out),
            State::Body { .. } => self.body(out),
            State::Waiting => Ok(()),
            State::Socket(socket) => {
                socket.feed(&self.rest);
                out.append(&mut self.rest);
                Ok(())
            }
            State::Blind => {
                out.append(&mut self.rest);
                Ok(())
            }
        }
    }

    fn head(&mut self, out: &mut Vec<u8>) -> Result<(), Malformed> {
        // Empty lines before a request mean nothing, and some clients send one after a body.
        let blank = self.rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        out.extend(self.rest.drain(..blank));
        let Some(end) = head_end(&self.rest) else {
            return match self.rest.len() {
                long if long > HEAD => Err(Malformed("a head that does not end")),
                _ => Ok(()),
            };
        };
        let raw = self.rest.get(..end).unwrap_or_default();
        let head = Head::parse(raw)?;
        let line = head.request_line()?;
        let framing = request_framing(&head)?;
        if line.method == "CONNECT" {
            return Err(Malformed("a request for a tunnel"));
        }
        match self.upstream {
            Some(upstream) => rewrite(raw, &head, &line, upstream, out),
            None => out.extend_from_slice(raw),
        }
        let host = head.all("host").next().map_or(self.address.as_str(), |f| f.value.as_str());
        let url = address(&line.target, host);
        let upgrades = head.lists("connection", "upgrade") && head.all("upgrade").next().is_some();
        let socket =
            (upgrades && head.lists("upgrade", "websocket")).then(|| url.replacen("http", "ws", 1));
        let request = Kind::Request {
            method: line.method,
            url,
            headers: head.pairs(),
            body: Body::Text(String::new()),
        };
        self.rest.drain(..end);
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let link = ledger.begin(request.clone(), socket, upgrades);
        drop(ledger);
        let framing = match framing {
            Framing::Length(length) if length > 0 => Ending::Length(length),
            Framing::Chunked => Ending::Chunked(Box::default()),
            _ => {
                self.complete(link, request, Capture::default());
                return Ok(());
            }
        };
        let capture = Capture::new(self.limit);
        self.state = State::Body { link, request: Box::new(request), capture, framing };
        Ok(())
    }

    fn body(&mut self, out: &mut Vec<u8>) -> Result<(), Malformed> {
        let State::Body { capture, framing, .. } = &mut self.state else { return Ok(()) };
        let (taken, done) = match framing {
            Ending::Length(left) => {
                let here = usize::try_from(*left).unwrap_or(usize::MAX).min(self.rest.len());
                capture.take(self.rest.get(..here).unwrap_or_default());
                *left = left.saturating_sub(u64::try_from(here).unwrap_or(u64::MAX));
                (here, *left == 0)
            }
            Ending::Chunked(chunked) => {
                let taken = chunked.feed(&self.rest, |content| capture.take(content))?;
                (taken, chunked.is_done())
            }
        };
        out.extend(self.rest.drain(..taken));
        if done
            && let State::Body { link, request, capture, .. } =
                std::mem::replace(&mut self.state, State::Head)
        {
            self.complete(link, *request, capture);
        }
        Ok(())
    }

    /// A request is complete; it is written down before its end is passed on.
    fn complete(&mut self, link: u32, request: Kind, capture: Capture) {
        let said = with_body(request, capture);
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.asked(link, said);
        self.state = if ledger.may_switch() { State::Waiting } else { State::Head };
    }
}

/// How a connection goes on after an upgrade was asked for.
pub(super) enum After {
    Http,
    Socket(Box<Socket>),
    Other,
}

/// A request or response with the body that passed by.
pub(super) fn with_body(kind: Kind, capture: Capture) -> Result<Kind, String> {
    let bytes = capture.done().map_err(|why| match &kind {
        Kind::Request { method, url, .. } => format!("{method} {url}: {why}"),
        _ => format!("a response: {why}"),
    })?;
    let body = Body::from_bytes(bytes);
    Ok(match kind {
        Kind::Request { method, url, headers, .. } => Kind::Request { method, url, headers, body },
        Kind::Response { status, headers, .. } => Kind::Response { status, headers, body },
        other => other,
    })
}

/// The URL that the client asked for.
fn address(target: &str, host: &str) -> String {
    if target.starts_with('/') {
        return format!("http://{host}{target}");
    }
    match Url::parse(target) {
        Ok(url) if url.has_host() => target.to_owned(),
        _ => format!("http://{host}/{target}"),
    }
}

/// A head as the upstream is to see it.
fn rewrite(raw: &[u8], head: &Head, line: &RequestLine, upstream: &Url, out: &mut Vec<u8>) {
    let mut at = 0_usize;
    let mut replace = |place: std::ops::Range<usize>, text: &str| {
        out.extend_from_slice(raw.get(at..place.start).unwrap_or_default());
        out.extend_from_slice(text.as_bytes());
        at = place.end;
    };
    replace(line.place.clone(), &below(upstream.path(), &line.target));
    if let Some(host) = head.all("host").next() {
        replace(host.place.clone(), &authority(upstream));
    }
    out.extend_from_slice(raw.get(at..).unwrap_or_default());
}

/// What is asked for, below the path of the upstream. The root of the proxy is that path itself.
fn below(base: &str, target: &str) -> String {
    let target = match Url::parse(target) {
        Ok(url) if url.has_host() => {
            url.query().map_or_else(|| url.path().to_owned(), |q| format!("{}?{q}", url.path()))
        }
        _ => target.to_owned(),
    };
    if base == "/" || !target.starts_with('/') {
        return target;
    }
    let path = target.split('?').next().unwrap_or_default();
    match target.strip_prefix('/') {
        Some(query) if path == "/" => format!("{base}{query}"),
        _ => format!("{}{target}", base.trim_end_matches('/')),
    }
}

/// Host and, unless it goes without saying, port.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_the_upstream_stands_before_what_is_asked_for() {
        assert_eq!(below("/", "/a?b"), "/a?b");
        assert_eq!(below("/app", "/a?b"), "/app/a?b");
        assert_eq!(below("/app/", "/a"), "/app/a");
        assert_eq!(below("/app", "/"), "/app");
        assert_eq!(below("/app", "/?b"), "/app?b");
        assert_eq!(below("/app/", "/"), "/app/");
        assert_eq!(below("/app", "*"), "*");
        assert_eq!(below("/", "http://h:1/a?b"), "/a?b");
    }

    #[test]
    fn target_and_host_are_replaced_and_nothing_else() {
        let raw = b"GET /x HTTP/1.1\r\nB:  2 \r\nhOST: proxy:1\r\na: http://proxy:1/\r\n\r\n";
        let head = Head::parse(raw).unwrap();
        let line = head.request_line().unwrap();
        let mut out = Vec::new();
        rewrite(raw, &head, &line, &Url::parse("http://up:8080/app").unwrap(), &mut out);
        let expected =
            "GET /app/x HTTP/1.1\r\nB:  2 \r\nhOST: up:8080\r\na: http://proxy:1/\r\n\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
