//! Configuration as a subject: what an operator writes for a contract.

/// A configuration file of a contract's own, correct to the letter unless it was made with a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationFile {
    /// A name for it, as a file would have.
    pub name: &'static str,
    /// The message that it is, `transaction-list`.
    pub message: &'static str,
    /// Its text.
    pub text: String,
}
