//! Printing. A closed pipe is the reader's business and never an error of ours.

use std::io::{IsTerminal, Write};

use crate::report::Look;

/// Prints to stdout.
pub(super) fn print(text: &str) {
    let _ = anstream::AutoStream::auto(std::io::stdout().lock()).write_all(text.as_bytes());
}

/// Prints a line to stderr.
pub(super) fn complain(text: &str) {
    let _ = writeln!(anstream::AutoStream::auto(std::io::stderr().lock()), "{text}");
}

/// How stdout wants to be printed to.
pub(super) fn look() -> Look {
    let terminal = std::io::stdout().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let utf8 = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
        .is_some_and(|v| v.to_ascii_lowercase().replace('-', "").contains("utf8"));
    Look { colour: terminal && !plain, unicode: utf8, findings: 8, messages: true }
}

/// Whether a progress bar can be seen.
pub(super) fn has_bar() -> bool {
    std::io::stderr().is_terminal()
}

/// Wraps a paragraph at 88 columns, each line indented.
pub(super) fn wrap(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > 88 {
            out.push_str(indent);
            out.push_str(&line);
            out.push('\n');
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        out.push_str(indent);
        out.push_str(&line);
        out.push('\n');
    }
    out
}
