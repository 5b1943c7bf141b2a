//! HTTP/1.1 as it crosses the wire: heads with the case and order of their fields, the length of
//! bodies, chunks.
//!
//! Libraries normalise what is read here as it is. Depends on nothing; never reads a connection,
//! and never changes a byte.

mod chunked;
mod framing;
mod head;
pub mod properties;

pub use chunked::Chunked;
pub use framing::{Framing, request_framing, response_framing};
pub use head::{Field, Head, Malformed, RequestLine, head_end};
