//! A boundary for a form that is about to be written.
//!
//! Depends on nothing. Never random: the same seed and fields give the same boundary, so a
//! run can be repeated byte for byte.

/// A boundary of 40 characters that stands in none of the names and values.
///
/// The search always ends: the candidates all differ, and fields of finite length have room
/// for finitely many. One candidate is nearly always enough.
#[must_use]
pub fn boundary_for(seed_text: &str, fields: &[(&str, &str)]) -> String {
    let mut state = fingerprint(seed_text);
    loop {
        let boundary = format!("----RingtrueFormBoundary{:016x}", mixed(state));
        let taken = |text: &str| text.contains(&boundary);
        if !fields.iter().any(|(name, value)| taken(name) || taken(value)) {
            return boundary;
        }
        state = state.wrapping_add(1);
    }
}

/// FNV-1a.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The finaliser of SplitMix64. It maps no two numbers to one, hence no two candidates are
/// the same.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::super::boundary::check;
    use super::*;

    #[test]
    fn a_boundary_depends_on_the_seed_alone_while_it_is_free() {
        let boundary = boundary_for("case 1", &[("a", "b")]);
        assert_eq!(check(&boundary), Ok(()));
        assert_eq!(boundary, boundary_for("case 1", &[]));
        assert_ne!(boundary, boundary_for("case 2", &[]));
    }

    #[test]
    fn a_boundary_that_a_field_holds_is_not_chosen() {
        let first = boundary_for("case", &[]);
        let second = boundary_for("case", &[("a", &first)]);
        let third = boundary_for("case", &[("a", &first), (&format!("x{second}"), "")]);
        assert!(first != second && second != third && first != third);
    }
}
