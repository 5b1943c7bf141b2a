//! Why mutants that survive may: lines written by hand, one file for each folder.
//!
//! Depends on `listed`. A reason that is about no survivor is stale, and said to be.
//!
//! `file under src | function, or * | mutation, or * | kind: why`; a mutation may end with `@LINE` where
//! only one of several in its function is meant.

use std::{fs, path::Path};

use crate::{Result, listed::Listed};

/// What a reason says of a mutant, each with what it means.
pub const KINDS: [(&str, &str); 6] = [
    ("same", "no input makes a difference"),
    ("words", "only wording, order, count or place of evidence differs"),
    ("bound", "a limit of our own is one more or less"),
    ("cost", "only time or memory differs"),
    ("absent", "no contract or document has the shape that would tell"),
    ("open", "a hole that is not closed"),
];

/// One line.
#[derive(Debug)]
pub struct Reason {
    file: String,
    function: String,
    /// None for all that survive there.
    mutation: Option<String>,
    line: Option<usize>,
    pub kind: &'static str,
    pub why: String,
    /// Where it is written.
    pub place: String,
}

impl Reason {
    /// Whether it is about this mutant.
    pub fn is_about(&self, mutant: &Listed) -> bool {
        mutant.file == self.file
            && (self.function == "*" || mutant.function_name() == self.function)
            && self.mutation.as_ref().is_none_or(|mutation| *mutation == mutant.mutation())
            && self.line.is_none_or(|line| line == mutant.span.start.line)
    }
}

/// All reasons, those of single mutants first.
pub fn read(dir: &Path) -> Result<Vec<Reason>> {
    let mut reasons = Vec::new();
    for entry in fs::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let place = format!("{name}:{number}");
            reasons.push(parse(line, &place).map_err(|why| format!("{place}: {why}"))?);
        }
    }
    reasons.sort_by_key(|reason| (reason.line.is_none(), reason.mutation.is_none()));
    Ok(reasons)
}

fn parse(line: &str, place: &str) -> Result<Reason> {
    // A mutation may have `|` in it, a file, a function and a kind have not.
    let (file, rest) = line.split_once(" | ").ok_or("no function")?;
    let (function, rest) = rest.split_once(" | ").ok_or("no mutation")?;
    let (mutation, reason) = rest.rsplit_once(" | ").ok_or("no kind")?;
    let (kind, why) = reason.split_once(": ").ok_or("no reason after the kind")?;
    let kind = KINDS.iter().map(|(name, _)| *name).find(|name| *name == kind.trim());
    let (mutation, line) = match mutation.trim().rsplit_once('@') {
        Some((mutation, line)) => (mutation.trim(), Some(line.parse()?)),
        None => (mutation.trim(), None),
    };
    Ok(Reason {
        file: format!("src/{}", file.trim().trim_start_matches("src/")),
        function: function.trim().to_owned(),
        mutation: (mutation != "*").then(|| mutation.to_owned()),
        line,
        kind: kind.ok_or("no such kind")?,
        why: why.trim().to_owned(),
        place: place.to_owned(),
    })
}
