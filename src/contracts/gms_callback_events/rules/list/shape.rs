//! How the file is built: headers, options, one line each, none of them twice.

use super::watch::{Lists, pointer, quoted, text};
use crate::{
    codec::{
        json::Flaw,
        transaction_list::{List, OddityKind, SyntaxError},
    },
    judge::{Broke, Log, rule},
};

rule! {
    /// A Transaction List is made of section headers in brackets, each followed by options, one a
    /// line, with an equals sign between name and value.
    ///
    /// Does not report: blank lines, comments, blanks around names and values, the rest of a value
    /// on a line of its own.
    pub(super) static SYNTAX = {
        id: "gms-list-syntax", level: Must, binds: Operator,
        covers: ["GMS-CFG-01"],
        watches: ["transaction-list"],
        monitor: || Lists(syntax),
    }
}

fn syntax(list: &List, log: &mut Log) {
    for error in &list.errors {
        log.broke(line_error(error));
    }
    for orphan in list.oddities.iter().filter(|o| o.kind == OddityKind::OrphanLine) {
        let expected = "a section header, or an option with '='";
        log.broke(
            Broke::new(
                expected,
                format!("a line that follows no option, {}", quoted(&orphan.written)),
            )
            .at("", &text(&orphan.written, orphan.span)),
        );
    }
    if list.errors.is_empty() && list.oddities.iter().all(|o| o.kind != OddityKind::OrphanLine) {
        log.held();
    }
}

fn line_error(error: &SyntaxError) -> Broke {
    let mut span = error.line;
    span.start = error.offset;
    span.end = span.end.max(span.start);
    let what = error.what().trim_start_matches("expected ");
    let (expected, found) = what.split_once(" but found ").unwrap_or((what, "something else"));
    Broke::new(expected, format!("{found}: {}", error.remedy())).at("", &text("", span))
}

rule! {
    /// A value ends with its line; an import takes the rest of it for a line of its own.
    ///
    /// Does not report: a line that follows no option.
    pub(super) static WRAPPED_VALUE = {
        id: "gms-list-wrapped-value", level: Should, binds: Operator,
        covers: ["GMS-CFG-17"],
        watches: ["transaction-list"],
        monitor: || Lists(wrapped),
    }
}

fn wrapped(list: &List, log: &mut Log) {
    let places: Vec<_> =
        list.oddities.iter().filter(|o| o.kind == OddityKind::WrappedLine).collect();
    for oddity in &places {
        let place = list.at(oddity.span.start);
        let option = place.and_then(|(section, entry)| Some((section, entry?)));
        let (name, at) = option.map_or_else(Default::default, |(section, entry)| {
            (entry.name.clone(), pointer(&[&section.name, &entry.name]))
        });
        let found = format!("the rest of the value of {name}, {}", quoted(&oddity.written));
        log.broke(
            Broke::new("a value on one line", found).at(at, &text(&oddity.written, oddity.span)),
        );
    }
    let values = list.sections.iter().flat_map(|s| &s.entries).filter(|e| !e.value.is_empty());
    if places.is_empty() && values.count() > 0 {
        log.held();
    }
}

rule! {
    /// No section comes twice, and no option of a section: nothing says which of the two counts.
    pub(super) static DUPLICATE = {
        id: "gms-list-duplicate", level: Should, binds: Operator,
        covers: ["GMS-CFG-18"],
        watches: ["transaction-list"],
        monitor: || Lists(duplicate),
    }
}

fn duplicate(list: &List, log: &mut Log) {
    for flaw in &list.document.flaws {
        let Flaw::DuplicateMember { name, second, .. } = flaw else { continue };
        let section = list.at(second.start).map(|(section, _)| section);
        let of_section = section.is_some_and(|s| s.name_span == *second);
        let what = if of_section { "section" } else { "option" };
        let at = match section.filter(|_| !of_section) {
            Some(section) => pointer(&[&section.name, name]),
            None => pointer(&[name]),
        };
        let broke = Broke::new(format!("one {what} {name}"), "the same name again");
        log.broke(broke.at(at, &text(name, *second)));
    }
    if list.document.flaws.is_empty() && !list.sections.is_empty() {
        log.held();
    }
}
