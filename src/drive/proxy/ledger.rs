//! The exchanges of one connection that are under way, and in which order they are written down.
//!
//! A response may be complete before its request is (a server that refuses an upload): its event
//! waits, because nobody could read an answer before its question. Depends on the recorder. Never
//! sees a byte that crossed the wire.

use std::collections::VecDeque;

use super::secrets;
use crate::{
    drive::recorder::CaseTape,
    transcript::{Failure, Kind, Source},
};

/// How many exchanges of a connection are remembered; more pipelined ones wait.
pub(super) const PIPELINED: usize = 1024;

/// One exchange.
#[derive(Debug)]
struct Exchange {
    link: u32,
    method: String,
    /// The URL of the WebSocket that it asks for.
    socket: Option<String>,
    /// It asks to speak something else on this connection.
    upgrades: bool,
    /// Its request is written down.
    asked: bool,
    /// What is known of a request that is still under way.
    partly: Option<Kind>,
    /// Its answer, where that came first.
    answer: Option<Said>,
}

/// What one side said, or why that cannot be written down.
pub(super) type Said = Result<Kind, String>;

/// The exchanges under way.
#[derive(Debug)]
pub(super) struct Ledger {
    tape: CaseTape,
    client: Source,
    upstream: Source,
    exchanges: VecDeque<Exchange>,
    /// What crosses is not HTTP, or no longer: nothing more can be told apart.
    blind: bool,
}

/// What the connection is after a response of status 101.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switched {
    /// A WebSocket, on this link.
    Socket(u32),
    /// Something that is not read.
    Other,
}

impl Ledger {
    pub(super) fn new(tape: CaseTape, client: Source, upstream: Source) -> Self {
        Self { tape, client, upstream, exchanges: VecDeque::new(), blind: false }
    }

    /// The head of a request came; returns its link. `socket` is the URL of a WebSocket.
    pub(super) fn begin(&mut self, request: Kind, socket: Option<String>, upgrades: bool) -> u32 {
        let link = self.tape.new_link();
        if self.blind {
            return link;
        }
        secrets::note(self.tape.recorder(), &request);
        let method = match &request {
            Kind::Request { method, .. } => method.clone(),
            _ => String::new(),
        };
        self.exchanges.push_back(Exchange {
            link,
            method,
            socket,
            upgrades,
            asked: false,
            partly: Some(request),
            answer: None,
        });
        link
    }

    /// There is room for another exchange.
    pub(super) fn has_room(&self) -> bool {
        self.exchanges.len() < PIPELINED
    }

    /// A request is complete.
    pub(super) fn asked(&mut self, link: u32, said: Said) {
        let Some(exchange) = self.exchanges.iter_mut().find(|e| e.link == link) else { return };
        exchange.asked = true;
        exchange.partly = None;
        let answer = exchange.answer.take();
        let answered = answer.is_some();
        let said = match &exchange.socket {
            Some(url) => Ok(Kind::Open { url: url.clone(), protocol: "websocket".to_owned() }),
            None => said,
        };
        self.write(link, self.client, said);
        if let Some(answer) = answer {
            self.write(link, self.upstream, answer);
        }
        if answered {
            self.exchanges.retain(|e| e.link != link);
        }
    }

    /// The method of the request that the next response answers, if there is one.
    pub(super) fn method(&self) -> Option<&str> {
        self.exchanges.iter().find(|e| e.answer.is_none()).map(|e| e.method.as_str())
    }

    /// The next response is complete.
    pub(super) fn answered(&mut self, said: Said) {
        if self.blind {
            return;
        }
        let Some(exchange) = self.exchanges.iter_mut().find(|e| e.answer.is_none()) else {
            // Nobody asked: a server that gives up an idle connection may say so.
            let link = self.tape.new_link();
            self.write(link, self.upstream, said);
            return;
        };
        let said = match (&exchange.socket, said) {
            (Some(url), Ok(Kind::Response { status, .. })) => {
                let detail = format!("{url}: answered {status} to the upgrade");
                Ok(Kind::Error { what: Failure::Malformed, detail: Some(detail) })
            }
            (_, said) => said,
        };
        if !exchange.asked {
            exchange.answer = Some(said);
            return;
        }
        let link = exchange.link;
        self.write(link, self.upstream, said);
        self.exchanges.retain(|e| e.link != link);
    }

    /// The next response says that the connection now speaks something else.
    pub(super) fn switched(&mut self) -> Switched {
        let at = self.exchanges.iter().position(|e| e.answer.is_none());
        let Some(exchange) = at.and_then(|at| self.exchanges.remove(at)) else {
            return Switched::Other;
        };
        if exchange.socket.is_some() {
            return Switched::Socket(exchange.link);
        }
        let why = "the two went on in another protocol: what they say is not read".to_owned();
        self.write(exchange.link, self.upstream, Err(why));
        self.blind = true;
        Switched::Other
    }

    /// The last request asks to speak something else, and is not answered yet.
    pub(super) fn may_switch(&self) -> bool {
        self.exchanges.back().is_some_and(|e| e.upgrades && e.asked && e.answer.is_none())
    }

    /// Nothing more will come: what is under way broke off. `by` is who ended it.
    pub(super) fn over(&mut self, by: Source, what: Failure, detail: &str) {
        for exchange in std::mem::take(&mut self.exchanges) {
            if let Some(partly) = &exchange.partly {
                self.write(exchange.link, self.client, Err(unfinished(partly)));
            }
            match exchange.answer {
                Some(answer) => self.write(exchange.link, self.upstream, answer),
                None => {
                    let kind = Kind::Error { what, detail: Some(detail.to_owned()) };
                    self.tape.record(None, Some(exchange.link), by, kind);
                }
            }
        }
    }

    /// Something came that is no HTTP: it is passed on, and nothing after it is read.
    pub(super) fn unreadable(&mut self, from: Source, why: &str) {
        if self.blind {
            return;
        }
        let detail = format!("{why}; what follows on this connection is passed on unread");
        if self.exchanges.is_empty() {
            let link = self.tape.new_link();
            let kind = Kind::Error { what: Failure::Malformed, detail: Some(detail) };
            self.tape.record(None, Some(link), from, kind);
        } else {
            self.over(from, Failure::Malformed, &detail);
        }
        self.blind = true;
    }

    /// Writes down what one side said; where that is not possible, the harness says why.
    pub(super) fn write(&self, link: u32, from: Source, said: Said) {
        let (from, kind) = match said {
            Ok(kind) => (from, kind),
            Err(detail) => {
                (Source::Harness, Kind::Error { what: Failure::Malformed, detail: Some(detail) })
            }
        };
        let kind = secrets::hide(self.tape.recorder(), kind);
        self.tape.record(None, Some(link), from, kind);
    }

    pub(super) fn client(&self) -> Source {
        self.client
    }

    pub(super) fn upstream(&self) -> Source {
        self.upstream
    }
}

/// Why a request of which only a part came is not in the transcript.
fn unfinished(request: &Kind) -> String {
    match request {
        Kind::Request { method, url, .. } => format!("{method} {url}: its end never came"),
        _ => "a request whose end never came".to_owned(),
    }
}
