//! Finds the mutants that the compiler refuses: checks the copy, leaves out those that errors point
//! at, and checks again until there are none.
//!
//! Depends on `copy` for writing. Some errors show only when others are gone, hence the rounds.

use std::{
    collections::{BTreeMap, HashSet},
    env,
    ops::Range,
    path::Path,
    process::Command,
};

use serde_json::Value;

use crate::{Result, copy::Sources, listed::Dropped, weave::Woven};

const ROUNDS: usize = 40;

/// The mutants that were left out, with the compiler's first word on each.
pub fn settle(copy: &Path, sources: &Sources, not_woven: &[Dropped]) -> Result<Vec<Dropped>> {
    let mut without: HashSet<u32> = not_woven.iter().map(|dropped| dropped.id).collect();
    let mut refused = Vec::new();
    for round in 1..=ROUNDS {
        let woven = sources.write(copy, &without)?;
        let errors = check(copy)?;
        if errors.is_empty() {
            return Ok(refused);
        }
        let mut now: BTreeMap<u32, String> = BTreeMap::new();
        for error in &errors {
            for id in guilty(error, &woven) {
                now.entry(id).or_insert_with(|| error.message.clone());
            }
        }
        eprintln!("round {round}: {} errors, {} mutants are left out", errors.len(), now.len());
        if now.is_empty() {
            let first = errors.iter().map(|e| e.rendered.as_str()).next().unwrap_or_default();
            return Err(format!("no mutant is at fault for:\n{first}").into());
        }
        without.extend(now.keys());
        refused.extend(now.into_iter().map(|(id, why)| Dropped {
            id,
            // A constant cannot ask which mutant is on; otherwise it might well compile.
            fate: if why.contains("in constants") { "not woven" } else { "unviable" }.to_owned(),
            why,
        }));
    }
    Err(format!("it does not compile after {ROUNDS} rounds").into())
}

struct Refusal {
    message: String,
    rendered: String,
    /// File, bytes, and whether this is what the error is about.
    spans: Vec<(String, Range<usize>, bool)>,
}

/// The mutants that an error is about: those whose text it points at, or else all at the place
/// around it.
fn guilty(error: &Refusal, woven: &BTreeMap<String, Woven>) -> Vec<u32> {
    let covers = |outer: &Range<usize>, inner: &Range<usize>| {
        outer.start <= inner.start && inner.end <= outer.end
    };
    for primary in [true, false] {
        let mut ids = Vec::new();
        for (file, span, _) in error.spans.iter().filter(|(.., about)| *about == primary) {
            let Some(file) = woven.get(file) else { continue };
            let marks = file.marks.iter().filter(|(_, mark)| covers(mark, span));
            ids.extend(marks.map(|(id, _)| *id));
        }
        if !ids.is_empty() {
            return ids;
        }
    }
    for around in [true, false] {
        for (file, span, _) in &error.spans {
            let Some(file) = woven.get(file) else { continue };
            let near = |(place, ids): &&(Range<usize>, Vec<u32>)| {
                !ids.is_empty() && if around { covers(place, span) } else { covers(span, place) }
            };
            let places = file.places.iter().filter(near);
            if let Some((_, ids)) = places.min_by_key(|(place, _)| place.len()) {
                return ids.clone();
            }
        }
    }
    Vec::new()
}

fn check(copy: &Path) -> Result<Vec<Refusal>> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["check", "--lib", "--message-format", "json"])
        .current_dir(copy)
        .output()?;
    let mut refusals = Vec::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Ok(told) = serde_json::from_slice::<Value>(line) else { continue };
        let message = &told["message"];
        if told["reason"] == "compiler-message" && message["level"] == "error" {
            let mut spans = Vec::new();
            collect(message, &mut spans);
            // The last line, which only counts the others, has no place.
            if !spans.is_empty() {
                let text = |key: &str| message[key].as_str().unwrap_or_default().to_owned();
                refusals.push(Refusal {
                    message: text("message"),
                    rendered: text("rendered"),
                    spans,
                });
            }
        }
    }
    if refusals.is_empty() && !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(refusals)
}

/// The places of a message and of the notes to it.
fn collect(message: &Value, spans: &mut Vec<(String, Range<usize>, bool)>) {
    for span in message["spans"].as_array().into_iter().flatten() {
        let byte = |key: &str| {
            span[key].as_u64().and_then(|byte| usize::try_from(byte).ok()).unwrap_or_default()
        };
        let file = span["file_name"].as_str().unwrap_or_default().to_owned();
        let about = span["is_primary"].as_bool().unwrap_or_default();
        spans.push((file, byte("byte_start")..byte("byte_end"), about));
    }
    for child in message["children"].as_array().into_iter().flatten() {
        let mut of_child = Vec::new();
        collect(child, &mut of_child);
        spans.extend(of_child.into_iter().map(|(file, range, _)| (file, range, false)));
    }
}
