//! Our JSON reader and three that we did not write, asked about a few thousand hostile texts: each
//! accepts or refuses what ours does, but for reasons that are named here, and each reason shows.
//!
//! `serde_json` is asked in this process. Python's `json` and Node's `JSON.parse` need Python and
//! Node: run with `cargo test --test hostile_json -- --ignored`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail by panicking"
)]

mod corpus;
mod readers;

use std::collections::BTreeMap;

use ringtrue::codec::json::{Limits, parse, properties::json_differential};

use self::{
    corpus::texts,
    readers::{OTHERS, Other},
};

#[test]
fn the_texts_are_thousands_and_the_same_each_time_and_of_both_kinds() {
    let texts = texts();
    assert_eq!(texts.len(), 4000);
    assert_eq!(texts, corpus::texts());
    let read = texts.iter().filter(|t| parse(t, &Limits::default()).is_ok()).count();
    println!("{read} of {} texts are read", texts.len());
    assert!((500..3500).contains(&read), "{read} are read");
}

#[test]
fn serde_json_says_of_every_hostile_text_what_we_say_but_for_known_reasons_that_all_show() {
    let mut reasons = BTreeMap::<String, usize>::new();
    for text in texts() {
        match json_differential(&text) {
            Ok(None) => {}
            Ok(Some(difference)) => *reasons.entry(format!("{difference:?}")).or_default() += 1,
            Err(wrong) => panic!("{:?}: {wrong}", String::from_utf8_lossy(&text)),
        }
    }
    println!("serde_json: {reasons:?}");
    let shown: Vec<&str> = reasons.keys().map(String::as_str).collect();
    assert_eq!(shown, ["Depth", "Limit", "LoneSurrogate", "PrivateName"]);
}

/// What differs without a reason, and reasons that never show, of one reader.
fn differences(other: &Other, texts: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    let mut reasons: BTreeMap<&str, usize> = other.reasons.iter().map(|r| (r.name, 0)).collect();
    let said = (other.ask)(texts);
    assert_eq!(said.len(), texts.len(), "{}", other.name);
    for (text, theirs) in texts.iter().zip(said) {
        let ours = parse(text, &Limits::default()).is_ok();
        let reason = (other.why)(text);
        if let Some(name) = reason {
            *reasons.get_mut(name).unwrap() += 1;
        }
        if theirs != (ours ^ reason.is_some()) {
            found.push(format!(
                "{}: {} where we say {ours}, reason: {reason:?}: {:?}",
                other.name,
                theirs,
                String::from_utf8_lossy(&text[..text.len().min(200)])
            ));
        }
    }
    println!("{}: {reasons:?}", other.name);
    let idle = other.reasons.iter().filter(|reason| reasons[reason.name] == 0);
    found.extend(idle.map(|r| format!("{}: never shows: {}", other.name, r.text)));
    found
}

#[test]
#[ignore = "needs Node and Python; .ci/validators installs them"]
fn other_readers_say_of_every_hostile_text_what_we_say_but_for_known_reasons_that_all_show() {
    let texts = texts();
    let found: Vec<String> = OTHERS.iter().flat_map(|o| differences(o, &texts)).collect();
    assert!(found.is_empty(), "{} differ:\n{}", found.len(), found.join("\n"));
}
