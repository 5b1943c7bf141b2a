//! Which harmless differences can be asked for: those of a contract, those that lie on the wire, and
//! those of our parser.
//!
//! Never starts anything.

use super::{
    parser::PARSER_VARIATIONS, suite::Suite, variation::Variation, wire_variations::wire_variations,
};
use crate::{
    contract::Party,
    error::{Error, Result},
};

/// All that a reference of this suite can show in the role of this party.
fn shown(suite: &dyn Suite, party: Party) -> Vec<&'static Variation> {
    if party == Party::Parser {
        return PARSER_VARIATIONS.iter().collect();
    }
    let own = suite.variations().iter().filter(|variation| variation.party == party);
    own.chain(wire_variations(suite, party)).collect()
}

/// The harmless difference of this name that a reference of this suite can show in the role of this
/// party.
pub fn variation_of(suite: &dyn Suite, party: Party, name: &str) -> Option<&'static Variation> {
    shown(suite, party).into_iter().find(|variation| variation.name == name)
}

/// Checks that a reference of one of these suites can show this harmless difference in the role of
/// one of these parties.
///
/// # Errors
/// Blames the user for a name that none of them has, and names the nearest that one has.
pub fn check_variation(suites: &[&dyn Suite], parties: &[Party], name: &str) -> Result<()> {
    let mut near: Option<(usize, &str)> = None;
    for suite in suites {
        for known in parties.iter().flat_map(|party| shown(*suite, *party)) {
            if known.name == name {
                return Ok(());
            }
            let distance = strsim::damerau_levenshtein(name, known.name);
            if near.is_none_or(|(least, _)| distance < least) {
                near = Some((distance, known.name));
            }
        }
    }
    let remedy = near.map_or_else(String::new, |(_, near)| format!("did you mean {near}? "));
    Err(Error::user(format!("no variation is called {name}"))
        .remedy(format!("{remedy}`ringtrue faults` lists them")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::contracts::REGISTRY;

    const ALL: [Party; 3] = [Party::Provider, Party::Consumer, Party::Parser];

    #[test]
    fn an_unknown_variation_is_told_the_nearest_one() {
        assert!(check_variation(&REGISTRY, &ALL, "ws-pings").is_ok());
        let error = check_variation(&REGISTRY, &ALL, "json-member-ordre").unwrap_err();
        assert!(error.to_string().contains("json-member-order?"), "{error}");
    }

    #[test]
    fn a_name_is_found_only_for_a_party_that_shows_it() {
        let parser = [Party::Parser];
        assert!(check_variation(&REGISTRY, &parser, "answers-escaped").is_ok());
        assert!(check_variation(&REGISTRY, &parser, "ws-pings").is_err());
    }

    #[test]
    fn no_party_of_a_contract_has_two_variations_of_one_name_or_less_than_eight() {
        for suite in REGISTRY {
            for party in ALL {
                let names: Vec<&str> = shown(suite, party).iter().map(|v| v.name).collect();
                let distinct: BTreeSet<&str> = names.iter().copied().collect();
                assert_eq!(distinct.len(), names.len(), "{} {party}", suite.id());
                assert!(names.len() >= 8, "{} {party}: {}", suite.id(), names.len());
            }
        }
    }
}
