//! Numbers: whole, with a fraction, with an exponent; at and near their bounds.
//!
//! Depends on `choices` and `digits`.

use super::{digits::decimal, hint::Hint};
use crate::generate::choices::Choices;

/// The numbers `k` × `step` × 10^-`scale` for `low` <= k <= `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) step: i128,
    pub(super) scale: u32,
    pub(super) low: i128,
    pub(super) high: i128,
    /// Whether the schema sets these ends, or only what a reader can be expected to hold.
    pub(super) bounded: (bool, bool),
}

#[derive(Debug)]
pub(super) struct NumberPlan {
    /// At least one; the first has the shortest texts.
    pub(super) grids: Vec<Grid>,
    pub(super) hint: Hint,
    /// Whether `1.0` and `1e2` may stand for whole numbers.
    pub(super) fraction: bool,
}

const LANDMARKS: [i128; 12] = [
    0,
    1,
    -1,
    255,
    65_536,
    (1 << 31) - 1,
    1 << 31,
    -(1 << 31),
    (1 << 53) - 1,
    (1 << 53) + 1,
    (1 << 63) - 1,
    -(1 << 63),
];

impl NumberPlan {
    /// Appends a number; `wild` asks for an unusual one.
    pub(super) fn write(&self, wild: bool, choices: &mut Choices<'_>, out: &mut String) {
        let grid = match self.grids.as_slice() {
            [one] => one,
            [first, ..] if !wild && !choices.chance(96) => first,
            grids => match grids.get(choices.below(grids.len())) {
                Some(grid) => grid,
                None => return,
            },
        };
        let k = if wild { grid.odd(choices) } else { grid.usual(self.hint, choices) };
        let value = k.saturating_mul(grid.step);
        let style = if self.fraction && wild { choices.below(4) } else { 0 };
        match (style, grid.scale) {
            (1, 0) => {
                whole(out, value);
                out.push_str(".0");
            }
            (2, 0) => {
                whole(out, value);
                out.push_str("e0");
            }
            (2, scale) => {
                whole(out, value);
                out.push_str("E-");
                decimal(out, u64::from(scale), 0);
            }
            (_, 0) => whole(out, value),
            (_, scale) => fraction(out, value, scale),
        }
    }
}

impl Grid {
    /// The number that is closest to zero.
    fn simplest(&self) -> i128 {
        0.clamp(self.low, self.high)
    }

    fn usual(&self, hint: Hint, choices: &mut Choices<'_>) -> i128 {
        let epoch = 1_577_836_800_000;
        if hint == Hint::EpochMillis && self.step == 1 && self.scale == 0 && self.low <= epoch {
            let drawn = choices.between(1_577_836_800_000, 1_924_991_999_000);
            return i128::from(drawn).clamp(self.low, self.high);
        }
        let mut from = |low: i128, high: i128| {
            i128::from(choices.between(0, i64::try_from(high - low).unwrap_or(0)))
        };
        match self.bounded {
            (true, true) if self.high - self.low <= 1 << 32 => self.low + from(self.low, self.high),
            (true, _) => self.low + from(self.low, self.high.min(self.low.saturating_add(9))),
            (false, true) if self.high < 9 => self.high - from(0, 9),
            _ => from(0, self.high.min(99)),
        }
    }

    fn odd(&self, choices: &mut Choices<'_>) -> i128 {
        match choices.below(6) {
            0 => self.simplest(),
            1 => self.low,
            2 => self.high,
            3 => self.low.saturating_add(1).min(self.high),
            4 => self.high.saturating_sub(1).max(self.low),
            _ => {
                let landmark = LANDMARKS.get(choices.below(LANDMARKS.len())).copied().unwrap_or(0);
                (landmark / self.step.max(1)).clamp(self.low, self.high)
            }
        }
    }
}

fn whole(out: &mut String, value: i128) {
    if value < 0 {
        out.push('-');
    }
    match u64::try_from(value.unsigned_abs()) {
        Ok(value) => decimal(out, value, 0),
        Err(_) => out.push_str(&value.unsigned_abs().to_string()),
    }
}

fn fraction(out: &mut String, value: i128, scale: u32) {
    if value < 0 {
        out.push('-');
    }
    let unit = 10_u128.pow(scale.min(36));
    let size = value.unsigned_abs();
    whole(out, i128::try_from(size / unit).unwrap_or(0));
    out.push('.');
    let width = usize::try_from(scale).unwrap_or(0);
    match u64::try_from(size % unit) {
        Ok(rest) if width <= 20 => decimal(out, rest, width),
        _ => out.push_str(&format!("{:0width$}", size % unit)),
    }
}
