//! The recorder: stamps, pseudonymises and hands on every event, in one order for all cases.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use tokio::sync::{mpsc, watch};

use crate::transcript::{Body, Event, Kind, Pseudonyms, Source};

/// How many marks are counted in one case.
const MARKS: usize = 10_000;

/// Writes down a run. Cheap to clone; all clones write into one sequence.
#[derive(Debug, Clone)]
pub struct Recorder {
    inner: Arc<Mutex<Inner>>,
    started: Instant,
}

#[derive(Debug)]
struct Inner {
    sink: mpsc::UnboundedSender<Event>,
    secrets: Pseudonyms,
    links: u32,
}

impl Recorder {
    /// A recorder, and the events it records. Times count from now.
    pub fn new(secrets: Pseudonyms) -> (Self, mpsc::UnboundedReceiver<Event>) {
        let (sink, events) = mpsc::unbounded_channel();
        let inner = Arc::new(Mutex::new(Inner { sink, secrets, links: 0 }));
        (Self { inner, started: Instant::now() }, events)
    }

    /// Another value that must never be written down.
    pub fn add_secret(&self, secret: &str) {
        self.lock().secrets.add(secret);
    }

    /// `text` with every known secret replaced.
    pub(crate) fn hidden(&self, text: &str) -> String {
        self.lock().secrets.apply(text)
    }

    /// A number for a new exchange or socket.
    pub fn new_link(&self) -> u32 {
        let mut inner = self.lock();
        inner.links += 1;
        inner.links
    }

    /// Seconds since the start.
    pub fn now(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Writes down one event.
    pub fn record(&self, case: Option<&str>, link: Option<u32>, from: Option<Source>, kind: Kind) {
        let inner = self.lock();
        // Stamped under the lock, so that the order of events is the order of their times.
        let at = (self.now() * 1e6).round() / 1e6;
        let kind = redact(kind, &inner.secrets);
        // A closed receiver means the run is over; what still trickles in is of no use to it.
        let _ = inner.sink.send(Event { at, case: case.map(str::to_owned), link, from, kind });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The recorder's view of one case: it also feeds the interpreter that plays the case.
#[derive(Debug, Clone)]
pub struct CaseTape {
    recorder: Recorder,
    case: String,
    feed: mpsc::UnboundedSender<(Option<String>, Event)>,
    /// Counts what a receiver said that it did with messages, by their marks.
    outcomes: Arc<watch::Sender<BTreeMap<String, u64>>>,
}

impl CaseTape {
    /// A tape for a case, and what its interpreter hears: the actor, and the event unredacted.
    pub fn new(
        recorder: Recorder,
        case: &str,
    ) -> (Self, mpsc::UnboundedReceiver<(Option<String>, Event)>) {
        let (feed, events) = mpsc::unbounded_channel();
        let outcomes = Arc::new(watch::channel(BTreeMap::new()).0);
        (Self { recorder, case: case.to_owned(), feed, outcomes }, events)
    }

    /// How often the receiver of this case said what it did with messages of each mark, from now on
    /// too.
    pub fn outcomes(&self) -> watch::Receiver<BTreeMap<String, u64>> {
        self.outcomes.subscribe()
    }

    /// A number for a new exchange or socket.
    pub fn new_link(&self) -> u32 {
        self.recorder.new_link()
    }

    /// The recorder behind it.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// The case's name.
    pub fn case(&self) -> &str {
        &self.case
    }

    /// Writes down one event of this case.
    pub fn record(&self, actor: Option<&str>, link: Option<u32>, from: Source, kind: Kind) {
        let event = Event {
            at: self.recorder.now(),
            case: Some(self.case.clone()),
            link,
            from: Some(from),
            kind: kind.clone(),
        };
        let answered = match &kind {
            Kind::Outcome { of, .. } => Some(of.clone()),
            _ => None,
        };
        self.recorder.record(Some(&self.case), link, Some(from), kind);
        if let Some(mark) = answered {
            self.outcomes.send_modify(|counts| {
                if counts.len() < MARKS {
                    let count = counts.entry(mark).or_default();
                    *count = count.saturating_add(1);
                }
            });
        }
        // The interpreter may have ended already.
        let _ = self.feed.send((actor.map(str::to_owned), event));
    }

    /// Says that a message of the harness breaks this rule on purpose: the one with this mark, or
    /// the next.
    pub fn announce(&self, breaks: &str, of: Option<String>) {
        let breaks = Some(breaks.to_owned());
        let kind = Kind::Stimulus { expect: None, breaks, keeps: None, of };
        self.record(None, None, Source::Harness, kind);
    }
}

fn redact(kind: Kind, secrets: &Pseudonyms) -> Kind {
    if secrets.is_empty() {
        return kind;
    }
    let text = |t: &String| secrets.apply(t);
    let body = |b: Body| match b {
        Body::Text(t) => Body::Text(secrets.apply(&t)),
        bytes @ Body::Bytes(_) => bytes,
    };
    let fields = |headers: Vec<(String, String)>| {
        headers.into_iter().map(|(n, v)| (n, secrets.apply(&v))).collect()
    };
    match kind {
        Kind::Request { method, url, headers, body: b } => {
            Kind::Request { method, url: text(&url), headers: fields(headers), body: body(b) }
        }
        Kind::Response { status, headers, body: b } => {
            Kind::Response { status, headers: fields(headers), body: body(b) }
        }
        Kind::Open { url, protocol } => Kind::Open { url: text(&url), protocol },
        Kind::Frame { opcode, fin, rsv, body: b } => {
            Kind::Frame { opcode, fin, rsv, body: body(b) }
        }
        Kind::Close { code, reason } => Kind::Close { code, reason: text(&reason) },
        Kind::Message { name, body: b, breaks, keeps } => {
            Kind::Message { name, body: body(b), breaks, keeps }
        }
        other => other,
    }
}
