//! Operations: an agent subscribes to a workbin, or leaves it.
//!
//! Depends on `agents` and `story`. What comes of an operation is told later: the answer only
//! says that it was understood.

use std::sync::Arc;

use serde_json::{Map, json};

use super::{
    agents::Known,
    desk::Shared,
    stories,
    story::{self, Subscription},
    values::{OF_ANOTHER, own},
};
use crate::contracts::{
    bayeux::reference::{application::Hub, whole::Whole},
    gws::server::{Operation, code, done, refused},
};

/// Carries an operation out, and answers.
pub(super) fn carry_out(shared: &Arc<Shared>, hub: &Hub, operation: &Operation) -> Whole {
    let (Some(agent), "workbins") = (&operation.browser, operation.kind.as_str()) else {
        return refused(code::NOT_FOUND, "no such resource, or no such agent");
    };
    let act = (operation.name == "Subscribe").then(|| shared.stage.enters()).flatten();
    let mut known = shared.agents.lock();
    let number = known.number();
    let subscription = Subscription { agent: agent.clone(), workbin: operation.id.clone(), number };
    let (shared, later) = (shared.clone(), hub.clone());
    let varies = shared.varied.has("references-as-text");
    if stories::refuses(&shared, act) {
        return refused(code::NOT_VALID, "not now");
    }
    match operation.name.as_str() {
        "Subscribe" if shared.stage.story().is_some() && is_there(&shared, &operation.id) => {
            subscribe(&mut known, &subscription);
            hub.spawn(stories::subscribed(shared, later, subscription, act));
        }
        "Subscribe" if is_there(&shared, &operation.id) => {
            subscribe(&mut known, &subscription);
            hub.spawn(story::subscribed(shared, later, subscription));
        }
        "Unsubscribe" if known.agent(agent).workbins.remove(&operation.id).is_some() => {
            hub.spawn(story::left(shared, later, subscription));
        }
        "Subscribe" | "Unsubscribe" => hub.spawn(story::failed(shared, later, subscription)),
        _ => return refused(code::NOT_VALID, "no such operation on a workbin"),
    }
    let text = varies.then(|| number.to_string());
    let reference = text.map_or_else(|| json!(number), |text| json!(text));
    done(Map::from_iter([("referenceId".to_owned(), reference)]))
}

fn is_there(shared: &Shared, workbin: &str) -> bool {
    own(shared.varied.has("workbins-by-name")).contains(&workbin) || workbin == OF_ANOTHER
}

fn subscribe(known: &mut Known, subscription: &Subscription) {
    let workbins = &mut known.agent(&subscription.agent).workbins;
    workbins.insert(subscription.workbin.clone(), subscription.number);
}
