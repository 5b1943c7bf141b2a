//! Which options there are, and in which section each belongs.

use super::watch::Options;
use crate::{
    codec::json::{Node, Value},
    contracts::{
        gms::options_file::{Given, OptionsFile, alike},
        gms_chat_delayed::options_reader::OPTIONS,
    },
    judge::{Broke, Log, rule},
};

rule! {
    /// Each option stands in the section that the document gives it.
    ///
    /// Does not report: files without sections; options that the document gives none; sections
    /// called `service.NAME`, which hold all options of a service in an export of the application.
    pub(super) static SECTION = {
        id: "gms-options-section", level: Must, binds: Operator,
        covers: [
            "GMS-OPT-01", "GMS-OPT-05", "GMS-OPT-09", "GMS-OPT-13", "GMS-OPT-17", "GMS-OPT-26",
            "GMS-OPT-31", "GMS-OPT-35", "GMS-OPT-40",
        ],
        watches: ["service-options"],
        monitor: || Options(|options, _, log| section(options, log)),
    }
}

fn section(options: &OptionsFile, log: &mut Log) {
    for option in &options.options {
        let Some((name, Some(expected))) = OPTIONS.iter().find(|(n, _)| *n == option.name) else {
            continue;
        };
        let Some(found) = option.section.as_deref().filter(|s| !s.starts_with("service.")) else {
            continue;
        };
        log.check(found == *expected, || {
            Broke::new(
                format!("{name} in the section {expected}"),
                format!("the section {found:?}"),
            )
            .at(format!("/{name}"), &name_node(option))
        });
    }
}

rule! {
    /// Options are set by the names that the document gives them.
    ///
    /// Does not report: names that resemble none of the document's, for a service has others.
    pub(super) static KNOWN_OPTION = {
        id: "gms-options-known-option", level: May, binds: Operator,
        covers: ["GMS-SET-09"],
        watches: ["service-options"],
        monitor: || Options(|options, _, log| known_option(options, log)),
    }
}

fn known_option(options: &OptionsFile, log: &mut Log) {
    for option in &options.options {
        let name = option.name.as_str();
        if OPTIONS.iter().any(|(known, _)| *known == name) {
            log.held();
        } else if let Some((meant, _)) = OPTIONS.iter().find(|(known, _)| resembles(name, known)) {
            let place = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            log.broke(
                Broke::new(format!("{meant}, perhaps"), format!("{name:?}, which nothing reads"))
                    .at(place, &name_node(option)),
            );
        }
    }
}

/// Short names are too close to each other for more than underscores and case.
fn resembles(name: &str, known: &str) -> bool {
    let slips = match known.len() {
        0..6 => 0,
        6..12 => 1,
        _ => 2,
    };
    let close = name.chars().count().abs_diff(known.len()) <= slips;
    alike(name, known) || (close && strsim::damerau_levenshtein(name, known) <= slips)
}

fn name_node(option: &Given) -> Node {
    Node { value: Value::String(option.name.as_str().into()), span: option.name_span }
}

#[cfg(test)]
mod tests {
    use super::resembles;

    #[test]
    fn only_slips_resemble_a_name() {
        for (name, known) in [
            ("_targets", "_target"),
            ("_wait_for_agents", "_wait_for_agent"),
            ("urs virtual queue", "_urs_virtual_queue"),
            ("_TTL", "_ttl"),
        ] {
            assert!(resembles(name, known), "{name}");
        }
        for (name, known) in [("_tts", "_ttl"), ("_urs_server_url", "_urs_queued_ttl")] {
            assert!(!resembles(name, known), "{name}");
        }
    }
}
