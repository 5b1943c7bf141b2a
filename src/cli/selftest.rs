//! `ringtrue selftest`: the matrix of rules and faults.

use clap::Args as ClapArgs;

use super::{output, rules};
use crate::{
    contracts::REGISTRY,
    engine::{ExitCode, RunOptions, selftest},
    error::{Error, Result},
    report::{Bars, MatrixReport, matrix_html, write_atomically},
};

/// Try every fault and every harmless difference of our references: which rules find them, and
/// which rules nothing kills.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Contracts, such as `bayeux`; all if none is named.
    contract: Vec<String>,
    /// The seed of stories and cases.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many references run side by side; they mostly wait.
    #[arg(long, value_name = "N", default_value_t = 64)]
    side_by_side: usize,
    /// Write the full matrix: json=PATH or html=PATH; repeatable.
    #[arg(long, value_name = "FORMAT=PATH", value_parser = wanted)]
    report: Vec<(Form, String)>,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Json,
    Html,
}

fn wanted(text: &str) -> Result<(Form, String), String> {
    match text.split_once('=') {
        Some(("json", path)) if !path.is_empty() => Ok((Form::Json, path.to_owned())),
        Some(("html", path)) if !path.is_empty() => Ok((Form::Html, path.to_owned())),
        _ => Err(format!("`{text}` is no json=PATH and no html=PATH")),
    }
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let suites = match args.contract.as_slice() {
        [] => REGISTRY.to_vec(),
        names => names.iter().map(|name| rules::find(name)).collect::<Result<_>>()?,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::harness(format!("no runtime: {e}")))?;
    let options = RunOptions { seed: args.seed, ..RunOptions::default() };
    let bar = Bars::new(output::has_bar()).bar("selftest");
    let mut done = |done: usize, of: usize| bar.at(done, of);
    let (parser, seats) = (args.contract.is_empty(), args.side_by_side);
    let matrices = runtime.block_on(selftest(&suites, parser, &options, seats, &mut done))?;
    bar.done();
    let report = MatrixReport::new(&matrices, args.seed);
    output::print(&report.terminal());
    for (form, path) in &args.report {
        let bytes = match form {
            Form::Json => report.json()?,
            Form::Html => matrix_html(&matrices, args.seed).into_bytes(),
        };
        write_atomically(path, &bytes)?;
    }
    if report.is_well() {
        output::print("the suite is right about itself (exit 0)\n");
        return Ok(ExitCode::Conforms);
    }
    output::print("the suite is wrong about itself: see above (exit 4)\n");
    Ok(ExitCode::HarnessFault)
}
