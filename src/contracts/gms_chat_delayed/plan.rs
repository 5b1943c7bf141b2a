//! Which target of a list must be found, and when: computed from the list, the statistics and the
//! times at which agents become free.
//!
//! Depends on the grammar of targets and on facts. Pure; never sees an event. Where the document
//! leaves a corner open, it says that it does not know.

use std::collections::BTreeMap;

use super::{
    facts::Facts,
    target::{Condition, Element, StatOperator, Target, parse},
};

/// One target of a list, as far as it matters here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stop {
    /// The names by which an event can mean it: with and without server and type.
    pub(crate) names: Vec<String>,
    /// How long it is waited on before the next, in seconds.
    pub(crate) timeout: Option<f64>,
    /// The next target replaces it.
    pub(crate) clear: bool,
    /// Its condition holds.
    pub(crate) condition: bool,
}

/// From when until when an agent of a target is taken, in seconds after create.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    /// When the target is entered.
    pub(crate) from: f64,
    /// When it is left for the next, if there is a next.
    pub(crate) left: Option<f64>,
    /// When its agents are taken no more.
    pub(crate) until: Option<f64>,
    /// From when on nobody can tell: a later target was replaced, perhaps with this one.
    doubtful: Option<f64>,
}

/// What must be found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Expected {
    /// Which target of the list.
    pub(crate) index: usize,
    /// When, in seconds after create.
    pub(crate) at: f64,
}

/// A list of targets. A single target is a list of one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// In order.
    pub(crate) stops: Vec<Stop>,
}

impl Plan {
    /// The plan of a service, if its options are known and can be read.
    pub(crate) fn of(facts: &Facts, service: &str) -> Option<Self> {
        let target = parse(facts.option(service, "_target")?).ok()?;
        let stops = match &target {
            Target::Single(single) => vec![Stop {
                names: vec![single.to_string(), single.string.to_string()],
                timeout: None,
                clear: false,
                condition: false,
            }],
            Target::Several(elements) => elements.iter().map(|e| stop(&e.value, facts)).collect(),
        };
        Some(Self { stops })
    }

    /// The only target of this name.
    pub(crate) fn index_of(&self, name: &str) -> Option<usize> {
        let mut named = self.stops.iter().enumerate().filter(|(_, stop)| stop.is_called(name));
        let (index, _) = named.next()?;
        named.next().is_none().then_some(index)
    }

    /// The last target of the list.
    pub(crate) fn last(&self) -> usize {
        self.stops.len().saturating_sub(1)
    }

    /// Tells whether a target is passed over: its condition holds, and it is not the last.
    pub(crate) fn is_skipped(&self, index: usize) -> bool {
        index != self.last() && self.stops.get(index).is_some_and(|stop| stop.condition)
    }

    /// When each target is waited on; none for those that are skipped or that cannot be told.
    pub(crate) fn windows(&self) -> Vec<Option<Window>> {
        let mut windows: Vec<Option<Window>> = Vec::new();
        let mut now = Some(0.0);
        for (index, stop) in self.stops.iter().enumerate() {
            let (Some(from), false) = (now, self.is_skipped(index)) else {
                windows.push(None);
                continue;
            };
            let left = stop.timeout.map(|t| from + t).filter(|_| index != self.last());
            let until = left.filter(|_| stop.clear);
            if let Some(until) = until {
                for earlier in windows.iter_mut().flatten().filter(|w| w.until.is_none()) {
                    earlier.doubtful = Some(earlier.doubtful.unwrap_or(until).min(until));
                }
            }
            windows.push(Some(Window { from, left, until, doubtful: None }));
            now = left;
        }
        windows
    }

    /// When an agent of a target becomes free.
    pub(crate) fn free_at(&self, index: usize, agents: &BTreeMap<String, f64>) -> Option<f64> {
        let names = &self.stops.get(index)?.names;
        names.iter().filter_map(|name| agents.get(name).copied()).reduce(f64::min)
    }

    /// The target that is found first, if it is sure: nothing that decides lies closer together
    /// than `margin` seconds.
    pub(crate) fn expected(&self, agents: &BTreeMap<String, f64>, margin: f64) -> Option<Expected> {
        let mut found: Vec<(Expected, bool)> = Vec::new();
        for (index, window) in self.windows().iter().enumerate() {
            let (Some(window), Some(free)) = (window, self.free_at(index, agents)) else {
                continue;
            };
            let at = free.max(window.from);
            if window.until.is_some_and(|until| at >= until + margin) {
                continue;
            }
            let close = |limit: Option<f64>| limit.is_some_and(|l| at >= l - margin);
            let sure = !close(window.until) && !close(window.doubtful);
            found.push((Expected { index, at }, sure));
        }
        found.sort_by(|(a, _), (b, _)| a.at.total_cmp(&b.at));
        let (first, sure) = found.first().copied()?;
        let rivals = found.iter().skip(1).any(|(other, _)| other.at < first.at + margin);
        // Before a target of which no window is known, nobody can tell who was waited on.
        let open = self.windows().iter().enumerate().any(|(index, window)| {
            window.is_none() && !self.is_skipped(index) && self.free_at(index, agents).is_some()
        });
        (sure && !rivals && !open).then_some(first)
    }
}

impl Stop {
    /// Tells whether an event means it.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|n| n == name)
    }

    /// As a short phrase.
    pub(crate) fn shown(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }
}

fn stop(element: &Element, facts: &Facts) -> Stop {
    let full = element.target.value.to_string();
    let condition = match element.condition() {
        Condition::Whole { statistic, operator, value } => {
            let threshold: Option<f64> = value.value.parse().ok();
            facts.statistic(&full, &statistic.value).zip(threshold).is_some_and(|(now, limit)| {
                match operator.value {
                    StatOperator::Below => now < limit,
                    StatOperator::Above => now > limit,
                }
            })
        }
        _ => false,
    };
    Stop {
        names: vec![full, element.target.value.string.to_string()],
        #[expect(clippy::cast_precision_loss, reason = "no timeout is so long")]
        timeout: element.timeout_seconds().map(|s| s as f64),
        clear: element.clear.as_ref().is_some_and(|c| c.value),
        condition,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(stops: &[(&str, f64, bool, bool)]) -> Plan {
        let stop = |(name, timeout, clear, condition): &(&str, f64, bool, bool)| Stop {
            names: vec![format!("{name}@S.GA"), (*name).to_owned()],
            timeout: Some(*timeout),
            clear: *clear,
            condition: *condition,
        };
        Plan { stops: stops.iter().map(stop).collect() }
    }

    fn agents(free: &[(&str, f64)]) -> BTreeMap<String, f64> {
        free.iter().map(|(n, t)| ((*n).to_owned(), *t)).collect()
    }

    fn expected(plan: &Plan, free: &[(&str, f64)]) -> Option<(usize, f64)> {
        plan.expected(&agents(free), 0.5).map(|e| (e.index, e.at))
    }

    #[test]
    fn a_target_is_found_when_it_is_entered_or_when_its_agent_is_free() {
        let list = plan(&[("a", 2.0, false, false), ("b", 2.0, false, false)]);
        assert_eq!(expected(&list, &[("a", 1.0)]), Some((0, 1.0)));
        assert_eq!(expected(&list, &[("b", 1.0)]), Some((1, 2.0)));
        assert_eq!(expected(&list, &[]), None);
    }

    #[test]
    fn a_kept_target_is_found_later_and_a_cleared_one_is_not() {
        let kept = plan(&[("a", 2.0, false, false), ("b", 2.0, false, false)]);
        assert_eq!(expected(&kept, &[("a", 4.0), ("b", 6.0)]), Some((0, 4.0)));
        let cleared = plan(&[("a", 2.0, true, false), ("b", 2.0, false, false)]);
        assert_eq!(expected(&cleared, &[("a", 4.0), ("b", 6.0)]), Some((1, 6.0)));
    }

    #[test]
    fn a_target_whose_condition_holds_is_skipped_unless_it_is_the_last() {
        let list = plan(&[("a", 2.0, false, true), ("b", 2.0, false, true)]);
        assert!(list.is_skipped(0) && !list.is_skipped(1));
        assert_eq!(expected(&list, &[("a", 0.0), ("b", 1.0)]), Some((1, 1.0)));
    }

    #[test]
    fn what_lies_too_close_together_is_not_sure() {
        let list = plan(&[("a", 2.0, true, false), ("b", 2.0, false, false)]);
        assert_eq!(expected(&list, &[("a", 1.9), ("b", 9.0)]), None, "at the end of its window");
        assert_eq!(expected(&list, &[("a", 1.0), ("b", 0.0)]), Some((0, 1.0)));
        let kept = plan(&[("a", 2.0, false, false), ("b", 2.0, false, false)]);
        assert_eq!(expected(&kept, &[("a", 3.0), ("b", 3.2)]), None, "rivals");
    }

    #[test]
    fn whether_an_earlier_target_outlives_a_later_cleared_one_nobody_can_tell() {
        let list =
            plan(&[("a", 1.0, false, false), ("b", 1.0, true, false), ("c", 1.0, false, false)]);
        assert_eq!(expected(&list, &[("a", 5.0)]), None);
        assert_eq!(expected(&list, &[("a", 1.2)]), Some((0, 1.2)));
    }

    #[test]
    fn a_list_is_read_from_the_options_and_the_statistics() {
        let text = r#"[{"target":"A@S.GA","timeout":"2","clear":true,"stat_to_check":"R","stat_operator":"<","stat_value":"1"},{"target":"?:X=1@S.GA","timeout":"3","clear":false}]"#;
        let options = serde_json::json!({"s": {"_target": text}}).to_string();
        let facts = [("options", options), ("statistics", r#"{"A@S.GA":{"R":0}}"#.to_owned())];
        let facts = Facts::of(&facts.into_iter().map(|(n, v)| (n.to_owned(), v)).collect());
        let plan = Plan::of(&facts, "s").unwrap();
        assert!(plan.is_skipped(0));
        assert_eq!((plan.index_of("A"), plan.index_of("?:X=1")), (Some(0), Some(1)));
        assert_eq!(plan.windows()[1].unwrap().from, 0.0);
    }
}
