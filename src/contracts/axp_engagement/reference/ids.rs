//! Ids that are never given twice by one reference, and that follow from its seed.
//!
//! Depends on nothing. Never random beyond the seed, so that a run can be repeated.

use std::sync::atomic::{AtomicU64, Ordering};

/// A source of ids.
#[derive(Debug)]
pub(super) struct Ids {
    seed: u64,
    /// Of letters and digits, and no UUIDs.
    opaque: bool,
    next: AtomicU64,
}

impl Ids {
    pub(super) fn new(seed: u64, opaque: bool) -> Self {
        Self { seed, opaque, next: AtomicU64::new(1) }
    }

    /// A fresh id, in the form of a UUID unless ids are opaque.
    pub(super) fn uuid(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let high = mix(self.seed ^ number.rotate_left(17));
        let low = mix(high ^ 0x5851_f42d_4c95_7f2d);
        if self.opaque {
            let low = (low & 0xffff_ffff_ff00_0000) | (number & 0xff_ffff);
            return [high, low].map(letters).concat();
        }
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | ((low >> 48) & 0x3fff),
            // The number itself makes two ids differ whatever the mixing does.
            (low & 0xffff_ff00_0000) | (number & 0xff_ffff),
        )
    }

    /// A fresh id of 20 digits, as dialogs have it.
    pub(super) fn digits(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        format!("{:012}{number:08}", mix(self.seed) % 100_000_000)
    }
}

/// A number as 11 letters and digits.
fn letters(number: u64) -> String {
    const SIGNS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut rest = number;
    let sign = |_| {
        let digit = usize::try_from(rest % 62).unwrap_or_default();
        rest /= 62;
        char::from(SIGNS.get(digit).copied().unwrap_or(b'0'))
    };
    (0..11).map(sign).collect()
}

/// The finalizer of SplitMix64.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ids_differ_and_the_same_seed_gives_the_same_ids() {
        let (one, same) = (Ids::new(7, false), Ids::new(7, false));
        let first = one.uuid();
        assert_eq!(first, same.uuid());
        assert_ne!(first, one.uuid());
        assert_eq!(one.digits().len(), 20);
    }

    #[test]
    fn opaque_ids_are_22_letters_and_digits_and_differ_too() {
        let ids = Ids::new(7, true);
        let all: std::collections::BTreeSet<String> = (0..500).map(|_| ids.uuid()).collect();
        assert_eq!(all.len(), 500);
        let fits = |id: &String| id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric());
        assert!(all.iter().all(fits));
    }
}
