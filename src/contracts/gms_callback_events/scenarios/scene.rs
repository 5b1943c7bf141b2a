//! What cases are written with: a receiver, a call, and waiting for events.
//!
//! Depends on `generate` and `list`. Never awaits an event that the list of the service leaves
//! out, or that depends on somebody of whom nothing was said.

use std::collections::BTreeMap;

use crate::{
    contracts::gms_callback_events::{
        events::{
            CONNECT_TREATMENT_START, CUSTOMER_QUEUED, DIAL_DONE, DIAL_INIT, ROUTE_TO_AGENT,
            SERVICE_EXIT, TARGET_FOUND, event,
        },
        list::Lists,
        reader::{CREATE, CREATED},
    },
    drive::Target,
    generate::{Case, Hear, Listen, Say, Step, Wait},
};

/// A case, and the facts without which it makes no sense.
pub(super) struct Scene {
    pub(super) case: Case,
    pub(super) needs: Vec<&'static str>,
}

/// What cases are written for: what the user told of the provider.
pub(super) struct Script {
    /// None where every case is wanted, whatever is known.
    facts: Option<BTreeMap<String, String>>,
    lists: Lists,
}

/// How a callback is created.
#[derive(Clone, Copy)]
pub(super) struct Creating {
    /// The fact that names the service.
    pub(super) service: &'static str,
    /// The fact that holds the number.
    pub(super) number: &'static str,
    /// What the call says of the mode.
    pub(super) mode: Option<&'static str>,
    /// It wants the callback later.
    pub(super) later: bool,
}

impl Creating {
    /// A callback of the service with the list, at once.
    pub(super) fn of(number: &'static str) -> Self {
        Self { service: "service", number, mode: Some("subscribe_notify"), later: false }
    }

    pub(super) fn later(self) -> Self {
        Self { later: true, ..self }
    }

    fn needs(&self) -> Vec<&'static str> {
        let mut needs = vec!["service", "customer-number", self.service, self.number];
        needs.extend(self.later.then_some("desired-time"));
        needs
    }
}

impl Script {
    /// For what is told of a target.
    pub(super) fn new(target: &Target) -> Self {
        Self { facts: Some(target.facts.clone()), lists: Lists::new(&target.facts) }
    }

    /// For everything.
    pub(super) fn complete() -> Self {
        Self { facts: None, lists: Lists::default() }
    }

    /// The user told what a scene needs.
    pub(super) fn allows(&self, scene: &Scene) -> bool {
        scene.needs.iter().all(|name| self.knows(name))
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        match &self.facts {
            None => true,
            Some(facts) => facts.get(name).is_some_and(|value| !value.is_empty()),
        }
    }

    /// A fact that is a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.facts.as_ref()?.get(name)?.parse().ok()
    }

    fn says_yes(&self, name: &str) -> bool {
        self.facts.as_ref().is_none_or(|f| f.get(name).is_some_and(|value| value == "true"))
    }

    /// The event can be awaited: the list names it, and whoever it depends on plays along.
    fn awaits(&self, service: &str, name: &str) -> bool {
        let Some(facts) = &self.facts else { return true };
        let list = facts.get(service).and_then(|service| self.lists.of(service));
        let listed = list.zip(event(name)).is_some_and(|(l, event)| l.promise(event).is_some());
        let plays_along = match name {
            DIAL_INIT | DIAL_DONE | TARGET_FOUND | ROUTE_TO_AGENT | SERVICE_EXIT => {
                self.says_yes("customer-answers")
            }
            CONNECT_TREATMENT_START | CUSTOMER_QUEUED => {
                self.says_yes("customer-answers") && self.says_yes("user-terminated")
            }
            _ => true,
        };
        listed && plays_along
    }

    /// A case that creates a callback and waits for these events of it, the last of which ends it.
    pub(super) fn scene(
        &self,
        (name, about, aims): (&str, &str, &[&str]),
        creating: Creating,
        events: &[&'static str],
    ) -> Scene {
        let awaited: Vec<&str> =
            events.iter().copied().filter(|e| self.awaits(creating.service, e)).collect();
        let mut listen = Listen::new("receiver", 3600.0, Wait::times(1.0, "seconds", 0.0));
        if let Some((last, _)) = awaited.split_last() {
            listen = listen.until(Hear::new("receiver", last).or_go_on());
        }
        let mut case = created(Case::new(name, about, aims), creating)
            .step(listen)
            // What comes too late, or a second time, comes soon.
            .step(Listen::new("receiver", 0.4, Wait::seconds(3.0)));
        for event in awaited.split_last().map(|(_, before)| before).unwrap_or_default() {
            let hear = Hear::new("receiver", event).within(Wait::seconds(0.1)).or_go_on();
            case = case.step(hear);
        }
        Scene { case, needs: creating.needs() }
    }
}

/// Opens the receiver and creates a callback.
pub(super) fn created(case: Case, creating: Creating) -> Case {
    opened(case, "").step(call(creating, true)).step(Hear::new("app", CREATED).keep("id", "/_id"))
}

/// Opens the receiver, with something about how it answers.
pub(super) fn opened(case: Case, how: &str) -> Case {
    case.step(Step::Open { actor: "receiver".to_owned(), url: how.to_owned() })
        .at_last(Step::Close { actor: "receiver".to_owned() })
}

/// The call, with where to deliver or without.
pub(super) fn call(creating: Creating, delivered: bool) -> Say {
    let mut fields = serde_json::Map::new();
    let mut add = |name: &str, value: &str| fields.insert(name.to_owned(), value.into());
    add("_customer_number", &format!("${{{}}}", creating.number));
    if creating.later {
        add("_desired_time", "${desired-time}");
    }
    if let Some(mode) = creating.mode {
        add("_enable_status_notification", mode);
    }
    if delivered {
        add("_status_notification_type", "httpcb");
        add("_status_notification_target", "${receiver}/${uid}");
    }
    let body = serde_json::Value::Object(fields).to_string();
    Say::new("app", CREATE, body).how("service", &format!("${{{}}}", creating.service))
}
