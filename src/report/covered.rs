//! Coverage for a person: one line a message, and what was seen that no document has.

use std::fmt::Write as _;

use super::snippet::clean;
use crate::contract::Party;
use crate::judge::{Coverage, MessageCoverage, Sightings, Tallied};

/// How many names a line has before it is cut short.
const NAMES: usize = 6;

/// The lines; nothing if no message was seen.
pub(super) fn covered(coverage: &Coverage, roles: &[Party]) -> String {
    let mut out = String::new();
    let seen = |message: &MessageCoverage| message.seen.total() > 0;
    let (known, never): (Vec<_>, Vec<_>) = coverage.messages.iter().partition(|(_, m)| seen(m));
    if known.is_empty() {
        return out;
    }
    let spoke: Vec<Party> = known.iter().map(|(_, message)| message.from).collect();
    let width = known.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, message) in known {
        let _ = writeln!(out, "    {name:<width$} {}", line(message));
    }
    // Where a party is not under test and says nothing, nobody was to hear it.
    let speaks = |party: Party| roles.contains(&party) || spoke.contains(&party);
    let never = never.iter().filter(|(_, message)| speaks(message.from));
    let never: Vec<&str> = never.map(|(name, _)| name.as_str()).collect();
    list(&mut out, "documented, never seen", &never);
    let undocumented = &coverage.undocumented;
    let names = undocumented.members.iter().chain(&undocumented.values);
    let names: Vec<String> = names.map(|(name, seen)| counted(name, *seen)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    list(&mut out, "seen, not documented", &names);
    out
}

fn line(message: &MessageCoverage) -> String {
    let mut out = format!("{:>5} seen", message.seen.total());
    let parts = [
        ("members", &message.members),
        ("enum values", &message.values),
        ("constraints", &message.constraints),
    ];
    for (what, counts) in parts {
        let Tallied { seen, all } = Tallied::of(counts);
        if all > 0 {
            let _ = write!(out, ", {seen} of {all} {what}");
        }
    }
    out
}

fn counted(name: &str, seen: Sightings) -> String {
    format!("{name} ({})", seen.total())
}

fn list(out: &mut String, words: &str, names: &[&str]) {
    if names.is_empty() {
        return;
    }
    let shown: Vec<String> = names.iter().take(NAMES).map(|name| clean(name)).collect();
    let more = names.len().saturating_sub(shown.len());
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    let _ = writeln!(out, "  {words}: {}{tail}", shown.join(", "));
}
