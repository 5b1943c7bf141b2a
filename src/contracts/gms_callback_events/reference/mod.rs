//! The reference provider: correct to the letter, unless told to have a fault.
//!
//! It serves the call that creates a callback and tells what becomes of it to the URL that the
//! call names; to a receiver under test it tells stories. Depends on hyper, and on `list` for what its Transaction Lists say. It never
//! judges, and delivers only to this machine and to whoever asked.

mod asked;
mod notification;
mod push;
mod server;
mod story;
mod telling;
mod twists;
mod varied;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex},
};

use futures_util::future::BoxFuture;
use tokio::{
    net::TcpListener,
    sync::{Notify, mpsc},
};
use url::Url;

use self::asked::Asked;
use super::list::Payloads;
use crate::{
    contracts::{Faults, Reference, ReferenceOptions, SchemaFaults, Suite, Triggered, Varied},
    drive::Auth,
    error::{Error, Result},
};

/// The list that the operator wrote for `SERVICE`.
const LIST: &str =
    include_str!("../../../../corpus/gms-callback-events/configuration/GMS_Events.cfg");
/// A list of few events.
const SHORT_LIST: &str = "[properties]
_enable_status_notification = subscribe_notify
_status_notification_type = httpcb
_status_notification_target = http://receiver.example/callback-events

[_cbe_on_service_create]
notify_params = _service_id, _service_name

[_cbe_on_callback_queued]
notify_params = _service_id, _service_name

[_cbe_on_service_exit]
notify_params = _service_id, _service_name, c_termination_type
";
/// The service with the list.
const SERVICE: &str = "samples_dev";
/// The service with the short one.
const SHORT: &str = "samples_short";
/// The service without any option.
const DEFAULT: &str = "samples_default";

/// What it knows of numbers, as facts have it.
const FACTS: [(&str, &str); 14] = [
    ("service", SERVICE),
    ("subset-service", SHORT),
    ("default-service", DEFAULT),
    ("customer-number", "5115"),
    ("customer-answers", "true"),
    ("user-terminated", "true"),
    ("number.no-answer", "5116"),
    ("number.submit-fails", "5117"),
    ("number.processing-fails", "5118"),
    ("number.cancelled", "5119"),
    ("number.rescheduled", "5120"),
    ("number.updated", "5121"),
    ("desired-time", "2030-05-17T09:30:00.000Z"),
    ("seconds", "4"),
];

/// What all connections share.
struct Provider {
    seed: u64,
    varied: Varied,
    lists: HashMap<&'static str, Arc<Payloads>>,
    faults: Faults,
    schema_faults: SchemaFaults,
    /// How often the same was asked: ids differ all the same.
    asked: Mutex<HashMap<String, u64>>,
    /// Callbacks whose story is to be told.
    begun: mpsc::UnboundedSender<Asked>,
}

/// Starts it.
pub(super) fn start(options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>> {
    Box::pin(async move {
        let refused = |e: &dyn std::fmt::Display| Error::user(format!("{}: {e}", options.listen));
        let listener = TcpListener::bind(options.listen).await.map_err(|e| refused(&e))?;
        let address = listener.local_addr().map_err(|e| refused(&e))?;
        let url = Url::parse(&format!("http://{address}")).map_err(|e| refused(&e))?;
        let triggered = Triggered::default();
        let faults = Faults::new(&options.faults, triggered.clone());
        let protocol = super::SUITE.protocol()?;
        let schema_faults = SchemaFaults::new(protocol, &options.faults, triggered.clone())?;
        let varied = Varied::new(&options.variations);
        let (begun, stories) = mpsc::unbounded_channel();
        let provider = provider(options.seed, varied, (faults, schema_faults), begun);
        let provider = Arc::new(provider);
        let told = Arc::new(Notify::new());
        let story = options.story.zip(options.deliver_to).map(|(story, to)| {
            telling::tell(story, to, options.tape, provider.clone(), told.clone())
        });
        let serving = server::accept(listener, provider.clone(), stories);
        let task = tokio::spawn(async move {
            match story {
                Some(story) => {
                    tokio::join!(serving, story);
                }
                None => serving.await,
            }
        });
        Ok(Reference { url, auth: Auth::default(), facts: facts(), triggered, task, told })
    })
}

/// A provider that has told nothing yet.
fn provider(
    seed: u64,
    varied: Varied,
    (faults, schema_faults): (Faults, SchemaFaults),
    begun: mpsc::UnboundedSender<Asked>,
) -> Provider {
    let lists = [(SERVICE, LIST), (SHORT, SHORT_LIST)];
    let read = |(name, text)| Some((name, Arc::new(Payloads::read(text)?)));
    let lists = lists.into_iter().filter_map(read).collect();
    Provider { seed, varied, lists, faults, schema_faults, asked: Mutex::default(), begun }
}

/// One that is as it should be, for tests.
#[cfg(test)]
fn plain() -> Provider {
    let (begun, _) = mpsc::unbounded_channel();
    let faults = Faults::new(&[], Triggered::default());
    let protocol = crate::contracts::Suite::protocol(&super::SUITE).unwrap();
    let schema_faults = SchemaFaults::new(protocol, &[], Triggered::default()).unwrap();
    provider(1, Varied::default(), (faults, schema_faults), begun)
}

fn facts() -> BTreeMap<String, String> {
    let lists =
        [("transaction-list".to_owned(), LIST), (format!("transaction-list.{SHORT}"), SHORT_LIST)];
    let lists = lists.into_iter().map(|(name, text)| (name, text.to_owned()));
    let plain = FACTS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    plain.chain(lists).collect()
}
