//! What a file says: sections, their options, and where each of them stands.
//!
//! Depends on `error` and `oddity`, and on the tree of `codec::json`. Never drops a section or
//! option because another has the same name.

use super::error::SyntaxError;
use super::oddity::Oddity;
use crate::codec::json::{Document, Span};

/// A file that was read.
#[derive(Clone, Debug)]
pub struct List {
    /// The sections in order, with duplicates.
    pub sections: Vec<Section>,
    /// What was not written as it should be, in the order of the text.
    pub oddities: Vec<Oddity>,
    /// The lines that could not be read, in the order of the text.
    pub errors: Vec<SyntaxError>,
    /// The same content as a tree, `{section: {option: "value"}}`, by the names that were
    /// meant, with spans into the file. Names that come again are its flaws.
    pub document: Document,
}

impl List {
    /// The last section called `name`.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().rfind(|section| section.name == name)
    }

    /// The value of the last option of this name in the last section of that.
    #[must_use]
    pub fn get(&self, section: &str, option: &str) -> Option<&str> {
        self.section(section)?.entry(option).map(|entry| entry.value.as_str())
    }

    /// The section that the byte at `offset` belongs to, and the option, if it is in one.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<(&Section, Option<&Entry>)> {
        let inside = |span: Span| offset < span.end.max(span.start.saturating_add(1));
        let section = last_from(&self.sections, |s| s.span.start <= offset)?;
        let entry = last_from(&section.entries, |e| e.name_span.start <= offset);
        let entry = entry.filter(|entry| inside(entry.span()));
        Some((section, entry)).filter(|_| inside(section.span))
    }
}

/// The last that begins where it may; they stand in the order of the text.
fn last_from<T>(items: &[T], begins: impl FnMut(&T) -> bool) -> Option<&T> {
    items.get(items.partition_point(begins).checked_sub(1)?)
}

/// A header and the options below it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The name as it stands between the brackets, without the blanks around it.
    pub written: String,
    /// The name that was meant.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The line of the header.
    pub header_span: Span,
    /// From the header to the end of the last option.
    pub span: Span,
    /// The options in order, with duplicates.
    pub entries: Vec<Entry>,
}

impl Section {
    /// The last option called `name`.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().rfind(|entry| entry.name == name)
    }
}

/// An option.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name as it stands before the `=`, without the blanks around it.
    pub written: String,
    /// The name that was meant.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The value as written, lines that were wrapped joined with a blank. It may be empty.
    pub value: String,
    /// Where the value stands, to the end of its last line; empty after the `=` if it is.
    pub value_span: Span,
    /// The names it lists, if it is `notify_params`; else none.
    pub parameters: Vec<Parameter>,
    /// The lines of the value that are not blank: offset within the value, and place.
    pub(super) pieces: Vec<(usize, Span)>,
}

impl Entry {
    /// From the name to the end of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.name_span.start, end: self.value_span.end }
    }

    /// Where the byte at `offset` of the value stands in the file. The blank that joins two
    /// lines stands at the end of the first; an offset past the end is taken as the end.
    #[must_use]
    pub fn place(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|(at, _)| *at <= offset);
        let piece = after.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(self.value_span.start, |(at, span)| {
            span.start.saturating_add(offset.saturating_sub(*at)).min(span.end)
        })
    }

    /// Where a stretch of the value stands in the file.
    #[must_use]
    pub fn place_of(&self, within: Span) -> Span {
        let start = self.place(within.start);
        match within.end.checked_sub(1) {
            // By its last byte: the end of a line is not the beginning of the next.
            Some(last) if last >= within.start => {
                let end = self.place(last).saturating_add(1).min(self.value_span.end);
                Span { start, end: end.max(start) }
            }
            _ => Span { start, end: start },
        }
    }
}

/// A name in a list of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name as it stands between the commas, without the blanks around it; empty if two
    /// commas have nothing between them.
    pub written: String,
    /// The name that was meant.
    pub name: String,
    /// Where it stands in the file.
    pub span: Span,
}
