//! A monitor for every request that must be answered.
//!
//! Depends on `watch`. Never asks what the answer says.

use super::watch::{Cursor, gave_up_on, reply};
use crate::{
    contracts::bayeux::{
        reader::payload::Carriage,
        session::{Ask, Cause, Request, Session},
    },
    judge::{Broke, Log, Monitor, Seen},
    transcript::Failure,
};

/// Reports requests that stay unanswered.
pub(super) struct Answered {
    /// Which requests it is about.
    about: fn(&Request) -> bool,
    /// Which of them need no answer after all.
    spared: fn(&Session, &Request) -> bool,
    cursor: Cursor,
    /// Those that were reported, so that each is once.
    reported: Vec<u64>,
}

impl Answered {
    /// About these requests.
    pub(super) fn new(about: fn(&Request) -> bool) -> Self {
        Self { about, spared: |_, _| false, cursor: Cursor::default(), reported: Vec::new() }
    }

    /// But not about these.
    pub(super) fn sparing(self, spared: fn(&Session, &Request) -> bool) -> Self {
        Self { spared, ..self }
    }

    fn report(&mut self, request: &Request, found: String, log: &mut Log) {
        if self.reported.contains(&request.serial) {
            return;
        }
        self.reported.push(request.serial);
        log.broke(Broke::new(format!("a reply to {}", described(request)), found));
    }
}

impl Monitor for Answered {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if seen.message.is_some() {
            if reply(seen).is_some_and(|(_, request)| (self.about)(request)) {
                log.held();
            }
            return;
        }
        for left in self.cursor.fresh(session) {
            let known = !left.cause.is_container() && !is_spoiled(session, &left.request);
            let timed_out = left.cause == Cause::Failed(Failure::Timeout);
            let waited = !timed_out || overdue(&left.request, left.at, seen.header.tolerance);
            let wanted = (self.about)(&left.request)
                && !(self.spared)(session, &left.request)
                && !follows_leave(&left.request);
            // Who leaves is hung up on: what it says after that need not be heard.
            let hung_up = left.request.after_leave && matches!(left.cause, Cause::Closed(_));
            if wanted && known && waited && !hung_up {
                self.report(&left.request, left.cause.words(), log);
            }
        }
        let (about, spared) = (self.about, self.spared);
        for request in session.open().filter(|r| about(r) && !spared(session, r)) {
            let Some(after) = gave_up_on(seen, request.ask) else { continue };
            // Only what was already on its way when the wait began was waited for.
            let covered = request.at <= seen.at() - after + 0.1;
            if covered && !is_spoiled(session, request) && !follows_leave(request) {
                if overdue(request, seen.at(), seen.header.tolerance) {
                    let waited = seen.at() - request.at;
                    self.report(request, format!("none within {waited:.1} s"), log);
                } else if request.with_connect {
                    log.untestable("the connect can be held longer than we waited");
                }
            }
        }
    }
}

/// A reply would be late: a connect can be held, and with it all that shares its exchange.
fn overdue(request: &Request, now: f64, tolerance: f64) -> bool {
    let waited = now - request.at;
    if !request.with_connect {
        return waited > request.at_once() + tolerance;
    }
    request.longest_hold().is_some_and(|hold| waited > hold + 1.0 + tolerance)
}

/// It was sent on a socket behind a disconnect that was answered: a server may end the socket
/// with its client, and cannot answer what crosses that end.
fn follows_leave(request: &Request) -> bool {
    request.after_end && request.carriage == Carriage::Socket
}

/// Something on its socket was no message: a server can give up on all of it. What shares a request
/// with such a thing is not asked about.
fn is_spoiled(session: &Session, request: &Request) -> bool {
    request.carriage == Carriage::Socket && session.link(request.link).is_some_and(|l| l.spoiled)
}

/// It can be expected to be answered by every server: sent as an array by a carriage that every
/// server has, alone, and right.
pub(super) fn is_ordinary(request: &Request) -> bool {
    let carried = matches!(request.carriage, Carriage::Json | Carriage::Socket);
    carried && request.batch == 1 && !request.is_bare() && request.is_plain()
}

/// A request as a phrase.
pub(super) fn described(request: &Request) -> String {
    let id = request.id.as_ref().map_or_else(String::new, |id| format!(" with id {id}"));
    match request.ask {
        Ask::Publish => format!("a publish on {}{id}", request.channel),
        _ => format!("{}{id}", request.channel),
    }
}
