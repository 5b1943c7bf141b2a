//! What the upstream sends: responses, and after an upgrade frames.
//!
//! Depends on `codec::http1`. It is shown bytes that are passed on whatever it finds in them.

use std::sync::{Mutex, PoisonError};

use super::{
    capture::Capture,
    ledger::{Ledger, Switched},
    socket::Socket,
    upward::{After, HEAD, with_body},
};
use crate::{
    codec::http1::{Chunked, Framing, Head, Malformed, head_end, response_framing},
    drive::recorder::CaseTape,
    transcript::{Body, Kind},
};

/// Reads the responses of one connection.
pub(super) struct Downward<'l> {
    ledger: &'l Mutex<Ledger>,
    tape: CaseTape,
    limit: usize,
    rest: Vec<u8>,
    state: State,
    /// How the client goes on, once that is decided.
    after: Option<After>,
}

enum State {
    Head,
    Body { response: Box<Kind>, capture: Capture, framing: Ending },
    Socket(Box<Socket>),
    Blind,
}

enum Ending {
    Length(u64),
    Chunked(Box<Chunked>),
    Close,
}

impl<'l> Downward<'l> {
    pub(super) fn new(ledger: &'l Mutex<Ledger>, tape: CaseTape, limit: usize) -> Self {
        Self { ledger, tape, limit, rest: Vec::new(), state: State::Head, after: None }
    }

    /// Takes what the upstream sent.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        if matches!(self.state, State::Blind) {
            return;
        }
        self.rest.extend_from_slice(bytes);
        while !self.rest.is_empty() {
            let before = self.rest.len();
            if let Err(malformed) = self.step() {
                let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
                let upstream = ledger.upstream();
                ledger.unreadable(upstream, malformed.0);
                self.state = State::Blind;
                self.rest.clear();
                self.after = Some(After::Other);
                return;
            }
            if self.rest.len() == before {
                return;
            }
        }
    }

    /// How the client goes on, if an answer decided that since it was last asked.
    pub(super) fn after(&mut self) -> Option<After> {
        self.after.take()
    }

    /// The upstream ended its side. What ends with the connection is complete.
    pub(super) fn end(&mut self) {
        match std::mem::replace(&mut self.state, State::Blind) {
            State::Body { response, capture, framing: Ending::Close } => {
                self.answered(*response, capture);
            }
            State::Socket(mut socket) => socket.end(),
            _ => {}
        }
    }

    fn step(&mut self) -> Result<(), Malformed> {
        match &mut self.state {
            State::Head => self.head(),
            State::Body { .. } => self.body(),
            State::Socket(socket) => {
                socket.feed(&self.rest);
                self.rest.clear();
                Ok(())
            }
            State::Blind => {
                self.rest.clear();
                Ok(())
            }
        }
    }

    fn head(&mut self) -> Result<(), Malformed> {
        let Some(end) = head_end(&self.rest) else {
            return match self.rest.len() {
                long if long > HEAD => Err(Malformed("a head that does not end")),
                _ => Ok(()),
            };
        };
        let head = Head::parse(self.rest.get(..end).unwrap_or_default())?;
        let status = head.status()?;
        if status == 101 {
            self.rest.drain(..end);
            return self.switched();
        }
        if status < 200 {
            // An interim response: the answer is still to come.
            self.rest.drain(..end);
            return Ok(());
        }
        let ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let framing = response_framing(&head, ledger.method().unwrap_or_default(), status);
        drop(ledger);
        let framing = framing?;
        self.rest.drain(..end);
        let response =
            Kind::Response { status, headers: head.pairs(), body: Body::Text(String::new()) };
        let framing = match framing {
            Framing::Empty | Framing::Length(0) => {
                self.answered(response, Capture::default());
                return Ok(());
            }
            Framing::Length(length) => Ending::Length(length),
            Framing::Chunked => Ending::Chunked(Box::default()),
            Framing::UntilClose => Ending::Close,
        };
        let capture = Capture::new(self.limit);
        self.state = State::Body { response: Box::new(response), capture, framing };
        Ok(())
    }

    fn body(&mut self) -> Result<(), Malformed> {
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
            Ending::Close => {
                capture.take(&self.rest);
                (self.rest.len(), false)
            }
        };
        self.rest.drain(..taken);
        if done
            && let State::Body { response, capture, .. } =
                std::mem::replace(&mut self.state, State::Head)
        {
            self.answered(*response, capture);
        }
        Ok(())
    }

    /// A response is complete; it is written down before its end is passed on.
    fn answered(&mut self, response: Kind, capture: Capture) {
        let said = with_body(response, capture);
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let decides = ledger.may_switch();
        ledger.answered(said);
        if decides && !ledger.may_switch() {
            self.after = Some(After::Http);
        }
    }

    fn switched(&mut self) -> Result<(), Malformed> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let (client, upstream) = (ledger.client(), ledger.upstream());
        let switched = ledger.switched();
        drop(ledger);
        match switched {
            Switched::Socket(link) => {
                let (ours, theirs) = Socket::pair(&self.tape, link, (client, upstream), self.limit);
                self.after = Some(After::Socket(Box::new(ours)));
                self.state = State::Socket(Box::new(theirs));
            }
            Switched::Other => {
                self.after = Some(After::Other);
                self.state = State::Blind;
                self.rest.clear();
            }
        }
        Ok(())
    }
}
