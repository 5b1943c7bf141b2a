//! The form of a target.

use super::check::{Kind, Of};
use crate::judge::rule;

rule! {
    /// A single target is `<Target String>@<StatServer name>.<Target Type>`, split at its last `@`
    /// and its last full stop.
    ///
    /// Does not report: blanks around the parts, an empty option, a placeholder; targets in an
    /// array.
    pub(super) static FORM = {
        id: "gms-target-form", level: Must, binds: Operator,
        covers: ["GMS-TGT-01", "GMS-TGT-07", "GMS-TGT-28"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::Form),
    }
}

rule! {
    /// The type of a target is A, AP, GA, GP or GC, in capitals.
    pub(super) static TYPE = {
        id: "gms-target-type", level: Must, binds: Operator,
        covers: ["GMS-TGT-02"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::Type),
    }
}

rule! {
    /// A target string that is a skill expression begins with `?:`.
    ///
    /// Does not report: names that only contain some sign of an expression.
    pub(super) static SKILL_PREFIX = {
        id: "gms-target-skill-prefix", level: Must, binds: Operator,
        covers: ["GMS-TGT-04"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::SkillPrefix),
    }
}

rule! {
    /// The ampersand of a skill expression is a plain one, not what is left of an escape.
    pub(super) static AMPERSAND = {
        id: "gms-target-ampersand", level: Should, binds: Operator,
        covers: ["GMS-TGT-06"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::Ampersand),
    }
}

rule! {
    /// A skill expression has the type GA, as the document shows it.
    pub(super) static SKILL_GROUP = {
        id: "gms-target-skill-group", level: May, binds: Operator,
        covers: ["GMS-TGT-06"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::SkillGroup),
    }
}
