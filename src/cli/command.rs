//! The commands and what each is for.

use clap::{Parser, Subcommand};

use super::{
    check, explain, faults, generate, lint, output, record, rules, run, schema, selftest, serve,
};
use crate::{
    engine::ExitCode,
    error::{Blame, Result},
};

/// Tells whether an implementation of a contact-centre event protocol rings true.
#[derive(Debug, Parser)]
#[command(
    name = "ringtrue",
    version,
    max_term_width = 100,
    after_help = "Exit codes, the first that applies: 4 harness fault, 2 usage or configuration, \
                  1 gaps, 3 inconclusive (unreachable, nothing exercised, an obligation left \
                  untestable, or less covered than --fail-under asks for), 0 conforms. Deviations exit 0 unless --fail-on deviation."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Exercise a subject; without one, the embedded references.
    Run(Box<run::Args>),
    /// Judge recorded transcripts or bare messages; `-` is stdin.
    Check(check::Args),
    /// Judge configuration: transaction lists, service options, targets; `-` is stdin.
    Lint(lint::Args),
    /// Stand between two systems, change nothing, and write down what crosses.
    Record(record::Args),
    /// Make messages of a contract: valid ones, or near misses that break one rule each.
    Generate(generate::Args),
    /// Start the reference provider of a contract, by hand.
    Serve(serve::Args),
    /// Export plain JSON Schema 2020-12 of a contract or of one of its messages.
    Schema(schema::Args),
    /// List the contracts, or the rules and messages of one.
    Rules(rules::Args),
    /// Say what a rule, ruling, requirement, fault, message or contract is and where it is written.
    Explain(explain::Args),
    /// List the faults that the references can be told to have.
    Faults(faults::Args),
    /// Show that every rule can fail: the matrix of rules and faults.
    Selftest(selftest::Args),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; everything else is one of usage.
            let code = if error.use_stderr() { ExitCode::Usage } else { ExitCode::Conforms };
            let _ = error.print();
            return code;
        }
    };
    match dispatch(cli.command) {
        Ok(code) => code,
        Err(error) => {
            let (whose, code) = match error.blame() {
                Blame::Subject => ("subject", ExitCode::Inconclusive),
                Blame::User => ("error", ExitCode::Usage),
                Blame::Document => ("contract document", ExitCode::HarnessFault),
                Blame::Harness => ("harness fault", ExitCode::HarnessFault),
            };
            output::complain(&format!("{whose}: {error}"));
            code
        }
    }
}

fn dispatch(command: Command) -> Result<ExitCode> {
    match command {
        Command::Run(args) => run::execute(&args),
        Command::Check(args) => check::execute(&args),
        Command::Lint(args) => lint::execute(&args),
        Command::Record(args) => record::execute(&args),
        Command::Generate(args) => generate::execute(&args),
        Command::Serve(args) => serve::execute(&args),
        Command::Schema(args) => schema::execute(&args),
        Command::Rules(args) => rules::execute(&args),
        Command::Explain(args) => explain::execute(&args),
        Command::Faults(args) => faults::execute(&args),
        Command::Selftest(args) => selftest::execute(&args),
    }
}
