//! What a delivery is in the eyes of its receiver: whole, tolerated, or broken, and by what.
//!
//! Depends on `handed` for what was handed over, and on `value` to compare. Never makes a finding.

use super::{
    handed::{Breach, Delivery, Fate},
    texts::{TextDuty, text_rule},
    value::{Difference, difference, same_meaning},
};
use crate::{
    codec::json::{Limits, Node, parse},
    contract::Level,
    transcript::Outcome,
};

/// A delivery in the eyes of its receiver.
pub(super) enum Intent<'d> {
    /// It breaks nothing.
    Whole,
    /// It breaks what rulings tolerate; the first of it.
    Tolerated(&'d Breach),
    /// It breaks what nobody has to take and nobody has to refuse.
    Unclear,
    /// It breaks this on purpose.
    Broken(&'d Breach),
    /// It breaks, on purpose, something that is worth nothing here.
    Unjudged,
    /// It is a text of a class.
    Text { duty: TextDuty, level: Level },
}

/// What was sent, if it is plain JSON.
pub(super) fn plain(delivery: &Delivery) -> Option<Node> {
    let sent = parse(&delivery.text, &Limits::default()).ok()?;
    sent.flaws.is_empty().then_some(sent.root)
}

/// How what a delivery was taken for differs from what was sent.
pub(super) fn misunderstood(delivery: &Delivery) -> Option<Difference> {
    match &delivery.fate {
        Some(Fate::Answered { outcome: Outcome::Accept, value: Some(value), .. }) => {
            difference(&plain(delivery)?, value)
        }
        _ => None,
    }
}

/// `first` tells whether the message stands alone so far.
pub(super) fn intent(delivery: &Delivery, first: bool) -> Intent<'_> {
    let named = delivery.breaks.as_deref().or(delivery.keeps.as_deref());
    if let Some(text) = named.and_then(text_rule) {
        return Intent::Text { duty: text.duty, level: text.level };
    }
    if let Some(rule) = &delivery.breaks {
        let breach = delivery.breaches.iter().find(|b| b.rule == *rule);
        return breach.map_or(Intent::Unjudged, Intent::Broken);
    }
    // Rules of conduct speak of sessions too: what the second message of a case breaks may be due to
    // the first one.
    let schema = |breach: &&Breach| first || breach.rule.contains('/');
    let mut breaches = delivery.breaches.iter().filter(schema);
    let tolerated = breaches.clone().all(|b| b.worth.is_none());
    match breaches.next() {
        None if delivery.document.is_none() => Intent::Unclear,
        None => Intent::Whole,
        Some(first) if tolerated => Intent::Tolerated(first),
        Some(_) => Intent::Unclear,
    }
}

/// Whether the same thing unbroken was taken before, as far as the names say that it is the same.
pub(super) fn control(delivery: &Delivery, before: &[Delivery]) -> bool {
    let alike = |other: &Delivery| match (&delivery.name, &other.name) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let taken = |other: &Delivery| {
        matches!(other.fate, Some(Fate::Answered { outcome: Outcome::Accept, .. }))
    };
    before.iter().any(|other| other.breaks.is_none() && alike(other) && taken(other))
}

pub(super) fn says_the_same(a: &Delivery, b: &Delivery) -> bool {
    a.name == b.name
        && match (&a.document, &b.document) {
            (Some(a), Some(b)) => same_meaning(&a.root, &b.root),
            _ => a.text == b.text,
        }
}
