//! A generated form at its place in a conversation, with good calls before and after it.
//!
//! Depends on `scene`. The form is sent as it is, but for the device, which is the user unless the
//! form breaks just that. Never says what must come: that is for the rules.

use serde_json::{Map, Value, json};

use super::{
    known::Known,
    scene::{
        Call, DESKTOP, DEVICE, Scene, chat_fields, create, create_fields, following, say as call_on,
    },
};
use crate::generate::{Case, Hear, Said, Say, Variables};

/// The field of a request that names the device.
const DEVICE_FIELD: &str = "_device_notification_id";
/// The message that asks for a chat.
const CREATE: &str = "CreateForm";

/// A conversation in which this form is sent; none for what no form can hold.
pub(in super::super) fn say(said: &Said<'_>, kept: &Variables) -> Option<Case> {
    let known = Known::after_probe(kept);
    let form = Form { fields: fields(said)?, breaks: said.breaks };
    if said.message == CREATE {
        return Some(created(said.name, &form, &known));
    }
    let call = Call::ALL.into_iter().find(|call| call.form() == said.message)?;
    let scene = scene(said.name, &form, aims(call)).creates(
        &known.service,
        &create_fields("none", ""),
        "id",
    );
    let scene = match call {
        Call::Connect => connected(scene, &form, &known),
        Call::Chat => chatted(scene, &form, &known),
        _ => {
            let scene = good(scene, call);
            let say = call_on(call.actor(), call, &form.fields, "id");
            let scene = form.sent(scene, say, Hear::new(call.actor(), call.answer()));
            good(fetched(scene, call), call)
        }
    };
    Some(scene.done())
}

/// A form to send.
struct Form<'s> {
    fields: String,
    breaks: Option<&'s str>,
}

impl Form<'_> {
    /// It asks for news of the chat by CometD.
    fn wants_comet(&self) -> bool {
        let fields: Value = serde_json::from_str(&self.fields).unwrap_or_default();
        let by = fields.get("notify_by").and_then(Value::as_str);
        by.is_some_and(|by| by.trim().eq_ignore_ascii_case("comet"))
    }

    /// It is sent, and heard of: in whatever way if it breaks a rule.
    fn sent(&self, scene: Scene, say: Say, hear: Hear) -> Scene {
        match self.breaks {
            Some(rule) => {
                let actor = say.actor.clone();
                scene.breaking(&actor, say, rule)
            }
            None => scene.then(say).then(hear),
        }
    }
}

fn scene(name: &str, form: &Form<'_>, aims: &[&str]) -> Scene {
    match form.breaks {
        None => {
            Scene::new(name, "A valid form, drawn from its schema, is sent at its place.", aims)
        }
        Some(_) => {
            let about = "A form that breaks one constraint is sent where a good one could be.";
            Scene::new(name, about, &["gms-chat-status-ok"])
        }
    }
}

/// The rules that a valid form exercises.
fn aims(call: Call) -> &'static [&'static str] {
    match call {
        Call::Connect => &["gms-chat-connect-id", "gms-chat-start-url-id"],
        Call::Position => &["gms-chat-position-in-total"],
        Call::Chat => &["gms-chat-create-chat-id"],
        Call::Notify => &["gms-chat-internal-message", "gms-chat-display-message"],
        Call::Notifications => &["gms-chat-retrieve-holds-messages"],
        Call::TellAgent | Call::AgentNotifications => &["gms-chat-agent-message-content"],
    }
}

/// A chat is asked for; who asked before is not disturbed by it.
fn created(name: &str, form: &Form<'_>, known: &Known) -> Case {
    let scene = scene(name, form, &["gms-chat-created"]);
    let scene = scene.creates(&known.service, &create_fields("none", ""), "id");
    let scene = scene.asks(DEVICE, Call::Position, "{}", "id");
    let hear = Hear::new(DEVICE, "CreateResponse").keep("other", "/_id");
    let mut scene = form.sent(scene, create(&known.service, &form.fields), hear);
    if form.breaks.is_none() {
        scene = scene.asks(DEVICE, Call::Position, "{}", "other");
    }
    scene.asks(DEVICE, Call::Position, "{}", "id").done()
}

/// The user is there, and the chat follows.
fn connected(scene: Scene, form: &Form<'_>, known: &Known) -> Scene {
    let hear = Hear::new(DEVICE, Call::Connect.answer()).keep("start-url", "/_start_chat_url");
    let connect = call_on(DEVICE, Call::Connect, &form.fields, "id");
    let mut scene = form.sent(scene.polls("id", known.patience), connect, hear);
    if form.breaks.is_some() {
        scene = scene.connects("id");
    }
    scene.follows(&chat_fields("none", ""), "id")
}

/// A chat begins; whether a second one can, nobody says, so notifications are the control.
fn chatted(scene: Scene, form: &Form<'_>, known: &Known) -> Scene {
    let scene = scene.polls("id", known.patience).connects("id");
    let mut hear = Hear::new(DEVICE, Call::Chat.answer());
    let listens = form.breaks.is_none() && form.wants_comet() && known.comet;
    if listens {
        hear = hear.keep("channel", "/comet_channel");
    }
    let mut scene = form.sent(scene, following(&form.fields, "id"), hear);
    if listens {
        // Who wants to hear of the chat by CometD has to listen there.
        scene = scene.shakes(None).connects_at_once(None).subscribes("${channel}", None);
    }
    good(good(scene, Call::Notify), Call::TellAgent)
}

/// A good call, and what comes of it.
fn good(scene: Scene, call: Call) -> Scene {
    fetched(scene.asks(call.actor(), call, &call.fields(), "id"), call)
}

/// What was sent to the other side is fetched there.
fn fetched(scene: Scene, call: Call) -> Scene {
    match call {
        Call::Notify => scene.asks(DEVICE, Call::Notifications, "{}", "id"),
        Call::TellAgent => scene.asks(DESKTOP, Call::AgentNotifications, "{}", "id"),
        _ => scene,
    }
}

/// The fields as the text of a case; none if one is no text.
fn fields(said: &Said<'_>) -> Option<String> {
    let drawn: Map<String, Value> = serde_json::from_str(said.text).ok()?;
    let is_about = |rule: &str| rule.contains(&format!("/{DEVICE_FIELD}:"));
    let own = said.message == CREATE && !said.breaks.is_some_and(is_about);
    let mut members = Vec::new();
    for (name, value) in &drawn {
        // Whatever looks like a variable in it is none.
        let literal = |text: &str| json!(text).to_string().replace("${", "\\u0024{");
        let name_text = literal(name);
        let value = literal(value.as_str()?);
        let value = if own && name == DEVICE_FIELD { "\"${user}\"".to_owned() } else { value };
        members.push(format!("{name_text}:{value}"));
    }
    Some(format!("{{{}}}", members.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Step;

    fn said<'a>(message: &'a str, text: &'a str, breaks: Option<&'a str>) -> Said<'a> {
        Said { name: "n", message, text, breaks }
    }

    fn bodies(case: &Case) -> Vec<&str> {
        case.steps
            .iter()
            .filter_map(|step| match step {
                Step::Say(say) => Some(say.body.as_str()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_device_is_the_user_unless_the_form_breaks_just_that() {
        let text = r#"{"_device_notification_id":"x","_device_os":"\u0024{y}","more":"z"}"#;
        let sent = fields(&said(CREATE, text, None)).unwrap();
        assert_eq!(
            sent,
            r#"{"_device_notification_id":"${user}","_device_os":"\u0024{y}","more":"z"}"#
        );
        let text = r#"{"_device_notification_id":"","_device_os":"none"}"#;
        let rule = "gms-chat-delayed/CreateForm/_device_notification_id:minLength";
        assert_eq!(fields(&said(CREATE, text, Some(rule))).as_deref(), Some(text));
    }

    #[test]
    fn every_form_has_a_place_with_good_calls_around_it() {
        for message in Call::ALL.map(Call::form).iter().map(String::as_str).chain([CREATE]) {
            let case = say(&said(message, r#"{"x":"1"}"#, None), &Variables::new()).unwrap();
            let bodies = bodies(&case);
            let at = bodies.iter().position(|body| *body == r#"{"x":"1"}"#).unwrap();
            assert!(at > 0 && at + 1 < bodies.len(), "{message}: {bodies:?}");
        }
        assert!(say(&said("ConnectResponse", "{}", None), &Variables::new()).is_none());
    }

    #[test]
    fn what_no_form_can_hold_is_not_sent() {
        for text in ["[]", "7", r#"{"x":1}"#, r#"{"x":null}"#] {
            assert!(say(&said("ConnectForm", text, None), &Variables::new()).is_none(), "{text}");
        }
    }
}
