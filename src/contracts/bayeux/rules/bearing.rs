//! The rule on what a consumer bears: an event that is not as it should be.
//!
//! Depends on what the harness said of its own messages. Never asks what a consumer makes of such
//! an event, nor judges recordings, where nobody said that one is broken on purpose.

use super::watch::is_complete_end;
use crate::{
    codec::json::Node,
    contract::Party,
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::{Kind, Source},
};

/// How long a client can take to connect again, in seconds, beside what was advised.
const PATIENCE: f64 = 2.5;

rule! {
    /// A client that is told an event that breaks the protocol goes on connecting.
    ///
    /// No document says so: who sends such an event is wrong, and who stops for it hears of nothing
    /// any more. Does not report: clients that leave in good order, that are told not to retry, or
    /// that were not watched for two and a half seconds after the answer to their connect.
    pub(crate) static BROKEN_EVENT = {
        id: "bayeux-robust-broken-event", level: Must, binds: Consumer,
        covers: [],
        watches: ["delivery", "connect-reply", "connect-request", "handshake-request",
            "disconnect-request", "close", "error", "process", "end"],
        class: Robustness,
        monitor: Bears::default,
    }
}

/// What a client owes since it was told of a broken event.
#[derive(Clone, Copy, Default)]
enum Owes {
    /// Nothing.
    #[default]
    Nothing,
    /// A connect, once the one that it has out is answered.
    Later,
    /// A connect, from then on, in seconds.
    Since(f64),
}

#[derive(Default)]
struct Bears {
    owes: Owes,
    /// The event of the last answer to a connect, and from when on the next one is due.
    answered: Option<(u64, f64)>,
}

impl Monitor for Bears {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        match (seen.message, &seen.event.kind) {
            (Some(message), _) if message.from == Party::Provider => self.told(message, seen),
            (Some(message), _) => self.asked(message, log),
            (None, Kind::Close { .. } | Kind::Error { .. }) => {
                // Who closes its connection has no connect out any more.
                let theirs = seen.from() == Some(Source::Consumer);
                if theirs && matches!(self.owes, Owes::Later) {
                    self.owes = Owes::Since(seen.at());
                }
            }
            (None, Kind::Process { exit, .. }) => {
                let owes = !matches!(std::mem::take(&mut self.owes), Owes::Nothing);
                if owes && *exit != Some(0) {
                    let how = exit.map_or("a signal".to_owned(), |code| format!("exit {code}"));
                    log.broke(Broke::new("another connect", format!("its end ({how})")));
                }
            }
            (None, _) if is_complete_end(seen) => self.over(seen, log),
            (None, _) => {}
        }
    }
}

impl Bears {
    fn told(&mut self, message: &Message, seen: &Seen<'_>) {
        if message.name == "delivery" {
            if seen.breaks.is_some() && matches!(self.owes, Owes::Nothing) {
                // Its answer may have been the first in this event.
                let now = self.answered.filter(|(event, _)| *event == seen.number);
                self.owes = now.map_or(Owes::Later, |(_, from)| Owes::Since(from));
            }
            return;
        }
        let retry = message.pointer("/advice/reconnect").and_then(Node::as_str);
        let interval = super::watch::shown_interval(message).unwrap_or_default();
        if retry == Some("none") || interval < 0.0 {
            self.owes = Owes::Nothing;
            return;
        }
        let from = seen.at() + interval;
        self.answered = Some((seen.number, from));
        if matches!(self.owes, Owes::Later) {
            self.owes = Owes::Since(from);
        }
    }

    fn asked(&mut self, message: &Message, log: &mut Log) {
        match (message.name.as_str(), self.owes) {
            ("disconnect-request", _) => self.owes = Owes::Nothing,
            (_, Owes::Since(_)) => {
                self.owes = Owes::Nothing;
                log.held();
            }
            _ => {}
        }
    }

    fn over(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Owes::Since(from) = self.owes else { return };
        let waited = seen.at() - from;
        if waited > PATIENCE + seen.header.tolerance {
            log.broke(Broke::new("another connect", format!("none within {waited:.1} s")));
        }
    }
}
