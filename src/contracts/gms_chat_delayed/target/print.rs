//! Writing a target in the one canonical way.
//!
//! Depends on the writer of `codec::json` for arrays. Reading what is written gives the same
//! target, for every target that was read. Never writes more parentheses than the structure
//! needs.

use std::fmt;

use super::expression::{Comparison, Expression, Operand, Operator};
use super::model::{Element, Single, StatOperator, Target, TargetString, TargetType};
use super::single::SKILL_PREFIX;
use crate::codec::json::{Member, Node, Span, Value, write};

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single(single) => single.fmt(f),
            Self::Several(elements) => {
                let elements = elements.iter().map(|element| node(element)).collect();
                let mut text = String::new();
                write(&Node::from(Value::Array(elements)), &mut text);
                f.write_str(&text)
            }
        }
    }
}

impl fmt::Display for Single {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}.{}", self.string, self.server, self.kind)
    }
}

impl fmt::Display for TargetString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Skill(expression) => write!(f, "{SKILL_PREFIX}{expression}"),
        }
    }
}

impl fmt::Display for TargetType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for StatOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Expression {
    /// Parts are put in parentheses if they would otherwise be joined to something else.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, sign) = match self {
            Self::Comparison(comparison) => return comparison.fmt(f),
            Self::All(parts) => (parts, "&"),
            Self::Any(parts) => (parts, "|"),
        };
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                f.write_str(sign)?;
            }
            let alone = match part {
                Self::Comparison(_) => true,
                Self::All(_) => matches!(self, Self::Any(_)),
                Self::Any(_) => false,
            };
            if alone { part.fmt(f)? } else { write!(f, "({part})")? }
        }
        Ok(())
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.left, self.operator, self.right)
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn node(element: &Element) -> Node {
    let text = |value: &dyn fmt::Display| Value::String(value.to_string().into());
    let Element { target, timeout, clear, stat_to_check, stat_operator, stat_value } = element;
    let members = [
        ("target", Some(text(target))),
        ("timeout", timeout.as_ref().map(|value| text(value))),
        ("clear", clear.as_ref().map(|clear| Value::Bool(clear.value))),
        ("stat_to_check", stat_to_check.as_ref().map(|value| text(value))),
        ("stat_operator", stat_operator.as_ref().map(|value| text(value))),
        ("stat_value", stat_value.as_ref().map(|value| text(value))),
    ];
    let members = members.into_iter().filter_map(|(name, value)| {
        let value = Node::from(value?);
        Some(Member { name: name.into(), name_span: Span::default(), value })
    });
    Node::from(Value::Object(members.collect()))
}
