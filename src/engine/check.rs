//! Judging what was recorded: transcripts and bare messages, as a stream, and messages in a text.

use std::{io::BufRead, time::Instant};

use super::{outcome::Outcome, plan::RunOptions, progress::Progress};
use crate::{
    codec::json::{self, Document, Found, Limits, Node, Position},
    contract::Party,
    contracts::Suite,
    error::{Error, Result},
    judge::{Judge, Message},
    transcript::{
        Body, Event, Header, Kind, Line, Reader, Source,
        import::{self, Imported},
    },
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
                let suite = begin_bare(&mut judging, name, bare, find, options, observe)?;
                let Some((judge, _)) = &mut judging else { continue };
                let first = reader.line();
                let Some(text) = reader.whole_text()? else {
                    judge.reading(name, first);
                    let trouble = match json::parse(&text, &Limits::default()) {
                        Ok(document) => {
                            let again = json::first_again(&document);
                            see_bare(judge, &document, &text, suite, bare, &mut messages, observe)?;
                            again.map(|again| (again.offset, again.what))
                        }
                        Err(error) => {
                            messages += 1;
                            Some((error.offset, error.to_string()))
                        }
                    };
                    if let Some((offset, what)) = trouble {
                        let column = Position::of(&text, offset).column;
                        let what = format!("{name}:{first}:{column}: {what}");
                        complain(what, &mut unreadable, observe);
                    }
                    continue;
                };
                let found = import::values(&text);
                if found.is_empty() {
                    let what = no_message(&text);
                    complain(format!("{name}:{first}:{what}"), &mut unreadable, observe);
                }
                for imported in found {
                    let (line, column, what) = match imported {
                        Imported::Value { line, column, json, .. } => {
                            let line = line_of_file(first, line);
                            judge.reading(name, line);
                            match json::parse(&json, &Limits::default()) {
                                Ok(document) => {
                                    let count = &mut messages;
                                    see_bare(judge, &document, &json, suite, bare, count, observe)?;
                                    continue;
                                }
                                // Rewritten, it can be longer than is admitted.
                                Err(error) => (line, column, error.kind.to_string()),
                            }
                        }
                        Imported::Trouble { line, column, what } => {
                            (line_of_file(first, line), column, what)
                        }
                    };
                    complain(format!("{name}:{line}:{column}: {what}"), &mut unreadable, observe);
                }
            }
        }
    }
    let outcome = judging.map(|(judge, header)| {
        let cases = judge.cases_seen();
        let mut judgement = judge.finish();
        let suite = find(&header.contract);
        judgement.coverage.excuse(suite.map(|s| s.unexercised()).unwrap_or_default());
        Outcome {
            header,
            subject: name.to_owned(),
            cases,
            judgement,
            left_out: Vec::new(),
            complete: true,
            unreachable: None,
            seconds: started.elapsed().as_secs_f64(),
            phases: Vec::new(),
            made_small: Vec::new(),
        }
    });
    for unknown in outcome.iter().flat_map(|o| &o.judgement.unknown_names) {
        let what = format!("{name}: messages called {unknown}, which the contract does not define");
        observe(Progress::Unreadable(&what));
        unreadable.push(what);
    }
    for sealed in outcome.iter().flat_map(|o| &o.judgement.sealed) {
        let what = format!("{name}: {sealed}\n  help: record with compression off at either end");
        observe(Progress::Unreadable(&what));
        unreadable.push(what);
    }
    Ok(Checked { outcome, unreadable })
}

/// The suite of bare messages; at the first of them, begins to judge.
fn begin_bare(
    judging: &mut Option<(Judge, Header)>,
    name: &str,
    bare: Bare<'_>,
    find: &dyn Fn(&str) -> Option<&'static dyn Suite>,
    options: &RunOptions,
    observe: &mut dyn FnMut(Progress<'_>),
) -> Result<&'static dyn Suite> {
    let contract = bare.contract.ok_or_else(|| {
        Error::user(format!("{name}: no transcript: its first line is no header"))
            .remedy("name what the messages are: --contract ID [--message NAME]")
    })?;
    let suite = suite_of(contract, name, find)?;
    if judging.is_none() {
        let named = bare.message.and_then(|m| suite.protocol().ok()?.contract.message(m));
        let subject = match named.map(|message| message.from) {
            Some(Party::Operator) => vec![Party::Operator],
            _ => vec![Party::Provider, Party::Consumer],
        };
        let header = Header::new(contract, subject);
        observe(Progress::Begun(&header));
        let judge = Judge::new(suite.protocol()?.clone(), header.clone(), options.judge.clone())?;
        *judging = Some((judge, header));
    }
    Ok(suite)
}

/// What a text without any message has in its place, after its column.
fn no_message(text: &[u8]) -> String {
    let rest = text.trim_ascii_start();
    let column = Position::of(text, text.len().saturating_sub(rest.len())).column;
    let character = rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    format!(
        "{column}: expected a message, in JSON or as Python prints it, but found text that begins \
         with {}",
        Found(character)
    )
}

/// Judges a bare message, or several in an array, and counts them in `messages`.
fn see_bare(
    judge: &mut Judge,
    document: &Document,
    text: &[u8],
    suite: &dyn Suite,
    bare: Bare<'_>,
    messages: &mut u64,
    observe: &mut dyn FnMut(Progress<'_>),
) -> Result<()> {
    let protocol = suite.protocol()?;
    let named = |node: &Node| match bare.message {
        Some(name) => Some(name.to_owned()),
        None => (protocol.classify)(node),
    };
    let root = &document.root;
    // Some protocols send their messages in batches, and clients log what they got.
    let batch = root.as_array().filter(|elements| {
        named(root).is_none() && elements.iter().any(|element| named(element).is_some())
    });
    for node in batch.unwrap_or(std::slice::from_ref(root)) {
        *messages += 1;
        let name = named(node).unwrap_or_else(|| Message::UNKNOWN.to_owned());
        let from = protocol.contract.message(&name).map_or(Party::Provider, |m| m.from);
        let body = if batch.is_some() { text.get(node.span.range()) } else { Some(text) };
        for event in events_of(name, from, body.unwrap_or_default(), *messages) {
            judge.see(&event, &mut |f| observe(Progress::Found(f)))?;
        }
    }
    Ok(())
}

fn complain(
    what: String,
    unreadable: &mut Vec<InputTrouble>,
    observe: &mut dyn FnMut(Progress<'_>),
) {
    observe(Progress::Unreadable(&what));
    unreadable.push(what);
}

/// The line of the file of a `line` of a text that begins in line `first` of it.
fn line_of_file(first: u64, line: usize) -> u64 {
    first + u64::try_from(line).unwrap_or(u64::MAX).saturating_sub(1)
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
fn events_of(name: String, from: Party, text: &[u8], number: u64) -> [Event; 2] {
    let case = Some(format!("message {number}"));
    let body = Body::from_bytes(text.to_vec());
    [
        Event {
            at: 0.0,
            case: case.clone(),
            link: None,
            from: Some(Source::from(from)),
            kind: Kind::Message { name, body, breaks: None, keeps: None },
        },
        Event { at: 0.0, case, link: None, from: None, kind: Kind::End { complete: true } },
    ]
}
