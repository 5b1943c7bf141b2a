//! Coverage for a person: one line a message, and what was seen that no document has.

use std::fmt::Write as _;

use super::{look::Look, snippet::clean};
use crate::contract::Party;
use crate::judge::{Coverage, MessageCoverage, Sightings, Tallied};

/// How many names a line has before it is cut short.
const NAMES: usize = 6;

/// The lines, or one for all messages; nothing if no message was seen.
pub(super) fn covered(coverage: &Coverage, roles: &[Party], look: Look) -> String {
    let mut out = String::new();
    let seen = |message: &MessageCoverage| message.seen.total() > 0;
    let (known, never): (Vec<_>, Vec<_>) = coverage.messages.iter().partition(|(_, m)| seen(m));
    if known.is_empty() {
        return out;
    }
    let spoke: Vec<Party> = known.iter().map(|(_, message)| message.from).collect();
    let width = known.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    if look.messages {
        for (name, message) in known {
            let _ = writeln!(out, "    {name:<width$} {}", line(message));
        }
    } else {
        let _ = writeln!(out, "  messages    {}", together(&known));
    }
    // Where a party is not under test and says nothing, nobody was to hear it.
    let speaks = |party: Party| roles.contains(&party) || spoke.contains(&party);
    let never = never.iter().filter(|(_, message)| speaks(message.from));
    let never: Vec<&str> = never.map(|(name, _)| name.as_str()).collect();
    list(&mut out, "documented, never seen", &never);
    let undocumented = &coverage.undocumented;
    // What we made up ourselves, to see it refused, is no news.
    let names = undocumented.members.iter().chain(&undocumented.values);
    let names = names.filter(|(_, seen)| seen.received > 0);
    let names: Vec<String> = names.map(|(name, seen)| counted(name, *seen)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    list(&mut out, "seen, not documented", &names);
    out
}

/// What was seen of all messages together.
fn together(known: &[&(String, MessageCoverage)]) -> String {
    let mut out = format!("{} seen", known.len());
    let sum = |what: &str, of: fn(&MessageCoverage) -> Tallied| {
        let all = known.iter().map(|(_, message)| of(message));
        let (seen, all) = all.fold((0, 0), |(seen, all), t| (seen + t.seen, all + t.all));
        if all > 0 { format!(", {seen} of {all} {what}") } else { String::new() }
    };
    out.push_str(&sum("members", |message| Tallied::of(&message.members)));
    out.push_str(&sum("enum values", |message| Tallied::of(&message.values)));
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
