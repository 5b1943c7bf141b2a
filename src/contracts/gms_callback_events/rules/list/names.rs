//! The names of sections and options, and names that lost their underscores.

use super::watch::{Layer, Lists, Settings, pointer, quoted, text};
use crate::{
    codec::transaction_list::{List, Oddity, OddityKind},
    contracts::gms_callback_events::{
        events::{CANCELLED, EVENTS, event},
        list_reader::ONE_L,
    },
    judge::{Broke, Log, rule},
};

rule! {
    /// A section other than `properties` has the name of one of the events.
    ///
    /// Does not report: names that lost their underscores and the event that is spelt in two ways,
    /// which have rules of their own; a header without a name.
    pub(super) static KNOWN_SECTION = {
        id: "gms-list-known-section", level: Must, binds: Operator,
        covers: ["GMS-CFG-03", "GMS-CFG-04"],
        watches: ["transaction-list"],
        monitor: || Lists(known_section),
    }
}

fn known_section(list: &List, log: &mut Log) {
    for section in list.sections.iter().filter(|s| !s.name.is_empty() && s.name != "properties") {
        if event(&section.name).is_some() || section.name == ONE_L {
            log.held();
            continue;
        }
        // A name much longer or shorter than another is no slip of it.
        let letters = section.name.chars().count();
        let near = |known: &str| {
            let slips = known.len() / 3;
            let slip = |distance: &usize| *distance <= slips;
            let close = slip(&letters.abs_diff(known.len()));
            close.then(|| strsim::damerau_levenshtein(&section.name, known)).filter(slip)
        };
        let names = EVENTS.iter().map(|e| e.name);
        let nearest = names.filter_map(|name| Some((near(name)?, name))).min_by_key(|n| n.0);
        let expected = match nearest {
            Some((_, name)) => format!("the name of an event, such as {name}"),
            None => "the name of one of the 18 events".to_owned(),
        };
        log.broke(
            Broke::new(expected, quoted(&section.written))
                .at(pointer(&[&section.name]), &text(&section.written, section.name_span)),
        );
    }
}

rule! {
    /// Names of sections, options and parameters have their underscores. The finding says what was
    /// written and what it was taken for.
    ///
    /// Does not report: names that are unknown with underscores as well.
    pub(super) static UNDERSCORES = {
        id: "gms-list-underscores", level: Must, binds: Operator,
        covers: ["GMS-CFG-04"],
        watches: ["transaction-list", "notification-options"],
        monitor: || Settings(underscores),
    }
}

fn underscores(layer: &Layer<'_>, log: &mut Log) {
    let list = match layer {
        Layer::List(list) => Some(*list),
        Layer::Options(options) => options.list.as_ref(),
    };
    let lost = |oddity: &&Oddity| oddity.kind == OddityKind::LostUnderscore;
    let mut broken = false;
    for (list, oddity) in
        list.into_iter().flat_map(|l| l.oddities.iter().filter(lost).map(move |o| (l, o)))
    {
        broken = true;
        let meant = oddity.meant.as_deref().unwrap_or_default();
        let at = match list.at(oddity.span.start) {
            Some((section, Some(entry))) => pointer(&[&section.name, &entry.name]),
            Some((section, None)) => pointer(&[&section.name]),
            None => String::new(),
        };
        log.broke(
            Broke::new(meant, quoted(&oddity.written)).at(at, &text(&oddity.written, oddity.span)),
        );
    }
    if let Some((at, mode)) = layer.get("_enable_status_notification")
        && mode.as_str() == Some("subscribe notify")
    {
        broken = true;
        log.broke(Broke::new("subscribe_notify", quoted("subscribe notify")).at(at, &mode));
    }
    if !broken {
        log.held();
    }
}

rule! {
    /// The event of a callback that was called off is spelt with two l.
    pub(super) static CANCELLED_SPELLING = {
        id: "gms-list-cancelled-spelling", level: Should, binds: Operator,
        covers: ["GMS-CFG-04"],
        watches: ["transaction-list"],
        monitor: || Lists(cancelled_spelling),
    }
}

fn cancelled_spelling(list: &List, log: &mut Log) {
    for section in &list.sections {
        if section.name == ONE_L {
            log.broke(
                Broke::new(CANCELLED, quoted(&section.written))
                    .at(pointer(&[ONE_L]), &text(&section.written, section.name_span)),
            );
        } else if section.name == CANCELLED {
            log.held();
        }
    }
}
