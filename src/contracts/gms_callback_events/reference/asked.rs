//! A callback as it was asked for: who is called, and who wants to be told of it where.
//!
//! Depends on `create` and `list`. Never delivers anything.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    net::IpAddr,
    sync::Arc,
};

use url::{Host, Url};

use super::Provider;
use crate::contracts::gms_callback_events::{
    create::{Fields, Mode},
    list::Payloads,
};

/// A callback.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) service: String,
    pub(super) number: String,
    /// When it is wanted, if not at once.
    pub(super) desired: Option<String>,
    /// Where to tell of it; none if nobody is to be told.
    pub(super) target: Option<Url>,
    /// What the service's list says.
    pub(super) list: Option<Arc<Payloads>>,
}

impl Asked {
    /// What a call asks for; none if it says not whom to call.
    pub(super) fn new(
        provider: &Provider,
        service: String,
        fields: &Fields,
        count: u64,
        peer: IpAddr,
    ) -> Option<Self> {
        let number = fields.get("_customer_number").filter(|n| !n.is_empty())?.clone();
        let list = provider.lists.get(service.as_str()).cloned();
        let target = target(provider, fields, list.as_deref());
        let mut hasher = DefaultHasher::new();
        (provider.seed, &service, fields, count).hash(&mut hasher);
        let id = id(hasher.finish());
        let capitals = provider.varied.has("ids-in-capitals");
        Some(Self {
            id: if capitals { id.to_ascii_uppercase() } else { id },
            service,
            number,
            desired: fields.get("_desired_time").cloned(),
            target: target.filter(|url| is_near(url, peer)),
            list,
        })
    }
}

/// Where to tell of it: what the call says comes before what the list says.
fn target(provider: &Provider, fields: &Fields, list: Option<&Payloads>) -> Option<Url> {
    let faults = &provider.faults;
    let listed = |name: &str| list.and_then(|l| l.property(name));
    let given = |name: &str| fields.get(name).map(String::as_str);
    let option = |name: &str| given(name).or_else(|| listed(name));
    let told = match Mode::of(option("_enable_status_notification")) {
        Mode::SubscribeNotify => list.is_some() || !faults.bears("callback-call-not-subscribed"),
        Mode::Notify => faults.bears("callback-notify-delivers"),
        Mode::Off => faults.bears("callback-on-by-default"),
        Mode::Other => false,
    };
    if !told || option("_status_notification_type") != Some("httpcb") {
        return None;
    }
    let parse = |text: &str| Url::parse(text).ok();
    let mut url = parse(option("_status_notification_target")?)?;
    if let Some(other) = listed("_status_notification_target").and_then(parse) {
        if faults.bears("callback-list-target-wins") {
            return Some(other);
        }
        if faults.bears("callback-list-path-wins") {
            url.set_path(other.path());
        }
    }
    Some(url)
}

/// A reference for tests is nobody's tool to reach out with.
fn is_near(url: &Url, peer: IpAddr) -> bool {
    let own = |ip: IpAddr| ip.is_loopback() || ip == peer;
    let spoken = matches!(url.scheme(), "http" | "https");
    spoken
        && match url.host() {
            Some(Host::Ipv4(ip)) => own(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => own(IpAddr::V6(ip)),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
}

/// A decimal number, a hyphen and a UUID.
pub(super) fn id(drawn: u64) -> String {
    let mut random = fastrand::Rng::with_seed(drawn);
    let mut hex = |digits: usize| -> String {
        std::iter::repeat_with(|| random.digit(16)).take(digits).collect()
    };
    let (a, b, c, d, e) = (hex(8), hex(4), hex(3), hex(3), hex(12));
    format!("445-{a}-{b}-4{c}-8{d}-{e}")
}
