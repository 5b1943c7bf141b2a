//! What happens in each story, and what becomes of operations meanwhile.
//!
//! Depends on `story` and `notify`. Without a story everything is as it always is.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    super::SUITE,
    desk::Shared,
    interaction::{Interaction, Medium, State},
    near_misses::{self, BROKEN},
    notify::{self, History},
    story,
    values::{TOPIC, line, notification},
};
use crate::contracts::{
    bayeux::reference::{application::Hub, whole::Whole},
    gws::{
        drawn::drawn,
        server::{Operation, code, failed, refused},
        stage::Look,
    },
};

/// How long it is between two things that happen.
const BEAT: Duration = Duration::from_millis(120);
/// How long an application may take to answer an invite, and longer than it takes to tell it of
/// that.
const WHILE: Duration = Duration::from_millis(700);
/// How many notifications are drawn, and how many of them come together.
const DRAWN: usize = 36;
const TOGETHER: usize = 6;

/// Tells a client who listens what the story has for it; without a story, everything.
pub(super) async fn tell(shared: Arc<Shared>, hub: Hub, agent: String, client: String) {
    let Some(name) = shared.stage.story() else {
        story::tell(shared, hub, agent, client).await;
        return;
    };
    let act = shared.stage.act();
    let teller = Teller { shared, hub, agent, client };
    sleep(BEAT).await;
    match name {
        "offers-taken" => teller.taken().await,
        "offers-withdrawn" => teller.withdrawn().await,
        "taken-elsewhere" => teller.taken_elsewhere().await,
        "told-twice" => teller.twice().await,
        "every-shape" => teller.every_shape().await,
        "unknown-members" => teller.unknown_members().await,
        "near-misses" => teller.near_misses().await,
        "operations-refused" => teller.refused().await,
        "session-lost" if act == 1 => {
            teller.offered(Medium::Email).await;
            teller.hub.forget(&teller.client);
            return;
        }
        "session-lost" => {
            teller.offered(Medium::Chat).await;
            teller.offered(Medium::Email).await;
        }
        "long-quiet" => teller.quiet().await,
        _ => {}
    }
    teller.shared.stage.end().await;
}

/// What is answered to an operation instead of carrying it out.
pub(super) async fn instead(shared: &Shared, operation: &Operation) -> Option<Whole> {
    if shared.stage.story() != Some("operations-refused") || operation.name != "Accept" {
        return None;
    }
    match shared.accepts.fetch_add(1, Ordering::Relaxed) {
        0 => {
            sleep(WHILE).await;
            Some(refused(code::NOT_VALID, "it is not offered any more"))
        }
        1 => Some(failed()),
        _ => None,
    }
}

/// Tells that an interaction was taken; in one story that takes a while.
pub(super) fn accepted(shared: &Arc<Shared>, hub: &Hub, taken: &Interaction) {
    let late = shared.stage.story() == Some("offers-taken") && taken.medium == Medium::Email;
    if !late {
        story::accepted(shared, hub, taken);
        return;
    }
    let (shared, later, taken) = (shared.clone(), hub.clone(), taken.clone());
    hub.spawn(async move {
        sleep(WHILE).await;
        story::accepted(&shared, &later, &taken);
    });
}

/// Who tells a story, and whom.
struct Teller {
    shared: Arc<Shared>,
    hub: Hub,
    agent: String,
    client: String,
}

impl Teller {
    fn arrive(&self, medium: Medium) -> Interaction {
        self.shared.agents.lock().arrive(medium, &self.agent, &self.client)
    }

    fn send(&self, interaction: &Interaction, history: History) {
        notify::send(&self.shared, &self.hub, interaction, history);
    }

    /// Something is offered, and the agent has a while to answer.
    async fn offered(&self, medium: Medium) -> Interaction {
        let new = self.arrive(medium);
        self.send(&new, History::None);
        sleep(WHILE).await;
        new
    }

    /// An interaction in a state that is told, whatever it was.
    fn told(&self, interaction: &Interaction, state: State, history: History) {
        self.send(&Interaction { state, ..interaction.clone() }, history);
    }

    fn revoke(&self, interaction: &Interaction) {
        let settled = self.shared.agents.lock().settle(&interaction.id, State::Revoked);
        // Who has accepted in the meantime keeps it.
        if let Some(revoked) = settled {
            self.send(&revoked, History::None);
        }
    }

    async fn taken(&self) {
        for medium in [Medium::Email, Medium::Chat] {
            let new = self.offered(medium).await;
            // An e-mail is told to be accepted only now.
            sleep(WHILE).await;
            self.revoke(&new);
        }
    }

    async fn withdrawn(&self) {
        let gone = self.arrive(Medium::Email);
        let never = self.arrive(Medium::Chat);
        self.told(&never, State::Revoked, History::None);
        sleep(BEAT).await;
        self.shared.agents.lock().settle(&gone.id, State::Revoked);
        let revoked = Interaction { state: State::Revoked, ..gone.clone() };
        // Both come with one answer.
        let both = [&gone, &revoked].map(|told| notification(told, Vec::new()));
        self.hub.deliver_together(&self.client, &both);
        sleep(WHILE).await;
        for medium in [Medium::Chat, Medium::Email] {
            let new = self.arrive(medium);
            self.send(&new, History::None);
            sleep(BEAT / 4).await;
            self.revoke(&new);
            sleep(WHILE).await;
            self.revoke(&new);
        }
        self.told(&never, State::Revoked, History::None);
    }

    async fn taken_elsewhere(&self) {
        for medium in [Medium::Chat, Medium::Email] {
            let other = self.arrive(medium);
            let settled = self.shared.agents.lock().settle(&other.id, State::Accepted);
            if let Some(settled) = settled {
                story::accepted(&self.shared, &self.hub, &settled);
            }
            sleep(WHILE).await;
        }
    }

    async fn twice(&self) {
        let chat = self.arrive(Medium::Chat);
        self.send(&chat, History::None);
        self.send(&chat, History::None);
        sleep(BEAT).await;
        self.send(&chat, History::None);
        sleep(WHILE).await;
        for history in [
            History::SoFar(4),
            History::New(6..=7),
            History::New(5..=5),
            History::New(5..=7),
            History::SoFar(7),
        ] {
            self.told(&chat, State::Accepted, history);
            sleep(BEAT).await;
        }
        let email = self.arrive(Medium::Email);
        self.told(&email, State::Revoked, History::None);
        self.told(&email, State::Revoked, History::None);
        sleep(BEAT).await;
        self.send(&email, History::None);
        sleep(WHILE).await;
    }

    async fn every_shape(&self) {
        for medium in [Medium::Email, Medium::Chat] {
            let new = self.arrive(medium);
            self.hub.deliver(&self.client, &bare(notification(&new, Vec::new())));
            sleep(BEAT).await;
        }
        let mut all = drawn(&SUITE, "interaction-notification", DRAWN, self.shared.seed);
        for some in all.chunks_mut(TOGETHER) {
            some.iter_mut().for_each(|told| self.adopt(told));
            self.hub.deliver_together(&self.client, some);
            sleep(BEAT).await;
        }
        sleep(WHILE).await;
    }

    /// What was drawn is an interaction of its own; if it is offered, it can be taken.
    fn adopt(&self, told: &mut Value) {
        let text = |told: &Value, name: &str| Some(told.pointer(name)?.as_str()?.to_owned());
        let medium = text(told, "/data/channel").and_then(|name| Medium::named(&name));
        let Some(medium) = medium else { return };
        let new = self.arrive(medium);
        for place in ["/data/id", "/data/sessionId", "/data/email_object/interactionId"] {
            if let Some(id) = told.pointer_mut(place) {
                *id = json!(new.id);
            }
        }
        if text(told, "/data/state").as_deref() != Some("Invited") {
            self.shared.agents.lock().settle(&new.id, State::Rejected);
        }
    }

    async fn unknown_members(&self) {
        self.shared.stage.look(Look { replies_first: true, strange: true, ..Look::default() });
        for medium in [Medium::Email, Medium::Chat] {
            let new = self.arrive(medium);
            self.hub.deliver(&self.client, &strange(notification(&new, Vec::new())));
            sleep(WHILE).await;
        }
        let mut other = self.arrive(Medium::Chat);
        other.state = State::Accepted;
        let lines = (1..=4).map(|event| line(&other, event)).collect();
        self.hub.deliver(&self.client, &strange(notification(&other, lines)));
        sleep(BEAT).await;
    }

    async fn near_misses(&self) {
        let good: &[Option<&str>] = &[None];
        for _ in 0..2 {
            self.offer_together(good).await;
        }
        for rule in BROKEN {
            self.offer_together(&[Some(rule)]).await;
            self.offer_together(good).await;
        }
        for rule in BROKEN {
            self.offer_together(&[None, Some(rule), None]).await;
            self.offer_together(good).await;
        }
    }

    /// Offers with one answer, each broken if that is asked for; the consumer is heard out.
    async fn offer_together(&self, all: &[Option<&str>]) {
        let Shared { agents, hostile, .. } = &*self.shared;
        let offer = |broken: &Option<&str>| {
            near_misses::offer((agents, hostile), &self.agent, &self.client, *broken)
        };
        if !self.hub.listens(&self.client, TOPIC) {
            return;
        }
        let all: Vec<Value> = all.iter().filter_map(offer).collect();
        let mark = all.last().and_then(|last| last.pointer("/data/id")).and_then(Value::as_str);
        let tell = || self.hub.deliver_together(&self.client, &all);
        hostile.heard_out(mark.unwrap_or_default(), tell).await;
    }

    async fn refused(&self) {
        for medium in [Medium::Email, Medium::Chat, Medium::Email] {
            self.offered(medium).await;
            // What was refused late is known by now, and what follows finds who still listens.
            sleep(BEAT).await;
        }
        self.offered(Medium::Chat).await;
    }

    async fn quiet(&self) {
        self.shared.stage.look(Look { interval: Some(600), ..Look::default() });
        self.offered(Medium::Email).await;
        sleep(WHILE * 3).await;
        self.shared.stage.look(Look { interval: Some(0), ..Look::default() });
        self.offered(Medium::Chat).await;
    }
}

/// The same with nothing but what every notification has.
fn bare(mut message: Value) -> Value {
    if let Some(data) = message.pointer_mut("/data").and_then(Value::as_object_mut) {
        data.retain(|name, _| !matches!(name.as_str(), "interactionType" | "interactionSubType"));
        data.shift_remove("currentQueue");
        data.insert("userData".to_owned(), json!({}));
    }
    message
}

/// The same with members that no document names.
fn strange(mut message: Value) -> Value {
    let more = json!({"priority": 3, "tags": ["vip", null], "callback": {"number": null}});
    for place in ["", "/data"] {
        if let Some(members) = message.pointer_mut(place).and_then(Value::as_object_mut) {
            members.insert("x-more".to_owned(), more.clone());
        }
    }
    if let Some(attached) = message.pointer_mut("/data/userData").and_then(Value::as_object_mut) {
        attached.insert("GSW_RECORD".to_owned(), json!("7"));
        attached.insert("Ключ?: 2>1".to_owned(), json!(2));
    }
    message
}
