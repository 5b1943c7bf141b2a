//! Carries what a device and a desktop say: forms to the addresses of a service, Bayeux to CometD.
//!
//! Depends on the carrier of `bayeux`, whose cookies both share, and on `codec::multipart`. It never
//! reads what is answered.

mod address;
mod shape;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::time::sleep;
use url::Url;

use self::{
    address::{Base, operation},
    shape::Request,
};
use crate::{
    contracts::bayeux::carrier::Bayeux,
    drive::{Carrier, CaseTape, Receiver, Spoken, Target},
    error::{Error, Result},
};

/// The header by which a user is known.
pub(super) const USER: &str = "gms_user";
/// The actor that a provider's status notifications are delivered to.
pub(super) const RECEIVER: &str = "receiver";

/// Carries what the actors of one case say.
pub(super) fn carrier(target: &Target, tape: CaseTape) -> Box<dyn Carrier> {
    Box::new(Gms::new(target, tape))
}

struct Gms {
    target: Target,
    tape: CaseTape,
    base: Base,
    user: String,
    /// One for each user and endpoint: requests of one user have the same header and cookies.
    users: BTreeMap<(String, Url), Bayeux>,
    address: SocketAddr,
    receiver: Option<Receiver>,
}

impl Carrier for Gms {
    fn say<'a>(&'a mut self, actor: &'a str, spoken: Spoken) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            if spoken.body.contains(&self.receiver_url()) {
                self.listen().await?;
            }
            match operation(&spoken.message) {
                Some(operation) => self.call(actor, operation, &spoken),
                None => {
                    let comet = self.base.comet(&self.target, spoken.how.get("comet"));
                    let user = self.user_of(&spoken);
                    self.bayeux(&user, comet).say(actor, spoken).await
                }
            }
        })
    }

    fn open<'a>(&'a mut self, actor: &'a str, url: &'a str) -> BoxFuture<'a, Result<()>> {
        let (user, comet) = (self.user.clone(), self.base.comet(&self.target, None));
        self.bayeux(&user, comet).open(actor, url)
    }

    fn close<'a>(&'a mut self, actor: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            for bayeux in self.users.values_mut() {
                bayeux.close(actor).await;
            }
        })
    }

    fn variables(&self) -> Vec<(String, String)> {
        let pairs = [
            ("user", self.user.clone()),
            ("stranger", made_up(&format!("{} stranger", self.tape.case()))),
            ("receiver", self.receiver_url()),
        ];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

impl Gms {
    fn new(target: &Target, tape: CaseTape) -> Self {
        let user = target.facts.get("user").cloned();
        let mut address = receiver_address(target);
        let mut receiver = None;
        // Where any port will do, which one it is must be known before the case begins.
        if address.port() == 0 {
            let opening = Receiver::open(&tape, RECEIVER, address, &target.limits, 200);
            if let Some(Ok(open)) = opening.now_or_never() {
                address.set_port(open.url.port().unwrap_or_default());
                receiver = Some(open);
            }
        }
        Self {
            base: Base::of(target),
            user: user.unwrap_or_else(|| made_up(tape.case())),
            users: BTreeMap::new(),
            target: target.clone(),
            tape,
            address,
            receiver,
        }
    }

    fn receiver_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Listens where the provider was told to deliver to.
    async fn listen(&mut self) -> Result<()> {
        let limits = &self.target.limits;
        let began = Instant::now();
        while self.receiver.is_none() {
            match Receiver::open(&self.tape, RECEIVER, self.address, limits, 200).await {
                Ok(open) => self.receiver = Some(open),
                // Another case has the only port there is; it will be free when that case ends.
                Err(_) if began.elapsed().as_secs_f64() < limits.longest_wait => {
                    sleep(Duration::from_millis(100)).await;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn call(&mut self, actor: &str, operation: &str, spoken: &Spoken) -> Result<()> {
        let url = self.base.service(&self.target, operation, &spoken.how)?;
        let fields = fields(&spoken.body)?;
        let request = Request::of(&fields, &spoken.how, self.tape.case());
        let user = self.user_of(spoken);
        let comet = self.base.comet(&self.target, None);
        let bayeux = self.bayeux(&user, comet);
        let headers: Vec<(&str, &str)> =
            request.kind.iter().map(|kind| ("Content-Type", kind.as_str())).collect();
        bayeux.ask(actor, request.method, url, &headers, request.body)
    }

    fn user_of(&self, spoken: &Spoken) -> String {
        spoken.how.get("user").unwrap_or(&self.user).clone()
    }

    /// Who speaks for a user; the empty one has no header.
    fn bayeux(&mut self, user: &str, comet: Url) -> &mut Bayeux {
        let (target, tape) = (&self.target, &self.tape);
        self.users.entry((user.to_owned(), comet)).or_insert_with_key(|(user, comet)| {
            let mut target = target.clone();
            target.url = comet.clone();
            target.auth.headers.retain(|(name, _)| !name.eq_ignore_ascii_case(USER));
            if !user.is_empty() {
                target.auth.headers.push((USER.to_owned(), user.clone()));
            }
            Bayeux::new(&target, tape.clone())
        })
    }
}

/// The fields of a form, in order.
fn fields(body: &str) -> Result<Vec<(String, String)>> {
    let wrong = |e: &dyn std::fmt::Display| Error::harness(format!("form of {body}: {e}"));
    let fields: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(body).map_err(|e| wrong(&e))?;
    let text = |(name, value): (String, serde_json::Value)| match value {
        serde_json::Value::String(text) => Ok((name, text)),
        _ => Err(wrong(&format!("{name} is no text"))),
    };
    fields.into_iter().map(text).collect()
}

/// Where status notifications are waited for: what is said of it, else any port of this machine.
fn receiver_address(target: &Target) -> SocketAddr {
    let setting = target.settings.get("receiver").and_then(|values| values.first());
    let said = setting.or_else(|| target.facts.get("receiver"));
    let address = said.and_then(|text| text.parse().ok());
    address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)))
}

/// A user of one case alone: what looks like the address of a device, 64 hexadecimal digits.
fn made_up(case: &str) -> String {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    let mut digits = String::new();
    for round in 0..4_u8 {
        for byte in case.bytes().chain([round]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        digits.push_str(&format!("{state:016x}"));
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_a_user_of_its_own_who_looks_like_a_device() {
        let (one, other) = (made_up("a"), made_up("b"));
        assert_ne!(one, other);
        assert!(one.len() == 64 && one.bytes().all(|b| b.is_ascii_hexdigit()));
    }

    #[test]
    fn the_receiver_listens_where_it_is_told() {
        let mut target = Target::new(Url::parse("http://localhost:1/").unwrap());
        assert_eq!(receiver_address(&target).port(), 0);
        target.settings.insert("receiver".to_owned(), vec!["127.0.0.1:8099".to_owned()]);
        assert_eq!(receiver_address(&target).port(), 8099);
    }

    #[test]
    fn a_form_keeps_its_order_and_takes_only_texts() {
        let read = fields(r#"{"b":"1","a":"2"}"#).unwrap();
        assert_eq!(read, [("b".to_owned(), "1".to_owned()), ("a".to_owned(), "2".to_owned())]);
        assert!(fields(r#"{"b":1}"#).is_err() && fields("[").is_err());
    }
}
