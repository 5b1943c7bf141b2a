//! One story, told to one consumer: provider, proxy, consumer, and a watch on all three.
//!
//! Depends on `drive` and on the suite. It bounds what a consumer can do: time until it shows,
//! time it is watched, and how much it may say.

use std::{future::pending, net::SocketAddr, time::Duration};

use tokio::{sync::mpsc::UnboundedReceiver, time::Instant};
use url::Url;

use super::{
    consuming::Consumer,
    plan::RunOptions,
    relaying::{at, by_name, mark, origin, relay},
};
use crate::{
    contract::Party,
    contracts::{
        ConsumerOptions, Reference, ReferenceOptions, RunningConsumer, Side, Story, Suite,
    },
    drive::{
        Acks, CaseTape, Ended, Limits, Process, Proxy, ProxyOptions, Recorder, Relay, Speaker,
    },
    error::Result,
    judge::Profile,
    transcript::{Event, Kind, Source},
};

/// How long a consumer may take to show, in seconds, at least: some start slowly.
const TO_SHOW: f64 = 15.0;
/// How many events one story may take: a consumer that floods us is not heard out.
const EVENTS: usize = 5_000;
/// What is still on its way when a story is told arrives within this.
const SETTLE: Duration = Duration::from_millis(200);

/// What a story needs.
pub(super) struct Stage<'s> {
    pub(super) suite: &'s dyn Suite,
    /// A reference of which nothing is asked but what it wants and knows.
    pub(super) sample: &'s Reference,
    pub(super) story: &'static Story,
    pub(super) consumer: &'s Consumer,
    pub(super) limits: &'s Limits,
    pub(super) options: &'s RunOptions,
    pub(super) recorder: &'s Recorder,
}

/// A consumer at work; dropping it ends it.
enum Actor {
    Command(Process),
    #[expect(dead_code, reason = "held, because dropping it ends the consumer")]
    Embedded(RunningConsumer),
    Elsewhere,
}

/// Tells one story and ends its case.
pub(super) async fn tell(stage: Stage<'_>) -> Result<Ended> {
    let (tape, mut feed) = CaseTape::new(stage.recorder.clone(), stage.story.name);
    stage.play(&tape, &mut feed).await
}

type Feed = UnboundedReceiver<(Option<String>, Event)>;

impl Stage<'_> {
    async fn play(&self, tape: &CaseTape, feed: &mut Feed) -> Result<Ended> {
        let side = self.suite.side();
        let client = match side {
            Side::Connects => Party::Consumer,
            Side::Receives => Party::Provider,
        };
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let proxy =
            Proxy::open(tape.clone(), free, ProxyOptions { client, limits: self.limits }).await?;
        let relay = self.relay().await?;
        // Who connects meets the relay first, and the proxy behind it.
        let door = relay.as_ref().filter(|_| side == Side::Connects);
        let front = by_name(door.map_or(&proxy.url, |relay| &relay.url))?;
        let acks = Acks::open(tape).await?;
        let (reference, mut actor) = match side {
            Side::Connects => {
                let reference = self.provider(tape, Some(front.clone()), None).await?;
                proxy.forward_to(origin(&reference.url)?);
                if let Some(relay) = &relay {
                    relay.forward_to(proxy.url.clone());
                }
                let url = at(&front, &reference.url);
                let (actor, _) = self.consumer(&reference, url, &acks).await?;
                (reference, actor)
            }
            Side::Receives => {
                // It has to be there before anything is delivered; nobody serves it anything.
                let sample = self.sample;
                let (actor, url) = self.consumer(sample, sample.url.clone(), &acks).await?;
                let Some(url) = url else {
                    let line = "the first line `URL http://…` of what it prints";
                    return Ok(self.end(broke_off(line)));
                };
                match &relay {
                    Some(relay) => {
                        relay.forward_to(origin(&url)?);
                        proxy.forward_to(relay.url.clone());
                    }
                    None => proxy.forward_to(origin(&url)?),
                }
                let reference = self.provider(tape, None, Some(at(&front, &url))).await?;
                (reference, actor)
            }
        };
        let ended = self.watch(&reference, &mut actor, tape, feed).await;
        if let Consumer::Embedded(_, triggered) = self.consumer {
            mark(triggered, relay.as_ref());
        }
        let ended = self.end(ended);
        // Who was cut off in the middle of something is not to blame for it: the case has ended
        // before its consumer is.
        drop(actor);
        drop(relay);
        drop(proxy);
        Ok(ended)
    }

    /// What our own consumer says otherwise on the wire, a relay says for it.
    async fn relay(&self) -> Result<Option<Relay>> {
        let speaker = match self.suite.side() {
            Side::Connects => Speaker::Client,
            Side::Receives => Speaker::Server,
        };
        match self.consumer {
            Consumer::Embedded(..) => relay(speaker, &self.options.variations).await,
            Consumer::Command(_) | Consumer::Receiver(_) => Ok(None),
        }
    }

    /// The case ends here: what comes after it is judged no more.
    fn end(&self, ended: Ended) -> Ended {
        let complete = ended == Ended::Through;
        self.recorder.record(Some(self.story.name), None, None, Kind::End { complete });
        ended
    }

    async fn provider(
        &self,
        tape: &CaseTape,
        public: Option<Url>,
        deliver_to: Option<Url>,
    ) -> Result<Reference> {
        let (story, tape) = (Some(self.story.name), Some(tape.clone()));
        let seed = self.options.seed;
        let options =
            ReferenceOptions { seed, public, story, deliver_to, tape, ..Default::default() };
        self.suite.reference(options).await
    }

    /// Starts the consumer; the URL is that of one that receives.
    async fn consumer(
        &self,
        reference: &Reference,
        url: Url,
        acks: &Acks,
    ) -> Result<(Actor, Option<Url>)> {
        let receives = self.suite.side() == Side::Receives;
        match self.consumer {
            Consumer::Receiver(url) => Ok((Actor::Elsewhere, Some(url.clone()))),
            Consumer::Embedded(faults, triggered) => {
                let practical = self.options.judge.profile == Profile::Practical;
                let options = ConsumerOptions {
                    url,
                    token: reference.auth.token.clone(),
                    // It takes what rulings tolerate; strictly, that would be held against it.
                    acks: practical.then(|| acks.url.clone()),
                    facts: reference.facts.clone(),
                    faults: faults.clone(),
                    triggered: triggered.clone(),
                    seed: self.options.seed,
                    variations: self.options.variations.clone(),
                };
                let mut running = self.suite.consumer(options).await?;
                let url = running.url.take();
                Ok((Actor::Embedded(running), url))
            }
            Consumer::Command(command) => {
                let mut environment = vec![
                    ("RINGTRUE_URL", url.to_string()),
                    ("RINGTRUE_CONTRACT", self.suite.id().to_owned()),
                    ("RINGTRUE_ACK_URL", acks.url.to_string()),
                ];
                let token = reference.auth.token.iter();
                environment.extend(token.map(|token| ("RINGTRUE_TOKEN", token.clone())));
                let account = reference.facts.get("account").into_iter();
                environment.extend(account.map(|id| ("RINGTRUE_ACCOUNT", id.clone())));
                let facts = reference.facts.iter().map(|(name, value)| (variable(name), value));
                let facts: Vec<(String, &String)> = facts.collect();
                environment
                    .extend(facts.iter().map(|(name, value)| (name.as_str(), (*value).clone())));
                let mut process = Process::start(command, &environment)?;
                if !receives {
                    return Ok((Actor::Command(process), None));
                }
                let line = process.first_line(self.to_show()).await.unwrap_or_default();
                let url = line.strip_prefix("URL ").and_then(|url| Url::parse(url.trim()).ok());
                Ok((Actor::Command(process), url))
            }
        }
    }

    fn to_show(&self) -> Duration {
        Duration::from_secs_f64(self.limits.patience.max(TO_SHOW))
    }

    /// Watches until the story is told, time is up, or the consumer is gone.
    async fn watch(
        &self,
        reference: &Reference,
        actor: &mut Actor,
        tape: &CaseTape,
        feed: &mut Feed,
    ) -> Ended {
        let begun = Instant::now();
        let mut until = begun + self.to_show();
        let (mut shown, mut events, mut gone, mut told) = (false, 0_usize, false, false);
        loop {
            tokio::select! {
                next = feed.recv() => {
                    let Some((_, event)) = next else { return Ended::Through };
                    events += 1;
                    if events > EVENTS {
                        let (awaiting, after) = ("an end of its flood", begun.elapsed());
                        return give_up(tape, awaiting, after);
                    }
                    if !shown && event.from == Some(Source::Consumer) {
                        shown = true;
                        // On a busy machine it may be told before it was looked at.
                        if !told {
                            until = Instant::now() + Duration::from_secs_f64(self.story.seconds);
                        }
                    }
                }
                exit = ended(actor), if !gone => {
                    gone = true;
                    let detail = last_words(actor);
                    tape.record(None, None, Source::Consumer, Kind::Process { exit, detail });
                    if !shown {
                        return broke_off(&unseen(actor, exit));
                    }
                    // What it sent before it went may still be on its way.
                    until = until.min(Instant::now() + SETTLE);
                }
                () = reference.told.notified(), if !told => {
                    told = true;
                    until = until.min(Instant::now() + SETTLE);
                }
                () = tokio::time::sleep_until(until) => break,
            }
        }
        let awaiting = match self.suite.side() {
            Side::Connects => "its first request",
            Side::Receives => "its first answer",
        };
        if shown { Ended::Through } else { give_up(tape, awaiting, begun.elapsed()) }
    }
}

/// The variable that a command finds a fact in: `workbins-of-others` is
/// `RINGTRUE_FACT_WORKBINS_OF_OTHERS`.
fn variable(fact: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    format!("RINGTRUE_FACT_{}", fact.chars().map(letter).collect::<String>())
}

/// The end of a consumer that has one.
async fn ended(actor: &mut Actor) -> Option<i32> {
    match actor {
        Actor::Command(process) => process.ended().await,
        // Ours ends when it has nothing more to do: that is no event.
        Actor::Embedded(_) | Actor::Elsewhere => pending().await,
    }
}

/// What a command complained of last.
fn last_words(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Command(process) => process.last_words(),
        Actor::Embedded(_) | Actor::Elsewhere => None,
    }
}

fn unseen(actor: &Actor, exit: Option<i32>) -> String {
    let how = exit.map_or("was killed by a signal".to_owned(), |code| format!("ended with {code}"));
    let words = last_words(actor).map(|words| format!(": {words}")).unwrap_or_default();
    format!("its first request; it {how} before{words}")
}

fn broke_off(awaiting: &str) -> Ended {
    Ended::BrokeOff { awaiting: awaiting.to_owned() }
}

fn give_up(tape: &CaseTape, awaiting: &str, after: Duration) -> Ended {
    let kind = Kind::GaveUp { awaiting: awaiting.to_owned(), after: after.as_secs_f64() };
    tape.record(None, None, Source::Harness, kind);
    broke_off(awaiting)
}
