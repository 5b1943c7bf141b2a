//! Schemas as they are exported, asked by a validator of JSON Schema: they say of a message what the
//! judge says of it, and the document of one message stands alone.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use ringtrue::{
    codec::json::write,
    contract::Party,
    contracts::{REGISTRY, Suite},
    engine::{Generated, Generator},
    judge::{Judge, Options, Profile, Verdict},
    transcript::Header,
};
use serde_json::Value;

/// The names that a schema refers to, wherever it does.
fn referred(schema: &Value, found: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        found.insert(name.strip_prefix("#/$defs/").unwrap().to_owned());
    }
    schema.as_array().into_iter().flatten().for_each(|within| referred(within, found));
    let members = schema.as_object().into_iter().flatten();
    members.filter(|(name, _)| *name != "$defs").for_each(|(_, within)| referred(within, found));
}

/// The message as JSON whatever its notation, and whether a constraint is broken so that it is a gap.
fn judged(suite: &dyn Suite, message: &Generated) -> Option<(String, bool)> {
    let protocol = suite.protocol().unwrap();
    let header = Header::new(suite.id(), vec![Party::Provider, Party::Consumer, Party::Operator]);
    let mut event = message.clone().event("1");
    if let ringtrue::transcript::Kind::Message { breaks, .. } = &mut event.kind {
        *breaks = None;
    }
    let read = (protocol.reader)(&header).read(&event);
    // What one event carries is graded together: only a message that comes alone can be compared.
    let [alone] = &read[..] else { return None };
    let (true, Some(node)) = (alone.name == message.message, alone.node()) else { return None };
    let mut json = String::new();
    write(node, &mut json);
    let mut judge = Judge::new(protocol.clone(), header, Options::default()).unwrap();
    let mut gap = false;
    let mut sink = |f: &ringtrue::judge::Finding| {
        gap |= f.verdict == Verdict::Gap && f.rule.contains('/');
    };
    judge.see(&event, &mut sink).unwrap();
    Some((json, gap))
}

fn validators(suite: &dyn Suite, profile: Profile) -> BTreeMap<&str, Validator> {
    let protocol = suite.protocol().unwrap();
    let validator = |name: &str| {
        let schema = protocol.json_schema(Some(name), profile).unwrap();
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        options.build(&schema).unwrap()
    };
    let names = protocol.contract.messages.iter().map(|message| message.name.as_str());
    names.map(|name| (name, validator(name))).collect()
}

#[test]
fn the_document_of_a_message_has_what_it_refers_to_and_no_more() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        for message in &protocol.contract.messages {
            let of = format!("{} {}", suite.id(), message.name);
            for profile in [Profile::Practical, Profile::Strict] {
                let schema = protocol.json_schema(Some(&message.name), profile).unwrap();
                let defs = schema["$defs"].as_object().unwrap();
                let mut needed = BTreeSet::new();
                referred(&schema, &mut needed);
                loop {
                    let before = needed.len();
                    for name in needed.clone() {
                        let def = defs.get(&name);
                        referred(def.unwrap_or_else(|| panic!("{of}: no {name}")), &mut needed);
                    }
                    if needed.len() == before {
                        break;
                    }
                }
                let has: BTreeSet<String> = defs.keys().cloned().collect();
                assert_eq!(has, needed, "{of}");
                let id = schema["$id"].as_str().unwrap();
                let profile = profile.as_str();
                assert!(["practical", "strict"].contains(&profile), "{of}: {profile}");
                assert!(id.ends_with(&format!(":{profile}:{}", message.name)), "{of}: {id}");
            }
        }
    }
}

#[test]
fn in_practice_a_document_refuses_what_has_a_gap_and_takes_the_rest() {
    let (mut eased, mut refused) = (0, 0);
    for suite in REGISTRY {
        let (practical, strict) =
            (validators(suite, Profile::Practical), validators(suite, Profile::Strict));
        let generator = Generator::new(suite, None, 1).unwrap();
        let misses = generator.near_misses();
        let broken = (0..misses.len()).filter_map(|index| misses.get(index).unwrap());
        let whole = (0..generator.len()).map(|index| generator.valid(index).unwrap());
        for message in broken.chain(whole) {
            let Some((json, gap)) = judged(suite, &message) else { continue };
            let value: Value = serde_json::from_str(&json).unwrap();
            let taken = practical[message.message.as_str()].is_valid(&value);
            assert_eq!(taken, !gap, "{} {}: {json}", suite.id(), message.message);
            refused += u64::from(gap);
            eased += u64::from(taken && !strict[message.message.as_str()].is_valid(&value));
        }
    }
    assert!(refused > 100 && eased > 20, "{refused} are refused, {eased} are eased by rulings");
}
