//! What the operator of our reference writes: a Transaction List, and options that go with it.
//!
//! Depends on `config_faults` for mistakes. Never judges.

use super::{
    config_faults::EDITS,
    list_reader::{NOTIFICATION_OPTIONS, TRANSACTION_LIST},
};
use crate::contracts::{ConfigurationFile, gms::written};

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../corpus/gms-callback-events/configuration/", $name))
    };
}

const FILES: [(&str, &str, &str); 3] = [
    ("GMS_Events.cfg", TRANSACTION_LIST, file!("GMS_Events.cfg")),
    ("service.cfg", NOTIFICATION_OPTIONS, file!("service.cfg")),
    ("query.json", NOTIFICATION_OPTIONS, file!("query.json")),
];

/// The files, with these faults in them.
pub(super) fn configuration(faults: &[String]) -> Vec<ConfigurationFile> {
    written(&FILES, &EDITS, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::gms_callback_events::list_reader::recognise;

    #[test]
    fn every_fault_changes_a_file() {
        let clean = configuration(&[]);
        for (fault, ..) in EDITS {
            assert_ne!(configuration(&[fault.to_owned()]), clean, "{fault}");
        }
    }

    #[test]
    fn every_file_is_recognised_as_what_it_is() {
        for file in configuration(&[]) {
            assert_eq!(recognise(file.name, file.text.as_bytes()), Some(file.message));
        }
    }
}
