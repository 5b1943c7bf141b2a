//! What a target has right and wrong, each with the rule that speaks of it.
//!
//! Depends on `single` and `several`, which look, and on `options_reader` for places in the file.

use super::{several, single};
use crate::{
    codec::json::{Node, Span, Value},
    contracts::{
        gms::version::Version,
        gms_chat_delayed::{
            options_reader::TargetText, rules::options::is_placeholder, session::Session,
            target::MAX_TEXT,
        },
    },
    judge::{Broke, Log, Monitor, Seen},
};

/// The fact that holds the version of the product.
const VERSION: &str = "version";

/// The rule that a check belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Form,
    Type,
    SkillPrefix,
    Ampersand,
    SkillGroup,
    SeveralArray,
    Version,
    Count,
    ElementTarget,
    Timeout,
    Clear,
    StatOperator,
    SkillStatistic,
    ConditionComplete,
}

/// The checks of one target, in the order of its text.
pub(super) struct Checks<'t> {
    target: &'t TargetText,
    list: Vec<(Kind, Option<Broke>)>,
}

impl Checks<'_> {
    /// Something is as it should be.
    pub(super) fn held(&mut self, kind: Kind) {
        self.list.push((kind, None));
    }

    /// Something is not: a value at a place of the option's text.
    pub(super) fn broke(
        &mut self,
        kind: Kind,
        expected: impl Into<String>,
        found: impl Into<String>,
        node: &Node,
    ) {
        let node = Node { value: node.value.clone(), span: self.target.span(node.span) };
        let broke = Broke::new(expected, found).at(self.target.pointer, &node);
        self.list.push((kind, Some(broke)));
    }

    /// Something is not: a stretch of the option's text.
    pub(super) fn broke_at(
        &mut self,
        kind: Kind,
        expected: impl Into<String>,
        found: impl Into<String>,
        span: Span,
    ) {
        let said = self.target.text.get(span.range()).unwrap_or_default();
        let node = Node { value: Value::String(said.into()), span };
        self.broke(kind, expected, found, &node);
    }

    /// Held if so.
    pub(super) fn check(
        &mut self,
        kind: Kind,
        held: bool,
        expected: &str,
        found: &str,
        node: &Node,
    ) {
        if held { self.held(kind) } else { self.broke(kind, expected, found, node) }
    }
}

/// Looks at a target. An empty one and a placeholder are the business of other rules.
pub(super) fn checks<'t>(target: &'t TargetText, version: Option<&Version>) -> Checks<'t> {
    let mut checks = Checks { target, list: Vec::new() };
    let text = target.text.as_str();
    let placeholder = !target.pointer.is_empty() && is_placeholder(text);
    if text.len() > MAX_TEXT {
        let span = Span { start: MAX_TEXT, end: MAX_TEXT };
        checks.broke_at(Kind::Form, format!("at most {MAX_TEXT} bytes"), "more", span);
    } else if text.is_empty() || placeholder {
        // Nothing to look at.
    } else if several::is_meant(text) {
        several::look(text, version, &mut checks);
    } else {
        single::look(text, None, &mut checks);
    }
    checks
}

/// The monitor of one rule.
pub(super) struct Of(pub(super) Kind);

impl Monitor for Of {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(operator) = seen.session::<Session>().map(|s| &s.operator) else { return };
        let Some(target) = &operator.target else { return };
        // What the user says counts more than what a comment says.
        let stated = seen.header.facts.get(VERSION).and_then(|text| Version::parse(text));
        let version = stated.as_ref().or(operator.version.as_ref());
        for (_, broke) in checks(target, version).list.into_iter().filter(|(k, _)| *k == self.0) {
            match broke {
                None => log.held(),
                Some(broke) => log.broke(broke),
            }
        }
    }
}
