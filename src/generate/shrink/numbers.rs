//! Simpler numbers, by their text.
//!
//! Depends on `codec` for the grammar. It never computes with a number that a machine word
//! cannot hold.

use crate::codec::json::Number;

/// How much a number weighs: by its magnitude, and each character beyond the whole part extra.
pub(super) fn weight(text: &str) -> u128 {
    let (sign, whole, rest) = parts(text);
    let magnitude = match whole.parse::<u64>() {
        Ok(small) => u128::from(small),
        Err(_) => (whole.len() as u128) << 64,
    };
    let extra = |text: &str| text.bytes().map(|b| 256 + u128::from(b)).sum::<u128>();
    1 + magnitude + extra(sign) + extra(rest)
}

/// Sign, whole part, fraction with exponent.
fn parts(text: &str) -> (&str, &str, &str) {
    let (sign, unsigned) = text.split_at(usize::from(text.starts_with('-')));
    let end = unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
    let (whole, rest) = unsigned.split_at(end);
    (sign, whole, rest)
}

/// Numbers to try in its place, the simplest first; not all of them are simpler.
pub(super) fn simpler(text: &str) -> Vec<String> {
    let (sign, whole, rest) = parts(text);
    let (fraction, exponent) = rest.split_at(rest.find(['e', 'E']).unwrap_or(rest.len()));
    let mut out: Vec<String> = ["0", "1"].map(str::to_owned).to_vec();
    out.push(whole.to_owned());
    out.push([whole, rest].concat());
    out.push([sign, whole].concat());
    out.push([sign, whole, fraction].concat());
    out.push([sign, whole, exponent].concat());
    out.push([sign, "1", rest].concat());
    out.push([sign, "0", rest].concat());
    let one = |text: &str| text.get(..2).map(str::to_owned);
    if let Some(short) = one(fraction) {
        out.push([sign, whole, &short, exponent].concat());
        out.push([sign, whole, ".0", exponent].concat());
        out.push([sign, whole, ".1", exponent].concat());
    }
    if let Some(letter) = exponent.get(..1) {
        for power in ["0", "1", "-1", "+1"] {
            out.push([sign, whole, fraction, letter, power].concat());
        }
    }
    match whole.parse::<u64>() {
        Ok(value) => {
            // Far towards zero first, then by half and less and less: the way of a binary search.
            let far = [32, 16, 8, 4, 2].into_iter().map(|by| value >> by);
            let near = (1..u64::BITS).map(|by| value >> by).take_while(|less| *less > 0);
            let lower = far.chain(near.chain([1]).filter_map(|less| value.checked_sub(less)));
            out.extend(lower.map(|value| format!("{sign}{value}{rest}")));
        }
        Err(_) => {
            let half = whole.len().div_ceil(2);
            let tail = whole.len().saturating_sub(1);
            for digits in [half, 20, tail] {
                let shorter = whole.get(..digits).unwrap_or_default();
                out.push([sign, shorter, rest].concat());
            }
            let round = "1".to_owned() + &"0".repeat(tail);
            out.push([sign, &round, rest].concat());
        }
    }
    out.retain(|other| Number::from_text(other).is_some());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smallest(start: &str, fails: impl Fn(&str) -> bool) -> String {
        let mut best = start.to_owned();
        loop {
            let found = simpler(&best)
                .into_iter()
                .find(|other| weight(other) < weight(&best) && fails(other));
            match found {
                Some(other) => best = other,
                None => return best,
            }
        }
    }

    #[test]
    fn a_number_goes_down_to_where_it_no_longer_fails() {
        let over = |limit: f64| move |text: &str| text.parse::<f64>().unwrap() > limit;
        assert_eq!(smallest("918273645", over(65_535.0)), "65536");
        assert_eq!(smallest("12.75", over(0.0)), "1");
        assert_eq!(smallest("-77.5e3", |text| text.starts_with('-')), "-0");
        assert_eq!(smallest("12.50E+7", |text| text.contains('E')), "0E0");
        assert_eq!(smallest("3.25", |text| text.contains('.')), "0.0");
    }

    #[test]
    fn a_number_past_every_machine_word_loses_digits() {
        let long = |text: &str| text.len() > 20;
        assert_eq!(smallest("98765432109876543210987654321", long), "987654321098765432109");
    }
}
