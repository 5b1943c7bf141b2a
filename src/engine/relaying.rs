//! Harmless differences that a reference cannot show by itself, because they lie on the wire: a
//! relay shows them.
//!
//! Depends on `drive::Relay`. Which names those are, the relay knows.

use url::Url;

use crate::{
    contracts::Triggered,
    drive::{Relay, Respelling, Speaker},
    error::{Error, Result},
};

/// The relay that shows these, if any of them lies on the wire.
pub(super) async fn relay(speaker: Speaker, variations: &[String]) -> Result<Option<Relay>> {
    let wanted: Vec<Respelling> =
        variations.iter().filter_map(|name| Respelling::named(name)).collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    Relay::open(speaker, wanted).await.map(Some)
}

/// Writes down what came to bear.
pub(super) fn mark(triggered: &Triggered, relay: Option<&Relay>) {
    for one in relay.map(Relay::came_to_bear).unwrap_or_default() {
        triggered.mark(one.name());
    }
}

/// The same with the name of this machine: some cookie jars drop the cookies of bare addresses.
pub(super) fn by_name(url: &Url) -> Result<Url> {
    let mut url = url.clone();
    url.set_host(Some("localhost")).map_err(|e| Error::harness(format!("{url}: {e}")))?;
    Ok(url)
}

/// Scheme and authority alone.
pub(super) fn origin(url: &Url) -> Result<Url> {
    url.join("/").map_err(|e| Error::user(format!("{url}: {e}")))
}

/// The path of `of` at the place of `base`.
pub(super) fn at(base: &Url, of: &Url) -> Url {
    let mut url = base.clone();
    url.set_path(of.path());
    url.set_query(of.query());
    url
}
