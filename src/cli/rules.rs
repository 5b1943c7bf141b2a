//! `ringtrue rules`: the contracts, or the rules and messages of one.

use std::collections::BTreeMap;

use clap::Args as ClapArgs;

use super::{output, requirements};
use crate::{
    contracts::{REGISTRY, Suite, suite},
    engine::ExitCode,
    error::{Error, Result},
    judge::{Class, TEXT_RULES},
};

/// List the contracts, or the rules and messages of one.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The contract.
    contract: Option<String>,
    /// Every requirement of the documents, with the rules that cover it and the faults that they
    /// find, and what cannot be tested from outside.
    #[arg(long)]
    requirements: bool,
    /// Of the requirements: what to print.
    #[arg(long, value_parser = ["terminal", "json"], default_value = "terminal", requires = "requirements")]
    format: String,
}

/// The suite of a contract id.
///
/// # Errors
/// Blames the user for an unknown id, naming the nearest.
pub(super) fn find(id: &str) -> Result<&'static dyn Suite> {
    suite(id).ok_or_else(|| {
        let known = REGISTRY.iter().map(|s| s.id());
        let nearest = known.min_by_key(|k| strsim::damerau_levenshtein(id, k)).unwrap_or_default();
        Error::user(format!("no contract is called {id}"))
            .remedy(format!("did you mean {nearest}?"))
    })
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    if args.requirements {
        let suites = match &args.contract {
            Some(id) => vec![find(id)?],
            None => REGISTRY.to_vec(),
        };
        return requirements::print(&suites, args.format == "json");
    }
    match &args.contract {
        Some(id) => list(find(id)?),
        None => {
            for suite in REGISTRY {
                let protocol = suite.protocol()?;
                output::print(&format!(
                    "{:<18} {:>3} behaviour rules, {:>4} schema rules, {:>3} requirement rows, \
                     {:>3} rulings, {:>2} messages\n",
                    suite.id(),
                    protocol.rules.len(),
                    protocol.contract.schemas.constraints().len(),
                    protocol.contract.requirements.len(),
                    protocol.contract.rulings.len(),
                    protocol.contract.messages.len(),
                ));
            }
            of_receivers();
            Ok(ExitCode::Conforms)
        }
    }
}

/// The rules about texts, which are the same for every contract whose messages are JSON.
fn of_receivers() {
    output::print("\nreceivers of any contract (robustness)\n");
    for rule in TEXT_RULES {
        output::print(&format!("  {} ({})\n", rule.id, rule.level.as_str()));
        output::print(&output::wrap(rule.statement, "      "));
    }
}

fn list(suite: &dyn Suite) -> Result<ExitCode> {
    let protocol = suite.protocol()?;
    let contract = &protocol.contract;
    output::print("messages\n");
    for message in &contract.messages {
        output::print(&format!("  {:<28} from the {}\n", message.name, message.from));
    }
    output::print("\nbehaviour rules\n");
    for rule in protocol.rules {
        let apart = if rule.class == Class::Robustness { ", robustness" } else { "" };
        let head = format!("{} ({}, {}{apart})", rule.id, rule.level.as_str(), rule.binds);
        output::print(&format!("  {head}\n{}", output::wrap(&rule.statement(), "      ")));
    }
    output::print("\nschema rules\n");
    let mut by_schema: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for rule in protocol.schema_rules.iter() {
        let (place, keyword) = rule.id.rsplit_once(':').unwrap_or((rule.id.as_str(), ""));
        by_schema.entry(place.to_owned()).or_default().push(keyword.to_owned());
    }
    for (place, keywords) in by_schema {
        output::print(&format!("  {place}: {}\n", keywords.join(", ")));
    }
    Ok(ExitCode::Conforms)
}
