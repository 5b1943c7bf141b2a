//! Tables that several files declare, as one.
//!
//! Depends on nothing. Only ever evaluated when the program is compiled.

/// The entries of all parts, in order. `N` is how many there are; any other number does not
/// compile.
#[expect(clippy::indexing_slicing, reason = "a wrong index stops the compiler, nobody else")]
pub(crate) const fn joined<T: Copy, const N: usize>(parts: &[&[T]]) -> [T; N] {
    let mut first = 0;
    while parts[first].is_empty() {
        first += 1;
    }
    let mut all = [parts[first][0]; N];
    let (mut count, mut part) = (0, 0);
    while part < parts.len() {
        let mut index = 0;
        while index < parts[part].len() {
            all[count] = parts[part][index];
            count += 1;
            index += 1;
        }
        part += 1;
    }
    assert!(count == N, "the number of entries");
    all
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn parts_are_joined_in_order() {
        const ALL: [u8; 3] = joined(&[&[], &[1, 2], &[3]]);
        assert_eq!(ALL, [1, 2, 3]);
    }
}
