//! `--parser` and `--parser-stdin`: a parser under test; and our own.
//!
//! Depends on `drive` for how a parser is asked. It judges nothing.

use crate::{
    contracts::{
        Suite,
        parser::{ReferenceParser, VariedParser},
    },
    drive::{Ask, Limits, Lines, OneShot},
    engine::RunOptions,
    error::Result,
};

/// A parser under test.
pub(super) enum ParserSubject {
    /// Our own, in this process.
    Embedded,
    /// It speaks JSON lines.
    Lines(String),
    /// One process a message.
    OneShot(String),
}

impl ParserSubject {
    /// Starts it for a contract; our own with this fault, and with the variations of the options.
    ///
    /// # Errors
    /// Blames the document for a contract that does not load.
    pub(super) fn started(
        &self,
        suite: &dyn Suite,
        fault: Option<&str>,
        options: &RunOptions,
        limits: &Limits,
    ) -> Result<Box<dyn Ask>> {
        let patience = limits.patience;
        Ok(match self {
            Self::Embedded => {
                let parser = ReferenceParser::new(suite, fault, options.judge.profile)?;
                Box::new(VariedParser::new(parser, &options.variations))
            }
            Self::Lines(command) => Box::new(Lines::new(command, patience)),
            Self::OneShot(command) => Box::new(OneShot::new(command, patience, limits.parallel)),
        })
    }

    /// How it is named on the command line.
    pub(super) fn as_given(&self, fault: Option<&str>) -> String {
        let quoted = |command: &str| format!("'{}'", command.replace('\'', "'\\''"));
        match (self, fault) {
            (Self::Embedded, None) => "--reference parser".to_owned(),
            (Self::Embedded, Some(fault)) => format!("--reference parser --fault {fault}"),
            (Self::Lines(command), _) => format!("--parser {}", quoted(command)),
            (Self::OneShot(command), _) => format!("--parser-stdin {}", quoted(command)),
        }
    }
}
