//! Texts that are no JSON, or JSON of an unusual kind, made of a valid message: one class for each
//! rule of `judge::TEXT_RULES`.
//!
//! `base` knows the places of a valid text, `broken` makes texts that are none, `respelt` texts that
//! say the same, `extreme` what is large, deep or of another encoding, `make` puts them together and
//! proves each: what should be refused is refused by our own reader, what should be taken is taken.

mod base;
mod broken;
mod extreme;
mod make;
mod respelt;

pub use make::{HostileText, texts};
