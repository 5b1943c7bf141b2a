//! Rules on the requests of the consumer as HTTP and multipart have them.
//!
//! Depends on `watch` and on the reader's view of a request. Never judges the fields of a form.

use super::watch::{Asked, node_of, shortened};
use crate::{
    codec::multipart::{Form, OddityKind, SyntaxErrorKind},
    contracts::gms_chat_delayed::{
        reader::{Call, Content, Operation, content_of},
        session::Session,
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// Every call is a POST, those that only read too.
    ///
    /// Does not report: requests that are none of the eight exchanges.
    pub(crate) static POST = {
        id: "gms-chat-post", level: Must, binds: Consumer,
        covers: ["GMS-HTTP-01"],
        watches: ["request"],
        monitor: || Asked(post),
    }
}

fn post(call: &Call, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(operation) = call.operation else { return };
    log.check(call.method == "POST", || {
        let found = format!("{} for {}", call.method, operation.word());
        Broke::new("POST", found).at("", &node_of(&call.method))
    });
}

/// A POST that is one of the eight exchanges.
fn posted(call: &Call) -> Option<Operation> {
    call.operation.filter(|_| call.method == "POST")
}

rule! {
    /// The content of a call is `multipart/form-data`, and its `Content-Type` names the boundary.
    ///
    /// Does not report: calls without content.
    pub(crate) static MULTIPART = {
        id: "gms-chat-multipart", level: Must, binds: Consumer,
        covers: ["GMS-HTTP-03"],
        watches: ["request"],
        monitor: || Asked(multipart),
    }
}

fn multipart(call: &Call, seen: &Seen<'_>, _: &Session, log: &mut Log) {
    if posted(call).is_none() {
        return;
    }
    match content_of(&seen.event.kind) {
        Content::Nothing => {}
        Content::NotAnnounced(error) => log.broke(Broke::new(
            "Content-Type multipart/form-data with a boundary",
            shortened(&error.to_string()),
        )),
        Content::Form(_) | Content::Broken(_) => log.held(),
    }
}

rule! {
    /// The boundary of the header delimits every part of a form, and the closing delimiter ends it.
    ///
    /// Does not report: calls without content, forms that are announced as something else, and what
    /// stands within a part (`gms-chat-form-parts`).
    pub(crate) static WELLFORMED = {
        id: "gms-chat-form-wellformed", level: Must, binds: Consumer,
        covers: ["GMS-HTTP-04"],
        watches: ["request"],
        monitor: || Asked(wellformed),
    }
}

fn wellformed(call: &Call, seen: &Seen<'_>, _: &Session, log: &mut Log) {
    if posted(call).is_none() {
        return;
    }
    match content_of(&seen.event.kind) {
        Content::Form(_) => log.held(),
        Content::Broken(error) if !error.is_limit() && !is_within_part(&error.kind) => {
            let expected = "parts between delimiters, and a closing delimiter";
            log.broke(Broke::new(expected, shortened(&error.to_string())));
        }
        _ => {}
    }
}

/// It is the header of a part that is wrong, not the frame around the parts.
fn is_within_part(kind: &SyntaxErrorKind) -> bool {
    use crate::codec::multipart::Expected;
    match kind {
        SyntaxErrorKind::NoDisposition | SyntaxErrorKind::NotFormData | SyntaxErrorKind::NoName => {
            true
        }
        SyntaxErrorKind::Unexpected { expected, .. } => !matches!(
            expected,
            Expected::AfterBoundary | Expected::DelimiterEnd | Expected::CloseEnd
        ),
        _ => false,
    }
}

rule! {
    /// The lines of a form end in CRLF.
    ///
    /// Does not report: line feeds inside of values.
    pub(crate) static CRLF = {
        id: "gms-chat-form-crlf", level: Must, binds: Consumer,
        covers: ["GMS-HTTP-06"],
        watches: ["request"],
        monitor: || Asked(crlf),
    }
}

fn crlf(call: &Call, seen: &Seen<'_>, _: &Session, log: &mut Log) {
    if let (Some(_), Content::Form(form)) = (posted(call), content_of(&seen.event.kind)) {
        let bare = odd(&form, &[OddityKind::BareLineFeed]);
        log.check(bare.is_none(), || {
            Broke::new("lines that end in CRLF", bare.unwrap_or_default())
        });
    }
}

/// The first of some oddities, in words.
fn odd(form: &Form, kinds: &[OddityKind]) -> Option<String> {
    let found = form.oddities.iter().find(|o| kinds.contains(&o.kind));
    found.map(ToString::to_string)
}

rule! {
    /// Each part of a form has `Content-Disposition: form-data` with a name in quotation marks, an
    /// empty line, and the value.
    ///
    /// Does not report: forms without parts, further header fields, and fields that come twice.
    pub(crate) static PARTS = {
        id: "gms-chat-form-parts", level: Must, binds: Consumer,
        covers: ["GMS-HTTP-07"],
        watches: ["request"],
        monitor: || Asked(parts),
    }
}

fn parts(call: &Call, seen: &Seen<'_>, _: &Session, log: &mut Log) {
    const ODD: [OddityKind; 6] = [
        OddityKind::UnquotedParameter,
        OddityKind::ExtendedParameter,
        OddityKind::TrailingSemicolon,
        OddityKind::ControlCharacter,
        OddityKind::DuplicateParameter,
        OddityKind::NoValue,
    ];
    if posted(call).is_none() {
        return;
    }
    let expected = "form-data with a quoted name, an empty line and a value";
    match content_of(&seen.event.kind) {
        Content::Form(form) if !form.parts.is_empty() => {
            let odd = odd(&form, &ODD);
            log.check(odd.is_none(), || Broke::new(expected, odd.unwrap_or_default()));
        }
        Content::Broken(error) if !error.is_limit() && is_within_part(&error.kind) => {
            log.broke(Broke::new(expected, shortened(&error.to_string())));
        }
        _ => {}
    }
}

rule! {
    /// A call on a service goes to its id and then the operation; a create goes to `callback` and
    /// the name of the service.
    ///
    /// Does not report: operations that are none of the eight and resemble none, for the server has
    /// others too.
    pub(crate) static PATH = {
        id: "gms-chat-path", level: Must, binds: Consumer,
        covers: [
            "GMS-HTTP-17", "GMS-CHAT-01", "GMS-CHAT-15", "GMS-CHAT-27", "GMS-CHAT-37",
            "GMS-CHAT-44", "GMS-CHAT-52", "GMS-CHAT-58", "GMS-CHAT-62",
        ],
        watches: ["request"],
        monitor: || Asked(path),
    }
}

fn path(call: &Call, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let segments: Vec<&str> = call.rest.split('/').collect();
    let last = segments.last().copied().unwrap_or_default();
    let first = segments.first().copied().unwrap_or_default();
    let broke =
        |expected: String| Broke::new(expected, shortened(&call.rest)).at("", &node_of(&call.rest));
    let scoped = |word: &str| Operation::SCOPED.into_iter().find(|o| o.word() == word);
    if call.operation.is_some() {
        if last == "poke" {
            log.broke(broke("internal-notification".to_owned()));
        } else if let Some(operation) = scoped(first) {
            log.broke(broke(format!("<service id>/{}", operation.word())));
        } else {
            log.held();
        }
        return;
    }
    match segments.as_slice() {
        ["callback"] if call.method == "POST" => {
            log.broke(broke("callback/<service name>".to_owned()));
        }
        ["callback", .., word] => {
            if let Some(operation) = scoped(word) {
                log.broke(broke(format!("<service id>/{}", operation.word())));
            }
        }
        [word] | [word, _] if scoped(word).is_some() => {
            log.broke(broke(format!("<service id>/{word}")));
        }
        [_, rest @ ..] => {
            let word = plain(&rest.join("/"));
            let near = |o: &Operation| distance(&plain(o.word()), &word) <= 2;
            if let Some(operation) = Operation::SCOPED.into_iter().find(near) {
                log.broke(broke(format!("<service id>/{}", operation.word())));
            }
        }
        [] => {}
    }
}

/// A word without what people spell in different ways.
fn plain(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many letters must be added, left out or changed to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 2 {
        return 3;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = i;
        let mut next = vec![i + 1];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or_default();
            let changed = before + usize::from(x != *y);
            next.push(changed.min(above + 1).min(left + 1));
            before = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
