//! One change of a message.
//!
//! Depends on nothing. Never knows why a change is made.

use serde_json::Value;

/// One change of a JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// The value at this JSON Pointer becomes another one.
    Put(String, Value),
    /// The object at this JSON Pointer loses a member.
    Remove(String, String),
    /// The object at this JSON Pointer gets another member, at its end.
    Add(String, String, Value),
}

impl Edit {
    /// Makes the change; false, and nothing is changed, where there is no such place.
    pub fn apply(&self, root: &mut Value) -> bool {
        match self {
            Self::Put(pointer, value) => match root.pointer_mut(pointer) {
                Some(place) => {
                    place.clone_from(value);
                    true
                }
                None => false,
            },
            Self::Remove(pointer, name) => {
                let object = root.pointer_mut(pointer).and_then(Value::as_object_mut);
                object.is_some_and(|object| object.shift_remove(name).is_some())
            }
            Self::Add(pointer, name, value) => {
                match root.pointer_mut(pointer).and_then(Value::as_object_mut) {
                    Some(object) if !object.contains_key(name) => {
                        object.insert(name.clone(), value.clone());
                        true
                    }
                    _ => false,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_is_made_at_its_place_or_not_at_all() {
        let mut value = json!({"a": {"b": 1}, "c": [2]});
        assert!(Edit::Put("/c/0".into(), json!("x")).apply(&mut value));
        assert!(Edit::Add("/a".into(), "d".into(), json!(null)).apply(&mut value));
        assert!(Edit::Remove("/a".into(), "b".into()).apply(&mut value));
        assert_eq!(value, json!({"a": {"d": null}, "c": ["x"]}));
        for edit in [
            Edit::Put("/q".into(), json!(1)),
            Edit::Remove("/a".into(), "b".into()),
            Edit::Add("/c".into(), "d".into(), json!(1)),
            Edit::Add("/a".into(), "d".into(), json!(1)),
        ] {
            assert!(!edit.apply(&mut value), "{edit:?}");
        }
    }
}
