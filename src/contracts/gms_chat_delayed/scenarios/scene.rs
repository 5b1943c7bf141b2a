//! The words in which cases are written: who creates, connects, notifies, listens.
//!
//! Depends on `generate` and on the messages of the Bayeux scenes. A case has two actors, as the
//! document has: the device of the customer and the desktop of the agent.

use super::super::carrier::RECEIVER;
use crate::{
    contracts::bayeux::scenarios::scene as bayeux,
    generate::{Case, Hear, Listen, Say, Step, Wait},
};

/// The customer's device.
pub(super) const DEVICE: &str = "device";
/// The agent's desktop.
pub(super) const DESKTOP: &str = "desktop";
/// The channel of pushes, as printed.
pub(super) const CHANNEL: &str = "/_genesys";
/// How long to wait for something that may come again, in seconds.
const AGAIN: f64 = 0.3;

/// A case under construction.
pub(super) struct Scene {
    case: Case,
    messages: u32,
}

impl Scene {
    /// A case of this name.
    pub(super) fn new(name: &str, about: &str, aims: &[&str]) -> Self {
        let mut case = Case::new(name, about, aims);
        case.set.insert("transport".to_owned(), "long-polling".to_owned());
        Self { case, messages: 0 }
    }

    /// The case.
    pub(super) fn done(self) -> Case {
        self.case
    }

    /// Any step.
    pub(super) fn then(mut self, step: impl Into<Step>) -> Self {
        self.case.steps.push(step.into());
        self
    }

    /// Time passes.
    pub(super) fn pause(self, seconds: f64) -> Self {
        self.then(Step::Pause { wait: Wait::seconds(seconds) })
    }

    /// The device asks for a chat; the id is kept under a name.
    pub(super) fn creates(self, service: &str, fields: &str, id: &str) -> Self {
        self.then(create(service, fields))
            .then(Hear::new(DEVICE, "CreateResponse").keep(id, "/_id"))
    }

    /// An actor makes a call on a service, and is answered with success.
    pub(super) fn asks(self, actor: &str, call: Call, fields: &str, id: &str) -> Self {
        self.then(say(actor, call, fields, id)).then(Hear::new(actor, call.answer()))
    }

    /// An actor makes a call that is to be refused, and is answered in whatever way.
    pub(super) fn refused(self, actor: &str, say: Say) -> Self {
        // Under another name: what the actor was answered before is not meant.
        let stranger = format!("{actor}-{}", self.case.steps.len());
        let mut say = say;
        say.actor.clone_from(&stranger);
        say.expect = Some("reject".to_owned());
        self.then(say).then(Hear::new(&stranger, "response").or_go_on())
    }

    /// The same for a call that breaks this rule on purpose.
    pub(super) fn breaking(self, actor: &str, say: Say, rule: &str) -> Self {
        self.refused(actor, say.breaks(rule))
    }

    /// The device waits until its place in the queue says that an agent is there.
    pub(super) fn polls(self, id: &str, seconds: f64) -> Self {
        let passed = Hear::new(DEVICE, Call::Position.answer())
            .with("/_agent_ready_threshold_passed", "true");
        let within = Wait::seconds(seconds);
        let listen = Listen::new(DEVICE, seconds, within)
            .saying(say(DEVICE, Call::Position, "{}", id), Call::Position.answer())
            .until(passed);
        self.then(listen)
    }

    /// The device confirms that the user is there.
    pub(super) fn connects(self, id: &str) -> Self {
        let hear = Hear::new(DEVICE, Call::Connect.answer())
            .keep("start-url", "/_start_chat_url")
            .keep("comet-url", "/_comet_url");
        self.then(say(DEVICE, Call::Connect, "{}", id)).then(hear)
    }

    /// The device creates the chat.
    pub(super) fn chats(self, notify_by: &str, id: &str) -> Self {
        let hear = Hear::new(DEVICE, Call::Chat.answer()).keep("channel", "/comet_channel");
        self.then(say(DEVICE, Call::Chat, &chat_fields(notify_by, ""), id)).then(hear)
    }

    /// The device creates the chat at the address that was handed out.
    pub(super) fn follows(self, fields: &str, id: &str) -> Self {
        let hear = Hear::new(DEVICE, Call::Chat.answer()).keep("channel", "/comet_channel");
        self.then(following(fields, id)).then(hear)
    }

    /// The desktop sends a notification to the device.
    pub(super) fn notifies(self, display: &str, application: &str, id: &str) -> Self {
        self.asks(DESKTOP, Call::Notify, &notification(display, application), id)
    }

    /// The device sends a notification to the agent.
    pub(super) fn tells_agent(self, display: &str, application: &str, id: &str) -> Self {
        self.asks(DEVICE, Call::TellAgent, &notification(display, application), id)
    }

    /// A status event about a service is delivered.
    pub(super) fn told(self, event: &str, id: &str) -> Self {
        let hear = Hear::new(RECEIVER, event).with("/_service_id", &variable(id));
        self.then(hear.within(Wait::seconds(3.0)))
    }

    /// The device shakes hands, and gives up its session at last.
    pub(super) fn shakes(self, comet: Option<&str>) -> Self {
        let hear = Hear::new(DEVICE, "handshake-reply").keep(DEVICE, "/clientId");
        self.shaking(DEVICE, comet, hear)
    }

    /// An actor shakes hands at an address, and gives up its session at last.
    pub(super) fn shaking(mut self, actor: &str, comet: Option<&str>, hear: Hear) -> Self {
        let leave = format!(r#"{{"channel":"/meta/disconnect","clientId":"${{{actor}}}"}}"#);
        let leave = at(self.saying(actor, "disconnect", &leave), comet);
        self.case.finally.push(leave.into());
        self.case.finally.push(bayeux::farewell(actor).into());
        let shake = at(self.saying(actor, "handshake", &bayeux::offer("")), comet);
        self.then(shake).then(hear)
    }

    /// The device has a session and hears pushes.
    pub(super) fn listens_for_pushes(self) -> Self {
        self.shakes(None).connects_at_once(None).subscribes(CHANNEL, None)
    }

    /// The device connects and asks not to be held.
    pub(super) fn connects_at_once(mut self, comet: Option<&str>) -> Self {
        let connect = bayeux::connect(DEVICE, r#","advice":{"timeout":0}"#);
        let connect = at(self.saying(DEVICE, "connect", &connect), comet);
        self.then(connect).then(Hear::new(DEVICE, "connect-reply"))
    }

    /// The device subscribes, and is answered.
    pub(super) fn subscribes(mut self, channel: &str, comet: Option<&str>) -> Self {
        let subscribe = bayeux::subscribe(DEVICE, &bayeux::quoted(channel));
        let subscribe = at(self.saying(DEVICE, "subscribe", &subscribe), comet);
        self.then(subscribe).then(Hear::new(DEVICE, "subscribe-reply"))
    }

    /// The device listens until an agent is announced.
    pub(super) fn hears_of_agent(self, id: &str, seconds: f64, comet: Option<&str>) -> Self {
        let hear = Hear::new(DEVICE, "agent-available").with("/message/_id", &variable(id));
        self.hears(hear, seconds, comet)
    }

    /// The device listens until it hears this, which came with the answer to its connect.
    pub(super) fn hears(self, hear: Hear, seconds: f64, comet: Option<&str>) -> Self {
        let listen = Listen::new(DEVICE, seconds, Wait::seconds(seconds)).until(hear);
        self.listen(listen, comet).then(Hear::new(DEVICE, "connect-reply"))
    }

    /// The device listens for a little longer: nothing more is due. A connect stays outstanding.
    pub(super) fn listens_on(self) -> Self {
        let listen = Listen::new(DEVICE, AGAIN, Wait::seconds(AGAIN));
        self.listen(listen, None)
    }

    fn listen(self, listen: Listen, comet: Option<&str>) -> Self {
        let connect = bayeux::connect(DEVICE, "");
        // No other message of a case has an id like this.
        let say = at(numbered(DEVICE, "connect", &connect, "r${round}"), comet);
        self.then(listen.saying(say, "connect-reply"))
    }

    fn saying(&mut self, actor: &str, what: &str, message: &str) -> Say {
        self.messages += 1;
        let id = self.messages.to_string();
        numbered(actor, what, message, &id)
    }
}

/// The calls on a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// The user is there.
    Connect,
    /// How long will it take?
    Position,
    /// The chat begins.
    Chat,
    /// From the desktop to the device.
    Notify,
    /// What came from the desktop.
    Notifications,
    /// From the device to the desktop.
    TellAgent,
    /// What came from the device.
    AgentNotifications,
}

impl Call {
    /// All of them.
    pub(super) const ALL: [Self; 7] = [
        Self::Connect,
        Self::Position,
        Self::Chat,
        Self::Notify,
        Self::Notifications,
        Self::TellAgent,
        Self::AgentNotifications,
    ];

    /// Its name, to which the message names add.
    fn name(self) -> &'static str {
        match self {
            Self::Connect => "Connect",
            Self::Position => "QueuePosition",
            Self::Chat => "CreateChat",
            Self::Notify => "InternalNotification",
            Self::Notifications => "RetrieveNotifications",
            Self::TellAgent => "AgentNotification",
            Self::AgentNotifications => "RetrieveAgentNotifications",
        }
    }

    /// The message that its form is.
    pub(super) fn form(self) -> String {
        format!("{}Form", self.name())
    }

    /// Who makes it.
    pub(super) fn actor(self) -> &'static str {
        if matches!(self, Self::Notify | Self::AgentNotifications) { DESKTOP } else { DEVICE }
    }

    /// The message that answers it.
    pub(super) fn answer(self) -> &'static str {
        match self {
            Self::Connect => "ConnectResponse",
            Self::Position => "QueuePositionResponse",
            Self::Chat => "CreateChatResponse",
            Self::Notify => "InternalNotificationResponse",
            Self::Notifications => "RetrieveNotificationsResponse",
            Self::TellAgent => "AgentNotificationResponse",
            Self::AgentNotifications => "RetrieveAgentNotificationsResponse",
        }
    }

    /// A form that it may have.
    pub(super) fn fields(self) -> String {
        match self {
            Self::Chat => chat_fields("comet", ""),
            Self::Notify | Self::TellAgent => notification("Are you there?", "PING"),
            _ => "{}".to_owned(),
        }
    }
}

/// The value of a variable.
pub(super) fn variable(name: &str) -> String {
    format!("${{{name}}}")
}

/// A request for a chat.
pub(super) fn create(service: &str, fields: &str) -> Say {
    Say::new(DEVICE, "CreateForm", fields).how("service", service)
}

/// A call on the service whose id is this variable.
pub(super) fn say(actor: &str, call: Call, fields: &str, id: &str) -> Say {
    Say::new(actor, &call.form(), fields).how("id", &variable(id))
}

/// A chat at the address that was handed out.
pub(super) fn following(fields: &str, id: &str) -> Say {
    say(DEVICE, Call::Chat, fields, id).how("url", &variable("start-url"))
}

/// The fields of a request for a chat; `os` is the way of pushes.
pub(super) fn create_fields(os: &str, more: &str) -> String {
    format!(
        r#"{{"_customer_number":"5115550100","usr_customer_name":"Robin Ash","usr_reason":"A question about a loan","_device_notification_id":"${{user}}","_device_os":"{os}"{more}}}"#
    )
}

/// The fields by which status notifications are asked for.
pub(super) const STATUS: &str = r#","_enable_status_notification":"subscribe_notify","_status_notification_type":"httpcb","_status_notification_target":"${receiver}""#;

/// The fields of Create Chat.
pub(super) fn chat_fields(notify_by: &str, more: &str) -> String {
    format!(
        r#"{{"notify_by":"{notify_by}","firstName":"Robin","lastName":"Ash","_verbose":"false","email":"robin@example.com","subject":"A question about a loan"{more}}}"#
    )
}

/// The fields of a notification.
pub(super) fn notification(display: &str, application: &str) -> String {
    format!(r#"{{"_display_message":"{display}","_application_message":"{application}"}}"#)
}

/// The same, at another address of CometD.
fn at(say: Say, comet: Option<&str>) -> Say {
    match comet {
        Some(url) => say.how("comet", url),
        None => say,
    }
}

fn numbered(actor: &str, what: &str, message: &str, id: &str) -> Say {
    let body = message.strip_suffix('}').unwrap_or(message);
    let body = format!(r#"[{body},"id":"{id}"}}]"#);
    Say::new(actor, what, body).how("transport", "${transport}")
}
