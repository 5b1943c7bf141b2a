//! Counts what became of the mutants, by folder, and lists the survivors.
//!
//! Depends on what `weave` and `hunt` wrote down.

use std::{collections::BTreeMap, fs, path::Path};

use crate::{
    Result,
    hunt::fates,
    listed::{Dropped, folder, read},
};

const COLUMNS: [&str; 9] = [
    "listed",
    "unviable",
    "not woven",
    "test",
    "trial",
    "timeout",
    "survived",
    "unreached",
    "not run",
];

/// Prints the table, or the survivors with what is known of each.
pub fn table(copy: &Path, survivors: bool) -> Result<()> {
    let listed = read(&copy.join("mutants.json"))?;
    let dropped: Vec<Dropped> = serde_json::from_slice(&fs::read(copy.join("dropped.json"))?)?;
    let mut known: BTreeMap<u32, (String, String)> =
        dropped.into_iter().map(|one| (one.id, (one.fate, one.why))).collect();
    // The last word counts: a mutant may have been tried again.
    known.extend(fates(copy)?.into_iter().map(|fate| (fate.id, (fate.fate, fate.by))));
    let mut rows: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (id, mutant) in (0..).zip(&listed) {
        let fate = known.get(&id).map_or("not run", |(fate, _)| fate.as_str());
        for row in [folder(&mutant.file), "total"] {
            let row = rows.entry(row).or_default();
            *row.entry("listed").or_default() += 1;
            *row.entry(fate).or_default() += 1;
        }
        if survivors && matches!(fate, "survived" | "unreached") {
            let by = known.get(&id).map_or("", |(_, by)| by.as_str());
            println!("{id}\t{fate}\t{}\t{by}", mutant.name);
        }
    }
    if survivors {
        return Ok(());
    }
    println!("| folder | {} |", COLUMNS.join(" | "));
    println!("|---{}|", "|---".repeat(COLUMNS.len()));
    for (name, row) in rows {
        let cells = COLUMNS.map(|column| row.get(column).copied().unwrap_or_default().to_string());
        println!("| {name} | {} |", cells.join(" | "));
    }
    Ok(())
}
