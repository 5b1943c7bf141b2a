//! A session that plays its part in a story: what it does instead of telling everything.
//!
//! Depends on `stage` for what comes next and on `odd` for what is beyond the contract. Outside of
//! a story it does nothing.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{
    answer, control,
    odd::{late, odd},
    plot::{Act, Answering},
    session::{Gone, Session},
};
use crate::codec::json::Document;

/// Between two notifications.
const BRISK: Duration = Duration::from_millis(5);
/// Between two looks at whether something has come.
const LOOK: Duration = Duration::from_millis(50);
/// How many notifications can be told again.
const REMEMBERED: usize = 200;

/// How far a session is with its part.
#[derive(Debug, Default)]
pub(super) struct Acting {
    acts: Option<&'static [Act]>,
    at: usize,
    /// How many notifications of the act at hand were told.
    count: usize,
    told: Vec<String>,
    odd: usize,
    /// Pings are not answered.
    pub(super) mute: bool,
}

impl Acting {
    /// A connection was confirmed.
    pub(super) fn begin(&mut self, acts: Option<&'static [Act]>) {
        *self = Self { acts, ..Self::default() };
    }

    /// A story says what is done.
    pub(super) fn is_on(&self) -> bool {
        self.acts.is_some()
    }

    fn act(&self) -> Option<Act> {
        self.acts?.get(self.at).copied()
    }

    fn go_on(&mut self) {
        self.at += 1;
        self.count = 0;
    }

    fn remember(&mut self, text: &str) {
        if self.told.len() < REMEMBERED {
            self.told.push(text.to_owned());
        }
    }
}

impl Session {
    /// Does what the story says becomes of an authentication; true if that is all.
    pub(super) async fn meddle(&mut self, text: &[u8], said: &Document) -> Result<bool, Gone> {
        let text = String::from_utf8_lossy(text).into_owned();
        let Some(answering) = self.provider.stage.answering(&text) else { return Ok(false) };
        let id = said.root.get("subscriptionId").and_then(|n| n.as_str()).unwrap_or_default();
        match answering {
            Answering::Always(status) | Answering::ThisText(status) => {
                self.say(answer::refused(status, Some(id)).text).await?;
            }
            Answering::Once(status) => {
                self.say(answer::refused(status, Some(id)).text).await?;
                self.close(1011, "try again later").await?;
                return Err(Gone);
            }
            Answering::Missing(milliseconds) => {
                sleep(Duration::from_millis(milliseconds)).await;
                self.close(1008, "not authenticated").await?;
                return Err(Gone);
            }
            Answering::Slow(milliseconds) => {
                sleep(Duration::from_millis(milliseconds)).await;
                return Ok(false);
            }
            Answering::Forgotten => {
                self.provider.store.remove(id);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// An answer or a pong, with a member more if the story has that.
    pub(super) fn dressed(&self, text: String) -> String {
        let stage = &self.provider.stage;
        if !stage.plot().is_some_and(|plot| plot.extra_members) {
            return text;
        }
        let schema =
            if text.contains("authenticationResponse") { "AuthenticationResponse" } else { "Pong" };
        match text.strip_suffix('}') {
            Some(open) => {
                let dressed = format!(r#"{open},"node":"7"}}"#);
                stage.announce(&format!("axp-engagement/{schema}:additionalProperties"), &dressed);
                dressed
            }
            None => text,
        }
    }

    /// Does the next thing.
    pub(super) async fn act(&mut self) -> Result<(), Gone> {
        let pause = match self.acting.act() {
            None => Duration::from_secs(1),
            Some(act) => self.perform(act).await?,
        };
        if let Some(serving) = &mut self.serving {
            serving.next = Instant::now() + pause;
        }
        Ok(())
    }

    async fn perform(&mut self, act: Act) -> Result<Duration, Gone> {
        let mut pause = BRISK;
        match act {
            Act::Tell(count) => {
                if self.acting.count < count && self.tell_next().await? {
                    self.acting.count += 1;
                    return Ok(BRISK);
                }
            }
            Act::Again(back) => {
                let told = &self.acting.told;
                let again = told.len().checked_sub(back).and_then(|at| told.get(at)).cloned();
                if let Some(text) = again {
                    self.say(text).await?;
                }
            }
            Act::Swapped => {
                let (first, second) = (self.next(), self.next());
                for text in second.into_iter().chain(first) {
                    self.say_story(text).await?;
                }
            }
            Act::Good => {
                let number = self.acting.odd;
                self.acting.odd += 1;
                if let Some(story) = self.story() {
                    let text = story.beyond(&self.provider, number * 2, None);
                    self.say(text).await?;
                }
            }
            Act::Broken(rule) => {
                let number = self.acting.odd;
                self.acting.odd += 1;
                if let Some(serving) = &self.serving
                    && let Ok(wished) = control::broken_by(&self.provider, rule, number)
                {
                    let text = wished.text(&serving.id);
                    self.provider.stage.announce(rule, &text);
                    self.say(text).await?;
                }
            }
            Act::Late => {
                let number = self.acting.odd;
                self.acting.odd += 1;
                if let Some(story) = self.story() {
                    let text = late(&self.provider, &story, number);
                    self.say(text).await?;
                }
            }
            Act::Odd(what) => {
                let number = self.acting.odd;
                self.acting.odd += 1;
                if let Some(story) = self.story() {
                    let (text, breaks) = odd(&self.provider, &story, number, what);
                    if let Some(breaks) = breaks {
                        self.provider.stage.announce(breaks, &text);
                    }
                    self.say(text).await?;
                }
            }
            Act::Wait(milliseconds) => pause = Duration::from_millis(milliseconds),
            Act::Pings(count) if self.pings < count => return Ok(LOOK),
            Act::RunsOut if self.is_live() => return Ok(LOOK),
            Act::Pings(_) | Act::RunsOut => {}
            Act::Mute => self.acting.mute = true,
            Act::Close(code) => {
                self.close(code, "that was all").await?;
                return Err(Gone);
            }
            Act::Cut => return Err(Gone),
            Act::Told => self.provider.stage.is_told(),
        }
        self.acting.go_on();
        Ok(pause)
    }

    /// Tells the next notification of the whole story; false if there is none.
    async fn tell_next(&mut self) -> Result<bool, Gone> {
        match self.next() {
            Some(text) => self.say_story(text).await.map(|()| true),
            None => Ok(false),
        }
    }

    async fn say_story(&mut self, text: String) -> Result<(), Gone> {
        self.acting.remember(&text);
        self.say(text).await
    }

    /// The next notification of the whole story that the filter lets through.
    fn next(&self) -> Option<String> {
        let id = &self.serving.as_ref()?.id;
        let subscription = self.provider.store.get(id)?;
        loop {
            let turn = self.provider.store.turn(id)?;
            if turn >= subscription.story.len() {
                return None;
            }
            let shows = |event: &str| subscription.covers(event);
            if let Some(text) = subscription.story.note(&self.provider, turn, shows) {
                return Some(text);
            }
        }
    }

    fn story(&self) -> Option<std::sync::Arc<super::story::Story>> {
        Some(self.provider.store.get(&self.serving.as_ref()?.id)?.story)
    }

    fn is_live(&self) -> bool {
        let subscription = self.serving.as_ref().and_then(|s| self.provider.store.get(&s.id));
        subscription.is_some_and(|s| s.rest().is_some())
    }
}
