//! Rules on every message of a server, and on how messages travel together.
//!
//! Depends on `session`. Never judges what a message means.

use std::collections::{HashMap, HashSet};

use super::{
    answered::described,
    watch::{Cursor, Told, reply, shown},
};
use crate::{
    codec::json::{Flaw, Node},
    contracts::bayeux::{
        reader::payload::Carriage,
        session::{Ask, Cause, Left, Request, Session},
    },
    judge::{Broke, Log, Message, Monitor, Seen, Trouble, rule},
    transcript::Kind,
};

rule! {
    /// Every message that a server sends is one that the protocol defines.
    ///
    /// Does not report: answers to what was no message, and content of responses that HTTP itself
    /// marks as errors.
    pub(crate) static KNOWN = {
        id: "bayeux-server-message-known", level: Must, binds: Provider,
        covers: ["B004", "B039"],
        watches: ["*"],
        monitor: || Told(known),
    }
}

fn known(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let expected = "a message of the protocol";
    match (&message.trouble, message.node()) {
        (None, _) => log.held(),
        _ if session.link(seen.event.link).is_some_and(|l| l.spoiled) => {}
        (Some(Trouble::Unknown(why)), Some(node)) => {
            log.broke(Broke::new(expected, why.clone()).at("", node));
        }
        (Some(Trouble::Unknown(why)), None) => log.broke(Broke::new(expected, why.clone())),
        (Some(Trouble::Syntax(error)), _) => log.broke(Broke::new(expected, error.to_string())),
    }
}

rule! {
    /// No member of a message stands in it twice.
    ///
    /// Does not report: doubled members inside of values, `data` above all.
    pub(crate) static NO_DUPLICATE = {
        id: "bayeux-no-duplicate-member", level: Must, binds: Provider,
        covers: ["B035"],
        watches: ["*"],
        monitor: || Told(no_duplicate),
    }
}

fn no_duplicate(message: &Message, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(document) = message.document.as_ref() else { return };
    let Some(members) = message.node().and_then(Node::as_object) else { return };
    let doubled = document.flaws.iter().find_map(|flaw| match flaw {
        Flaw::DuplicateMember { name, second, .. } => {
            members.iter().find(|m| m.name_span == *second).map(|m| (name, m))
        }
        Flaw::LoneSurrogate { .. } => None,
    });
    match doubled {
        None => log.held(),
        Some((name, member)) => {
            let found = format!("{name} again");
            let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            log.broke(Broke::new("each member once", found).at(pointer, &member.value));
        }
    }
}

rule! {
    /// A server sends its messages in an array, even one alone.
    pub(crate) static ARRAY = {
        id: "bayeux-response-is-array", level: Should, binds: Provider,
        covers: ["B036"],
        watches: ["*"],
        monitor: || Told(array),
    }
}

fn array(message: &Message, seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let carried = matches!(seen.event.kind, Kind::Response { .. } | Kind::Frame { .. });
    let Some(node) = message.node().filter(|_| carried && message.trouble.is_none()) else {
        return;
    };
    match message.index {
        Some(0) => log.held(),
        Some(_) => {}
        None => log.broke(Broke::new("an array of messages", "a message alone").at("", node)),
    }
}

rule! {
    /// No reply has a member that the protocol has withdrawn: `connectionId`, and in `ext`
    /// `json-comment-filtered`.
    ///
    /// Does not report: events, which can carry what their publisher put into them.
    pub(crate) static NO_DEPRECATED = {
        id: "bayeux-no-deprecated-member", level: Should, binds: Provider,
        covers: ["B087", "B088"],
        watches: ["handshake-reply", "handshake-failure", "connect-reply", "disconnect-reply",
            "subscribe-reply", "unsubscribe-reply", "publish-reply"],
        monitor: || Told(no_deprecated),
    }
}

fn no_deprecated(message: &Message, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let withdrawn = ["/connectionId", "/json-comment-filtered", "/ext/json-comment-filtered"];
    let found = withdrawn.into_iter().find_map(|p| Some((p, message.pointer(p)?)));
    match found {
        None => log.held(),
        Some((pointer, node)) => {
            let found = format!("{} {}", pointer.trim_start_matches('/'), shown(node));
            log.broke(Broke::new("no withdrawn member", found).at(pointer, node));
        }
    }
}

rule! {
    /// Every request in an array of several is answered.
    ///
    /// Does not report: publishes without an acknowledgement, arrays with a handshake or with
    /// something that is no message or not well-formed, and arrays in forms and queries.
    pub(crate) static BATCH = {
        id: "bayeux-batch-accepted", level: Must, binds: Provider,
        covers: ["B037"],
        watches: ["connect-reply", "disconnect-reply", "subscribe-reply", "unsubscribe-reply",
            "publish-reply", "request", "response", "open", "frame", "close", "error", "gave-up",
            "end"],
        monitor: || Together::new(is_in_batch),
    }
}

/// It came with others in an array that every server takes.
fn is_in_batch(request: &Request) -> bool {
    let carried = matches!(request.carriage, Carriage::Json | Carriage::Socket);
    carried
        && request.batch > 1
        && !request.with_handshake
        && request.is_plain()
        && request.client.is_some()
}

rule! {
    /// A form post is understood whatever its `message` parameters hold: one message or an array,
    /// once or several times.
    ///
    /// Does not report: publishes without an acknowledgement where no publish has one.
    pub(crate) static FORM = {
        id: "bayeux-form-post-understood", level: Must, binds: Provider,
        covers: ["B144"],
        watches: ["handshake-reply", "handshake-failure", "connect-reply", "disconnect-reply",
            "subscribe-reply", "unsubscribe-reply", "publish-reply", "request", "response",
            "open", "frame", "close", "error", "gave-up", "end"],
        monitor: || Together::new(is_in_form),
    }
}

/// It came as a parameter of a form.
fn is_in_form(request: &Request) -> bool {
    let alone = !request.with_handshake || request.ask == Ask::Handshake;
    request.carriage == Carriage::Form && alone && request.is_plain()
}

/// Watches that all requests of one exchange are answered.
struct Together {
    about: fn(&Request) -> bool,
    cursor: Cursor,
    /// Links on which a publish was acknowledged.
    acknowledged: HashSet<u32>,
    /// Events, by link and time, of which a request was reported: one finding is enough.
    reported: HashMap<u32, f64>,
}

impl Together {
    fn new(about: fn(&Request) -> bool) -> Self {
        Self {
            about,
            cursor: Cursor::default(),
            acknowledged: HashSet::new(),
            reported: HashMap::new(),
        }
    }

    /// The server should have answered this one.
    fn must_answer(&self, left: &Left) -> bool {
        let request = &left.request;
        let refused = matches!(left.cause, Cause::Response(status) if status >= 400);
        let told = request.link.is_some_and(|link| self.acknowledged.contains(&link));
        let known = matches!(left.cause, Cause::Response(_) | Cause::Closed(_));
        let counts = request.ask != Ask::Publish || refused || told;
        counts && known && !left.cause.is_container()
    }

    fn report(&mut self, request: &Request, found: String, log: &mut Log) {
        let link = request.link.unwrap_or_default();
        if self.reported.insert(link, request.at) != Some(request.at) {
            let together = match request.batch {
                1 => String::new(),
                count => format!(", one of {count} together"),
            };
            log.broke(Broke::new(format!("a reply to {}{together}", described(request)), found));
        }
    }
}

impl Monitor for Together {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if seen.message.is_some() {
            if let Some((_, request)) = reply(seen).filter(|(_, r)| (self.about)(r)) {
                log.held();
                if let (Ask::Publish, Some(link)) = (request.ask, request.link) {
                    self.acknowledged.insert(link);
                }
            }
            return;
        }
        for left in self.cursor.fresh(session) {
            if (self.about)(&left.request) && self.must_answer(&left) {
                self.report(&left.request, left.cause.words(), log);
            }
        }
        if !matches!(seen.event.kind, Kind::GaveUp { .. }) {
            return;
        }
        let about = self.about;
        for request in session.open().filter(|r| about(r) && r.ask != Ask::Publish) {
            let waited = seen.at() - request.at;
            let limit = match request.with_connect {
                true => request.longest_hold().map(|hold| hold + 1.0),
                false => Some(request.at_once()),
            };
            let awaited = super::watch::gave_up_on(seen, request.ask).is_some();
            if awaited && limit.is_some_and(|limit| waited > limit + seen.header.tolerance) {
                self.report(request, format!("none within {waited:.1} s"), log);
            }
        }
    }
}
