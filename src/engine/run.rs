//! A live run: the probe, then all cases side by side, judged as they happen.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{StreamExt, stream};

use super::{
    desk::{Desk, Observer},
    identity::uid,
    outcome::{Outcome, Played},
    phases::phases,
    plan::RunOptions,
    progress::Progress,
    relaying::{at, by_name, mark, origin, relay},
    shrinking::findings_made_small,
};
use crate::{
    contract::Party,
    contracts::{ConfigurationFile, Reference, ReferenceOptions, Suite},
    drive::{CaseTape, Ended, Pace, Play, Recorder, Speaker, Target, play},
    error::{Error, Result},
    generate::{Case, Variables},
    transcript::{Body, Header, Kind, Source},
};

/// Runs all cases of a suite against a provider.
///
/// # Errors
/// Blames the document for a contract that does not load, the harness for a case that cannot be
/// played. What the subject does is never an error: it is in the outcome.
pub async fn run(
    suite: &dyn Suite,
    target: &Target,
    options: &RunOptions,
    observe: Observer<'_>,
) -> Result<Outcome> {
    let mut session = Session::begin(suite, target, options, observe)?;
    session.configured(&options.configuration, observe)?;
    let (ended, known) = match suite.probe(target) {
        Some(probe) => {
            let (ended, known) = session.one(&probe, &Variables::new(), observe).await?;
            session.ended(&probe.name, &ended, observe);
            (ended, known)
        }
        None => (Ended::Through, Variables::new()),
    };
    // Nothing is made for a subject that is not there; the scenarios say what was not reached.
    let generated = options.generated && ended == Ended::Through;
    let phases = phases(suite, &known, target, &RunOptions { generated, ..options.clone() })?;
    if ended == Ended::Through {
        observe(Progress::Planned(phases.iter().map(|(_, cases)| cases.len()).sum::<usize>() + 1));
        for (phase, cases) in &phases {
            session.all(phase.as_str(), cases, &known, observe).await?;
        }
    } else {
        session.unreachable = Some(session.explain(&ended));
        // Whatever the other cases aim at was not reached for this reason, not by oversight.
        for (_, cases) in &phases {
            cases.iter().for_each(|case| session.skip(case));
        }
    }
    let subject = match target.listen {
        Some(address) => format!("who delivers to {address}"),
        None => target.url.to_string(),
    };
    let in_time = session.desk.complete;
    let mut outcome = session.finish(subject, observe).await?;
    if in_time && options.small {
        let cases = phases.iter().flat_map(|(_, cases)| cases).map(|c| (c.name.as_str(), c));
        let (cases, judgement) = (cases.collect(), &outcome.judgement);
        outcome.made_small =
            findings_made_small(suite, target, &known, &cases, judgement, options).await?;
    }
    Ok(outcome)
}

/// Runs these cases alone: the conduct of a consumer that is told what to do.
///
/// # Errors
/// As [`run`].
pub async fn run_cases(
    suite: &dyn Suite,
    target: &Target,
    cases: &[Case],
    options: &RunOptions,
    observe: Observer<'_>,
) -> Result<Outcome> {
    run_known(suite, target, &Variables::new(), cases, options, observe).await
}

/// The same against a provider of which this is `known`.
pub(super) async fn run_known(
    suite: &dyn Suite,
    target: &Target,
    known: &Variables,
    cases: &[Case],
    options: &RunOptions,
    observe: Observer<'_>,
) -> Result<Outcome> {
    let mut session = Session::begin(suite, target, options, observe)?;
    observe(Progress::Planned(cases.len()));
    session.all("cases", cases, known, observe).await?;
    session.finish(target.url.to_string(), observe).await
}

/// Starts the suite's reference with these faults and runs all cases against it.
///
/// # Errors
/// As [`run`]; blames the user for a fault that does not exist.
pub async fn run_reference(
    suite: &dyn Suite,
    faults: &[String],
    base: &Target,
    options: &RunOptions,
    observe: Observer<'_>,
) -> Result<(Outcome, Reference)> {
    let relay = relay(Speaker::Server, &options.variations).await?;
    let front = relay.as_ref().map(|relay| by_name(&relay.url)).transpose()?;
    let start = ReferenceOptions {
        faults: faults.to_vec(),
        variations: options.variations.clone(),
        seed: options.seed,
        public: front.clone(),
        ..ReferenceOptions::default()
    };
    let reference = suite.reference(start).await?;
    let mut target = reference.target();
    if let (Some(relay), Some(front)) = (&relay, front) {
        relay.forward_to(origin(&reference.url)?);
        target.url = at(&front, &reference.url);
        target.scope.allow_url(&target.url);
    }
    target.limits = base.limits.clone();
    target.settings = base.settings.clone();
    let mut options = options.clone();
    options.configuration = suite.configuration(faults);
    if !options.configuration.is_empty() && options.subject.contains(&Party::Provider) {
        options.subject.push(Party::Operator);
    }
    let mut outcome = run(suite, &target, &options, observe).await?;
    mark(&reference.triggered, relay.as_ref());
    outcome.subject = "embedded reference".to_owned();
    Ok((outcome, reference))
}

struct Session<'s> {
    suite: &'s dyn Suite,
    target: &'s Target,
    seed: u64,
    desk: Desk,
    pace: Arc<Pace>,
    deadline: tokio::time::Instant,
    played: usize,
    left_out: Vec<(String, u64)>,
    phases: Vec<Played>,
    unreachable: Option<String>,
}

impl<'s> Session<'s> {
    fn begin(
        suite: &'s dyn Suite,
        target: &'s Target,
        options: &RunOptions,
        observe: Observer<'_>,
    ) -> Result<Self> {
        let desk = Desk::open(suite, &target.auth, &target.facts, options, observe)?;
        let limit = Duration::from_secs_f64(target.limits.max_time);
        Ok(Self {
            suite,
            target,
            seed: options.seed,
            desk,
            pace: Arc::new(Pace::new(target.limits.rate)),
            deadline: tokio::time::Instant::now() + limit,
            played: 0,
            left_out: Vec::new(),
            phases: Vec::new(),
            unreachable: None,
        })
    }

    /// Writes down the configuration that the subject lives by: it is judged with everything else.
    fn configured(&mut self, files: &[ConfigurationFile], observe: Observer<'_>) -> Result<()> {
        let case = Some("configuration");
        for file in files {
            let body = Body::Text(file.text.clone());
            let kind =
                Kind::Message { name: file.message.to_owned(), body, breaks: None, keeps: None };
            self.desk.recorder.record(case, None, Some(Source::Operator), kind);
        }
        if !files.is_empty() {
            self.desk.recorder.record(case, None, None, Kind::End { complete: true });
        }
        self.desk.drain(observe)
    }

    /// Plays one case alone.
    async fn one(
        &mut self,
        case: &Case,
        known: &Variables,
        observe: Observer<'_>,
    ) -> Result<(Ended, Variables)> {
        observe(Progress::CaseBegun(&case.name));
        let (suite, target, seed) = (self.suite, self.target, self.seed);
        let (recorder, pace) = (self.desk.recorder.clone(), self.pace.clone());
        let playing = play_one(suite, target, &recorder, &pace, seed, case, known);
        self.desk.during(playing, observe).await?
    }

    /// Plays cases side by side until all are played or time runs out.
    async fn all(
        &mut self,
        phase: &'static str,
        cases: &[Case],
        known: &Variables,
        observe: Observer<'_>,
    ) -> Result<()> {
        let begun = Instant::now();
        let (suite, target, seed) = (self.suite, self.target, self.seed);
        let recorder = self.desk.recorder.clone();
        let pace = self.pace.clone();
        // Made before the first is polled: a closure that lives across waits could not be sent.
        let plays: Vec<_> = cases
            .iter()
            .map(|case| {
                let (recorder, pace) = (&recorder, &pace);
                async move {
                    let result = play_one(suite, target, recorder, pace, seed, case, known).await;
                    (case.name.as_str(), result)
                }
            })
            .collect();
        let mut playing = stream::iter(plays).buffer_unordered(target.limits.parallel.max(1));
        let mut done = BTreeSet::new();
        let deadline = self.deadline;
        while let Some((name, result)) = self.desk.next_of(&mut playing, deadline, observe).await? {
            let (ended, _) = result?;
            done.insert(name);
            self.ended(name, &ended, observe);
        }
        drop(playing);
        for case in cases.iter().filter(|c| !done.contains(c.name.as_str())) {
            self.skip(case);
        }
        let seconds = begun.elapsed().as_secs_f64();
        self.phases.push(Played { phase, cases: done.len(), seconds });
        self.desk.drain(observe)
    }

    fn ended(&mut self, name: &str, ended: &Ended, observe: Observer<'_>) {
        self.played += 1;
        if let Ended::TooLong { seconds } = ended {
            self.left_out.push((name.to_owned(), *seconds));
        }
        observe(Progress::CaseEnded(name, ended));
    }

    /// A case that was not played, because the run ended before it.
    fn skip(&self, case: &Case) {
        self.desk.recorder.record(Some(&case.name), None, None, Kind::End { complete: false });
    }

    /// Why the probe failed, as far as the wire tells.
    fn explain(&self, ended: &Ended) -> String {
        let url = &self.target.url;
        match (self.desk.judge.first_trouble(), &self.desk.first_answer, ended) {
            (Some(trouble), _, _) => format!("{url} could not be reached: {trouble}"),
            (None, Some(answer), _) => {
                format!(
                    "{url} answers ({answer}), but not what the contract defines; is it the right URL?"
                )
            }
            (None, None, Ended::BrokeOff { awaiting }) => format!(
                "{url} accepts connections but never answered: waited {} s for {awaiting}",
                self.target.limits.patience
            ),
            (None, None, _) => format!("{url}: the first case could not be played"),
        }
    }

    async fn finish(self, subject: String, observe: Observer<'_>) -> Result<Outcome> {
        let outcome = self.desk.close(self.suite, subject, observe).await?;
        Ok(Outcome {
            cases: self.played,
            left_out: self.left_out,
            phases: self.phases,
            unreachable: self.unreachable,
            ..outcome
        })
    }
}

async fn play_one(
    suite: &dyn Suite,
    target: &Target,
    recorder: &Recorder,
    pace: &Pace,
    seed: u64,
    case: &Case,
    known: &Variables,
) -> Result<(Ended, Variables)> {
    let protocol = suite.protocol()?;
    let (tape, feed) = CaseTape::new(recorder.clone(), &case.name);
    let mut variables = known.clone();
    variables.insert("uid".to_owned(), uid(seed, &case.name));
    let header = Header::new(suite.id(), Vec::new());
    let carrier = suite.carrier(target, tape.clone());
    play(Play {
        case,
        carrier,
        reader: (protocol.reader)(&header),
        tape,
        feed,
        limits: &target.limits,
        pace,
        variables,
    })
    .await
    .map_err(|e: Error| e.context(format!("case {}", case.name)))
}
