//! The mistakes that an implementer of this contract makes, and the rules that find them.
//!
//! Depends on nothing. What a fault does stands in `reference` where the mistake would be made;
//! what a consumer with one does stands in
//! `scenarios` where a script shows it, and in `consumer` else.

use crate::contracts::{Fault, faults};

/// The consumer that answers deliveries with failure.
pub(super) const RECEIVER_REFUSES: &str = "callback-receiver-refuses";

/// All of them but those of operators.
pub(super) const FAULTS: &[Fault] = faults! { "status";
Provider {
    "callback-on-by-default": "takes a target for the wish to be told" @ "Enable Status Notifications" => ["gms-callback-off-by-default"];
    "callback-unlisted-told": "adds the events of the list to the default ones" @ "Enable Status Notifications" => ["gms-callback-listed-only"];
    "callback-call-not-subscribed": "subscribes only for services that have a list" @ "Enable Status Notifications" => ["gms-callback-subscribed-for"];
    "callback-notify-delivers": "does not tell notify from subscribe_notify" @ "Enable Status Notifications" => ["gms-callback-notify-needs-subscription"];
    "callback-list-target-wins": "takes the target of the list before that of the call" @ "Add the Event Transaction List to the Callback Service" => ["gms-callback-event-emitted", "gms-callback-subscribed-for"];
    "callback-list-path-wins": "takes only host and port of the target that overrides" @ "Add the Event Transaction List to the Callback Service" => ["gms-callback-delivered-to-target"];
    "callback-put": "puts where it should post" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-post"];
    "callback-plain-text": "calls its JSON plain text" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-content-type"];
    "callback-delivered-as-array": "delivers events in arrays" @ "Callback Status Notifications Events" => ["gms-callback-json-body", "gms-callback-event-emitted"];
    "callback-not-wrapped": "delivers the event alone, as the sample has it" @ "Callback Status Notifications Events" => ["gms-callback-envelope"];
    "callback-device-id-as-number": "counts its subscribers" @ "Callback Status Notifications Events" => ["gms-callback-events/Notification/deviceId:type"];
    "callback-cancelled-with-one-l": "spells the event as its description does" @ "Reference for Notification Events, _cbe_on_callback_cancelled" => ["gms-callback-known-event", "gms-callback-event-emitted"];
    "callback-exit-only-after-success": "tells the end only of callbacks that succeeded" @ "Reference for Notification Events, _cbe_on_service_exit" => ["gms-callback-event-emitted"];
    "callback-customer-not-queued": "tells that a customer is queued only in agent terminated scenarios" @ "Reference for Notification Events, _cbe_on_customer_queued" => ["gms-callback-event-emitted"];
    "callback-attributes-of-others": "sends the attributes of all events with each" @ "Reference for Notification Events" => ["gms-callback-event-attributes"];
    "callback-exit-of-session": "names the session where the callback should be named" @ "Callback Status Notifications Events, event sample" => ["gms-callback-service-id-constant"];
    "callback-service-by-title": "names the service as the user interface does" @ "Callback Status Notifications Events, event sample" => ["gms-callback-service-name-constant"];
    "callback-exit-without-state": "has no state for a callback that is over" @ "Callback Status Notifications Events, event sample" => ["gms-callback-state-present"];
    "callback-target-type-in-words": "spells the type of a target out" @ "Callback Status Notifications Events, event sample" => ["gms-callback-target-type"];
    "callback-target-queue-of-outbound": "gives the target the queue for outbound calls" @ "Callback Status Notifications Events, event sample" => ["gms-callback-target-members-agree"];
    "callback-target-resource-is-place": "takes the place for the resource" @ "Callback Status Notifications Events, event sample" => ["gms-callback-target-members-agree"];
    "callback-target-by-name": "gives the name of the target for the target" @ "GMS_Events.cfg, the sample file, [_cbe_on_target_found]" => ["gms-callback-events/CTarget:type"];
    "callback-dials-with-prefix": "tells the number as it was dialed, with the prefix for outside lines" @ "Reference for Notification Events, _cbe_on_dial_done" => ["gms-callback-dialed-number"];
    "callback-custom-kept-apart": "keeps the custom members in a member of their own" @ "Overwrite Default Notifications with a Transaction List" => ["gms-callback-custom-merged", "gms-callback-params-only"];
    "callback-custom-as-text": "takes every custom value for text" @ "Overwrite Default Notifications with a Transaction List" => ["gms-callback-custom-merged"];
    "callback-parameter-forgotten": "reads the list of parameters to its second last" @ "Overwrite Default Notifications with a Transaction List" => ["gms-callback-params-complete"];
    "callback-parameters-not-asked": "sends all that the table offers, whatever was asked for" @ "Overwrite Default Notifications with a Transaction List" => ["gms-callback-params-only"];
    "callback-result-stamped-at-dialing": "stamps the result with the time of something earlier" @ "Callback Status Notifications Events, event sample" => ["gms-callback-timestamps-in-order"];
    "callback-created-at-each-attempt": "tells of the service again when dialing begins" @ "Reference for Notification Events, _cbe_on_service_create" => ["gms-callback-create-first"];
    "callback-ixn-before-create": "tells of the service when its interaction is there" @ "Reference for Notification Events, _cbe_on_service_create" => ["gms-callback-create-first", "gms-callback-ixn-after-create"];
    "callback-dialed-before-dialing": "tells that dialing begins when the customer answers" @ "Reference for Notification Events, _cbe_on_dial_init" => ["gms-callback-dial-init-first"];
    "callback-greets-whoever": "begins the greeting whatever the result" @ "Reference for Notification Events, _cbe_on_connect_treatment_start" => ["gms-callback-treatment-after-dial"];
    "callback-queued-before-greeting": "queues the customer and greets in the queue" @ "Reference for Notification Events, _cbe_on_customer_queued" => ["gms-callback-queued-after-treatment"];
    "callback-routed-before-found": "tells of the target when the call is with it" @ "Reference for Notification Events, _cbe_on_target_found" => ["gms-callback-route-after-target"];
    "callback-routed-after-exit": "tells of the agent when the service is over" @ "Reference for Notification Events, _cbe_on_service_exit" => ["gms-callback-exit-last"];
    "callback-exit-told-twice": "tells the end of the session and then that of the service" @ "Reference for Notification Events, _cbe_on_service_exit" => ["gms-callback-exit-last"];
    "callback-attempts-always-first": "counts attempts within each dialing" @ "Callback Status Notifications Events, event sample" => ["gms-callback-attempts-count"];
    "callback-attempts-from-zero": "counts attempts from 0" @ "Callback Status Notifications Events, event sample" => ["gms-callback-events/CallAttempt:minimum"];
    "callback-rescheduled-before-scheduled": "tells the new time before the old one" @ "Reference for Notification Events, _cbe_on_callback_rescheduled" => ["gms-callback-scheduled-first"];
    "callback-queued-before-submitted": "changes the state before it submits" @ "Reference for Notification Events, _cbe_on_callback_queued" => ["gms-callback-submitted-first"];
    "callback-resubmitted-at-first": "takes every submission for another one" @ "Reference for Notification Events, _cbe_on_callback_resubmitted" => ["gms-callback-resubmitted-after-submitted"];
    "callback-submitted-though-cancelled": "submits what is due without looking whether it was cancelled" @ "Reference for Notification Events, _cbe_on_callback_cancelled" => ["gms-callback-nothing-after-cancelled"];
    "callback-time-in-milliseconds": "stamps in milliseconds" @ "Callback Status Notifications Events, event sample" => ["gms-callback-events/Timestamp:pattern"];
    "callback-exit-without-time": "leaves the end of a service unstamped" @ "Callback Status Notifications Events, event sample" => ["gms-callback-events/ServiceExit/timestamp:required"];
    "callback-id-without-number": "names a callback by its UUID alone" @ "Callback Status Notifications Events, event sample" => ["gms-callback-events/ServiceId:pattern"];
    "callback-result-in-words": "spells the result out" @ "Callback Status Notifications Events, event sample" => ["gms-callback-events/CallResult:type"];
    "callback-customer-as-number": "takes the customer's number for a number" @ "Callback Status Notifications Events, event sample" => ["gms-callback-events/CustomerNumber:type"];
}
Consumer {
    "callback-receiver-refuses": "answers that it is out of service" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-receiver-answers"];
    "receiver-knows-success-only": "fails on an attempt to dial that did not succeed" @ "Callback Status Notifications Events, event sample, _cbe_on_dial_done" => ["gms-callback-receiver-answers"];
    "receiver-knows-no-rescheduling": "takes the events of the samples for all there are" @ "Reference for Notification Events, _cbe_on_callback_rescheduled" => ["gms-callback-receiver-answers"];
    "receiver-moves-the-queued": "redirects an event to where it is handled" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-receiver-answers"];
    "receiver-says-no-content": "answers that there is nothing to say" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-receiver-status"];
    "receiver-says-created": "answers that it made something of a new service" @ "Reference for Notification Events, _cbe_on_service_create" => ["gms-callback-receiver-status"];
    "receiver-works-before-it-answers": "fetches the recording of a callback before it answers its end" @ "Reference for Notification Events, _cbe_on_service_exit" => ["gms-callback-receiver-in-time"];
    "receiver-serves-one-at-a-time": "reads one delivery to its end before it looks at the next" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-receiver-in-time"];
    "receiver-knows-its-members": "fails on members that are not in the table" @ "Overwrite Default Notifications with a Transaction List" => ["gms-callback-receiver-takes-more-members"];
    "receiver-refuses-repeats": "takes an event that comes again for a conflict" @ "Callback Status Notifications Events, event sample" => ["gms-callback-receiver-takes-repeats"];
    "receiver-wants-the-beginning": "knows no callback of which it did not hear the beginning" @ "Reference for Notification Events" => ["gms-callback-receiver-takes-any-order"];
    "receiver-forgets-the-ended": "knows a callback no more that has ended" @ "Reference for Notification Events, _cbe_on_service_exit" => ["gms-callback-receiver-takes-any-order"];
    "receiver-wants-the-wrapper": "knows events in their wrapper only" @ "Callback Status Notifications Events" => ["gms-callback-receiver-takes-other-forms"];
    "receiver-keeps-what-it-cannot-read": "takes what it cannot read for the beginning of more" @ "Callback Status Notifications Events" => ["gms-callback-robust-body"];
    "receiver-dies-of-arrays": "dies of JSON that is no object" @ "Callback Status Notifications Events" => ["gms-callback-robust-body"];
    "receiver-dies-of-null": "dies of a member without a value" @ "Callback Status Notifications Events, event sample" => ["gms-callback-robust-values"];
    "receiver-dies-of-methods": "dies of a request that is no POST" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-robust-request"];
    "receiver-dies-of-size": "dies of a body that is larger than it has room for" @ "Overwrite Default Notifications with a Transaction List" => ["gms-callback-robust-size"];
    "receiver-waits-for-the-rest": "waits for the rest of a delivery that broke off" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-robust-cut"];
    "receiver-takes-anything": "answers with success before it looks" @ "Callback Status Notifications Events" => ["gms-callback-receiver-rejects"];
    "receiver-fails-on-bad-json": "has no answer to what it cannot read" @ "Callback Status Notifications Events" => ["gms-callback-receiver-no-server-error"];
    "receiver-fails-on-content-types": "has no answer to content that is not said to be JSON" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-receiver-no-server-error"];
}
};
