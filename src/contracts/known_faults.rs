//! Which faults can be asked for: those that a suite lists, and the ids of its schema rules.
//!
//! Depends on `generate` for the places that a constraint has. Never starts anything.

use super::{parser::PARSER_FAULTS, schema_faults::is_schema_rule, suite::Suite};
use crate::{
    contract::Party,
    error::{Error, Result},
    generate::routes_to,
};

/// Whether the reference of this suite can have a fault of this name.
///
/// # Errors
/// Blames the document for a contract that does not load, the user for a schema rule of this
/// contract that the provider cannot break.
pub fn has_fault(suite: &dyn Suite, name: &str) -> Result<bool> {
    if !is_schema_rule(name) {
        return Ok(suite.faults().iter().any(|fault| fault.name == name));
    }
    let contract = &suite.protocol()?.contract;
    let schemas = &contract.schemas;
    let Some(id) = schemas.constraints().iter().position(|c| c.rule == name) else {
        return Ok(false);
    };
    let provided = contract.messages.iter().filter(|message| message.from == Party::Provider);
    let mut placed = provided.filter(|message| !routes_to(schemas, &message.schema, id).is_empty());
    match placed.next() {
        Some(_) => Ok(true),
        None => Err(Error::user(format!("no message of the provider has a place for {name}"))
            .remedy("`ringtrue explain` tells what a rule is about")),
    }
}

/// Checks that one of these suites, or our parser of any contract, has a fault of this name.
///
/// # Errors
/// Blames the user for a name that none of them has, and names the nearest that one has.
pub fn check_fault(suites: &[&dyn Suite], name: &str) -> Result<()> {
    if PARSER_FAULTS.iter().any(|fault| fault.name == name) {
        return Ok(());
    }
    for suite in suites {
        if has_fault(*suite, name)? {
            return Ok(());
        }
    }
    let what = if is_schema_rule(name) { "schema rule" } else { "fault" };
    let mut known: Vec<&str> = PARSER_FAULTS.iter().map(|fault| fault.name).collect();
    for suite in suites {
        known.extend(match is_schema_rule(name) {
            false => suite.faults().iter().map(|fault| fault.name).collect::<Vec<_>>(),
            true => {
                let constraints = suite.protocol()?.contract.schemas.constraints().iter();
                constraints.map(|constraint| constraint.rule.as_str()).collect()
            }
        });
    }
    let near = known.into_iter().min_by_key(|known| strsim::damerau_levenshtein(name, known));
    let remedy = near.map_or_else(String::new, |near| format!("did you mean {near}? "));
    Err(Error::user(format!("no {what} is called {name}"))
        .remedy(format!("{remedy}`ringtrue faults` and `ringtrue rules` list them")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::suite;

    fn check(name: &str) -> std::result::Result<(), String> {
        let suites: Vec<&dyn Suite> = vec![suite("axp-engagement").unwrap()];
        check_fault(&suites, name).map_err(|error| error.to_string())
    }

    #[test]
    fn a_schema_rule_of_the_provider_is_a_fault() {
        assert_eq!(check("axp-engagement/AgentState/state:enum"), Ok(()));
        assert_eq!(check("auth-any-token"), Ok(()));
    }

    #[test]
    fn an_unknown_fault_is_told_the_nearest_one() {
        let error = check("axp-engagement/AgentState/stat:enum").unwrap_err();
        assert!(error.contains("axp-engagement/AgentState/state:enum"), "{error}");
        let error = check("auth-any-tokens").unwrap_err();
        assert!(error.contains("auth-any-token?"), "{error}");
    }

    #[test]
    fn what_only_a_consumer_says_is_no_fault_of_the_provider() {
        let error = check("axp-engagement/Authentication/token:required").unwrap_err();
        assert!(error.contains("no message of the provider"), "{error}");
    }
}
