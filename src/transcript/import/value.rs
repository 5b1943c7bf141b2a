//! One value in either notation, somewhere in a text.
//!
//! Depends on the two readers of `codec`. Reads a value at most once in each notation, and
//! when both refuse it tells the fault of the one that got further.

use std::borrow::Cow;

use crate::codec::{
    json::{self, Again, Limits, Node, SyntaxErrorKind, Value},
    python_literal,
};

/// How a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// JSON (RFC 8259).
    Json,
    /// What Python's `repr` prints.
    Python,
}

/// A value that was read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) json: Vec<u8>,
    pub(super) notation: Notation,
    /// The offset after it.
    pub(super) end: usize,
    /// Whether it is an array without any array or object in it.
    pub(super) flat: bool,
    /// The first name in it that comes again in its object.
    pub(super) again: Option<Again>,
}

/// Why there is no value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) offset: usize,
    pub(super) what: String,
}

/// A text in which values are looked for.
#[derive(Debug)]
pub(super) struct Text<'t> {
    bytes: &'t [u8],
    /// The same text, with a NUL, which JSON has nowhere, for each byte that is not UTF-8.
    characters: Cow<'t, str>,
    limits: Limits,
}

impl<'t> Text<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        let characters = std::str::from_utf8(bytes).map_or_else(
            |_| {
                let mut text = String::with_capacity(bytes.len());
                for chunk in bytes.utf8_chunks() {
                    text.push_str(chunk.valid());
                    text.extend(chunk.invalid().iter().map(|_| '\0'));
                }
                Cow::Owned(text)
            },
            Cow::Borrowed,
        );
        Self { bytes, characters, limits: Limits::default() }
    }

    /// Reads the value that begins at `start`, as if the text ended at `end`.
    pub(super) fn read(&self, start: usize, end: usize) -> Result<Read, Fault> {
        let characters = self.characters.get(..end).unwrap_or(&self.characters);
        let json = match json::parse_prefix(characters, start, &self.limits) {
            Ok((document, after)) => {
                let json = self.bytes.get(start..after).unwrap_or_default().to_vec();
                let flat = is_flat(&document.root);
                let again = json::first_again(&document);
                return Ok(Read { json, notation: Notation::Json, end: after, flat, again });
            }
            Err(error) => error,
        };
        let bytes = self.bytes.get(..end).unwrap_or(self.bytes);
        match python_literal::parse_prefix(bytes, start, &self.limits) {
            Ok((document, after)) => {
                let mut json = String::new();
                json::write(&document.root, &mut json);
                let flat = is_flat(&document.root);
                let json = json.into_bytes();
                let again = json::first_again(&document);
                Ok(Read { json, notation: Notation::Python, end: after, flat, again })
            }
            Err(python) if python.offset > json.offset => {
                Err(Fault { offset: python.offset, what: python.to_string() })
            }
            Err(_) => Err(self.fault(json)),
        }
    }

    fn fault(&self, mut error: json::SyntaxError) -> Fault {
        let at = error.offset;
        if self.bytes.get(at) != self.characters.as_bytes().get(at) {
            error.kind = SyntaxErrorKind::InvalidUtf8;
        }
        Fault { offset: at, what: error.to_string() }
    }
}

fn is_flat(root: &Node) -> bool {
    let scalar = |node: &Node| !matches!(node.value, Value::Array(_) | Value::Object(_));
    root.as_array().is_some_and(|elements| elements.iter().all(scalar))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &[u8]) -> (usize, String) {
        let fault = Text::new(text).read(0, text.len()).unwrap_err();
        (fault.offset, fault.what)
    }

    #[test]
    fn the_fault_is_that_of_the_notation_that_got_further() {
        for (text, offset, what) in [
            (&b"{u'a': foo}"[..], 7, "expected a value but found 'f'"),
            (b"{\"a\": nul}", 9, "expected the literal 'null' but found '}'"),
            (b"{\"a\": bar}", 6, "expected a value but found 'b'"),
            (b"[\"\xff\"]", 2, "expected UTF-8 but found an invalid byte sequence"),
            (b"[u'\xff']", 3, "expected UTF-8 but found an invalid byte sequence"),
        ] {
            assert_eq!(fault(text), (offset, format!("{what} at byte {offset}")));
        }
    }

    #[test]
    fn json_is_kept_as_it_is_and_python_becomes_json() {
        for (text, json, notation) in [
            ("[ 1.0,\n{} ] x", "[ 1.0,\n{} ]", Notation::Json),
            ("[1.0, {'a' : None}] x", "[1.0,{\"a\":null}]", Notation::Python),
        ] {
            let read = Text::new(text.as_bytes()).read(0, text.len()).unwrap();
            assert_eq!((read.json.as_slice(), read.notation), (json.as_bytes(), notation));
            assert_eq!(text.get(read.end..), Some(" x"));
            assert!(!read.flat);
        }
    }
}
