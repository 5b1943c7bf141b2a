//! The user data: a target that is the same wherever it is named, and its count.
//!
//! Depends on `words`. Never reads an expression.

use serde_json::{Value, json};

use super::{
    Members,
    words::{text, whole},
};
use crate::generate::Choices;

/// What the name of a target's count begins with.
const COUNT: &str = "PegAG";
/// The one count that the schema names.
const PRINTED: &str = "PegAG?: 2>1";

/// Makes the user data of a notification agree with itself.
pub(super) fn agree(data: &mut Members, choices: &mut Choices<'_>) {
    let Some(attached) = data.get_mut("userData").and_then(Value::as_object_mut) else { return };
    let printed = PRINTED.strip_prefix(COUNT).filter(|_| attached.contains_key(PRINTED));
    let targets = ["RTargetRequested", "RTargetAgentGroup", "RTargetObjectSelected"];
    same(attached, &targets, printed, choices);
    same(attached, &["RTargetAgentSelected", "RTargetPlaceSelected"], None, choices);
    count(attached, choices);
}

/// Where the first is a text that is not empty, all of them that are get the text of one, or this
/// `other` one.
fn same(attached: &mut Members, names: &[&str], other: Option<&str>, choices: &mut Choices<'_>) {
    let said = |name: &&str| text(attached, name).filter(|t| !t.is_empty());
    if names.first().and_then(said).is_none() {
        return;
    }
    let mut texts: Vec<String> = names.iter().filter_map(said).collect();
    texts.extend(other.map(str::to_owned));
    let Some(chosen) = texts.get(choices.below(texts.len())) else { return };
    for name in names {
        let full = |value: &&mut Value| value.as_str().is_some_and(|t| !t.is_empty());
        if let Some(value) = attached.get_mut(*name).filter(full) {
            *value = json!(chosen);
        }
    }
}

/// Counts the target that was requested, unless other kinds of target alone are counted.
fn count(attached: &mut Members, choices: &mut Choices<'_>) {
    let requested = text(attached, "RTargetRequested").filter(|t| !t.is_empty());
    let Some(requested) = requested else { return };
    let name = format!("{COUNT}{requested}");
    let others = attached.keys().any(|n| n.starts_with("Peg") && !n.starts_with(COUNT));
    match attached.get(&name) {
        None if others => return,
        Some(count) if whole(count).is_some() => return,
        _ => {}
    }
    attached.insert(name, json!(choices.between(0, 7)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreed(attached: Value, tape: &[u8]) -> Value {
        let mut data = json!({"userData": attached});
        agree(data.as_object_mut().unwrap(), &mut Choices::new(tape));
        data["userData"].clone()
    }

    #[test]
    fn a_target_that_was_requested_is_counted() {
        let whole = agreed(json!({"RTargetRequested": "?:x>1"}), &[]);
        assert_eq!(whole, json!({"RTargetRequested": "?:x>1", "PegAG?:x>1": 0}));
        let wrong = agreed(json!({"RTargetRequested": "x", "PegAGx": "3"}), &[]);
        assert_eq!(wrong["PegAGx"], 0);
        let other = json!({"RTargetRequested": "x", "PegGAx": 1});
        assert_eq!(agreed(other.clone(), &[]), other);
    }

    #[test]
    fn targets_that_are_named_are_one_and_empty_ones_stay() {
        let named = json!({"RTargetRequested": "a", "RTargetAgentGroup": "b",
            "RTargetObjectSelected": "", "PegAGa": 1});
        let whole = agreed(named, &[]);
        assert_eq!(whole["RTargetAgentGroup"], "a");
        assert_eq!(whole["RTargetObjectSelected"], "");
        let apart = json!({"RTargetAgentGroup": "b", "RTargetObjectSelected": "c"});
        assert_eq!(agreed(apart.clone(), &[]), apart);
    }
}
