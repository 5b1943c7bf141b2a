//! Reading the option's text.
//!
//! Depends on `single` and `several`. Never looks at a text longer than [`MAX_TEXT`].

use super::error::{TargetError, TargetErrorKind};
use super::model::Target;
use super::oddity::Oddity;
use super::operand::BLANKS;
use super::places::Places;
use super::several::several;
use super::single::single;
use crate::codec::json::Span;

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;

/// The deepest nesting of parentheses, and of arrays and objects, that is read.
pub const MAX_DEPTH: usize = 64;

/// A text that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it says.
    pub target: Target,
    /// What was tolerated, in the order of the text.
    pub oddities: Vec<Oddity>,
}

/// Reads the text of the option `_target`.
///
/// # Errors
///
/// The first fault of the text, or the limit it passes.
///
/// ```
/// use ringtrue::contracts::gms_chat_delayed::target::{TargetType, parse};
/// let target = parse("Billing@StatServer.GA")?;
/// let single = target.singles().next().unwrap();
/// assert_eq!(single.name(), Some("Billing"));
/// assert_eq!(*single.kind, TargetType::AgentGroup);
/// let error = parse("Billing@StatServer.ga").unwrap_err();
/// assert_eq!(error.offset(), 19);
/// # Ok::<(), ringtrue::contracts::gms_chat_delayed::target::TargetError>(())
/// ```
pub fn parse(text: &str) -> Result<Target, TargetError> {
    read(text).map(|reading| reading.target)
}

/// Reads the text of the option `_target`, and says what was odd about it.
///
/// # Errors
///
/// The first fault of the text, or the limit it passes.
pub fn read(text: &str) -> Result<Reading, TargetError> {
    if text.len() > MAX_TEXT {
        let span = Span { start: MAX_TEXT, end: MAX_TEXT };
        return Err(TargetError { kind: TargetErrorKind::TooLong, span });
    }
    let mut oddities = Vec::new();
    let target = if text.trim_start_matches(BLANKS).starts_with('[') {
        several(text, &mut oddities)?
    } else {
        Target::Single(single(text, &Places::plain(), &mut oddities)?)
    };
    oddities.sort_by_key(|oddity| (oddity.span.start, oddity.span.end));
    Ok(Reading { target, oddities })
}

#[cfg(test)]
mod tests {
    use super::super::generated::target;
    use super::super::{Expected, OddityKind};
    use super::*;
    use crate::generate::Choices;
    use std::time::{Duration, Instant};

    fn refused(text: &str) -> (Option<Expected>, usize) {
        let error = read(text).unwrap_err();
        (error.expected(), error.offset())
    }

    #[test]
    fn what_is_printed_is_read_as_the_same_target() {
        let mut several = 0;
        for seed in 0..3000 {
            let tape = Choices::tape(seed, 400);
            let made = target(&mut Choices::new(&tape));
            several += usize::from(made.elements().is_some());
            let text = made.to_string();
            let reading = read(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(reading.target, made, "{text}");
            assert!(reading.oddities.is_empty(), "{text}: {:?}", reading.oddities);
        }
        assert!((500..2500).contains(&several), "{several} of 3000 are arrays");
    }

    #[test]
    fn a_target_is_split_at_the_last_at_and_the_last_dot() {
        let text = "b.illing@home.net@Stat.Server.1.GA";
        let target = parse(text).unwrap();
        let single = target.singles().next().unwrap();
        assert_eq!(single.name(), Some("b.illing@home.net"));
        assert_eq!(single.server.as_str(), "Stat.Server.1");
        assert_eq!(&text[single.server.span.range()], "Stat.Server.1");
        assert_eq!(&text[single.kind.span.range()], "GA");
        assert_eq!(&text[single.span().range()], text);
    }

    #[test]
    fn blanks_and_damaged_ampersands_are_tolerated_and_reported() {
        for (text, canonical, odd) in [
            ("?: 2>1@S.GA", "?:2>1@S.GA", vec![(OddityKind::BlankAfterPrefix, 2, 3)]),
            ("?:A=1&;B=2@S.GA", "?:A=1&B=2@S.GA", vec![(OddityKind::DamagedAmpersand, 5, 7)]),
            ("?:A=1&amp;B=2@S.GA", "?:A=1&B=2@S.GA", vec![(OddityKind::DamagedAmpersand, 5, 10)]),
            (
                " Billing @S .GA",
                "Billing@S.GA",
                vec![
                    (OddityKind::StrayBlank, 0, 1),
                    (OddityKind::StrayBlank, 8, 9),
                    (OddityKind::StrayBlank, 11, 12),
                ],
            ),
            ("?:( first  line >= 2 ) & (B!=C)@S.A", "?:first  line>=2&B!=C@S.A", vec![]),
            ("?:(A=1|B=2)&((C<3&D>4))@S.A", "?:(A=1|B=2)&(C<3&D>4)@S.A", vec![]),
            ("?:A=1|(B=2&C=3)@S.A", "?:A=1|B=2&C=3@S.A", vec![]),
        ] {
            let reading = read(text).unwrap();
            assert_eq!(reading.target.to_string(), canonical);
            let found: Vec<_> =
                reading.oddities.iter().map(|o| (o.kind, o.span.start, o.span.end)).collect();
            assert_eq!(found, odd, "{text}");
        }
    }

    #[test]
    fn near_misses_are_refused_where_they_miss() {
        for (text, expected, offset) in [
            ("", Expected::TargetString, 0),
            ("   ", Expected::TargetString, 3),
            ("Billing", Expected::At, 7),
            ("Billing.GA", Expected::At, 10),
            ("@S.GA", Expected::TargetString, 0),
            ("  @S.GA", Expected::TargetString, 2),
            ("Billing@", Expected::Server, 8),
            ("Billing@.GA", Expected::Server, 8),
            ("Billing@ .GA", Expected::Server, 9),
            ("Billing@StatServer", Expected::Dot, 18),
            ("Billing@StatServer.", Expected::Type, 19),
            ("Billing@StatServer.Q", Expected::Type, 19),
            ("Billing@StatServer.ga", Expected::Type, 19),
            ("Billing@StatServer.GAX", Expected::Type, 19),
            ("?:@S.GA", Expected::Term, 2),
            ("?: @S.GA", Expected::Term, 3),
            ("?:()@S.GA", Expected::Term, 3),
            ("?:A@S.GA", Expected::Operator, 3),
            ("?:A=@S.GA", Expected::Operand, 4),
            ("?:A= @S.GA", Expected::Operand, 5),
            ("?:=1@S.GA", Expected::Term, 2),
            ("?:A==1@S.GA", Expected::Operand, 4),
            ("?:A=1=2@S.GA", Expected::ConnectiveOrEnd, 5),
            ("?:A=1&@S.GA", Expected::Term, 6),
            ("?:A=1&&B=2@S.GA", Expected::Term, 6),
            ("?:(A=1@S.GA", Expected::ConnectiveOrClose, 6),
            ("?:A=1)@S.GA", Expected::ConnectiveOrEnd, 5),
            ("?:(A=1)B=2@S.GA", Expected::ConnectiveOrEnd, 7),
            ("?:A(B)=1@S.GA", Expected::Operator, 3),
            ("?:A!1@S.GA", Expected::Operator, 3),
            ("?:A@B=2@S.GA", Expected::Operator, 3),
        ] {
            assert_eq!(refused(text), (Some(expected), offset), "{text}");
        }
    }

    #[test]
    fn an_error_quotes_what_stands_there() {
        let error = read("Billing@StatServer.ga").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected one of the target types A, AP, GA, GP and GC but found 'ga' at byte 19"
        );
        let error = read(&format!("A@S.{}", "x".repeat(1000))).unwrap_err();
        assert!(error.to_string().len() < 150);
    }

    #[test]
    fn nesting_is_read_to_the_limit_and_refused_past_it() {
        let nested = |depth: usize| format!("?:{}A=1{}@S.GA", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(parse(&nested(MAX_DEPTH)).unwrap().to_string(), "?:A=1@S.GA");
        let error = parse(&nested(MAX_DEPTH + 1)).unwrap_err();
        assert_eq!((error.kind.clone(), error.offset()), (TargetErrorKind::TooDeep, 2 + MAX_DEPTH));
        assert_eq!(
            error.to_string(),
            "expected at most 64 nested parentheses but found more at byte 66"
        );
    }

    #[test]
    fn hostile_repetition_is_refused_or_read_at_once() {
        const MANY: usize = 100_000;
        let started = Instant::now();
        for unit in ["(", "A=1&", "[", "{\"target\":\"A@S.GA\"},"] {
            let prefix = if unit.starts_with('{') { "[" } else { "?:" };
            for prefix in [prefix, ""] {
                let long = format!("{prefix}{}", unit.repeat(MANY));
                let error = parse(&long).unwrap_err();
                assert_eq!((error.kind, error.span.start), (TargetErrorKind::TooLong, MAX_TEXT));
                let within = MAX_TEXT / unit.len() - 5;
                let short = format!("{prefix}{}", unit.repeat(within));
                assert!(short.len() <= MAX_TEXT && parse(&short).is_err());
            }
        }
        assert!(parse(&"(".repeat(60_000)).is_err());
        assert!(parse(&format!("?:{}@S.GA", "(".repeat(60_000))).unwrap_err().is_limit());
        assert!(parse(&"[".repeat(60_000)).unwrap_err().is_limit());
        let wide = format!("?:{}A=1@S.GA", "A=1&".repeat(16_000));
        let target = parse(&wide).unwrap();
        assert_eq!(target.singles().next().unwrap().skill().unwrap().comparisons().len(), 16_001);
        let element = "{\"target\":\"A@S.GA\"}";
        let many = format!("[{}{element}]", format!("{element},").repeat(3_000));
        assert_eq!(parse(&many).unwrap().elements().unwrap().len(), 3_001);
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    }
}
