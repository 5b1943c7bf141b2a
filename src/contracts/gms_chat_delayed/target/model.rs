//! What a routing target says.
//!
//! Depends on `expression` for skills. Never holds what was not in the grammar.

use super::expression::Expression;
use super::placed::Placed;
use crate::codec::json::Span;

/// The whole option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One target.
    Single(Single),
    /// The elements of an array, at least one.
    Several(Vec<Placed<Element>>),
}

impl Target {
    /// Every single target, in order.
    pub fn singles(&self) -> impl Iterator<Item = &Single> {
        let (one, several) = match self {
            Self::Single(single) => (Some(single), [].as_slice()),
            Self::Several(elements) => (None, elements.as_slice()),
        };
        one.into_iter().chain(several.iter().map(|element| &element.value.target.value))
    }

    /// The elements, if there is an array of them.
    #[must_use]
    pub fn elements(&self) -> Option<&[Placed<Element>]> {
        match self {
            Self::Single(_) => None,
            Self::Several(elements) => Some(elements),
        }
    }
}

/// `<string>@<StatServer>.<type>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Single {
    /// Who is meant.
    pub string: Placed<TargetString>,
    /// The name of the StatServer; it may contain dots.
    pub server: Placed<String>,
    /// What the string names.
    pub kind: Placed<TargetType>,
}

impl Single {
    /// From the string to the type, without quotation marks.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.string.span.start, end: self.kind.span.end }
    }

    /// The name, unless there is a skill expression.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.string.value {
            TargetString::Name(name) => Some(name),
            TargetString::Skill(_) => None,
        }
    }

    /// The skill expression, if there is one.
    #[must_use]
    pub fn skill(&self) -> Option<&Expression> {
        match &self.string.value {
            TargetString::Name(_) => None,
            TargetString::Skill(expression) => Some(expression),
        }
    }
}

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetString {
    /// The name of an agent, place or group; it may contain dots and `@`.
    Name(String),
    /// What agents must be able to do, written after `?:`.
    Skill(Expression),
}

/// What a target string names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetType {
    /// An agent, `A`.
    Agent,
    /// An agent place, `AP`.
    Place,
    /// A group of agents, `GA`.
    AgentGroup,
    /// A group of places, `GP`.
    PlaceGroup,
    /// A campaign group, `GC`.
    CampaignGroup,
}

impl TargetType {
    /// Every type.
    pub const ALL: [Self; 5] =
        [Self::Agent, Self::Place, Self::AgentGroup, Self::PlaceGroup, Self::CampaignGroup];

    /// The letters it is written with.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "A",
            Self::Place => "AP",
            Self::AgentGroup => "GA",
            Self::PlaceGroup => "GP",
            Self::CampaignGroup => "GC",
        }
    }
}

/// One of several targets, and when to go on to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The target.
    pub target: Placed<Single>,
    /// How many seconds to wait before going on, in digits.
    pub timeout: Option<Placed<String>>,
    /// Whether the next target replaces this one.
    pub clear: Option<Placed<bool>>,
    /// The statistic of the condition, by name.
    pub stat_to_check: Option<Placed<String>>,
    /// How the condition compares.
    pub stat_operator: Option<Placed<StatOperator>>,
    /// The threshold of the condition, a number.
    pub stat_value: Option<Placed<String>>,
}

impl Element {
    /// The timeout as a number, if there is one and it is in range.
    #[must_use]
    pub fn timeout_seconds(&self) -> Option<u64> {
        self.timeout.as_ref()?.value.parse().ok()
    }

    /// Which of the three members that skip a target are there.
    #[must_use]
    pub fn condition(&self) -> Condition<'_> {
        match (&self.stat_to_check, &self.stat_operator, &self.stat_value) {
            (None, None, None) => Condition::Absent,
            (Some(statistic), Some(operator), Some(value)) => {
                Condition::Whole { statistic, operator, value }
            }
            _ => Condition::Partial,
        }
    }
}

/// The condition under which a target is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition<'e> {
    /// None of its members is there.
    Absent,
    /// Some of its members are missing.
    Partial,
    /// The target is skipped if `statistic operator value` holds.
    Whole {
        /// The name of the statistic.
        statistic: &'e Placed<String>,
        /// The comparison.
        operator: &'e Placed<StatOperator>,
        /// The threshold.
        value: &'e Placed<String>,
    },
}

/// How a statistic is compared with the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatOperator {
    /// `<`.
    Below,
    /// `>`.
    Above,
}

impl StatOperator {
    /// The sign.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::Above => ">",
        }
    }
}
