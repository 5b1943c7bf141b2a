//! Optional members by twos: few messages in which every two of them are both there, both missing,
//! and each there without the other.
//!
//! Depends on nothing. Whether a message can be so, the judge decides.

use std::collections::BTreeSet;

use serde_json::Value;

/// How many optional members of one message are taken into account.
const MOST: usize = 32;
/// How deep they may stand.
const DEEPEST: usize = 4;

/// Two optional members by their index, and whether each is there.
pub(crate) type Pair = (usize, usize, bool, bool);

/// Which of `n` members are there, row by row: a covering array of strength two, whose length
/// grows with the logarithm of `n`.
pub fn rows(n: usize) -> Vec<Vec<bool>> {
    if n == 0 {
        return Vec::new();
    }
    let mut rows = vec![vec![true; n], vec![false; n]];
    // Two indices differ in some bit: one row has the one without the other, its opposite the other.
    let bits = usize::BITS.saturating_sub(n.saturating_sub(1).leading_zeros());
    for bit in 0..bits {
        let row: Vec<bool> = (0..n).map(|index| (index >> bit) & 1 == 1).collect();
        rows.push(row.iter().map(|there| !there).collect());
        rows.push(row);
    }
    rows
}

/// JSON Pointers of the members that are in some of these messages and missing in the same object
/// of others, those of outer objects first.
pub(crate) fn optional(messages: &[Value]) -> Vec<String> {
    let mut there = BTreeSet::new();
    for message in messages {
        members(message, "", 0, &mut there);
    }
    let missing = |pointer: &&String| {
        let Some((parent, _)) = pointer.rsplit_once('/') else { return false };
        messages.iter().any(|message| {
            message.pointer(parent).is_some_and(Value::is_object)
                && message.pointer(pointer).is_none()
        })
    };
    let mut optional: Vec<String> = there.iter().filter(missing).cloned().collect();
    optional.sort_by_key(|pointer| pointer.matches('/').count());
    optional.truncate(MOST);
    optional
}

fn members(value: &Value, at: &str, depth: usize, there: &mut BTreeSet<String>) {
    let Some(object) = value.as_object().filter(|_| depth < DEEPEST) else { return };
    for (name, member) in object {
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        there.insert(at.clone());
        members(member, &at, depth.saturating_add(1), there);
    }
}

/// Makes a message have the optional members that `row` wants, and no other of them; what it lacks
/// is as in one of the `donors`.
pub(crate) fn arrange(message: &mut Value, optional: &[String], row: &[bool], donors: &[&Value]) {
    for (pointer, wanted) in optional.iter().zip(row) {
        let Some((parent, name)) = pointer.rsplit_once('/') else { continue };
        let name = name.replace("~1", "/").replace("~0", "~");
        let there = message.pointer(pointer).is_some();
        let Some(object) = message.pointer_mut(parent).and_then(Value::as_object_mut) else {
            continue;
        };
        match (wanted, there) {
            (false, true) => {
                object.shift_remove(&name);
            }
            (true, false) => {
                let given = donors.iter().find_map(|donor| donor.pointer(pointer));
                object.extend(given.map(|given| (name, given.clone())));
            }
            _ => {}
        }
    }
}

/// Every two optional members, as this message has them.
pub(crate) fn pairs(message: &Value, optional: &[String]) -> Vec<Pair> {
    let there: Vec<bool> = optional.iter().map(|p| message.pointer(p).is_some()).collect();
    let mut all = Vec::new();
    for (i, first) in there.iter().enumerate() {
        let later = there.iter().enumerate().skip(i.saturating_add(1));
        all.extend(later.map(|(j, second)| (i, j, *first, *second)));
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn few_rows_have_every_two_members_in_every_way() {
        for n in 1_usize..=40 {
            let rows = rows(n);
            for i in 0..n {
                for j in 0..i {
                    for way in [(false, false), (false, true), (true, false), (true, true)] {
                        assert!(rows.iter().any(|r| (r[i], r[j]) == way), "{n}: {i} {j} {way:?}");
                    }
                }
            }
            let most = 2 + 2 * n.next_power_of_two().ilog2() as usize;
            assert!(rows.len() <= most, "{n}: {}", rows.len());
        }
        assert!(rows(0).is_empty());
    }

    #[test]
    fn a_member_is_optional_that_is_missing_where_it_could_be() {
        let messages = [json!({"a": 1, "b": {"c": 1}}), json!({"a": 2, "b": {}}), json!({"a": 3})];
        assert_eq!(optional(&messages), ["/b", "/b/c"]);
    }

    #[test]
    fn a_message_is_arranged_with_members_of_others() {
        let donor = json!({"b": {"c": 7}});
        let optional = ["/b".to_owned(), "/b/c".to_owned(), "/d".to_owned()];
        let mut message = json!({"a": 1, "d": 2});
        arrange(&mut message, &optional, &[true, false, false], &[&donor]);
        assert_eq!(message, json!({"a": 1, "b": {}}));
        assert_eq!(
            pairs(&message, &optional),
            [(0, 1, true, false), (0, 2, true, false), (1, 2, false, false)]
        );
    }
}
