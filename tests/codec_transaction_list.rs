//! The reader of Transaction Lists from outside: which options are lists of names, what is meant
//! by them, and what stands where.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test by panicking")]

use ringtrue::codec::transaction_list::{List, SyntaxErrorKind, Vocabulary, parse, parse_with};

fn read(text: &str) -> List {
    let parameters = &["_service_id", "_status"];
    let vocabulary = Vocabulary { sections: &[], options: &[], parameters };
    parse_with(text.as_bytes(), &vocabulary).unwrap()
}

#[test]
fn only_one_option_lists_names() {
    let list = read("[s]\nnotify_params = a,b\nother = a,service id\nnotify_params =\n");
    let entries = &list.section("s").unwrap().entries;
    let counts: Vec<usize> = entries.iter().map(|entry| entry.parameters.len()).collect();
    assert_eq!(counts, [2, 0, 0]);
    assert!(list.oddities.is_empty(), "a blank is no mistake in a text: {:?}", list.oddities);
}

#[test]
fn the_tree_has_every_name_as_it_was_meant() {
    for (written, meant) in [
        ("service id", "_service_id"),
        ("service id,status", "_service_id,_status"),
        ("service id, _status,,x", "_service_id, _status,,x"),
        ("_service_id,_status", "_service_id,_status"),
    ] {
        let list = read(&format!("[s]\nnotify_params = {written}\n"));
        let node = list.document.root.pointer("/s/notify_params").unwrap();
        assert_eq!(node.as_str(), Some(meant), "{written}");
        assert_eq!(list.get("s", "notify_params"), Some(written));
    }
}

#[test]
fn the_byte_after_an_option_is_none_of_it() {
    let text = "[s]\na = xy\n\n[t]\n";
    let list = read(text);
    let end = text.find("xy").unwrap() + 2;
    assert!(list.at(end - 1).unwrap().1.is_some());
    assert!(list.at(end).is_none_or(|(_, entry)| entry.is_none()));
}

#[test]
fn every_fault_says_what_can_be_done_about_it() {
    let text = "a = b\n[]\n[x\n[y] z\n[s]\n= c\nword\n";
    let errors = parse(text.as_bytes()).unwrap().errors;
    let mut remedies: Vec<&str> = errors.iter().map(|error| error.remedy()).collect();
    assert!(remedies.iter().all(|remedy| remedy.contains(' ')), "{remedies:?}");
    remedies.sort_unstable();
    remedies.dedup();
    let kinds: Vec<SyntaxErrorKind> = errors.iter().map(|error| error.kind).collect();
    assert_eq!(remedies.len(), kinds.len(), "each has its own: {kinds:?}");
}
