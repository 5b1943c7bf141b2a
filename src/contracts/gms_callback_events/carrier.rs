//! Carries what the actors of a case say: calls that create callbacks; and opens the receiver that
//! notifications are delivered to.
//!
//! Depends on `drive`. It never waits for an answer: that arrives on the tape. It never creates a
//! callback unless the user has named a service and a number, as somebody may be called.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::task::JoinSet;
use url::{Url, form_urlencoded};

use super::{
    create::PATH,
    list::{DEFAULT_SERVICE, SERVICE},
};
use crate::{
    drive::{Carrier, CaseTape, HttpRequest, Receiver, Spoken, Target, exchange},
    error::{Error, Result},
};

/// The fact that holds the number of a customer who may be called.
pub(super) const CUSTOMER: &str = "customer-number";
/// Where to wait for deliveries; any free port of this machine if the user says nothing.
const RECEIVER: &str = "receiver";
/// What the receiver is called by the provider, where that is not the address.
const RECEIVER_URL: &str = "receiver-url";
/// How long to wait for a port that another case still has.
const PATIENCE: Duration = Duration::from_secs(60);

/// Facts that cases speak of, with what they are if nobody says.
const SPOKEN: [(&str, &str); 12] = [
    (SERVICE, ""),
    (DEFAULT_SERVICE, ""),
    ("subset-service", ""),
    (CUSTOMER, ""),
    ("desired-time", ""),
    ("number.no-answer", ""),
    ("number.submit-fails", ""),
    ("number.processing-fails", ""),
    ("number.cancelled", ""),
    ("number.rescheduled", ""),
    ("number.updated", ""),
    ("seconds", "10"),
];

/// A carrier for one case.
pub(super) fn carrier(target: &Target, tape: CaseTape) -> Box<dyn Carrier> {
    Box::new(Wire {
        target: target.clone(),
        tape,
        receivers: BTreeMap::new(),
        calls: JoinSet::new(),
    })
}

/// Receivers by actor, and the calls that are under way. Dropping it ends both.
struct Wire {
    target: Target,
    tape: CaseTape,
    receivers: BTreeMap<String, Receiver>,
    calls: JoinSet<()>,
}

impl Carrier for Wire {
    fn say<'a>(&'a mut self, actor: &'a str, spoken: Spoken) -> BoxFuture<'a, Result<()>> {
        async move { self.create(actor, &spoken) }.boxed()
    }

    fn open<'a>(&'a mut self, actor: &'a str, url: &'a str) -> BoxFuture<'a, Result<()>> {
        async move {
            let status = url.strip_prefix("?status=").and_then(|s| s.parse().ok()).unwrap_or(200);
            let address = self.address()?;
            let began = Instant::now();
            loop {
                let limits = &self.target.limits;
                match Receiver::open(&self.tape, actor, address, limits, status).await {
                    Ok(receiver) => {
                        self.receivers.insert(actor.to_owned(), receiver);
                        return Ok(());
                    }
                    // A fixed port is for one case at a time.
                    Err(_) if address.port() != 0 && began.elapsed() < PATIENCE => {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        .boxed()
    }

    fn close<'a>(&'a mut self, actor: &'a str) -> BoxFuture<'a, ()> {
        async move {
            self.receivers.remove(actor);
        }
        .boxed()
    }

    fn variables(&self) -> Vec<(String, String)> {
        let fact = |name: &str| self.target.facts.get(name).cloned();
        let mut variables: Vec<(String, String)> = SPOKEN
            .iter()
            .map(|(name, usual)| {
                ((*name).to_owned(), fact(name).unwrap_or_else(|| (*usual).to_owned()))
            })
            .collect();
        if let Some(receiver) = self.receivers.values().next() {
            let url = fact(RECEIVER_URL).unwrap_or_else(|| receiver.url.to_string());
            variables.push((RECEIVER.to_owned(), url.trim_end_matches('/').to_owned()));
        }
        variables
    }
}

impl Wire {
    /// Where to wait for deliveries.
    fn address(&self) -> Result<SocketAddr> {
        if let Some(listen) = self.target.listen {
            return Ok(listen);
        }
        match self.target.facts.get(RECEIVER) {
            None => Ok(SocketAddr::from(([127, 0, 0, 1], 0))),
            Some(text) => text.parse().map_err(|_| {
                Error::user(format!("setting {RECEIVER}: {text:?} is no address"))
                    .remedy("write it like 192.0.2.7:8090; port 0 is any free one")
            }),
        }
    }

    /// Starts the call; its answer arrives on the tape.
    fn create(&mut self, actor: &str, spoken: &Spoken) -> Result<()> {
        let service = spoken.how.get("service").map_or("", String::as_str);
        let wrong = |e: serde_json::Error| Error::harness(format!("{}: {e}", spoken.body));
        let fields: BTreeMap<String, String> = serde_json::from_str(&spoken.body).map_err(wrong)?;
        let number = fields.get("_customer_number").map_or("", String::as_str);
        if service.is_empty() || number.is_empty() {
            return Err(Error::user(
                "no callback is created without your word, as somebody is called",
            )
            .remedy(
                "name a callback service and a number that may be called: \
                     [contract.gms-callback-events] service = \"…\", customer-number = \"…\"",
            ));
        }
        let base = self.target.url.as_str().trim_end_matches('/');
        let url = format!("{base}{PATH}{service}");
        let url = Url::parse(&url).map_err(|e| Error::user(format!("{url}: {e}")))?;
        self.target.scope.check(&url)?;
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        let kind = "application/x-www-form-urlencoded".to_owned();
        let mut headers = self.target.auth.headers.clone();
        headers.extend(
            self.target
                .auth
                .token
                .iter()
                .map(|token| ("Authorization".to_owned(), format!("Bearer {token}"))),
        );
        headers.push(("Content-Type".to_owned(), kind));
        let within = self.target.limits.patience;
        let request = HttpRequest {
            method: "POST".to_owned(),
            url,
            headers,
            body: body.into_bytes(),
            within,
        };
        let (tape, limits, actor) =
            (self.tape.clone(), self.target.limits.clone(), actor.to_owned());
        self.calls.spawn(async move {
            exchange(&tape, &actor, request, &limits).await;
        });
        Ok(())
    }
}
