//! What the values of options may be, each and together.

use super::watch::{Options, flag};
use crate::{
    codec::json::Node,
    contracts::{
        gms::options_file::{Given, OptionsFile},
        gms_chat_delayed::{options_reader::TargetText, target},
    },
    judge::{Broke, Log, rule},
};

rule! {
    /// `_target` and `_urs_virtual_queue` are set: a text in braces is a placeholder.
    pub(super) static PLACEHOLDER = {
        id: "gms-options-placeholder", level: Must, binds: Operator,
        covers: ["GMS-OPT-48"],
        watches: ["service-options"],
        monitor: || Options(|options, _, log| placeholder(options, log)),
    }
}

fn placeholder(options: &OptionsFile, log: &mut Log) {
    for name in ["_target", "_urs_virtual_queue"] {
        let Some((option, text)) = options.get(name).and_then(|o| Some((o, o.value.as_str()?)))
        else {
            continue;
        };
        log.check(!is_placeholder(text), || {
            broke("a value in the place of the placeholder", option)
        });
    }
}

/// Tells whether a text is an instruction in braces, and no JSON object.
pub(in crate::contracts::gms_chat_delayed::rules) fn is_placeholder(text: &str) -> bool {
    let inner = text.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| !inner.trim_start().starts_with('"'))
}

rule! {
    /// The customer can be asked for confirmation only where the service waits for an agent.
    pub(super) static CONFIRM_NEEDS_AGENT = {
        id: "gms-options-confirm-needs-agent", level: Must, binds: Operator,
        covers: ["GMS-OPT-55"],
        watches: ["service-options"],
        monitor: || Options(|options, _, log| confirm_needs_agent(options, log)),
    }
}

fn confirm_needs_agent(options: &OptionsFile, log: &mut Log) {
    let Some(confirm) = options.get("_wait_for_user_confirm") else { return };
    if flag(&confirm.value) != Some(true) {
        return;
    }
    // By default the service waits.
    let waits = match options.get("_wait_for_agent") {
        None => true,
        Some(option) => flag(&option.value) != Some(false),
    };
    log.check(waits, || {
        Broke::new("_wait_for_agent = true beside it", "_wait_for_agent = false")
            .at("/_wait_for_user_confirm", &confirm.value)
    });
}

rule! {
    /// The predefined values of the scenario are as the document has them.
    ///
    /// Does not report: `_ttl`, which is meant to be changed; options that are not there; values
    /// that are none of their kind.
    pub(super) static PREDEFINED = {
        id: "gms-options-predefined", level: Must, binds: Operator,
        covers: [
            "GMS-SET-10", "GMS-SET-11", "GMS-SET-12", "GMS-SET-13", "GMS-SET-14", "GMS-SET-15",
            "GMS-SET-16", "GMS-SCN-01",
        ],
        watches: ["service-options"],
        monitor: || Options(|options, _, log| predefined(options, log)),
    }
}

fn predefined(options: &OptionsFile, log: &mut Log) {
    for (name, expected) in [
        ("_wait_for_agent", true),
        ("_wait_for_user_confirm", true),
        ("_use_debug_push_certificate", false),
    ] {
        let Some(option) = options.get(name) else { continue };
        if let Some(found) = flag(&option.value) {
            log.check(found == expected, || broke(&format!("{name} = {expected}"), option));
        }
    }
    for (name, expected, others) in
        [("_type", "ors", &["builtin"][..]), ("_media_type", "chat", &[][..])]
    {
        let Some((option, text)) = options.get(name).and_then(|o| Some((o, o.value.as_str()?)))
        else {
            continue;
        };
        let is = |word: &&str| text.eq_ignore_ascii_case(word);
        if text == expected || (name == "_type" && is(&expected)) {
            log.held();
        } else if (others.is_empty() && !text.is_empty()) || others.iter().any(is) {
            log.broke(broke(&format!("{name} = {expected}"), option));
        }
    }
}

rule! {
    /// With several targets, `_urs_queued_ttl` is the sum of their timeouts.
    ///
    /// Does not report: a missing `_urs_queued_ttl`; targets of which one has no timeout.
    pub(super) static QUEUE_TIME = {
        id: "gms-options-queue-time", level: Should, binds: Operator,
        covers: ["GMS-TGT-26"],
        watches: ["service-options"],
        monitor: || Options(|options, operator, log| {
            queue_time(options, operator.target.as_ref(), log);
        }),
    }
}

fn queue_time(options: &OptionsFile, target: Option<&TargetText>, log: &mut Log) {
    let Some(option) = options.get("_urs_queued_ttl") else { return };
    let Some(seconds) = seconds(&option.value) else { return };
    let Some(read) = target.and_then(|t| target::parse(&t.text).ok()) else { return };
    let Some(elements) = read.elements() else { return };
    let timeouts: Option<Vec<u64>> = elements.iter().map(|e| e.value.timeout_seconds()).collect();
    let Some(sum) = timeouts.map(|t| t.into_iter().fold(0, u64::saturating_add)) else { return };
    log.check(seconds == sum, || {
        Broke::new(format!("{sum}, the sum of the timeouts"), seconds.to_string())
            .at("/_urs_queued_ttl", &option.value)
    });
}

fn seconds(node: &Node) -> Option<u64> {
    match node.as_str() {
        Some(text) => text.parse().ok(),
        // However the number is spelt.
        None => node.as_i64().and_then(|seconds| u64::try_from(seconds).ok()),
    }
}

rule! {
    /// The certificates for debugging do not belong into production.
    pub(super) static DEBUG_CERTIFICATE = {
        id: "gms-options-debug-certificate", level: May, binds: Operator,
        covers: ["GMS-OPT-60"],
        watches: ["service-options"],
        monitor: || Options(|options, _, log| debug_certificate(options, log)),
    }
}

fn debug_certificate(options: &OptionsFile, log: &mut Log) {
    let Some(option) = options.get("_use_debug_push_certificate") else { return };
    log.check(flag(&option.value) != Some(true), || broke("false in production", option));
}

fn broke(expected: &str, option: &Given) -> Broke {
    let mut found = String::new();
    crate::codec::json::write(&option.value, &mut found);
    let found = found.chars().take(80).collect::<String>();
    Broke::new(expected, found).at(format!("/{}", option.name), &option.value)
}

#[cfg(test)]
mod tests {
    use super::{is_placeholder, seconds};
    use crate::codec::json::{Limits, parse};

    #[test]
    fn seconds_are_read_however_they_are_spelt() {
        let read = |text: &str| seconds(&parse(text.as_bytes(), &Limits::default()).unwrap().root);
        for text in ["30", "30.0", "3e1", "\"30\"", "\"030\""] {
            assert_eq!(read(text), Some(30), "{text}");
        }
        for text in ["-1", "1.5", "\"30.0\"", "\"\"", "true"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_instruction_in_braces_is_a_placeholder_and_an_object_is_none() {
        assert!(is_placeholder(" {specify your target here}"));
        assert!(is_placeholder("{}"));
        for text in ["{\"target\":\"A@S.GA\"}", "Billing@StatServer.GA", "{", ""] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
