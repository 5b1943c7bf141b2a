//! The ways in which the same thing is said otherwise on a wire.
//!
//! Plain data. Where a standard allows each is told by the table of variations.

/// One way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Respelling {
    /// The members of JSON objects in the opposite order.
    JsonMemberOrder,
    /// White space around every token of JSON.
    JsonWhiteSpace,
    /// The solidus and what is not ASCII as escapes.
    JsonSolidus,
    /// The first character of every string and name as an escape.
    JsonFirstLetters,
    /// Names of header fields with a capital for each of their words.
    HeaderCapitalised,
    /// Names of header fields in capitals.
    HeaderCapitals,
    /// Header fields in the opposite order.
    HeaderOrder,
    /// White space around values of header fields, or none.
    HeaderWhiteSpace,
    /// A header field that nobody knows.
    HeaderUnknown,
    /// A charset in the content type of JSON, or the same charset in other words.
    ContentTypeCharset,
    /// The content type in capitals.
    ContentTypeCapitals,
    /// Bodies in chunks.
    BodyChunks,
    /// A response without a reason phrase.
    ReasonPhrase,
    /// A connection for each exchange.
    ConnectionClose,
    /// A while before each message.
    Pause,
    /// Bytes that arrive a few at a time.
    Pieces,
    /// WebSocket messages in several fragments.
    FrameFragments,
    /// Fragments with a ping between them.
    FramePingsAmid,
    /// WebSocket messages whose last fragment is empty.
    FrameEmptyLast,
    /// A ping before each WebSocket message.
    FramePings,
    /// A pong that nobody asked for before each WebSocket message.
    FramePongs,
}

impl Respelling {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::JsonMemberOrder,
        Self::JsonWhiteSpace,
        Self::JsonSolidus,
        Self::JsonFirstLetters,
        Self::HeaderCapitalised,
        Self::HeaderCapitals,
        Self::HeaderOrder,
        Self::HeaderWhiteSpace,
        Self::HeaderUnknown,
        Self::ContentTypeCharset,
        Self::ContentTypeCapitals,
        Self::BodyChunks,
        Self::ReasonPhrase,
        Self::ConnectionClose,
        Self::Pause,
        Self::Pieces,
        Self::FrameFragments,
        Self::FramePingsAmid,
        Self::FrameEmptyLast,
        Self::FramePings,
        Self::FramePongs,
    ];

    /// Its name; API.
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonMemberOrder => "json-member-order",
            Self::JsonWhiteSpace => "json-white-space",
            Self::JsonSolidus => "json-solidus-escaped",
            Self::JsonFirstLetters => "json-first-letters-escaped",
            Self::HeaderCapitalised => "http-names-capitalised",
            Self::HeaderCapitals => "http-names-in-capitals",
            Self::HeaderOrder => "http-other-order",
            Self::HeaderWhiteSpace => "http-white-space",
            Self::HeaderUnknown => "http-unknown-field",
            Self::ContentTypeCharset => "http-charset",
            Self::ContentTypeCapitals => "http-type-in-capitals",
            Self::BodyChunks => "http-chunks",
            Self::ReasonPhrase => "http-no-reason-phrase",
            Self::ConnectionClose => "http-connection-close",
            Self::Pause => "wire-pauses",
            Self::Pieces => "wire-pieces",
            Self::FrameFragments => "ws-fragments",
            Self::FramePingsAmid => "ws-pings-amid-fragments",
            Self::FrameEmptyLast => "ws-empty-last-fragment",
            Self::FramePings => "ws-pings",
            Self::FramePongs => "ws-pongs",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
