//! Routing and matching: ranges, match ids, what belongs to e-mail.
//!
//! Depends on the body helper. Never judges a value that its schema refuses anyway.

use super::seen::{Each, body, fresh, shown};
use crate::{
    codec::json::Node,
    contracts::axp_engagement::session::Memory,
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// `matchId` is unique for each match.
    ///
    /// Does not report: a match that is delivered again unchanged.
    pub(super) static MATCH_ID = {
        id: "axp-match-id-unique", level: Should, binds: Provider,
        covers: ["AXP-MAT-15"],
        watches: ["notification", "MatchOffered"],
        monitor: Matches::default,
    }
}

rule! {
    /// The lower end of a range of proficiency is not above its upper end.
    pub(super) static PROFICIENCY = {
        id: "axp-proficiency-range", level: Should, binds: Provider,
        covers: ["AXP-EPR-36", "AXP-OFQ-12", "AXP-OFS-10"],
        watches: [
            "notification", "EngagementPrerouted", "MatchOffered", "OfferedQueue", "OfferedService",
        ],
        monitor: || Each(proficiency),
    }
}

rule! {
    /// `adhocEmail` is present only where an e-mail is routed.
    ///
    /// Does not report: a body that does not say its channel.
    pub(super) static ADHOC_EMAIL = {
        id: "axp-adhoc-email-only-email", level: Should, binds: Provider,
        covers: ["AXP-EPR-32"],
        watches: ["notification", "EngagementPrerouted"],
        monitor: || Each(adhoc_email),
    }
}

/// The match ids of each stream.
#[derive(Default)]
struct Matches(Memory<(Option<u32>, String), u64>);

impl Monitor for Matches {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, _)) = fresh(seen, |event| event == "MatchOffered") else {
            return;
        };
        let Some(node) = body.get("matchId") else { return };
        let Some(id) = node.as_str() else { return };
        match self.0.insert((body.stream, id.to_owned()), seen.number) {
            None => log.held(),
            Some(before) => log.broke(
                Broke::new(format!("not the matchId of event {before}"), id)
                    .at(body.place("matchId"), node),
            ),
        }
    }
}

fn proficiency(seen: &Seen<'_>, log: &mut Log) {
    let alone = seen.message.filter(|m| m.name.starts_with("Offered")).and_then(|m| m.node());
    if let Some(node) = alone {
        return range(node, "", log);
    }
    let Some(body) = body(seen) else { return };
    let members: &[&str] = match body.event {
        "EngagementPrerouted" => &["queue"],
        "MatchOffered" => &["offeredQueue", "offeredService"],
        _ => return,
    };
    for member in members {
        if let Some(node) = body.get(member) {
            range(node, &body.place(member), log);
        }
    }
}

fn range(node: &Node, place: &str, log: &mut Log) {
    let (Some(low), Some(high)) =
        (node.get("proficiencyRangeMin"), node.get("proficiencyRangeMax"))
    else {
        return;
    };
    let (Some(min), Some(max)) = (low.as_i64(), high.as_i64()) else { return };
    log.check(min <= max, || {
        Broke::new(format!("at most proficiencyRangeMax, {max}"), shown(Some(low)))
            .at(format!("{place}/proficiencyRangeMin"), low)
    });
}

fn adhoc_email(seen: &Seen<'_>, log: &mut Log) {
    let Some(body) = body(seen).filter(|b| b.event == "EngagementPrerouted") else { return };
    let (Some(flag), Some(channel)) = (body.get("adhocEmail"), body.text("channelId")) else {
        return;
    };
    let plain = channel.to_ascii_lowercase().replace('-', "");
    log.check(plain.contains("email"), || {
        Broke::new(
            "adhocEmail only on the channel of e-mail",
            format!("{} on {channel}", shown(Some(flag))),
        )
        .at(body.place("adhocEmail"), flag)
    });
}
