//! What happens in each story after an agent has subscribed to a workbin.
//!
//! Depends on `notify` and `story`. One subscription of an act sets a story going; the others are
//! confirmed, and that is all.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    super::{
        SUITE,
        told::{CONTENT, SUBSCRIPTION},
    },
    desk::Shared,
    notify::{self, News},
    story::Subscription,
    values::{self, Medium},
};
use crate::contracts::{
    bayeux::reference::application::Hub,
    gws::{drawn::drawn, stage::Look},
};

/// How long it is between two things that happen.
const BEAT: Duration = Duration::from_millis(60);
/// How long an application may take to do something.
const WHILE: Duration = Duration::from_millis(600);
/// What a near miss breaks, and the medium of the item that it is about.
const BROKEN: [(&str, Medium); 4] = [
    ("gws-workbins/WorkbinStateChange/action:enum", Medium::Email),
    ("gws-workbins/MediaStateResource:type", Medium::Email),
    ("gws-workbins/WorkbinUserData:type", Medium::Chat),
    ("gws-workbins/WorkbinStateChange/action:required", Medium::Tweet),
];
/// How many messages of each type are drawn.
const DRAWN: usize = 16;

/// Whether the first request of an act is refused at once.
pub(super) fn refuses(shared: &Shared, act: Option<u32>) -> bool {
    shared.stage.story() == Some("requests-fail") && act.is_some()
}

/// The agent has subscribed; `act` is that which begins with it, if one does.
pub(super) async fn subscribed(
    shared: Arc<Shared>,
    hub: Hub,
    to: Subscription,
    mut act: Option<u32>,
) {
    sleep(BEAT).await;
    let teller = Teller { shared, hub, to };
    let name = teller.shared.stage.story().unwrap_or_default();
    if name == "requests-fail" && teller.to.workbin == values::OF_ANOTHER {
        // That there is such a workbin is found to be wrong only later.
        sleep(WHILE).await;
        teller.send(News::Failed);
        act = Some(1);
    } else if name == "near-misses" {
        let hostile = &teller.shared.hostile;
        hostile.heard_out(&teller.to.workbin, || teller.send(News::Subscribed)).await;
    } else {
        teller.send(News::Subscribed);
    }
    let Some(act) = act else { return };
    match name {
        "items-come-and-go" => teller.items().await,
        "members-absent" => teller.absent().await,
        "unknown-members" => teller.unknown().await,
        "near-misses" => teller.near_misses().await,
        "every-shape" => teller.shapes().await,
        "told-twice" => teller.twice().await,
        "session-lost" if act == 1 => {
            teller.item(true, Medium::Email).await;
            sleep(WHILE).await;
            let clients = teller.shared.agents.lock().forget(&teller.to.agent);
            clients.iter().for_each(|client| teller.hub.forget(client));
            return;
        }
        "session-lost" => teller.items().await,
        _ => {}
    }
    teller.shared.stage.end().await;
}

/// Who tells a story, and of which subscription.
struct Teller {
    shared: Arc<Shared>,
    hub: Hub,
    to: Subscription,
}

impl Teller {
    fn send(&self, news: News) {
        notify::send(&self.shared, &self.hub, &self.to, news);
    }

    fn deliver(&self, message: &Value) {
        notify::deliver(&self.shared, &self.hub, &self.to.agent, message);
    }

    fn number(&self) -> u64 {
        self.shared.agents.lock().number()
    }

    async fn item(&self, entered: bool, medium: Medium) -> u64 {
        let item = self.number();
        self.send(News::Content { entered, medium, item });
        sleep(BEAT).await;
        item
    }

    async fn items(&self) {
        let items = Medium::ALL.map(|medium| (medium, self.number()));
        for entered in [true, false] {
            for (medium, item) in items {
                self.send(News::Content { entered, medium, item });
                sleep(BEAT).await;
            }
        }
        sleep(WHILE).await;
    }

    /// One after the other, without the members that not all have.
    async fn absent(&self) {
        let workbin = &self.to.workbin;
        let subscription = values::subscription(workbin, "Subscribed", 0);
        let content = |entered| values::content(workbin, entered, Medium::Chat, self.number());
        for (message, names) in [
            (subscription.clone(), ["referenceId", "workbinUserId"]),
            (content(true), ["workbinUserId", "workbinAgentId"]),
            (content(false), [Medium::Chat.resource(), "workbinUserId"]),
        ] {
            self.deliver(&without(message, &names));
            sleep(BEAT).await;
        }
        let mut as_text = subscription;
        if let Some(reference) = as_text.pointer_mut("/data/referenceId") {
            *reference = json!("0");
        }
        self.deliver(&as_text);
        sleep(BEAT).await;
    }

    async fn unknown(&self) {
        self.shared.stage.look(Look { replies_first: true, strange: true, ..Look::default() });
        self.deliver(&strange(values::subscription(&self.to.workbin, "Subscribed", 0)));
        sleep(BEAT * 2).await;
        for entered in [true, false] {
            let item = self.number();
            self.deliver(&strange(values::content(&self.to.workbin, entered, Medium::Chat, item)));
            sleep(BEAT * 2).await;
            let other = values::content(&self.to.workbin, entered, Medium::Email, item);
            self.deliver(&of_another_medium(other));
            sleep(BEAT * 2).await;
        }
    }

    /// Messages that break one rule each, between good ones. All have the same mark.
    async fn near_misses(&self) {
        for (rule, medium) in BROKEN {
            // Who fails at such an item does so before it is broken.
            self.heard_out(medium, None).await;
            self.heard_out(medium, Some(rule)).await;
            self.heard_out(medium, None).await;
        }
    }

    /// Something enters, in a message that is broken if that is asked for.
    async fn heard_out(&self, medium: Medium, broken: Option<&str>) {
        let hostile = &self.shared.hostile;
        let whole = values::content(&self.to.workbin, true, medium, self.number());
        let message = match broken {
            None => Some(whole),
            Some(rule) => hostile.broken(rule, &self.to.workbin, &whole),
        };
        if let Some(message) = message {
            hostile.heard_out(&self.to.workbin, || self.deliver(&message)).await;
        }
    }

    async fn shapes(&self) {
        for message in [SUBSCRIPTION, CONTENT] {
            for told in drawn(&SUITE, message, DRAWN, self.shared.seed) {
                self.deliver(&told);
                sleep(BEAT / 2).await;
            }
        }
        sleep(WHILE).await;
    }

    async fn twice(&self) {
        self.send(News::Subscribed);
        let (here, gone) = (self.number(), self.number());
        let content = |entered, item| News::Content { entered, medium: Medium::Email, item };
        for news in [
            content(true, here),
            content(true, here),
            content(false, gone),
            content(true, gone),
            content(false, here),
            content(false, here),
            News::Unsubscribed,
            content(false, gone),
            News::Unsubscribed,
            News::Subscribed,
        ] {
            self.send(news);
            sleep(BEAT).await;
        }
    }
}

fn without(mut message: Value, names: &[&str]) -> Value {
    if let Some(data) = message.pointer_mut("/data").and_then(Value::as_object_mut) {
        data.retain(|name, _| !names.contains(&name.as_str()));
    }
    message
}

/// The same with members that no document names.
fn strange(mut message: Value) -> Value {
    for place in ["", "/data"] {
        if let Some(members) = message.pointer_mut(place).and_then(Value::as_object_mut) {
            members.insert("x-more".to_owned(), json!({"tags": ["vip", null], "priority": 3}));
        }
    }
    message
}

/// The same of an item whose medium came after the document.
fn of_another_medium(mut message: Value) -> Value {
    if let Some(data) = message.pointer_mut("/data").and_then(Value::as_object_mut)
        && let Some(resource) = data.shift_remove(Medium::Email.resource())
    {
        data.insert("smsStateResourceV2".to_owned(), resource);
    }
    message
}
