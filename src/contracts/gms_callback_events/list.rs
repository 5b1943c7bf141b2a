//! What the Transaction Lists that we were told of promise: which events, and what is in each.
//!
//! Depends on `codec::transaction_list`. Never judges how a list is written: a name that lost its
//! underscores is taken as meant, and what cannot be read promises nothing.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::events::{EVENTS, EventType, event};
use crate::codec::{
    json::{Limits, Node, parse as parse_json},
    transaction_list::{NOTIFY_PARAMS, Vocabulary, parse_with},
};

/// The fact that holds the text of the list of the service under test; with a full stop and a
/// name behind it, that of another service.
pub(super) const TRANSACTION_LIST: &str = "transaction-list";
/// The fact that names the service whose list that is.
pub(super) const SERVICE: &str = "service";
/// The fact that names a service to which no notification option was ever given.
pub(super) const DEFAULT_SERVICE: &str = "default-service";

#[expect(clippy::indexing_slicing, reason = "a wrong index stops the compiler, nobody else")]
const SECTIONS: [&str; 19] = {
    let mut names = ["properties"; 19];
    let mut index = 0;
    while index < EVENTS.len() {
        names[index + 1] = EVENTS[index].name;
        index += 1;
    }
    names
};
const OPTIONS: [&str; 8] = [
    NOTIFY_PARAMS,
    "notify_custom",
    "_enable_status_notification",
    "_status_notification_type",
    "_status_notification_target",
    "_status_notification_provider",
    "_status_notification_debug",
    "_status_notification_language",
];
const PARAMETERS: [&str; 18] = [
    "_service_id",
    "_service_name",
    "_customer_number",
    "_urs_virtual_queue",
    "c_agent_id",
    "c_agent_extension",
    "c_dialed_number",
    "c_call_result",
    "c_call_num_attempt",
    "_vq_for_outbound_calls",
    "c_termination_type",
    "_desired_time",
    "_v_queue",
    "c_target",
    "c_last_dialed_number",
    "_phone_number",
    "_callback_state",
    "timestamp",
];

/// The names that a Transaction List can have.
pub(super) static VOCABULARY: Vocabulary<'static> =
    Vocabulary { sections: &SECTIONS, options: &OPTIONS, parameters: &PARAMETERS };

/// What a list says of one event.
#[derive(Debug, Clone, Default)]
pub(super) struct Promise {
    /// The names in `notify_params`, in order.
    pub(super) params: Vec<String>,
    /// The members of `notify_custom`, if it is an object.
    pub(super) custom: Vec<(String, Node)>,
}

/// A Transaction List.
#[derive(Debug, Clone, Default)]
pub(super) struct Payloads {
    events: BTreeMap<&'static str, Promise>,
    properties: BTreeMap<String, String>,
}

impl Payloads {
    /// Reads the text of a list; none if it cannot be read at all.
    pub(super) fn read(text: &str) -> Option<Self> {
        let list = parse_with(text.as_bytes(), &VOCABULARY).ok()?;
        let mut payloads = Self::default();
        for section in &list.sections {
            if section.name == "properties" {
                let options = section.entries.iter().map(|e| (e.name.clone(), e.value.clone()));
                payloads.properties.extend(options);
            }
            let Some(event) = event(&section.name) else { continue };
            let named = section.entry(NOTIFY_PARAMS).map(|e| e.parameters.as_slice());
            let params = named.unwrap_or_default().iter().map(|p| p.name.clone()).collect();
            let custom = section.entry("notify_custom").map(|e| members(&e.value));
            let promise = Promise { params, custom: custom.unwrap_or_default() };
            payloads.events.insert(event.name, promise);
        }
        Some(payloads)
    }

    /// What it says of an event; none if it does not name it.
    pub(super) fn promise(&self, event: &EventType) -> Option<&Promise> {
        self.events.get(event.name)
    }

    /// An option of its section `properties`.
    pub(super) fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(String::as_str)
    }
}

fn members(text: &str) -> Vec<(String, Node)> {
    let Ok(document) = parse_json(text.as_bytes(), &Limits::default()) else { return Vec::new() };
    let members = document.root.as_object().into_iter().flatten();
    members.map(|m| (m.name.to_string(), m.value.clone())).collect()
}

/// The lists that the facts of a transcript tell of.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The service that `general` is the list of; none if every service may have it.
    service: Option<String>,
    default_service: Option<String>,
    general: Option<Arc<Payloads>>,
    others: HashMap<String, Arc<Payloads>>,
}

impl Lists {
    pub(super) fn new(facts: &BTreeMap<String, String>) -> Self {
        let read = |text: &String| Payloads::read(text).map(Arc::new);
        let others = facts.iter().filter_map(|(name, text)| {
            let service = name.strip_prefix(TRANSACTION_LIST)?.strip_prefix('.')?;
            Some((service.to_owned(), read(text)?))
        });
        Self {
            service: facts.get(SERVICE).cloned(),
            default_service: facts.get(DEFAULT_SERVICE).cloned(),
            general: facts.get(TRANSACTION_LIST).and_then(read),
            others: others.collect(),
        }
    }

    /// The list that a service has, as far as we were told.
    pub(super) fn of(&self, service: &str) -> Option<&Payloads> {
        if let Some(own) = self.others.get(service) {
            return Some(own);
        }
        let is_default = self.default_service.as_deref() == Some(service);
        let is_other = self.service.as_deref().is_some_and(|named| named != service);
        self.general.as_deref().filter(|_| !is_default && !is_other)
    }

    /// No notification option was ever given to this service.
    pub(super) fn is_default(&self, service: &str) -> bool {
        self.default_service.as_deref() == Some(service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::gms_callback_events::events::{DIAL_INIT, SERVICE_CREATE};

    const TEXT: &str = "[properties]\n_enable_status_notification = subscribe_notify\n\
        [ cbe on service create]\nnotify params = service id, customer number\n\
        notify custom = {\"a\":{\"b\":1}}\n";

    #[test]
    fn a_list_promises_parameters_and_custom_members_of_the_events_that_it_names() {
        let list = Payloads::read(TEXT).unwrap();
        let promise = list.promise(event(SERVICE_CREATE).unwrap()).unwrap();
        assert_eq!(promise.params, ["_service_id", "_customer_number"]);
        assert_eq!(promise.custom[0].0, "a");
        assert!(list.promise(event(DIAL_INIT).unwrap()).is_none());
        assert_eq!(list.property("_enable_status_notification"), Some("subscribe_notify"));
    }

    #[test]
    fn a_list_is_that_of_its_service_and_of_no_other() {
        let facts = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
        };
        let any = Lists::new(&facts(&[("transaction-list", TEXT)]));
        assert!(any.of("x").is_some());
        let all = [
            ("transaction-list", TEXT),
            ("transaction-list.z", TEXT),
            ("service", "x"),
            ("default-service", "y"),
        ];
        let one = Lists::new(&facts(&all));
        assert!(one.of("x").is_some() && one.of("z").is_some());
        assert!(one.of("y").is_none() && one.of("w").is_none());
        assert!(one.is_default("y") && !one.is_default("x"));
    }
}
