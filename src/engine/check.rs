//! Judging what was recorded: transcripts and bare messages, as a stream.

use std::{io::BufRead, time::Instant};

use super::{outcome::Outcome, plan::RunOptions, progress::Progress};
use crate::{
    codec::json::{self, Position},
    contract::Party,
    contracts::Suite,
    error::{Error, Result},
    judge::{Judge, Message},
    transcript::{Body, Event, Header, Kind, Line, Reader, Source},
};

/// A line that could not be read; the rest of the input was.
pub type InputTrouble = String;

/// What checking one input gave.
#[derive(Debug)]
pub struct Checked {
    /// The outcome; none if the input held nothing.
    pub outcome: Option<Outcome>,
    /// Lines that could not be read: file, line, column, what is wrong.
    pub unreadable: Vec<InputTrouble>,
}

/// How bare messages are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bare<'a> {
    /// The contract they belong to.
    pub contract: Option<&'a str>,
    /// Their name, where the payload does not say.
    pub message: Option<&'a str>,
}

/// Judges one input. `find` gives the suite of a contract id.
///
/// # Errors
/// Blames the user for input that is no transcript and comes without a contract, or a header of
/// an unknown contract. A broken line is no error: it is in `unreadable`.
pub fn check(
    input: impl BufRead,
    name: &str,
    bare: Bare<'_>,
    find: &dyn Fn(&str) -> Option<&'static dyn Suite>,
    options: &RunOptions,
    observe: &mut dyn FnMut(Progress<'_>),
) -> Result<Checked> {
    let started = Instant::now();
    let mut reader = Reader::new(input, name);
    let mut unreadable = Vec::new();
    let mut judging: Option<(Judge, Header)> = None;
    let mut messages = 0_u64;
    loop {
        let line = match reader.next_line() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => {
                observe(Progress::Unreadable(&error.to_string()));
                unreadable.push(error.to_string());
                // Without its header a transcript cannot be judged at all.
                if judging.is_none() || unreadable.len() > 1000 {
                    break;
                }
                continue;
            }
        };
        match line {
            Line::Header(header) => {
                let suite = suite_of(&header.contract, name, find)?;
                observe(Progress::Begun(&header));
                let judge =
                    Judge::new(suite.protocol()?.clone(), header.clone(), options.judge.clone())?;
                judging = Some((judge, header));
            }
            Line::Event(event) => {
                if let Some((judge, _)) = &mut judging {
                    judge.reading(name, reader.line());
                    observe(Progress::Event(&event));
                    judge.see(&event, &mut |f| observe(Progress::Found(f)))?;
                }
            }
            Line::Bare(text) => {
                let contract = bare.contract.ok_or_else(|| {
                    Error::user(format!("{name}: no transcript: its first line is no header"))
                        .remedy("name what the messages are: --contract ID [--message NAME]")
                })?;
                let suite = suite_of(contract, name, find)?;
                if judging.is_none() {
                    let both = vec![Party::Provider, Party::Consumer];
                    let header = Header::new(contract, both);
                    observe(Progress::Begun(&header));
                    let judge = Judge::new(
                        suite.protocol()?.clone(),
                        header.clone(),
                        options.judge.clone(),
                    )?;
                    judging = Some((judge, header));
                }
                let Some((judge, _)) = &mut judging else { continue };
                messages += 1;
                judge.reading(name, reader.line());
                match events_of(&text, suite, bare.message, messages) {
                    Ok(events) => {
                        for event in &events {
                            judge.see(event, &mut |f| observe(Progress::Found(f)))?;
                        }
                    }
                    Err(what) => {
                        let place = format!("{name}:{}:{what}", reader.line());
                        observe(Progress::Unreadable(&place));
                        unreadable.push(place);
                    }
                }
            }
        }
    }
    let outcome = judging.map(|(judge, header)| {
        let constraints = judge.constraints_reached();
        Outcome {
            header,
            subject: name.to_owned(),
            cases: judge.cases_seen(),
            judgement: judge.finish(),
            left_out: Vec::new(),
            complete: true,
            unreachable: None,
            seconds: started.elapsed().as_secs_f64(),
            constraints,
        }
    });
    for unknown in outcome.iter().flat_map(|o| &o.judgement.unknown_names) {
        let what = format!("{name}: messages called {unknown}, which the contract does not define");
        observe(Progress::Unreadable(&what));
        unreadable.push(what);
    }
    Ok(Checked { outcome, unreadable })
}

fn suite_of(
    contract: &str,
    name: &str,
    find: &dyn Fn(&str) -> Option<&'static dyn Suite>,
) -> Result<&'static dyn Suite> {
    find(contract).ok_or_else(|| {
        Error::user(format!("{name}: no contract is called {contract}"))
            .remedy("`ringtrue rules` lists the contracts")
    })
}

/// A bare message is a session of its own: the message, then the end.
fn events_of(
    text: &[u8],
    suite: &dyn Suite,
    named: Option<&str>,
    number: u64,
) -> std::result::Result<[Event; 2], String> {
    let document = json::parse(text, &json::Limits::default()).map_err(|e| {
        let place = Position::of(text, e.offset);
        format!("{}: {e}", place.column)
    })?;
    let protocol = suite.protocol().map_err(|e| format!("1: {e}"))?;
    let guessed = || (protocol.classify)(&document.root);
    let message = named.map(str::to_owned).or_else(guessed);
    let message = message.unwrap_or_else(|| Message::UNKNOWN.to_owned());
    let from = protocol.contract.message(&message).map_or(Party::Provider, |m| m.from);
    let case = Some(format!("message {number}"));
    let body = Body::from_bytes(text.to_vec());
    Ok([
        Event {
            at: 0.0,
            case: case.clone(),
            link: None,
            from: Some(Source::from(from)),
            kind: Kind::Message { name: message, body, breaks: None },
        },
        Event { at: 0.0, case, link: None, from: None, kind: Kind::End { complete: true } },
    ])
}
