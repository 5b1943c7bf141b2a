//! The house keeps its shape: folder order, file length, and an engine that names no contract.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders in the order of the design: each may import only those before it.
const ORDER: [&str; 10] = [
    "codec",
    "contract",
    "transcript",
    "judge",
    "generate",
    "drive",
    "contracts",
    "engine",
    "report",
    "cli",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The crate folders that a file names after `crate::`, in single and in grouped imports.
fn imported(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if at > 0 && code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut item = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && c == ',') {
                    names.push(item.trim().split("::").next().unwrap_or_default().to_owned());
                    item.clear();
                    if depth == 0 {
                        break;
                    }
                } else {
                    item.push(c);
                }
            }
        } else {
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next();
            names.push(name.unwrap_or_default().to_owned());
        }
    }
    names
}

#[test]
fn a_folder_imports_only_folders_that_stand_before_it() {
    let mut looked_at = 0;
    for (position, folder) in ORDER.iter().enumerate() {
        for file in sources(&root().join(folder)) {
            for name in imported(&fs::read_to_string(&file).unwrap()) {
                if let Some(other) = ORDER.iter().position(|f| *f == name) {
                    looked_at += 1;
                    assert!(other <= position, "{} imports crate::{name}", file.display());
                }
            }
        }
    }
    assert!(looked_at > 100, "the reader of imports found only {looked_at}");
}

#[test]
fn every_folder_of_the_source_has_its_place_in_the_order() {
    for entry in fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(ORDER.contains(&name.as_str()), "{name} is not in the order");
        }
    }
}

#[test]
fn engine_and_all_before_the_contracts_name_no_contract() {
    let words =
        ["axp-", "axp_", "bayeux", "gws-", "gws_", "gms-", "gms_", "avaya", "genesys", "cometd"];
    for folder in ["codec", "contract", "transcript", "judge", "generate", "drive", "engine"] {
        for file in sources(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            for line in text.lines().filter(|l| !l.trim_start().starts_with("//")) {
                // Tests may use a contract's name as an example of text.
                let lower = line.to_lowercase();
                let quoted_example =
                    text.split("#[cfg(test)]").nth(1).is_some_and(|t| t.contains(line));
                assert!(
                    quoted_example || !words.iter().any(|w| lower.contains(w)),
                    "{}: {line}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn no_source_file_is_longer_than_400_lines() {
    for file in sources(&root()) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
    }
}

#[test]
fn every_source_file_says_what_it_is_for() {
    for file in sources(&root()) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{} has no module doc", file.display());
    }
}
