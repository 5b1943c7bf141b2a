//! `ringtrue faults`: the defects that the references can be told to have, and the harmless differences
//! that they can be told to show.

use clap::Args as ClapArgs;

use super::{output, rules};
use crate::{
    contract::Party,
    contracts::{
        Fault, REGISTRY, Suite, Variation,
        parser::{PARSER_FAULTS, PARSER_VARIATIONS},
        wire_variations,
    },
    engine::ExitCode,
    error::Result,
};

/// List the faults that the references can be told to have, and the harmless variations that they
/// can be told to show.
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
        let own = suite.variations();
        output::print(&format!("{} ({} variations)\n", suite.id(), own.len()));
        own.iter().for_each(|variation| vary(variation, variation.party.as_str()));
        if args.contract.is_some() {
            on_the_wire(&[suite]);
        }
    }
    if args.contract.is_none() {
        let count = PARSER_FAULTS.len();
        output::print(&format!("--reference parser, of every contract ({count} faults)\n"));
        PARSER_FAULTS.iter().for_each(show);
        let count = PARSER_VARIATIONS.len();
        output::print(&format!("--reference parser, of every contract ({count} variations)\n"));
        PARSER_VARIATIONS.iter().for_each(|variation| vary(variation, variation.party.as_str()));
        on_the_wire(&REGISTRY);
    }
    Ok(ExitCode::Conforms)
}

fn show(fault: &Fault) {
    output::print(&format!("  {} ({})\n", fault.name, fault.party));
    output::print(&output::wrap(fault.about, "      "));
    output::print(&output::wrap(&format!("found by {}", fault.trips.join(", ")), "      "));
}

fn vary(variation: &Variation, party: &str) {
    let (document, section) = variation.allowed;
    output::print(&format!("  {} ({party})\n", variation.name));
    output::print(&output::wrap(variation.about, "      "));
    output::print(&output::wrap(&format!("allowed by {document}, {section}"), "      "));
}

/// What lies on the wire is the same for both parties and every contract, where there is anything
/// that it could show in.
fn on_the_wire(suites: &[&dyn Suite]) {
    let mut listed: Vec<(&Variation, Vec<&str>)> = Vec::new();
    for party in [Party::Provider, Party::Consumer] {
        for variation in suites.iter().flat_map(|suite| wire_variations(*suite, party)) {
            match listed.iter_mut().find(|(known, _)| known.name == variation.name) {
                Some((_, parties)) if parties.contains(&party.as_str()) => {}
                Some((_, parties)) => parties.push(party.as_str()),
                None => listed.push((variation, vec![party.as_str()])),
            }
        }
    }
    output::print(&format!("on the wire ({} variations)\n", listed.len()));
    listed.iter().for_each(|(variation, parties)| vary(variation, &parties.join(", ")));
}
