//! Rules of conduct that one message can break by itself: which member, and what becomes of it.
//!
//! Depends on `edit`. It proposes; the judge decides what breaks the rule and no other.

use serde_json::Value;

use super::edit::Edit;

/// How one message breaks a rule that relates its members to each other.
#[derive(Debug, Clone, Copy)]
pub struct Clash {
    /// The rule.
    pub rule: &'static str,
    /// The message that breaks it.
    pub message: &'static str,
    /// JSON Pointer of the member; empty for the whole message.
    pub at: &'static str,
    /// What becomes of it.
    pub into: Become,
}

/// What becomes of a member that is to clash with the rest of its message.
#[derive(Debug, Clone, Copy)]
pub enum Become {
    /// What another valid message has there, which may be nothing.
    Another,
    /// Nothing: it is left out.
    Nothing,
    /// This, made of what it was, or of null where it was not there.
    This(fn(&Value) -> Value),
}

impl Clash {
    /// A member that is as in another valid message.
    pub const fn another(rule: &'static str, message: &'static str, at: &'static str) -> Self {
        Self { rule, message, at, into: Become::Another }
    }

    /// A member that is left out.
    pub const fn without(rule: &'static str, message: &'static str, at: &'static str) -> Self {
        Self { rule, message, at, into: Become::Nothing }
    }

    /// A member that is made into something else.
    pub const fn made(
        rule: &'static str,
        message: &'static str,
        at: &'static str,
        make: fn(&Value) -> Value,
    ) -> Self {
        Self { rule, message, at, into: Become::This(make) }
    }

    /// The change of `value`, a valid message, where `other` is another; none if it changes nothing.
    pub(super) fn edit(&self, value: &Value, other: &Value) -> Option<Edit> {
        if let (Become::This(make), "") = (self.into, self.at) {
            return Some(Edit::Put(String::new(), make(value)));
        }
        let (parent, name) = self.at.rsplit_once('/')?;
        let name = name.replace("~1", "/").replace("~0", "~");
        let remove = || Edit::Remove(parent.to_owned(), name.clone());
        match (self.into, value.pointer(self.at)) {
            (Become::Nothing, Some(_)) => Some(remove()),
            (Become::This(make), Some(before)) => {
                let after = make(before);
                (after != *before).then(|| Edit::Put(self.at.to_owned(), after))
            }
            (Become::This(make), None) => {
                Some(Edit::Add(parent.to_owned(), name, make(&Value::Null)))
            }
            (Become::Nothing, None) => None,
            (Become::Another, before) => match (before, other.pointer(self.at)) {
                (Some(before), Some(there)) if before != there => {
                    Some(Edit::Put(self.at.to_owned(), there.clone()))
                }
                (Some(_), None) => Some(remove()),
                (None, Some(there)) => {
                    Some(Edit::Add(parent.to_owned(), name.clone(), there.clone()))
                }
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_member_becomes_as_in_another_message_or_goes_or_comes() {
        let clash = Clash::another("r", "m", "/a/b");
        let edit = |value: Value, other: Value| clash.edit(&value, &other);
        let put = Edit::Put("/a/b".into(), json!(2));
        assert_eq!(edit(json!({"a": {"b": 1}}), json!({"a": {"b": 2}})), Some(put));
        let gone = Edit::Remove("/a".into(), "b".into());
        assert_eq!(edit(json!({"a": {"b": 1}}), json!({"a": {}})), Some(gone));
        let come = Edit::Add("/a".into(), "b".into(), json!(2));
        assert_eq!(edit(json!({"a": {}}), json!({"a": {"b": 2}})), Some(come));
        assert_eq!(edit(json!({"a": {"b": 1}}), json!({"a": {"b": 1}})), None);
        assert_eq!(edit(json!({}), json!({})), None);
    }

    #[test]
    fn what_is_not_there_is_not_left_out_but_can_be_made() {
        let nothing = Clash::without("r", "m", "/a");
        assert_eq!(nothing.edit(&json!({}), &json!({"a": 1})), None);
        let made = Clash::made("r", "m", "/a", |_| json!(0));
        let come = Edit::Add(String::new(), "a".into(), json!(0));
        assert_eq!(made.edit(&json!({}), &json!({})), Some(come));
        assert_eq!(made.edit(&json!({"a": 0}), &json!({})), None);
        assert_eq!(made.edit(&json!({"a": 1}), &json!({})), Some(Edit::Put("/a".into(), json!(0))));
    }
}
