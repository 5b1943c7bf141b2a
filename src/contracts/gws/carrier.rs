//! Carries what agents say: Bayeux to the endpoint, and operations as posts to their own addresses.
//!
//! Depends on the carrier of `bayeux`, whose cookies both share. It never reads what is answered.

use futures_util::future::BoxFuture;
use url::Url;

use crate::{
    contracts::bayeux::carrier::Bayeux,
    drive::{Carrier, CaseTape, Spoken, Target},
    error::{Error, Result},
};

/// What an operation's content is.
const JSON: (&str, &str) = ("Content-Type", "application/json");

/// Carries what the actors of one case say.
pub(crate) fn carrier(target: &Target, tape: CaseTape) -> Box<dyn Carrier> {
    Box::new(Gws { bayeux: Bayeux::new(target, tape), operations: operations(target) })
}

/// The base of the addresses of operations: what is said of the subject, else the neighbourhood of
/// an endpoint that is called `notifications`. None if it cannot be known.
pub(crate) fn operations(target: &Target) -> Option<String> {
    let setting = target.settings.get("operations").and_then(|values| values.first());
    let said = setting.or_else(|| target.facts.get("operations"));
    if let Some(said) = said {
        return Some(said.trim_end_matches('/').to_owned());
    }
    let mut url = target.url.clone();
    let path = url.path().trim_end_matches('/').strip_suffix("/notifications")?.to_owned();
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    Some(url.as_str().trim_end_matches('/').to_owned())
}

struct Gws {
    bayeux: Bayeux,
    operations: Option<String>,
}

impl Carrier for Gws {
    fn say<'a>(&'a mut self, actor: &'a str, spoken: Spoken) -> BoxFuture<'a, Result<()>> {
        match spoken.message.as_str() {
            "agent-operation" | "workbin-operation" => {
                Box::pin(async move { self.operate(actor, spoken) })
            }
            _ => self.bayeux.say(actor, spoken),
        }
    }

    fn open<'a>(&'a mut self, actor: &'a str, url: &'a str) -> BoxFuture<'a, Result<()>> {
        self.bayeux.open(actor, url)
    }

    fn close<'a>(&'a mut self, actor: &'a str) -> BoxFuture<'a, ()> {
        self.bayeux.close(actor)
    }
}

impl Gws {
    fn operate(&mut self, actor: &str, spoken: Spoken) -> Result<()> {
        let Some(base) = &self.operations else {
            return Err(Error::user("it is not known where operations are posted")
                .remedy("say so with the setting `operations`, a base URL"));
        };
        let path = spoken.how.get("path").map_or("", String::as_str);
        let url = format!("{base}{path}");
        let url = Url::parse(&url).map_err(|e| Error::user(format!("operations: {url}: {e}")))?;
        self.bayeux.ask(actor, "POST", url, &[JSON], spoken.body.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(url: &str) -> Target {
        Target::new(Url::parse(url).unwrap())
    }

    #[test]
    fn operations_are_beside_an_endpoint_that_is_called_notifications() {
        let base = operations(&target("http://localhost/api/v2/notifications?x=1"));
        assert_eq!(base.as_deref(), Some("http://localhost/api/v2"));
        assert_eq!(operations(&target("http://localhost/cometd")), None);
    }

    #[test]
    fn what_is_said_of_operations_comes_before_what_the_endpoint_suggests() {
        let mut target = target("http://localhost/api/v2/notifications");
        target.facts.insert("operations".to_owned(), "http://localhost/fact/".to_owned());
        assert_eq!(operations(&target).as_deref(), Some("http://localhost/fact"));
        let setting = vec!["http://localhost/setting".to_owned()];
        target.settings.insert("operations".to_owned(), setting);
        assert_eq!(operations(&target).as_deref(), Some("http://localhost/setting"));
    }
}
