//! `--parser-stdin`: one process a message, the message on its stdin; exit 0 accepts, 1 rejects,
//! anything else is a crash.
//!
//! Depends on `child`. Several run side by side, for most of the time goes into starting them.

use std::time::Duration;

use super::{
    answer::Answer,
    asking::{Ask, Asked},
    child::Process,
};
use crate::error::Result;

/// A command that is started for each message. It is told what the message is by
/// `RINGTRUE_CONTRACT` and `RINGTRUE_MESSAGE` in its environment.
#[derive(Debug, Clone)]
pub struct OneShot {
    command: String,
    patience: Duration,
    side_by_side: usize,
}

impl OneShot {
    /// A command that is run in a shell, and waited for so long, in seconds.
    pub fn new(command: &str, patience: f64, side_by_side: usize) -> Self {
        let patience = Duration::from_secs_f64(patience.clamp(0.001, 3600.0));
        Self { command: command.to_owned(), patience, side_by_side: side_by_side.clamp(1, 64) }
    }

    fn one(&self, asked: &Asked<'_>) -> Result<Answer> {
        let names = [("RINGTRUE_CONTRACT", asked.contract), ("RINGTRUE_MESSAGE", asked.message)];
        let mut process = Process::start_with(&self.command, false, &names)?;
        process.say(asked.bytes.to_vec());
        process.finish_input();
        Ok(match process.ended(self.patience) {
            Some(Some(0)) => Answer::Accept(None),
            Some(Some(1)) => Answer::Reject(process.last_words()),
            Some(exit) => Answer::Crash { exit, said: process.last_words() },
            None => Answer::Hang(self.patience.as_secs_f64()),
        })
    }
}

impl Ask for OneShot {
    fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        let mut answers = Vec::with_capacity(asked.len());
        for together in asked.chunks(self.side_by_side) {
            let this = &*self;
            let results: Vec<Result<Answer>> = std::thread::scope(|scope| {
                let running: Vec<_> =
                    together.iter().map(|one| scope.spawn(move || this.one(one))).collect();
                let joined = running.into_iter().map(|thread| {
                    let lost = |_| Ok(Answer::Garbage("its thread was lost".to_owned()));
                    thread.join().unwrap_or_else(lost)
                });
                joined.collect()
            });
            for result in results {
                answers.push(result?);
            }
        }
        Ok(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_and_silence_become_answers() {
        let command = r#"read -r line
            case "$line" in
              yes) exit 0;; no) echo why >&2; exit 1;; hang) sleep 60;; *) echo ouch >&2; exit 70;;
            esac"#;
        let asked: Vec<Asked<'_>> = ["yes\n", "no\n", "hang\n", "x\n"]
            .iter()
            .map(|text| Asked { id: 1, contract: "c", message: "m", bytes: text.as_bytes() })
            .collect();
        let answers = OneShot::new(command, 0.5, 2).ask(&asked).unwrap();
        let crash = Answer::Crash { exit: Some(70), said: "ouch".to_owned() };
        let no = Answer::Reject("why".to_owned());
        assert_eq!(answers, [Answer::Accept(None), no, Answer::Hang(0.5), crash]);
    }
}
