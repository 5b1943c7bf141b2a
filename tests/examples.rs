//! The documents' own examples: repaired, they break nothing in practice, and what deviates says by
//! which ruling; as printed, they are read where their notation allows and else refused with a place.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ringtrue::{
    contracts::{REGISTRY, suite},
    engine::{Bare, Checked, RunOptions, check},
    judge::Verdict,
};

fn corpus(contract: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(contract).join(file)
}

fn checked(path: &Path, bare: Bare<'_>) -> Checked {
    let text = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    check(&*text, &name, bare, &suite, &RunOptions::default(), &mut |_| {}).unwrap()
}

#[test]
fn no_printed_example_is_a_gap_in_practice_and_each_deviation_names_its_ruling() {
    for suite in REGISTRY {
        let file = if suite.id() == "bayeux" { "clauses.ndjson" } else { "printed.ndjson" };
        let checked = checked(&corpus(suite.id(), &format!("examples/{file}")), Bare::default());
        assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
        let outcome = checked.outcome.unwrap();
        assert!(outcome.judgement.conclusive && outcome.judgement.unknown_names.is_empty());
        let mut judged = 0;
        for verdict in &outcome.judgement.verdicts {
            judged += verdict.exercised;
            assert_ne!(verdict.verdict, Verdict::Gap, "{:?}", verdict.evidence);
            for finding in verdict.evidence.iter().filter(|f| f.verdict == Verdict::Deviation) {
                assert!(finding.ruling.is_some(), "{finding:?}");
            }
        }
        assert!(judged > 0, "{}: nothing was judged", suite.id());
    }
}

/// What is not JSON as printed, where it stops being so, and a word of the complaint.
const REFUSED: [(&str, &str, &str, &str); 0] = [];

#[test]
fn what_the_documents_print_is_read_or_refused_with_line_and_column() {
    for (contract, file, place, word) in REFUSED {
        let bare = Bare { contract: Some(contract), message: None };
        let checked = checked(&corpus(contract, &format!("as-printed/{file}")), bare);
        let trouble = checked.unreadable.first().unwrap_or_else(|| panic!("{file} was read"));
        assert!(trouble.starts_with(&format!("{file}:{place}:")), "{trouble}");
        assert!(trouble.contains(word), "{trouble}");
    }
}
