//! Times as the contract writes them.
//!
//! Depends on `jiff`. Never measures how long something took.

use jiff::{
    Timestamp,
    tz::{TimeZone, offset},
};

/// Milliseconds since 1970-01-01 UTC.
pub(super) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// An RFC 3339 date-time in UTC with milliseconds.
pub(super) fn date_time(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{time:.3}")
}

/// The same as it is written an hour to the east.
pub(super) fn zoned_date_time(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
    let zoned = time.to_zoned(TimeZone::fixed(offset(1)));
    zoned.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_time_has_milliseconds_and_the_zone_of_utc() {
        assert_eq!(date_time(1_577_836_800_007), "2020-01-01T00:00:00.007Z");
        assert_eq!(zoned_date_time(1_577_836_800_007), "2020-01-01T01:00:00.007+01:00");
    }
}
