//! Trials of the references, recorded once and judged again with a mutant on. Stands only in the
//! mutated copy.
//!
//! - `trials record DIR` plays every fault, every harmless difference and every clean reference, as
//!   `ringtrue selftest` does, and keeps what crossed the wire.
//! - `trials reach DIR` judges each and writes what that reaches and gives to `DIR/reach.ndjson`.
//! - `trials judge DIR ID...` judges these with the mutant of `RINGTRUE_MUTANT` on, until one shows
//!   what the selftest calls wrong; prints it, and in how many the verdicts differ.

mod judged;
mod record;

use std::{error::Error, fs, path::Path};

use ringtrue::contract::Party;
use serde::{Deserialize, Serialize};

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// One trial and its transcripts; a fault of the parser has one for each contract that it took.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Trial {
    pub name: String,
    pub contract: String,
    pub party: String,
    /// The rules that must report; none where nothing may.
    pub trips: Option<Vec<String>>,
    pub files: Vec<String>,
}

impl Trial {
    pub fn is_parser_fault(&self) -> bool {
        self.trips.is_some() && self.party == format!("{:?}", Party::Parser)
    }
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["record", dir] => record::record(Path::new(dir)),
        ["reach", dir] => judged::reach(Path::new(dir)),
        ["judge", dir, ids @ ..] => judged::judge(Path::new(dir), ids),
        _ => Err("usage: trials record|reach DIR, trials judge DIR ID...".into()),
    }
}

pub fn index(dir: &Path) -> Result<Vec<Trial>> {
    Ok(serde_json::from_slice(&fs::read(dir.join("index.json"))?)?)
}
