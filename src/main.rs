//! The `ringtrue` command. Everything it does is in the library.

use ringtrue::{cli, engine::ExitCode};

/// Messages, findings and connections are many small things that live shortly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
