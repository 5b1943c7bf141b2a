//! Rules on how a target is found in a list of several.
//!
//! Depends on the plan, which computes what must be found, and on the facts of the run: the
//! options, the statistics, and when agents become free. Without them nothing is judged.

use super::{
    stages::{only_waiting, target_of},
    watch::{AT_ONCE, Each, Told, gave_up, staged},
};
use crate::{
    codec::json::Node,
    contracts::gms_chat_delayed::{
        plan::{Expected, Plan},
        session::{Created, Service, Session},
    },
    judge::{Broke, Log, Message, Seen, rule},
};

/// A target that was found, in the light of the plan.
struct Found<'a> {
    plan: Plan,
    index: usize,
    created: &'a Created,
    place: &'static str,
    node: Node,
}

fn found<'a>(message: &Message, session: &'a Session) -> Option<Found<'a>> {
    let service = staged(message, session).filter(|s| s.found.is_none())?;
    let created = service.created.as_ref()?;
    let plan = session.plan(service).filter(|plan| plan.stops.len() > 1)?;
    let (place, node) = target_of(message)?;
    let index = plan.index_of(node.as_str()?)?;
    Some(Found { plan, index, created, place, node })
}

impl Found<'_> {
    fn name(&self, index: usize) -> &str {
        self.plan.stops.get(index).map_or("", |stop| stop.shown())
    }

    fn broke(&self, expected: String) -> Broke {
        Broke::new(expected, self.name(self.index).to_owned()).at(self.place, &self.node)
    }

    fn expected(&self, session: &Session, seen: &Seen<'_>) -> Option<Expected> {
        expected(&self.plan, session, seen)
    }
}

fn expected(plan: &Plan, session: &Session, seen: &Seen<'_>) -> Option<Expected> {
    plan.expected(session.facts.agents()?, margin(seen))
}

/// What lies closer together than this is not judged: the provider's clock began somewhere between
/// request and answer, and events take their way.
fn margin(seen: &Seen<'_>) -> f64 {
    seen.header.tolerance * 2.0
}

/// The service for which a target should long have been found, with its plan.
fn overdue<'a>(seen: &Seen<'_>, session: &'a Session) -> Option<(&'a Service, Plan, Expected)> {
    if !gave_up(seen, &["target-found"]) {
        return None;
    }
    let service = only_waiting(session)?;
    let created = service.created.as_ref()?;
    let plan = session.plan(service).filter(|plan| plan.stops.len() > 1)?;
    let expected = expected(&plan, session, seen)?;
    let waited = seen.at() - created.at - expected.at;
    (waited > AT_ONCE + margin(seen)).then_some((service, plan, expected))
}

rule! {
    /// While the condition of a target holds, the target is skipped.
    ///
    /// Does not report: the last target, services and statistics that are not known, and targets
    /// that the list has twice.
    pub(crate) static SKIPPED = {
        id: "gms-chat-target-skipped", level: Must, binds: Provider,
        covers: ["GMS-TGT-22"],
        watches: ["target-found"],
        monitor: || Told(skipped),
    }
}

fn skipped(message: &Message, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(found) = found(message, session) else { return };
    if !(0..found.plan.stops.len()).any(|i| found.plan.is_skipped(i)) {
        return;
    }
    log.check(!found.plan.is_skipped(found.index), || {
        found.broke(format!("{} skipped: its condition holds", found.name(found.index)))
    });
}

rule! {
    /// The last target of a list is never skipped, even while its condition holds.
    ///
    /// Does not report: lists whose last target has no condition that holds, and what is found
    /// where the facts do not say that an agent of the last target is free first.
    pub(crate) static LAST_KEPT = {
        id: "gms-chat-last-target-kept", level: Must, binds: Provider,
        covers: ["GMS-TGT-23"],
        watches: ["target-found", "gave-up"],
        monitor: || Each(last_kept),
    }
}

fn last_kept(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let holds = |plan: &Plan| plan.stops.last().is_some_and(|stop| stop.condition);
    let Some(message) = seen.message else {
        if let Some((service, plan, expected)) = overdue(seen, session)
            && holds(&plan)
            && expected.index == plan.last()
        {
            let what = format!("the last target found for {}", service.id);
            log.broke(Broke::new(what, "none found"));
        }
        return;
    };
    let Some(found) = found(message, session).filter(|f| holds(&f.plan)) else { return };
    let last = found.plan.last();
    if found.index == last {
        log.held();
    } else if found.expected(session, seen).is_some_and(|e| e.index == last) {
        log.broke(found.broke(format!("the last target {}", found.name(last))));
    }
}

rule! {
    /// A target with `clear` is given up when the service goes on to the next: its agents are
    /// taken no more.
    ///
    /// Does not report: agents that became free close to the moment of going on, and lists of
    /// which the times are not known.
    pub(crate) static CLEARED_LEFT = {
        id: "gms-chat-cleared-target-left", level: Must, binds: Provider,
        covers: ["GMS-TGT-24"],
        watches: ["target-found"],
        monitor: || Told(cleared_left),
    }
}

fn cleared_left(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let (Some(found), Some(agents)) = (found(message, session), session.facts.agents()) else {
        return;
    };
    let windows = found.plan.windows();
    // The last moment at which the provider's clock can stand.
    let age = seen.at() - found.created.asked;
    for (index, window) in windows.iter().enumerate() {
        let Some(until) = window.as_ref().and_then(|w| w.until) else { continue };
        let Some(free) = found.plan.free_at(index, agents) else { continue };
        if free < until + margin(seen) {
            continue;
        }
        if found.index == index {
            let name = found.name(index);
            log.broke(found.broke(format!("{name} given up after {until} s")));
        } else if age > free {
            // Its agent was free, and was not taken.
            log.held();
        }
    }
}

rule! {
    /// A target without `clear` is kept when the service goes on to the next: its agents are still
    /// taken.
    ///
    /// Does not report: agents that became free before the service went on, and what is found
    /// where it cannot be told for sure whose agent is free first.
    pub(crate) static KEPT_FOUND = {
        id: "gms-chat-kept-target-found", level: Must, binds: Provider,
        covers: ["GMS-TGT-25"],
        watches: ["target-found", "gave-up"],
        monitor: || Each(kept_found),
    }
}

fn kept_found(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let is_kept = |plan: &Plan, expected: Expected| {
        let window = plan.windows().get(expected.index).copied().flatten();
        window.is_some_and(|w| {
            w.until.is_none() && w.left.is_some_and(|left| expected.at > left + margin(seen))
        })
    };
    let Some(message) = seen.message else {
        if let Some((service, plan, expected)) = overdue(seen, session)
            && is_kept(&plan, expected)
        {
            let name = plan.stops.get(expected.index).map_or("", |stop| stop.shown());
            let what = format!("{name} found for {}", service.id);
            log.broke(Broke::new(what, "none found"));
        }
        return;
    };
    let Some(found) = found(message, session) else { return };
    let Some(expected) = found.expected(session, seen).filter(|e| is_kept(&found.plan, *e)) else {
        return;
    };
    log.check(found.index == expected.index, || {
        found.broke(format!("{}, which was kept", found.name(expected.index)))
    });
}
