//! Versions of the product, which are compared number by number.
//!
//! Depends on nothing. A missing component is zero (C-294).

use std::cmp::Ordering;

/// A version, `8.5.110.07`.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    text: String,
    numbers: Vec<u64>,
}

impl Version {
    /// Reads a version; none if it is anything else than numbers between full stops.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let number = |part: &str| part.parse().ok().filter(|_| digits(part));
        let numbers: Vec<u64> = text.split('.').map(number).collect::<Option<_>>()?;
        Some(Self { text: text.to_owned(), numbers })
    }

    /// The version as it was written.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Tells whether it comes before the version with these numbers.
    pub(crate) fn is_before(&self, other: &[u64]) -> bool {
        let length = self.numbers.len().max(other.len());
        let at = |numbers: &[u64], index: usize| numbers.get(index).copied().unwrap_or_default();
        let order = (0..length).map(|i| at(&self.numbers, i).cmp(&at(other, i)));
        order.fold(Ordering::Equal, Ordering::then) == Ordering::Less
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_number_by_number() {
        let before = |text: &str| Version::parse(text).unwrap().is_before(&[8, 5, 108, 2]);
        for earlier in ["8.5.107", "8.5.108", "8.5.108.01", "8.5.99.99", "8", "7.9"] {
            assert!(before(earlier), "{earlier}");
        }
        for later in ["8.5.108.02", "8.5.108.2", "8.5.108.10", "8.5.110", "9", "8.5.108.02.1"] {
            assert!(!before(later), "{later}");
        }
    }

    #[test]
    fn anything_else_is_no_version() {
        for text in ["", "8.", "8..5", "v8", "8.5.x", "+8", "8 5"] {
            assert!(Version::parse(text).is_none(), "{text}");
        }
    }
}
