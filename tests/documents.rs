//! The contracts' documents: complete, consistent, and every id accounted for.

use std::collections::{BTreeMap, BTreeSet};

use ringtrue::{
    contract::{Level, Reason, Shape, glob_matches},
    contracts::{REGISTRY, suite},
};

#[test]
fn all_55_schemas_and_213_members_of_the_printed_document_are_there() {
    let facts = include_str!("fixtures/axp_members.txt");
    let contract = &suite("axp-engagement").unwrap().protocol().unwrap().contract;
    let literal = contract.literal.as_ref().expect("the literal reading is kept");
    let (mut schemas, mut members) = (0, 0);
    for line in facts.lines().filter(|l| !l.trim().is_empty()) {
        let (name, expected) = line.split_once(':').unwrap();
        let expected: Vec<&str> = expected.split_whitespace().collect();
        let (schema, nested) = name.split_once('/').map_or((name, None), |(s, n)| (s, Some(n)));
        let raw = literal.raw(schema).unwrap_or_else(|| panic!("no schema {schema}"));
        let at = nested
            .map_or_else(|| "/properties".to_owned(), |n| format!("/properties/{n}/properties"));
        let found: Vec<&str> = raw
            .pointer(&at)
            .and_then(|p| p.as_object())
            .map(|p| p.keys().map(String::as_str).collect())
            .unwrap_or_default();
        assert_eq!(found, expected, "{name}");
        if nested.is_none() {
            schemas += 1;
            members += expected.len();
        }
    }
    assert_eq!((schemas, members), (55, 213));
}

#[test]
fn the_literal_reading_refuses_every_body_that_names_its_event() {
    use ringtrue::codec::json::{Limits, parse};
    let contract = &suite("axp-engagement").unwrap().protocol().unwrap().contract;
    let text = br#"{"event":"AgentState","id":"a","timestamp":"1","state":"READY"}"#;
    let node = parse(text, &Limits::default()).unwrap().root;
    assert!(contract.schemas.accepts("NotificationBody", &node).unwrap());
    assert!(!contract.literal.as_ref().unwrap().accepts("NotificationBody", &node).unwrap());
}

#[test]
fn every_id_of_a_contract_is_unique() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        let contract = &protocol.contract;
        let mut seen = BTreeSet::new();
        let ids = protocol.rules.iter().map(|r| r.id.to_owned());
        let ids = ids.chain(contract.schemas.constraints().iter().map(|c| c.rule.clone()));
        let ids = ids.chain(contract.rulings.iter().map(|r| r.id.clone()));
        let ids = ids.chain(contract.requirements.iter().map(|r| r.id.clone()));
        for id in ids {
            assert!(seen.insert(id.clone()), "{}: {id} twice", suite.id());
        }
    }
}

#[test]
fn every_constraint_that_is_a_rule_is_one_of_a_message_that_somebody_sends() {
    for suite in REGISTRY {
        for rule in suite.protocol().unwrap().schema_rules.iter() {
            assert!(!rule.binds.is_empty(), "{}: nobody can break it", rule.id);
        }
    }
}

#[test]
fn what_a_notation_cannot_write_otherwise_is_no_rule_but_stays_in_the_schema() {
    let contract = &suite("gms-callback-events").unwrap().protocol().unwrap().contract;
    let ids = contract.schemas.constraints().iter().map(|c| c.rule.as_str());
    let of_lists: Vec<&str> = ids.filter(|id| id.contains("/ListProperties")).collect();
    assert!(
        of_lists.contains(&"gms-callback-events/ListProperties/_status_notification_type:enum")
    );
    assert!(!of_lists.iter().any(|id| id.ends_with(":type")), "{of_lists:?}");
    let protocol = suite("gms-callback-events").unwrap().protocol().unwrap();
    let plain = protocol
        .json_schema(Some("transaction-list"), ringtrue::judge::Profile::Practical)
        .unwrap();
    for exported in [contract.schemas.export("TransactionList"), plain] {
        let kind =
            exported.pointer("/$defs/ListProperties/properties/_status_notification_type/type");
        assert_eq!(kind.and_then(serde_json::Value::as_str), Some("string"), "{exported}");
    }
}

#[test]
fn every_glob_of_a_ruling_or_row_names_a_rule_that_exists() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        let contract = &protocol.contract;
        let mut rules: Vec<String> = protocol.rules.iter().map(|r| r.id.to_owned()).collect();
        rules.extend(contract.schemas.constraints().iter().map(|c| c.rule.clone()));
        let exists = |glob: &str| rules.iter().any(|r| glob_matches(glob, r));
        for ruling in &contract.rulings {
            for glob in ruling.softenings.iter().flat_map(|s| &s.rules) {
                assert!(exists(glob), "{}: {glob} names nothing", ruling.id);
            }
        }
        for row in &contract.requirements {
            for glob in &row.rules {
                assert!(exists(glob), "{}: {glob} names nothing", row.id);
            }
        }
    }
}

#[test]
fn every_form_that_a_ruling_accepts_is_a_schema_that_compiles() {
    let mut count = 0;
    for suite in REGISTRY {
        for ruling in &suite.protocol().unwrap().contract.rulings {
            for form in ruling.softenings.iter().filter_map(|s| s.instead.as_ref()) {
                Shape::compile(form).unwrap_or_else(|e| panic!("{}: {e}", ruling.id));
                count += 1;
            }
        }
    }
    assert!(count > 10, "only {count} rulings name a form");
}

#[test]
fn every_cite_names_a_document_that_is_declared() {
    for suite in REGISTRY {
        let contract = &suite.protocol().unwrap().contract;
        let cites = contract.rulings.iter().flat_map(|r| &r.cites);
        for cite in cites.chain(contract.requirements.iter().map(|r| &r.cite)) {
            assert!(contract.documents.contains_key(&cite.document), "{cite:?}");
            assert!(!cite.section.trim().is_empty(), "{cite:?}");
        }
    }
}

#[test]
fn a_requirement_row_has_rules_or_exactly_one_reason() {
    let mut reasons: BTreeMap<Reason, usize> = BTreeMap::new();
    for suite in REGISTRY {
        for row in &suite.protocol().unwrap().contract.requirements {
            let ways = usize::from(!row.rules.is_empty())
                + usize::from(row.reason.is_some())
                + usize::from(row.pending.is_some());
            assert_eq!(ways, 1, "{}", row.id);
            if let Some(reason) = row.reason {
                *reasons.entry(reason).or_default() += 1;
                if row.level == Level::Must {
                    assert_ne!(
                        reason,
                        Reason::Permission,
                        "{}: an obligation permits nothing",
                        row.id
                    );
                }
            }
        }
    }
    println!("rows without a rule: {reasons:?}");
}

#[test]
fn all_rows_and_rulings_of_the_catalogue_are_there() {
    let axp = &suite("axp-engagement").unwrap().protocol().unwrap().contract;
    assert_eq!(axp.requirements.len(), 518);
    let rulings: Vec<&str> = axp.rulings.iter().map(|r| r.id.as_str()).collect();
    let expected: Vec<String> = (1..=108).map(|n| format!("C-{n:03}")).collect();
    assert_eq!(rulings, expected);
    let bayeux = &suite("bayeux").unwrap().protocol().unwrap().contract;
    let clauses: Vec<&str> = bayeux
        .requirements
        .iter()
        .map(|r| r.id.as_str())
        .filter(|id| id.trim_start_matches('B').chars().all(|c| c.is_ascii_digit()))
        .collect();
    let expected: Vec<String> = (1..=170).map(|n| format!("B{n:03}")).collect();
    assert_eq!(clauses, expected);
}

/// A rule that lists a row in `covers` and the row that lists the rule say the same thing.
#[test]
fn rules_and_rows_agree_on_what_covers_what() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        for rule in protocol.rules {
            let named: BTreeSet<&str> = protocol
                .contract
                .requirements
                .iter()
                .filter(|row| row.rules.iter().any(|r| r == rule.id))
                .map(|row| row.id.as_str())
                .collect();
            let covers: BTreeSet<&str> = rule.covers.iter().copied().collect();
            assert_eq!(named, covers, "{}", rule.id);
        }
    }
}

#[test]
fn every_rule_id_is_committed() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        let mut text = String::new();
        for message in &protocol.contract.messages {
            text.push_str(&format!("message {} {}\n", message.name, message.from));
        }
        for rule in protocol.rules {
            text.push_str(&format!("rule {} {} {}\n", rule.id, rule.level.as_str(), rule.binds));
        }
        for rule in protocol.schema_rules.iter() {
            let binds: Vec<&str> = rule.binds.iter().map(|p| p.as_str()).collect();
            text.push_str(&format!(
                "schema {} {} {}\n",
                rule.id,
                rule.level.as_str(),
                binds.join("+")
            ));
        }
        for ruling in &protocol.contract.rulings {
            text.push_str(&format!("ruling {}\n", ruling.id));
        }
        for fault in suite.faults() {
            text.push_str(&format!("fault {} {}\n", fault.name, fault.party));
        }
        for (rule, reason) in suite.unexercised() {
            text.push_str(&format!("unexercised {rule}: {reason}\n"));
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| insta::assert_snapshot!(format!("ids-{}", suite.id()), text));
    }
}

#[test]
fn every_rule_about_receivers_and_every_fault_of_the_parser_is_committed() {
    let mut text = String::new();
    for rule in ringtrue::judge::TEXT_RULES {
        text.push_str(&format!("rule {} {} {:?}\n", rule.id, rule.level.as_str(), rule.duty));
    }
    for fault in ringtrue::contracts::parser::PARSER_FAULTS {
        text.push_str(&format!("fault {}\n", fault.name));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!("ids-receiver", text));
}
