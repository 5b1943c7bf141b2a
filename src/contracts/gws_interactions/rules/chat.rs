//! Rules on a chat as a whole.
//!
//! Depends on `told`. Never looks at single events of a chat.

use super::watch::{Each, listed};
use crate::{
    codec::json::Node,
    contracts::gws_interactions::told::{Medium, Told},
    judge::{Broke, Log, rule},
};

rule! {
    /// The session of a chat has the id of the interaction.
    ///
    /// Does not report: a chat without `sessionId`.
    pub(super) static SESSION_ID = {
        id: "gws-interactions-session-id", level: Must, binds: Provider,
        covers: ["GWS-CHT-01"],
        watches: ["interaction-notification"],
        monitor: || Each(session_id),
    }
}

fn session_id(told: &Told<'_>, log: &mut Log) {
    let (Some(id), Some(node)) = (told.id(), told.data.get("sessionId")) else { return };
    log.check(node.as_str() == Some(id), || {
        let expected = format!("{id}, the id of the interaction");
        Broke::new(expected, super::watch::shown(node)).at("/data/sessionId", node)
    });
}

rule! {
    /// The user data of a chat says where its chat server is.
    pub(super) static SERVER = {
        id: "gws-interactions-chat-server-named", level: May, binds: Provider,
        covers: ["GWS-CHT-03"],
        watches: ["interaction-notification"],
        monitor: || Each(server),
    }
}

const SERVER_MEMBERS: [&str; 4] =
    ["ChatServerAppName", "ChatServerHost", "ChatServerPort", "ChatServerDBID"];

fn server(told: &Told<'_>, log: &mut Log) {
    let attached = told.data.get("userData").filter(|n: &&Node| n.as_object().is_some());
    let Some(attached) = attached.filter(|_| told.medium == Some(Medium::Chat)) else { return };
    let missing: Vec<&str> =
        SERVER_MEMBERS.into_iter().filter(|name| told.attached(name).is_none()).collect();
    log.check(missing.is_empty(), || {
        Broke::new(listed(SERVER_MEMBERS), format!("no {}", listed(&missing)))
            .at("/data/userData", attached)
    });
}
