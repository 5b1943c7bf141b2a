//! Rules on the answer to check-queue-position.
//!
//! Depends on `watch`. Never judges how true an estimate is.

use super::watch::Told;
use crate::{
    codec::json::Node,
    contracts::gms_chat_delayed::session::Session,
    judge::{Broke, Log, Message, Seen, rule},
};

rule! {
    /// The position is not beyond the number of those who wait.
    ///
    /// Does not report: a total below zero, which is no number of those who wait.
    pub(crate) static POSITION = {
        id: "gms-chat-position-in-total", level: May, binds: Provider,
        covers: ["GMS-CHAT-32"],
        watches: ["QueuePositionResponse"],
        monitor: || Told(position),
    }
}

fn position(message: &Message, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(node) = message.get("_position") else { return };
    let total = message.get("_total_waiting").and_then(Node::as_i64);
    let (Some(position), Some(total)) = (node.as_i64(), total.filter(|t| *t >= 0)) else {
        return;
    };
    log.check(position <= total, || {
        Broke::new(format!("_position up to {total}"), format!("_position {position}"))
            .at("/_position", node)
    });
}

rule! {
    /// The threshold is passed exactly if the reason that is given for it holds; without an
    /// estimate it is passed.
    ///
    /// Does not report: reasons that do not have one of the two forms.
    pub(crate) static REASON = {
        id: "gms-chat-threshold-reason", level: May, binds: Provider,
        covers: ["GMS-CHAT-35", "GMS-CHAT-36"],
        watches: ["QueuePositionResponse"],
        monitor: || Told(reason),
    }
}

fn reason(message: &Message, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(node) = message.get("_agent_ready_threshold_passed") else { return };
    let Some(passed) = node.as_bool() else { return };
    let reason = message.text_of("_agent_ready_threshold_passed_reason").unwrap_or_default();
    let reason: String = reason.split_whitespace().collect();
    let holds = if reason.eq_ignore_ascii_case("etan/a") {
        true
    } else {
        let eta = message.get("_eta").and_then(Node::as_i64);
        let position = message.get("_position").and_then(Node::as_i64);
        let (Some((limit, most)), Some(eta), Some(position)) = (limits(&reason), eta, position)
        else {
            return;
        };
        eta <= limit && position <= most
    };
    log.check(passed == holds, || {
        Broke::new(format!("{holds}, by the reason given"), passed.to_string())
            .at("/_agent_ready_threshold_passed", node)
    });
}

/// The limits of estimate and position in `eta<=35andposition<=5`.
fn limits(reason: &str) -> Option<(i64, i64)> {
    let (eta, position) = reason.strip_prefix("eta<=")?.split_once("andposition<=")?;
    Some((eta.parse().ok()?, position.parse().ok()?))
}
