//! A relay in front of a server that spells what one party says otherwise, and says the same.
//!
//! It stands where a network stands: what it changes lies below or beside what messages mean, and
//! the standards of the wire leave it open. One direction is read and written anew, the other is
//! passed on byte for byte. Members of JSON keep their values, arrays their order; methods, targets,
//! statuses, values of fields and all bodies but JSON stay as they are. What cannot be read is passed
//! on as it came. It counts what came to bear: a spelling that nothing was there for proves nothing.
//!
//! `respelling` names what there is, `spellings` is what one relay does and did; `text`, `head` and
//! `frames` spell bodies, heads and frames; `messages` reads either direction, `varied` puts both
//! together, `relay` carries bytes. Depends on the readers of `codec` and on the styles of
//! `generate`. Never judges, and writes nothing down.

mod frames;
mod head;
mod messages;
mod properties;
mod relay;
mod respelling;
mod spellings;
mod text;
mod varied;

#[cfg(test)]
mod tests;

#[doc(hidden)]
pub use properties::respelling;
pub use relay::{Relay, Speaker};
pub use respelling::Respelling;
