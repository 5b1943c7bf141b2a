//! The receiver's door: takes what is posted, and answers.
//!
//! Depends on hyper, and on `read` and `memory` for what an answer is. Bounded in connections,
//! size and time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    header,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use tokio::{
    net::TcpListener,
    sync::{Mutex, Notify, watch},
    task::JoinSet,
    time::{sleep, timeout},
};
use url::Url;

use super::{ack::acknowledge, manner::Manner, memory::Memory, read};
use crate::contracts::Faults;

/// How many connections are served at once.
const AT_ONCE: usize = 200;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long one waits who should not.
const LATE: Duration = Duration::from_millis(6500);
/// As good as forever.
const FOREVER: Duration = Duration::from_secs(60);

/// What all connections share.
struct Desk {
    faults: Faults,
    manner: Manner,
    acks: Option<Url>,
    memory: Mutex<Memory>,
    /// Held by who serves one at a time.
    turn: Mutex<()>,
    /// It waits for something that will never come.
    stuck: watch::Sender<bool>,
    dies: Notify,
    /// It is dead, whatever is still accepted.
    dead: AtomicBool,
}

/// Accepts until it is dropped or dies.
pub(super) async fn accept(
    listener: TcpListener,
    faults: Faults,
    manner: Manner,
    acks: Option<Url>,
) {
    let desk = Arc::new(Desk {
        faults,
        manner,
        acks,
        memory: Mutex::default(),
        turn: Mutex::default(),
        stuck: watch::Sender::default(),
        dies: Notify::new(),
        dead: AtomicBool::default(),
    });
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            biased;
            () = desk.dies.notified() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            // Out of descriptors, most likely: some will be free again soon.
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        if connections.len() >= AT_ONCE {
            continue;
        }
        let desk = desk.clone();
        connections.spawn(async move {
            let service = service_fn(|request| respond(&desk, request));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .serve_connection(TokioIo::new(stream), service);
            // What a client does to its own connection is its own affair.
            let _ = connection.await;
        });
    }
}

type Answer = Result<Response<Full<Bytes>>, std::io::Error>;

async fn respond(desk: &Desk, request: Request<Incoming>) -> Answer {
    let faults = &desk.faults;
    let _turn = match faults.has("receiver-serves-one-at-a-time") {
        true => {
            faults.mark("receiver-serves-one-at-a-time");
            Some(desk.turn.lock().await)
        }
        false => None,
    };
    if desk.dead.load(Ordering::SeqCst) {
        return die(desk);
    }
    if *desk.stuck.borrow() {
        sleep(FOREVER).await;
    }
    let (head, body) = request.into_parts();
    if head.method != Method::POST {
        return match faults.bears("receiver-dies-of-methods") {
            true => die(desk),
            false => desk.manner.answer(405),
        };
    }
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    if !json && !desk.manner.takes_any_type() {
        return match faults.bears("receiver-fails-on-content-types") {
            true => desk.manner.answer(500),
            false => desk.manner.answer(415),
        };
    }
    let body = match timeout(PATIENCE, Limited::new(body, desk.manner.largest()).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return match faults.bears("receiver-dies-of-size") {
                true => die(desk),
                false => desk.manner.answer(413),
            };
        }
        Ok(Err(_)) => {
            if faults.bears("receiver-waits-for-the-rest") {
                desk.stuck.send_replace(true);
            }
            return desk.manner.answer(400);
        }
        Err(_) => return desk.manner.answer(408),
    };
    deliver(desk, &body).await
}

/// Answers a body that arrived whole.
async fn deliver(desk: &Desk, body: &[u8]) -> Answer {
    let faults = &desk.faults;
    let mut memory = desk.memory.lock().await;
    let mut text = std::mem::take(&mut memory.left_over);
    text.extend_from_slice(body);
    let event = read::event(&text).and_then(|event| taken(&desk.manner, event));
    if event.is_err() {
        if faults.bears("receiver-takes-anything") {
            return desk.manner.answer(200);
        }
        let value: Option<Value> = serde_json::from_slice(body).ok();
        let object = value.as_ref().is_some_and(Value::is_object);
        if faults.bears_if(value.is_none(), "receiver-fails-on-bad-json") {
            return desk.manner.answer(500);
        }
        if faults.bears_if(value.is_none(), "receiver-keeps-what-it-cannot-read") {
            memory.left_over = body.to_vec();
        }
        if faults.bears_if(value.is_some() && !object, "receiver-dies-of-arrays") {
            return die(desk);
        }
        let within = value.as_ref().and_then(|value| value.get("message"));
        let null =
            within.and_then(Value::as_object).is_some_and(|m| m.values().any(Value::is_null));
        if faults.bears_if(null, "receiver-dies-of-null") {
            return die(desk);
        }
        return desk.manner.answer(desk.manner.refusal());
    }
    let Ok(event) = event else { return desk.manner.answer(desk.manner.refusal()) };
    let status = memory.status(&event, faults);
    drop(memory);
    sleep(desk.manner.work(&event.name)).await;
    let exit = event.name == "_cbe_on_service_exit";
    if faults.bears_if(exit, "receiver-works-before-it-answers") {
        sleep(LATE).await;
    }
    if let (Some(acks), Some(mark)) = (&desk.acks, &event.id) {
        acknowledge(acks, mark, (200..300).contains(&status)).await;
    }
    desk.manner.answer(status)
}

/// The receiver is gone, without an answer.
fn die(desk: &Desk) -> Answer {
    desk.dead.store(true, Ordering::SeqCst);
    desk.dies.notify_one();
    Err(std::io::ErrorKind::Other.into())
}

/// The event, if this receiver takes such events.
fn taken(manner: &Manner, event: read::Event) -> Result<read::Event, &'static str> {
    match event {
        event if event.text && !manner.takes_text() => Err("text within text"),
        event if !manner.knows(&event.name) => Err("an event of another table"),
        event => Ok(event),
    }
}
