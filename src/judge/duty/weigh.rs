//! What a delivery is in the eyes of its receiver: whole, tolerated, or broken, and by what.
//!
//! Depends on `handed` for what was handed over, and on `value` to compare. Never makes a finding.

use super::{
    delivery::{Delivery, Fate},
    handed::Breach,
    texts::{TextDuty, text_rule},
    value::{Difference, difference, same_meaning},
};
use crate::{contract::Level, transcript::Outcome};

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

/// How what a delivery was taken for differs from what was sent. Who says nothing of what stands
/// around the object that holds the mark understood that object, and is asked for no more.
pub(super) fn misunderstood(delivery: &Delivery) -> Option<Difference> {
    let Some(Fate::Answered { outcome: Outcome::Accept, value: Some(value), .. }) = &delivery.fate
    else {
        return None;
    };
    let sent = delivery.plain()?;
    let around = delivery.holder.split('/').nth(1).filter(|member| value.get(member).is_none());
    match around.and_then(|_| sent.pointer(&delivery.holder)) {
        Some(held) => Some(difference(held, value)?.within(&delivery.holder)),
        None => difference(&sent, value),
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

/// Whether both are the same, as far as the names say so.
pub(super) fn alike(a: &Delivery, b: &Delivery) -> bool {
    match (&a.name, &b.name) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether it breaks nothing by itself.
pub(super) fn is_whole(delivery: &Delivery) -> bool {
    let schema = |breach: &Breach| breach.rule.contains('/');
    delivery.breaks.is_none()
        && delivery.document.is_some()
        && !delivery.breaches.iter().any(schema)
}

/// Whether the same thing unbroken was taken before.
pub(super) fn control<'d>(
    delivery: &Delivery,
    before: impl IntoIterator<Item = &'d Delivery>,
) -> bool {
    let taken = |other: &Delivery| {
        matches!(other.fate, Some(Fate::Answered { outcome: Outcome::Accept, .. }))
    };
    before.into_iter().any(|other| other.breaks.is_none() && alike(delivery, other) && taken(other))
}

pub(super) fn says_the_same(a: &Delivery, b: &Delivery) -> bool {
    a.name == b.name
        && match (&a.document, &b.document) {
            (Some(a), Some(b)) => same_meaning(&a.root, &b.root),
            _ => a.text == b.text,
        }
}
