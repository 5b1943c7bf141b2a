//! Every testable statement of the documents has a row, and every row has rules or a reason.

use std::collections::BTreeMap;

use ringtrue::{
    contract::{Level, Requirement, RequirementKind, glob_matches},
    contracts::{REGISTRY, suite},
};

/// Rows of the catalogue, a contract each: what the documents of the contract state.
const CATALOGUE: [(&str, usize); 5] = [
    ("axp-engagement", 518),
    ("gws-interactions", 157),
    ("gws-workbins", 44),
    ("gms-callback-events", 134),
    ("gms-chat-delayed", 220),
];

/// Clauses of the Bayeux protocol.
const CLAUSES: usize = 170;

fn rows(id: &str) -> &'static [Requirement] {
    &suite(id).unwrap().protocol().unwrap().contract.requirements
}

#[test]
fn the_rows_are_as_many_as_the_catalogue_has() {
    for (id, count) in CATALOGUE {
        assert_eq!(rows(id).len(), count, "{id}");
    }
    assert_eq!(CATALOGUE.iter().map(|(_, count)| count).sum::<usize>(), 1073);
    // A lettered row is a part of the clause whose number it has.
    let numbered = rows("bayeux").iter().filter(|r| r.id.ends_with(|c: char| c.is_ascii_digit()));
    assert_eq!(numbered.count(), CLAUSES);
}

#[test]
fn what_must_be_in_form_or_order_has_a_rule() {
    use RequirementKind::{Grammar, Schema, Sequence};
    for (id, _) in CATALOGUE {
        for row in rows(id) {
            let kind = row.kind.unwrap_or_else(|| panic!("{}: no kind", row.id));
            let testable = matches!(kind, Schema | Grammar | Sequence) && row.level == Level::Must;
            assert!(!testable || row.reason.is_none(), "{}: a reason instead of a rule", row.id);
        }
    }
}

#[test]
fn coverage_by_reason_is_printed_and_leaves_nothing_over() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        let constraints = protocol.contract.schemas.constraints();
        let exists = |glob: &str| {
            protocol.rules.iter().any(|r| glob_matches(glob, r.id))
                || constraints.iter().any(|c| glob_matches(glob, &c.rule))
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in &protocol.contract.requirements {
            let what = match (row.rules.is_empty(), row.reason, row.pending) {
                (false, None, None) => "rules".to_owned(),
                (true, Some(reason), None) => format!("{reason:?}"),
                (true, None, Some(party)) => format!("pending: {}", party.as_str()),
                _ => panic!("{}: rules or a reason, one of them", row.id),
            };
            for rule in &row.rules {
                assert!(exists(rule), "{}: {rule} is no rule of {}", row.id, suite.id());
            }
            *counts.entry(what).or_default() += 1;
        }
        println!("{:<22} {:?}", suite.id(), counts);
    }
}
