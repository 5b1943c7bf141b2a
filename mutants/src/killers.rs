//! What killed a mutant before the source was woven again: it is asked first.
//!
//! Depends on `hunt` for what became of mutants. It never counts an old kill as one: what is asked
//! first must kill again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::{Result, hunt::fates, listed::read};

/// What belongs to one weaving alone; transcripts of trials stay.
const OF_ONE_WEAVING: [&str; 5] = [
    "results.ndjson",
    "tests.json",
    "dropped.json",
    "trials/reach.ndjson",
    "trials/digests.ndjson",
];

/// What killed the mutants of each name.
pub type Killers = BTreeMap<String, BTreeSet<String>>;

/// Before a copy is woven again: keeps what killed its mutants, and removes what names them by their
/// old places.
pub fn keep(copy: &Path) -> Result<()> {
    let list = copy.join("mutants.json");
    if !list.exists() {
        return Ok(());
    }
    let listed = read(&list)?;
    let mut killers = killers(copy)?;
    for fate in fates(copy)? {
        let old = usize::try_from(fate.id).ok().and_then(|id| listed.get(id));
        if let (Some(old), "test" | "trial") = (old, fate.fate.as_str()) {
            killers.entry(without_place(&old.name)).or_default().insert(fate.by);
        }
    }
    fs::write(copy.join("killers.json"), serde_json::to_vec(&killers)?)?;
    for name in OF_ONE_WEAVING {
        let path = copy.join(name);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// What is known to have killed, from weavings before.
pub fn killers(copy: &Path) -> Result<Killers> {
    let path = copy.join("killers.json");
    if !path.exists() {
        return Ok(Killers::new());
    }
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// The name without line and column, which move: `file: replace this with that`.
pub fn without_place(name: &str) -> String {
    match (name.split_once(':'), name.split_once(": ")) {
        (Some((file, _)), Some((_, what))) => format!("{file}: {what}"),
        _ => name.to_owned(),
    }
}
