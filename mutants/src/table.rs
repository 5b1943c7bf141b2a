//! Counts what became of the mutants, by folder, and lists the survivors with the reasons.
//!
//! Depends on what `weave` and `hunt` wrote down, and on `reasons`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::{
    Result,
    hunt::fates,
    listed::{Dropped, Listed, folder, read},
    reasons::{self, KINDS, Reason},
};

const FATES: [&str; 9] = [
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
/// The column of survivors for which nobody wrote a reason.
const UNEXPLAINED: &str = "unexplained";

/// A count by folder and column.
type Rows<'l> = BTreeMap<&'l str, BTreeMap<&'l str, usize>>;

/// By file, function and kind of reason: each mutation with its reason, and how many there are.
type Lines<'l> = BTreeMap<(&'l str, &'l str, &'l str), BTreeMap<String, usize>>;

/// Prints what became of all.
pub fn table(copy: &Path) -> Result<()> {
    let listed = read(&copy.join("mutants.json"))?;
    let fates = last(copy)?;
    let mut rows = Rows::new();
    for (id, mutant) in (0..).zip(&listed) {
        let fate = fates.get(&id).map_or("not run", String::as_str);
        count(&mut rows, mutant, &["listed", fate]);
    }
    print(&rows, &FATES);
    Ok(())
}

/// Prints survivors with their reasons, and how many have which; fails where a reason is stale.
pub fn survivors(copy: &Path) -> Result<()> {
    let listed = read(&copy.join("mutants.json"))?;
    let fates = last(copy)?;
    let reasons = reasons::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("reasons"))?;
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut rows = Rows::new();
    let mut lines = Lines::new();
    for (id, mutant) in (0..).zip(&listed) {
        let fate = fates.get(&id).map_or("", String::as_str);
        if !matches!(fate, "survived" | "unreached") {
            continue;
        }
        let reason: Option<&Reason> = reasons.iter().find(|reason| reason.is_about(mutant));
        used.extend(reason.map(|reason| reason.place.as_str()));
        let kind = reason.map_or(UNEXPLAINED, |reason| reason.kind);
        count(&mut rows, mutant, &["survived", kind]);
        let why = reason.map_or("", |reason| reason.why.as_str());
        let never = if fate == "unreached" { " (never asked)" } else { "" };
        let here = lines.entry((&mutant.file, mutant.function_name(), kind)).or_default();
        let text = format!("{}{never}\u{0}{why}", mutant.mutation());
        *here.entry(text).or_default() += 1_usize;
    }
    let mut columns = vec!["survived"];
    columns.extend(KINDS.map(|(kind, _)| kind));
    columns.push(UNEXPLAINED);
    print(&rows, &columns);
    println!();
    KINDS.iter().for_each(|(kind, meaning)| println!("- *{kind}*: {meaning}."));
    let mut above = "";
    for ((file, function, kind), mutants) in lines {
        if file != above {
            println!("\n**`{file}`**\n");
            above = file;
        }
        println!("- `{function}`, {kind}: {}", phrase(mutants));
    }
    let stale: Vec<&str> = reasons
        .iter()
        .map(|reason| reason.place.as_str())
        .filter(|place| !used.contains(place))
        .collect();
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!("stale reasons: {}", stale.join(", ")).into())
    }
}

/// Mutations of one reason together, each reason once.
fn phrase(mutants: BTreeMap<String, usize>) -> String {
    let mut whys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (text, count) in mutants {
        let (what, why) = text.split_once('\0').unwrap_or((&text, ""));
        let what = if count == 1 { what.to_owned() } else { format!("{what} ×{count}") };
        whys.entry(why.to_owned()).or_default().push(what);
    }
    let said = whys.into_iter().map(|(why, what)| match why.as_str() {
        "" => what.join("; "),
        why => format!("{} ({why})", what.join("; ")),
    });
    said.collect::<Vec<_>>().join(". ")
}

/// The last word on each: a mutant may have been tried again.
fn last(copy: &Path) -> Result<BTreeMap<u32, String>> {
    let dropped: Vec<Dropped> = serde_json::from_slice(&fs::read(copy.join("dropped.json"))?)?;
    let mut known: BTreeMap<u32, String> =
        dropped.into_iter().map(|one| (one.id, one.fate)).collect();
    known.extend(fates(copy)?.into_iter().map(|fate| (fate.id, fate.fate)));
    Ok(known)
}

fn count<'l>(rows: &mut Rows<'l>, mutant: &'l Listed, columns: &[&str]) {
    for row in [folder(&mutant.file), "total"] {
        for column in columns {
            let known =
                FATES.iter().chain(KINDS.iter().map(|(kind, _)| kind)).chain(&[UNEXPLAINED]);
            if let Some(column) = known.into_iter().find(|known| *known == column) {
                *rows.entry(row).or_default().entry(*column).or_default() += 1;
            }
        }
    }
}

fn print(rows: &Rows<'_>, columns: &[&str]) {
    println!("| folder | {} |", columns.join(" | "));
    println!("|---{}|", "|---".repeat(columns.len()));
    for (name, row) in rows {
        let cells: Vec<String> =
            columns.iter().map(|c| row.get(c).copied().unwrap_or_default().to_string()).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
}
