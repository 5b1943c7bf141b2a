//! Rules on what becomes of subscribing to a workbin and of leaving it.
//!
//! Depends on `session` for which request is meant. That a request was refused at once is an
//! answer too: nothing is asked of a notification then.

use std::collections::HashSet;

use super::{
    requests::Doomed,
    watch::{Known, Place},
};
use crate::{
    codec::json::Node,
    contracts::{
        bayeux::session::{Request, Session},
        gws::{
            operation::{OPERATION_REPLY, Operation},
            reader::Topic,
            rules::gave_up,
        },
        gws_workbins::{
            session::{Workbins, is_request, text_of},
            told::State,
        },
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// `Subscribed` is told when the agent has subscribed to a workbin.
    ///
    /// Does not report: requests that were refused or that failed, agents of whom it is not known
    /// which client is theirs or who did not subscribe to the topic, and anything that nobody
    /// waited for.
    pub(super) static SUBSCRIBE_CONFIRMED = {
        id: "gws-workbins-subscribe-confirmed", level: Must, binds: Provider,
        covers: ["GWS-WBS-06"],
        watches: ["workbin-subscription-state-change", "workbin-operation", "stimulus", "gave-up"],
        monitor: || Confirmed::by(State::Subscribed),
    }
}

rule! {
    /// `Unsubscribed` is told when the agent has left a workbin.
    ///
    /// Does not report: what `gws-workbins-subscribe-confirmed` leaves alone.
    pub(super) static UNSUBSCRIBE_CONFIRMED = {
        id: "gws-workbins-unsubscribe-confirmed", level: Must, binds: Provider,
        covers: ["GWS-WBS-07"],
        watches: ["workbin-subscription-state-change", "workbin-operation", "stimulus", "gave-up"],
        monitor: || Confirmed::by(State::Unsubscribed),
    }
}

rule! {
    /// `RequestFailed` is told when subscribing to a workbin or leaving it fails.
    ///
    /// Does not report: requests that were refused at once, and requests of which nobody knows
    /// that they had to fail.
    pub(super) static FAILURE_REPORTED = {
        id: "gws-workbins-failure-reported", level: Must, binds: Provider,
        covers: ["GWS-WBS-08"],
        watches: ["workbin-subscription-state-change", "workbin-operation", "stimulus", "gave-up"],
        monitor: || Confirmed::by(State::Failed),
    }
}

/// How long an answer must have been waited for at least, in seconds.
const PATIENCE: f64 = 0.9;

/// Watches that requests are answered with a state.
struct Confirmed {
    by: State,
    doomed: Doomed,
    reported: HashSet<u32>,
}

impl Confirmed {
    fn by(by: State) -> Self {
        Self { by, doomed: Doomed::default(), reported: HashSet::new() }
    }

    /// Whether a request must be answered with this state, if it is answered at all.
    fn owes(&self, request: &Operation) -> bool {
        let fails = self.by == State::Failed;
        self.by.answers(&request.name) && self.doomed.has(request) == fails
    }

    fn told(&self, place: &Place<'_>, log: &mut Log) {
        let topic = place.known.topic();
        let request = topic.request_of(place.known.operations(), place.client, &place.told);
        let (Some(request), Some(state)) = (request, place.told.state()) else { return };
        if state == self.by && (self.by == State::Failed || self.owes(request)) {
            log.held();
        } else if state != State::Failed && self.owes(request) {
            let (pointer, stated) = place.told.member("stateResource");
            let broke = Broke::new(format!("{} after {}", self.by.name(), request.name), "another");
            log.broke(match stated {
                Some(stated) => broke.at(pointer, stated),
                None => broke,
            });
        }
    }

    /// The harness waited for so long that every answer should have come.
    fn missed(&mut self, seen: &Seen<'_>, known: &Known, after: f64, log: &mut Log) {
        // A wait that was cut short says nothing.
        if known.topic().has_lost() || after < PATIENCE {
            return;
        }
        let since = seen.at() - after + seen.header.tolerance;
        for request in known.operations().iter().filter(|o| is_request(o)) {
            let taken = self.owes(request)
                && request.accepted() == Some(true)
                && request.reply.as_ref().is_some_and(|reply| reply.at <= since);
            let asked = |id: &String| known.has_asked(id) && polls(known.bayeux(), id, request.at);
            let listens = request.clients.iter().any(asked);
            let Some(link) = request.link.filter(|_| taken && listens) else { continue };
            if !known.topic().is_answered(request) && self.reported.insert(link) {
                let expected = format!("{} after {}", self.by.name(), request.name);
                log.broke(Broke::new(expected, "it never came"));
            }
        }
    }
}

/// Whether a client that is still there could have been told something since a time: with a connect
/// that was sent later and answered, or with one that still waits, whenever that was sent.
fn polls(session: &Session, id: &str, since: f64) -> bool {
    session.client(id).is_some_and(|client| {
        let there = client.issued.is_some() && !client.leaving && !client.lost;
        let carries = |c: &Request| c.is_open() || (c.at >= since && c.answer.is_some());
        there && session.connects(client).any(carries)
    })
}

impl Monitor for Confirmed {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        self.doomed.see(seen);
        if let Some(place) = Place::of(seen) {
            self.told(&place, log);
        } else if let (Some(after), Some(known)) =
            (gave_up(seen, Workbins::MESSAGES), seen.session::<Known>())
        {
            self.missed(seen, known, after, log);
        }
    }
}

rule! {
    /// The reference of a subscription change is that of the answer to its request.
    ///
    /// Does not report: a reference that is missing on either side, the spelling of a number as
    /// text, and clients whose session began before the recording.
    pub(super) static REFERENCE = {
        id: "gws-workbins-reference-id", level: May, binds: Provider,
        covers: ["GWS-WBS-09"],
        watches: ["workbin-subscription-state-change", "operation-reply"],
        monitor: Reference::default,
    }
}

/// References that were told before the answer to their request came: exchange, text.
#[derive(Default)]
struct Reference(Vec<(u32, String)>);

/// How many of them are remembered.
const EARLY: usize = 256;

impl Monitor for Reference {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(reply) = seen.message.filter(|m| m.name == OPERATION_REPLY) {
            let early = self.0.iter().position(|(link, _)| seen.event.link == Some(*link));
            let Some(early) = early else { return };
            let (_, told) = self.0.swap_remove(early);
            if let Some(answered) = reply.get("referenceId") {
                compare(answered, &told, "/referenceId", log, true);
            }
            return;
        }
        let Some(place) = Place::of(seen).filter(Place::is_seen_from_start) else { return };
        let (pointer, told) = place.told.member("referenceId");
        let topic = place.known.topic();
        let request = topic.request_of(place.known.operations(), place.client, &place.told);
        let (Some(told), Some(request)) = (told, request) else { return };
        match (&request.reply, request.link) {
            (Some(reply), _) => {
                let answered = reply.message.as_ref().and_then(|m| m.get("referenceId"));
                if let Some(answered) = answered.and_then(text_of) {
                    compare(told, &answered, &pointer, log, false);
                }
            }
            (None, Some(link)) if self.0.len() < EARLY => {
                self.0.extend(text_of(told).map(|text| (link, text)));
            }
            (None, _) => {}
        }
    }
}

/// Judges the reference that is shown beside the one that was seen before.
fn compare(shown: &Node, before: &str, pointer: &str, log: &mut Log, is_answer: bool) {
    let Some(text) = text_of(shown) else { return };
    log.check(text == before, || {
        let whose = if is_answer { "of the notification" } else { "of the request" };
        Broke::new(format!("the reference {whose}, {before}"), text.clone()).at(pointer, shown)
    });
}
