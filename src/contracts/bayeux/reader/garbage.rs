//! What a consumer can send that is no message.

/// What no clause tells a server how to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Garbage {
    /// Text that is no JSON.
    Broken,
    /// An array without messages.
    EmptyArray,
    /// A value in the place of a message that is no object.
    NonObject,
    /// A message on a meta channel that the protocol does not have.
    UnknownMeta,
}
