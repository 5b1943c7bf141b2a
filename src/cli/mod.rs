//! The command line: one file per command. The only place that prints.

mod check;
mod command;
mod config;
mod control;
mod dry_run;
mod duration;
mod environment;
mod explain;
mod faults;
mod generate;
mod lint;
mod one;
mod options;
mod output;
mod parser;
mod provider_command;
mod record;
mod reporting;
mod requirements;
mod rules;
mod run;
mod schema;
mod selftest;
mod serve;
mod subject;
mod token;
mod watch;

pub use command::main;
