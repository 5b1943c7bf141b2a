//! What a body says: its parts in order, and everything remarkable about how it says it.
//!
//! Depends on spans and oddities. Never copies the body but for the parts' texts and values.

use super::Span;
use super::oddity::Oddity;

/// A form as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The parts, in order; names may repeat.
    pub parts: Vec<Part>,
    /// What the body does that a plain form does not, in order of place.
    pub oddities: Vec<Oddity>,
    /// What stands before the line of the first delimiter, without the line end between
    /// them, or `None` if the body begins with the delimiter.
    pub preamble: Option<Span>,
    /// What follows the line of the close delimiter, or `None` if that line is not ended.
    /// It is usually empty.
    pub epilogue: Option<Span>,
}

impl Form {
    /// The first part of this name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// The names with their values, where all values are UTF-8. File names are left out.
    #[must_use]
    pub fn fields(&self) -> Option<Vec<(&str, &str)>> {
        self.parts.iter().map(|part| Some((part.name.as_str(), part.text()?))).collect()
    }
}

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The field's name, with the escapes that browsers write (`%22`, `%0D`, `%0A`) and
    /// those of RFC 822 (`\"`, `\\`) resolved. Bytes that are not UTF-8 become U+FFFD.
    pub name: String,
    /// The same as it stands between the quotation marks.
    pub raw_name: String,
    /// Where `raw_name` stands.
    pub name_span: Span,
    /// The file name, resolved as the name is.
    pub filename: Option<String>,
    /// Where the file name stands, without quotation marks.
    pub filename_span: Option<Span>,
    /// Every header field: its name as spelt, its content without the white space around it
    /// and with folded lines joined.
    pub headers: Vec<(String, String)>,
    /// Where the header stands, from its first byte to before the empty line.
    pub header_span: Span,
    /// The octets of the value.
    pub value: Vec<u8>,
    /// Where the value stands.
    pub value_span: Span,
}

impl Part {
    /// The value as text, if it is UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.value).ok()
    }

    /// The content of the first header field of this name, in any letter case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, content) =
            self.headers.iter().find(|(spelt, _)| spelt.eq_ignore_ascii_case(name))?;
        Some(content)
    }
}
