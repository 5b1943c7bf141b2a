//! The `ringtrue` command. Everything it does is in the library.

use ringtrue::{cli, engine::ExitCode};

fn main() -> ExitCode {
    cli::main()
}
