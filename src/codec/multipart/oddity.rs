//! What a body does that readers may disagree about, though it can be read.
//!
//! Depends on spans. Never judges: whether an oddity is a gap is for who asked to say.

use std::fmt;

use super::Span;

/// Something remarkable, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// What it is.
    pub kind: OddityKind,
    /// The bytes that show it.
    pub span: Span,
}

/// A kind of remarkable thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum OddityKind {
    /// The body has no bytes, not even a close delimiter.
    EmptyBody,
    /// The body is a close delimiter only. RFC 2046 section 5.1 wants a part; browsers send
    /// this for a form without fields.
    NoParts,
    /// A line of the structure ends with a line feed alone (RFC 2046 section 5.1.1).
    BareLineFeed,
    /// White space follows a boundary. Readers must skip it, writers must not send it (RFC
    /// 2046 section 5.1.1).
    TransportPadding,
    /// Text, or an empty line, before the first delimiter.
    Preamble,
    /// Text after the close delimiter.
    Epilogue,
    /// An earlier part has the same name (RFC 7578 sections 4.3 and 5.2).
    DuplicateName,
    /// An earlier header field of the part has the same name. The first is what counts here.
    DuplicateHeader,
    /// An earlier parameter has the same name. The first is what counts here.
    DuplicateParameter,
    /// A `name` or `filename` is a bare token.
    UnquotedParameter,
    /// `name*` or `filename*`, which RFC 7578 section 4.2 rules out; it is not decoded.
    ExtendedParameter,
    /// A backslash in a quoted string: an escape to RFC 822, itself to browsers.
    Backslash,
    /// A semicolon that no parameter follows.
    TrailingSemicolon,
    /// A header field goes on in a further line (RFC 822 section 3.1.1).
    FoldedHeader,
    /// A control character other than a tab in a header field.
    ControlCharacter,
    /// A header field that is not UTF-8.
    NotUtf8,
    /// A `Content-Transfer-Encoding` (RFC 7578 section 4.7: not to be sent); it is not undone.
    TransferEncoding,
    /// A header field other than the three that RFC 7578 section 4.8 admits.
    StrayHeader,
    /// The line end that begins a delimiter is the empty line that ends the header, so that
    /// the part has no body rather than an empty one.
    NoValue,
}

impl fmt::Display for OddityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyBody => "the body is empty",
            Self::NoParts => "the body has no parts",
            Self::BareLineFeed => "a line ends with a line feed alone",
            Self::TransportPadding => "white space follows a boundary",
            Self::Preamble => "something stands before the first delimiter",
            Self::Epilogue => "text follows the close delimiter",
            Self::DuplicateName => "a field name repeats",
            Self::DuplicateHeader => "a header field repeats within a part",
            Self::DuplicateParameter => "a parameter repeats within a header field",
            Self::UnquotedParameter => "a name is not in quotation marks",
            Self::ExtendedParameter => "a parameter has the extended form that forms may not use",
            Self::Backslash => "a backslash in a name, which readers take differently",
            Self::TrailingSemicolon => "a semicolon ends the parameters",
            Self::FoldedHeader => "a header field is folded over lines",
            Self::ControlCharacter => "a control character in a header field",
            Self::NotUtf8 => "a header field is not UTF-8",
            Self::TransferEncoding => "a part has a transfer encoding",
            Self::StrayHeader => "a part has a header field that forms do not use",
            Self::NoValue => "a part ends with its header",
        })
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.span.start)
    }
}
