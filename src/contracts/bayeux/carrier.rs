//! Carries the messages of one case: by POST, by callback GET, as a form, or over a WebSocket.
//!
//! Depends on `drive`. Each request has a connection of its own, so that a held connect stands in
//! nobody's way, and each actor its own cookies and socket. It never reads what is answered.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::future::BoxFuture;
use tokio::task::JoinSet;
use url::{Url, form_urlencoded};

use crate::{
    drive::{Answer, Carrier, CaseTape, HttpRequest, Socket, Spoken, Target, exchange_seeing},
    error::{Error, Result},
};

/// Carries what the actors of one case say.
pub(super) fn carrier(target: &Target, tape: CaseTape) -> Box<dyn Carrier> {
    Box::new(Bayeux::new(target, tape))
}

/// The cookies of one browser.
type Jar = Arc<Mutex<BTreeMap<String, String>>>;

/// The carrier; contracts that ride on Bayeux have one within theirs.
pub(crate) struct Bayeux {
    target: Target,
    tape: CaseTape,
    jars: HashMap<String, Jar>,
    sockets: HashMap<String, Option<Socket>>,
    /// Dropped with the carrier: what is unanswered at the end of a case stays so.
    requests: JoinSet<()>,
}

impl Carrier for Bayeux {
    fn say<'a>(&'a mut self, actor: &'a str, spoken: Spoken) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let transport = spoken.how.get("transport").map_or("long-polling", String::as_str);
            match transport {
                "websocket" => self.frame(actor, spoken.body).await,
                "callback-polling" => {
                    let url = self.script_url(&spoken)?;
                    self.request(actor, &spoken, "GET", url, None, Vec::new())
                }
                _ => self.post(actor, &spoken),
            }
        })
    }

    fn open<'a>(&'a mut self, actor: &'a str, url: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let url = Url::parse(url).map_err(|e| Error::harness(format!("{url}: {e}")))?;
            self.socket(actor, &url).await
        })
    }

    fn close<'a>(&'a mut self, actor: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            if let Some(Some(socket)) = self.sockets.remove(actor) {
                socket.close().await;
            }
        })
    }
}

impl Bayeux {
    /// A carrier to the endpoint that is the target's URL.
    pub(crate) fn new(target: &Target, tape: CaseTape) -> Self {
        Self {
            target: target.clone(),
            tape,
            jars: HashMap::new(),
            sockets: HashMap::new(),
            requests: JoinSet::new(),
        }
    }

    /// Makes a request of another kind to `url`, in the name and with the cookies of an actor. It
    /// is on its way when this returns; both its sides are recorded.
    ///
    /// # Errors
    /// Blames the user for a URL that is out of scope.
    pub(crate) fn ask(
        &mut self,
        actor: &str,
        method: &str,
        url: Url,
        fields: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<()> {
        self.target.scope.check(&url)?;
        let jar = self.jar(actor);
        let mut headers = self.headers();
        headers.extend(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        let cookies = written(&jar);
        if !cookies.is_empty() {
            headers.push(("Cookie".to_owned(), cookies));
        }
        let limits = self.target.limits.clone();
        let within = limits.patience;
        let request = HttpRequest { method: method.to_owned(), url, headers, body, within };
        let (tape, actor) = (self.tape.clone(), actor.to_owned());
        self.requests.spawn(async move {
            let keep = |answer: &Answer| keep_cookies(&jar, answer);
            exchange_seeing(&tape, &actor, request, &limits, keep).await;
        });
        Ok(())
    }

    fn post(&mut self, actor: &str, spoken: &Spoken) -> Result<()> {
        let url = self.url("http");
        match spoken.how.get("form") {
            Some(shape) => {
                let kind = "application/x-www-form-urlencoded;charset=UTF-8";
                let body = form(&spoken.body, shape)?;
                self.request(actor, spoken, "POST", url, Some(kind), body.into_bytes())
            }
            None => {
                let kind = "application/json;charset=UTF-8";
                let body = spoken.body.clone().into_bytes();
                self.request(actor, spoken, "POST", url, Some(kind), body)
            }
        }
    }

    fn request(
        &mut self,
        actor: &str,
        spoken: &Spoken,
        method: &str,
        url: Url,
        kind: Option<&str>,
        body: Vec<u8>,
    ) -> Result<()> {
        self.target.scope.check(&url)?;
        let jar = self.jar(spoken.how.get("jar").map_or(actor, String::as_str));
        let mut headers = self.headers();
        if let Some(kind) = kind {
            headers.push(("Content-Type".to_owned(), kind.to_owned()));
        }
        let cookies = match spoken.how.get("cookie") {
            Some(forced) => forced.clone(),
            None => written(&jar),
        };
        if !cookies.is_empty() {
            headers.push(("Cookie".to_owned(), cookies));
        }
        let limits = self.target.limits.clone();
        let request = HttpRequest {
            method: method.to_owned(),
            url,
            headers,
            body,
            // A connect may be held for longer than we are patient.
            within: limits.patience + limits.longest_wait,
        };
        let (tape, actor) = (self.tape.clone(), actor.to_owned());
        self.requests.spawn(async move {
            let keep = |answer: &Answer| keep_cookies(&jar, answer);
            exchange_seeing(&tape, &actor, request, &limits, keep).await;
        });
        Ok(())
    }

    async fn frame(&mut self, actor: &str, body: String) -> Result<()> {
        // A server may end the socket when its client leaves; who then speaks again needs a new one.
        let over = |s: &Option<Socket>| s.as_ref().is_some_and(Socket::is_over);
        if self.sockets.get(actor).is_none_or(over) {
            let url = self.url("ws");
            self.socket(actor, &url).await?;
        }
        // A socket that could not be opened is on the tape; nothing will be heard.
        if let Some(Some(socket)) = self.sockets.get_mut(actor) {
            socket.send(body.into_bytes(), false).await;
        }
        Ok(())
    }

    async fn socket(&mut self, actor: &str, url: &Url) -> Result<()> {
        self.target.scope.check(url)?;
        let headers = self.headers();
        let socket = Socket::open(&self.tape, actor, url, &headers, &self.target.limits).await;
        self.sockets.insert(actor.to_owned(), socket);
        Ok(())
    }

    /// The endpoint in another scheme, as secure as the one that was named.
    fn url(&self, scheme: &str) -> Url {
        let mut url = self.target.url.clone();
        let secure = if matches!(url.scheme(), "https" | "wss") { "s" } else { "" };
        // All four schemes are special ones, between which a URL can change.
        let _ = url.set_scheme(&format!("{scheme}{secure}"));
        url
    }

    fn script_url(&self, spoken: &Spoken) -> Result<Url> {
        let mut url = self.url("http");
        let callback = spoken.how.get("jsonp").map_or("ringtrue.heard", String::as_str);
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("message", &spoken.body);
            if callback != "none" {
                query.append_pair("jsonp", callback);
            }
        }
        Ok(url)
    }

    fn headers(&self) -> Vec<(String, String)> {
        let mut headers = self.target.auth.headers.clone();
        if let Some(token) = &self.target.auth.token {
            headers.push(("Authorization".to_owned(), format!("Bearer {token}")));
        }
        headers
    }

    fn jar(&mut self, owner: &str) -> Jar {
        self.jars.entry(owner.to_owned()).or_default().clone()
    }
}

/// The content of a form post that has these messages in one of the five shapes.
fn form(body: &str, shape: &str) -> Result<String> {
    let wrong = |e: &dyn std::fmt::Display| Error::harness(format!("form post of {body}: {e}"));
    let messages: Vec<serde_json::Value> = serde_json::from_str(body).map_err(|e| wrong(&e))?;
    let array = |m: &[serde_json::Value]| serde_json::Value::from(m.to_vec()).to_string();
    let texts: Vec<String> = match shape {
        "message" | "several" => messages.iter().map(ToString::to_string).collect(),
        "array" => vec![array(&messages)],
        "arrays" => messages.iter().map(|m| array(std::slice::from_ref(m))).collect(),
        "mix" => match messages.split_first() {
            Some((first, rest)) => vec![first.to_string(), array(rest)],
            None => Vec::new(),
        },
        other => return Err(wrong(&format!("no such shape: {other}"))),
    };
    let mut form = form_urlencoded::Serializer::new(String::new());
    for text in &texts {
        form.append_pair("message", text);
    }
    Ok(form.finish())
}

fn written(jar: &Jar) -> String {
    let jar = jar.lock().unwrap_or_else(PoisonError::into_inner);
    let pairs: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("; ")
}

fn keep_cookies(jar: &Jar, answer: &Answer) {
    let mut jar = jar.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, value) in &answer.headers {
        if name.eq_ignore_ascii_case("set-cookie")
            && let Some((name, value)) = value.split(';').next().and_then(|p| p.split_once('='))
            // A jar is for a handful of cookies, whatever a peer sends.
            && jar.len() < 50
        {
            jar.insert(name.trim().to_owned(), value.trim().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn a_form_post_has_five_shapes() {
        let body = r#"[{"a":1},{"b":2},{"c":3}]"#;
        let count = |shape: &str| form(body, shape).unwrap().matches("message=").count();
        assert_eq!(["array", "several", "arrays", "mix"].map(count), [1, 3, 3, 2]);
        assert_eq!(form(r#"[{"a":1}]"#, "message").unwrap(), "message=%7B%22a%22%3A1%7D");
    }
}
