//! What conjoined schemas say of arrays.
//!
//! Depends on `compile`.

use serde_json::{Value, json};

use super::{
    compile::Compiler,
    hint::Hint,
    keywords::{Keywords, bounds, count, of_item},
    plan::{ArrayPlan, Contains, Plan},
};

impl Compiler {
    /// A plan for arrays, and whether their values must be checked.
    pub(super) fn array(&mut self, parts: &[Keywords], hint: Hint) -> Option<(Plan, bool)> {
        let (min, mut max) = bounds(parts, "minItems", "maxItems");
        let prefix =
            |part: &Keywords| part.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
        let longest = parts.iter().map(prefix).max().unwrap_or(0);
        let mut first = Vec::new();
        for index in 0..longest.min(max) {
            match of_item(parts, index) {
                Some(schemas) => first.push(self.node(&schemas, hint)),
                None => max = max.min(index),
            }
        }
        let rest = if max > longest { of_item(parts, longest) } else { None };
        let mut checked = false;
        let mut contains = None;
        for part in parts {
            let Some(wanted) = part.get("contains") else { continue };
            let low = part.get("minContains").map_or(Some(1), count).unwrap_or(1);
            let high = part.get("maxContains").and_then(count);
            // Items that happen to match count too, and so do those that have a place.
            checked |= high.is_some() || longest > 0 || contains.is_some();
            let mut both = rest.clone().unwrap_or_else(|| vec![json!(false)]);
            both.push(wanted.clone());
            let node = self.node(&both, hint);
            let max = high.unwrap_or(usize::MAX);
            contains.get_or_insert(Contains { node, min: low, max });
        }
        let unique = parts.iter().any(|p| p.get("uniqueItems") == Some(&Value::Bool(true)));
        if unique {
            // Two texts can be one number or one object; strings are written in one way only.
            let texts = rest.iter().flatten().any(|s| s.get("type") == Some(&json!("string")));
            checked |= !texts || longest > 0;
        }
        let rest = rest.map(|schemas| self.node(&schemas, hint));
        let max = if rest.is_none() { max.min(longest) } else { max };
        let plan = ArrayPlan { first, rest, min, max, unique, contains };
        (min <= max).then_some((Plan::Array(plan), checked))
    }
}
