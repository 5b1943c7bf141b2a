//! Every committed input of a fuzz target is replayed.

use std::{fs, path::Path};

use ringtrue::{codec::multipart, contracts, engine::properties};

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
fn every_committed_input_of_multipart_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/multipart");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let outcome = multipart::properties::multipart(&fs::read(&path).unwrap());
        assert_eq!(outcome, Ok(()), "{}", path.display());
        count += 1;
    }
    assert!(count >= 15, "the corpus is gone");
}

#[test]
fn every_committed_input_of_python_literal_holds() {
    use ringtrue::codec::python_literal::properties::python_literal;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/python_literal");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let outcome = python_literal(&fs::read(&path).unwrap());
        assert_eq!(outcome, Ok(()), "{}", path.display());
        count += 1;
    }
    assert!(count >= 15, "the corpus is gone");
}

#[test]
fn every_committed_input_of_transaction_list_holds() {
    use ringtrue::codec::transaction_list::properties::transaction_list;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/transaction_list");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let outcome = transaction_list(&fs::read(&path).unwrap());
        assert_eq!(outcome, Ok(()), "{}", path.display());
        count += 1;
    }
    assert!(count >= 12, "the corpus is gone");
}

#[test]
fn every_committed_input_of_target_grammar_holds() {
    use ringtrue::contracts::gms_chat_delayed::target::properties::target_grammar;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/target_grammar");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let outcome = target_grammar(&fs::read(&path).unwrap());
        assert_eq!(outcome, Ok(()), "{}", path.display());
        count += 1;
    }
    assert!(count >= 15, "the corpus is gone");
}

#[test]
fn every_committed_input_of_http1_holds() {
    use ringtrue::codec::http1::properties::http1;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/http1");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(http1(&fs::read(&path).unwrap()), Ok(()), "{}", path.display());
        count += 1;
    }
    assert!(count >= 15, "the corpus is gone");
}

#[test]
fn every_committed_input_of_websocket_holds() {
    use ringtrue::codec::websocket::properties::websocket;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/websocket");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(websocket(&fs::read(&path).unwrap()), Ok(()), "{}", path.display());
        count += 1;
    }
    assert!(count >= 12, "the corpus is gone");
}

#[test]
fn every_committed_input_of_respelling_holds() {
    use ringtrue::drive::respelling;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fuzz/respelling");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(respelling(&fs::read(&path).unwrap()), Ok(()), "{}", path.display());
        count += 1;
    }
    assert!(count >= 20, "the corpus is gone");
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
