//! A part of a target with the place where it stands.
//!
//! Depends on the spans of `codec::json`. Never compares places: two targets are equal if they
//! say the same, wherever they stand.

use std::fmt;
use std::ops::Deref;

use crate::codec::json::Span;

/// A value and where it stands in the option's text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands; zeros if it came from no text.
    pub span: Span,
}

impl<T> Placed<T> {
    pub(super) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> From<T> for Placed<T> {
    /// A value that came from no text.
    fn from(value: T) -> Self {
        Self { value, span: Span::default() }
    }
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Placed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Placed<T> {}

impl<T: fmt::Display> fmt::Display for Placed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
