//! Rules on the answers to connects.
//!
//! Depends on the Bayeux session. Never judges what comes with an answer.

use std::collections::HashSet;

use super::watch::{Known, shown};
use crate::{
    contracts::{
        bayeux::session::{Ask, Match, Request, Session},
        gws::rules::{is_complete_end, provided},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// The answer to a connect has the id of the connect.
    ///
    /// Does not report: 7 in the place of "7", connects without an id, and answers to connects
    /// that were not seen.
    pub(super) static ID_ECHOED = {
        id: "gws-interactions-connect-id-echoed", level: Must, binds: Provider,
        covers: ["GWS-CON-03"],
        watches: ["connect-reply"],
        monitor: IdEchoed::default,
    }
}

#[derive(Default)]
struct IdEchoed;

impl Monitor for IdEchoed {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let (Some(message), Some(known)) = (provided(seen), seen.session::<Known>()) else {
            return;
        };
        let Some(node) = message.node() else { return };
        match known.bayeux().answered_by(seen.event.link, message) {
            Match::Same(request) if request.id.is_some() => log.held(),
            Match::Other(request) => {
                let expected = format!("id {}", request.id.clone().unwrap_or_default());
                log.broke(match message.get("id") {
                    Some(id) => Broke::new(expected, shown(id)).at("/id", id),
                    None => Broke::new(expected, "no id").at("", node),
                });
            }
            _ => {}
        }
    }
}

rule! {
    /// A connect for which there is nothing to tell is answered within the advised timeout.
    ///
    /// Does not report: connects before the first advice, those that another connect of their
    /// client replaced, and a tenth of the timeout, or the tolerance if that is more.
    pub(super) static IN_TIME = {
        id: "gws-interactions-connect-answered-in-time", level: Should, binds: Provider,
        covers: ["GWS-CON-12"],
        watches: ["connect-reply", "gave-up", "end"],
        monitor: InTime::default,
    }
}

/// Remembers which connects it has reported.
#[derive(Default)]
struct InTime(HashSet<u64>);

impl InTime {
    /// Until when, in seconds after it was sent, a connect is to be answered.
    fn limit(request: &Request, seen: &Seen<'_>) -> Option<f64> {
        let hold = request.longest_hold().filter(|hold| *hold > 0.0)?;
        let about = request.ask == Ask::Connect && request.link.is_some() && request.is_plain();
        (about && request.own_timeout() != Some(0.0))
            .then(|| hold + seen.header.tolerance.max(hold / 10.0))
    }
}

impl Monitor for InTime {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(bayeux) = seen.session::<Known>().map(Known::bayeux) else { return };
        if let Some(message) = provided(seen) {
            let request = bayeux.answered_by(seen.event.link, message).request();
            let (Some(request), Some(node)) = (request, message.node()) else { return };
            let Some(limit) = Self::limit(request, seen) else { return };
            if !self.0.contains(&request.serial) && !is_replaced(bayeux, request) {
                let took = seen.at() - request.at;
                log.check(took <= limit, || {
                    let expected = format!("an answer within {limit:.1} s");
                    Broke::new(expected, format!("one after {took:.1} s")).at("", node)
                });
            }
            return;
        }
        let waited = matches!(seen.event.kind, Kind::GaveUp { .. }) || is_complete_end(seen);
        for request in bayeux.open().filter(|_| waited) {
            let Some(limit) = Self::limit(request, seen) else { continue };
            let took = seen.at() - request.at;
            // A wait that ends just now may end before the answer.
            let late = took > limit + 0.5 && !is_replaced(bayeux, request);
            if late && self.0.insert(request.serial) {
                let expected = format!("an answer within {limit:.1} s");
                log.broke(Broke::new(expected, format!("none within {took:.1} s")));
            }
        }
    }
}

/// Its client sent a later connect while it waited.
pub(super) fn is_replaced(bayeux: &Session, request: &Request) -> bool {
    let client = request.client.as_deref().and_then(|id| bayeux.client(id));
    let Some(client) = client else { return false };
    let until = request.answer.as_ref().map(|a| a.at).or(request.over).unwrap_or(f64::INFINITY);
    bayeux.connects(client).any(|other| other.serial > request.serial && other.at <= until)
}
