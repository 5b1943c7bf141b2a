//! The mistakes that the reference and consumers can be told to make, and what must report each.
//!
//! Data alone. Where a fault comes to bear stands in `reference` and in `scenarios::consumer`.

use crate::contracts::{Fault, faults};

/// All of them but those of operators.
pub(super) const FAULTS: &[Fault] = faults! { "chat";
Provider {
    // Creating a service
    "chat-created-without-id": "answers the create call of one service with a text alone" @ "Scenario, Start Callback" => ["gms-chat-created", "gms-chat-delayed/CreateResponse/_id:required"];
    "chat-created-201": "answers the create call with 201 Created" @ "Create chat (delay) service" => ["gms-chat-status-ok"];
    "chat-access-later": "answers the create call of a call service with the id alone" @ "_wait_for_agent" => ["gms-chat-immediate-access"];
    "chat-id-without-number": "makes service ids that are a UUID alone" @ "Create chat (delay) service" => ["gms-chat-delayed/ServiceId:pattern"];
    "chat-text-as-list": "answers the text for the user as a list of sentences" @ "Create chat (delay) service" => ["gms-chat-delayed/CreateResponse/_text:type"];
    // Responses
    "chat-sent-as-text-plain": "calls the answer to a notification text/plain" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-json-content-type"];
    "chat-length-of-another": "announces the length of another content" @ "Create Chat Interaction" => ["gms-chat-content-length"];
    "chat-answers-stored": "lets responses be stored" @ "Create chat (delay) service" => ["gms-chat-not-cacheable"];
    "chat-cookie-for-scripts": "sets session cookies without attributes, as printed" @ "Create chat (delay) service" => ["gms-chat-cookie-attributes"];
    "chat-unknown-id-served": "has no notifications for a service that it does not know" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-unknown-id-refused"];
    "chat-any-user-served": "looks at the service id alone" @ "Create chat (delay) service" => ["gms-chat-cross-user-refused"];
    "chat-expired-service-served": "keeps services for ever" @ "_ttl" => ["gms-chat-expired-service-gone"];
    "chat-empty-form-refused": "wants a part in every form" @ "Retrieve notifications from Mobile to Agent (retrieve-agent-notifications)" => ["gms-chat-empty-form-accepted"];
    "chat-value-cut-at-line-break": "reads forms line by line" @ "Send notification from mobile to agent (agent-notification)" => ["gms-chat-value-not-structure", "gms-chat-agent-message-content"];
    // The announcement
    "chat-agent-not-announced": "announces an agent only to a customer whose number is known" @ "Scenario, Start Callback" => ["gms-chat-agent-announced"];
    "chat-announced-before-agent": "announces agents when a request is created, if they are not free yet" @ "_wait_for_agent" => ["gms-chat-announced-once"];
    "chat-announced-twice": "announces an agent again when nobody connects at once" @ "Scenario, Start Callback" => ["gms-chat-announced-once"];
    "chat-announces-another-id": "announces an agent with the id of another request" @ "Create chat (delay) service, Push Notification Data" => ["gms-chat-announcement-id", "gms-chat-agent-announced"];
    "chat-tag-without-id": "gives all announcements one tag" @ "Create chat (delay) service, Push Notification Data" => ["gms-chat-announcement-tag"];
    "chat-announced-action-renamed": "calls the action of the announcement confirm-user" @ "Create chat (delay) service, Push Notification Data" => ["gms-chat-delayed/DialogAction/_action:const"];
    "chat-announcement-numbered": "numbers announcements" @ "Create chat (delay) service, Push Notification Data" => ["gms-chat-delayed/AgentAvailable/id:pattern"];
    "chat-announcement-without-tag": "leaves out the tag of announcements" @ "Create chat (delay) service, Push Notification Data" => ["gms-chat-delayed/AgentAvailable/tag:required"];
    // Connect
    "chat-connect-waits": "answers connect when the agent has taken the chat over" @ "Scenario, Connect" => ["gms-chat-connect-answered-at-once"];
    "chat-connect-answers-another-id": "answers connect with the id of the newest request" @ "Connect (user confirmation)" => ["gms-chat-connect-id", "gms-chat-one-service-id"];
    "chat-start-url-of-another": "hands out the start URL of another service, as printed" @ "Connect (user confirmation)" => ["gms-chat-start-url-id"];
    "chat-user-header-renewed": "hands out a new user with every connect" @ "Connect (user confirmation)" => ["gms-chat-user-header-echoed"];
    "chat-start-url-relative": "hands out a start URL without a host" @ "Connect (user confirmation)" => ["gms-chat-delayed/ConnectResponse/_start_chat_url:format"];
    "chat-comet-url-relative": "hands out a CometD URL without a host" @ "Connect (user confirmation)" => ["gms-chat-delayed/ConnectResponse/_comet_url:format"];
    "chat-action-in-lower-case": "writes the action of the answer to connect in lower case" @ "Connect (user confirmation)" => ["gms-chat-delayed/ConnectResponse/_action:const"];
    "chat-dialog-id-as-number": "writes the number of the dialogue as a number" @ "Connect (user confirmation)" => ["gms-chat-delayed/ConnectResponse/_dialog_id:type"];
    "chat-subject-null": "has no subject for the chat" @ "Connect (user confirmation)" => ["gms-chat-delayed/ChatParameters/subject:type"];
    "chat-label-as-object": "translates the caption of the next action" @ "Connect (user confirmation)" => ["gms-chat-delayed/ConnectResponse/_label:type"];
    // The queue
    "chat-position-from-zero": "counts positions from zero" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-delayed/QueuePositionResponse/_position:minimum"];
    "chat-position-as-text": "writes the position as text" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-delayed/QueuePositionResponse/_position:type"];
    "chat-eta-in-words": "says unknown where there is no estimate" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-delayed/QueuePositionResponse/_eta:pattern"];
    "chat-total-missing": "does not count who waits" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-delayed/QueuePositionResponse/_total_waiting:required"];
    "chat-total-without-oneself": "counts only the others who wait" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-position-in-total"];
    "chat-threshold-as-text": "writes the threshold as text" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-delayed/QueuePositionResponse/_agent_ready_threshold_passed:type"];
    "chat-threshold-inverted": "passes the threshold where the reason does not hold" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-threshold-reason"];
    "chat-reason-as-list": "gives a list of reasons" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-delayed/QueuePositionResponse/_agent_ready_threshold_passed_reason:type"];
    // The chat and what becomes of it
    "chat-begins-a-new-service": "gives the chat an id of its own" @ "Create Chat Interaction" => ["gms-chat-create-chat-id", "gms-chat-one-service-id"];
    "chat-channel-without-slash": "names the channel without its slash" @ "Create Chat Interaction" => ["gms-chat-delayed/CreateChatResponse/comet_channel:pattern"];
    "chat-routed-without-chat": "routes as soon as the user is there" @ "Scenario, Connect" => ["gms-chat-waits-for-chat"];
    "chat-routed-before-reserved": "routes first and reserves the target then" @ "Scenario, Initiate Chat" => ["gms-chat-routed-after-reserved"];
    "chat-exit-before-routing": "ends the service before the chat is routed" @ "Scenario, Initiate Chat" => ["gms-chat-stage-order"];
    "chat-never-ends": "keeps the service running when the chat is routed" @ "Scenario, Initiate Chat" => ["gms-chat-terminates-after-routing"];
    "chat-stray-to-default-queue": "routes a chat of no service to a queue of its own" @ "Setting up Acceptance of a Chat Interaction" => ["gms-chat-unmatched-fallback"];
    "chat-condition-ignored": "looks at no statistic" @ "_target" => ["gms-chat-target-skipped"];
    "chat-last-target-skipped": "skips the last target like any other" @ "_target" => ["gms-chat-last-target-kept"];
    "chat-targets-kept": "keeps every target that it has ever waited on" @ "_target" => ["gms-chat-cleared-target-left"];
    "chat-targets-cleared": "gives up every target when it goes on to the next" @ "_target" => ["gms-chat-kept-target-found"];
    "chat-target-found-without-id": "does not say for which service a target was found" @ "Scenario, Initiate Chat" => ["gms-chat-delayed/TargetFound/_service_id:required"];
    "chat-exit-id-in-capitals": "writes the id of a service that has ended in capitals" @ "Scenario, Initiate Chat" => ["gms-chat-delayed/ServiceId:pattern", "gms-chat-terminates-after-routing"];
    // Notifications for the device
    "chat-sent-in-lower-case": "confirms a notification in lower case" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-delayed/NotificationSent:const"];
    "chat-sent-as-bare-text": "confirms a notification with the bare sentence" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-delayed/InternalNotificationResponse:type"];
    "chat-sent-as-status": "confirms a notification to the agent with a status" @ "Send notification from mobile to agent (agent-notification)" => ["gms-chat-delayed/AgentNotificationResponse/message:required"];
    "chat-application-message-kept": "delivers _application_message under its own name" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-internal-message"];
    "chat-internal-message-in-lower-case": "changes the text for the application" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-internal-message", "gms-chat-value-not-structure"];
    "chat-display-message-escaped": "escapes the text for the user as for a page" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-display-message"];
    "chat-notification-of-another": "delivers notifications with the id of the newest request" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-notification-id", "gms-chat-one-service-id"];
    "chat-notification-without-id": "delivers notifications without the service id" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-delayed/DisplayNotification/_id:required"];
    "chat-notifications-in-object": "puts the list of notifications into an object" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-delayed/RetrieveNotificationsResponse:type", "gms-chat-retrieve-holds-messages"];
    "chat-pushed-and-kept": "keeps what it has pushed for retrieving" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-retrieve-empty-after-push", "gms-chat-one-delivery"];
    "chat-not-kept-for-polling": "keeps nothing for a device without pushes" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-retrieve-holds-messages"];
    "chat-retrieved-again": "does not remove what was retrieved" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-one-delivery"];
    "chat-newest-first": "returns the newest notification first" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-retrieve-order"];
    // Messages for the agent
    "chat-agent-message-escaped": "escapes the text for the agent as for a page" @ "Retrieve notifications from Mobile to Agent (retrieve-agent-notifications)" => ["gms-chat-agent-message-content"];
    "chat-agent-message-as-object": "puts an object where JSON stands in a text" @ "Retrieve notifications from Mobile to Agent (retrieve-agent-notifications)" => ["gms-chat-delayed/AgentMessage/message:type"];
    "chat-agent-tag-without-id": "gives all messages for agents one tag" @ "Retrieve notifications from Mobile to Agent (retrieve-agent-notifications)" => ["gms-chat-agent-tag"];
    "chat-agent-message-without-tag": "leaves out the tag of messages for agents" @ "Retrieve notifications from Mobile to Agent (retrieve-agent-notifications)" => ["gms-chat-delayed/AgentMessage/tag:required"];
}
Consumer {
    "chat-retrieves-by-get": "retrieves notifications with GET" @ "Retrieve any notifications from agent (retrieve-notifications)" => ["gms-chat-post"];
    "chat-form-urlencoded": "sends forms as pages without files do" @ "Create chat (delay) service" => ["gms-chat-multipart"];
    "chat-boundary-unnamed": "leaves the boundary out of the header" @ "Send notification from mobile to agent (agent-notification)" => ["gms-chat-multipart"];
    "chat-form-unclosed": "sends no closing delimiter" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-form-wellformed"];
    "chat-form-with-bare-lf": "ends the lines of a form with a line feed" @ "Send notification from mobile to agent (agent-notification)" => ["gms-chat-form-crlf"];
    "chat-names-unquoted": "writes names of fields without quotation marks" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-form-parts"];
    "chat-part-without-name": "gives fields an id in the place of a name" @ "Send notification from mobile to agent (agent-notification)" => ["gms-chat-form-parts"];
    "chat-user-left-out": "sends gms_user with the first calls only" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-user-header"];
    "chat-user-changes": "makes up a user for each call" @ "Connect (user confirmation)" => ["gms-chat-user-header"];
    "chat-user-is-no-device": "names another device than the user" @ "Create chat (delay) service" => ["gms-chat-user-header-is-device"];
    "chat-poked": "notifies by the operation's old name" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-path"];
    "chat-id-behind-operation": "puts the service id behind the operation" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-path"];
    "chat-connects-unasked": "connects before an agent was announced" @ "Scenario, Start Callback" => ["gms-chat-connect-follows-announcement"];
    "chat-never-connects": "does not connect when an agent was announced" @ "Scenario, Start Callback" => ["gms-chat-connect-follows-announcement"];
    "chat-never-begun": "connects and leaves it at that" @ "Scenario, Connect" => ["gms-chat-chat-follows-connect"];
    "chat-begun-unconnected": "creates the chat before it connects" @ "Create Chat Interaction" => ["gms-chat-chat-after-connect"];
    "chat-url-composed": "composes the address of the chat itself" @ "Connect (user confirmation)" => ["gms-chat-urls-followed"];
    "chat-channel-not-subscribed": "wants to hear of the chat and does not listen" @ "Create Chat Interaction" => ["gms-chat-channel-subscribed"];
    "chat-device-unnamed": "does not name its device" @ "Create chat (delay) service" => ["gms-chat-delayed/CreateForm/_device_notification_id:required"];
    "chat-number-in-words": "writes a word where there is no number" @ "Create chat (delay) service" => ["gms-chat-delayed/CreateForm/_customer_number:pattern"];
    "chat-verbose-in-words": "answers no where a boolean is wanted" @ "Create Chat Interaction" => ["gms-chat-delayed/CreateChatForm/_verbose:enum"];
    "chat-notify-by-left-out": "does not say how it wants to be notified" @ "Create Chat Interaction" => ["gms-chat-delayed/CreateChatForm/notify_by:required"];
    // Of the reference consumer
    "chat-app-connects-unasked": "connects as soon as its request was taken" @ "Scenario, Start Callback" => ["gms-chat-connect-follows-announcement"];
    "chat-app-misses-early-announcements": "passes over an announcement that comes before the answer to create" @ "Scenario, Start Callback" => ["gms-chat-connect-follows-announcement"];
    "chat-app-gives-up-slow-connects": "takes connect for failed when the answer takes a while" @ "Scenario, Connect" => ["gms-chat-chat-follows-connect"];
    "chat-app-begins-once-refused": "creates the chat though connect was refused" @ "Create Chat Interaction" => ["gms-chat-chat-after-connect"];
    "chat-app-composes-addresses": "composes the address of the chat where another one was handed out" @ "Connect (user confirmation)" => ["gms-chat-urls-followed"];
    "chat-app-keeps-its-channel": "listens to the channel of pushes alone, whatever channel the chat has" @ "Create Chat Interaction" => ["gms-chat-channel-subscribed"];
    "chat-app-looks-by-get": "looks at the queue with GET" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-post"];
    "chat-app-made-up-user": "looks at the queue in the name of another user" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-user-header"];
    "chat-app-paths-in-camel-case": "writes the words of a path together" @ "Check estimated wait time (EWT) and position in the URS queue (check-queue-position)" => ["gms-chat-path"];
    "chat-app-device-of-its-own": "names a device that is not the user" @ "Create chat (delay) service" => ["gms-chat-user-header-is-device"];
    "chat-app-number-with-extension": "writes an extension behind the number to call" @ "Create chat (delay) service" => ["gms-chat-delayed/CreateForm/_customer_number:pattern"];
    "chat-app-flags-as-numbers": "writes 1 where a boolean is wanted" @ "Create Chat Interaction" => ["gms-chat-delayed/CreateChatForm/_verbose:enum"];
    "chat-app-deaf-after-a-broken-text": "hears of no push any more after one that it cannot read" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-delayed/DisplayNotification/_display_message:type", "gms-chat-connect-follows-announcement"];
    "chat-app-takes-anything-for-text": "shows whatever comes in the place of a text" @ "Send notification from agent desktop to mobile (internal-notification)" => ["gms-chat-delayed/DisplayNotification/_display_message:type", "gms-chat-delayed/DisplayNotification/_internal_message:type"];
    "chat-app-ends-lines-with-lf": "ends the lines of a form with a line feed" @ "Send notification from mobile to agent (agent-notification)" => ["gms-chat-form-crlf"];
    "chat-app-urlencodes-words": "sends a notification as pages without files do" @ "Send notification from mobile to agent (agent-notification)" => ["gms-chat-multipart"];
}
};
