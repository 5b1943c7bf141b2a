//! From flags and configuration to a target.

use std::{net::SocketAddr, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use url::Url;

use super::{
    config::{AuthConfig, Config, LimitsConfig},
    duration,
    provider_command::ProviderProcess,
    token,
};
use crate::{
    drive::{Auth, Limits, Target},
    error::{Error, Result},
};

/// What is under test.
pub(super) enum Subject {
    /// Our own references, in this process.
    Embedded,
    /// A provider that delivers to us by itself.
    Listening(SocketAddr),
    /// A provider at a URL.
    Provider {
        /// Where.
        url: Url,
        /// Its process, if we started it.
        #[expect(dead_code, reason = "held, because dropping it ends the process")]
        process: Option<Box<ProviderProcess>>,
    },
}

/// Finds out what is under test: flags first, then the file.
///
/// # Errors
/// Blames the user for two subjects or a URL that is none.
pub(super) fn subject(
    provider: Option<&str>,
    command: Option<&str>,
    listen: Option<SocketAddr>,
    config: &Config,
    limits: &Limits,
) -> Result<Subject> {
    let (provider, command, listen) = match (provider, command, listen) {
        (None, None, None) => (
            config.subject.provider.as_deref(),
            config.subject.provider_cmd.as_deref(),
            config.subject.listen.as_deref().map(address).transpose()?,
        ),
        flags => flags,
    };
    match (provider, command) {
        _ if [provider.is_some(), command.is_some(), listen.is_some()]
            .iter()
            .filter(|s| **s)
            .count()
            > 1 =>
        {
            Err(Error::user("provider, provider-cmd and listen are different subjects")
                .remedy("give exactly one"))
        }
        (None, None) => Ok(listen.map_or(Subject::Embedded, Subject::Listening)),
        (Some(text), None) => parse_url(text).map(|url| Subject::Provider { url, process: None }),
        (_, Some(command)) => {
            let patience = Duration::from_secs_f64(limits.patience.max(10.0));
            let process = ProviderProcess::start(command, patience)?;
            Ok(Subject::Provider { url: process.url.clone(), process: Some(Box::new(process)) })
        }
    }
}

/// An address to listen on.
///
/// # Errors
/// Blames the user for one that is none.
pub(super) fn address(text: &str) -> Result<SocketAddr> {
    text.parse().map_err(|_| {
        Error::user(format!("`{text}` is no address to listen on"))
            .remedy("write it like 127.0.0.1:8090")
    })
}

/// The URL of a subject.
///
/// # Errors
/// Blames the user for one that is none, or that holds credentials.
pub(super) fn parse_url(text: &str) -> Result<Url> {
    let url = Url::parse(text).map_err(|e| {
        Error::user(format!("`{text}` is no URL: {e}"))
            .remedy("write it like https://host:8443/path")
    })?;
    if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") || url.host_str().is_none() {
        return Err(Error::user(format!("`{text}`: only http, https, ws and wss are spoken")));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::user("a URL with a user or password would stand in every report")
            .remedy("write basic = { user = \"…\", password = \"…\" } under [auth]"));
    }
    Ok(url)
}

/// The target of a run.
///
/// # Errors
/// Blames the user for credentials that cannot be had.
pub(super) fn target(url: Url, contract: &str, config: &Config, limits: &Limits) -> Result<Target> {
    let mut target = Target::new(url);
    for host in &config.limits.hosts {
        target.scope.allow(host);
    }
    target.limits = limits.clone();
    if let Some(text) = &config.listen.duration {
        let seconds =
            duration::seconds(text).map_err(|e| Error::user(format!("[listen] for: {e}")))?;
        target.facts.insert("listen".to_owned(), seconds.to_string());
        target.limits.longest_wait = target.limits.longest_wait.max(seconds);
    }
    target.auth = auth(&config.auth)?;
    if let Some(account) = &config.auth.account {
        target.facts.insert("account".to_owned(), account.clone());
    }
    for (name, setting) in config.contract.get(contract).into_iter().flatten() {
        let values = setting.0.iter().map(|value| read(name, value)).collect::<Result<Vec<_>>>()?;
        // What the user knows of the subject is a fact for those who judge it.
        target.facts.entry(name.clone()).or_insert_with(|| values.join(","));
        target.settings.insert(name.clone(), values);
    }
    Ok(target)
}

/// The value of a setting; `@path` stands for the text of a file.
fn read(name: &str, value: &str) -> Result<String> {
    match value.strip_prefix('@') {
        None => Ok(value.to_owned()),
        Some(path) => std::fs::read_to_string(path).map_err(|e| {
            Error::user(format!("setting {name}: {path}: {e}"))
                .remedy("after @ comes the name of a readable file")
        }),
    }
}

fn auth(config: &AuthConfig) -> Result<Auth> {
    let mut auth = Auth { token: config.token.clone(), headers: Vec::new() };
    if let Some(command) = &config.command {
        auth.token = Some(token::from_command(command)?);
    }
    if let Some(basic) = &config.basic {
        let pair = STANDARD.encode(format!("{}:{}", basic.user, basic.password));
        auth.headers.push(("Authorization".to_owned(), format!("Basic {pair}")));
    }
    auth.headers.extend(config.header.iter().map(|(n, v)| (n.clone(), v.clone())));
    Ok(auth)
}

/// The limits: flags, then the file, then the defaults.
///
/// # Errors
/// Blames the user for a duration or rate that is none.
pub(super) fn limits(
    config: &LimitsConfig,
    max_time: Option<f64>,
    rate: Option<f64>,
) -> Result<Limits> {
    let mut limits = Limits::default();
    let time = |name: &str, value: &Option<String>, into: &mut f64| -> Result<()> {
        if let Some(text) = value {
            *into = duration::seconds(text)
                .map_err(|e| Error::user(format!("[limits] {name}: {e}")))?;
        }
        Ok(())
    };
    time("max-time", &config.max_time, &mut limits.max_time)?;
    time("patience", &config.patience, &mut limits.patience)?;
    time("longest-wait", &config.longest_wait, &mut limits.longest_wait)?;
    if let Some(text) = &config.rate {
        let rate = duration::rate(text).map_err(|e| Error::user(format!("[limits] rate: {e}")))?;
        limits.rate = Some(rate);
    }
    if let Some(parallel) = config.parallel {
        limits.parallel = parallel.clamp(1, 64);
    }
    limits.max_time = max_time.unwrap_or(limits.max_time);
    limits.rate = rate.or(limits.rate);
    Ok(limits)
}
