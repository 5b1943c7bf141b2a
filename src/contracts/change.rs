//! What a mistake makes of a single member of a message that a reference sends.
//!
//! Depends on nothing. Which mistake is made where stands in the tables of the references.

use serde_json::Value;

/// What becomes of a member.
pub(crate) enum Change {
    /// It has this value, whether it was there or not.
    Put(fn() -> Value),
    /// It is left out.
    Leave,
    /// It is made of what it was.
    Make(fn(Value) -> Value),
    /// It has another name.
    Call(&'static str),
    /// What is in it stands where it stood.
    Unwrap,
}

impl Change {
    /// Changes a member of the object at this JSON Pointer; false where there is nothing to change.
    pub(crate) fn of_member(&self, message: &mut Value, parent: &str, member: &str) -> bool {
        let parent = message.pointer_mut(parent).and_then(Value::as_object_mut);
        let Some(members) = parent else { return false };
        let before = members.get(member).cloned();
        match (self, before) {
            (Self::Put(value), _) => {
                members.insert(member.to_owned(), value());
            }
            (_, None) => return false,
            (Self::Leave, Some(_)) => {
                members.shift_remove(member);
            }
            (Self::Make(make), Some(before)) => {
                members.insert(member.to_owned(), make(before));
            }
            (Self::Call(name), Some(before)) => {
                members.shift_remove(member);
                members.insert((*name).to_owned(), before);
            }
            (Self::Unwrap, Some(before)) => {
                members.shift_remove(member);
                members.extend(before.as_object().cloned().unwrap_or_default());
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_change_is_made_of_a_member_that_is_there() {
        let changed = |change: Change, member: &str| {
            let mut message = json!({"a": {"b": {"c": 1}, "d": 2}});
            change.of_member(&mut message, "/a", member).then(|| message["a"].clone())
        };
        assert_eq!(changed(Change::Put(|| json!(0)), "x").unwrap()["x"], 0);
        assert_eq!(changed(Change::Leave, "b"), Some(json!({"d": 2})));
        assert_eq!(changed(Change::Make(|v| json!([v])), "d").unwrap()["d"], json!([2]));
        assert_eq!(changed(Change::Call("e"), "d"), Some(json!({"b": {"c": 1}, "e": 2})));
        assert_eq!(changed(Change::Unwrap, "b"), Some(json!({"d": 2, "c": 1})));
        assert_eq!(changed(Change::Leave, "x"), None);
    }

    #[test]
    fn what_is_no_object_is_left_alone() {
        let mut message = json!({"a": 1});
        assert!(!Change::Put(|| json!(0)).of_member(&mut message, "/a", "b"));
        assert_eq!(message, json!({"a": 1}));
    }
}
