//! The two times that the provider promises.
//!
//! Depends on nothing. Both are within the documents, whichever is chosen.

/// Promised times, in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// The longest time between two pings.
    pub(super) ping_interval: u64,
    /// How long a subscription lives.
    pub(super) expires_in: u64,
}

impl Times {
    /// Short, so that their end can be waited for.
    const SHORT: Self = Self { ping_interval: 1, expires_in: 6 };
    /// As the documents' samples have them.
    pub(super) const AS_PRINTED: Self = Self { ping_interval: 300, expires_in: 900 };

    /// The times of a provider with these variations.
    pub(super) fn of(variations: &[String]) -> Self {
        if variations.iter().any(|v| v == "times-as-printed") {
            Self::AS_PRINTED
        } else {
            Self::SHORT
        }
    }
}
