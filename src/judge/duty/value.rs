//! What a receiver understood, compared with what it was sent.
//!
//! Depends on `codec::json`, whose whole numbers are exact. Members have no order, numbers no spelling,
//! and a member that is null says what a missing one says. Never asks for more than was answered:
//! members that are left out are told apart from members that were changed.

use crate::codec::json::{Node, Number, Value, write};

/// How what was understood differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference {
    /// This is another value than what was sent.
    Changed { pointer: String, sent: String, understood: String },
    /// This is not there, though its neighbours are.
    Missing { pointer: String, sent: String },
}

impl Difference {
    /// Where it is.
    pub(super) fn pointer(&self) -> &str {
        match self {
            Self::Changed { pointer, .. } | Self::Missing { pointer, .. } => pointer,
        }
    }

    /// The same of what stands at this place in something larger.
    pub(super) fn within(mut self, place: &str) -> Self {
        let (Self::Changed { pointer, .. } | Self::Missing { pointer, .. }) = &mut self;
        pointer.insert_str(0, place);
        self
    }
}

/// Whether both say the same, however they are spelt.
pub(crate) fn same_meaning(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a.as_str() == b.as_str() || a.same_value(b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_meaning(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|m| b.get(&m.name).is_some_and(|other| same_meaning(&m.value, other)))
        }
        _ => false,
    }
}

/// Whether a number was kept. Whole numbers are compared to the last digit, others as doubles: more
/// precision than that is promised nowhere (RFC 8259, 6).
fn kept(sent: &Number, understood: &Number) -> bool {
    let double = |number: &Number| number.as_f64();
    sent.same_value(understood)
        || (!sent.is_integer() && double(sent).is_some() && double(sent) == double(understood))
}

/// The first difference in order of the text; what was changed comes before what is missing.
pub(super) fn difference(sent: &Node, understood: &Node) -> Option<Difference> {
    let mut missing = None;
    changed(sent, understood, &mut String::new(), &mut missing).or(missing)
}

fn changed(
    sent: &Node,
    understood: &Node,
    pointer: &mut String,
    missing: &mut Option<Difference>,
) -> Option<Difference> {
    match (&sent.value, &understood.value) {
        (Value::Object(members), Value::Object(theirs)) => {
            // Without one name in common it is a shape of the receiver's own, which says nothing.
            let shared = members.iter().any(|m| theirs.contains(&m.name));
            for member in members {
                let length = pointer.len();
                pointer.push('/');
                pointer.push_str(&member.name.replace('~', "~0").replace('/', "~1"));
                match theirs.get(&member.name) {
                    Some(other) => {
                        let found = changed(&member.value, other, pointer, missing);
                        if found.is_some() {
                            return found;
                        }
                    }
                    None if shared && !member.value.is_null() && missing.is_none() => {
                        let sent = show(&member.value);
                        *missing = Some(Difference::Missing { pointer: pointer.clone(), sent });
                    }
                    None => {}
                }
                pointer.truncate(length);
            }
            None
        }
        (Value::Array(items), Value::Array(theirs)) if items.len() == theirs.len() => {
            for (index, (item, other)) in items.iter().zip(theirs).enumerate() {
                let length = pointer.len();
                pointer.push_str(&format!("/{index}"));
                let found = changed(item, other, pointer, missing);
                if found.is_some() {
                    return found;
                }
                pointer.truncate(length);
            }
            None
        }
        (Value::Number(a), Value::Number(b)) if kept(a, b) => None,
        _ if same_meaning(sent, understood) => None,
        _ => Some(Difference::Changed {
            pointer: pointer.clone(),
            sent: show(sent),
            understood: show(understood),
        }),
    }
}

/// A value as evidence: its kind and its text, cut where it is long.
pub(super) fn show(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    if text.chars().count() > 80 {
        text = text.chars().take(77).collect::<String>() + "...";
    }
    format!("{} {text}", node.kind())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::json::{Limits, parse};

    fn node(text: &str) -> Node {
        parse(text.as_bytes(), &Limits::default()).unwrap().root
    }

    fn between(sent: &str, understood: &str) -> Option<Difference> {
        difference(&node(sent), &node(understood))
    }

    #[test]
    fn order_and_spelling_make_no_difference() {
        let sent = r#"{"a":[1,2.50,1e2],"b":{"c":"\u0041","d":null}}"#;
        assert_eq!(between(sent, r#"{"b":{"c":"A"},"a":[1.0,25e-1,100]}"#), None);
        assert!(same_meaning(&node(r#"{"a":1,"b":-0}"#), &node(r#"{"b":0.0,"a":10e-1}"#)));
        assert!(!same_meaning(&node(r#"{"a":1}"#), &node(r#"{"a":"1"}"#)));
    }

    #[test]
    fn a_rounded_number_is_a_changed_one() {
        let found = between(r#"{"t":9007199254740993}"#, r#"{"t":9007199254740992}"#);
        let Some(Difference::Changed { pointer, sent, .. }) = found else { panic!("{found:?}") };
        assert_eq!((pointer.as_str(), sent.as_str()), ("/t", "number 9007199254740993"));
    }

    #[test]
    fn a_fraction_may_be_kept_as_a_double() {
        assert_eq!(between("[0.1000000000000000055511]", "[0.1]"), None);
        assert!(between("[0.25]", "[0.2]").is_some());
        assert!(between("[1e400]", "[null]").is_some());
    }

    #[test]
    fn what_is_left_out_beside_others_is_missing_and_never_changed() {
        let found = between(r#"{"a":1,"b~/c":2}"#, r#"{"a":1,"z":0}"#);
        let expected = Difference::Missing { pointer: "/b~0~1c".into(), sent: "number 2".into() };
        assert_eq!(found, Some(expected));
        assert_eq!(
            between("[1,2]", "[1]").map(|d| matches!(d, Difference::Changed { .. })),
            Some(true)
        );
    }

    #[test]
    fn a_shape_of_the_receivers_own_says_nothing() {
        assert_eq!(between(r#"{"a":1}"#, r#"{"anders":{"a":2}}"#), None);
    }
}
