//! Makes the mutated copy: the package without its history, with what the mutants need.
//!
//! Depends on `listed` and `weave`. It never writes into the package itself.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Result,
    listed::{Dropped, Listed, by_file},
    place::{Edit, edits},
    weave::{Woven, weave},
};

/// What of the package is copied; the rest is neither compiled nor read by tests.
const COPIED: [&str; 11] = [
    "src",
    "tests",
    "benches",
    "schemas",
    "corpus",
    "snapshots",
    "docs",
    "fuzz",
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
];
const RUNTIME: &str = include_str!("../woven/mutants.rs");
const TRIALS: [(&str, &str); 3] = [
    ("main.rs", include_str!("../woven/trials/main.rs")),
    ("record.rs", include_str!("../woven/trials/record.rs")),
    ("judged.rs", include_str!("../woven/trials/judged.rs")),
];

/// The files with mutants and where those go.
pub struct Sources {
    files: BTreeMap<String, (String, Vec<Edit>)>,
}

impl Sources {
    /// Reads the package's files and finds the places; also the mutants that have none.
    pub fn read(package: &Path, listed: &[Listed]) -> Result<(Self, Vec<Dropped>)> {
        let (mut files, mut dropped) = (BTreeMap::new(), Vec::new());
        for (file, mutants) in by_file(listed) {
            let text = fs::read_to_string(package.join(file))?;
            let (edits, without) = edits(&text, &mutants).map_err(|e| format!("{file}: {e}"))?;
            dropped.extend(without);
            files.insert(file.to_owned(), (text, edits));
        }
        Ok((Self { files }, dropped))
    }

    /// Writes all of them into the copy, without these mutants.
    pub fn write(&self, copy: &Path, without: &HashSet<u32>) -> Result<BTreeMap<String, Woven>> {
        let mut written = BTreeMap::new();
        for (file, (text, edits)) in &self.files {
            let woven = weave(text, edits, without);
            let path = copy.join(file);
            // What did not change is not compiled again.
            if fs::read_to_string(&path).ok().as_deref() != Some(&woven.text) {
                fs::write(&path, &woven.text)?;
            }
            written.insert(file.clone(), woven);
        }
        Ok(written)
    }
}

/// Copies the package, and adds what the mutants and the trials need.
pub fn copy(package: &Path, to: &Path) -> Result<()> {
    for name in COPIED {
        let (from, to) = (package.join(name), to.join(name));
        // What the package no longer has would be built too.
        if to.is_dir() {
            fs::remove_dir_all(&to)?;
        }
        if from.exists() {
            tree(&from, &to)?;
        }
    }
    let manifest = fs::read_to_string(package.join("Cargo.toml"))?;
    fs::write(to.join("Cargo.toml"), without_lints(&manifest))?;
    let library = fs::read_to_string(package.join("src/lib.rs"))?;
    // The inner documentation stays first; the module can stand anywhere.
    let library = format!(
        "#![allow(warnings, clippy::all, arithmetic_overflow, unconditional_panic, unconditional_recursion, overflowing_literals)]\n{library}\n#[doc(hidden)]\npub mod mutants;\n"
    );
    fs::write(to.join("src/lib.rs"), library)?;
    fs::write(to.join("src/mutants.rs"), RUNTIME)?;
    let trials = to.join("examples/trials");
    fs::create_dir_all(&trials)?;
    for (name, text) in TRIALS {
        fs::write(trials.join(name), text)?;
    }
    Ok(())
}

/// The manifest without lints, and with a package that is quick to build.
fn without_lints(manifest: &str) -> String {
    let mut kept = true;
    let mut out = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            kept = !line.starts_with("[lints");
        }
        if kept {
            out.push_str(line);
            out.push('\n');
        }
    }
    out + "\n[profile.dev.package.ringtrue]\ndebug = 0\nopt-level = 1\n\n[workspace]\n"
}

fn tree(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        fs::copy(from, to)?;
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path: PathBuf = entry?.path();
        let name = path.file_name().unwrap_or_default();
        let built = path.join("CACHEDIR.TAG").exists();
        if built || name == "node_modules" || name == ".venv" {
            continue;
        }
        tree(&path, &to.join(name))?;
    }
    Ok(())
}
