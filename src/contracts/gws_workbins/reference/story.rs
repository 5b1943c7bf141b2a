//! What an agent is told after an operation: how it ended, then what enters the workbin and what
//! leaves it, until the subscription ends.
//!
//! Depends on `notify`. It never tells of a workbin that nobody has subscribed to.

use std::{sync::Arc, time::Duration};

use tokio::time::sleep;

use super::{
    desk::Shared,
    notify::{self, News},
    values::{self, HIDDEN, Medium},
};
use crate::contracts::bayeux::reference::application::Hub;

/// How long it is between two things that happen.
const BEAT: Duration = Duration::from_millis(20);
/// How long it takes until an agent is told of a subscription where that takes long.
const LATE: Duration = Duration::from_millis(400);

/// A subscription of an agent, or what the agent asked for instead.
#[derive(Debug, Clone)]
pub(super) struct Subscription {
    /// Whose.
    pub(super) agent: String,
    /// To which workbin.
    pub(super) workbin: String,
    /// The reference of its request.
    pub(super) number: u64,
}

/// The agent has subscribed.
pub(super) async fn subscribed(shared: Arc<Shared>, hub: Hub, to: Subscription) {
    let varied = &shared.varied;
    sleep(if varied.has("confirms-late") { LATE } else { BEAT }).await;
    if !shared.faults.bears("workbin-subscribed-untold") {
        notify::send(&shared, &hub, &to, News::Subscribed);
    }
    if shared.faults.bears("workbin-third-type") {
        notify::deliver(&shared, &hub, &to.agent, &values::of_another_type(&to.workbin));
    }
    if varied.has("items-there-before") {
        let item = shared.agents.lock().number();
        let gone = News::Content { entered: false, medium: Medium::Email, item };
        notify::send(&shared, &hub, &to, gone);
    }
    if varied.has("empty-workbins") {
        return;
    }
    let items = Medium::ALL.map(|medium| (medium, shared.agents.lock().number()));
    if varied.has("items-together") {
        sleep(BEAT).await;
        if shared.agents.lock().stands(&to.agent, &to.workbin, to.number) {
            let news =
                |entered| items.map(|(medium, item)| News::Content { entered, medium, item });
            notify::send_together(&shared, &hub, &to, &[news(true), news(false)].concat());
        }
        return;
    }
    for entered in [true, false] {
        for (medium, item) in items {
            sleep(BEAT).await;
            if !shared.agents.lock().stands(&to.agent, &to.workbin, to.number) {
                return;
            }
            change(&shared, &hub, &to, News::Content { entered, medium, item });
        }
    }
}

fn change(shared: &Shared, hub: &Hub, to: &Subscription, news: News) {
    let faults = &shared.faults;
    let tweet = |wanted: bool| matches!(news, News::Content { entered, medium, .. } if entered == wanted && medium == Medium::Tweet);
    if faults.bears_if(tweet(true), "workbin-entering-untold") {
        return;
    }
    notify::send(shared, hub, to, news);
    if faults.bears_if(tweet(false), "workbin-removed-twice") {
        notify::send(shared, hub, to, news);
    }
}

/// The agent has left the workbin.
pub(super) async fn left(shared: Arc<Shared>, hub: Hub, from: Subscription) {
    sleep(BEAT).await;
    if !shared.faults.bears("workbin-unsubscribed-untold") {
        notify::send(&shared, &hub, &from, News::Unsubscribed);
    }
    if shared.faults.has("workbin-told-after-unsubscribed") {
        sleep(BEAT * 5).await;
        let item = {
            let mut known = shared.agents.lock();
            if known.agent(&from.agent).workbins.contains_key(&from.workbin) {
                return;
            }
            known.number()
        };
        shared.faults.bears("workbin-told-after-unsubscribed");
        let news = News::Content { entered: true, medium: Medium::Email, item };
        notify::send(&shared, &hub, &from, news);
    }
}

/// What the agent asked for cannot be.
pub(super) async fn failed(shared: Arc<Shared>, hub: Hub, asked: Subscription) {
    sleep(BEAT).await;
    if shared.faults.bears("workbin-failure-untold") {
        return;
    }
    let unknown = shared.faults.bears("workbin-unknown-subscribed");
    let news = if unknown { News::Subscribed } else { News::Failed };
    notify::send(&shared, &hub, &asked, news);
}

/// Something enters a workbin that the agent has not subscribed to.
pub(super) async fn of_hidden(shared: Arc<Shared>, hub: Hub, agent: String) {
    sleep(BEAT * 3).await;
    let item = shared.agents.lock().number();
    shared.faults.bears("workbin-told-of-all");
    let all = Subscription { agent, workbin: HIDDEN.to_owned(), number: item };
    let news = News::Content { entered: true, medium: Medium::Email, item };
    notify::send(&shared, &hub, &all, news);
}
