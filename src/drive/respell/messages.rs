//! Reads one direction of a connection: HTTP messages, and after an upgrade what is none.
//!
//! Depends on `codec::http1`. A direction that cannot be read, or that says more than fits, is handed
//! on as it came from there on. The two directions of a connection need each other: a request says
//! whether its response has a body, a response whether frames follow.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use crate::codec::http1::{
    Chunked, Framing, Head, Malformed, head_end, request_framing, response_framing,
};

/// The largest message that is read, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// Which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Requests, and frames of the client.
    Asking,
    /// Responses, and frames of the server.
    Answering,
}

/// What both directions of a connection know of it.
#[derive(Debug, Default)]
pub(super) struct Talk(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Methods of requests that are not answered.
    methods: VecDeque<String>,
    switched: bool,
}

impl Talk {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A complete message.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) head: Head,
    /// The body without its framing.
    pub(super) body: Vec<u8>,
    pub(super) framing: Framing,
    /// All of it as it came.
    pub(super) raw: Vec<u8>,
}

/// What was read.
#[derive(Debug)]
pub(super) enum Part {
    /// A message.
    Message(Box<Message>),
    /// Bytes of frames.
    Frames(Vec<u8>),
    /// Bytes that are to be passed on as they are.
    Raw(Vec<u8>),
}

/// Reads one direction.
pub(super) struct Messages<'t> {
    way: Way,
    talk: &'t Talk,
    rest: Vec<u8>,
    state: State,
}

enum State {
    Head,
    Body {
        head: Head,
        framing: Framing,
        ending: Ending,
        body: Vec<u8>,
        raw: Vec<u8>,
    },
    /// The client asked to speak something else: its next bytes come after the answer.
    Asked,
    Frames,
    Blind,
}

enum Ending {
    Length(u64),
    Chunked(Box<Chunked>),
    Close,
}

impl<'t> Messages<'t> {
    pub(super) fn new(way: Way, talk: &'t Talk) -> Self {
        Self { way, talk, rest: Vec::new(), state: State::Head }
    }

    /// Takes bytes and gives what is complete.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Part> {
        self.rest.extend_from_slice(bytes);
        let mut parts = Vec::new();
        while !self.rest.is_empty() {
            let before = self.rest.len();
            if self.step(&mut parts).is_err() {
                self.give_up(&mut parts);
            }
            if self.rest.len() == before && !matches!(self.state, State::Blind) {
                break;
            }
        }
        parts
    }

    /// The direction ended: what ends with it is complete, what is not goes as it came.
    pub(super) fn end(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        match std::mem::replace(&mut self.state, State::Blind) {
            State::Body { head, framing, ending: Ending::Close, body, raw } => {
                parts.push(Part::Message(Box::new(Message { head, body, framing, raw })));
            }
            State::Body { raw, .. } => parts.push(Part::Raw(raw)),
            _ => {}
        }
        if !self.rest.is_empty() {
            parts.push(Part::Raw(std::mem::take(&mut self.rest)));
        }
        parts
    }

    /// Nothing can be read from here on.
    fn give_up(&mut self, parts: &mut Vec<Part>) {
        if let State::Body { raw, .. } = std::mem::replace(&mut self.state, State::Blind) {
            parts.push(Part::Raw(raw));
        }
    }

    fn step(&mut self, parts: &mut Vec<Part>) -> Result<(), Malformed> {
        match &mut self.state {
            State::Head => self.head(parts),
            State::Body { .. } => self.body(parts),
            State::Asked => {
                self.state = if self.talk.known().switched { State::Frames } else { State::Head };
                self.step(parts)
            }
            State::Frames => {
                parts.push(Part::Frames(std::mem::take(&mut self.rest)));
                Ok(())
            }
            State::Blind => {
                parts.push(Part::Raw(std::mem::take(&mut self.rest)));
                Ok(())
            }
        }
    }

    fn head(&mut self, parts: &mut Vec<Part>) -> Result<(), Malformed> {
        let Some(end) = head_end(&self.rest) else {
            return match self.rest.len() {
                long if long > LIMIT => Err(Malformed("a head that does not end")),
                _ => Ok(()),
            };
        };
        let head = Head::parse(self.rest.get(..end).unwrap_or_default())?;
        let framing = match self.way {
            Way::Asking => {
                let line = head.request_line()?;
                let framing = request_framing(&head)?;
                self.talk.known().methods.push_back(line.method);
                // Its body would wait for an answer that waits for its body.
                if head.all("expect").next().is_some() {
                    return Err(Malformed("a body that waits to be asked for"));
                }
                framing
            }
            Way::Answering => {
                let status = head.status()?;
                let mut known = self.talk.known();
                if (100..200).contains(&status) && status != 101 {
                    drop(known);
                    let raw = self.rest.drain(..end).collect();
                    parts.push(Part::Raw(raw));
                    return Ok(());
                }
                known.switched = status == 101;
                let method = known.methods.pop_front().unwrap_or_default();
                response_framing(&head, &method, status)?
            }
        };
        let raw: Vec<u8> = self.rest.drain(..end).collect();
        let ending = match framing {
            Framing::Length(length) if length > 0 => Ending::Length(length),
            Framing::Chunked => Ending::Chunked(Box::default()),
            Framing::UntilClose => Ending::Close,
            Framing::Length(_) | Framing::Empty => {
                self.complete(Message { head, body: Vec::new(), framing, raw }, parts);
                return Ok(());
            }
        };
        self.state = State::Body { head, framing, ending, body: Vec::new(), raw };
        Ok(())
    }

    fn body(&mut self, parts: &mut Vec<Part>) -> Result<(), Malformed> {
        let State::Body { ending, body, raw, .. } = &mut self.state else { return Ok(()) };
        let (taken, done) = match ending {
            Ending::Length(left) => {
                let here = usize::try_from(*left).unwrap_or(usize::MAX).min(self.rest.len());
                body.extend(self.rest.iter().take(here));
                *left = left.saturating_sub(u64::try_from(here).unwrap_or(u64::MAX));
                (here, *left == 0)
            }
            Ending::Chunked(chunked) => {
                let taken = chunked.feed(&self.rest, |content| body.extend_from_slice(content))?;
                (taken, chunked.is_done())
            }
            Ending::Close => {
                body.extend_from_slice(&self.rest);
                (self.rest.len(), false)
            }
        };
        raw.extend(self.rest.drain(..taken));
        if raw.len() > LIMIT {
            return Err(Malformed("more than fits"));
        }
        if done
            && let State::Body { head, framing, body, raw, .. } =
                std::mem::replace(&mut self.state, State::Head)
        {
            self.complete(Message { head, body, framing, raw }, parts);
        }
        Ok(())
    }

    fn complete(&mut self, message: Message, parts: &mut Vec<Part>) {
        self.state = match self.way {
            Way::Asking if asks_to_switch(&message.head) => State::Asked,
            Way::Answering if self.talk.known().switched => State::Frames,
            _ => State::Head,
        };
        parts.push(Part::Message(Box::new(message)));
    }
}

/// Whether a request asks to speak something else on its connection.
pub(super) fn asks_to_switch(head: &Head) -> bool {
    head.lists("connection", "upgrade") && head.all("upgrade").next().is_some()
}
