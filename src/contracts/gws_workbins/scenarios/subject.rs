//! What is known of the subject: which workbins there are, and how long it takes its time.
//!
//! Depends on the target's settings and facts. Never measures anything, and never makes up a
//! workbin.

use crate::{contracts::gws::carrier::operations, drive::Target};

/// How long a notification that must come is listened for, in seconds, where nobody says.
const LISTEN: f64 = 5.0;
/// How long it must be quiet for a listener to stop, in seconds.
const QUIET: f64 = 1.0;
/// How many workbins are subscribed to.
const WORKBINS: usize = 8;

/// What the cases need to know.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// It is known where operations are posted.
    pub(super) operates: bool,
    /// Workbins of the agent.
    pub(super) own: Vec<String>,
    /// Workbins of other agents, which the agent may subscribe to.
    pub(super) others: Vec<String>,
    /// How long a notification that must come is listened for.
    pub(super) listen: f64,
    /// How long it is quiet at the end.
    pub(super) quiet: f64,
}

impl Subject {
    /// What is known of a target.
    pub(super) fn of(target: &Target) -> Self {
        let said = |name: &str| {
            let setting = target.settings.get(name).cloned();
            setting.or_else(|| target.facts.get(name).map(|fact| vec![fact.clone()]))
        };
        let ids = |name: &str| {
            let said = said(name).unwrap_or_default();
            let ids = said.iter().flat_map(|text| text.split(',')).map(str::trim);
            ids.filter(|id| !id.is_empty()).take(WORKBINS).map(str::to_owned).collect()
        };
        let seconds = said("listen").and_then(|values| values.first()?.trim().parse::<f64>().ok());
        let seconds = seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0);
        Self {
            operates: operations(target).is_some(),
            own: ids("workbins"),
            others: ids("workbins-of-others"),
            listen: seconds.unwrap_or(LISTEN),
            quiet: QUIET,
        }
    }

    /// One of which everything is known.
    pub(super) fn usual() -> Self {
        Self {
            operates: true,
            own: vec!["own".to_owned()],
            others: vec!["other".to_owned()],
            listen: LISTEN,
            quiet: QUIET,
        }
    }
}
