//! The life of a client: shake hands, subscribe, connect, and do after each what was advised.
//!
//! Depends on `client` and `advice`. It gives up only where it is told to: by advice or by its
//! application.

use std::{slice, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::time::sleep;

use super::{
    advice::{Advice, Backoff, Reconnect},
    client::Client,
    lane::Failed,
    messages,
};

/// How much longer than advised a client waits that does not hurry.
const LONGER: Duration = Duration::from_millis(300);
/// How long a client takes to forget that it said farewell, if it is one that does.
const A_WHILE: Duration = Duration::from_millis(300);

/// How long an impatient client waits for the answer to a connect, in milliseconds.
const PATIENCE_IN_MS: u64 = 1000;

/// What it does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Handshake,
    Connect,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Granted,
    Refused { advised: bool },
    Failed(Failed),
}

/// Lives until it is told to stop.
pub(super) async fn live(client: &Arc<Client>) {
    let faults = &client.options.faults;
    let mut backoff = Backoff::default();
    let mut step = Step::Handshake;
    if faults.bears("client-id-from-last-time") {
        client.state().id = Some("1a2b3c4d5e6f7a8b9c0d1e2f".to_owned());
        step = Step::Connect;
    }
    let mut failed_before = false;
    loop {
        let done = match step {
            Step::Handshake => shake(client).await,
            Step::Connect => connect(client).await,
        };
        if client.state().leaving {
            return;
        }
        let advice = client.state().advice.clone();
        let Some(next) = after(client, &advice, step, done) else { return };
        let mut wait = advice.wait();
        if faults.bears_if(!wait.is_zero(), "interval-ignored") {
            wait = Duration::ZERO;
        }
        if client.listener.varies("waits-for-longer") {
            wait = wait.saturating_add(LONGER);
        }
        if std::mem::take(&mut client.state().forgetful) {
            wait = A_WHILE;
        }
        let failed = done != Done::Granted;
        let fresh = done == Done::Refused { advised: true } && !failed_before;
        if !failed {
            backoff.reset();
        } else if !fresh {
            if faults.bears_if(failed_before, "backoff-constant") {
                backoff.reset();
            }
            wait = wait.max(backoff.next());
        }
        failed_before = failed;
        sleep(wait).await;
        if client.state().leaving {
            return;
        }
        step = next;
    }
}

/// The step after this one; none if there is to be none.
fn after(client: &Client, advice: &Advice, step: Step, done: Done) -> Option<Step> {
    let faults = &client.options.faults;
    if advice.interval < 0 && !faults.bears("negative-interval-as-zero") {
        return None;
    }
    let reconnect = advice.reconnect;
    match (done, reconnect) {
        (Done::Failed(Failed::TimedOut), _) => Some(Step::Handshake),
        (Done::Failed(Failed::Broken), _) if client.listener.varies("begins-anew-when-cut") => {
            Some(Step::Handshake)
        }
        (Done::Failed(Failed::Broken), _) => Some(step),
        (Done::Granted, Reconnect::None) => {
            faults.has("connects-after-disconnect").then_some(Step::Connect)
        }
        (_, Reconnect::None) => {
            let fault = match step {
                Step::Connect => "none-taken-as-handshake",
                Step::Handshake => "refused-handshake-repeated",
            };
            faults.bears(fault).then_some(Step::Handshake)
        }
        (Done::Refused { .. }, Reconnect::Handshake)
            if faults.bears_if(step == Step::Handshake, "handshake-advice-taken-as-none") =>
        {
            None
        }
        (Done::Granted, _) if step == Step::Handshake => Some(Step::Connect),
        (Done::Granted | Done::Refused { .. }, Reconnect::Handshake) => {
            let retries = faults.bears_if(step == Step::Connect, "handshake-advice-retried");
            Some(if retries { Step::Connect } else { Step::Handshake })
        }
        (Done::Granted | Done::Refused { .. }, Reconnect::Retry) => Some(step),
    }
}

/// Shakes hands, and subscribes to what is wanted.
async fn shake(client: &Arc<Client>) -> Done {
    let faults = &client.options.faults;
    let mut requests = vec![messages::handshake(client)];
    let wanted = client.state().wanted.clone();
    if faults.bears_if(!wanted.is_empty(), "subscribes-with-handshake") {
        requests.push(messages::subscribe(client, &wanted));
    }
    let again = client.state().id.is_some();
    client.state().advice = Advice::default();
    let replies = match client.ask(requests).await {
        Ok(replies) => replies,
        Err(failed) => return Done::Failed(failed),
    };
    let Some(reply) = reply_on(&replies, "/meta/handshake") else {
        return Done::Failed(Failed::Broken);
    };
    let id = reply.get("clientId").and_then(Value::as_str);
    let types = reply.get("supportedConnectionTypes").and_then(Value::as_array);
    let ours = types.is_none_or(|types| types.iter().any(|t| t == super::client::TRANSPORT));
    let (true, Some(id)) = (is_granted(reply), id) else {
        return Done::Refused { advised: reply.get("advice").is_some() };
    };
    {
        let mut state = client.state();
        let former = state.id.replace(id.to_owned());
        state.former = former;
        state.fresh = true;
        let agreed = reply.pointer("/ext/ack") == Some(&Value::Bool(true));
        state.batch = agreed.then_some(0);
        let listed = types.into_iter().flatten().filter_map(Value::as_str);
        state.types = listed.map(str::to_owned).collect();
        if !ours {
            // Without a transport in common there is nothing more to say.
            state.leaving = true;
            return Done::Granted;
        }
    }
    if !wanted.is_empty() && !faults.bears_if(again, "subscriptions-forgotten") {
        let mut requests = match client.listener.varies("subscribes-one-by-one") {
            true => {
                wanted.iter().map(|one| messages::subscribe(client, slice::from_ref(one))).collect()
            }
            false => vec![messages::subscribe(client, &wanted)],
        };
        if faults.bears("meta-subscribed") {
            requests.push(messages::subscribe(client, &["/meta/**".to_owned()]));
        }
        if client.listener.varies("subscribes-with-connect") {
            client.state().with_connect = requests;
        } else {
            // What is not granted now is asked for again with the next session.
            let _ = client.ask(requests).await;
        }
    }
    client.listener.began(client);
    Done::Granted
}

async fn connect(client: &Arc<Client>) -> Done {
    let faults = &client.options.faults;
    let mut all = std::mem::take(&mut client.state().with_connect);
    all.push(messages::connect(client));
    let long = client.state().advice.timeout.is_some_and(|ms| ms > PATIENCE_IN_MS);
    let replies = if faults.bears_if(long, "held-connect-taken-for-lost") {
        tokio::join!(client.poll(all), once_more(client)).0
    } else {
        client.poll(all).await
    };
    let replies = match replies {
        Ok(replies) => replies,
        Err(failed) => return Done::Failed(failed),
    };
    let Some(reply) = reply_on(&replies, "/meta/connect") else {
        return Done::Failed(Failed::Broken);
    };
    if let Some(batch) = reply.pointer("/ext/ack").and_then(Value::as_u64) {
        let mut state = client.state();
        state.batch = state.batch.map(|_| batch);
    }
    match is_granted(reply) {
        true => Done::Granted,
        false => Done::Refused { advised: reply.get("advice").is_some() },
    }
}

/// Sends another connect where the first one should have been answered by now.
async fn once_more(client: &Arc<Client>) {
    sleep(Duration::from_millis(PATIENCE_IN_MS)).await;
    let message = messages::connect(client);
    // What it gets goes to the application; the answer of the first decides what comes next.
    let _ = client.ask(vec![message]).await;
}

fn reply_on<'r>(replies: &'r [Value], channel: &str) -> Option<&'r Value> {
    replies.iter().find(|r| r.get("channel").and_then(Value::as_str) == Some(channel))
}

fn is_granted(reply: &Value) -> bool {
    reply.get("successful") == Some(&Value::Bool(true))
}
