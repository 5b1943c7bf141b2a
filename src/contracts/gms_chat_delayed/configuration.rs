//! What the operator of our reference writes: options of a service, an annex, targets.
//!
//! Depends on `config_faults` for mistakes. Never judges.

use super::{
    config_faults::EDITS,
    options_reader::{INBOUND_CHAT, SERVICE_OPTIONS, TARGET},
};
use crate::contracts::{ConfigurationFile, gms::written};

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../corpus/gms-chat-delayed/configuration/", $name))
    };
}

const FILES: [(&str, &str, &str); 6] = [
    ("service.json", SERVICE_OPTIONS, file!("service.json")),
    ("service.cfg", SERVICE_OPTIONS, file!("service.cfg")),
    ("inbound.cfg", INBOUND_CHAT, file!("inbound.cfg")),
    ("target-single.txt", TARGET, file!("target-single.txt")),
    ("target-skill.txt", TARGET, file!("target-skill.txt")),
    ("targets.json", TARGET, file!("targets.json")),
];

/// The files, with these faults in them.
pub(super) fn configuration(faults: &[String]) -> Vec<ConfigurationFile> {
    written(&FILES, &EDITS, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::gms_chat_delayed::options_reader::recognise;

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
