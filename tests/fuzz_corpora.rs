//! Every committed input of a fuzz target is replayed.

use std::{fs, path::Path};

use ringtrue::{contracts, engine::properties};

#[test]
fn every_committed_input_of_judge_events_is_judged_without_panic_and_twice_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/judge_events");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        properties::judging_survives(&bytes, &contracts::REGISTRY, &contracts::suite);
        count += 1;
    }
    assert!(count >= 5, "the corpus is gone");
}

#[test]
fn every_corpus_folder_belongs_to_a_fuzz_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("fuzz/Cargo.toml")).unwrap();
    for entry in fs::read_dir(root.join("corpus/fuzz")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} has no target");
    }
}
