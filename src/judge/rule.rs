//! A behaviour rule: one testable statement with a stable id, and the monitor behind it.

use super::monitor::Monitor;
use crate::contract::{Level, Party};

/// How long a monitor lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One for each case.
    Case,
    /// One for the whole transcript: the rule compares sessions.
    Run,
}

/// Whether a document speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A document does.
    Conformance,
    /// Every document is silent: graded apart.
    Robustness,
}

/// A behaviour rule. Made with `rule!`, whose doc comment is what `explain` prints.
#[derive(Debug)]
pub struct Rule {
    /// Stable id, `axp-auth-answered`.
    pub id: &'static str,
    /// How binding it is.
    pub level: Level,
    /// The party whose conduct it judges.
    pub binds: Party,
    /// Ids of requirement rows that it covers.
    pub covers: &'static [&'static str],
    /// The messages and event kinds that its monitor needs to see; `*` is every message.
    pub watches: &'static [&'static str],
    /// How long its monitor lives.
    pub scope: Scope,
    /// Whether a document speaks of it.
    pub class: Class,
    /// The doc comment: a statement, then what it does not report.
    pub doc: &'static str,
    /// Makes its monitor.
    pub monitor: fn() -> Box<dyn Monitor>,
}

impl Rule {
    /// The first paragraph of the doc comment.
    pub fn statement(&self) -> String {
        let lines = self.doc.trim().lines().map(str::trim).take_while(|l| !l.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }
}

/// Declares a rule as a `static`; see `Rule` for the fields.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $vis:vis static $name:ident = {
            id: $id:literal, level: $level:ident, binds: $binds:ident,
            covers: [$($covers:literal),* $(,)?],
            watches: [$($watches:expr),* $(,)?],
            $(scope: $scope:ident,)?
            $(class: $class:ident,)?
            monitor: $monitor:expr $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        $vis static $name: $crate::judge::Rule = $crate::judge::Rule {
            id: $id,
            level: $crate::contract::Level::$level,
            binds: $crate::contract::Party::$binds,
            covers: &[$($covers),*],
            watches: &[$($watches),*],
            scope: $crate::judge::rule!(@scope $($scope)?),
            class: $crate::judge::rule!(@class $($class)?),
            doc: concat!($($doc, "\n"),+),
            monitor: || Box::new(($monitor)()),
        };
    };
    (@scope) => { $crate::judge::Scope::Case };
    (@scope $scope:ident) => { $crate::judge::Scope::$scope };
    (@class) => { $crate::judge::Class::Conformance };
    (@class $class:ident) => { $crate::judge::Class::$class };
}
pub(crate) use rule;
