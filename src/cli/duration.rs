//! `60s`, `500ms`, `2m`; and rates, `50/s`.

/// Seconds of a duration.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let wrong = || format!("`{text}` is no duration; write 500ms, 10s or 2m");
    let (number, unit) = match text.find(|c: char| !c.is_ascii_digit() && c != '.') {
        Some(at) => text.split_at(at),
        None => (text, "s"),
    };
    let factor = match unit.trim() {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(wrong()),
    };
    let value: f64 = number.parse().map_err(|_| wrong())?;
    let seconds = value * factor;
    if seconds.is_finite() && seconds <= 1e7 { Ok(seconds) } else { Err(wrong()) }
}

/// Sends a second of a rate.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn rate(text: &str) -> Result<f64, String> {
    let wrong = || format!("`{text}` is no rate; write 50/s or 30/m");
    let (number, unit) = text.split_once('/').ok_or_else(wrong)?;
    let per = match unit.trim() {
        "s" => 1.0,
        "m" => 60.0,
        _ => return Err(wrong()),
    };
    let value: f64 = number.trim().parse().map_err(|_| wrong())?;
    if value.is_finite() && value > 0.0 { Ok(value / per) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_rates_have_units() {
        assert_eq!(seconds("500ms"), Ok(0.5));
        assert_eq!(seconds("2m"), Ok(120.0));
        assert_eq!(seconds("7"), Ok(7.0));
        assert!(seconds("soon").is_err());
        assert!(seconds("-1s").is_err());
        assert_eq!(rate("30/m"), Ok(0.5));
        assert!(rate("0/s").is_err());
    }
}
