//! `ringtrue faults`: the defects that the references can be told to have.

use clap::Args as ClapArgs;

use super::{output, rules};
use crate::{
    contracts::{Fault, REGISTRY, parser::PARSER_FAULTS},
    engine::ExitCode,
    error::Result,
};

/// List the faults that the references can be told to have.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Of this contract only.
    contract: Option<String>,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let suites = match &args.contract {
        Some(id) => vec![rules::find(id)?],
        None => REGISTRY.to_vec(),
    };
    for suite in suites {
        let faults = suite.faults();
        output::print(&format!("{} ({} faults)\n", suite.id(), faults.len()));
        faults.iter().for_each(show);
    }
    if args.contract.is_none() {
        let count = PARSER_FAULTS.len();
        output::print(&format!("--reference parser, of every contract ({count} faults)\n"));
        PARSER_FAULTS.iter().for_each(show);
    }
    Ok(ExitCode::Conforms)
}

fn show(fault: &Fault) {
    output::print(&format!("  {} ({})\n", fault.name, fault.party));
    output::print(&output::wrap(fault.about, "      "));
    output::print(&output::wrap(&format!("found by {}", fault.trips.join(", ")), "      "));
}
