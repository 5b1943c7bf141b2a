//! The rule on the annex by which an arriving chat finds its service.
//!
//! Depends on nothing but the message. Never reads a file.

use crate::judge::{Broke, Log, Monitor, Rule, Seen, rule};

/// All of them.
pub(in crate::contracts::gms_chat_delayed) const RULES: [&Rule; 1] = [&SCRIPT_CASE];

/// The script object of the document's example.
const EXAMPLE: &str = "GMSInbound";
/// The fact that names the script object.
const SCRIPT: &str = "script-object";

rule! {
    /// The interaction queue names the script object as it is called, in the same letters.
    ///
    /// Does not report: names other than the example's, unless it is known how the script object is
    /// called.
    pub(super) static SCRIPT_CASE = {
        id: "gms-inbound-script-case", level: Must, binds: Operator,
        covers: ["GMS-SET-08"],
        watches: ["inbound-chat"],
        monitor: || ScriptCase,
    }
}

struct ScriptCase;

impl Monitor for ScriptCase {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        const AT: &str = "/Orchestration/application";
        let Some(node) = seen.message.and_then(|m| m.pointer(AT)) else { return };
        let Some(named) = node.as_str().and_then(|text| text.strip_prefix("script:")) else {
            return;
        };
        let known = seen.header.facts.get(SCRIPT);
        let object = known.map_or(EXAMPLE, String::as_str);
        if named == object {
            log.held();
        } else if known.is_some() || named.eq_ignore_ascii_case(object) {
            log.broke(
                Broke::new(format!("script:{object}"), format!("script:{named}")).at(AT, node),
            );
        }
    }
}
