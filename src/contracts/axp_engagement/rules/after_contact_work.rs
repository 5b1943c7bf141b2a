//! After-contact work.
//!
//! Depends on the session's streams. Never reports work that may have begun before the stream
//! did, or whose beginning or end was filtered out.

use super::seen::{fresh, shown};
use crate::{
    contracts::axp_engagement::session::{Body, Memory},
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// After-contact work is completed after it was activated, for the same engagement, agent and
    /// connection, and is not activated again before.
    ///
    /// Does not report: a completion in an engagement whose creation was not seen, and what only a
    /// filter kept back.
    pub(super) static COMPLETED = {
        id: "axp-acw-completed-after-activated", level: Should, binds: Provider,
        covers: ["AXP-ACC-12"],
        watches: ["notification", "AfterContactWorkActivated", "AfterContactWorkCompleted"],
        monitor: Work::default,
    }
}

type Key = (Option<u32>, [Option<String>; 3]);

/// Whether work is going on, by engagement, agent and connection.
#[derive(Default)]
struct Work(Memory<Key, bool>);

impl Monitor for Work {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, session)) = fresh(seen, |event| event.starts_with("AfterContactWork"))
        else {
            return;
        };
        let begins = match body.event {
            "AfterContactWorkActivated" => true,
            "AfterContactWorkCompleted" => false,
            _ => return,
        };
        let parts = ["engagementId", "agentId", "connectionId"];
        let key = (body.stream, parts.map(|member| body.text(member).map(str::to_owned)));
        // What the filter keeps back may have come between.
        let covers = |event| session.covers(body.stream, event);
        match (self.0.insert(key, begins), begins) {
            (Some(true), true) if covers("AfterContactWorkCompleted") => {
                log.broke(at(&body, "completed before it is activated again"));
            }
            (Some(true), false) => log.held(),
            (Some(false), false) if covers("AfterContactWorkActivated") => {
                log.broke(at(&body, "activated before it is completed again"));
            }
            (None, false)
                if session.streams.is_whole(&body) && covers("AfterContactWorkActivated") =>
            {
                log.broke(at(&body, "activated before, for the same agent and connection"));
            }
            _ => {}
        }
    }
}

fn at(body: &Body<'_>, expected: &str) -> Broke {
    Broke::new(expected, format!("{} {}", body.event, shown(body.get("connectionId"))))
        .at(body.place(""), body.node)
}
