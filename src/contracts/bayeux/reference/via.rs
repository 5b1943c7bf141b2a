//! What a message came by: a browser, a script or a socket.

use super::session::Outbox;

/// How messages came.
#[derive(Clone, Default)]
pub(super) struct Via {
    /// The browser, where there is a cookie.
    pub(super) browser: Option<String>,
    /// The socket, where there is one.
    pub(super) outbox: Option<Outbox>,
    /// Whether the answer is a script.
    pub(super) script: bool,
}
