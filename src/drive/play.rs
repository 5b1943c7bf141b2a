//! The interpreter: plays one case against a carrier.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use tokio::{
    sync::mpsc::UnboundedReceiver,
    time::{Instant, sleep, timeout_at},
};

use super::{
    carrier::{Carrier, Spoken},
    limits::Limits,
    pace::Pace,
    recorder::CaseTape,
};
use crate::{
    codec::json::Value,
    error::{Error, Result},
    generate::{Case, Hear, Miss, Say, Step, Variables, Wait, fill},
    judge::{Message, Reader},
    transcript::{Event, Failure, Kind, Source},
};

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// All steps were taken.
    Through,
    /// The subject did not do what the next step needs.
    BrokeOff {
        /// What it waited for.
        awaiting: String,
    },
    /// A step asks for more time than the limits allow: nothing was sent for it.
    TooLong {
        /// What it would take, in seconds.
        seconds: u64,
    },
}

/// Everything needed to play a case.
pub struct Play<'a> {
    /// The case.
    pub case: &'a Case,
    /// Carries what is said.
    pub carrier: Box<dyn Carrier>,
    /// Finds messages in what is heard.
    pub reader: Box<dyn Reader>,
    /// Where everything is written down.
    pub tape: CaseTape,
    /// What the tape heard.
    pub feed: UnboundedReceiver<(Option<String>, Event)>,
    /// Bounds.
    pub limits: &'a Limits,
    /// The pace of the run.
    pub pace: &'a Pace,
    /// Variables of the run.
    pub variables: Variables,
}

/// Something heard and not yet taken.
pub(super) struct Heard {
    pub(super) actor: Option<String>,
    pub(super) name: String,
    pub(super) message: Option<Message>,
}

pub(super) struct Player<'a> {
    pub(super) play: Play<'a>,
    pub(super) heard: Vec<Heard>,
    /// How often something was said again while listening.
    pub(super) rounds: u64,
    /// The newest exchange or socket of each actor.
    links: HashMap<String, u32>,
    /// Actors whose last connection was refused: nothing can come for them.
    refused: HashSet<String>,
    /// A variable that a step needed and that nothing heard so far has filled.
    missing: Option<String>,
}

/// Plays a case; returns how it ended and the variables it kept.
///
/// # Errors
/// Blames whoever the carrier blames. What the subject does not do ends the case and is no error.
pub async fn play(mut play: Play<'_>) -> Result<(Ended, Variables)> {
    play.variables.extend(play.carrier.variables());
    play.variables.extend(play.case.set.clone());
    let case = play.case;
    let mut player = Player {
        play,
        heard: Vec::new(),
        rounds: 0,
        links: HashMap::new(),
        refused: HashSet::new(),
        missing: None,
    };
    let mut ended = Ok(Ended::Through);
    for step in &case.steps {
        ended = player.step(step).await;
        // What the subject never said cannot be sent back to it: the case ends here.
        if let Some(variable) = player.missing.take() {
            ended = Ok(Ended::BrokeOff { awaiting: format!("a value for {variable}") });
        }
        if !matches!(ended, Ok(Ended::Through)) {
            break;
        }
    }
    for step in &case.finally {
        // What was never created cannot be removed: its variable is unknown, and that is fine.
        let _ = player.step(step).await;
    }
    let complete = matches!(ended, Ok(Ended::Through | Ended::TooLong { .. }));
    let recorder = player.play.tape.recorder().clone();
    drop(player.play.carrier);
    recorder.record(Some(&case.name), None, None, Kind::End { complete });
    ended.map(|ended| (ended, player.play.variables))
}

impl Player<'_> {
    async fn step(&mut self, step: &Step) -> Result<Ended> {
        match step {
            Step::Say(say) => self.say(say).await.map(|()| Ended::Through),
            Step::Hear(hear) => self.hear(hear).await,
            Step::Listen(listen) => self.listen(listen).await,
            Step::Pause { wait } => {
                let seconds = self.seconds(wait)?;
                if seconds > self.play.limits.longest_wait {
                    return Ok(too_long(seconds));
                }
                sleep(Duration::from_secs_f64(seconds)).await;
                Ok(Ended::Through)
            }
            Step::Open { actor, url } => {
                let url = self.fill(url, false)?;
                let before = self.play.carrier.variables();
                self.play.carrier.open(actor, &url).await?;
                // What was opened may have an address that nobody knew before.
                let mut now = self.play.carrier.variables();
                now.retain(|variable| !before.contains(variable));
                self.play.variables.extend(now);
                Ok(Ended::Through)
            }
            Step::Close { actor } => {
                self.play.carrier.close(actor).await;
                Ok(Ended::Through)
            }
        }
    }

    pub(super) async fn say(&mut self, say: &Say) -> Result<()> {
        let spoken = Spoken {
            message: say.message.clone(),
            body: self.fill(&say.body, true)?,
            how: say
                .how
                .iter()
                .map(|(name, value)| Ok((name.clone(), self.fill(value, false)?)))
                .collect::<Result<_>>()?,
        };
        if say.expect.is_some() || say.breaks.is_some() {
            let kind = Kind::Stimulus {
                expect: say.expect.clone(),
                breaks: say.breaks.clone(),
                keeps: None,
                of: None,
            };
            self.play.tape.record(Some(&say.actor), None, Source::Harness, kind);
        }
        self.play.pace.turn().await;
        self.play.carrier.say(&say.actor, spoken).await
    }

    async fn hear(&mut self, hear: &Hear) -> Result<Ended> {
        let seconds = match &hear.within {
            Some(wait) => self.seconds(wait)?,
            None => self.play.limits.patience,
        };
        if seconds > self.play.limits.longest_wait {
            return Ok(too_long(seconds));
        }
        let with = self.with(hear)?;
        let began = Instant::now();
        let deadline = began + Duration::from_secs_f64(seconds);
        loop {
            if self.caught(hear, &with) {
                return Ok(Ended::Through);
            }
            if self.refused(&hear.actor) {
                break;
            }
            match timeout_at(deadline, self.play.feed.recv()).await {
                Ok(Some((actor, event))) => self.take(actor, &event),
                Ok(None) | Err(_) => break,
            }
        }
        let refused = self.refused(&hear.actor);
        let after = if refused { began.elapsed().as_secs_f64() } else { seconds };
        Ok(self.give_up(hear, after))
    }

    /// What a message must have for `hear`, filled in.
    pub(super) fn with(&mut self, hear: &Hear) -> Result<Vec<(String, String)>> {
        hear.with
            .iter()
            .map(|(pointer, text)| Ok((pointer.clone(), self.fill(text, false)?)))
            .collect()
    }

    /// Takes the first thing heard that `hear` waits for.
    pub(super) fn caught(&mut self, hear: &Hear, with: &[(String, String)]) -> bool {
        let fits = |h: &Heard| {
            h.actor.as_deref() == Some(hear.actor.as_str())
                && hear.any.contains(&h.name)
                && with.iter().all(|(pointer, text)| has(h.message.as_ref(), pointer, text))
        };
        let Some(index) = self.heard.iter().position(fits) else { return false };
        let heard = self.heard.remove(index);
        self.keep(hear, heard.message.as_ref());
        true
    }

    /// Writes down that what `hear` waits for did not come.
    pub(super) fn give_up(&mut self, hear: &Hear, after: f64) -> Ended {
        let awaiting = hear.any.join(" or ");
        let kind = Kind::GaveUp { awaiting: awaiting.clone(), after };
        let link = self.links.get(&hear.actor).copied();
        self.play.tape.record(Some(&hear.actor), link, Source::Harness, kind);
        match hear.miss {
            Miss::BreakOff => Ended::BrokeOff { awaiting },
            Miss::GoOn => Ended::Through,
        }
    }

    /// Whether nothing can come for an actor: its last connection was refused.
    pub(super) fn refused(&self, actor: &str) -> bool {
        self.refused.contains(actor)
    }

    /// Finds the messages in what was heard.
    pub(super) fn take(&mut self, actor: Option<String>, event: &Event) {
        if let (Some(actor), Some(link)) = (&actor, event.link) {
            let newest = self.links.entry(actor.clone()).or_default();
            *newest = link.max(*newest);
        }
        if let Some(actor) = &actor {
            match event.kind {
                Kind::Error { what: Failure::Refused | Failure::Tls, .. } => {
                    self.refused.insert(actor.clone());
                }
                Kind::Response { .. } | Kind::Frame { .. } => {
                    self.refused.remove(actor);
                }
                _ => {}
            }
        }
        let theirs = event.from == Some(Source::Provider);
        let messages = self.play.reader.read(event);
        self.play.reader.advance(event, None);
        if theirs {
            let name = event.kind.name().to_owned();
            self.heard.push(Heard { actor: actor.clone(), name, message: None });
        }
        for message in messages {
            self.play.reader.advance(event, Some(&message));
            if theirs {
                let name = message.name.clone();
                self.heard.push(Heard { actor: actor.clone(), name, message: Some(message) });
            }
        }
    }

    fn keep(&mut self, hear: &Hear, message: Option<&Message>) {
        for (variable, pointer) in &hear.keep {
            if let Some(text) = message.and_then(|m| text_at(m, pointer)) {
                self.play.variables.insert(variable.clone(), text);
            }
        }
    }

    pub(super) fn seconds(&mut self, wait: &Wait) -> Result<f64> {
        let Some(variable) = &wait.plus else { return Ok(wait.seconds.max(0.0)) };
        let Some(value) = self.play.variables.get(variable) else {
            return Err(self.unknown(variable));
        };
        let value: f64 = value.parse().unwrap_or(0.0);
        let seconds = wait.seconds + wait.times * value;
        // Whatever a peer advises: a wait is finite and not negative.
        Ok(if seconds.is_finite() { seconds.clamp(0.0, 1e9) } else { 1e9 })
    }

    fn fill(&mut self, text: &str, json: bool) -> Result<String> {
        let variables = &self.play.variables;
        let empty = |name: &&String| variables.get(*name).is_some_and(String::is_empty);
        let filled = match json {
            // A subject that gives an empty id gave none: what we say with it would be our mistake.
            true => fill(text, variables, true).and_then(|filled| {
                let named = |name: &&String| text.contains(&format!("${{{name}}}"));
                match variables.keys().filter(named).find(empty) {
                    Some(name) => Err(name.clone()),
                    None => Ok(filled),
                }
            }),
            false => fill(text, variables, false),
        };
        filled.map_err(|name| self.unknown(&name))
    }

    fn unknown(&mut self, variable: &str) -> Error {
        self.missing = Some(variable.to_owned());
        Error::harness(format!("case {}: ${{{variable}}} has no value", self.play.case.name))
    }
}

pub(super) fn too_long(seconds: f64) -> Ended {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
    let seconds = seconds.ceil() as u64;
    Ended::TooLong { seconds }
}

fn has(message: Option<&Message>, pointer: &str, text: &str) -> bool {
    message.and_then(|m| text_at(m, pointer)).is_some_and(|found| found == text)
}

/// A member as text: strings as they are, numbers and flags as written.
fn text_at(message: &Message, pointer: &str) -> Option<String> {
    match &message.pointer(pointer)?.value {
        Value::String(text) => Some(text.to_string()),
        Value::Number(number) => Some(number.as_str().to_owned()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
