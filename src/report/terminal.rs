//! One screen for a person: what was proven, what was not, and the gaps as a compiler shows errors.

use std::fmt::Write as _;

use super::{
    covered::covered,
    look::Look,
    model::reproduce,
    snippet::{clean, render},
};
use crate::{
    contract::{Contract, Level, Party},
    engine::{MadeSmall, Outcome, Played},
    judge::{Class, RuleVerdict, Tallied, Verdict},
};

/// The outcome of one contract.
pub fn terminal(contract: &Contract, outcome: &Outcome, look: Look) -> String {
    let mut out = String::new();
    let judgement = &outcome.judgement;
    for (verdict, heading) in [(Verdict::Gap, "gaps"), (Verdict::Deviation, "deviations")] {
        let rows: Vec<_> = judgement.verdicts.iter().filter(|v| v.verdict == verdict).collect();
        if verdict == Verdict::Gap {
            for row in rows.iter().take(look.findings) {
                out.push_str(&in_full(contract, outcome, row, look));
                out.push_str("\n\n");
            }
            if rows.len() > look.findings {
                let more: Vec<String> =
                    rows.iter().skip(look.findings).map(|r| called(r)).collect();
                let _ = writeln!(out, "and {} more {heading}: {}\n", more.len(), more.join(", "));
            }
        } else if !rows.is_empty() {
            let _ = writeln!(out, "{heading}:");
            for row in rows.iter().take(look.findings) {
                let _ = writeln!(out, "  {}", in_short(row));
            }
            if rows.len() > look.findings {
                let _ = writeln!(out, "  and {} more", rows.len() - look.findings);
            }
            out.push('\n');
        }
    }
    for small in &outcome.made_small {
        out.push_str(&in_small(small));
    }
    out.push_str(&summary(contract, outcome, look));
    out
}

/// The smallest case for a gap, step by step.
fn in_small(small: &MadeSmall) -> String {
    let shrunk = &small.shrunk;
    let mut out = match shrunk.flaky {
        Some((came, of)) => {
            return format!("{} is flaky: it came {came} of {of} times\n\n", small.rule);
        }
        None => format!(
            "the smallest case for {}: {} of {} steps, after {} tries\n",
            small.rule,
            shrunk.case.steps.len(),
            small.from_steps,
            shrunk.tries
        ),
    };
    for step in &shrunk.case.steps {
        let line = serde_json::to_string(step).unwrap_or_default();
        let line: String = clean(&line).chars().take(160).collect();
        let _ = writeln!(out, "  {line}");
    }
    out.push('\n');
    out
}

fn in_full(contract: &Contract, outcome: &Outcome, row: &RuleVerdict, look: Look) -> String {
    let worst = row.evidence.iter().find(|e| e.verdict == row.verdict).or(row.evidence.first());
    let Some(finding) = worst else { return row.rule.clone() };
    let mut lines = Vec::new();
    for cite in row.cites.iter().take(2) {
        let title = contract.documents.get(&cite.document).map_or(&cite.document, |d| &d.title);
        lines.push(format!("written in {title}, {} ({})", cite.section, row.basis.as_str()));
    }
    if row.violations > 1 {
        lines.push(format!("{} of {} times", row.violations, row.exercised));
    }
    lines.push(format!("again: {}", reproduce(outcome, finding)));
    render(finding, &lines, look)
}

fn in_short(row: &RuleVerdict) -> String {
    let ruled = if row.rulings.is_empty() {
        String::new()
    } else {
        format!(" [{}]", row.rulings.join(", "))
    };
    let what = row.evidence.first().map_or_else(String::new, |e| {
        clean(&format!(": expected {}, found {}", e.expected, e.found))
    });
    let times =
        if row.violations > 1 { format!(" ({} times)", row.violations) } else { String::new() };
    let line = format!("{}{what}{times}", called(row));
    let room = 110_usize.saturating_sub(ruled.chars().count());
    if line.chars().count() > room {
        let cut: String = line.chars().take(room.saturating_sub(1)).collect();
        format!("{cut}…{ruled}")
    } else {
        format!("{line}{ruled}")
    }
}

fn summary(contract: &Contract, outcome: &Outcome, look: Look) -> String {
    let judgement = &outcome.judgement;
    let roles: Vec<&str> = judgement.roles.iter().map(|r| r.as_str()).collect();
    let mut out = String::new();
    // What operators write is files: they are counted, not named, for findings name them.
    let count: u64 = judgement.messages.iter().map(|(_, _, count)| count).sum();
    let files = Some(format!("{count} files"))
        .filter(|_| judgement.roles == [Party::Operator])
        .map(|files| if count == 1 { "1 file".to_owned() } else { files });
    let subject = files.as_ref().filter(|_| count != 1).unwrap_or(&outcome.subject);
    let (bold, reset) = if look.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let _ =
        writeln!(out, "{bold}{}{reset} {} {}", contract.id, roles.join(" and "), clean(subject));
    let Tallied { seen: reached, all: constraints } = judgement.coverage.constraints();
    let amount =
        files.unwrap_or_else(|| format!("{} cases, {} events", outcome.cases, judgement.events));
    let _ = writeln!(
        out,
        "  {amount}, {:.1} s; {reached} of {constraints} schema constraints reached",
        outcome.seconds
    );
    if outcome.phases.len() > 1 {
        let phase = |p: &Played| format!("{} {} ({:.1} s)", p.cases, p.phase, p.seconds);
        let phases: Vec<String> = outcome.phases.iter().map(phase).collect();
        let _ = writeln!(out, "  {}", phases.join(", "));
    }
    if let Some(why) = &outcome.unreachable {
        let _ = writeln!(out, "  {}", clean(why));
    }
    for name in ["behaviour", "schema", "robustness"] {
        let rows: Vec<_> = judgement.verdicts.iter().filter(|v| group(v) == name).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(out, "  {name:<11}");
        for verdict in Verdict::ALL {
            let count = rows.iter().filter(|v| v.verdict == verdict).count();
            if count > 0 || verdict == Verdict::Pass {
                let _ = write!(out, "{count:>4} {verdict}");
            }
        }
        out.push('\n');
    }
    out.push_str(&covered(&judgement.coverage, &judgement.roles, look));
    out.push_str(&not_proven(outcome));
    if let Some(line) = judgement.literal.sentence() {
        let _ = writeln!(out, "  {line}");
    }
    for fault in judgement.harness_faults.iter().take(5) {
        let _ = writeln!(
            out,
            "  harness fault: case {}, event {}: {}",
            fault.case, fault.event, fault.what
        );
    }
    out
}

/// A rule, and the duty that it is about.
fn called(row: &RuleVerdict) -> String {
    row.duty.map_or_else(|| row.rule.clone(), |duty| format!("{} ({duty})", row.rule))
}

/// The line of the summary that a rule is counted in.
fn group(verdict: &RuleVerdict) -> &'static str {
    match (verdict.schema, verdict.class) {
        (true, _) => "schema",
        (false, Class::Conformance) => "behaviour",
        (false, Class::Robustness) => "robustness",
    }
}

/// What a reader must not take for proven.
fn not_proven(outcome: &Outcome) -> String {
    let mut out = String::new();
    if !outcome.judgement.conclusive {
        let why = match outcome.judgement.roles.as_slice() {
            [Party::Parser] => "the parser took no valid message",
            _ => "no valid message came from the subject",
        };
        let _ = writeln!(out, "  nothing was proven: {why}");
        return out;
    }
    let list = |rows: &[&RuleVerdict]| {
        let names: Vec<String> = rows.iter().take(6).map(|v| called(v)).collect();
        let more = rows.len().saturating_sub(names.len());
        let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{tail}", names.join(", "))
    };
    for (verdict, words) in
        [(Verdict::Untestable, "could not be reached"), (Verdict::Unexercised, "never came up")]
    {
        let rows: Vec<&RuleVerdict> = outcome
            .judgement
            .verdicts
            .iter()
            .filter(|v| v.verdict == verdict && !v.schema && v.level != Level::May)
            .collect();
        if !rows.is_empty() {
            let _ = writeln!(out, "  {words}: {}", list(&rows));
        }
    }
    let unsupported = &outcome.judgement.unsupported;
    if !unsupported.is_empty() {
        let names: Vec<&str> = unsupported.iter().map(|(name, _)| name.as_str()).collect();
        let _ = writeln!(out, "  not supported, as it says: {}", clean(&names.join(", ")));
    }
    for (case, seconds) in outcome.left_out.iter().take(3) {
        let _ = writeln!(out, "  left out: {case} needs {seconds} s; raise [limits] longest-wait");
    }
    if !outcome.complete {
        out.push_str("  time ran out before all cases were played; raise --max-time\n");
    }
    out
}
