//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "status";
Provider {
    "flat-events": "Sends the event without its wrapper." @ "Callback Status Notifications Events, event sample";
    "devices-unnamed": "Sends the wrapper without the id of the subscriber." @ "Enable Status Notifications";
    "no-charset": "Names the content type of an event without its charset." @ "Enable Status Notifications";
    "stamps-as-numbers": "Writes timestamps as numbers." @ "Callback Status Notifications Events, event sample";
    "statistics-as-numbers": "Writes the statistic of a target as a number." @ "Callback Status Notifications Events, event sample, _cbe_on_target_found";
    "ids-in-capitals": "Has service ids in capital letters." @ "Callback Status Notifications Events, event sample, _cbe_on_service_create";
    "states-absent": "Does not tell the state of a callback." @ "Callback Status Notifications Events, event sample";
    "states-change": "Has states of a callback that change with its life." @ "Callback Status Notifications Events, event sample";
    "other-words": "Has results, ends, times and agents that no sample shows." @ "Callback Status Notifications Events, event sample";
    "defaults-few": "Tells three events to who wants what is usual." @ "Enable Default Status Notifications in a Callback Service";
    "defaults-bare": "Has no attributes in events that no list asks for." @ "Enable Default Status Notifications in a Callback Service";
    "found-before-queued": "Finds an agent before the customer is queued." @ "Reference for Notification Events, _cbe_on_target_found";
    "created-before-queued": "Creates the service before it tells that the callback is queued." @ "Reference for Notification Events";
    "third-attempt": "Dials a customer who does not answer a third time." @ "Reference for Notification Events, _cbe_on_dial_done";
    "clocks-apart": "Has a clock for the application that is ahead of that of the service." @ "Callback Status Notifications Events";
    "one-second": "Has all of a callback happen in one second." @ "Callback Status Notifications Events, event sample";
}
Consumer {
    "says-ok": "Answers an event with a word." @ "Enable Status Notifications";
    "answers-json": "Answers an event with an object." @ "Enable Status Notifications";
    "works-a-while": "Works on the end of a callback before it answers." @ "Enable Status Notifications";
    "refuses-what-it-read": "Refuses what is no event with status 422." @ "Enable Status Notifications";
    "takes-any-type": "Reads an event whatever its content type is." @ "Enable Status Notifications";
    "takes-large-events": "Takes events of megabytes." @ "Enable Status Notifications";
    "wants-objects": "Refuses an event that is text within its wrapper." @ "Callback Status Notifications Events, event sample";
    "knows-the-table": "Refuses events that are not among the 18." @ "Reference for Notification Events";
    "address-with-a-query": "Waits at an address with a long path and a query." @ "Enable Status Notifications";
}
};
