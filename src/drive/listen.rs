//! Staying on the line: what is said is said again whenever it is answered.
//!
//! Depends on `play`, whose interpreter it extends by one step. Never judges what comes.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::play::{Ended, Player, too_long};
use crate::{
    error::Result,
    generate::{Hear, Listen, Say},
};

/// Answers that come faster than this are not answered at once: a subject that holds nothing back
/// must not be made to spin.
const SWIFT: Duration = Duration::from_millis(20);
/// How long to wait before speaking again to such a subject.
const BREATH: Duration = Duration::from_millis(50);

impl Player<'_> {
    pub(super) async fn listen(&mut self, listen: &Listen) -> Result<Ended> {
        let within = self.seconds(&listen.within)?;
        if within > self.play.limits.longest_wait {
            return Ok(too_long(within));
        }
        let quiet = Duration::from_secs_f64(self.seconds(&listen.quiet)?.min(within));
        let until = match &listen.until {
            Some(hear) => Some((hear, self.with(hear)?)),
            None => None,
        };
        let began = Instant::now();
        let deadline = began + Duration::from_secs_f64(within);
        let mut news = began;
        let mut said = began;
        if let Some(say) = &listen.say {
            self.again(say).await?;
        }
        loop {
            if let Some((hear, with)) = &until
                && self.caught(hear, with)
            {
                return Ok(Ended::Through);
            }
            if self.answered(listen) {
                if let Some(say) = &listen.say {
                    if said.elapsed() < SWIFT {
                        sleep(BREATH).await;
                    }
                    said = Instant::now();
                    self.again(say).await?;
                }
                continue;
            }
            if self.refused(&listen.actor) {
                break;
            }
            let wake = if until.is_some() { deadline } else { deadline.min(news + quiet) };
            let before = self.news(listen);
            match timeout_at(wake, self.play.feed.recv()).await {
                Ok(Some((actor, event))) => self.take(actor, &event),
                Ok(None) | Err(_) => break,
            }
            if self.news(listen) > before {
                news = Instant::now();
            }
        }
        match until {
            Some((hear, _)) => Ok(self.missed(hear, began)),
            None => Ok(Ended::Through),
        }
    }

    fn missed(&mut self, hear: &Hear, began: Instant) -> Ended {
        self.give_up(hear, began.elapsed().as_secs_f64())
    }

    /// Says it once more.
    async fn again(&mut self, say: &Say) -> Result<()> {
        self.rounds += 1;
        self.play.variables.insert("round".to_owned(), self.rounds.to_string());
        self.say(say).await
    }

    /// Takes the answer to what was said, if it came.
    fn answered(&mut self, listen: &Listen) -> bool {
        let is_answer = |h: &super::play::Heard| {
            !listen.answer.is_empty()
                && h.actor.as_deref() == Some(listen.actor.as_str())
                && h.name == listen.answer
        };
        let Some(index) = self.heard.iter().position(is_answer) else { return false };
        self.heard.remove(index);
        true
    }

    /// How many messages were heard that are no answers.
    fn news(&self, listen: &Listen) -> usize {
        self.heard.iter().filter(|h| h.message.is_some() && h.name != listen.answer).count()
    }
}
