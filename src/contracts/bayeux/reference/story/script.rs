//! What a story is made of: how handshakes and connects are answered, in their order.
//!
//! Plain data. Where a script ends, everything is answered as usual.

/// A story.
pub(in crate::contracts::bayeux::reference) struct Script {
    /// Its name, that of a `Story`.
    pub(super) name: &'static str,
    /// How its handshakes are answered.
    pub(super) handshakes: &'static [Shake],
    /// How its connects are answered, whichever session they belong to.
    pub(super) connects: &'static [Act],
    /// The transports that are listed, and served.
    pub(super) transports: &'static [&'static str],
    /// Whether acknowledgements are agreed on.
    pub(super) acknowledges: bool,
    /// How long an answer to a publish takes, in milliseconds.
    pub(super) publish_delay: u64,
    /// How long the consumer is watched after the last act, in seconds.
    pub(super) after: f64,
}

/// A script that does nothing.
pub(super) const PLAIN: Script = Script {
    name: "",
    handshakes: &[Shake::Usual],
    connects: &[],
    transports: &["websocket", "long-polling", "callback-polling"],
    acknowledges: false,
    publish_delay: 0,
    after: 0.3,
};

/// How a handshake is answered.
#[derive(Debug, Clone, Copy)]
pub(in crate::contracts::bayeux::reference) enum Shake {
    /// It is granted.
    Usual,
    /// It is refused: the error, and the advice.
    Refuse(&'static str, &'static str),
    /// The exchange fails with this status.
    Status(u16),
}

/// How a connect is answered.
#[derive(Debug, Clone, Copy)]
pub(in crate::contracts::bayeux::reference) enum Act {
    /// As usual: held until something happens.
    Hold,
    /// At once: events, and advice if it is not the usual one.
    Give(&'static [Tell], Option<&'static str>),
    /// Refused: the error, and the advice if there is any.
    Refuse(&'static str, Option<&'static str>),
    /// The session is gone: so is said, with this advice.
    Forget(&'static str),
    /// The exchange fails with this status; a socket is closed.
    Status(u16),
    /// The connection is cut after so many milliseconds; with `true` the session is gone too.
    Cut(u64, bool),
    /// Held for so many milliseconds, whatever happens.
    Slow(u64),
}

/// What is delivered.
#[derive(Debug, Clone, Copy)]
pub(in crate::contracts::bayeux::reference) enum Tell {
    /// So many events, spread over what the client subscribed to.
    Events(usize),
    /// So many events on the first that the client subscribed to, and none if there is nothing.
    Good(usize),
    /// Such an event that breaks this rule, and nothing else.
    Broken(&'static str),
    /// One event two times.
    Twice,
    /// Events with members that no document knows, with `ext`, and without what is optional.
    Odd,
    /// So many events drawn from the schema.
    Drawn(usize),
    /// An event of a channel that the client gave up.
    Late(&'static str),
    /// An event of the control channel with these data.
    Ask(&'static str),
}
