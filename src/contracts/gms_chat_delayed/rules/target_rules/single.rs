//! One target: its form, its type, and its skill expression.
//!
//! Depends on the grammar, whose first fault it passes on.

use super::check::{Checks, Kind};
use crate::{
    codec::json::Span,
    contracts::gms_chat_delayed::target::{
        Expected, OddityKind, Single, Target, TargetError, TargetErrorKind, TargetType,
        places::Places, read,
    },
};

/// Looks at a target; `places` tells where it stands in the option's text if it stands in an array.
pub(super) fn look(text: &str, places: Option<&Places>, checks: &mut Checks<'_>) {
    let place = |span: Span| places.map_or(span, |places| places.span(span));
    let form = if places.is_some() { Kind::ElementTarget } else { Kind::Form };
    let reading = match read(text) {
        Ok(reading) => reading,
        Err(error) => {
            let kind = if error.expected() == Some(Expected::Type) { Kind::Type } else { form };
            let (expected, found) = words(&error);
            return checks.broke_at(kind, expected, found, place(error.span));
        }
    };
    let Target::Single(single) = &reading.target else {
        let all = place(Span { start: 0, end: text.len() });
        return checks.broke_at(form, "one target", "several", all);
    };
    checks.held(form);
    checks.held(Kind::Type);
    match single.name() {
        Some(name) => {
            if is_expression(name) {
                let span = place(single.string.span);
                checks.broke_at(Kind::SkillPrefix, "?: before a skill expression", "none", span);
            }
        }
        None => expression(single, &place, checks),
    }
    let damaged = reading.oddities.iter().filter(|o| o.kind == OddityKind::DamagedAmpersand);
    for oddity in damaged {
        let written = text.get(oddity.span.range()).unwrap_or_default();
        checks.broke_at(Kind::Ampersand, "&", format!("{written:?}"), place(oddity.span));
    }
    let whole = reading.oddities.iter().all(|o| o.kind != OddityKind::DamagedAmpersand);
    if whole && single.skill().is_some() && text.contains('&') {
        checks.held(Kind::Ampersand);
    }
}

fn expression(single: &Single, place: &dyn Fn(Span) -> Span, checks: &mut Checks<'_>) {
    checks.held(Kind::SkillPrefix);
    if *single.kind == TargetType::AgentGroup {
        checks.held(Kind::SkillGroup);
    } else {
        let found = single.kind.as_str();
        let expected = "GA, the type that the document shows with a skill expression";
        checks.broke_at(Kind::SkillGroup, expected, found, place(single.kind.span));
    }
}

/// Tells whether a name would be a skill expression if it had the prefix.
fn is_expression(name: &str) -> bool {
    let inner = name.trim_start_matches(['?', ':', ' ']);
    read(&format!("?:{inner}@S.GA")).is_ok_and(|r| r.target.singles().any(|s| s.skill().is_some()))
}

/// What was expected, and what came.
pub(super) fn words(error: &TargetError) -> (String, String) {
    match &error.kind {
        TargetErrorKind::Unexpected { expected, found } if found.is_empty() => {
            (expected.to_string(), "nothing".to_owned())
        }
        TargetErrorKind::Unexpected { expected, found } => {
            (expected.to_string(), format!("{found:?}"))
        }
        _ => {
            let said = error.to_string();
            let said = said.rsplit_once(" at byte ").map_or(said.as_str(), |(what, _)| what);
            split(said)
        }
    }
}

/// The two halves of the sentence that errors of codecs are.
pub(super) fn split(said: &str) -> (String, String) {
    let said = said.trim_start_matches("expected ");
    let (expected, found) = said.split_once(" but ").unwrap_or((said, "something else"));
    (expected.to_owned(), found.trim_start_matches("found ").to_owned())
}
