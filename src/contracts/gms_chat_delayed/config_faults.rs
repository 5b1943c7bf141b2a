//! The mistakes that an operator makes in the options of a delayed chat, and the rules that find
//! them.
//!
//! Depends on nothing. What is changed stands beside each; `configuration` has the files.

use crate::contracts::gms::config_faults;

config_faults! { "chat";
    "options-section-renamed": "shortens the name of a section" @ "_target, Section" => ["gms-options-section"],
        "service.cfg": "[URS Queueing]" => "[Queueing]";
    "options-queue-placeholder": "leaves the default of the virtual queue" @ "_urs_virtual_queue, Default Value" => ["gms-options-placeholder"],
        "service.json": "\"ChatDelayed_VQ\"" => "\"{Specify virtual queue to be used by strategy}\"";
    "options-target-placeholder": "leaves the default of the target" @ "_target, Default Value" => ["gms-options-placeholder"],
        "service.json": "\"Billing@StatServer.GA\"" => "\"{specify your target here}\"";
    "options-confirm-without-agent": "asks for confirmation without waiting for an agent" @ "_wait_for_user_confirm" => ["gms-options-confirm-needs-agent", "gms-options-predefined"],
        "service.json": "\"_wait_for_agent\": \"true\"" => "\"_wait_for_agent\": \"false\"";
    "options-media-voice": "leaves the default of the medium" @ "_media_type, Default Value" => ["gms-options-predefined"],
        "service.json": "\"chat\"" => "\"voice\"";
    "options-type-builtin": "takes the service for one that runs without the Orchestration Server" @ "Configuration Options, Predefined Values" => ["gms-options-predefined"],
        "service.cfg": "_type = ors" => "_type = builtin";
    "options-queue-time-of-one": "gives the queue the time of one target" @ "_target, Important" => ["gms-options-queue-time"],
        "service.cfg": "_urs_queued_ttl = 480" => "_urs_queued_ttl = 120";
    "options-debug-certificate": "leaves the certificates for debugging on" @ "_use_debug_push_certificate" => ["gms-options-debug-certificate", "gms-options-predefined"],
        "service.json": "\"_use_debug_push_certificate\": \"false\"" => "\"_use_debug_push_certificate\": \"true\"";
    "options-name-misspelt": "misspells an option" @ "Configuration Options" => ["gms-options-known-option"],
        "service.cfg": "_urs_queued_ttl" => "_urs_queue_ttl";
    "options-ttl-negative": "keeps a service for ever with -1" @ "_ttl" => ["gms-chat-delayed/ServiceOptions/_ttl:pattern"],
        "service.json": "\"86400\"" => "\"-1\"";
    "options-without-type": "leaves out the option that has no default" @ "_type" => ["gms-chat-delayed/ServiceOptions/_type:required"],
        "service.json": "  \"_type\": \"ors\",\n" => "";
    "target-without-server": "leaves the StatServer out" @ "_target, Single Target" => ["gms-target-form"],
        "target-single.txt": "@StatServer" => "";
    "target-type-in-small-letters": "writes the type in small letters" @ "_target, Single Target" => ["gms-target-type"],
        "target-single.txt": ".GA" => ".ga";
    "target-is-queue": "names a virtual queue, as the first sentence suggests" @ "_target" => ["gms-target-type"],
        "service.json": "Billing@StatServer.GA" => "Billing_VQ@StatServer.VQ";
    "target-without-prefix": "forgets what a skill expression begins with" @ "_target, Single Target" => ["gms-target-skill-prefix"],
        "target-skill.txt": "?:" => "";
    "target-ampersand-escaped": "copies the ampersand out of the page" @ "_target, Single Target" => ["gms-target-ampersand"],
        "target-skill.txt": "&" => "&amp;";
    "target-skill-of-agent": "takes a skill expression for an agent" @ "_target, Single Target" => ["gms-target-skill-group"],
        "target-skill.txt": ".GA" => ".A";
    "targets-in-a-row": "writes two targets one behind the other" @ "_target, Multiple Targets" => ["gms-target-several-array"],
        "target-single.txt": "Billing@StatServer.GA" => "Billing@StatServer.GA,Sales@StatServer.GA";
    "targets-as-strings": "takes an array of strings for one of targets" @ "_target, Multiple Targets" => ["gms-target-several-array"],
        "targets.json": "{\"target\": \"Everybody@StatServer.GA\"}" => "\"Everybody@StatServer.GA\"";
    "targets-before-their-version": "uses several targets before they exist" @ "_target" => ["gms-target-version"],
        "service.cfg": "8.5.114.09" => "8.5.107.15";
    "targets-six-of-five": "uses more targets than the version admits" @ "_target" => ["gms-target-count"],
        "service.cfg": "8.5.114.09" => "8.5.110.07";
    "targets-without-target": "leaves the target of an element out" @ "_target, Multiple Targets" => ["gms-target-element-target"],
        "targets.json": "{\"target\": \"Everybody@StatServer.GA\"}" => "{\"timeout\": \"30\"}";
    "targets-element-malformed": "names a group in an element, and nothing else" @ "_target, Multiple Targets" => ["gms-target-element-target"],
        "targets.json": "Everybody@StatServer.GA" => "Everybody";
    "targets-timeout-in-words": "writes the unit of a timeout" @ "_target, Multiple Targets" => ["gms-target-timeout"],
        "targets.json": "\"30\"" => "\"30 s\"";
    "targets-timeout-as-number": "writes a timeout as a number" @ "_target, Multiple Targets" => ["gms-target-timeout"],
        "targets.json": "\"30\"" => "30";
    "targets-clear-quoted": "puts a boolean in quotation marks" @ "_target, Multiple Targets" => ["gms-target-clear"],
        "targets.json": "true" => "\"true\"";
    "targets-operator-at-most": "compares with an operator that there is not" @ "_target, Multiple Targets" => ["gms-target-stat-operator"],
        "targets.json": "\"<\"" => "\"<=\"";
    "targets-skill-statistic": "asks a skill expression for a statistic of groups" @ "_target, Multiple Targets" => ["gms-target-skill-statistic"],
        "targets.json": "\"RStatAgentsReady\"" => "\"RStatCallsInQueue\"";
    "targets-condition-partial": "leaves the value of a condition out" @ "_target, Multiple Targets" => ["gms-target-condition-complete"],
        "targets.json": "\"<\",\n    \"stat_value\": \"1\"" => "\"<\"";
    "inbound-script-case": "writes the script object as the reference to it is printed" @ "Setting up Acceptance of a Chat Interaction" => ["gms-inbound-script-case"],
        "inbound.cfg": "script:GMSInbound" => "script:GMSinbound";
    "inbound-url-template": "leaves the host of the URL to be filled in" @ "Setting up Acceptance of a Chat Interaction" => ["gms-chat-delayed/InboundChat/Application/url:pattern"],
        "inbound.cfg": "gms.example.com:8080" => "<gmshost>:<gmsport>";
}
