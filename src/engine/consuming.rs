//! A run against a consumer: the reference provider tells it stories, a proxy between the two
//! writes down what crosses the wire, and the consumer's side of it is judged.
//!
//! Depends on `drive` for the proxy, commands and acks, and on the suite for both references. It
//! decides nothing about what a consumer should have done.

use std::{net::SocketAddr, time::Duration};

use futures_util::{StreamExt, stream};
use tokio::time::Instant;
use url::Url;

use super::{
    desk::{Desk, Observer},
    outcome::{Outcome, Played},
    plan::{RunOptions, aims_at},
    progress::Progress,
    run::run_cases,
    telling::{Stage, tell},
};
use crate::{
    contracts::{Reference, ReferenceOptions, Side, Story, Suite, Triggered},
    drive::{Ended, Limits, Target},
    error::Result,
    generate::Case,
    transcript::Kind,
};

/// The consumer under test.
#[derive(Debug, Clone)]
pub enum Consumer {
    /// A command that is started for each story.
    Command(String),
    /// A receiver of webhooks that is running already.
    Receiver(Url),
    /// Our own, with these faults.
    Embedded(Vec<String>, Triggered),
}

impl Consumer {
    fn in_words(&self) -> String {
        match self {
            Self::Command(command) => format!("`{command}`"),
            Self::Receiver(url) => url.to_string(),
            Self::Embedded(..) => "embedded reference".to_owned(),
        }
    }
}

/// Tells all stories of a suite to a consumer.
///
/// # Errors
/// Blames the document for a contract that does not load, the user for a command that cannot be
/// started. What the consumer does is never an error: it is in the outcome.
pub async fn run_consumer(
    suite: &dyn Suite,
    consumer: &Consumer,
    limits: &Limits,
    options: &RunOptions,
    observe: Observer<'_>,
) -> Result<Outcome> {
    let begun = Instant::now();
    let deadline = begun + Duration::from_secs_f64(limits.max_time);
    // What it wants and knows is the same in every story.
    let sample = sample(suite, options.seed).await?;
    let mut facts = sample.facts.clone();
    // It may say what it makes of messages: that is judged as far as it does. Who receives says so
    // with each answer already, for which the contract has rules.
    if suite.side() == Side::Connects {
        facts.insert("acks".to_owned(), "yes".to_owned());
    }
    let mut desk = Desk::open(suite, &sample.auth, &facts, options, observe)?;
    // A story that takes longer than anybody is ready to wait is left out, and said to be.
    let (stories, too_long): (Vec<_>, Vec<_>) = selected(suite, options)
        .into_iter()
        .partition(|story| story.seconds <= limits.longest_wait);
    observe(Progress::Planned(stories.len()));
    let recorder = desk.recorder.clone();
    // Made before the first is polled: a closure that lives across waits could not be sent.
    let tales: Vec<_> = stories
        .iter()
        .copied()
        .map(|story: &'static Story| {
            let (sample, recorder) = (&sample, &recorder);
            let stage = Stage { suite, sample, story, consumer, limits, options, recorder };
            async move { (story.name, tell(stage).await) }
        })
        .collect();
    let mut telling = stream::iter(tales).buffer_unordered(limits.parallel.max(1));
    let mut told = Vec::new();
    let (mut silent, mut heard) = (None, 0_usize);
    while let Some((name, ended)) = desk.next_of(&mut telling, deadline, observe).await? {
        let ended = ended?;
        told.push(name);
        observe(Progress::CaseEnded(name, &ended));
        match ended {
            Ended::BrokeOff { awaiting } => {
                silent.get_or_insert(awaiting);
            }
            _ => heard += 1,
        }
    }
    drop(telling);
    for story in stories.iter().filter(|story| !told.contains(&story.name)) {
        recorder.record(Some(story.name), None, None, Kind::End { complete: false });
    }
    let mut outcome = desk.close(suite, consumer.in_words(), observe).await?;
    outcome.cases = told.len();
    outcome.left_out = too_long.iter().map(|s| (s.name.to_owned(), whole(s.seconds))).collect();
    let seconds = begun.elapsed().as_secs_f64();
    outcome.phases = vec![Played { phase: "stories", cases: told.len(), seconds }];
    // Where no story was heard to its end, the first reason is what a person needs to know.
    if !outcome.judgement.conclusive || heard == 0 {
        outcome.unreachable =
            silent.map(|what| format!("{}: waited in vain for {what}", outcome.subject));
    }
    Ok(outcome)
}

/// Runs our own consumer with these faults. A fault that a script shows is shown by the script.
///
/// # Errors
/// As [`run_consumer`].
pub async fn run_reference_consumer(
    suite: &dyn Suite,
    faults: &[String],
    limits: &Limits,
    options: &RunOptions,
    observe: Observer<'_>,
) -> Result<(Outcome, Triggered)> {
    let triggered = Triggered::default();
    let cases: Vec<Case> = faults.iter().flat_map(|name| suite.consumer_cases(name)).collect();
    if cases.is_empty() {
        let consumer = Consumer::Embedded(faults.to_vec(), triggered.clone());
        let outcome = run_consumer(suite, &consumer, limits, options, observe).await?;
        return Ok((outcome, triggered));
    }
    faults.iter().for_each(|name| triggered.mark(name));
    // Some conduct shows only against a provider that differs harmlessly from the usual one.
    let variations = cases.iter().filter_map(|case| case.set.get("variation").cloned()).collect();
    let start = ReferenceOptions { variations, seed: options.seed, ..ReferenceOptions::default() };
    let reference = suite.reference(start).await?;
    let target = Target { limits: limits.clone(), ..reference.target() };
    let outcome = run_cases(suite, &target, &cases, options, observe).await?;
    Ok((outcome, triggered))
}

/// A reference of which nothing is asked but what it wants and knows.
async fn sample(suite: &dyn Suite, seed: u64) -> Result<Reference> {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    suite.reference(ReferenceOptions { listen, seed, ..ReferenceOptions::default() }).await
}

/// Seconds, rounded up.
fn whole(seconds: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = seconds.clamp(0.0, 1e9).ceil() as u64;
    whole
}

/// The stories that the options leave, in their order.
fn selected(suite: &dyn Suite, options: &RunOptions) -> Vec<&'static Story> {
    let aimed = suite.stories().iter().filter(|story| aims_at(story.aims, &options.judge));
    let ours = |index: u64| {
        options.shard.is_none_or(|shard| shard.has(index))
            && options.max_cases.is_none_or(|most| index <= most)
    };
    (1..).zip(aimed).filter(|(index, _)| ours(*index)).map(|(_, story)| story).collect()
}
