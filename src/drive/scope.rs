//! Which hosts may be contacted. Nothing else ever is.

use url::Url;

use crate::error::{Error, Result};

/// The hosts that the user named.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    hosts: Vec<(String, Option<u16>)>,
}

impl Scope {
    /// Allows the host and port of a URL.
    pub fn allow_url(&mut self, url: &Url) {
        if let Some(host) = url.host_str() {
            self.hosts.push((canonical(host), url.port_or_known_default()));
        }
    }

    /// Allows `host` or `host:port` (any port if none is given).
    pub fn allow(&mut self, host: &str) {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if port.parse::<u16>().is_ok() => (name, port.parse().ok()),
            _ => (host, None),
        };
        self.hosts.push((canonical(name), port));
    }

    /// Refuses a URL whose host was not named.
    ///
    /// # Errors
    /// Blames the subject for handing it out and tells the user how to allow it.
    pub fn check(&self, url: &Url) -> Result<()> {
        let host = canonical(url.host_str().unwrap_or_default());
        let port = url.port_or_known_default();
        let allowed = |(h, p): &(String, Option<u16>)| *h == host && (p.is_none() || *p == port);
        if self.hosts.iter().any(allowed) {
            return Ok(());
        }
        let port = port.map_or_else(String::new, |p| format!(":{p}"));
        Err(Error::subject(format!("{url} is not among the hosts that may be contacted"))
            .remedy(format!("name it: [limits] hosts = [\"{host}{port}\"] in ringtrue.toml")))
    }
}

/// The names of the loopback interface are one host.
fn canonical(host: &str) -> String {
    let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
    if host == "localhost" || host == "::1" || host.starts_with("127.") {
        "localhost".to_owned()
    } else {
        host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_hosts_pass_and_all_names_of_loopback_are_one() {
        let mut scope = Scope::default();
        scope.allow_url(&Url::parse("http://localhost:8080/x").unwrap());
        assert!(scope.check(&Url::parse("ws://127.0.0.1:8080/y").unwrap()).is_ok());
        assert!(scope.check(&Url::parse("ws://127.0.0.1:8081/y").unwrap()).is_err());
        let error = scope.check(&Url::parse("wss://elsewhere.example/").unwrap()).unwrap_err();
        assert!(error.to_string().contains("hosts = [\"elsewhere.example:443\"]"), "{error}");
    }
}
