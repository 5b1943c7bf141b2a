//! A finding the way a good compiler prints an error: the text, a caret, what was expected.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

use super::{look::Look, model::place};
use crate::judge::{Finding, Verdict};

/// How many characters of a message are shown on each side of the place.
const SIDE: usize = 38;

/// Renders one finding; `lines` are printed below it as notes.
pub fn render(finding: &Finding, lines: &[String], look: Look) -> String {
    let level = match finding.verdict {
        Verdict::Gap => Level::ERROR.with_name("gap"),
        Verdict::Deviation => Level::WARNING.with_name("deviation"),
        _ => Level::NOTE.with_name("note"),
    };
    let title = clean(&format!(
        "[{}{}] expected {}, found {}",
        finding.rule,
        finding.duty.map_or_else(String::new, |duty| format!(" ({duty})")),
        finding.expected,
        finding.found
    ));
    // With a column, the message is a file with lines of its own.
    let line = finding.column.and(finding.line).and_then(|line| usize::try_from(line).ok());
    let window = finding.excerpt.as_ref().and_then(|e| match line {
        Some(_) => window_of_line(&e.text, e.start, e.end),
        None => window(&e.text, e.start, e.end),
    });
    let origin = match &finding.message {
        Some(name) => format!("{}, case {}, {name}", place(finding), finding.case),
        None => format!("{}, case {}", place(finding), finding.case),
    };
    let origin = clean(&origin);
    let pointer = finding.pointer.as_deref().filter(|p| !p.is_empty()).unwrap_or("here");
    let pointer = clean(pointer);
    let group = Group::with_title(level.primary_title(&*title));
    let group = match &window {
        Some((text, start, end)) => group.element(
            Snippet::source(text.as_str())
                .line_start(line.unwrap_or(1))
                .annotation(AnnotationKind::Primary.span(*start..*end).label(&*pointer)),
        ),
        None => group,
    };
    let group = group.element(Level::INFO.with_name("at").message(&*origin));
    let lines: Vec<String> = lines.iter().map(|l| clean(l)).collect();
    let group = group.elements(lines.iter().map(|l| Level::NOTE.no_name().message(&**l)));
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let style = if look.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    renderer.decor_style(style).render(&[group])
}

/// One line around the place: control characters made visible, offsets kept true.
fn window(text: &str, start: usize, end: usize) -> Option<(String, usize, usize)> {
    let before = text.get(..start)?;
    let place = text.get(start..end.max(start))?;
    let after = text.get(end.max(start)..)?;
    let cut = before.char_indices().rev().nth(SIDE).map_or(0, |(i, _)| i);
    let head = if cut > 0 { "…" } else { "" };
    let head = format!("{head}{}", clean(before.get(cut..)?));
    let shown: String = place.chars().take(2 * SIDE).collect();
    let shown = clean(&shown);
    let cut_short = place.chars().count() > 2 * SIDE;
    let tail: String = if cut_short { "…".into() } else { after.chars().take(SIDE).collect() };
    let more = if !cut_short && after.chars().count() > SIDE { "…" } else { "" };
    let from = head.len();
    let to = from + shown.len();
    Some((format!("{head}{shown}{}{more}", clean(&tail)), from, to.max(from)))
}

/// The same, of the line that the place begins in.
fn window_of_line(text: &str, start: usize, end: usize) -> Option<(String, usize, usize)> {
    let from = text.get(..start)?.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let to = text.get(start..)?.find('\n').map_or(text.len(), |at| start.saturating_add(at));
    window(text.get(from..to)?, start.checked_sub(from)?, end.min(to).checked_sub(from)?)
}

/// Peer text for a terminal: no control characters, no escape sequences.
pub(super) fn clean(text: &str) -> String {
    let visible = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => '\u{FFFD}',
        // Marks that turn the reading direction could make a report lie.
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c => c,
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_keeps_the_place_under_the_caret() {
        let text = format!("{}\"x\"{}", "a".repeat(100), "b".repeat(100));
        let (shown, start, end) = window(&text, 100, 103).unwrap();
        assert_eq!(&shown[start..end], "\"x\"");
        assert!(shown.starts_with('…') && shown.ends_with('…'));
    }

    #[test]
    fn the_window_of_a_line_shows_nothing_of_the_lines_around_it() {
        let text = "one\ntwo three\nfour";
        let (shown, start, end) = window_of_line(text, 8, 19).unwrap();
        assert_eq!((shown.as_str(), &shown[start..end]), ("two three", "three"));
        assert_eq!(window_of_line(text, 18, 18), Some(("four".into(), 4, 4)));
        assert_eq!(window_of_line("\n", 1, 1), Some((String::new(), 0, 0)));
    }

    #[test]
    fn escape_sequences_of_a_peer_never_reach_the_terminal() {
        assert_eq!(clean("\u{1b}[31mred\u{202e}"), "\u{FFFD}[31mred\u{FFFD}");
    }
}
