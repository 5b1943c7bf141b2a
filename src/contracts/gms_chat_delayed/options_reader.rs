//! What operators write, as messages: options of a service, the annex of an inbound chat, targets.
//!
//! Depends on `target` and on the files of options that both contracts of this product share.
//! Never judges: where a target stands in the file is kept for those who do.

use std::sync::Arc;

use super::target::places::Places;
use crate::{
    codec::{
        json::{Document, Limits, Node, Span, SyntaxError, SyntaxErrorKind, Value, parse},
        transaction_list::{
            Entry, OddityKind, SyntaxErrorKind as LineErrorKind, Vocabulary, parse_with,
        },
    },
    contract::Party,
    contracts::gms::{
        options_file::{self, OptionsFile, alike, refused, unreadable},
        version::Version,
    },
    judge::Message,
};

/// The message that the options of a service are.
pub(crate) const SERVICE_OPTIONS: &str = "service-options";
/// The message that the annex of an inbound chat is.
pub(crate) const INBOUND_CHAT: &str = "inbound-chat";
/// The message that a target alone is.
pub(crate) const TARGET: &str = "target";
/// The option that holds a target.
pub(crate) const TARGET_OPTION: &str = "_target";

/// An option of the document, and the section that it belongs to if it belongs to one.
pub(crate) const OPTIONS: [(&str, Option<&str>); 11] = [
    ("_urs_strategy_update_sub_routine", Some("URS Queueing")),
    ("_urs_prioritization_strategy", Some("URS Queueing")),
    ("_urs_virtual_queue", Some("URS Queueing")),
    (TARGET_OPTION, Some("URS Queueing")),
    ("_use_debug_push_certificate", Some("Notification")),
    ("_type", None),
    ("_ttl", Some("General")),
    ("_wait_for_user_confirm", Some("General")),
    ("_wait_for_agent", Some("General")),
    ("_media_type", Some("General")),
    ("_urs_queued_ttl", None),
];

/// The sections of the annex.
const ANNEX: [&str; 3] = ["Application", "ApplicationParms", "Orchestration"];

/// What the file says that is being judged.
#[derive(Debug, Default)]
pub(crate) struct Operator {
    /// The options, if it holds options.
    pub(crate) options: Option<OptionsFile>,
    /// The target, if it holds one.
    pub(crate) target: Option<TargetText>,
    /// The version of the product that a comment says it is for.
    pub(crate) version: Option<Version>,
}

/// A target as text, and where it stands in the file.
#[derive(Debug)]
pub(crate) struct TargetText {
    /// The text of the option.
    pub(crate) text: String,
    /// The option's place in the message.
    pub(crate) pointer: &'static str,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// It begins at this byte, and stands there as it is.
    From(usize),
    /// In a JSON string.
    Escaped(Places),
    /// It is the value of a line, or of several.
    Line(Box<Entry>),
}

impl TargetText {
    /// Where a stretch of the text stands in the file.
    pub(crate) fn span(&self, within: Span) -> Span {
        match &self.place {
            Place::From(start) => Span {
                start: start.saturating_add(within.start),
                end: start.saturating_add(within.end),
            },
            Place::Escaped(places) => places.span(within),
            Place::Line(entry) => entry.place_of(within),
        }
    }

    /// The whole text as a node of the message.
    pub(crate) fn node(&self) -> Node {
        let span = self.span(Span { start: 0, end: self.text.len() });
        Node { value: Value::String(self.text.as_str().into()), span }
    }
}

impl Operator {
    /// Reads a file under the name of its message; none if operators write no such message.
    pub(crate) fn read(&mut self, name: &str, text: &[u8]) -> Option<Message> {
        *self = Self::default();
        let read = match name {
            SERVICE_OPTIONS => self.service_options(text),
            INBOUND_CHAT => inbound_chat(text),
            TARGET => self.target_alone(text),
            _ => return None,
        };
        Some(match read {
            Ok(document) => Message::new(name, Party::Operator, text.into(), Arc::new(document)),
            Err(error) => Message::unreadable(Party::Operator, text.into(), error),
        })
    }

    fn service_options(&mut self, text: &[u8]) -> Result<Document, SyntaxError> {
        let options = options_file::read(text, &Vocabulary::default())?;
        self.version = version_in(text);
        self.target = options.get(TARGET_OPTION).and_then(|given| {
            let said = given.value.as_str()?;
            let span = given.value.span;
            let place = match (&given.entry, &options.list) {
                (Some(entry), _) => Place::Line(Box::new(entry.clone())),
                (None, Some(_)) => Place::From(span.start),
                (None, None) => Place::Escaped(escaped(text, span)),
            };
            Some(TargetText { text: said.to_owned(), pointer: "/_target", place })
        });
        let document = options.document.clone();
        self.options = Some(options);
        Ok(document)
    }

    fn target_alone(&mut self, text: &[u8]) -> Result<Document, SyntaxError> {
        let said = std::str::from_utf8(text).map_err(|error| {
            let offset = error.valid_up_to();
            SyntaxError { kind: SyntaxErrorKind::InvalidUtf8, offset }
        })?;
        let start = said.len().saturating_sub(said.trim_start().len());
        let target = if said.trim_start().starts_with('"') {
            let document = parse(text, &Limits::default())?;
            let inner = document.root.as_str().unwrap_or_default().to_owned();
            TargetText {
                text: inner,
                pointer: "",
                place: Place::Escaped(escaped(text, document.root.span)),
            }
        } else {
            TargetText { text: said.trim().to_owned(), pointer: "", place: Place::From(start) }
        };
        let root = target.node();
        self.target = Some(target);
        Ok(Document { root, flaws: Vec::new() })
    }
}

fn escaped(text: &[u8], span: Span) -> Places {
    Places::of_string(std::str::from_utf8(text).unwrap_or_default(), span)
}

/// The annex: an object of sections.
fn inbound_chat(text: &[u8]) -> Result<Document, SyntaxError> {
    if options_file::is_json(text) {
        return parse(text, &Limits::default());
    }
    let list = parse_with(text, &Vocabulary::default()).map_err(refused)?;
    if let Some(error) = list.errors.first() {
        return Err(unreadable(text, error.kind, error.offset));
    }
    if let Some(orphan) = list.oddities.iter().find(|o| o.kind == OddityKind::OrphanLine) {
        return Err(unreadable(text, LineErrorKind::UnreadableLine, orphan.span.start));
    }
    if list.sections.is_empty() {
        return Err(SyntaxError { kind: SyntaxErrorKind::EmptyInput, offset: 0 });
    }
    Ok(list.document)
}

/// What a comment like `; product version 8.5.110.07` says.
fn version_in(text: &[u8]) -> Option<Version> {
    let text = std::str::from_utf8(text).ok()?;
    text.lines().find_map(|line| {
        let comment = line.trim_start().strip_prefix([';', '#'])?.trim();
        let stated = comment.strip_prefix("product version")?;
        Version::parse(stated.trim_start_matches([':', '=', ' ']))
    })
}

/// Tells which message of this contract a file is.
pub(crate) fn recognise(name: &str, text: &[u8]) -> Option<&'static str> {
    if is_target(text) {
        return Some(TARGET);
    }
    let (sections, options) = options_file::names(text);
    if sections.iter().chain(&options).any(|s| ANNEX.iter().any(|known| alike(s, known))) {
        return Some(INBOUND_CHAT);
    }
    let known = |option: &String| OPTIONS.iter().any(|(known, _)| alike(option, known));
    // One word says little: other contracts have types, too.
    let telling = |option: &String| known(option) && !alike(option, "_type");
    if options.iter().any(telling) {
        return Some(SERVICE_OPTIONS);
    }
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let alone = sections.is_empty() && options.is_empty() && !options_file::is_json(text);
    (alone && file.to_ascii_lowercase().contains("target")).then_some(TARGET)
}

/// Tells whether a text looks like a target that stands alone.
fn is_target(text: &[u8]) -> bool {
    let said = String::from_utf8_lossy(text);
    let said = said.trim();
    if let Some(inner) = said.strip_prefix('[') {
        return inner.trim_start().starts_with(['{', '[', '"', ']']);
    }
    if said.starts_with("?:") || said.starts_with('"') {
        return true;
    }
    let one_line = !said.contains('\n') && !said.starts_with(['{', ';', '#', '_']);
    one_line && said.rsplit_once('@').is_some_and(|(_, server)| server.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(name: &str, file: &str, part: &str) -> String {
        let mut operator = Operator::default();
        operator.read(name, file.as_bytes()).unwrap();
        let target = operator.target.unwrap();
        let start = target.text.find(part).unwrap();
        let span = target.span(Span { start, end: start + part.len() });
        file[span.range()].to_owned()
    }

    #[test]
    fn a_place_in_a_target_is_a_place_in_its_file() {
        assert_eq!(placed(TARGET, "\n Billing@StatServer.GA\n", "StatServer"), "StatServer");
        assert_eq!(placed(TARGET, r#" "[{\"target\":\"A@S.GA\"}]""#, "A@S"), "A@S");
        let ini = "[URS Queueing]\n_ttl = 1\n_target = Billing@StatServer.GX\n";
        assert_eq!(placed(SERVICE_OPTIONS, ini, "GX"), "GX");
        assert_eq!(placed(SERVICE_OPTIONS, "_target =  A@S.GX\n", "GX"), "GX");
        let json = r#"{"URS Queueing":{"_target":"[{\"target\":\"A@S.GX\"}]"}}"#;
        assert_eq!(placed(SERVICE_OPTIONS, json, "GX"), "GX");
        assert_eq!(placed(SERVICE_OPTIONS, json, "\"target\""), r#"\"target\""#);
    }

    #[test]
    fn files_are_recognised_by_what_is_in_them() {
        for (text, message) in [
            ("Billing@StatServer.GA\n", Some(TARGET)),
            ("?:English=20&Loans=2@StatServer.GA", Some(TARGET)),
            (r#"[{"target":"A@S.GA"}]"#, Some(TARGET)),
            (r#""Billing@StatServer.GA""#, Some(TARGET)),
            ("[General]\n_ttl = 86400\n", Some(SERVICE_OPTIONS)),
            (r#"{"_target":"A@S.GA"}"#, Some(SERVICE_OPTIONS)),
            ("[Orchestration]\napplication = script:GMSInbound\n", Some(INBOUND_CHAT)),
            (r#"{"Application":{"url":"http://h:1/"}}"#, Some(INBOUND_CHAT)),
            ("[properties]\n_status_notification_type = httpcb\n", None),
            (r#"{"_type":"x"}"#, None),
            ("hello", None),
        ] {
            assert_eq!(recognise("file", text.as_bytes()), message, "{text}");
        }
        assert_eq!(recognise("a/target.txt", b"Billing"), Some(TARGET));
    }

    #[test]
    fn a_comment_may_say_the_version() {
        let version = |text: &str| version_in(text.as_bytes()).map(|v| v.as_str().to_owned());
        assert_eq!(version("; product version 8.5.110.07\n").as_deref(), Some("8.5.110.07"));
        assert_eq!(version("[a]\n# product version: 8.5\n").as_deref(), Some("8.5"));
        assert_eq!(version("; version 8.5\n_product version = 1\n"), None);
    }
}
