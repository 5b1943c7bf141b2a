//! The connect: held until there is something to tell, another takes its place, or time is up.
//!
//! Depends on `broker`. Never holds more than one connect of a client.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::{
    HOLD, Server,
    broker::State,
    reply::{self, Reply},
    story::{Act, Director, Tell},
    via::Via,
};

/// How long a client of a crowded browser waits between connects, in milliseconds.
const CROWDED_INTERVAL: u64 = 500;

/// Answers a connect, perhaps later.
pub(super) async fn connect(
    server: &Arc<Server>,
    request: &Value,
    via: &Via,
    hold: bool,
) -> Vec<Value> {
    let faults = &server.faults;
    let named = reply::text(request, "clientId");
    let Some(client) = named.filter(|c| server.broker.lock().get(c).is_some()) else {
        if faults.bears_if(named.is_some(), "unknown-client-welcomed") {
            return vec![Value::Object(reply::to(request, true))];
        }
        if faults.bears_if(named.is_none(), "stranger-unanswered") {
            return Vec::new();
        }
        return vec![Value::Object(reply::unknown_client(request, named))];
    };
    let asked = request.pointer("/advice/timeout").and_then(Value::as_u64);
    let asked = asked.filter(|_| !faults.bears_if(asked.is_some(), "timeout-advice-ignored"));
    let mut time = asked.map_or(HOLD, |ms| Duration::from_millis(ms).min(HOLD));
    if server.varies("holds-for-less") {
        time = time.min(HOLD / 2);
    }
    if !hold {
        time = Duration::ZERO;
    }
    if faults.bears_if(time == HOLD, "held-beyond-advice") {
        time = HOLD * 2;
    }
    let Some(mine) = arrive(server, client, via, request) else {
        return vec![Value::Object(reply::unknown_client(request, Some(client)))];
    };
    let mut advice = None;
    let mut slow = Duration::ZERO;
    if let Some(story) = &server.story {
        match story.next_connect() {
            Act::Give(tells, advised) => {
                advice = advised;
                time = Duration::ZERO;
                deliver(server, story, client, tells);
            }
            Act::Refuse(error, advice) => return vec![refused(request, client, error, advice)],
            Act::Forget(advice) => {
                server.broker.lock().end(client);
                let mut reply = reply::unknown_client(request, Some(client));
                reply.insert("advice".into(), parsed(advice));
                return vec![Value::Object(reply)];
            }
            Act::Slow(ms) => slow = Duration::from_millis(ms),
            Act::Hold | Act::Status(_) | Act::Cut(..) => {}
        }
    }
    if !slow.is_zero() {
        tokio::time::sleep(slow).await;
    }
    let until = Instant::now() + time.saturating_sub(slow);
    let held = Held::new(server, client);
    let why = wait(server, client, mine, until).await;
    drop(held);
    if faults.bears_if(why == Why::TimeIsUp && time >= HOLD, "empty-connect-unanswered") {
        return Vec::new();
    }
    leave(server, client, request, why, advice)
}

/// A refusal as a story wants it.
fn refused(request: &Value, client: &str, error: &str, advice: Option<&str>) -> Value {
    let mut reply = reply::to(request, false);
    reply.insert("clientId".into(), client.into());
    reply.insert("error".into(), error.into());
    reply.extend(advice.map(|advice| ("advice".to_owned(), parsed(advice))));
    Value::Object(reply)
}

fn parsed(advice: &str) -> Value {
    serde_json::from_str(advice).unwrap_or_default()
}

/// Puts what a story tells where events wait for a client.
fn deliver(server: &Server, story: &Director, client: &str, tells: &[Tell]) {
    if let Some(session) = server.broker.lock().get(client) {
        let subscriptions: Vec<String> = session.subscriptions.iter().cloned().collect();
        let events = story.events(tells, subscriptions.iter().map(String::as_str));
        session.waiting.extend(events);
    }
}

/// Why a connect is answered now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Events,
    TimeIsUp,
    Replaced,
    Crowded,
    Over,
}

/// Takes note of the connect; returns its number.
fn arrive(server: &Server, client: &str, via: &Via, request: &Value) -> Option<u64> {
    let mut state = server.broker.lock();
    let session = state.get(client)?;
    session.connects += 1;
    let mine = session.connects;
    let seen = request.pointer("/ext/ack").and_then(Value::as_u64);
    if let (Some(batches), Some(seen)) = (&mut session.batches, seen) {
        let again = batches.acknowledged(seen);
        if !server.faults.bears_if(!again.is_empty(), "batch-forgotten-when-sent") {
            for event in again.into_iter().rev() {
                session.waiting.push_front(event);
            }
        }
    }
    // A connect that is held looks up: it has a successor.
    session.ring();
    if let Some(browser) = &via.browser {
        for (_, fellow) in state.of_browser(browser) {
            fellow.ring();
        }
    }
    Some(mine)
}

/// Waits until there is a reason to answer.
async fn wait(server: &Server, client: &str, mine: u64, until: Instant) -> Why {
    loop {
        let mut bell = {
            let mut state = server.broker.lock();
            if let Some(why) = reason(server, &mut state, client, mine) {
                return why;
            }
            match state.get(client) {
                Some(session) => session.bell(),
                None => break,
            }
        };
        match timeout_at(until, bell.changed()).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => break,
            Err(_) => return Why::TimeIsUp,
        }
    }
    if server.faults.bears("disconnect-leaves-connect") {
        tokio::time::sleep_until(until).await;
    }
    Why::Over
}

fn reason(server: &Server, state: &mut State, client: &str, mine: u64) -> Option<Why> {
    let session = state.get(client)?;
    if !session.waiting.is_empty() {
        return Some(Why::Events);
    }
    if session.connects != mine && !server.faults.bears("both-connects-held") {
        return Some(Why::Replaced);
    }
    let browser = session.browser.clone().filter(|_| server.story.is_none())?;
    let crowded = is_crowded(server, state, &browser);
    // With the fault it says so all the same, but late.
    (crowded && !server.faults.bears("second-client-held")).then_some(Why::Crowded)
}

fn is_crowded(server: &Server, state: &State, browser: &str) -> bool {
    !server.varies("counts-no-clients") && state.of_browser(browser).count() > 1
}

/// The reply, with the events that wait.
fn leave(
    server: &Server,
    client: &str,
    request: &Value,
    why: Why,
    told: Option<&str>,
) -> Vec<Value> {
    let mut reply = reply::to(request, true);
    reply.insert("clientId".into(), client.into());
    let mut state = server.broker.lock();
    let Some(session) = state.get(client) else {
        if state.is_forgotten(client) {
            return vec![Value::Object(reply::unknown_client(request, Some(client)))];
        }
        reply.insert("advice".into(), json!({"reconnect": "none"}));
        return vec![Value::Object(reply)];
    };
    session.touch();
    let mut events = Vec::new();
    if why != Why::Replaced {
        let most = if server.varies("one-event-a-response") { 1 } else { usize::MAX };
        let count = session.waiting.len().min(most);
        events.extend(session.waiting.drain(..count));
    }
    acknowledge(server, &mut reply, session.batches.as_mut(), &events);
    let browser = session.browser.clone();
    let advice = match browser {
        _ if told.is_some() => parsed(told.unwrap_or_default()),
        Some(browser) if server.story.is_none() && is_crowded(server, &state, &browser) => json!({
            "reconnect": "retry",
            "interval": CROWDED_INTERVAL,
            "timeout": if server.faults.has("second-client-held") { reply::hold_in_ms() } else { 0 },
            "multiple-clients": true,
        }),
        _ => reply::advice(),
    };
    reply.insert("advice".into(), advice);
    if why == Why::Replaced && server.varies("refuses-the-replaced-connect") {
        reply.insert("successful".into(), false.into());
        reply.insert("error".into(), "409::Another connect came".into());
    }
    if server.application.replies_first() || server.varies("reply-before-events") {
        events.insert(0, Value::Object(reply));
    } else {
        events.push(Value::Object(reply));
    }
    events
}

fn acknowledge(
    server: &Server,
    reply: &mut Reply,
    batches: Option<&mut super::acknowledge::Batches>,
    events: &[Value],
) {
    let Some(batches) = batches else { return };
    let before = batches.last();
    let mut number = batches.send(events.to_vec());
    if server.faults.bears_if(before > 0, "batch-number-constant") {
        number = before.min(1);
    }
    reply.insert("ext".into(), json!({"ack": number}));
}

/// Counts a connect as held for as long as it exists, even if its connection is cut.
struct Held<'s> {
    server: &'s Server,
    client: &'s str,
}

impl<'s> Held<'s> {
    fn new(server: &'s Server, client: &'s str) -> Self {
        if let Some(session) = server.broker.lock().get(client) {
            session.held += 1;
        }
        Self { server, client }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(session) = self.server.broker.lock().get(self.client) {
            session.held = session.held.saturating_sub(1);
            session.touch();
        }
    }
}
