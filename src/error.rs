//! What can go wrong in the harness, and whose fault it is.
//!
//! A conformance tool that cannot tell its own mistakes from the subject's is worthless, so
//! every error names who has to act. Gaps are not errors: they are findings (`judge`).

use std::fmt;

/// Who has to act on an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// The implementation under test could not be reached or broke off.
    Subject,
    /// A contract's document (schema, ruling, requirement row) is wrong.
    Document,
    /// The command line, the configuration or an input file is wrong.
    User,
    /// ringtrue itself is wrong.
    Harness,
}

/// An error with its blame, the chain of what was being done, and a remedy where there is one.
#[derive(Debug, Clone)]
pub struct Error {
    blame: Blame,
    message: String,
    remedy: Option<String>,
}

/// The result of anything that can fail for a reason other than a conformance gap.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The subject could not be reached, or broke off where nothing could be judged.
    pub fn subject(message: impl Into<String>) -> Self {
        Self::new(Blame::Subject, message)
    }

    /// One of our own contract documents is wrong.
    pub fn document(message: impl Into<String>) -> Self {
        Self::new(Blame::Document, message)
    }

    /// What the user gave us cannot be used.
    pub fn user(message: impl Into<String>) -> Self {
        Self::new(Blame::User, message)
    }

    /// ringtrue did something it must not do.
    pub fn harness(message: impl Into<String>) -> Self {
        Self::new(Blame::Harness, message)
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Puts what was being done in front of the message.
    #[must_use]
    pub fn context(mut self, doing: impl fmt::Display) -> Self {
        self.message = format!("{doing}: {}", self.message);
        self
    }

    /// Who has to act.
    pub fn blame(&self) -> Blame {
        self.blame
    }

    /// What went wrong, without the remedy.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, if that is known.
    pub fn help(&self) -> Option<&str> {
        self.remedy.as_deref()
    }

    fn new(blame: Blame, message: impl Into<String>) -> Self {
        Self { blame, message: message.into(), remedy: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.remedy {
            Some(remedy) => write!(f, "\n  help: {remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
