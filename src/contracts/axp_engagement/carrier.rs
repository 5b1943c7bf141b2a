//! Carries what the actors of a case say: REST calls over HTTP, everything else on a WebSocket.
//!
//! Depends on `drive` for exchanges, sockets and the scope. It never follows an endpoint whose
//! host was not named, and never waits for an answer: that arrives on the tape.

use std::collections::BTreeMap;

use futures_util::{FutureExt, future::BoxFuture};
use tokio::task::JoinSet;
use url::Url;

use crate::{
    drive::{Carrier, CaseTape, HttpRequest, Socket, Spoken, Target, exchange},
    error::{Error, Result},
    transcript::{Failure, Kind, Source},
};

/// Where subscriptions are created; the account stands in the middle.
const ACCOUNTS: &str = "/api/notification/v1/accounts/";

/// A carrier for one case.
pub(super) fn carrier(target: &Target, tape: CaseTape) -> Box<dyn Carrier> {
    Box::new(Wire { target: target.clone(), tape, sockets: BTreeMap::new(), calls: JoinSet::new() })
}

/// Sockets by actor, and the calls that are under way. Dropping it aborts both.
struct Wire {
    target: Target,
    tape: CaseTape,
    sockets: BTreeMap<String, Socket>,
    calls: JoinSet<()>,
}

impl Carrier for Wire {
    fn say<'a>(&'a mut self, actor: &'a str, spoken: Spoken) -> BoxFuture<'a, Result<()>> {
        async move {
            match spoken.message.as_str() {
                "SubscriptionRequest" => self.create(actor, spoken),
                "delete" => self.delete(actor, &spoken),
                _ => {
                    let binary = spoken.how.get("frame").is_some_and(|f| f == "binary");
                    if let Some(socket) = self.sockets.get_mut(actor) {
                        socket.send(spoken.body.into_bytes(), binary).await;
                    }
                    Ok(())
                }
            }
        }
        .boxed()
    }

    fn open<'a>(&'a mut self, actor: &'a str, url: &'a str) -> BoxFuture<'a, Result<()>> {
        async move {
            self.sockets.remove(actor);
            match self.endpoint(url) {
                Ok(url) => {
                    let limits = &self.target.limits;
                    let opened = Socket::open(&self.tape, actor, &url, &[], limits).await;
                    self.sockets.extend(opened.map(|socket| (actor.to_owned(), socket)));
                }
                // The rest of the case hears nothing, as with an endpoint that nobody serves.
                Err(error) => {
                    let detail = Some(error.to_string());
                    let kind = Kind::Error { what: Failure::Refused, detail };
                    self.tape.record(Some(actor), None, Source::Harness, kind);
                }
            }
            Ok(())
        }
        .boxed()
    }

    fn close<'a>(&'a mut self, actor: &'a str) -> BoxFuture<'a, ()> {
        async move {
            if let Some(socket) = self.sockets.remove(actor) {
                socket.close().await;
            }
        }
        .boxed()
    }

    fn variables(&self) -> Vec<(String, String)> {
        let base = self.base();
        let token = self.target.auth.token.clone().unwrap_or_default();
        vec![
            ("base".to_owned(), base.to_owned()),
            ("token".to_owned(), token),
            ("account".to_owned(), self.account().to_owned()),
        ]
    }
}

impl Wire {
    fn create(&mut self, actor: &str, spoken: Spoken) -> Result<()> {
        let account = spoken.how.get("account").map_or(self.account(), String::as_str);
        let path = match spoken.how.get("path") {
            Some(path) => path.clone(),
            None => format!("{ACCOUNTS}{account}/subscriptions"),
        };
        let mut headers = Vec::new();
        for (name, usual) in [("Content-Type", "content-type"), ("Accept", "accept")] {
            let value = spoken.how.get(usual).map_or("application/json", String::as_str);
            headers.push((name.to_owned(), value.to_owned()));
        }
        headers.extend(self.credentials(&spoken.how));
        // A field that is to be left out is given as an empty text.
        headers.retain(|(_, value)| !value.is_empty());
        self.call(actor, "POST", &path, headers, spoken.body.into_bytes())
    }

    fn delete(&mut self, actor: &str, spoken: &Spoken) -> Result<()> {
        // What was never created cannot be removed.
        let Some(id) = spoken.how.get("subscription").filter(|id| !id.is_empty()) else {
            return Ok(());
        };
        let path = format!("{ACCOUNTS}{}/subscriptions/{id}", self.account());
        let headers = self.credentials(&spoken.how);
        self.call(actor, "DELETE", &path, headers, Vec::new())
    }

    /// Starts a call; its answer arrives on the tape.
    fn call(
        &mut self,
        actor: &str,
        method: &str,
        path: &str,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    ) -> Result<()> {
        let url = format!("{}{path}", self.base());
        let url = Url::parse(&url).map_err(|e| Error::user(format!("{url}: {e}")))?;
        self.target.scope.check(&url)?;
        let within = self.target.limits.patience;
        let request = HttpRequest { method: method.to_owned(), url, headers, body, within };
        let (tape, limits, actor) =
            (self.tape.clone(), self.target.limits.clone(), actor.to_owned());
        self.calls.spawn(async move {
            exchange(&tape, &actor, request, &limits).await;
        });
        Ok(())
    }

    /// The fields of the target, and `Authorization` as the token or the case says.
    fn credentials(&self, how: &BTreeMap<String, String>) -> Vec<(String, String)> {
        let ours = match (how.get("authorization"), how.get("token"), &self.target.auth.token) {
            (Some(field), _, _) => Some(field.clone()),
            (None, Some(token), _) | (None, None, Some(token)) => Some(format!("Bearer {token}")),
            (None, None, None) => None,
        };
        let mut fields = self.target.auth.headers.clone();
        if let Some(value) = ours {
            fields.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
            fields.push(("Authorization".to_owned(), value));
        }
        fields
    }

    /// The endpoint that was handed out, if it may be followed.
    fn endpoint(&self, url: &str) -> Result<Url> {
        let parsed = Url::parse(url)
            .map_err(|e| Error::subject(format!("the endpoint {url:?} is no URL: {e}")))?;
        self.target.scope.check(&parsed)?;
        Ok(parsed)
    }

    fn base(&self) -> &str {
        self.target.url.as_str().trim_end_matches('/')
    }

    fn account(&self) -> &str {
        self.target.facts.get("account").map_or("", String::as_str)
    }
}
