//! The document's table of events: who tells them, and which attributes each offers.
//!
//! Depends on nothing. Never judges, and knows no order of events.

/// Who tells an event: the two families have emitters, and perhaps clocks, of their own (C-283).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// The application that executes a callback.
    Application,
    /// The service that keeps callbacks.
    Service,
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EventType {
    /// Its name: `event_id`, section of a Transaction List and name of the message.
    pub(super) name: &'static str,
    /// Who tells it.
    pub(super) family: Family,
    /// The attributes that the table offers for it.
    pub(super) offers: &'static [&'static str],
    /// Attributes that only the sample file asks for (C-238 to C-242).
    pub(super) sampled: &'static [&'static str],
}

impl EventType {
    /// The table or the sample file gives it this attribute.
    pub(super) fn may_have(&self, attribute: &str) -> bool {
        self.offers.contains(&attribute) || self.sampled.contains(&attribute)
    }
}

pub(super) const SERVICE_CREATE: &str = "_cbe_on_service_create";
pub(super) const VIRTUAL_IXN_CREATE: &str = "_cbe_on_virtual_ixn_create";
pub(super) const TARGET_FOUND: &str = "_cbe_on_target_found";
pub(super) const DIAL_INIT: &str = "_cbe_on_dial_init";
pub(super) const DIAL_DONE: &str = "_cbe_on_dial_done";
pub(super) const CONNECT_TREATMENT_START: &str = "_cbe_on_connect_treatment_start";
pub(super) const CUSTOMER_QUEUED: &str = "_cbe_on_customer_queued";
pub(super) const ROUTE_TO_AGENT: &str = "_cbe_on_route_to_agent";
pub(super) const SERVICE_EXIT: &str = "_cbe_on_service_exit";
pub(super) const SCHEDULED: &str = "_cbe_on_callback_scheduled";
pub(super) const RESCHEDULED: &str = "_cbe_on_callback_rescheduled";
pub(super) const CANCELLED: &str = "_cbe_on_callback_cancelled";
pub(super) const STATUS_UPDATED: &str = "_cbe_on_callback_status_updated";
pub(super) const SUBMITTED: &str = "_cbe_on_callback_submitted";
pub(super) const RESUBMITTED: &str = "_cbe_on_callback_resubmitted";
pub(super) const SUBMIT_FAILED: &str = "_cbe_on_callback_submit_failed";
pub(super) const PROCESSING_FAILED: &str = "_cbe_on_callback_processing_failed";
pub(super) const QUEUED: &str = "_cbe_on_callback_queued";

/// What every event of the service offers.
const OF_SERVICE: &[&str] =
    &["_service_id", "_service_name", "_desired_time", "_customer_number", "_v_queue"];

const fn of_application(
    name: &'static str,
    offers: &'static [&'static str],
    sampled: &'static [&'static str],
) -> EventType {
    EventType { name, family: Family::Application, offers, sampled }
}

const fn of_service(name: &'static str, sampled: &'static [&'static str]) -> EventType {
    EventType { name, family: Family::Service, offers: OF_SERVICE, sampled }
}

/// The table, in its order.
pub(super) static EVENTS: [EventType; 18] = [
    of_application(
        SERVICE_CREATE,
        &["_service_id", "_service_name", "_customer_number", "_urs_virtual_queue"],
        &[],
    ),
    of_application(VIRTUAL_IXN_CREATE, &["_service_id", "_service_name"], &[]),
    of_application(
        TARGET_FOUND,
        &["_service_id", "_service_name", "_urs_virtual_queue", "c_agent_id", "c_agent_extension"],
        &["c_target"],
    ),
    of_application(
        DIAL_INIT,
        &["_service_id", "_service_name", "_customer_number", "c_dialed_number"],
        &[],
    ),
    of_application(
        DIAL_DONE,
        &[
            "_service_id",
            "_service_name",
            "_customer_number",
            "c_dialed_number",
            "c_call_result",
            "c_call_num_attempt",
        ],
        &[],
    ),
    of_application(
        CONNECT_TREATMENT_START,
        &["_service_id", "_service_name", "_vq_for_outbound_calls", "c_dialed_number"],
        &["_customer_number"],
    ),
    of_application(
        CUSTOMER_QUEUED,
        &["_service_id", "_service_name", "_vq_for_outbound_calls", "c_dialed_number"],
        &["_customer_number"],
    ),
    of_application(
        ROUTE_TO_AGENT,
        &["_service_id", "_service_name", "c_agent_id", "c_agent_extension"],
        &["_customer_number", "_urs_virtual_queue"],
    ),
    of_application(
        SERVICE_EXIT,
        &["_service_id", "_service_name", "c_dialed_number", "c_termination_type"],
        &["_customer_number", "c_last_dialed_number"],
    ),
    of_service(SCHEDULED, &["_phone_number"]),
    of_service(RESCHEDULED, &["_phone_number"]),
    of_service(CANCELLED, &[]),
    of_service(STATUS_UPDATED, &[]),
    of_service(SUBMITTED, &[]),
    of_service(RESUBMITTED, &[]),
    of_service(SUBMIT_FAILED, &[]),
    of_service(PROCESSING_FAILED, &[]),
    of_service(QUEUED, &[]),
];

/// The event of this name.
pub(super) fn event(name: &str) -> Option<&'static EventType> {
    EVENTS.iter().find(|event| event.name == name)
}

/// Some event has an attribute of this name.
pub(super) fn is_attribute(name: &str) -> bool {
    EVENTS.iter().any(|event| event.may_have(name))
}

/// What every event has besides attributes and custom members (C-245, C-247).
pub(super) const FRAME: [&str; 3] = ["event_id", "timestamp", "_callback_state"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_has_nine_events_and_those_of_the_service_are_named_after_it() {
        for family in [Family::Application, Family::Service] {
            assert_eq!(EVENTS.iter().filter(|e| e.family == family).count(), 9);
        }
        let named = |e: &EventType| e.name.starts_with("_cbe_on_callback_");
        assert!(EVENTS.iter().all(|e| named(e) == (e.family == Family::Service)));
    }

    #[test]
    fn the_sample_file_adds_attributes_and_repeats_none() {
        assert!(EVENTS.iter().all(|e| e.sampled.iter().all(|a| !e.offers.contains(a))));
    }
}
