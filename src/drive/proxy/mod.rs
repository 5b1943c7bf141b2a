//! The recording proxy: stands between two systems, passes on what they say, and writes it down.
//!
//! What it touches, and nothing else: the target of a request gets the path of the upstream in
//! front of it, and the value of `Host` becomes the upstream's authority. Bytes of responses, of
//! bodies, of trailers and of WebSocket frames are passed on as they came, when they came. Each
//! connection of a client has one connection of its own to the upstream, so that keep-alive,
//! pipelining, upgrades and the end of a connection mean what they mean without us.
//!
//! What is written down: each exchange as a request and a response when they are complete, each
//! WebSocket as an `open` (an upgrade that fails as an `error` after it) and its frames, fragments
//! and control frames as they came. An event is written down before its last byte is passed on, so
//! that whatever follows from it stands after it. Interim responses, trailers and the headers of an
//! upgrade are passed on and not written down. What is larger than the limit, or cannot be read, is
//! passed on too, and an `error` of the harness on its link says why nobody can judge it.
//!
//! Depends on `codec::http1` and `codec::websocket`, on the recorder and on `connect`. It never
//! answers for the upstream, except to say that there is none (502, 504).

mod capture;
mod downward;
mod ledger;
mod open;
mod relay;
mod secrets;
mod socket;
mod upward;

#[cfg(test)]
mod tests;

pub use open::{Proxy, ProxyOptions};
