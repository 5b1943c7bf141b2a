//! Where a reference provider tells a story: which one, in which act, how its answers look
//! meanwhile, and that it is told.
//!
//! Depends on nothing of a topic. Without a story it changes nothing.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{sync::Notify, time::sleep};

use crate::contracts::ReferenceOptions;

/// For how long a consumer is watched after the last that was told: who goes on listening shows it
/// within that time.
const AFTERMATH: Duration = Duration::from_millis(1500);
/// The interval that a provider advises which wants to be asked less often, in milliseconds.
const UNHURRIED: u64 = 40;

/// How the answers to connects look.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    /// How long to wait before the next connect, in milliseconds, in place of what is usual.
    pub(crate) interval: Option<u64>,
    /// The answer goes before the notifications that come with it.
    pub(crate) replies_first: bool,
    /// They have members that no document names.
    pub(crate) strange: bool,
    /// They have optional members of Bayeux that are usually left out.
    pub(crate) more: bool,
}

/// The stage.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    story: Option<&'static str>,
    /// Notified when the story is told.
    pub(crate) told: Arc<Notify>,
    acts: AtomicU32,
    entered: AtomicU32,
    look: Mutex<Option<Look>>,
}

impl Stage {
    /// The stage of a reference.
    pub(crate) fn of(options: &ReferenceOptions) -> Self {
        let interval = options.varies("interval-advised").then_some(UNHURRIED);
        let more = options.varies("replies-say-more");
        let look = Look { interval, more, ..Look::default() };
        let look = Mutex::new((more || interval.is_some()).then_some(look));
        Self { story: options.story, look, ..Self::default() }
    }

    /// The story, if one is told.
    pub(crate) fn story(&self) -> Option<&'static str> {
        self.story
    }

    /// Somebody new listens: the number of the act that begins with it, from 1.
    pub(crate) fn act(&self) -> u32 {
        self.acts.fetch_add(1, Ordering::Relaxed).saturating_add(1)
    }

    /// Whether this is the first time in the act that it is asked: what follows is told once.
    pub(crate) fn enters(&self) -> Option<u32> {
        let act = self.acts.load(Ordering::Relaxed).max(1);
        (self.entered.fetch_max(act, Ordering::Relaxed) < act).then_some(act)
    }

    /// Answers look like this from now on.
    pub(crate) fn look(&self, look: Look) {
        *self.look.lock().unwrap_or_else(PoisonError::into_inner) = Some(look);
    }

    /// Nothing more comes; the consumer is watched for a while.
    pub(crate) async fn end(&self) {
        sleep(AFTERMATH).await;
        self.told.notify_one();
    }

    /// What leaves in one response, as it looks now.
    pub(crate) fn written(&self, text: String) -> String {
        let look = self.look.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(look) = look else { return text };
        let Ok(Value::Array(mut messages)) = serde_json::from_str(&text) else { return text };
        for reply in messages.iter_mut().filter(|m| is_connect_reply(m)) {
            look.dress(reply);
        }
        if look.replies_first {
            messages.sort_by_key(|m| !is_connect_reply(m));
        }
        Value::Array(messages).to_string()
    }
}

impl Look {
    fn dress(&self, reply: &mut Value) {
        let interval = self.interval.map(Value::from);
        if let (Some(interval), Some(advice)) = (interval, reply.get_mut("advice"))
            && let Some(advice) = advice.as_object_mut()
        {
            advice.insert("interval".to_owned(), interval);
        }
        if let Some(members) = reply.as_object_mut().filter(|_| self.strange) {
            members.insert("timestamp".to_owned(), json!("2026-05-05T09:12:44"));
            members.insert("node".to_owned(), json!({"name": "web-2", "load": null}));
        }
        if let Some(members) = reply.as_object_mut().filter(|_| self.more) {
            members.insert("timestamp".to_owned(), json!("2026-05-05T09:12:44"));
            members.insert("ext".to_owned(), json!({"com.shop.node": "web-2"}));
        }
    }
}

fn is_connect_reply(message: &Value) -> bool {
    message.get("channel").and_then(Value::as_str) == Some("/meta/connect")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_left_as_they_are_until_they_shall_look_otherwise() {
        let text = r#"[{"channel":"/a"},{"channel":"/meta/connect","advice":{"interval":0}}]"#;
        let stage = Stage::default();
        assert_eq!(stage.written(text.to_owned()), text);
        stage.look(Look { interval: Some(7), replies_first: true, strange: true, more: true });
        let written: Value = serde_json::from_str(&stage.written(text.to_owned())).unwrap();
        assert_eq!(written[0]["advice"]["interval"], 7);
        assert!(written[0]["node"].is_object() && written[0]["ext"].is_object());
        assert_eq!(written[1], json!({"channel": "/a"}));
        assert_eq!(stage.written("no array".to_owned()), "no array");
    }

    #[test]
    fn a_provider_that_varies_its_replies_does_so_from_the_first() {
        let text = r#"[{"channel":"/meta/connect","advice":{"interval":0}}]"#;
        let written = |names: &[&str]| -> Value {
            let variations = names.iter().map(|name| (*name).to_owned()).collect();
            let options = ReferenceOptions { variations, ..ReferenceOptions::default() };
            serde_json::from_str(&Stage::of(&options).written(text.to_owned())).unwrap()
        };
        assert_eq!(written(&["interval-advised"])[0]["advice"]["interval"], UNHURRIED);
        assert!(written(&["replies-say-more"])[0]["timestamp"].is_string());
        assert_eq!(written(&[])[0], json!({"channel":"/meta/connect","advice":{"interval":0}}));
    }

    #[test]
    fn acts_are_counted_from_the_first() {
        let stage = Stage::default();
        assert_eq!((stage.enters(), stage.enters()), (Some(1), None));
        assert_eq!((stage.act(), stage.act()), (1, 2));
        assert_eq!((stage.enters(), stage.enters()), (Some(2), None));
    }
}
