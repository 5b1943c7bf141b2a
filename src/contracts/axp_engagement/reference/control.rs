//! What a developer wishes: chosen events, a close, a story.
//!
//! Depends on `generate` for what is not given and for near misses. Nothing is sent that breaks a
//! rule unless the wish says which.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::mpsc;

use super::{Provider, clock, plot, story::restricted};
use crate::{
    codec::json::{Limits, parse},
    contracts::{
        Ask, Asked, QUIET, Suite,
        axp_engagement::{SUITE, session::EVENTS, stories::STORIES},
    },
    error::{Error, Result},
    generate::{Choices, NearMisses, Slip},
};

/// How many wishes a session may be behind.
pub(super) const WAITING: usize = 256;
/// Stands for the subscription of whoever is told.
const ANY: &str = "00000000-0000-4000-8000-000000000000";
/// Bytes of choices for one event.
const TAPE: usize = 2_048;

/// What all confirmed sessions do.
#[derive(Debug, Clone)]
pub(super) enum Order {
    Say(Wished),
    Close(u16, Arc<str>),
    /// The acts of the story that now is on.
    Play,
}

/// A notification without its subscription.
#[derive(Debug, Clone)]
pub(super) struct Wished {
    message: Arc<Value>,
    /// The subscription is what is wrong with it.
    as_it_is: bool,
}

impl Wished {
    /// The text for the subscription of this id.
    pub(super) fn text(&self, id: &str) -> String {
        if self.as_it_is {
            return self.message.to_string();
        }
        let mut message = Value::clone(&self.message);
        if let Some(place) = message.get_mut("subscriptionId") {
            *place = json!(id);
        }
        message.to_string()
    }
}

/// Answers wishes until nobody can have any.
pub(super) async fn serve(wishes: Option<mpsc::Receiver<Asked>>, provider: Arc<Provider>) {
    let Some(mut wishes) = wishes else { return };
    let mut number = 0;
    while let Some(asked) = wishes.recv().await {
        number += 1;
        let answer = grant(&provider, asked.ask, number);
        // Who does not wait for the answer has no use for it.
        let _ = asked.answer.send(answer);
    }
}

fn grant(provider: &Provider, ask: Ask, number: u64) -> Result<Value> {
    match ask {
        Ask::Menu => Ok(menu(provider)),
        Ask::Event(wish) => {
            let (message, as_it_is) = notification(provider, wish, number)?;
            let shown = message.clone();
            let sent = order(provider, Order::Say(Wished { message: message.into(), as_it_is }))?;
            Ok(json!({"sent": sent, "message": shown}))
        }
        Ask::Close { code, reason } => {
            if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
                return Err(Error::user(format!("{code} is no code that a close frame may carry"))
                    .remedy("take 1000, 1001, 1011 or one from 3000 to 4999"));
            }
            let sent = order(provider, Order::Close(code, reason.into()))?;
            Ok(json!({"closed": sent}))
        }
        Ask::Story(name) => {
            let Some(plot) = plot::plot(&name) else {
                return Err(Error::user(format!("there is no story called {name}"))
                    .remedy(format!("one of: {}", stories().join(", "))));
            };
            provider.stage.play(plot);
            // Without a connection it begins with the next one.
            let _ = provider.orders.send(Order::Play);
            Ok(json!({"story": name, "connections": served(provider)}))
        }
    }
}

fn stories() -> Vec<&'static str> {
    STORIES.iter().map(|story| story.name).chain([QUIET]).collect()
}

fn menu(provider: &Provider) -> Value {
    json!({
        "GET /": "what can be asked for",
        "POST /events": {
            "event": EVENTS,
            "breaks": "a rule, to have something sent that breaks it",
            "and": "any members of the event or of its envelope; the others are drawn",
        },
        "POST /close": {"code": 1011, "reason": "optional"},
        "POST /story": {"name": stories()},
        "connections": served(provider),
    })
}

/// How many sessions are confirmed.
fn served(provider: &Provider) -> usize {
    Arc::strong_count(&provider.seats).saturating_sub(1)
}

fn order(provider: &Provider, order: Order) -> Result<usize> {
    let sessions = served(provider);
    if sessions == 0 {
        return Err(Error::user("nobody is connected")
            .remedy("create a subscription, open its endpoint, and authenticate; then ask again"));
    }
    let _ = provider.orders.send(order);
    Ok(sessions)
}

/// The notification that is wished for, and whether it is to be left as it is.
fn notification(
    provider: &Provider,
    mut wish: Map<String, Value>,
    number: u64,
) -> Result<(Value, bool)> {
    let breaks = match wish.shift_remove("breaks") {
        None => None,
        Some(Value::String(rule)) => Some(rule),
        Some(_) => return Err(Error::user("breaks is the id of a rule, a string")),
    };
    let seed = provider.seed ^ number.rotate_left(32);
    let tape = Choices::tape(seed, TAPE);
    let mut choices = Choices::new(&tape);
    match (breaks, wish.shift_remove("event")) {
        (Some(rule), None) if wish.is_empty() => near_miss(provider, &rule, &mut choices),
        (breaks, Some(Value::String(event))) => {
            // A subscription that is given is meant.
            let given = wish.contains_key("subscriptionId");
            let message = composed(provider, &event, wish, &mut choices)?;
            let broken = broken(provider, &message)?;
            match breaks {
                Some(rule) if broken.contains(&rule) => Ok((message, given)),
                Some(rule) => {
                    Err(Error::user(format!("{event} with these members does not break {rule}"))
                        .remedy(
                            "give the members that break it, or `breaks` alone to have one made",
                        ))
                }
                None if broken.is_empty() => Ok((message, given)),
                None => {
                    let first = broken.first().cloned().unwrap_or_default();
                    Err(Error::user(format!(
                        "{event} with these members breaks {}",
                        broken.join(", ")
                    ))
                    .remedy(format!("if that is meant, add \"breaks\": \"{first}\"")))
                }
            }
        }
        _ => Err(Error::user("no event is named")
            .remedy("give {\"event\": \"AgentState\"}, or {\"breaks\": RULE} alone")),
    }
}

/// An event of this name: members that are given, and drawn ones for the others.
fn composed(
    provider: &Provider,
    event: &str,
    given: Map<String, Value>,
    choices: &mut Choices<'_>,
) -> Result<Value> {
    let schemas = &provider.contract.schemas;
    let mut body = Map::from_iter([("event".to_owned(), json!(event))]);
    if EVENTS.contains(&event) {
        if let Value::Object(drawn) = provider.values.value(event, choices) {
            body.extend(drawn.into_iter().filter(|(name, _)| !restricted(name)));
        }
        body.insert("timestamp".to_owned(), json!(clock::now().to_string()));
        if body.contains_key("id") {
            body.insert("id".to_owned(), json!(provider.ids.uuid()));
        }
    }
    let mut message = Map::from_iter([
        ("correlationId".to_owned(), json!(provider.ids.uuid())),
        ("subscriptionId".to_owned(), json!(ANY)),
        ("family".to_owned(), json!("AGENT_ENGAGEMENT")),
        ("sentAt".to_owned(), json!(clock::date_time(clock::now()))),
        ("accountId".to_owned(), json!(super::ACCOUNT)),
    ]);
    let declares = |schema: &str, name: &str| {
        schemas.raw(schema).and_then(|s| s.get("properties")?.get(name)).is_some()
    };
    for (name, value) in given {
        // `correlationId` is in both: that of the envelope is the one that an ack names.
        let beside = declares("Notification", &name);
        if let ("body", Value::Object(members)) = (name.as_str(), &value) {
            body.extend(members.clone());
        } else if beside {
            message.insert(name, value);
        } else {
            body.insert(name, value);
        }
    }
    message.insert("body".to_owned(), Value::Object(body));
    Ok(Value::Object(message))
}

/// The constraints that a notification breaks.
fn broken(provider: &Provider, message: &Value) -> Result<Vec<String>> {
    let schemas = &provider.contract.schemas;
    let document = parse(message.to_string().as_bytes(), &Limits::default())
        .map_err(|e| Error::user(format!("a member cannot be written: {e}")))?;
    let found = schemas.validate("Notification", &document.root)?.findings;
    let rule = |id: usize| schemas.constraints().get(id).map(|c| c.rule.clone());
    Ok(found.iter().filter(|f| f.primary).filter_map(|f| rule(f.constraint)).collect())
}

/// A notification that breaks this rule and nothing else.
///
/// # Errors
/// Says so if there is none.
pub(super) fn broken_by(provider: &Provider, rule: &str, number: usize) -> Result<Wished> {
    let tape = Choices::tape(provider.seed ^ (number as u64).rotate_left(24), TAPE);
    let (message, as_it_is) = near_miss(provider, rule, &mut Choices::new(&tape))?;
    Ok(Wished { message: message.into(), as_it_is })
}

fn near_miss(provider: &Provider, rule: &str, choices: &mut Choices<'_>) -> Result<(Value, bool)> {
    let protocol = SUITE.protocol()?;
    let constraints = provider.contract.schemas.constraints();
    let none = || {
        Error::user(format!("no notification is known that breaks {rule} and nothing else"))
            .remedy("`ringtrue rules axp-engagement` lists the rules; those with a / can be broken")
    };
    let constraint = constraints.iter().position(|c| c.rule == rule).ok_or_else(none)?;
    let notification = |m: &crate::contract::MessageType| m.name == "notification";
    let misses = NearMisses::new(protocol, provider.values, SUITE.shaping(), &notification);
    let miss = misses.breaking(constraint, Slip::Drawn, choices)?.ok_or_else(none)?;
    let mut message: Value =
        serde_json::from_str(&miss.text).map_err(|e| Error::harness(e.to_string()))?;
    // Each has a mark of its own, unless that is what is wrong with it.
    if let Some(mark) = message.get_mut("correlationId").filter(|_| !rule.contains("correlationId"))
    {
        *mark = json!(provider.ids.uuid());
    }
    Ok((message, rule.contains("subscriptionId")))
}
