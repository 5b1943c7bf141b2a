//! Reading an array of targets.
//!
//! Depends on `codec::json` and `single`. Never counts the elements against a version's limit,
//! and never asks for any member but `target`: both are rules.

use super::error::{Expected, TargetError, TargetErrorKind};
use super::model::{Element, Single, StatOperator, Target};
use super::oddity::{Oddity, OddityKind};
use super::parse::{MAX_DEPTH, MAX_TEXT};
use super::placed::Placed;
use super::places::Places;
use super::single::single;
use crate::codec::json::{self, Flaw, Limits, Node, Number, Span};

/// Reads the array that is the whole text.
pub(super) fn several(text: &str, oddities: &mut Vec<Oddity>) -> Result<Target, TargetError> {
    let limits = Limits { bytes: MAX_TEXT, depth: MAX_DEPTH, nodes: MAX_TEXT };
    let document = json::parse(text.as_bytes(), &limits).map_err(|error| {
        let span = Span { start: error.offset, end: error.offset };
        TargetError { kind: TargetErrorKind::Json(error.kind), span }
    })?;
    let elements = document.root.as_array().unwrap_or_default();
    if elements.is_empty() {
        return Err(unexpected(Expected::Element, text, document.root.span));
    }
    let mut reader = Reader { text, oddities };
    let elements: Result<Vec<_>, _> = elements.iter().map(|node| reader.element(node)).collect();
    for flaw in &document.flaws {
        let kind = match flaw {
            Flaw::DuplicateMember { .. } => OddityKind::DuplicateMember,
            Flaw::LoneSurrogate { .. } => OddityKind::LoneSurrogate,
        };
        reader.odd(kind, flaw.span());
    }
    elements.map(Target::Several)
}

struct Reader<'r> {
    text: &'r str,
    oddities: &'r mut Vec<Oddity>,
}

impl Reader<'_> {
    fn element(&mut self, node: &Node) -> Result<Placed<Element>, TargetError> {
        let object = node.as_object();
        let object = object.ok_or_else(|| self.unexpected(Expected::Object, node.span))?;
        let (mut target, mut timeout, mut clear) = (None, None, None);
        let (mut stat_to_check, mut stat_operator, mut stat_value) = (None, None, None);
        for member in object {
            let value = &member.value;
            // Of members that come again the last one stands, but each must be of the grammar.
            match &*member.name {
                "target" => target = Some(self.target(value)?),
                "timeout" => timeout = Some(self.timeout(value)?),
                "clear" => clear = Some(self.clear(value)?),
                "stat_to_check" => stat_to_check = Some(self.statistic(value)?),
                "stat_operator" => stat_operator = Some(self.operator(value)?),
                "stat_value" => stat_value = Some(self.threshold(value)?),
                _ => return Err(self.unexpected(Expected::Member, member.name_span)),
            }
        }
        let target = target.ok_or_else(|| self.unexpected(Expected::TargetMember, node.span))?;
        let element = Element { target, timeout, clear, stat_to_check, stat_operator, stat_value };
        Ok(Placed::new(element, node.span))
    }

    fn target(&mut self, node: &Node) -> Result<Placed<Single>, TargetError> {
        let target = node.as_str();
        let target = target.ok_or_else(|| self.unexpected(Expected::TargetText, node.span))?;
        let places = Places::of_string(self.text, node.span);
        Ok(Placed::new(single(target, &places, self.oddities)?, node.span))
    }

    fn timeout(&mut self, node: &Node) -> Result<Placed<String>, TargetError> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        self.number(node, Expected::Digits, digits)
    }

    fn threshold(&mut self, node: &Node) -> Result<Placed<String>, TargetError> {
        self.number(node, Expected::Threshold, |text| Number::from_text(text).is_some())
    }

    /// A number that should stand in a string.
    fn number(
        &mut self,
        node: &Node,
        expected: Expected,
        fits: impl Fn(&str) -> bool,
    ) -> Result<Placed<String>, TargetError> {
        let bare = node.as_number().map(Number::as_str);
        let text = node.as_str().or(bare).filter(|text| fits(text));
        let text = text.ok_or_else(|| self.unexpected(expected, node.span))?;
        if bare.is_some() {
            self.odd(OddityKind::UnquotedNumber, node.span);
        }
        Ok(Placed::new(text.to_owned(), node.span))
    }

    fn clear(&mut self, node: &Node) -> Result<Placed<bool>, TargetError> {
        let quoted = match node.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        };
        if quoted.is_some() {
            self.odd(OddityKind::QuotedBoolean, node.span);
        }
        let value = node.as_bool().or(quoted);
        let value = value.ok_or_else(|| self.unexpected(Expected::Boolean, node.span))?;
        Ok(Placed::new(value, node.span))
    }

    fn statistic(&self, node: &Node) -> Result<Placed<String>, TargetError> {
        let name = node.as_str().filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| self.unexpected(Expected::Statistic, node.span))?;
        Ok(Placed::new(name.to_owned(), node.span))
    }

    fn operator(&self, node: &Node) -> Result<Placed<StatOperator>, TargetError> {
        let operator = match node.as_str() {
            Some("<") => StatOperator::Below,
            Some(">") => StatOperator::Above,
            _ => return Err(self.unexpected(Expected::StatOperator, node.span)),
        };
        Ok(Placed::new(operator, node.span))
    }

    fn odd(&mut self, kind: OddityKind, span: Span) {
        self.oddities.push(Oddity { kind, span });
    }

    fn unexpected(&self, expected: Expected, span: Span) -> TargetError {
        unexpected(expected, self.text, span)
    }
}

fn unexpected(expected: Expected, text: &str, span: Span) -> TargetError {
    TargetError::unexpected(expected, text.get(span.range()).unwrap_or_default(), span)
}

/// Near misses and tolerated spellings of arrays; `read` is where they are read from.
#[cfg(test)]
mod tests {
    use super::super::{Condition, TargetString, read};
    use super::*;

    fn odd(text: &str) -> Vec<(OddityKind, &str)> {
        let reading = read(text).unwrap();
        reading.oddities.iter().map(|o| (o.kind, &text[o.span.range()])).collect()
    }

    #[test]
    fn every_member_of_an_element_is_read() {
        let text = r#" [{"target": "?:English=20&Loans=2@StatServer.GA", "timeout": "30",
            "clear": false, "stat_to_check": "RStatAgentsReady", "stat_operator": "<",
            "stat_value": "1"}, {"target": "Billing@StatServer.GA"}] "#;
        let reading = read(text).unwrap();
        assert!(reading.oddities.is_empty());
        let elements = reading.target.elements().unwrap();
        let first = &elements[0];
        assert_eq!(first.timeout_seconds(), Some(30));
        assert_eq!(first.clear.as_ref().map(|clear| clear.value), Some(false));
        assert_eq!(&text[first.target.server.span.range()], "StatServer");
        let skill = first.target.skill().unwrap().comparisons();
        assert_eq!(&text[skill[1].span.range()], "Loans=2");
        let Condition::Whole { statistic, operator, value } = first.condition() else { panic!() };
        assert_eq!(
            (statistic.as_str(), **operator, value.as_str()),
            ("RStatAgentsReady", StatOperator::Below, "1")
        );
        assert_eq!(elements[1].condition(), Condition::Absent);
        assert_eq!(elements[1].target.string.value, TargetString::Name("Billing".into()));
    }

    #[test]
    fn tolerated_spellings_are_read_and_reported_in_order() {
        let text = r#"[{"clear":"true","timeout":30,"timeout":"31","stat_value":0.5,"target":"?: A=1&amp;B=2@S.A "}]"#;
        assert_eq!(
            odd(text),
            [
                (OddityKind::QuotedBoolean, "\"true\""),
                (OddityKind::UnquotedNumber, "30"),
                (OddityKind::DuplicateMember, "\"timeout\""),
                (OddityKind::UnquotedNumber, "0.5"),
                (OddityKind::BlankAfterPrefix, " "),
                (OddityKind::DamagedAmpersand, "&amp;"),
                (OddityKind::StrayBlank, " "),
            ]
        );
        assert_eq!(
            read(text).unwrap().target.to_string(),
            r#"[{"target":"?:A=1&B=2@S.A","timeout":"31","clear":true,"stat_value":"0.5"}]"#
        );
    }

    #[test]
    fn what_is_not_of_the_grammar_is_refused_where_it_stands() {
        use Expected::{
            Boolean, Digits, Element, Member, Object, Server, StatOperator, Statistic,
            TargetMember, TargetString, TargetText, Threshold, Type,
        };
        for (text, expected, at) in [
            ("[]", Element, "[]"),
            (r#"["A@S.GA"]"#, Object, r#""A@S.GA""#),
            (r#"[[{"target":"A@S.GA"}]]"#, Object, r#"[{"target":"A@S.GA"}]"#),
            (r#"[{"target":["A@S.GA"]}]"#, TargetText, r#"["A@S.GA"]"#),
            (r#"[{"clear":true}]"#, TargetMember, r#"{"clear":true}"#),
            (r#"[{"target":"A@S.GA","prio":1}]"#, Member, r#""prio""#),
            (r#"[{"target":"A@S.GA","timeout":""}]"#, Digits, r#""""#),
            (r#"[{"target":"A@S.GA","timeout":-1}]"#, Digits, "-1"),
            (r#"[{"target":"A@S.GA","timeout":"1.5"}]"#, Digits, r#""1.5""#),
            (r#"[{"target":"A@S.GA","clear":"yes"}]"#, Boolean, r#""yes""#),
            (r#"[{"target":"A@S.GA","stat_to_check":""}]"#, Statistic, r#""""#),
            (r#"[{"target":"A@S.GA","stat_operator":"<="}]"#, StatOperator, r#""<=""#),
            (r#"[{"target":"A@S.GA","stat_value":"few"}]"#, Threshold, r#""few""#),
            (r#"[{"target":"\u00e9\"\\@S.GX"}]"#, Type, "GX"),
            (r#"[{"target":"\u0041\u0040.GA"}]"#, Server, "."),
            (r#"[{"target":""}]"#, TargetString, ""),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(error.expected(), Some(expected), "{text}");
            assert_eq!(&text[error.span.range()], at, "{text}");
        }
        assert_eq!(read(r#"[{"target":""}]"#).unwrap_err().offset(), 12);
    }

    #[test]
    fn a_text_that_begins_like_an_array_must_be_json() {
        let error = read(r#"[{"target":"A@S.GA",}]"#).unwrap_err();
        assert_eq!(error.to_string(), "expected a member name but found '}' at byte 20");
    }
}
