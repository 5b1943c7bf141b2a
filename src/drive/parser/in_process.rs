//! Parsers that are functions of this process.
//!
//! Depends on the unwinding of panics: a parser that aborts takes the harness with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{
    answer::{Answer, Parser},
    asking::{Ask, Asked},
};
use crate::error::Result;

/// A parser of this process.
#[derive(Debug)]
pub struct InProcess<P>(pub P);

impl<P: Parser> Ask for InProcess<P> {
    fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        let one = |asked: &Asked<'_>| {
            let parsing = || self.0.parse(asked.contract, asked.message, asked.bytes);
            catch_unwind(AssertUnwindSafe(parsing)).unwrap_or_else(|panic| {
                let words = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
                let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
                let said = format!("a panic: {}", words.unwrap_or_default());
                Answer::Crash { exit: None, said }
            })
        };
        Ok(asked.iter().map(one).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fragile;

    impl Parser for Fragile {
        fn parse(&mut self, _: &str, _: &str, bytes: &[u8]) -> Answer {
            assert!(!bytes.is_empty(), "no bytes");
            Answer::Accept(None)
        }
    }

    #[test]
    fn a_panic_is_a_crash_of_the_message_that_caused_it() {
        let asked = [b"a".as_slice(), b"", b"b"].map(|bytes| Asked {
            id: 1,
            contract: "c",
            message: "m",
            bytes,
        });
        let answers = InProcess(Fragile).ask(&asked).unwrap();
        let said = "a panic: no bytes".to_owned();
        let crash = Answer::Crash { exit: None, said };
        assert_eq!(answers, [Answer::Accept(None), crash, Answer::Accept(None)]);
    }
}
