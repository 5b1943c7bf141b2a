//! Names that a case gives to what it creates: unique to the case, the same in every run.

/// Twelve letters and digits that follow from the seed and the case's name.
pub(crate) fn uid(seed: u64, case: &str) -> String {
    // FNV-1a: stable on every platform and in every version, which the standard hasher is not.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
    for byte in case.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut random = fastrand::Rng::with_seed(hash);
    std::iter::repeat_with(|| random.alphanumeric().to_ascii_lowercase()).take(12).collect()
}
