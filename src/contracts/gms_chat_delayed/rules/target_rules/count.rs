//! How many targets a version admits.

use super::check::{Checks, Kind, Of};
use crate::{codec::json::Node, contracts::gms::version::Version, judge::rule};

/// The first version with several targets, and how many it admits.
const SEVERAL: ([u64; 4], usize) = ([8, 5, 108, 2], 5);
/// The first version that admits more, and how many.
const MORE: ([u64; 4], usize) = ([8, 5, 114, 9], 15);

rule! {
    /// Several targets need version 8.5.108.02 or later.
    ///
    /// Does not report: anything, unless the version is known.
    pub(super) static VERSION = {
        id: "gms-target-version", level: Must, binds: Operator,
        covers: ["GMS-TGT-09"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::Version),
    }
}

rule! {
    /// There are at most as many targets as the version admits: 5, and 15 from 8.5.114.09 on.
    ///
    /// Does not report: 6 to 15 targets, unless the version is known.
    pub(super) static COUNT = {
        id: "gms-target-count", level: Must, binds: Operator,
        covers: ["GMS-TGT-10", "GMS-TGT-11"],
        watches: ["target", "service-options"],
        monitor: || Of(Kind::Count),
    }
}

/// Looks at how many elements there are.
pub(super) fn look(elements: &[Node], version: Option<&Version>, checks: &mut Checks<'_>) {
    let Some(first) = elements.first() else { return };
    let (sure, limit, of) = match version {
        None => (SEVERAL.1, MORE.1, "any version".to_owned()),
        Some(version) if version.is_before(&SEVERAL.0) => {
            let found = format!("an array, and version {}", version.as_str());
            return checks.broke(Kind::Version, "one target before 8.5.108.02", found, first);
        }
        Some(version) => {
            checks.held(Kind::Version);
            let limit = if version.is_before(&MORE.0) { SEVERAL.1 } else { MORE.1 };
            (limit, limit, format!("version {}", version.as_str()))
        }
    };
    if let Some(surplus) = elements.get(limit) {
        let found = format!("{} targets", elements.len());
        checks.broke(Kind::Count, format!("at most {limit} targets in {of}"), found, surplus);
    } else if elements.len() <= sure {
        checks.held(Kind::Count);
    }
}
