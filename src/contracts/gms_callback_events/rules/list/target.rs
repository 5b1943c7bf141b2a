//! Where notifications are to go.

use url::Url;

use super::watch::{Layer, Settings, quoted};
use crate::judge::{Broke, Log, rule};

const TYPE: &str = "_status_notification_type";
const TARGET: &str = "_status_notification_target";

rule! {
    /// With the type `httpcb` the target is an absolute URL to which HTTP can post.
    ///
    /// Does not report: a target without a type in the same file, for the type may be set
    /// elsewhere.
    pub(super) static TARGET_URL = {
        id: "gms-list-target-url", level: Must, binds: Operator,
        covers: ["GMS-NOT-13"],
        watches: ["transaction-list", "notification-options"],
        monitor: || Settings(target_url),
    }
}

fn target_url(layer: &Layer<'_>, log: &mut Log) {
    let Some((at, target)) = layer.get(TARGET).filter(|_| has_type(layer, "httpcb")) else {
        return;
    };
    let Some(said) = target.as_str() else { return };
    log.check(is_url(said), || {
        Broke::new("an absolute http or https URL", shown(said)).at(at, &target)
    });
}

rule! {
    /// With the type `orscb` the target is the id of an ORS session.
    ///
    /// Does not report: what ids look like, which no document says; it is neither empty nor a URL
    /// nor several words.
    pub(super) static TARGET_SESSION = {
        id: "gms-list-target-session", level: Must, binds: Operator,
        covers: ["GMS-NOT-14"],
        watches: ["transaction-list", "notification-options"],
        monitor: || Settings(target_session),
    }
}

fn target_session(layer: &Layer<'_>, log: &mut Log) {
    let Some((at, target)) = layer.get(TARGET).filter(|_| has_type(layer, "orscb")) else { return };
    let Some(said) = target.as_str() else { return };
    let strange = |c: char| c.is_whitespace() || matches!(c, '/' | '<' | '>' | '{' | '}');
    log.check(!said.is_empty() && !said.contains(strange), || {
        Broke::new("the id of an ORS session", shown(said)).at(at, &target)
    });
}

rule! {
    /// The type `orscb` is for those who customise ORS itself.
    pub(super) static ORSCB_ADVANCED = {
        id: "gms-list-orscb-advanced", level: May, binds: Operator,
        covers: ["GMS-NOT-15"],
        watches: ["transaction-list", "notification-options"],
        monitor: || Settings(orscb_advanced),
    }
}

fn orscb_advanced(layer: &Layer<'_>, log: &mut Log) {
    let Some((at, kind)) = layer.get(TYPE) else { return };
    log.check(kind.as_str() != Some("orscb"), || {
        Broke::new("httpcb, unless ORS itself is customised", "orscb").at(at, &kind)
    });
}

fn has_type(layer: &Layer<'_>, kind: &str) -> bool {
    layer.text(TYPE).as_deref() == Some(kind)
}

fn shown(said: &str) -> String {
    if said.is_empty() { "nothing".to_owned() } else { quoted(said) }
}

/// Readers of URLs forgive what a server that posts may not, so the form is looked at first.
fn is_url(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '{' | '}'));
    matches!(scheme.as_deref(), Some("http" | "https"))
        && plain
        && Url::parse(text).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn only_a_url_that_says_where_to_is_absolute() {
        for url in ["http://host:8080/a", "HTTPS://host/", "https://[::1]/x?y=z"] {
            assert!(is_url(url), "{url}");
        }
        for none in [
            "",
            "host/a",
            "/a",
            "http:host",
            "http://",
            "ftp://host/",
            "http://<host>/",
            "http://h /",
        ] {
            assert!(!is_url(none), "{none}");
        }
    }
}
