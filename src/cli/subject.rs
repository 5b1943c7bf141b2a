//! From flags and configuration to a target.

use std::{net::SocketAddr, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use clap::Args;
use url::Url;

use super::{
    config::{AuthConfig, Config, LimitsConfig},
    duration,
    parser::ParserSubject,
    provider_command::ProviderProcess,
    token,
};
use crate::{
    contract::Party,
    drive::{Auth, Limits, Target},
    engine::Consumer,
    error::{Error, Result},
};

/// What is under test: at most one of these; without any, our own references.
#[derive(Debug, Clone, Default, Args)]
#[group(multiple = false)]
pub(super) struct SubjectArgs {
    /// The provider under test: the base of documented paths, or a Bayeux endpoint.
    #[arg(long, value_name = "URL")]
    pub(super) provider: Option<String>,
    /// A command that starts the provider and prints `URL http://…` first.
    #[arg(long, value_name = "CMD")]
    pub(super) provider_cmd: Option<String>,
    /// Wait here for a provider that was configured by hand to deliver to us; `--max-time` says
    /// how long.
    #[arg(long, value_name = "ADDR")]
    pub(super) listen: Option<SocketAddr>,
    /// A receiver of webhooks that is running.
    #[arg(long, value_name = "URL")]
    pub(super) consumer: Option<String>,
    /// A command that starts the consumer, once for each story; it finds RINGTRUE_URL,
    /// RINGTRUE_TOKEN, RINGTRUE_CONTRACT and RINGTRUE_ACK_URL in its environment. A receiver of
    /// webhooks prints `URL http://…` first.
    #[arg(long, value_name = "CMD")]
    pub(super) consumer_cmd: Option<String>,
    /// A command that parses messages and speaks JSON lines (see docs/adapters).
    #[arg(long, value_name = "CMD")]
    pub(super) parser: Option<String>,
    /// A command that is started for each message, and gets it on its stdin: exit 0 accepts, 1
    /// rejects, anything else is a crash.
    #[arg(long, value_name = "CMD")]
    pub(super) parser_stdin: Option<String>,
    /// Our own reference in one role; without it, in all.
    #[arg(long, value_name = "ROLE", value_parser = ["provider", "consumer", "parser"])]
    pub(super) reference: Option<String>,
}

/// A role of our own references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Provider,
    Consumer,
    Parser,
}

impl Role {
    /// The party that it is.
    pub(super) fn party(self) -> Party {
        match self {
            Self::Provider => Party::Provider,
            Self::Consumer => Party::Consumer,
            Self::Parser => Party::Parser,
        }
    }

    /// The word for it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Consumer => "consumer",
            Self::Parser => "parser",
        }
    }
}

/// What is under test.
pub(super) enum Subject {
    /// Our own references, in this process, in these roles.
    Embedded(Vec<Role>),
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
    /// A consumer.
    Consumer(Consumer),
    /// A parser.
    Parser(ParserSubject),
}

impl Subject {
    /// Whether it can be asked about several contracts in one run.
    pub(super) fn speaks_all(&self) -> bool {
        matches!(self, Self::Embedded(_) | Self::Parser(_))
    }

    /// The parties that our own references are; none where others are under test.
    pub(super) fn parties(&self) -> Vec<Party> {
        match self {
            Self::Embedded(roles) => roles.iter().map(|role| role.party()).collect(),
            _ => Vec::new(),
        }
    }
}

/// Finds out what is under test: flags first, then the file.
///
/// # Errors
/// Blames the user for two subjects or a URL that is none.
pub(super) fn subject(args: &SubjectArgs, config: &Config, limits: &Limits) -> Result<Subject> {
    let roles = match args.reference.as_deref() {
        Some("provider") => vec![Role::Provider],
        Some("consumer") => vec![Role::Consumer],
        Some("parser") => vec![Role::Parser],
        _ => vec![Role::Provider, Role::Consumer, Role::Parser],
    };
    if args.reference.is_some() {
        return Ok(Subject::Embedded(roles));
    }
    let flags = from_flags(args);
    let given = if flags.is_empty() { from_file(config) } else { flags };
    let mut given = given.into_iter();
    match (given.next(), given.next()) {
        (None, _) => Ok(Subject::Embedded(roles)),
        (Some((one, _)), Some((other, _))) => {
            Err(Error::user(format!("{one} and {other} are different subjects"))
                .remedy("give exactly one"))
        }
        (Some(("provider", text)), None) => {
            parse_url(&text).map(|url| Subject::Provider { url, process: None })
        }
        (Some(("provider-cmd", command)), None) => {
            let patience = Duration::from_secs_f64(limits.patience.max(10.0));
            let process = ProviderProcess::start(&command, patience)?;
            Ok(Subject::Provider { url: process.url.clone(), process: Some(Box::new(process)) })
        }
        (Some(("listen", text)), None) => address(&text).map(Subject::Listening),
        (Some(("consumer", text)), None) => {
            Ok(Subject::Consumer(Consumer::Receiver(parse_url(&text)?)))
        }
        (Some(("parser", command)), None) => Ok(Subject::Parser(ParserSubject::Lines(command))),
        (Some(("parser-stdin", command)), None) => {
            Ok(Subject::Parser(ParserSubject::OneShot(command)))
        }
        (Some((_, command)), None) => Ok(Subject::Consumer(Consumer::Command(command))),
    }
}

type Given = Vec<(&'static str, String)>;

fn from_flags(args: &SubjectArgs) -> Given {
    let all = [
        ("provider", args.provider.clone()),
        ("provider-cmd", args.provider_cmd.clone()),
        ("listen", args.listen.map(|address| address.to_string())),
        ("consumer", args.consumer.clone()),
        ("consumer-cmd", args.consumer_cmd.clone()),
        ("parser", args.parser.clone()),
        ("parser-stdin", args.parser_stdin.clone()),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn from_file(config: &Config) -> Given {
    let subject = &config.subject;
    let all = [
        ("provider", subject.provider.clone()),
        ("provider-cmd", subject.provider_cmd.clone()),
        ("listen", subject.listen.clone()),
        ("consumer", subject.consumer.clone()),
        ("consumer-cmd", subject.consumer_cmd.clone()),
        ("parser", subject.parser.clone()),
        ("parser-stdin", subject.parser_stdin.clone()),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// A URL for a target that is none of the harness's business.
pub(super) fn placeholder() -> Result<Url> {
    Url::parse("http://localhost/").map_err(|e| Error::harness(e.to_string()))
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
