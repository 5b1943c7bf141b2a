//! Makes one notification after the other: values from the schemas, and over them what belongs
//! together.
//!
//! Depends on `generate`. The first event of each kind has every member; later ones vary.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{
    cast::{Agent, Engagement},
    note::Note,
};
use crate::{
    contracts::axp_engagement::reference::{Provider, clock},
    generate::Choices,
};

/// Bytes of choices for one event.
const TAPE: usize = 2_048;

/// Members that belong to some events of their kind only: they are there if the script says so.
const RESTRICTED: [&str; 17] = [
    "reasonCode",
    "cause",
    "previousDialogId",
    "agentInitiatedDisconnect",
    "automationInitiatedDisconnect",
    "externalParticipantInitiatedDisconnect",
    "adhocEmail",
    "observedAgentId",
    "observingAgentId",
    "observingAgentConnectionId",
    "observedAgentConnectionId",
    "coachingAgentId",
    "coachedAgentId",
    "coachingAgentConnectionId",
    "coachedAgentConnectionId",
    "bargingAgentId",
    "bargingAgentConnectionId",
];

/// Tells whether a member belongs to some events of its kind only.
pub(in super::super) fn restricted(member: &str) -> bool {
    RESTRICTED.contains(&member)
}

/// A story in the making.
pub(super) struct Teller<'p> {
    pub(super) provider: &'p Provider,
    pub(super) notes: Vec<Note>,
    subscription: &'p str,
    met: HashSet<&'static str>,
    time: i64,
}

impl<'p> Teller<'p> {
    pub(super) fn new(provider: &'p Provider, subscription: &'p str) -> Self {
        let (notes, met) = (Vec::new(), HashSet::new());
        Self { provider, notes, subscription, met, time: clock::now() }
    }

    pub(super) fn agent(&self, number: u32) -> Agent {
        Agent::new(&self.provider.ids, number)
    }

    pub(super) fn engagement(&self, channel: &'static str, customer: &'static str) -> Engagement {
        Engagement::new(&self.provider.ids, channel, customer)
    }

    pub(super) fn uuid(&self) -> String {
        self.provider.ids.uuid()
    }

    /// Tells an event of an agent alone.
    pub(super) fn agent_only(&mut self, event: &'static str, agent: &Agent, says: Value) {
        let known = json!({"agentId": agent.id});
        self.tell(event, &known, says, json!({"loginId": agent.login}));
    }

    /// Tells an event of an engagement that concerns an agent.
    pub(super) fn with_agent(
        &mut self,
        event: &'static str,
        engagement: &Engagement,
        agent: &Agent,
        says: Value,
        logins: Value,
    ) {
        let mut known = known(engagement);
        merge(&mut known, json!({"agentId": agent.id, "extension": agent.extension}));
        self.tell(event, &known, says, logins);
    }

    /// Tells an event of an engagement.
    pub(super) fn of(
        &mut self,
        event: &'static str,
        engagement: &Engagement,
        says: Value,
        logins: Value,
    ) {
        self.tell(event, &known(engagement), says, logins);
    }

    /// `known` replaces members of these names wherever they are, `says` is what the event is about.
    fn tell(&mut self, event: &'static str, known: &Value, says: Value, logins: Value) {
        let schemas = &self.provider.contract.schemas;
        let tape = match self.met.insert(event) {
            true => vec![0xff; TAPE],
            false => Choices::tape(self.provider.seed ^ (self.notes.len() as u64 + 1) << 8, TAPE),
        };
        let mut body = match self.provider.varies("few-members") {
            true => json!({}),
            false => self.provider.values.value(event, &mut Choices::new(&tape)),
        };
        weave(&mut body, known);
        let declared =
            |name: &str| schemas.raw(event).and_then(|s| s.get("properties")?.get(name)).is_some();
        if let (Some(members), Some(known)) = (body.as_object_mut(), known.as_object()) {
            members.retain(|name, _| !RESTRICTED.contains(&name.as_str()));
            for (name, value) in known.iter().filter(|(name, _)| declared(name)) {
                members.insert(name.clone(), value.clone());
            }
            self.time += 1;
            members.insert("timestamp".to_owned(), json!(self.time.to_string()));
            if declared("id") {
                members.insert("id".to_owned(), json!(self.provider.ids.uuid()));
            }
        }
        merge(&mut body, says);
        let mut named = json!({"event": event});
        merge(&mut named, body);
        self.notes.push(Note::new(self.provider, self.subscription, named, logins));
    }
}

/// What is known of an engagement, under the names that its events have for it.
fn known(engagement: &Engagement) -> Value {
    json!({
        "engagementId": engagement.id,
        "channelId": engagement.channel,
        "channelIdentifier": engagement.channel,
        "channelProviderId": engagement.channel_provider,
        "dialogId": engagement.dialog,
        "providerEngagementId": engagement.provider_engagement,
        "externalParticipantId": engagement.customer,
        "queueId": engagement.queue,
        "queueName": "Sales",
    })
}

fn merge(into: &mut Value, from: Value) {
    if let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) {
        into.extend(from);
    }
}

/// Puts what is known in the place of what was drawn, at any depth, and ranges the right way up.
fn weave(value: &mut Value, known: &Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match known.get(name) {
                    Some(known) => *member = known.clone(),
                    None => weave(member, known),
                }
            }
            upright(members);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| weave(item, known)),
        _ => {}
    }
}

fn upright(members: &mut Map<String, Value>) {
    let bound = |name: &str| members.get(name).and_then(Value::as_i64);
    if let (Some(low), Some(high)) = (bound("proficiencyRangeMin"), bound("proficiencyRangeMax"))
        && low > high
    {
        members.insert("proficiencyRangeMin".to_owned(), json!(high));
        members.insert("proficiencyRangeMax".to_owned(), json!(low));
    }
}
