//! Every choice of a generator is drawn here, from one tape of bytes.
//!
//! Exhausted or zero input means the simplest choice: absent, first, shortest. The same tape
//! gives the same choices on every platform.

use arbitrary::Unstructured;

/// A tape of choices.
#[derive(Debug)]
pub struct Choices<'t> {
    tape: Unstructured<'t>,
}

impl<'t> Choices<'t> {
    /// Choices from these bytes.
    pub fn new(tape: &'t [u8]) -> Self {
        Self { tape: Unstructured::new(tape) }
    }

    /// `length` bytes of tape that follow from a seed.
    pub fn tape(seed: u64, length: usize) -> Vec<u8> {
        let mut tape = vec![0; length];
        fastrand::Rng::with_seed(seed).fill(&mut tape);
        tape
    }

    /// The seed of the `index`th case of a run: neighbours have nothing in common.
    pub fn seed_of(seed: u64, index: u64) -> u64 {
        // SplitMix64, whose whole purpose this is.
        let mut mixed = seed ^ index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`; 0 if the tape is exhausted or `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        match count {
            0 | 1 => 0,
            _ => self.tape.int_in_range(0..=count - 1).unwrap_or(0),
        }
    }

    /// A number in a range, its lower end being the simplest.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        if low >= high { low } else { self.tape.int_in_range(low..=high).unwrap_or(low) }
    }

    /// True with this many chances in 255; false is the simplest.
    pub fn chance(&mut self, in_255: u8) -> bool {
        let drawn: u8 = self.tape.arbitrary().unwrap_or(0);
        drawn != 0 && drawn > 255 - in_255
    }

    /// 64 bits, for choices that are taken in blocks; zero is the simplest.
    pub fn bits(&mut self) -> u64 {
        self.tape.arbitrary().unwrap_or(0)
    }

    /// One byte; zero is the simplest.
    pub fn byte(&mut self) -> u8 {
        self.tape.arbitrary().unwrap_or(0)
    }

    /// One of these.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> Option<&'a T> {
        let index = self.below(from.len());
        from.get(index).copied()
    }
}
