//! `ringtrue serve`: the reference provider, by hand.

use std::net::SocketAddr;

use clap::Args as ClapArgs;

use super::{output, rules};
use crate::{
    contracts::ReferenceOptions,
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
    /// A fault that it is to have; repeatable.
    #[arg(long, value_name = "NAME")]
    fault: Vec<String>,
    /// The seed of what it tells.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let suite = rules::find(&args.contract)?;
    for name in &args.fault {
        if suite.faults().iter().all(|f| f.name != name) {
            return Err(Error::user(format!("{} has no fault called {name}", args.contract))
                .remedy(format!("`ringtrue faults {}` lists them", args.contract)));
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::harness(format!("no runtime: {e}")))?;
    runtime.block_on(async {
        let options = ReferenceOptions {
            listen: args.listen,
            faults: args.fault.clone(),
            variations: Vec::new(),
            seed: args.seed,
        };
        let reference = suite.reference(options).await?;
        // The same first line that `--provider-cmd` reads.
        output::print(&format!("URL {}\n", reference.url));
        for (name, value) in &reference.facts {
            output::print(&format!("{name} {value}\n"));
        }
        if let Some(token) = &reference.auth.token {
            output::print(&format!("token {token}\n"));
        }
        output::print("ctrl-c ends it\n");
        tokio::signal::ctrl_c().await.map_err(|e| Error::harness(format!("ctrl-c: {e}")))?;
        Ok(ExitCode::Conforms)
    })
}
