//! Configuration of our own, and the mistakes that an operator makes in it.
//!
//! Depends on nothing but the tables that a contract declares. Never judges.

use crate::contracts::ConfigurationFile;

/// A mistake: its fault, the file that has it, what was there and what is there instead.
pub(crate) type Edit = (&'static str, &'static str, &'static str, &'static str);

/// The files with the mistakes of these faults in them. A mistake is made once, at the first place.
pub(crate) fn written(
    files: &[(&'static str, &'static str, &'static str)],
    edits: &[Edit],
    faults: &[String],
) -> Vec<ConfigurationFile> {
    let made = |(name, message, text): &(&'static str, &'static str, &'static str)| {
        let here =
            edits.iter().filter(|edit| edit.1 == *name && faults.iter().any(|f| f == edit.0));
        let text = here.fold((*text).to_owned(), |text, edit| text.replacen(edit.2, edit.3, 1));
        ConfigurationFile { name, message, text }
    };
    files.iter().map(made).collect()
}

/// Declares the faults of an operator: `FAULTS` for the contract, `EDITS` for its files.
///
/// `"name": "what was done" @ "where it was misread" => [rules], "file": "before" => "after";`
macro_rules! config_faults {
    ($document:literal; $($name:literal: $about:literal @ $section:literal => [$($rule:literal),+],
        $file:literal: $before:literal => $after:literal;)+) => {
        /// The faults of the operator.
        pub(super) const FAULTS: [$crate::contracts::Fault; [$($name),+].len()] = [
            $($crate::contracts::Fault {
                name: $name,
                party: $crate::contract::Party::Operator,
                about: $about,
                misreads: ($document, $section),
                trips: &[$($rule),+],
            },)+
        ];

        /// What each of them does to which file.
        pub(super) const EDITS: [$crate::contracts::gms::Edit; FAULTS.len()] =
            [$(($name, $file, $before, $after),)+];
    };
}
pub(crate) use config_faults;
