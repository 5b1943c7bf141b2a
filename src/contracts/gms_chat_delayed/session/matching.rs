//! Which notification that was sent a delivered one hands on.
//!
//! Depends on notices and `codec`. Never decides whether it was handed on rightly; where several
//! can be meant, none is.

use super::notice::Notice;
use crate::codec::json::Node;

/// A notification as it arrived.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delivered<'n> {
    /// The whole of it.
    pub(crate) node: &'n Node,
    /// `_id`.
    pub(crate) id: Option<&'n str>,
    /// `_display_message`.
    pub(crate) display: Option<&'n str>,
    /// `_internal_message`, or the name under which it was sent.
    pub(crate) internal: Option<&'n str>,
}

/// The notification that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Its place in the list.
    pub(crate) index: usize,
    /// Every text is the same.
    pub(crate) exact: bool,
}

impl<'n> Delivered<'n> {
    /// Reads a delivered notification.
    pub(crate) fn of(node: &'n Node) -> Self {
        let text = |name: &str| node.get(name).and_then(Node::as_str);
        Self {
            node,
            id: text("_id"),
            display: text("_display_message"),
            internal: text("_internal_message").or_else(|| text("_application_message")),
        }
    }

    fn is_exactly(&self, notice: &Notice) -> bool {
        same(self.display, notice.display.as_deref())
            && same(self.internal, notice.application.as_deref())
    }

    fn is_partly(&self, notice: &Notice) -> bool {
        let equal = |a: Option<&str>, b: Option<&str>| a.is_some_and(|a| Some(a) == b);
        equal(self.display, notice.display.as_deref())
            || equal(self.internal, notice.application.as_deref())
    }
}

/// The same text; what was not sent may be missing or empty.
fn same(delivered: Option<&str>, sent: Option<&str>) -> bool {
    delivered.unwrap_or_default() == sent.unwrap_or_default()
}

/// What each of several notifications that arrived together hands on.
pub(crate) fn assign(notices: &[Notice], delivered: &[Delivered<'_>]) -> Vec<Option<Hit>> {
    let mut taken: Vec<usize> = Vec::new();
    let mut hits: Vec<Option<Hit>> = delivered
        .iter()
        .map(|item| {
            let fits = |index: &usize, notice: &Notice| {
                !notice.refused && !taken.contains(index) && item.is_exactly(notice)
            };
            let fresh = notices
                .iter()
                .enumerate()
                .find(|(index, n)| n.arrivals.is_empty() && fits(index, n));
            let again = || notices.iter().enumerate().rev().find(|(index, n)| fits(index, n));
            let (index, _) = fresh.or_else(again)?;
            taken.push(index);
            Some(Hit { index, exact: true })
        })
        .collect();
    for (item, hit) in delivered.iter().zip(&mut hits).filter(|(_, hit)| hit.is_none()) {
        let waiting: Vec<(usize, &Notice)> = notices
            .iter()
            .enumerate()
            .filter(|(i, n)| !n.refused && n.arrivals.is_empty() && !taken.contains(i))
            .collect();
        let mut alike = waiting.iter().filter(|(_, n)| item.is_partly(n));
        let index = match (alike.next(), alike.next(), waiting.as_slice()) {
            (Some((index, _)), None, _) => *index,
            (None, _, [(index, _)]) => *index,
            _ => continue,
        };
        taken.push(index);
        *hit = Some(Hit { index, exact: false });
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::json::{Limits, parse};

    fn notice(display: &str, application: &str) -> Notice {
        Notice {
            serial: 0,
            at: 0.0,
            display: Some(display.to_owned()),
            application: Some(application.to_owned()),
            accepted: None,
            refused: false,
            pushable: false,
            missed: false,
            arrivals: Vec::new(),
        }
    }

    fn indices(notices: &[Notice], text: &str) -> Vec<Option<(usize, bool)>> {
        let root = parse(text.as_bytes(), &Limits::default()).unwrap().root;
        let items: Vec<Delivered<'_>> =
            root.as_array().unwrap().iter().map(Delivered::of).collect();
        assign(notices, &items).iter().map(|h| h.map(|h| (h.index, h.exact))).collect()
    }

    #[test]
    fn each_arrival_is_matched_with_one_that_was_sent() {
        let sent = [notice("a", "1"), notice("b", "2"), notice("a", "1")];
        let text = r#"[{"_display_message":"b","_internal_message":"2"},{"_display_message":"a","_internal_message":"1"},{"_display_message":"a","_application_message":"1"}]"#;
        assert_eq!(indices(&sent, text), [Some((1, true)), Some((0, true)), Some((2, true))]);
    }

    #[test]
    fn a_changed_arrival_is_matched_if_only_one_can_be_meant() {
        let sent = [notice("a", "1"), notice("b", "2")];
        let changed = r#"[{"_display_message":"a","_internal_message":"x"}]"#;
        assert_eq!(indices(&sent, changed), [Some((0, false))]);
        assert_eq!(indices(&sent, r#"[{"_display_message":"x"}]"#), [None]);
        assert_eq!(indices(&sent[..1], r#"[{"_display_message":"x"}]"#), [Some((0, false))]);
    }
}
