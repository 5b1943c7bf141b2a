//! The command line: one file per command. The only place that prints.

mod check;
mod command;
mod config;
mod duration;
mod environment;
mod explain;
mod faults;
mod generate;
mod lint;
mod options;
mod output;
mod parser;
mod provider_command;
mod reporting;
mod rules;
mod run;
mod schema;
mod serve;
mod subject;
mod token;

pub use command::main;
