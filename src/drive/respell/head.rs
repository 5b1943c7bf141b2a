//! HTTP messages, spelt otherwise: first line, fields, framing; the body only where it is JSON.
//!
//! Depends on `messages` and `text`. Values of fields stay, but for those that say how long the body
//! is, whether the connection stays, and what the content type is called.

use super::{
    messages::{Message, Way, asks_to_switch},
    respelling::Respelling,
    spellings::Spellings,
    text::respelt,
};
use crate::codec::http1::{Framing, Head};

/// How many chunks a body is sent in.
const CHUNKS: usize = 3;

/// A field as it is written.
type Field = (String, String);

/// What is sent of a message.
#[derive(Debug)]
pub(super) struct Spelt {
    pub(super) bytes: Vec<u8>,
    /// The connection ends after it.
    pub(super) last: bool,
}

/// A message in all ways that are wanted.
pub(super) fn spelt(message: Message, way: Way, spellings: &Spellings) -> Spelt {
    let Message { head, body, framing, raw } = message;
    let pairs = head.pairs();
    // What was replaced on reading could not be written again.
    let odd = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    if odd(&head.first) || pairs.iter().any(|(_, value)| odd(value)) {
        return Spelt { bytes: raw, last: false };
    }
    let mut fields = pairs;
    let body = is_json(&head).then(|| respelt(&body, spellings)).flatten().unwrap_or(body);
    content_type(&mut fields, spellings);
    let chunks = framed(&mut fields, framing, body.len(), spellings);
    let last = closed(&mut fields, &head, way, spellings);
    if spellings.wants(Respelling::HeaderUnknown) {
        spellings.bore(Respelling::HeaderUnknown);
        fields.push(("X-Seen-By".to_owned(), "nobody; at=all".to_owned()));
    }
    if spellings.wants(Respelling::HeaderOrder) && in_other_order(&mut fields) {
        spellings.bore(Respelling::HeaderOrder);
    }
    let mut bytes = first_line(&head.first, way, spellings).into_bytes();
    bytes.extend_from_slice(b"\r\n");
    for (index, (name, value)) in fields.iter().enumerate() {
        let line = format!("{}:{}\r\n", named(name, spellings), valued(index, value, spellings));
        bytes.extend_from_slice(line.as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    match chunks {
        Some(count) => in_chunks(&body, count, &mut bytes),
        None => bytes.extend_from_slice(&body),
    }
    Spelt { bytes, last }
}

/// The media type of a field's value, without parameters.
fn media_type(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

/// Whether the body is JSON, and nothing is wrapped around it.
fn is_json(head: &Head) -> bool {
    let json = |value: &str| media_type(value).eq_ignore_ascii_case("application/json");
    head.all("content-type").any(|f| json(&f.value))
        && head.all("content-encoding").next().is_none()
}

fn content_type(fields: &mut [Field], spellings: &Spellings) {
    let typed = fields.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let Some((_, value)) = typed else { return };
    if spellings.wants(Respelling::ContentTypeCharset)
        && let Some(other) = other_charset(value)
    {
        spellings.bore(Respelling::ContentTypeCharset);
        *value = other;
    }
    if spellings.wants(Respelling::ContentTypeCapitals) && !value.is_empty() {
        spellings.bore(Respelling::ContentTypeCapitals);
        // Parameters may be sensitive to case, such as the boundary of a multipart body.
        let (kind, rest) = value.split_at(media_type(value).len());
        *value = format!("{}{rest}", kind.to_ascii_uppercase());
    }
}

/// The content type of JSON with a charset, or with the same one in quotation marks and small letters.
fn other_charset(value: &str) -> Option<String> {
    if !media_type(value).eq_ignore_ascii_case("application/json") {
        return None;
    }
    let Some((kind, parameter)) = value.split_once(';') else {
        return Some(format!("{value}; charset=UTF-8"));
    };
    let (name, charset) = parameter.split_once('=')?;
    let known =
        name.trim().eq_ignore_ascii_case("charset") && charset.trim().eq_ignore_ascii_case("utf-8");
    known.then(|| format!("{}; Charset=\"utf-8\"", kind.trim_end()))
}

/// Says how long the body is; how many chunks it is sent in, if in any.
fn framed(
    fields: &mut Vec<Field>,
    framing: Framing,
    length: usize,
    spellings: &Spellings,
) -> Option<usize> {
    let sized = |(name, _): &Field| name.eq_ignore_ascii_case("content-length");
    match framing {
        Framing::Chunked => Some(1),
        Framing::Length(_) if length > 0 && spellings.wants(Respelling::BodyChunks) => {
            spellings.bore(Respelling::BodyChunks);
            fields.retain(|field| !sized(field));
            fields.push(("Transfer-Encoding".to_owned(), "chunked".to_owned()));
            Some(CHUNKS)
        }
        Framing::Length(_) => {
            // A length that is said twice is said once.
            if let Some(at) = fields.iter().position(sized) {
                let (name, _) = fields.remove(at);
                fields.retain(|field| !sized(field));
                fields.insert(at, (name, length.to_string()));
            }
            None
        }
        Framing::Empty | Framing::UntilClose => None,
    }
}

/// Says that the connection ends with this exchange, if it does not become something else.
fn closed(fields: &mut Vec<Field>, head: &Head, way: Way, spellings: &Spellings) -> bool {
    let switches = match way {
        Way::Asking => asks_to_switch(head),
        Way::Answering => head.status() == Ok(101),
    };
    if switches || !spellings.wants(Respelling::ConnectionClose) {
        return false;
    }
    spellings.bore(Respelling::ConnectionClose);
    fields.retain(|(name, _)| {
        !name.eq_ignore_ascii_case("connection") && !name.eq_ignore_ascii_case("keep-alive")
    });
    fields.push(("Connection".to_owned(), "close".to_owned()));
    way == Way::Answering
}

/// Turns the fields around; those of one name keep their order among themselves. False if there
/// is nothing to turn.
fn in_other_order(fields: &mut Vec<Field>) -> bool {
    let before = std::mem::take(fields);
    let mut groups: Vec<Vec<Field>> = Vec::new();
    for field in before {
        let same = |group: &&mut Vec<Field>| {
            group.first().is_some_and(|first| first.0.eq_ignore_ascii_case(&field.0))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(field),
            None => groups.push(vec![field]),
        }
    }
    let turned = groups.len() > 1;
    fields.extend(groups.into_iter().rev().flatten());
    turned
}

/// The first line; that of a response may lose its reason phrase, but not the space before it.
fn first_line(first: &str, way: Way, spellings: &Spellings) -> String {
    let mut words = first.splitn(3, ' ');
    let (version, status, phrase) = (words.next(), words.next(), words.next());
    match (version, status, phrase) {
        (Some(version), Some(status), Some(phrase))
            if way == Way::Answering
                && !phrase.is_empty()
                && spellings.wants(Respelling::ReasonPhrase) =>
        {
            spellings.bore(Respelling::ReasonPhrase);
            format!("{version} {status} ")
        }
        _ => first.to_owned(),
    }
}

fn named(name: &str, spellings: &Spellings) -> String {
    let mut now = name.to_owned();
    let cases = [
        (Respelling::HeaderCapitalised, capitalised as fn(&str) -> String),
        (Respelling::HeaderCapitals, str::to_ascii_uppercase),
    ];
    for (one, case) in cases {
        if spellings.wants(one) {
            now = case(&now);
            if now != name {
                spellings.bore(one);
            }
        }
    }
    now
}

/// The name with a capital at the beginning of each word, and small letters after it.
fn capitalised(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters.map(|c| c.to_ascii_lowercase())).collect::<String>()
    });
    words.collect::<Vec<_>>().join("-")
}

fn valued(index: usize, value: &str, spellings: &Spellings) -> String {
    if !spellings.wants(Respelling::HeaderWhiteSpace) {
        return format!(" {value}");
    }
    spellings.bore(Respelling::HeaderWhiteSpace);
    match index & 1 {
        0 => value.to_owned(),
        _ => format!(" \t {value}\t "),
    }
}

fn in_chunks(body: &[u8], count: usize, bytes: &mut Vec<u8>) {
    let size = body.len().div_ceil(count.max(1)).max(1);
    for chunk in body.chunks(size) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
}
