//! The array of several targets, and the members of its elements.

use super::check::{Kind, Of};
use crate::judge::rule;

rule! {
    /// Several targets are the text of one JSON array of objects, at least one, with the members
    /// that the template has.
    ///
    /// Does not report: a member that comes twice, an array of one element.
    pub(super) static SEVERAL_ARRAY = {
        id: "gms-target-several-array", level: Must, binds: Operator,
        covers: ["GMS-TGT-08"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::SeveralArray),
    }
}

rule! {
    /// Every element has a target, a string in the form of a single target.
    ///
    /// Does not report: a type that is none, which has a rule of its own.
    pub(super) static ELEMENT_TARGET = {
        id: "gms-target-element-target", level: Must, binds: Operator,
        covers: ["GMS-TGT-12"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::ElementTarget),
    }
}

rule! {
    /// A timeout is a whole number of seconds, as digits in a string.
    ///
    /// Does not report: an element without one.
    pub(super) static TIMEOUT = {
        id: "gms-target-timeout", level: Must, binds: Operator,
        covers: ["GMS-TGT-13"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::Timeout),
    }
}

rule! {
    /// `clear` is a boolean without quotation marks.
    ///
    /// Does not report: an element without it.
    pub(super) static CLEAR = {
        id: "gms-target-clear", level: Must, binds: Operator,
        covers: ["GMS-TGT-14"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::Clear),
    }
}

rule! {
    /// A statistic is compared with `<` or `>`.
    pub(super) static STAT_OPERATOR = {
        id: "gms-target-stat-operator", level: Must, binds: Operator,
        covers: ["GMS-TGT-16"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::StatOperator),
    }
}

rule! {
    /// The agents of a skill expression are counted by one of the three statistics for them.
    ///
    /// Does not report: the statistics of other targets, which may be any.
    pub(super) static SKILL_STATISTIC = {
        id: "gms-target-skill-statistic", level: Must, binds: Operator,
        covers: ["GMS-TGT-20"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::SkillStatistic),
    }
}

rule! {
    /// Statistic, operator and value are one condition: all three are given, or none.
    ///
    /// Does not report: a value that is a number without quotation marks.
    pub(super) static CONDITION_COMPLETE = {
        id: "gms-target-condition-complete", level: Should, binds: Operator,
        covers: ["GMS-TGT-27"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::ConditionComplete),
    }
}
