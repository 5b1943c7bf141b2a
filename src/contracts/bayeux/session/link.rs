//! One HTTP exchange, or one socket.
//!
//! Depends on `reader` for what carries messages. Never looks into them.

use crate::{
    contracts::bayeux::reader::payload::{Carriage, carriage_of},
    transcript::Kind,
};

/// The cookie that servers tell browsers apart by.
pub(crate) const BROWSER: &str = "BAYEUX_BROWSER";

/// What is known of a link.
#[derive(Debug, Default)]
pub(crate) struct Link {
    /// What carries its messages.
    pub(crate) carriage: Carriage,
    /// A request was seen on it.
    pub(crate) asked: bool,
    /// What the consumer sent on it was meant for a Bayeux server.
    pub(crate) carries: bool,
    /// It is closed: what is still sent on it reaches nobody.
    pub(crate) closed: bool,
    /// The consumer sent something on it that is no message.
    pub(crate) spoiled: bool,
    /// The browser cookie of its request.
    pub(crate) browser: Option<String>,
    /// Serial numbers of the requests on it that wait.
    pub(crate) open: Vec<u64>,
    /// The clients that spoke on it or were made on it.
    pub(crate) clients: Vec<String>,
    /// The pieces of a message that is not complete.
    pub(crate) pieces: Vec<u8>,
}

impl Link {
    /// Takes note of how it began.
    pub(super) fn begin(&mut self, kind: &Kind) {
        match kind {
            Kind::Request { .. } => {
                self.asked = true;
                self.carriage = carriage_of(kind);
                self.browser = kind.header("cookie").and_then(browser_in);
            }
            Kind::Open { .. } => {
                self.carriage = Carriage::Socket;
                self.closed = false;
            }
            Kind::Frame { .. } => self.carriage = Carriage::Socket,
            _ => {}
        }
    }

    /// Adds a client that uses it.
    pub(super) fn used_by(&mut self, client: &str) {
        if !self.clients.iter().any(|c| c == client) && self.clients.len() < 64 {
            self.clients.push(client.to_owned());
        }
    }
}

/// The browser cookie in a `Cookie` field.
fn browser_in(field: &str) -> Option<String> {
    let pairs = field.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(name, _)| *name == BROWSER).map(|(_, value)| value.to_owned())
}

/// The browser cookie that a response sets.
pub(crate) fn browser_set(response: &Kind) -> Option<String> {
    let Kind::Response { headers, .. } = response else { return None };
    let fields = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    fields.filter_map(|(_, value)| browser_in(value.split(';').next()?)).next()
}
