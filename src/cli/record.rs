//! `ringtrue record`: a recording proxy between two systems.

use std::{
    fs::File,
    io::{BufWriter, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use clap::Args as ClapArgs;
use tokio::{
    signal,
    sync::mpsc::{UnboundedReceiver, error::TryRecvError},
    time::sleep,
};

use super::{
    config::Config,
    duration, output, rules,
    subject::{limits, parse_url, target},
};
use crate::{
    contract::Party,
    drive::{CaseTape, Proxy, ProxyOptions, Recorder, Target},
    engine::ExitCode,
    error::{Error, Result},
    transcript::{Event, Header, Kind, Pseudonyms, event_line, header_line},
};

/// The case of everything that is recorded: readers tell clients apart by what they say.
const CASE: &str = "recorded";

/// Stand between two systems, change nothing, and write down what crosses.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Point the client at the address that is printed first. The path of --upstream stands before what \
the client asks for; the value of Host becomes the upstream's, and nothing else is touched.\n\n\
A URL that the upstream hands out (a WebSocket endpoint, a chat URL) is passed on as it is, and \
leads past the proxy: tell the upstream its public address is the proxy's, or record a second time \
in front of that URL and put the client's configuration in between.\n\n\
What the two compress (Content-Encoding, permessage-deflate) is written down compressed, and `check` \
cannot read it: turn compression off at either end. Credentials become pseudonyms before anything \
is written.")]
pub(super) struct Args {
    /// The contract that the two speak.
    #[arg(required_unless_present = "named")]
    contract: Option<String>,
    /// The same.
    #[arg(long = "contract", id = "named", value_name = "ID", conflicts_with = "contract")]
    named: Option<String>,
    /// Where what comes is forwarded to.
    #[arg(long, value_name = "URL")]
    upstream: String,
    /// Where to listen; port 0 is any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The client is the provider, and delivers webhooks to the upstream.
    #[arg(long)]
    webhook: bool,
    /// Where to write; stdout if none is named.
    #[arg(long, value_name = "PATH")]
    transcript: Option<String>,
    /// End after this time, such as 60s; else ctrl-c or SIGTERM ends it.
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    max_time: Option<f64>,
    /// The configuration file: facts for the transcript, credentials that must not stand in it.
    #[arg(short, long, value_name = "FILE", env = "RINGTRUE_CONFIG")]
    config: Option<String>,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let contract = args.contract.as_deref().or(args.named.as_deref()).unwrap_or_default();
    let suite = rules::find(contract)?;
    let config = args.config.as_deref().map(Config::read).transpose()?.unwrap_or_default();
    let limits = limits(&config.limits, args.max_time, None)?;
    let target = target(parse_url(&args.upstream)?, suite.id(), &config, &limits)?;
    let mut header = Header::new(suite.id(), vec![Party::Provider, Party::Consumer]);
    header.started = Some(jiff::Timestamp::now().to_string());
    header.facts = target.facts.clone();
    let mut file = Sheet::create(args.transcript.as_deref())?;
    file.line(&header_line(&header)?)?;
    file.flush()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::harness(format!("no runtime: {e}")))?;
    runtime.block_on(record(args, target, file))?;
    Ok(ExitCode::Conforms)
}

async fn record(args: &Args, target: Target, mut file: Sheet) -> Result<()> {
    let (recorder, mut events) = Recorder::new(secrets(&target));
    let (tape, _) = CaseTape::new(recorder, CASE);
    let client = if args.webhook { Party::Provider } else { Party::Consumer };
    let options = ProxyOptions { client, limits: &target.limits };
    let proxy = Proxy::open(tape, args.listen, options).await?;
    proxy.forward_to(target.url.clone());
    // Some cookie jars drop the cookies of bare addresses.
    let url = match args.listen.ip() {
        IpAddr::V4(Ipv4Addr::LOCALHOST) => proxy.url_as("localhost")?,
        _ => proxy.url.clone(),
    };
    if args.transcript.is_some() {
        output::print(&format!("URL {url}\n"));
    } else {
        output::complain(&format!("URL {url}"));
    }
    output::complain("ctrl-c ends it");
    let mut over = std::pin::pin!(over(args.max_time));
    let written = loop {
        tokio::select! {
            ended = &mut over => break ended,
            event = events.recv() => {
                let Some(event) = event else { break Ok(()) };
                if let Err(error) = file.events(event, &mut events) {
                    break Err(error);
                }
            }
        }
    };
    proxy.close().await;
    while let Ok(event) = events.try_recv() {
        file.event(&event)?;
    }
    file.end()?;
    output::complain(&format!("{} events were written", file.count));
    written
}

/// Returns when the recording is to end.
async fn over(max_time: Option<f64>) -> Result<()> {
    let time = async {
        match max_time {
            Some(seconds) => sleep(Duration::from_secs_f64(seconds)).await,
            None => std::future::pending().await,
        }
    };
    let failed = |e: std::io::Error| Error::harness(format!("signals: {e}"));
    #[cfg(unix)]
    let mut terminate =
        signal::unix::signal(signal::unix::SignalKind::terminate()).map_err(failed)?;
    #[cfg(unix)]
    let terminated = terminate.recv();
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    tokio::select! {
        () = time => Ok(()),
        _ = terminated => Ok(()),
        pressed = signal::ctrl_c() => pressed.map_err(failed),
    }
}

/// What the configuration says must never be written down.
fn secrets(target: &Target) -> Pseudonyms {
    let mut secrets = Pseudonyms::default();
    if let Some(token) = &target.auth.token {
        secrets.add(token);
    }
    for (_, value) in &target.auth.headers {
        secrets.add(value.split_once(' ').map_or(value.as_str(), |(_, secret)| secret));
    }
    secrets
}

/// The transcript that is being written: whole lines, as soon as there are any.
struct Sheet {
    name: String,
    out: BufWriter<Box<dyn Write + Send>>,
    last: f64,
    count: u64,
}

impl Sheet {
    fn create(path: Option<&str>) -> Result<Self> {
        let (name, out): (&str, Box<dyn Write + Send>) = match path {
            None => ("stdout", Box::new(std::io::stdout())),
            Some(path) => {
                let file = File::create(path).map_err(|e| Error::user(format!("{path}: {e}")))?;
                (path, Box::new(file))
            }
        };
        Ok(Self { name: name.to_owned(), out: BufWriter::new(out), last: 0.0, count: 0 })
    }

    /// Writes an event and all that are there already.
    fn events(&mut self, first: Event, more: &mut UnboundedReceiver<Event>) -> Result<()> {
        self.event(&first)?;
        loop {
            match more.try_recv() {
                Ok(event) => self.event(&event)?,
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => return self.flush(),
            }
        }
    }

    fn event(&mut self, event: &Event) -> Result<()> {
        self.last = event.at;
        self.count = self.count.saturating_add(1);
        self.line(&event_line(event)?)
    }

    fn line(&mut self, line: &str) -> Result<()> {
        writeln!(self.out, "{line}").map_err(|e| Error::user(format!("{}: {e}", self.name)))
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|e| Error::user(format!("{}: {e}", self.name)))
    }

    /// Nothing is missing before this.
    fn end(&mut self) -> Result<()> {
        let kind = Kind::End { complete: true };
        let end = Event { at: self.last, case: None, link: None, from: None, kind };
        self.line(&event_line(&end)?)?;
        self.flush()
    }
}
