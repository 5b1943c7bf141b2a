//! Mutation testing of the judge, all mutants in one build.
//!
//! `cargo mutants` builds the package once for each mutant; with thousands of them that takes days.
//! Here its list is woven into one copy of the source, in which each mutant stands in a branch of
//! its own (*mutant schemata*), and a variable of the environment switches one on.
//!
//! ```sh
//! cargo mutants --list --json -f 'src/judge/**' > list.json          # in the package
//! cd mutants
//! cargo run --release -- weave .. /tmp/mutated ../list.json
//! cargo run --release -- hunt /tmp/mutated
//! ```
//!
//! `weave` writes the copy and finds out which mutants the compiler refuses. `hunt` builds it, finds
//! out which tests and which recorded trials ask about which mutant, and then, for each mutant,
//! runs those until one fails. It goes on where it was stopped; results stand in
//! `results.ndjson` beside the copy's manifest. `table` counts them. Tests that are added later are
//! put into the copy by hand, and `hunt --again` tries them on those that were not killed. A copy that
//! is woven again forgets its results but for what killed each mutant, which is asked first. `table
//! --survivors` lists those that live, with the reasons of `reasons/`. With
//! `RINGTRUE_SECONDS=3` only so much of tests and trials is run for each mutant, for a first look.

mod baseline;
mod copy;
mod hunt;
mod killers;
mod listed;
mod place;
mod process;
mod reasons;
mod table;
mod viable;
mod weave;

use std::{env, fs, path::Path, process::ExitCode};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str =
    "usage: weave PACKAGE COPY LIST | hunt [--again] COPY [FOLDER]... | table COPY [--survivors]";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["weave", package, copy, list] => weave_all(package.as_ref(), copy.as_ref(), list.as_ref()),
        ["hunt", "--again", copy, folders @ ..] => hunt::hunt(copy.as_ref(), folders, true),
        ["hunt", copy, folders @ ..] => hunt::hunt(copy.as_ref(), folders, false),
        ["table", copy] => table::table(copy.as_ref()),
        ["table", copy, "--survivors"] => table::survivors(copy.as_ref()),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn weave_all(package: &Path, copy: &Path, list: &Path) -> Result<()> {
    let listed = listed::read(list)?;
    fs::create_dir_all(copy)?;
    killers::keep(copy)?;
    copy::copy(package, copy)?;
    let (sources, mut dropped) = copy::Sources::read(package, &listed)?;
    eprintln!("{} listed, {} not woven", listed.len(), dropped.len());
    let refused = viable::settle(copy, &sources, &dropped)?;
    eprintln!("{} unviable", refused.len());
    dropped.extend(refused);
    fs::write(copy.join("mutants.json"), serde_json::to_vec(&listed)?)?;
    fs::write(copy.join("dropped.json"), serde_json::to_vec(&dropped)?)?;
    Ok(())
}
