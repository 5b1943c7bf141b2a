//! The planted mistakes, each with the size of the smallest case that trips it.
//!
//! The sizes are worked out by hand: an authentication is `{"event":"authentication","token":""}`,
//! two members; a ping is one; a subscription two.

use ringtrue::codec::json::{Node, Value};

use crate::desk::{Desk, Session, event, member, nodes};

/// One message as the receiver looks at it.
pub(crate) struct Look<'l> {
    /// The receiver, before it takes the message.
    pub(crate) desk: &'l Desk,
    /// Who sends.
    pub(crate) actor: &'l str,
    /// The message.
    pub(crate) message: &'l Node,
    /// The body it came in.
    pub(crate) text: &'l str,
    /// Whether it is well-formed and may come now.
    pub(crate) taken: bool,
    /// Its place in a batch.
    pub(crate) batch: Option<(usize, &'l [Node])>,
}

/// A mistake.
pub(crate) struct Defect {
    /// What the subject does.
    pub(crate) name: &'static str,
    /// Steps and members of the smallest case that trips it.
    pub(crate) smallest: (usize, usize),
    /// Whether this message trips it.
    pub(crate) trips: fn(&Look<'_>) -> bool,
}

impl Look<'_> {
    fn is(&self, name: &str) -> bool {
        self.taken && event(self.message) == name
    }

    fn session(&self) -> Option<&Session> {
        self.desk.sessions.get(self.actor)
    }

    fn took(&self, name: &str) -> bool {
        self.session().is_some_and(|s| s.taken.iter().any(|taken| taken == name))
    }

    fn any(&self, test: impl Fn(Option<&str>, &Node) -> bool) -> bool {
        nodes(self.message).into_iter().any(|(name, node, _)| test(name, node))
    }

    fn any_number(&self, test: impl Fn(&str) -> bool) -> bool {
        self.any(|_, node| node.as_number().is_some_and(|number| test(number.as_str())))
    }

    fn any_string(&self, test: impl Fn(&str) -> bool) -> bool {
        self.any(|_, node| node.as_str().is_some_and(&test))
    }

    fn any_array(&self, test: impl Fn(&[Node]) -> bool) -> bool {
        self.any(|_, node| node.as_array().is_some_and(&test))
    }

    fn names(&self, test: impl Fn(&[&str]) -> bool) -> bool {
        self.any(|_, node| {
            let object = node.as_object();
            object.is_some_and(|o| test(&o.iter().map(|m| &*m.name).collect::<Vec<_>>()))
        })
    }
}

macro_rules! defects {
    ($($name:literal, $steps:literal / $members:literal, $trips:expr;)*) => {
        /// All of them.
        pub(crate) const DEFECTS: &[Defect] =
            &[$(Defect { name: $name, smallest: ($steps, $members), trips: $trips }),*];
    };
}

defects! {
    "drops the leading zero of an id", 2/4, |l| l.is("notification")
        && l.any(|name, node| name.is_some_and(|n| n.ends_with("id") || n.ends_with("Id"))
            && node.as_str().is_some_and(|id| id.len() > 1 && id.starts_with('0')));
    "splits an astral character in two", 1/1, |l| l.any_string(|s| s.chars().any(|c| c > '\u{ffff}'));
    "reads the first item of an empty array", 1/2, |l| l.any_array(<[Node]>::is_empty);
    "has room for two subscriptions", 4/8, |l| l.is("subscribe")
        && l.session().is_some_and(|s| s.subscriptions.len() >= 2);
    "forgets the session on a new token after a ping", 3/5, |l| l.is("authentication")
        && l.session().is_some_and(|s| s.authenticated) && l.took("ping");
    "takes the first member for the event", 1/2, |l| l.names(|names|
        names.iter().position(|n| *n == "event").is_some_and(|at| at > 0));
    "reads a number up to its exponent", 1/2, |l| l.any_number(|n| n.contains(['e', 'E']));
    "keeps the first of two members of one name", 1/2, |l| l.names(|names|
        names.iter().enumerate().any(|(at, name)| names[..at].contains(name)));
    "compares minus zero as text", 1/2, |l| l.any_number(|n| n == "-0");
    "keeps numbers as doubles", 1/2, |l| l.any_number(|n|
        n.parse::<i128>().is_ok_and(|n| n.abs() > 1 << 53));
    "does not know the escaped slash", 1/1, |l| l.text.contains("\\/");
    "ends a string at U+0000", 1/1, |l| l.any_string(|s| s.contains('\0'));
    "follows four levels of nesting", 1/5, |l| nodes(l.message).iter().any(|(_, node, depth)|
        *depth >= 5 && matches!(node.value, Value::Array(_) | Value::Object(_)));
    "keeps strings in 255 bytes", 1/1, |l| l.any_string(|s| s.len() > 255);
    "has sixteen slots for members", 1/17, |l| l.names(|names| names.len() > 16);
    "takes the empty name for the end", 1/2, |l| l.names(|names| names.contains(&""));
    "skips null in a list and what follows it", 1/4, |l| l.any_array(|items|
        items.iter().position(Node::is_null).is_some_and(|at| at + 1 < items.len()));
    "types a list by its first item", 1/4, |l| l.any_array(|items|
        items.iter().any(|item| item.kind() != items[0].kind()));
    "wants the colon right after the name", 1/1, |l| l.text.contains("\" :");
    "splits a name at its comma", 2/4, |l| l.is("notification")
        && l.any(|name, node| name == Some("name") && node.as_str().is_some_and(|s| s.contains(", ")));
    "takes every time for UTC", 2/4, |l| l.is("notification")
        && l.any(|name, node| name == Some("timestamp")
            && node.as_str().is_some_and(|s| s.contains('T') && s.contains('+')));
    "shares subscriptions among sessions", 3/6, |l| l.is("authentication")
        && l.desk.sessions.iter().any(|(who, s)| who != l.actor && !s.subscriptions.is_empty());
    "cannot unsubscribe after a ping", 5/7, |l| l.is("unsubscribe") && l.took("ping");
    "frees a subscription twice", 5/8, |l| l.is("unsubscribe") && l.session().is_some_and(|s|
        s.returned.contains(member(l.message, "subscriptionId").unwrap_or_default()));
    "takes two messages of a batch", 1/6, |l| l.batch.is_some_and(|(at, _)| at >= 2);
    "answers a ping before the token beside it", 1/4, |l| l.is("ping") && l.batch.is_some_and(
        |(at, all)| all[..at].iter().any(|m| event(m) == "authentication"));
    "forgets a session after thirty quiet seconds", 3/3, |l| l.is("notification")
        && l.session().is_some_and(|s| l.desk.now - s.last > 30.0);
    "cannot open a session again", 3/4, |l| l.is("authentication")
        && l.session().is_some_and(|s| s.reopened);
    "takes a star within a topic literally", 2/4, |l| l.is("subscribe")
        && member(l.message, "topic").is_some_and(|topic| topic.contains("/*/"));
    "keeps one subscription for a topic", 3/6, |l| l.is("subscribe") && l.session().is_some_and(|s|
        s.subscriptions.iter().any(|(_, topic)| Some(topic.as_str()) == member(l.message, "topic")));
}
