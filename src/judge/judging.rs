//! The judge: feeds events to readers and monitors, validates messages, grades findings.

use std::{cell::Cell, collections::HashMap, sync::Arc};

use super::{
    aims::Missed,
    announced::Announced,
    case::OpenCase,
    coverage::Collector,
    duty::{Breach, Duties, Handed, Judged, receiver},
    finding::Finding,
    grade::{Grader, Profile},
    literal::SecondOpinion,
    message::Message,
    monitor::{Log, Monitor, Seen},
    protocol::Protocol,
    remember::Remembered,
    rule::Scope,
    schema_rules::SchemaRule,
    sealed,
    tally::Tally,
};
use crate::{
    codec::json::Position,
    contract::{Basis, Party, glob_matches},
    error::Result,
    transcript::{Event, Header, Kind, Source},
};

/// How many cases are open at once; the longest idle one is closed beyond that, so that memory
/// does not grow with the transcript.
const OPEN_CASES: usize = 4096;

/// How to judge.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether rulings soften.
    pub profile: Profile,
    /// Only rules that one of these globs matches; all if empty.
    pub rules: Vec<String>,
    /// Also ask the literal reading of the documents; its answer never gates.
    pub literal: bool,
}

impl Options {
    /// Tells whether a rule is judged.
    pub fn selects(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|g| glob_matches(g, rule))
    }
}

/// A message of the harness that broke the contract though it was meant to be good, or was good
/// though it was meant to break a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarnessFault {
    /// The case.
    pub case: String,
    /// The event, from 1.
    pub event: u64,
    /// What is wrong with it.
    pub what: String,
}

/// Judges one transcript. Feed it events in order, then finish it.
pub struct Judge {
    pub(super) protocol: Protocol,
    pub(super) header: Header,
    pub(super) options: Options,
    pub(super) schema_rules: Arc<Vec<SchemaRule>>,
    pub(super) behaviour: Vec<Tally>,
    pub(super) schema: HashMap<(usize, Party), Tally>,
    pub(super) events: u64,
    pub(super) messages: HashMap<(String, Party), u64>,
    pub(super) valid: u64,
    pub(super) missed: Missed,
    pub(super) broken_cases: Vec<String>,
    pub(super) harness_faults: Vec<HarnessFault>,
    pub(super) troubles: Vec<String>,
    pub(super) literal: SecondOpinion,
    pub(super) unknown_names: Vec<String>,
    pub(super) sealed: Vec<String>,
    pub(super) coverage: Collector,
    /// Who is judged by what it does with our messages.
    pub(super) receiver: Option<Party>,
    pub(super) duties: Duties,
    /// What the message of ours that is being judged breaks.
    pub(super) breaches: Vec<Breach>,
    /// Whether the event breaks what the harness said that it breaks; none if it said nothing.
    pub(super) broke_as_said: Option<bool>,
    cases_seen: usize,
    /// The file and line that the events come from, when the subject is a file.
    pub(super) origin: Option<Origin>,
    pub(super) grader: Grader,
    watchers: HashMap<&'static str, Vec<usize>>,
    run_monitors: Vec<Option<Box<dyn Monitor>>>,
    cases: HashMap<String, OpenCase>,
    closed: Remembered,
}

/// Where an event comes from, when the subject is a file.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    pub(super) file: String,
    pub(super) line: u64,
    /// The message is the file, so that places in the message are places in the file.
    pub(super) whole: bool,
    /// The last place that was looked up in the message: the next is mostly not far behind it.
    pub(super) last: Cell<Option<(usize, Position)>>,
}

pub(super) type Sink<'s> = &'s mut dyn FnMut(&Finding);

impl Judge {
    /// A judge for a transcript with this header.
    ///
    /// # Errors
    /// Blames the document for rulings that cannot be read.
    pub fn new(protocol: Protocol, header: Header, options: Options) -> Result<Self> {
        let grader = Grader::new(protocol.contract.clone(), options.profile);
        let mut watchers: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (index, rule) in protocol.rules.iter().enumerate() {
            for watched in rule.watches {
                watchers.entry(watched).or_default().push(index);
            }
        }
        let rules = protocol.rules.len();
        let receiver = receiver(&header);
        Ok(Self {
            behaviour: vec![Tally::default(); rules],
            run_monitors: std::iter::repeat_with(|| None).take(rules).collect(),
            schema_rules: protocol.schema_rules.clone(),
            protocol,
            header,
            options,
            grader,
            watchers,
            schema: HashMap::new(),
            cases: HashMap::new(),
            closed: Remembered::default(),
            events: 0,
            messages: HashMap::new(),
            valid: 0,
            missed: Missed::default(),
            broken_cases: Vec::new(),
            harness_faults: Vec::new(),
            troubles: Vec::new(),
            origin: None,
            cases_seen: 0,
            literal: SecondOpinion::default(),
            unknown_names: Vec::new(),
            sealed: Vec::new(),
            coverage: Collector::default(),
            receiver,
            duties: Duties::default(),
            breaches: Vec::new(),
            broke_as_said: None,
        })
    }

    /// The events that follow stand in this line (from 1) of this file.
    pub fn reading(&mut self, file: &str, line: u64) {
        self.origin =
            Some(Origin { file: file.to_owned(), line, whole: false, last: Cell::new(None) });
    }

    /// The message that follows is the whole of this file: findings name line and column in it.
    pub fn reading_whole(&mut self, file: &str) {
        self.origin =
            Some(Origin { file: file.to_owned(), line: 1, whole: true, last: Cell::new(None) });
    }

    /// Judges one event; every finding goes to `sink` as it is made.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn see(&mut self, event: &Event, sink: Sink<'_>) -> Result<()> {
        self.events += 1;
        let name = event.case.clone().unwrap_or_default();
        self.note_trouble(event);
        if let Kind::End { complete } = event.kind
            && event.case.is_none()
        {
            let mut open: Vec<String> = self.cases.keys().cloned().collect();
            open.sort();
            for case in open {
                self.close(&case, event, complete, sink)?;
            }
            return Ok(());
        }
        if let Kind::End { complete } = event.kind {
            self.open(&name);
            return self.close(&name, event, complete, sink);
        }
        // What trickles in after the end of a case (an answer to a request that was given up) is
        // part of no session.
        if self.closed.contains(&name) {
            return Ok(());
        }
        self.open(&name);
        if self.header.seed.is_none()
            && let Some(why) = sealed::why(event)
        {
            return self.seal(&name, event, &why, sink);
        }
        let Some(mut case) = self.cases.remove(&name) else { return Ok(()) };
        case.touched = self.events;
        let alone = self.uncarried(event);
        let seen = alone.as_ref().unwrap_or(event);
        let result = self.judge((seen, event.link), &name, &mut case, sink);
        self.cases.insert(name, case);
        result
    }

    /// How many cases there were.
    pub fn cases_seen(&self) -> usize {
        self.cases_seen
    }

    fn judge(
        &mut self,
        (event, link): (&Event, Option<u32>),
        name: &str,
        case: &mut OpenCase,
        sink: Sink<'_>,
    ) -> Result<()> {
        case.announced.note(&event.kind);
        self.show(event, None, name, case, None, sink)?;
        let messages = case.reader.read(event);
        self.breaches.clear();
        self.broke_as_said = None;
        let announced = match &event.kind {
            Kind::Message { breaks, .. } => breaks.clone(),
            // An announcement is about the next payload, not about the connection that carries it.
            Kind::Request { .. } | Kind::Frame { .. }
                if event.from.is_some_and(|f| f != Source::Harness && !self.is_subject(f)) =>
            {
                case.announced.take_next()
            }
            _ => None,
        };
        case.reader.advance(event, None);
        let mut judged = Vec::with_capacity(messages.len());
        for message in messages {
            self.count(&message);
            let breaks = match &announced {
                None => self.announced_of(&message, case)?,
                Some(rule) => Some(rule.clone()),
            };
            if message.validated {
                self.validate(&message, name, breaks.as_deref(), sink)?;
            }
            self.show(event, Some(&message), name, case, breaks.as_deref(), sink)?;
            case.reader.advance(event, Some(&message));
            let breaches = std::mem::take(&mut self.breaches);
            judged.push(Judged { message, breaks, breaches });
        }
        self.hand_over((event, link), judged, announced.as_deref(), name, case);
        Ok(())
    }

    /// Counts a message. A name that the contract does not have is remembered: nothing judges it,
    /// and that must not pass for green.
    fn count(&mut self, message: &Message) {
        let known = !message.validated || self.protocol.contract.schema_of(&message.name).is_some();
        let name = if known { message.name.clone() } else { Message::UNKNOWN.to_owned() };
        *self.messages.entry((name, message.from)).or_default() += 1;
        if !known && self.unknown_names.len() < 20 && !self.unknown_names.contains(&message.name) {
            self.unknown_names.push(message.name.clone());
        }
    }

    fn show(
        &mut self,
        event: &Event,
        message: Option<&Message>,
        name: &str,
        case: &mut OpenCase,
        breaks: Option<&str>,
        sink: Sink<'_>,
    ) -> Result<()> {
        let key = message.map_or(event.kind.name(), |m| m.name.as_str());
        let every = message.and_then(|_| self.watchers.get("*"));
        let watching = self.watchers.get(key).into_iter().chain(every).flatten();
        let watching: Vec<usize> = watching.copied().collect();
        for index in watching {
            let Some(rule) = self.protocol.rules.get(index).copied() else { continue };
            let slots = match rule.scope {
                Scope::Case => &mut case.monitors,
                Scope::Run => &mut self.run_monitors,
            };
            let Some(slot) = slots.get_mut(index) else { continue };
            let monitor = slot.get_or_insert_with(rule.monitor);
            let seen = Seen {
                number: self.events,
                case: name,
                event,
                message,
                header: &self.header,
                session: case.reader.session(),
                breaks,
            };
            let mut log = Log::default();
            monitor.see(&seen, &mut log);
            self.settle(index, log, message, name, sink)?;
        }
        Ok(())
    }

    fn settle(
        &mut self,
        index: usize,
        log: Log,
        message: Option<&Message>,
        case: &str,
        sink: Sink<'_>,
    ) -> Result<()> {
        let Some(rule) = self.protocol.rules.get(index).copied() else { return Ok(()) };
        let mut findings = Vec::new();
        let mut rulings = Vec::new();
        for broke in &log.broke {
            let value = broke.value.as_ref();
            let (verdict, ruling) =
                self.grader.grade(rule.id, rule.level, Basis::Stated, None, value)?;
            if rule.scope == Scope::Case {
                self.breach(rule.binds, rule.id, verdict, ruling.as_ref(), broke);
            }
            match verdict {
                Some(verdict) => {
                    let place = (rule.id, rule.binds, rule.level);
                    findings.push(self.finding(place, verdict, ruling, broke, message, case));
                }
                None => rulings.push(ruling),
            }
        }
        let Some(tally) = self.behaviour.get_mut(index) else { return Ok(()) };
        tally.exercised += log.exercised;
        if let Some(why) = log.untestable {
            tally.untestable.get_or_insert(why);
        }
        for ruling in rulings {
            tally.ruled(ruling.as_ref());
        }
        for finding in &findings {
            tally.add(finding);
            if self.options.selects(&finding.rule) && self.header.subject.contains(&finding.role) {
                sink(finding);
            }
        }
        Ok(())
    }

    fn open(&mut self, name: &str) {
        if self.cases.contains_key(name) {
            return;
        }
        if self.cases.len() >= OPEN_CASES
            && let Some(idle) = self.cases.iter().min_by_key(|(_, c)| c.touched)
        {
            let idle = idle.0.clone();
            self.cases.remove(&idle);
        }
        self.cases_seen += 1;
        let slots = self.protocol.rules.len();
        let case = OpenCase {
            reader: (self.protocol.reader)(&self.header),
            monitors: std::iter::repeat_with(|| None).take(slots).collect(),
            announced: Announced::default(),
            handed: Handed::default(),
            touched: self.events,
        };
        self.cases.insert(name.to_owned(), case);
    }

    /// Shows the end of a case to its monitors and forgets it.
    pub(super) fn close(
        &mut self,
        name: &str,
        event: &Event,
        complete: bool,
        sink: Sink<'_>,
    ) -> Result<()> {
        let Some(mut case) = self.cases.remove(name) else { return Ok(()) };
        self.closed.insert(name, self.events);
        self.show(event, None, name, &mut case, None, sink)?;
        self.settle_duties(name, &mut case, complete.then_some(event.at), sink);
        if !complete {
            let aims = self.protocol.aims.get(name).map(Vec::as_slice).unwrap_or_default();
            self.missed.broke_off(name, aims);
            self.broken_cases.push(name.to_owned());
        }
        Ok(())
    }

    pub(super) fn is_subject(&self, source: Source) -> bool {
        source.party().is_some_and(|p| self.header.subject.contains(&p))
    }
}
