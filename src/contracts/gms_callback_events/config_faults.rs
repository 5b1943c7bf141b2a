//! The mistakes that an operator makes in a Transaction List, and the rules that find them.
//!
//! Depends on nothing. What is changed stands beside each; `configuration` has the files.

use crate::contracts::gms::config_faults;

config_faults! { "status";
    "list-option-with-colon": "writes an option as in YAML" @ "GMS_Events.cfg, the sample file" => ["gms-list-syntax"],
        "GMS_Events.cfg": "[_cbe_on_virtual_ixn_create]\nnotify_params = " => "[_cbe_on_virtual_ixn_create]\nnotify_params: ";
    "list-header-open": "forgets to close a header" @ "GMS_Events.cfg, the sample file" => ["gms-list-syntax"],
        "GMS_Events.cfg": "[_cbe_on_dial_init]" => "[_cbe_on_dial_init";
    "list-unknown-event": "makes up an event" @ "Reference for Notification Events" => ["gms-list-known-section"],
        "GMS_Events.cfg": "[_cbe_on_callback_queued]" => "[_cbe_on_callback_waiting]";
    "list-underscores-lost": "copies a section name out of the sample file" @ "GMS_Events.cfg, the sample file" => ["gms-list-underscores"],
        "GMS_Events.cfg": "[_cbe_on_dial_done]" => "[ cbe on dial done]";
    "list-params-underscores-lost": "copies parameters out of the sample file" @ "GMS_Events.cfg, the sample file" => ["gms-list-underscores"],
        "GMS_Events.cfg": "notify_params = _service_id, _service_name" => "notify params = service id, service name";
    "options-underscores-lost": "copies an option out of the list of options" @ "Enable Default Status Notifications in a Callback Service" => ["gms-list-underscores"],
        "service.cfg": "_status_notification_debug" => "status notification debug";
    "list-mode-with-blank": "copies the mode out of the list of modes" @ "Enable Status Notifications" => ["gms-list-underscores", "gms-callback-events/ListProperties/_enable_status_notification:enum"],
        "GMS_Events.cfg": "subscribe_notify" => "subscribe notify";
    "list-canceled": "spells the event as the description of its trigger does" @ "Reference for Notification Events, _cbe_on_callback_cancelled" => ["gms-list-cancelled-spelling"],
        "GMS_Events.cfg": "[_cbe_on_callback_cancelled]" => "[_cbe_on_callback_canceled]";
    "list-params-semicolons": "splits parameters by semicolons" @ "Overwrite Default Notifications with a Transaction List" => ["gms-list-params-syntax"],
        "GMS_Events.cfg": "_service_id, _service_name, c_dialed_number\n" => "_service_id; _service_name; c_dialed_number\n";
    "list-params-comma-at-end": "leaves a comma behind the last parameter" @ "Overwrite Default Notifications with a Transaction List" => ["gms-list-params-syntax"],
        "GMS_Events.cfg": "c_termination_type\n" => "c_termination_type,\n";
    "list-params-of-another-event": "asks an event for an attribute of the next" @ "Reference for Notification Events" => ["gms-list-params-offered"],
        "GMS_Events.cfg": "_service_name, c_dialed_number\n" => "_service_name, c_dialed_number, c_call_result\n";
    "list-custom-array": "gives custom members as an array" @ "Overwrite Default Notifications with a Transaction List" => ["gms-list-custom-object"],
        "GMS_Events.cfg": "{\"state\": \"cancelled\"}" => "[\"state\", \"cancelled\"]";
    "list-custom-single-quotes": "writes custom members in single quotation marks" @ "Overwrite Default Notifications with a Transaction List" => ["gms-list-custom-object"],
        "GMS_Events.cfg": "{\"state\": \"cancelled\"}" => "{'state': 'cancelled'}";
    "list-custom-collides": "names a custom member after an attribute" @ "Overwrite Default Notifications with a Transaction List" => ["gms-list-custom-collision"],
        "GMS_Events.cfg": "{\"state\": \"scheduled\"}" => "{\"_callback_state\": \"scheduled\"}";
    "list-params-wrapped": "wraps a long list of parameters" @ "GMS_Events.cfg, the sample file, [_cbe_on_route_to_agent]" => ["gms-list-wrapped-value"],
        "GMS_Events.cfg": "c_call_result, " => "c_call_result,\n    ";
    "list-section-twice": "adds a section that is there already" @ "GMS_Events.cfg, the sample file" => ["gms-list-duplicate"],
        "GMS_Events.cfg": "[_cbe_on_callback_scheduled]" => "[_cbe_on_service_create]\n\n[_cbe_on_callback_scheduled]";
    "list-option-twice": "sets an option twice" @ "GMS_Events.cfg, the sample file" => ["gms-list-duplicate"],
        "GMS_Events.cfg": "_status_notification_debug = false\n" => "_status_notification_debug = false\n_status_notification_debug = true\n";
    "list-target-in-capitals": "writes c_target in other letters than the routing server" @ "Overwrite Default Notifications with a Transaction List" => ["gms-list-target-name"],
        "GMS_Events.cfg": "c_target" => "C_Target";
    "list-target-without-host": "gives the path of the receiver only" @ "Overwrite Default Notifications with a Transaction List" => ["gms-list-target-url"],
        "GMS_Events.cfg": "http://receiver.example/" => "/";
    "list-target-template": "leaves the remark in the place of the URL" @ "GMS_Events.cfg, the sample file, [properties]" => ["gms-list-target-url"],
        "GMS_Events.cfg": "http://receiver.example/callback-events" => "<your URL>";
    "list-session-is-url": "changes the type and not the target" @ "Enable Default Status Notifications in a Callback Service" => ["gms-list-target-session", "gms-list-orscb-advanced"],
        "GMS_Events.cfg": "= httpcb" => "= orscb";
    "options-orscb": "sends notifications to a session where a URL would do" @ "Enable Default Status Notifications in a Callback Service" => ["gms-list-orscb-advanced"],
        "query.json": "\"httpcb\",\n  \"_status_notification_target\": \"http://receiver.example/callback-events\"" => "\"orscb\",\n  \"_status_notification_target\": \"00LOP2RSK4CTL3BA\"";
    "list-mode-notify": "keeps the mode of the sample file" @ "Enable Status Notifications" => ["gms-list-notify-unsubscribed"],
        "GMS_Events.cfg": "subscribe_notify" => "notify";
    "options-override-list": "gives the query a target of its own" @ "Add the Event Transaction List to the Callback Service" => ["gms-list-overridden"],
        "query.json": "receiver.example" => "elsewhere.example";
    "list-debug-is-url": "takes the option for debugging for that of the URL" @ "Enable Default Status Notifications in a Callback Service" => ["gms-callback-events/ListProperties/_status_notification_debug:enum"],
        "GMS_Events.cfg": "_status_notification_debug = false" => "_status_notification_debug = http://receiver.example/debug";
    "list-without-target": "leaves the target to the service" @ "Overwrite Default Notifications with a Transaction List" => ["gms-callback-events/ListProperties/_status_notification_target:required"],
        "GMS_Events.cfg": "_status_notification_target = http://receiver.example/callback-events\n" => "";
    "options-mode-true": "turns notifications on with true" @ "Enable Status Notifications" => ["gms-callback-events/NotificationOptions/_enable_status_notification:enum"],
        "query.json": "\"subscribe_notify\"" => "true";
    "options-list-blank": "leaves the name of the list empty" @ "Add the Event Transaction List to the Callback Service" => ["gms-callback-events/NotificationOptions/_callback_events_list:minLength"],
        "service.cfg": "GMS_Events\n" => "\n";
}
