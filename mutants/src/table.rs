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

/// Prints the table, or the survivors by file and function.
pub fn table(copy: &Path, survivors: bool) -> Result<()> {
    let listed = read(&copy.join("mutants.json"))?;
    let dropped: Vec<Dropped> = serde_json::from_slice(&fs::read(copy.join("dropped.json"))?)?;
    let mut known: BTreeMap<u32, (String, String)> =
        dropped.into_iter().map(|one| (one.id, (one.fate, one.why))).collect();
    // The last word counts: a mutant may have been tried again.
    known.extend(fates(copy)?.into_iter().map(|fate| (fate.id, (fate.fate, fate.by))));
    let mut alive: BTreeMap<&str, BTreeMap<&str, BTreeMap<String, usize>>> = BTreeMap::new();
    let mut rows: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (id, mutant) in (0..).zip(&listed) {
        let fate = known.get(&id).map_or("not run", |(fate, _)| fate.as_str());
        for row in [folder(&mutant.file), "total"] {
            let row = rows.entry(row).or_default();
            *row.entry("listed").or_default() += 1;
            *row.entry(fate).or_default() += 1;
        }
        if matches!(fate, "survived" | "unreached") {
            let what = mutant.name.splitn(4, ':').nth(3).unwrap_or_default().trim();
            let function = mutant.function.as_ref().map_or("", |f| f.name.as_str());
            let what = what.strip_suffix(&format!(" in {function}")).unwrap_or(what);
            let file = alive.entry(mutant.file.as_str()).or_default();
            let here = file.entry(function).or_default();
            let what =
                if fate == "unreached" { format!("{what} (never asked)") } else { what.to_owned() };
            *here.entry(what).or_default() += 1_usize;
        }
    }
    if survivors {
        for (file, functions) in alive {
            println!("\n**`{file}`**\n");
            for (function, mutants) in functions {
                let times = |(what, count): (String, usize)| match count {
                    1 => what,
                    count => format!("{what} ×{count}"),
                };
                let mutants: Vec<String> = mutants.into_iter().map(times).collect();
                println!("- `{function}`: {}", mutants.join("; "));
            }
        }
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
