//! Operations: an agent gets ready, or not; takes an interaction, or not.
//!
//! Depends on `agents` and `story`. Never takes the agent of an unknown browser for another.

use std::sync::Arc;

use serde_json::Map;

use super::{
    desk::Shared,
    interaction::{Medium, State},
    stories, story,
};
use crate::contracts::{
    bayeux::reference::{application::Hub, whole::Whole},
    gws::server::{Operation, code, done, refused},
};

/// Carries an operation out, and answers.
pub(super) fn carry_out(shared: &Arc<Shared>, hub: &Hub, operation: &Operation) -> Whole {
    if let Some(browser) = &operation.browser {
        shared.agents.lock().agent(browser).operates = true;
    }
    match operation.kind.as_str() {
        "channels" => channel(shared, hub, operation),
        "interactions" => interaction(shared, hub, operation),
        _ => refused(code::NOT_FOUND, "no such resource"),
    }
}

fn channel(shared: &Arc<Shared>, hub: &Hub, operation: &Operation) -> Whole {
    let (Some(medium), Some(agent)) = (Medium::named(&operation.id), &operation.browser) else {
        return refused(code::NOT_FOUND, "no such channel, or no such agent");
    };
    match operation.name.as_str() {
        "Ready" => {
            let mut known = shared.agents.lock();
            let known = known.agent(agent);
            // Who was ready has been told already.
            if known.away.remove(&medium) {
                for client in &known.clients {
                    let (shared, agent) = (shared.clone(), agent.clone());
                    hub.spawn(story::offer(shared, hub.clone(), medium, agent, client.clone()));
                }
            }
        }
        "NotReady" => {
            shared.agents.lock().agent(agent).away.insert(medium);
        }
        _ => return refused(code::NOT_VALID, "no such operation on a channel"),
    }
    done(Map::new())
}

fn interaction(shared: &Arc<Shared>, hub: &Hub, operation: &Operation) -> Whole {
    // However it was written down: what tells two ids apart is letters and digits.
    let id = &operation.id.replace('-', "");
    let Some(known) = shared.agents.lock().get(id).cloned() else {
        return refused(code::NOT_FOUND, "no such interaction");
    };
    let accepts = match operation.name.as_str() {
        "Accept" => true,
        "Reject" => false,
        // What an agent does with an interaction afterwards is not told here.
        _ if known.state == State::Accepted => return done(Map::new()),
        _ => return refused(code::NOT_VALID, "not while it stands like this"),
    };
    let settled =
        shared.agents.lock().settle(id, if accepts { State::Accepted } else { State::Rejected });
    let Some(settled) = settled else {
        return refused(code::NOT_VALID, "it is not offered any more");
    };
    if accepts {
        stories::accepted(shared, hub, &settled);
        if shared.faults.has("gws-accepts-by-itself") {
            accept_others(shared, hub, &settled.client);
        }
    }
    done(Map::new())
}

/// Takes everything that a client is offered.
fn accept_others(shared: &Arc<Shared>, hub: &Hub, client: &str) {
    let others = shared.agents.lock().offered(client);
    for id in others {
        let settled = shared.agents.lock().settle(&id, State::Accepted);
        if let Some(settled) = settled {
            shared.faults.bears("gws-accepts-by-itself");
            story::accepted(shared, hub, &settled);
        }
    }
}
