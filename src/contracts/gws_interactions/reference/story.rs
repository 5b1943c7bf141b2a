//! What an agent is told: e-mails and chats are offered, withdrawn in time, and go on if taken.
//!
//! Depends on `notify`. To an agent who asks for no operation, some interactions are accepted at
//! another desktop, so that mere listeners are told of everything. It never tells a client that
//! does not listen.

use std::{sync::Arc, time::Duration};

use tokio::time::sleep;

use super::{
    desk::Shared,
    interaction::{Interaction, Medium, State},
    notify::{self, History},
};
use crate::contracts::bayeux::reference::application::Hub;

/// How long an invite stands.
pub(super) const REVOKED_AFTER: Duration = Duration::from_millis(1000);
/// How long it is between two things that happen.
const BEAT: Duration = Duration::from_millis(30);
/// How long an agent has for a first operation before it is taken for one who asks for none.
const RELUCTANT: Duration = Duration::from_millis(300);
/// How long it is between two lines of a chat.
const TYPING: Duration = Duration::from_millis(120);

/// Tells a client everything.
pub(super) async fn tell(shared: Arc<Shared>, hub: Hub, agent: String, client: String) {
    let mut media = [Medium::Email, Medium::Chat];
    if shared.varied.has("chats-first") {
        media.reverse();
    }
    for medium in media {
        offer(shared.clone(), hub.clone(), medium, agent.clone(), client.clone()).await;
    }
    sleep(RELUCTANT).await;
    if shared.agents.lock().agent(&agent).operates || shared.varied.has("nothing-of-others") {
        return;
    }
    for medium in media {
        let other = shared.agents.lock().arrive(medium, &agent, &client);
        if !shared.faults.bears("gws-accepted-uninvited") {
            notify::send(&shared, &hub, &other, History::None);
        }
        sleep(BEAT).await;
        let settled = shared.agents.lock().settle(&other.id, State::Accepted);
        if let Some(settled) = settled {
            accepted(&shared, &hub, &settled);
        }
    }
}

/// Offers an interaction after a moment, if its agent is ready then.
pub(super) async fn offer(
    shared: Arc<Shared>,
    hub: Hub,
    medium: Medium,
    agent: String,
    client: String,
) {
    sleep(BEAT).await;
    let offered = {
        let mut known = shared.agents.lock();
        let away = known.agent(&agent).away.contains(&medium);
        let fault = match medium {
            Medium::Email => "gws-not-ready-ignored",
            Medium::Chat => "gws-chat-not-ready-ignored",
        };
        if away && !shared.faults.bears(fault) {
            return;
        }
        known.arrive(medium, &agent, &client)
    };
    notify::send(&shared, &hub, &offered, History::None);
    let later = hub.clone();
    hub.spawn(async move { withdraw(&shared, &later, &offered).await });
}

/// Withdraws what nobody took in time.
async fn withdraw(shared: &Shared, hub: &Hub, offered: &Interaction) {
    let faults = &shared.faults;
    let chat = offered.medium == Medium::Chat;
    let mut time = REVOKED_AFTER;
    if faults.bears_if(chat, "gws-revoked-late") {
        time = time.saturating_mul(2);
    }
    sleep(time).await;
    let settled = {
        let mut known = shared.agents.lock();
        let accepted = known.get(&offered.id).is_some_and(|i| i.state == State::Accepted);
        if faults.bears_if(accepted && !chat, "gws-revoked-after-accepted") {
            Some(Interaction { state: State::Revoked, ..offered.clone() })
        } else {
            known.settle(&offered.id, State::Revoked)
        }
    };
    let Some(revoked) = settled else { return };
    if faults.bears_if(!chat, "gws-never-revoked") {
        return;
    }
    notify::send(shared, hub, &revoked, History::None);
    if faults.bears_if(chat, "gws-told-after-revoked") {
        sleep(TYPING).await;
        notify::send(shared, hub, &revoked, History::None);
    }
    if shared.varied.has("offered-again") {
        offer_again(shared, hub, &revoked).await;
    }
}

/// Offers what was withdrawn once more, and withdraws that too.
async fn offer_again(shared: &Shared, hub: &Hub, revoked: &Interaction) {
    sleep(BEAT).await;
    let offered = shared.agents.lock().offer_again(&revoked.id);
    let Some(offered) = offered else { return };
    notify::send(shared, hub, &offered, History::None);
    sleep(REVOKED_AFTER).await;
    let settled = shared.agents.lock().settle(&offered.id, State::Revoked);
    if let Some(revoked) = settled {
        notify::send(shared, hub, &revoked, History::None);
    }
}

/// Tells that an interaction was taken; a chat goes on from then.
pub(super) fn accepted(shared: &Arc<Shared>, hub: &Hub, taken: &Interaction) {
    let faults = &shared.faults;
    let email = taken.medium == Medium::Email;
    let mut told = taken.clone();
    {
        let mut known = shared.agents.lock();
        let asked = email && known.agent(&taken.agent).operates;
        if faults.bears_if(asked, "gws-new-id-on-acceptance") {
            told.id = known.arrive(taken.medium, &taken.agent, &taken.client).id;
        }
    }
    if !email && shared.varied.has("told-together") {
        let histories = [History::SoFar(4), History::New(5..=5), History::New(6..=7)];
        notify::send_together(shared, hub, &told, histories);
        return;
    }
    notify::send(shared, hub, &told, History::SoFar(4));
    let (shared, later) = (shared.clone(), hub.clone());
    if !email {
        let one_by_one = shared.varied.has("lines-one-by-one");
        let events = if one_by_one { vec![5..=5, 6..=6, 7..=7] } else { vec![5..=5, 6..=7] };
        hub.spawn(async move {
            for events in events {
                sleep(TYPING).await;
                notify::send(&shared, &later, &told, History::New(events));
            }
        });
    } else if faults.has("gws-state-completed") {
        hub.spawn(async move {
            sleep(TYPING).await;
            notify::send_completed(&shared, &later, &told);
        });
    }
}
