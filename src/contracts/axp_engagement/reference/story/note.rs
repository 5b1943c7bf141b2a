//! One notification that is to be told.
//!
//! Depends on `serde_json`. Never checks what it holds: the story may be one with a fault.

use serde_json::{Value, json};

use crate::contracts::axp_engagement::reference::{ACCOUNT, Provider, clock};

/// A notification without the time at which it is sent.
#[derive(Debug, Clone)]
pub(super) struct Note(Value);

impl Note {
    /// A notification with this body and these further members.
    pub(super) fn new(provider: &Provider, subscription: &str, body: Value, logins: Value) -> Self {
        let mut note = json!({
            "correlationId": provider.ids.uuid(),
            "subscriptionId": subscription,
            "family": "AGENT_ENGAGEMENT",
            "sentAt": "",
            "accountId": ACCOUNT,
        });
        if let (Some(members), Value::Object(logins)) = (note.as_object_mut(), logins) {
            if !provider.varies("without-login-handles") {
                members.extend(logins);
            }
            members.insert("body".to_owned(), body);
        }
        Self(note)
    }

    pub(super) fn empty() -> Self {
        Self(json!({}))
    }

    /// The event's name.
    pub(super) fn event(&self) -> &str {
        self.body("event")
    }

    /// A member of the body that is a text; empty if there is none.
    pub(super) fn body(&self, member: &str) -> &str {
        let body = self.0.get("body").and_then(|b| b.get(member));
        body.and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn get(&self, pointer: &str) -> Option<&Value> {
        self.0.pointer(pointer)
    }

    /// Sets the member at `pointer`, whose parent must be there; null removes it. False if it
    /// has no place.
    pub(super) fn set(&mut self, pointer: &str, value: Value) -> bool {
        let Some((parent, member)) = pointer.rsplit_once('/') else { return false };
        match self.0.pointer_mut(parent) {
            Some(Value::Object(members)) if value.is_null() => {
                members.shift_remove(member).is_some()
            }
            Some(Value::Object(members)) => {
                members.insert(member.to_owned(), value);
                true
            }
            _ => false,
        }
    }

    /// It is sent now.
    pub(super) fn stamp(&mut self, provider: &Provider) {
        let arose = self.body("timestamp").parse().unwrap_or(0);
        let sane = Some(arose).filter(|at| at - clock::now() < 60_000).unwrap_or(0);
        let at = clock::now().max(sane);
        let mut sent = match provider.varies("times-of-another-zone") {
            true => clock::zoned_date_time(at),
            false => clock::date_time(at),
        };
        let faults = &provider.faults;
        let moved = self.body("action") == "MOVED";
        if moved && faults.bears("sent-an-hour-early") {
            sent = clock::date_time(clock::now() - 3_600_000);
        }
        if moved && faults.bears("sent-without-zone") {
            sent = sent.trim_end_matches('Z').to_owned();
        }
        if self.0.get("sentAt").is_some() {
            self.set("/sentAt", Value::String(sent));
        }
    }

    pub(super) fn text(&self) -> String {
        self.0.to_string()
    }
}
