//! `--parser`: a command that speaks JSON lines and is asked many questions.
//!
//! Depends on `child` and `line`. Questions go out together; when something happens to the command
//! meanwhile it is started again and asked one by one, so that the message that did it is known.
//! Never asks on without an end: the command is started a bounded number of times.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use super::{
    answer::Answer,
    asking::{Ask, Asked},
    child::{Heard, Process},
    line,
};
use crate::error::{Error, Result};

/// How often the command is started again.
const RESTARTS: usize = 100;
/// The least time that it may take to greet, in seconds.
const GREETING: f64 = 10.0;
/// How many bytes of messages are out at once.
const OUT: usize = 1024 * 1024;

/// A command that speaks JSON lines.
pub struct Lines {
    command: String,
    patience: Duration,
    process: Option<Process>,
    starts: usize,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").field("command", &self.command).finish_non_exhaustive()
    }
}

/// What became of several questions: the answers by number, and what stopped them.
type Round = (HashMap<u32, Answer>, Option<Answer>);

impl Lines {
    /// A command that is run in a shell, and waited for so long, in seconds, for each answer.
    pub fn new(command: &str, patience: f64) -> Self {
        let patience = Duration::from_secs_f64(patience.clamp(0.001, 3600.0));
        Self { command: command.to_owned(), patience, process: None, starts: 0 }
    }

    /// The running process; starts it and greets it where there is none.
    fn running(&mut self) -> Result<&Process> {
        if self.process.is_none() {
            if self.starts > RESTARTS {
                let what = format!("`{}` had to be started {RESTARTS} times", self.command);
                return Err(Error::subject(what).remedy("see the first findings"));
            }
            self.starts = self.starts.saturating_add(1);
            let mut process = Process::start(&self.command, true)?;
            process.say(line::hello());
            let patience = self.patience.max(Duration::from_secs_f64(GREETING));
            let heard = process.hear(patience);
            if !matches!(&heard, Some(Heard::Line(line)) if line::is_hello(line)) {
                let what = match heard {
                    None => format!("said nothing for {} s", patience.as_secs_f64()),
                    Some(Heard::Closed) => {
                        let exit =
                            process.exit().map_or_else(String::new, |e| format!(" (exit {e})"));
                        format!("ended at once{exit}: {}", process.last_words())
                    }
                    Some(Heard::TooLong) => "said something endless".to_owned(),
                    Some(Heard::Line(line)) => {
                        let said: String =
                            String::from_utf8_lossy(&line).chars().take(80).collect();
                        format!("said `{said}`")
                    }
                };
                return Err(Error::subject(format!("`{}` {what}", self.command))
                    .remedy("an adapter answers {\"hello\":1} with the same line first"));
            }
            self.process = Some(process);
        }
        self.process.as_ref().ok_or_else(|| Error::harness("no process"))
    }

    /// Asks several questions at once, until all are answered or something happens.
    fn round(&mut self, asked: &[Asked<'_>]) -> Result<Round> {
        let patience = self.patience;
        let process = self.running()?;
        for one in asked {
            process.say(line::question(one));
        }
        let mut answers: HashMap<u32, Answer> = HashMap::new();
        let mut stopped = None;
        let mut since = Instant::now();
        while answers.len() < asked.len() && stopped.is_none() {
            let left = patience.saturating_sub(since.elapsed());
            stopped = match process.hear(left) {
                None => Some(Answer::Hang(patience.as_secs_f64())),
                Some(Heard::Closed) => Some(Answer::Crash { exit: None, said: String::new() }),
                Some(Heard::TooLong) => Some(Answer::Garbage("an endless line".to_owned())),
                Some(Heard::Line(line)) => match line::answer(&line) {
                    Err(why) => Some(Answer::Garbage(why)),
                    Ok((id, _))
                        if !asked.iter().any(|a| a.id == id) || answers.contains_key(&id) =>
                    {
                        Some(Answer::Garbage(format!("an answer to {id}, which nobody asked")))
                    }
                    Ok((id, answer)) => {
                        answers.insert(id, answer);
                        since = Instant::now();
                        None
                    }
                },
            };
        }
        if stopped.is_some()
            && let Some(mut process) = self.process.take()
            && let Some(Answer::Crash { exit, said }) = &mut stopped
        {
            *exit = process.exit();
            *said = process.last_words();
        }
        Ok((answers, stopped))
    }

    /// Asks about what fits out at once.
    fn window(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        let (mut answers, stopped) = self.round(asked)?;
        if let Some(stopped) = stopped {
            let open: Vec<&Asked<'_>> =
                asked.iter().filter(|a| !answers.contains_key(&a.id)).collect();
            if let [only] = open.as_slice() {
                answers.insert(only.id, stopped);
            } else {
                self.one_by_one(&open, stopped, &mut answers)?;
            }
        }
        let answer = |one: &Asked<'_>| {
            let missing = || Answer::Garbage("no answer".to_owned());
            answers.remove(&one.id).unwrap_or_else(missing)
        };
        Ok(asked.iter().map(answer).collect())
    }

    fn one_by_one(
        &mut self,
        open: &[&Asked<'_>],
        together: Answer,
        answers: &mut HashMap<u32, Answer>,
    ) -> Result<()> {
        let mut again = false;
        for one in open {
            let (mut alone, stopped) = self.round(std::slice::from_ref(*one))?;
            again |= stopped.is_some();
            answers.extend(alone.remove(&one.id).or(stopped).map(|answer| (one.id, answer)));
        }
        if !again && let Some(first) = open.first() {
            // It happened, though none of them alone does it: the oldest stands for it.
            answers.insert(first.id, among(together, open.len()));
        }
        Ok(())
    }
}

/// What happened when several questions were out.
fn among(answer: Answer, count: usize) -> Answer {
    let note = format!("with {count} messages out; none of them does it alone");
    match answer {
        Answer::Crash { exit, said } => Answer::Crash { exit, said: format!("{said} ({note})") },
        Answer::Garbage(what) => Answer::Garbage(format!("{what} ({note})")),
        other => other,
    }
}

impl Ask for Lines {
    fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        let mut answers = Vec::with_capacity(asked.len());
        let mut rest = asked;
        while !rest.is_empty() {
            let mut bytes = 0_usize;
            let fits = rest.iter().take_while(|one| {
                bytes = bytes.saturating_add(one.bytes.len());
                bytes <= OUT
            });
            let count = fits.count().clamp(1, rest.len());
            let (now, later) = rest.split_at(count);
            answers.extend(self.window(now)?);
            rest = later;
        }
        Ok(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An adapter in a shell: what it does is up to the message's name.
    const ADAPTER: &str = r#"
        read hello; echo '{"hello":1}'
        while read -r line; do
          id=${line#*:}; id=${id%%,*}
          case "$line" in
            *'"message":"crash"'*) echo 'out of cheese' >&2; exit 9;;
            *'"message":"hang"'*) sleep 60;;
            *'"message":"garbage"'*) echo 'debug: hello';;
            *'"message":"no"'*) echo "{\"id\":$id,\"outcome\":\"reject\",\"reason\":\"no\"}";;
            *) echo "{\"id\":$id,\"outcome\":\"accept\"}";;
          esac
        done"#;

    fn ask(messages: &[&str]) -> Vec<Answer> {
        let asked: Vec<Asked<'_>> = (1..)
            .zip(messages)
            .map(|(id, message)| Asked { id, contract: "c", message, bytes: b"{}" })
            .collect();
        Lines::new(ADAPTER, 0.5).ask(&asked).unwrap()
    }

    #[test]
    fn answers_are_matched_by_their_number() {
        let no = Answer::Reject("no".to_owned());
        assert_eq!(ask(&["a", "no", "b"]), [Answer::Accept(None), no, Answer::Accept(None)]);
    }

    #[test]
    fn a_crash_a_hang_and_garbage_are_blamed_on_the_message_that_did_it() {
        let answers = ask(&["a", "crash", "b", "hang", "c", "garbage", "d"]);
        let yes = Answer::Accept(None);
        let crash = Answer::Crash { exit: Some(9), said: "out of cheese".to_owned() };
        assert_eq!(answers[..4], [yes.clone(), crash, yes.clone(), Answer::Hang(0.5)]);
        assert!(matches!(answers[5], Answer::Garbage(_)), "{answers:?}");
        assert_eq!((&answers[4], &answers[6]), (&yes, &yes));
    }

    #[test]
    fn a_command_that_does_not_greet_is_an_error_that_says_so() {
        let asked = [Asked { id: 1, contract: "c", message: "m", bytes: b"" }];
        for (command, part) in [("exit 3", "exit 3"), ("echo moo", "`moo`")] {
            let error = Lines::new(command, 0.2).ask(&asked).unwrap_err().to_string();
            assert!(error.contains(part) && error.contains("hello"), "{error}");
        }
    }
}
