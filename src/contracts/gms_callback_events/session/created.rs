//! The callbacks that were asked for: by which call, and how it wants to be told of them.
//!
//! Depends on `create`. Never judges, and remembers a bounded number of calls.

use std::collections::{BTreeMap, HashMap};

use super::Told;
use crate::contracts::gms_callback_events::create::{Mode, path_of};

/// How many calls are remembered; the oldest are forgotten first.
const CALLS: usize = 5_000;

/// A call that creates a callback.
#[derive(Debug, Clone)]
pub(crate) struct Created {
    /// The service that was asked.
    pub(crate) service: String,
    /// What it says of notifications.
    pub(crate) mode: Mode,
    /// The path of the URL that they are to go to, if it gives one.
    pub(crate) target: Option<String>,
    /// It wants them in an ORS session, where nobody sees them.
    pub(crate) within: bool,
    /// The status that it was answered with; 0 if the answer failed.
    pub(crate) status: Option<u16>,
    /// The id in the answer.
    pub(crate) id: Option<String>,
    /// How many events of the callback came.
    pub(crate) told: u64,
    /// The first event that came had this `_service_id`.
    pub(crate) told_id: Option<String>,
}

impl Created {
    /// What a call to this service says, by the values of its parameters.
    pub(crate) fn new<'a>(service: String, text: &dyn Fn(&str) -> Option<&'a str>) -> Self {
        let given = |name: &str| text(name).filter(|value| !value.is_empty());
        Self {
            service,
            mode: Mode::of(text("_enable_status_notification")),
            target: given("_status_notification_target").map(path_of),
            within: given("_status_notification_type") == Some("orscb"),
            status: None,
            id: None,
            told: 0,
            told_id: None,
        }
    }

    /// The callback was created.
    pub(crate) fn exists(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// All calls that are remembered.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    calls: BTreeMap<u64, Created>,
    count: u64,
    links: HashMap<u32, u64>,
    ids: HashMap<String, u64>,
    /// The calls that asked for a path; more than one cannot be told apart by it.
    paths: HashMap<String, Vec<u64>>,
}

impl Asked {
    /// All of them, in order.
    pub(crate) fn calls(&self) -> impl Iterator<Item = (u64, &Created)> {
        self.calls.iter().map(|(number, call)| (*number, call))
    }

    pub(crate) fn by_link(&self, link: Option<u32>) -> Option<&Created> {
        self.calls.get(self.links.get(&link?)?)
    }

    pub(crate) fn by_id(&self, id: Option<&str>) -> Option<&Created> {
        self.calls.get(self.ids.get(id?)?)
    }

    /// The only call that asked for deliveries to this path.
    pub(crate) fn alone_at(&self, path: Option<&str>) -> Option<&Created> {
        match self.paths.get(path?)?.as_slice() {
            [number] => self.calls.get(number),
            _ => None,
        }
    }

    pub(super) fn call(&mut self, link: u32, call: Created) {
        if self.calls.len() >= CALLS
            && let Some((oldest, call)) = self.calls.pop_first()
        {
            self.links.retain(|_, number| *number != oldest);
            self.ids.retain(|_, number| *number != oldest);
            if let Some(path) = call.target {
                self.paths.remove(&path);
            }
        }
        self.count += 1;
        self.links.insert(link, self.count);
        if let Some(path) = &call.target {
            self.paths.entry(path.clone()).or_default().push(self.count);
        }
        self.calls.insert(self.count, call);
    }

    pub(super) fn answered(&mut self, link: u32, status: u16) {
        let Some(call) = self.links.get(&link).and_then(|n| self.calls.get_mut(n)) else { return };
        call.status.get_or_insert(status);
    }

    pub(super) fn named(&mut self, link: Option<u32>, id: Option<&str>) {
        let (Some(link), Some(id)) = (link, id) else { return };
        let Some(number) = self.links.get(&link).copied() else { return };
        if let Some(call) = self.calls.get_mut(&number) {
            call.id = Some(id.to_owned());
            self.ids.insert(id.to_owned(), number);
        }
    }

    /// Counts an event for the call that it belongs to; tells whether there is one.
    pub(super) fn told(&mut self, told: &Told<'_>, driven: bool) -> bool {
        let by_id = told.id.and_then(|id| self.ids.get(id)).copied();
        let alone = || match self.paths.get(told.path.as_deref()?)?.as_slice() {
            [number] if driven => Some(*number),
            _ => None,
        };
        let Some(number) = by_id.or_else(alone) else { return false };
        let Some(call) = self.calls.get_mut(&number) else { return false };
        call.told += 1;
        if call.told_id.is_none() {
            call.told_id = told.id.map(str::to_owned);
        }
        true
    }
}
