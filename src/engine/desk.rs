//! The desk of a run: what is recorded is judged here as it happens.
//!
//! Depends on the recorder and on the judge. It plays nothing and starts nothing.

use std::{future::Future, time::Duration};

use futures_util::{Stream, StreamExt};
use tokio::{
    sync::mpsc::UnboundedReceiver,
    time::{Instant, timeout_at},
};

use super::{outcome::Outcome, plan::RunOptions, progress::Progress};
use crate::{
    contracts::Suite,
    drive::{Auth, Recorder},
    error::Result,
    judge::Judge,
    transcript::{Event, Header, Kind, Pseudonyms, Source},
};

/// Who wants to know what happens.
pub(super) type Observer<'o> = &'o mut (dyn FnMut(Progress<'_>) + Send);

/// How long stragglers may still be written down after the last case.
const SETTLE: Duration = Duration::from_millis(50);

/// One run that is being judged.
pub(super) struct Desk {
    pub(super) header: Header,
    pub(super) judge: Judge,
    pub(super) recorder: Recorder,
    /// False once time ran out.
    pub(super) complete: bool,
    /// Status and content type of the first answer of a provider.
    pub(super) first_answer: Option<String>,
    events: UnboundedReceiver<Event>,
    started: Instant,
}

impl Desk {
    /// Opens the desk: nothing of these credentials is ever written down.
    pub(super) fn open(
        suite: &dyn Suite,
        auth: &Auth,
        facts: &std::collections::BTreeMap<String, String>,
        options: &RunOptions,
        observe: Observer<'_>,
    ) -> Result<Self> {
        let mut header = Header::new(suite.id(), options.subject.clone());
        header.started = Some(jiff::Timestamp::now().to_string());
        header.profile = Some(options.judge.profile.as_str().to_owned());
        header.seed = Some(options.seed);
        header.facts.clone_from(facts);
        let mut secrets = Pseudonyms::default();
        if let Some(token) = &auth.token {
            secrets.add(token);
        }
        for (_, value) in &auth.headers {
            // `Bearer x`: the scheme is no secret, the rest is.
            secrets.add(value.split_once(' ').map_or(value.as_str(), |(_, secret)| secret));
        }
        let (recorder, events) = Recorder::new(secrets);
        let judge = Judge::new(suite.protocol()?.clone(), header.clone(), options.judge.clone())?;
        observe(Progress::Begun(&header));
        Ok(Self {
            header,
            judge,
            recorder,
            complete: true,
            first_answer: None,
            events,
            started: Instant::now(),
        })
    }

    /// Waits for `work`, and judges meanwhile what it causes.
    pub(super) async fn during<T>(
        &mut self,
        work: impl Future<Output = T>,
        observe: Observer<'_>,
    ) -> Result<T> {
        let mut work = std::pin::pin!(work);
        let result = loop {
            tokio::select! {
                Some(event) = self.events.recv() => self.judge_event(&event, observe)?,
                result = &mut work => break result,
            }
        };
        self.drain(observe)?;
        Ok(result)
    }

    /// The next result of `work`, and judges meanwhile what it causes. None when all is done, or
    /// when time is up, which leaves the run incomplete.
    pub(super) async fn next_of<T>(
        &mut self,
        work: &mut (impl Stream<Item = T> + Unpin),
        deadline: Instant,
        observe: Observer<'_>,
    ) -> Result<Option<T>> {
        loop {
            tokio::select! {
                // The work first: who floods us must not keep us from ending it.
                biased;
                next = timeout_at(deadline, work.next()) => {
                    self.complete &= next.is_ok();
                    return Ok(next.unwrap_or_default());
                }
                Some(event) = self.events.recv() => self.judge_event(&event, observe)?,
            }
        }
    }

    /// Judges one event.
    fn judge_event(&mut self, event: &Event, observe: Observer<'_>) -> Result<()> {
        if self.first_answer.is_none()
            && event.from == Some(Source::Provider)
            && let Kind::Response { status, .. } = &event.kind
        {
            let kind = event.kind.header("content-type").unwrap_or("no content type");
            self.first_answer = Some(format!("status {status}, {kind}"));
        }
        observe(Progress::Event(event));
        self.judge.see(event, &mut |finding| observe(Progress::Found(finding)))
    }

    /// Judges what was recorded so far.
    pub(super) fn drain(&mut self, observe: Observer<'_>) -> Result<()> {
        while let Ok(event) = self.events.try_recv() {
            self.judge_event(&event, observe)?;
        }
        Ok(())
    }

    /// Ends the transcript. What the engine knows besides is for the caller to fill in.
    pub(super) async fn close(
        mut self,
        suite: &dyn Suite,
        subject: String,
        observe: Observer<'_>,
    ) -> Result<Outcome> {
        tokio::time::sleep(SETTLE).await;
        self.drain(observe)?;
        self.recorder.record(None, None, None, Kind::End { complete: self.complete });
        self.drain(observe)?;
        let mut judgement = self.judge.finish();
        judgement.coverage.excuse(suite.unexercised());
        Ok(Outcome {
            header: self.header,
            subject,
            judgement,
            cases: 0,
            left_out: Vec::new(),
            phases: Vec::new(),
            made_small: Vec::new(),
            complete: self.complete,
            unreachable: None,
            seconds: self.started.elapsed().as_secs_f64(),
        })
    }
}
