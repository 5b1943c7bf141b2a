//! Which named schemas others lead to.
//!
//! Depends on nothing. It follows references and reads no constraint.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// The names of all schemas that these lead to, themselves included.
pub(crate) fn reached_from<'d>(
    names: &[&'d str],
    defs: &'d Map<String, Value>,
) -> HashSet<&'d str> {
    let mut todo = names.to_vec();
    let mut reached = HashSet::new();
    while let Some(name) = todo.pop() {
        if reached.insert(name)
            && let Some(schema) = defs.get(name)
        {
            references(schema, &mut todo);
        }
    }
    reached
}

fn references<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member.as_str() {
                    Some(target) if key == "$ref" => {
                        out.extend(target.strip_prefix("#/$defs/"));
                    }
                    _ => references(member, out),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, out)),
        _ => {}
    }
}
