//! Rules on calls that must be refused, and on forms that need not be.
//!
//! Depends on `watch`. Never judges how a refusal is signalled: no document shows one.

use super::watch::{Ended, shortened};
use crate::{
    contracts::gms_chat_delayed::{
        reader::Operation,
        session::{Exchange, Session},
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// A call on a service id that the provider never gave out is not answered with 200.
    ///
    /// Does not report: ids that the harness did not invent, which may come from before the
    /// recording, and chats, which are routed to a group where no service matches
    /// (`gms-chat-unmatched-fallback`).
    pub(crate) static UNKNOWN_ID = {
        id: "gms-chat-unknown-id-refused", level: Should, binds: Provider,
        covers: ["GMS-HTTP-20"],
        watches: ["response"],
        monitor: || Ended(unknown_id),
    }
}

fn unknown_id(
    status: u16,
    operation: Operation,
    exchange: &Exchange,
    _: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some(id) = exchange.call.id.as_deref() else { return };
    let invented = exchange.announced.reject && session.created(id).is_none();
    if invented && operation != Operation::CreateChat {
        log.check(!(200..300).contains(&status), || {
            let found = format!("status {status} for {} of {id}", operation.word());
            Broke::new("a refusal", shortened(&found))
        });
    }
}

rule! {
    /// What one user's device does with another user's service is refused.
    ///
    /// Does not report: calls without `gms_user`, services that were created without it, and calls
    /// of the agent's desktop.
    pub(crate) static CROSS_USER = {
        id: "gms-chat-cross-user-refused", level: Should, binds: Provider,
        covers: ["GMS-SEC-02"],
        watches: ["response"],
        monitor: || Ended(cross_user),
    }
}

fn cross_user(
    status: u16,
    operation: Operation,
    exchange: &Exchange,
    _: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some((_, created)) = exchange.call.id.as_deref().and_then(|id| session.created(id)) else {
        return;
    };
    let (Some(owner), Some(user)) = (&created.user, &exchange.call.user) else { return };
    if operation.is_of_device() && owner != user {
        log.check(!(200..300).contains(&status), || {
            let found = format!("status {status} for {}", operation.word());
            Broke::new("a refusal for another user", found)
        });
    }
}

rule! {
    /// A service whose `_ttl` has passed is gone: calls on it are refused.
    ///
    /// Does not report: services of which the options are not known, and calls that come within
    /// the tolerance of the end.
    pub(crate) static EXPIRED = {
        id: "gms-chat-expired-service-gone", level: Must, binds: Provider,
        covers: ["GMS-OPT-51"],
        watches: ["response"],
        monitor: || Ended(expired),
    }
}

fn expired(
    status: u16,
    operation: Operation,
    exchange: &Exchange,
    seen: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some((_, created)) = exchange.call.id.as_deref().and_then(|id| session.created(id)) else {
        return;
    };
    let Some(name) = created.name.as_deref() else { return };
    let ttl = session.facts.option(name, "_ttl").and_then(|t| t.trim().parse::<f64>().ok());
    let Some(ttl) = ttl.filter(|t| t.is_finite()) else { return };
    let age = exchange.at - created.at;
    if age > ttl + seen.header.tolerance {
        log.check(!(200..300).contains(&status), || {
            let found = format!("status {status} for {} after {age:.1} s", operation.word());
            Broke::new(format!("a refusal: _ttl is {ttl} s"), found)
        });
    }
}

rule! {
    /// A form without fields is understood.
    ///
    /// Does not report: calls on services of which the create was not seen or whose user is
    /// another, connects before an agent was announced, and refusals that do not blame the form.
    pub(crate) static EMPTY_FORM = {
        id: "gms-chat-empty-form-accepted", level: May, binds: Provider,
        covers: ["GMS-HTTP-05"],
        watches: ["response"],
        monitor: || Ended(empty_form),
    }
}

fn empty_form(
    status: u16,
    operation: Operation,
    exchange: &Exchange,
    _: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some((service, created)) = exchange.call.id.as_deref().and_then(|id| session.created(id))
    else {
        return;
    };
    let due = operation.only_reads()
        || (operation == Operation::Connect && !service.announced.is_empty());
    let same_user = created.user.is_none() || created.user == exchange.call.user;
    if !exchange.empty || !due || !exchange.is_plain() || !same_user {
        return;
    }
    match status {
        200..=299 => log.held(),
        400 | 411 | 413 | 415 | 422 | 500 => {
            let found = format!("status {status} for {}", operation.word());
            log.broke(Broke::new("a form without fields is understood", found));
        }
        _ => {}
    }
}
