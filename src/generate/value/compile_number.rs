//! What conjoined schemas say of numbers.
//!
//! Depends on `decimal`.

use serde_json::Value;

use super::{
    decimal::Decimal,
    hint::Hint,
    keywords::Keywords,
    number::{Grid, NumberPlan},
    plan::Plan,
};

/// As far as a reader can be expected to go, where the schema sets no bound.
const FAR: (i128, i128) = (-(1 << 63), (1 << 63) - 1);

/// A plan for numbers, and whether its values must be checked.
pub(super) fn number(parts: &[Keywords], fraction: bool, hint: Hint) -> Option<(Plan, bool)> {
    let mut checked = false;
    let mut all = |key: &str| -> Vec<Decimal> {
        let said = parts.iter().filter_map(|p| p.get(key)?.as_number());
        let read = said.map(|n| Decimal::parse(&n.to_string()));
        let read: Vec<Option<Decimal>> = read.collect();
        checked |= read.contains(&None);
        read.into_iter().flatten().collect()
    };
    let bounds = Bounds {
        low: all("minimum"),
        above: all("exclusiveMinimum"),
        high: all("maximum"),
        below: all("exclusiveMaximum"),
        far: far(parts),
    };
    let multiples = all("multipleOf");
    let grids: Vec<Grid> = match common(&multiples) {
        Some((step, scale)) if !multiples.is_empty() => {
            let step = if scale > 0 && !fraction { 10_i128.pow(scale) * step } else { step };
            bounds.grid(step, scale).into_iter().collect()
        }
        _ if fraction => {
            checked |= !multiples.is_empty();
            let mut grids: Vec<Grid> =
                [0, 2, 1, 6].into_iter().filter_map(|scale| bounds.grid(1, scale)).collect();
            if grids.is_empty() {
                grids.extend([9, 12, 15].into_iter().find_map(|scale| bounds.grid(1, scale)));
            }
            grids
        }
        _ => {
            checked |= !multiples.is_empty();
            bounds.grid(1, 0).into_iter().collect()
        }
    };
    (!grids.is_empty()).then_some((Plan::Number(NumberPlan { grids, hint, fraction }), checked))
}

/// The least common multiple, as step and scale.
fn common(multiples: &[Decimal]) -> Option<(i128, u32)> {
    let scale = multiples.iter().map(|m| m.scale).max()?;
    let mut step = 1_i128;
    for multiple in multiples {
        let (units, _) = multiple.steps(1, scale)?;
        let (mut a, mut b) = (step, units);
        while b != 0 {
            (a, b) = (b, a.checked_rem(b)?);
        }
        step = step.checked_mul(units.checked_div(a)?)?;
    }
    Some((step, scale))
}

fn far(parts: &[Keywords]) -> (i128, i128) {
    let format = parts.iter().find_map(|p| p.get("format").and_then(Value::as_str));
    match format {
        Some("int32") => (-(1 << 31), (1 << 31) - 1),
        _ => FAR,
    }
}

struct Bounds {
    low: Vec<Decimal>,
    above: Vec<Decimal>,
    high: Vec<Decimal>,
    below: Vec<Decimal>,
    far: (i128, i128),
}

impl Bounds {
    /// The numbers of this grid within the bounds; None if there are none.
    fn grid(&self, step: i128, scale: u32) -> Option<Grid> {
        let unit = 10_i128.pow(scale);
        // Where there is no bound, values stay in what 64 bits or a double hold exactly.
        let far = if scale == 0 { self.far } else { (-(1 << 53), 1 << 53) };
        let mut grid = Grid {
            step,
            scale,
            low: far.0 / step.max(1),
            high: far.1 / step.max(1),
            bounded: (false, false),
        };
        let mut low: Option<i128> = None;
        let mut high: Option<i128> = None;
        let mut raise = |k: i128| low = Some(low.map_or(k, |old| old.max(k)));
        for bound in &self.low {
            let (k, exact) = bound.steps(step, scale)?;
            raise(if exact { k } else { k + 1 });
        }
        for bound in &self.above {
            raise(bound.steps(step, scale)?.0 + 1);
        }
        let mut lower = |k: i128| high = Some(high.map_or(k, |old| old.min(k)));
        for bound in &self.high {
            lower(bound.steps(step, scale)?.0);
        }
        for bound in &self.below {
            let (k, exact) = bound.steps(step, scale)?;
            lower(if exact { k - 1 } else { k });
        }
        grid.bounded = (low.is_some(), high.is_some());
        if let Some(low) = low {
            grid.low = low;
            grid.high = grid.high.max(low.saturating_add(unit));
        }
        if let Some(high) = high {
            grid.high = high;
            grid.low =
                if grid.bounded.0 { grid.low } else { grid.low.min(high.saturating_sub(unit)) };
        }
        (grid.low <= grid.high).then_some(grid)
    }
}
