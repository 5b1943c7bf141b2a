//! Hands deliveries to a parser in batches, writes down what became of them, and has it judged.
//!
//! Depends on `drive::Ask` for the answers. What the parser says it does not support it is not
//! handed again. Bounded by time, and by whatever bounds the asking.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use super::{
    plan::{Delivery, HandedOver, ParserPlan},
    small::made_small,
};
use crate::{
    contract::Party,
    contracts::Suite,
    drive::{Ask, Asked, Ended, ParserAnswer as Answer},
    engine::{
        outcome::{Outcome, Played},
        plan::RunOptions,
        progress::Progress,
    },
    error::{Blame, Error, Result},
    judge::Judge,
    transcript::{Event, Failure, Header, Kind, Outcome as Said, Source},
};

/// How many messages are out at once.
const BATCH: usize = 64;
/// A contract that does not exist.
const NONSENSE: &str = "no-such-contract";

/// How to run.
#[derive(Debug, Clone)]
pub struct ParserRun<'r> {
    /// What the subject is called in reports: as it is given on the command line.
    pub subject: &'r str,
    /// Profile, selection, seed.
    pub options: &'r RunOptions,
    /// How long it may take, in seconds.
    pub max_time: f64,
    /// Whether the first findings are made small.
    pub small: bool,
}

type Observer<'o> = &'o mut dyn FnMut(Progress<'_>);

/// Runs a plan against a parser.
///
/// # Errors
/// Blames the document for a contract that does not load, the user for a command that cannot be
/// started. What the parser does is never an error: it is in the outcome.
pub fn run_parser(
    suite: &dyn Suite,
    plan: &ParserPlan,
    parser: &mut dyn Ask,
    run: &ParserRun<'_>,
    observe: Observer<'_>,
) -> Result<Outcome> {
    let mut session = Session::begin(suite, parser, run, observe)?;
    observe(Progress::Planned(plan.cases().saturating_add(1)));
    let mut going = session.nonsense(observe)?;
    for (phase, cases) in &plan.phases {
        let (begun, before) = (Instant::now(), session.cases);
        if going {
            going = session.all(cases, observe)?;
        }
        session.phases.push(Played {
            phase: phase.as_str(),
            cases: session.cases.saturating_sub(before),
            seconds: begun.elapsed().as_secs_f64(),
        });
    }
    session.finish(plan, observe)
}

struct Session<'s> {
    suite: &'s dyn Suite,
    parser: &'s mut dyn Ask,
    run: &'s ParserRun<'s>,
    header: Header,
    judge: Judge,
    started: Instant,
    links: u32,
    cases: usize,
    phases: Vec<Played>,
    complete: bool,
    failed: Option<String>,
    /// The answers by message: whether it was ever anything but unsupported.
    supported: BTreeMap<String, bool>,
}

impl<'s> Session<'s> {
    fn begin(
        suite: &'s dyn Suite,
        parser: &'s mut dyn Ask,
        run: &'s ParserRun<'s>,
        observe: Observer<'_>,
    ) -> Result<Self> {
        let mut header = Header::new(suite.id(), vec![Party::Parser]);
        // No `started`: what messages say of times has nothing to do with the clock here.
        header.profile = Some(run.options.judge.profile.as_str().to_owned());
        header.seed = Some(run.options.seed);
        let protocol = suite.protocol()?.clone();
        let judge = Judge::new(protocol, header.clone(), run.options.judge.clone())?;
        observe(Progress::Begun(&header));
        Ok(Self {
            suite,
            parser,
            run,
            header,
            judge,
            started: Instant::now(),
            links: 0,
            cases: 0,
            phases: Vec::new(),
            complete: true,
            failed: None,
            supported: BTreeMap::new(),
        })
    }

    /// Asks once about a contract that does not exist.
    fn nonsense(&mut self, observe: Observer<'_>) -> Result<bool> {
        let id = self.new_link();
        let asked = Asked { id, contract: NONSENSE, message: "nonsense", bytes: b"{}" };
        let Some(answers) = self.ask(&[asked])? else { return Ok(false) };
        let case = "unsupported";
        let expect = Some("unsupported".to_owned());
        let stimulus = Kind::Stimulus { expect, breaks: None, keeps: None, of: None };
        self.record(case, None, Some(Source::Harness), stimulus, observe)?;
        for answer in answers {
            self.answered(case, id, answer, observe)?;
        }
        self.record(case, None, None, Kind::End { complete: true }, observe)?;
        observe(Progress::CaseEnded(case, &Ended::Through));
        Ok(true)
    }

    /// Hands over cases, a batch of messages at once; false if the run is over.
    fn all(&mut self, cases: &[HandedOver], observe: Observer<'_>) -> Result<bool> {
        let limit = Duration::from_secs_f64(self.run.max_time.clamp(0.0, 1e6));
        let mut rest = cases;
        while !rest.is_empty() {
            if self.started.elapsed() >= limit {
                self.complete = false;
                return Ok(false);
            }
            let mut messages = 0_usize;
            let fits = rest.iter().take_while(|case| {
                messages = messages.saturating_add(case.deliveries.len());
                messages <= BATCH
            });
            let (now, later) = rest.split_at(fits.count().clamp(1, rest.len()));
            rest = later;
            let now: Vec<&HandedOver> = now.iter().filter(|case| self.may_support(case)).collect();
            if !self.batch(&now, observe)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn may_support(&self, case: &HandedOver) -> bool {
        case.deliveries.iter().any(|d| self.supported.get(&d.message).copied().unwrap_or(true))
    }

    fn batch(&mut self, cases: &[&HandedOver], observe: Observer<'_>) -> Result<bool> {
        let handed: Vec<(&HandedOver, &Delivery, u32)> = cases
            .iter()
            .flat_map(|case| case.deliveries.iter().map(|delivery| (*case, delivery)))
            .map(|(case, delivery)| (case, delivery, self.new_link()))
            .collect();
        let contract = self.suite.id();
        let asked: Vec<Asked<'_>> = handed
            .iter()
            .map(|(_, delivery, id)| {
                let (message, bytes) = (delivery.message.as_str(), delivery.bytes.as_slice());
                Asked { id: *id, contract, message, bytes }
            })
            .collect();
        let Some(answers) = self.ask(&asked)? else { return Ok(false) };
        let mut answers = handed.iter().zip(answers).peekable();
        for case in cases {
            observe(Progress::CaseBegun(&case.case));
            while let Some(((_, delivery, link), answer)) =
                answers.next_if(|((of, _, _), _)| std::ptr::eq(*of, *case))
            {
                let unsupported = answer == Answer::Unsupported;
                let known = self.supported.entry(delivery.message.clone()).or_default();
                *known |= !unsupported;
                let from = Some(Source::from(delivery.from));
                self.record(&case.case, Some(*link), from, delivery.kind(), observe)?;
                self.answered(&case.case, *link, answer, observe)?;
            }
            self.record(&case.case, None, None, Kind::End { complete: true }, observe)?;
            self.cases = self.cases.saturating_add(1);
            observe(Progress::CaseEnded(&case.case, &Ended::Through));
        }
        Ok(true)
    }

    /// The answers; none if the parser cannot be asked any more, which ends the run.
    fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Option<Vec<Answer>>> {
        match self.parser.ask(asked) {
            Ok(answers) if answers.len() == asked.len() => Ok(Some(answers)),
            Ok(_) => Err(Error::harness("as many answers as questions are due")),
            Err(error) if error.blame() == Blame::Subject => {
                self.failed = Some(error.to_string());
                self.complete = false;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn answered(
        &mut self,
        case: &str,
        link: u32,
        answer: Answer,
        observe: Observer<'_>,
    ) -> Result<()> {
        let of = link.to_string();
        let said = |outcome, value, reason| Kind::Outcome { of, outcome, value, reason };
        let parser = Some(Source::Parser);
        let (from, kind) = match answer {
            Answer::Accept(value) => (parser, said(Said::Accept, value, None)),
            Answer::Reject(why) => {
                (parser, said(Said::Reject, None, Some(why).filter(|w| !w.is_empty())))
            }
            Answer::Unsupported => (parser, said(Said::Unsupported, None, None)),
            Answer::Crash { exit, said } => {
                (parser, Kind::Process { exit, detail: Some(said).filter(|s| !s.is_empty()) })
            }
            Answer::Hang(after) => {
                (Some(Source::Harness), Kind::GaveUp { awaiting: "outcome".to_owned(), after })
            }
            Answer::Garbage(what) => {
                (parser, Kind::Error { what: Failure::Malformed, detail: Some(what) })
            }
        };
        self.record(case, Some(link), from, kind, observe)
    }

    fn record(
        &mut self,
        case: &str,
        link: Option<u32>,
        from: Option<Source>,
        kind: Kind,
        observe: Observer<'_>,
    ) -> Result<()> {
        let case = Some(case.to_owned()).filter(|case| !case.is_empty());
        let at = (self.started.elapsed().as_secs_f64() * 1e6).round() / 1e6;
        let event = Event { at, case, link, from, kind };
        observe(Progress::Event(&event));
        self.judge.see(&event, &mut |finding| observe(Progress::Found(finding)))
    }

    fn new_link(&mut self) -> u32 {
        self.links = self.links.saturating_add(1);
        self.links
    }

    fn finish(mut self, plan: &ParserPlan, observe: Observer<'_>) -> Result<Outcome> {
        let complete = self.complete;
        self.record("", None, None, Kind::End { complete }, observe)?;
        let judgement = self.judge.finish();
        let seconds = self.started.elapsed().as_secs_f64();
        let left = self.run.max_time - seconds;
        let small = if self.run.small && complete && left > 0.0 {
            let cases: BTreeSet<&str> = judgement
                .verdicts
                .iter()
                .flat_map(|v| &v.evidence)
                .map(|e| e.case.as_str())
                .collect();
            let found = plan.phases.iter().flat_map(|(_, all)| all);
            let found: Vec<&HandedOver> =
                found.filter(|c| cases.contains(c.case.as_str())).collect();
            made_small(self.suite, self.parser, self.run.options, &judgement, &found, left)?
        } else {
            Vec::new()
        };
        Ok(Outcome {
            header: self.header,
            subject: self.run.subject.to_owned(),
            judgement,
            cases: self.cases,
            left_out: Vec::new(),
            complete,
            unreachable: self.failed,
            seconds,
            phases: self.phases,
            made_small: small,
        })
    }
}
