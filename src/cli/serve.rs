//! `ringtrue serve`: the reference provider, by hand.

use std::net::SocketAddr;

use clap::Args as ClapArgs;

use super::{control, output, rules};
use crate::{
    contract::Party,
    contracts::{Asks, QUIET, Reference, ReferenceOptions, Suite, check_fault, check_variation},
    drive::Respelling,
    engine::ExitCode,
    error::{Error, Result},
};

/// Start the reference provider of a contract.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The contract.
    contract: String,
    /// Where to listen.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// A fault that it is to have, or the id of a schema rule that it is to break; repeatable.
    #[arg(long, value_name = "NAME")]
    fault: Vec<String>,
    /// A harmless variation of the contract that it is to show; repeatable. Those that lie on the
    /// wire are shown by `ringtrue run`.
    #[arg(long, value_name = "NAME")]
    variation: Vec<String>,
    /// Where its control URL is, for contracts that can be told what to send.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    control: SocketAddr,
    /// A story of a consumer test that it tells to whoever connects; `quiet` tells nothing by
    /// itself.
    #[arg(long, value_name = "NAME")]
    story: Option<String>,
    /// The seed of what it tells.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let suite = rules::find(&args.contract)?;
    for name in &args.fault {
        check_fault(&[suite], name)?;
    }
    for name in &args.variation {
        check_variation(&[suite], &[Party::Provider], name)?;
        if Respelling::named(name).is_some() {
            return Err(Error::user(format!("{name} is shown on the wire, and by no provider"))
                .remedy(format!("ringtrue run {} --variation {name}", args.contract)));
        }
    }
    let story = args.story.as_deref().map(|name| named(suite, name)).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::harness(format!("no runtime: {e}")))?;
    runtime.block_on(async {
        let (asks, desk) = Asks::open();
        let options = ReferenceOptions {
            listen: args.listen,
            faults: args.fault.clone(),
            variations: args.variation.clone(),
            story,
            asks: Some(asks.clone()),
            seed: args.seed,
            ..ReferenceOptions::default()
        };
        let reference = suite.reference(options).await?;
        // The same first line that `--provider-cmd` reads.
        output::print(&format!("URL {}\n", reference.url));
        // Taken by a reference that can be told what to do.
        let _control = match asks.take() {
            Some(_) if args.story.as_deref() == Some(QUIET) => {
                return Err(Error::user(format!("{} cannot be told what to send", args.contract)));
            }
            Some(_) => None,
            None => {
                let (address, task) = control::open(args.control, desk).await?;
                // A comment to who reads on: what follows is what a configuration file has.
                output::print(&format!("# CONTROL http://{address}\n"));
                Some(task)
            }
        };
        output::print(&settings(&args.contract, &reference));
        output::print("ctrl-c ends it\n");
        tokio::signal::ctrl_c().await.map_err(|e| Error::harness(format!("ctrl-c: {e}")))?;
        Ok(ExitCode::Conforms)
    })
}

/// The story of this name.
fn named(suite: &dyn Suite, name: &str) -> Result<&'static str> {
    let names = suite.stories().iter().map(|story| story.name).chain([QUIET]);
    let all: Vec<&'static str> = names.collect();
    all.iter().find(|known| **known == name).copied().ok_or_else(|| {
        Error::user(format!("{} has no story called {name}", suite.id()))
            .remedy(format!("one of: {}", all.join(", ")))
    })
}

/// What a run needs to know of the reference, as `ringtrue.toml` has it.
fn settings(contract: &str, reference: &Reference) -> String {
    let quoted = |value: &str| toml::Value::from(value).to_string();
    let account = reference.facts.get("account").map(|a| format!("account = {}\n", quoted(a)));
    let token = reference.auth.token.as_ref().map(|t| format!("token = {}\n", quoted(t)));
    let mut text = String::new();
    if account.is_some() || token.is_some() {
        text.push_str("[auth]\n");
        text.extend(token.into_iter().chain(account));
    }
    let others: Vec<_> = reference.facts.iter().filter(|(name, _)| *name != "account").collect();
    if !others.is_empty() {
        text.push_str(&format!("[contract.{contract}]\n"));
        for (name, value) in others {
            text.push_str(&format!("{} = {}\n", key(name), quoted(value)));
        }
    }
    text
}

/// A name as TOML has it: with a dot in it, it would otherwise name a table.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        return name.to_owned();
    }
    toml::Value::from(name).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_dot_is_no_table() {
        let text = format!("{} = 1\n{} = 2\n", key("list-a"), key("list-a.short"));
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(table["list-a"].as_integer(), Some(1));
        assert_eq!(table["list-a.short"].as_integer(), Some(2));
    }
}
