//! Free text as unusual as JSON allows: every plane of Unicode, controls, long, empty.
//!
//! Depends on `choices`. Never a surrogate that stands alone.

use super::escape;
use crate::generate::choices::Choices;

/// Where characters are drawn from: first code point and how many.
const BLOCKS: [(u32, u32); 32] = [
    (0x20, 0x5f),
    (0x20, 0x5f),
    (0x61, 26),
    (0x30, 10),
    (0x00, 0x20),
    (0x7f, 0x21),
    (0xa0, 0x60),
    (0x100, 0x150),
    (0x300, 0x70),
    (0x370, 0x90),
    (0x400, 0x100),
    (0x590, 0x60),
    (0x600, 0x100),
    (0x900, 0x80),
    (0xe00, 0x80),
    (0x1100, 0x100),
    (0x1f00, 0x100),
    (0x200b, 5),
    (0x2028, 7),
    (0x2066, 4),
    (0x3040, 0xc0),
    (0x4e00, 0x5200),
    (0xac00, 0x2ba4),
    (0xe000, 0x1900),
    (0xfe00, 0x10),
    (0xfff0, 0x10),
    (0x1_0000, 0x1000),
    (0x1_f300, 0x600),
    (0x2_0000, 0xa6d0),
    (0xe_0000, 0x80),
    (0xf_0000, 0xfffe),
    (0x10_0000, 0x1_0000),
];

/// Texts that programs are known to stumble over.
const TRAPS: [&str; 24] = [
    " ",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "NaN",
    "__proto__",
    "constructor",
    "${token}",
    "{{x}}",
    "%s%n",
    "'; --",
    "<b>&amp;</b>",
    "\\",
    "\"",
    "a/b~c",
    "..",
    "\u{feff}",
    "e\u{301}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{202e}abc",
    "\r\n",
    "\0",
];

/// Appends the inside of a string of `min` to `max` characters.
pub(super) fn write(min: usize, max: usize, choices: &mut Choices<'_>, out: &mut String) {
    let near = max.min(min.saturating_add(12));
    match choices.below(16) {
        0 => repeat(min, choices, out),
        1 if max <= 4096 => repeat(max, choices, out),
        1 => repeat(near, choices, out),
        2 => repeat(min.saturating_add(1).min(max), choices, out),
        3 if max <= 4096 => repeat(max.saturating_sub(1).max(min), choices, out),
        3 if choices.chance(64) => {
            let lengths = [64, 255, 256, 257, 1024, 4096];
            let length = lengths.get(choices.below(lengths.len())).copied().unwrap_or(64);
            repeat(length.clamp(min, max), choices, out);
        }
        3..=6 => {
            let trap = choices.pick(&TRAPS).unwrap_or_default();
            let length = trap.chars().count();
            if length < min || length > max {
                return repeat(near, choices, out);
            }
            escape::push_all(out, trap);
        }
        _ => {
            let span = near.saturating_sub(min);
            mixed(min.saturating_add(choices.below(span.saturating_add(1))), choices, out);
        }
    }
}

/// So many characters from every plane.
fn mixed(length: usize, choices: &mut Choices<'_>, out: &mut String) {
    let mut left = length;
    while left > 0 {
        // Three characters from one draw: five bits for the block, sixteen for the place in it.
        let mut bits = choices.bits();
        for _ in 0..left.min(3) {
            let (first, size) =
                BLOCKS.get(usize::from(bits as u8 & 31)).copied().unwrap_or((0x61, 1));
            let place = ((bits >> 5) & 0xffff) as u32 % size;
            escape::push(out, char::from_u32(first + place).unwrap_or('a'));
            bits >>= 21;
        }
        left = left.saturating_sub(3);
    }
}

/// So many characters, all of one kind.
pub(super) fn repeat(length: usize, choices: &mut Choices<'_>, out: &mut String) {
    let c = match choices.below(8) {
        0..=3 => 'a',
        4 => 'Z',
        5 => '9',
        6 => 'é',
        _ => '\u{1f600}',
    };
    out.extend(std::iter::repeat_n(c, length));
}
