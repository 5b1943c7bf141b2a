//! Rules on the answer to a create.
//!
//! Depends on `watch`. Never judges the announcement that follows it.

use super::watch::{Ended, Replied, shown_member};
use crate::{
    contracts::gms_chat_delayed::{
        reader::Operation,
        session::{Exchange, Session},
    },
    judge::{Broke, Log, Message, Seen, rule},
    transcript::Kind,
};

rule! {
    /// The create call answers the id of a service of its own.
    ///
    /// Does not report: creates that are refused, and what the id looks like.
    pub(crate) static CREATED = {
        id: "gms-chat-created", level: Must, binds: Provider,
        covers: ["GMS-SCN-02"],
        watches: ["CreateResponse", "response"],
        monitor: || Created,
    }
}

struct Created;

impl crate::judge::Monitor for Created {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        match seen.message {
            Some(_) => Replied(answers_id).see(seen, log),
            None => Ended(answers_nothing).see(seen, log),
        }
    }
}

fn answers_id(
    message: &Message,
    exchange: &Exchange,
    _: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some(node) = message.node().filter(|_| exchange.is(Operation::Create)) else { return };
    let id = message.text_of("_id").filter(|id| !id.is_empty());
    let Some(id) = id else {
        log.broke(
            Broke::new("the id of the service in _id", shown_member(message, "_id")).at("", node),
        );
        return;
    };
    // Only who asked before the other was answered has been given it anew.
    let other = session.created(id).filter(|(_, created)| created.at < exchange.at);
    log.check(other.is_none(), || {
        let node = message.get("_id").unwrap_or(node);
        Broke::new("an id that no other service has", format!("{id} again")).at("/_id", node)
    });
}

fn answers_nothing(
    status: u16,
    operation: Operation,
    _: &Exchange,
    seen: &Seen<'_>,
    _: &Session,
    log: &mut Log,
) {
    let Kind::Response { body, .. } = &seen.event.kind else { return };
    let nothing = body.as_bytes().trim_ascii().is_empty();
    if operation == Operation::Create && (200..300).contains(&status) && nothing {
        log.broke(Broke::new("the id of the service", format!("status {status} without content")));
    }
}

rule! {
    /// A voice service that does not wait for an agent answers the access information together
    /// with its id.
    ///
    /// Does not report: services of which the options are not known, and what the access
    /// information looks like: no document says it, so any further member will do.
    pub(crate) static IMMEDIATE_ACCESS = {
        id: "gms-chat-immediate-access", level: Must, binds: Provider,
        covers: ["GMS-OPT-58"],
        watches: ["CreateResponse"],
        monitor: || Replied(immediate_access),
    }
}

fn immediate_access(
    message: &Message,
    exchange: &Exchange,
    _: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let facts = &session.facts;
    let Some(name) = exchange.call.name.as_deref() else { return };
    let immediate = facts.immediate_service() == Some(name)
        || (facts.flag(name, "_wait_for_agent") == Some(false)
            && facts.option(name, "_media_type").is_some_and(|m| m.eq_ignore_ascii_case("voice")));
    let Some(node) = message.node().filter(|_| immediate) else { return };
    let Some(object) = node.as_object() else { return };
    let says_more = object.iter().any(|member| {
        let known = matches!(&*member.name, "_id" | "_text");
        let empty = member.value.as_str().is_some_and(|t| t.trim().is_empty());
        !known && !empty && member.value.kind() != "null"
    });
    log.check(says_more, || {
        Broke::new("the access information with the id", "neither number nor code").at("", node)
    });
}
