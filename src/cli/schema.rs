//! `ringtrue schema`: a contract as plain JSON Schema, for validators and generators of code.

use clap::Args as ClapArgs;

use super::{output, rules};
use crate::{
    engine::ExitCode,
    error::{Error, Result},
    judge::Profile,
};

/// Export plain, self-contained JSON Schema 2020-12.
///
/// With a message, the document is the schema of that message. Without, it is one document for the
/// whole contract: `$defs` holds every message by its name and every named schema, and the root is
/// satisfied by whatever satisfies one of the messages. In ajv (`ajv/dist/2020`, with
/// `ajv-formats`):
///
///   ajv.addSchema(document)
///   validate = ajv.getSchema("urn:ringtrue:bayeux:practical#/$defs/connect-reply")
///
/// With `--profile strict`, what breaks any constraint is invalid; with `practical`, the default,
/// what a run would report as a gap: rulings and recommendations give way. `format` is to be
/// checked. Rules that are no constraint of a schema are not in it.
#[derive(Debug, ClapArgs)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// The contract.
    contract: String,
    /// The message, or a schema by its name; the whole contract if none is named.
    message: Option<String>,
    /// Which messages are valid: those that break nothing, or those that have no gap in practice.
    #[arg(long, value_parser = ["practical", "strict"], default_value = "practical")]
    profile: String,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let protocol = rules::find(&args.contract)?.protocol()?;
    let profile = if args.profile == "strict" { Profile::Strict } else { Profile::Practical };
    let schema = protocol.json_schema(args.message.as_deref(), profile)?;
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|e| Error::harness(format!("schema: {e}")))?;
    output::print(&format!("{text}\n"));
    Ok(ExitCode::Conforms)
}
