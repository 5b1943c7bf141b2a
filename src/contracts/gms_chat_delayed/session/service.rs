//! One service: who created it, and how far it has come.
//!
//! Depends on notices. Never decides how far it should have come.

use super::notice::Notice;

/// How a service came to be.
#[derive(Debug, Clone)]
pub(crate) struct Created {
    /// The name of the service in the path.
    pub(crate) name: Option<String>,
    /// When it was asked for.
    pub(crate) asked: f64,
    /// When its id was answered.
    pub(crate) at: f64,
    /// For which user.
    pub(crate) user: Option<String>,
    /// `_device_os`: by which way the device gets pushes.
    pub(crate) device_os: Option<String>,
}

/// One announcement of an agent.
#[derive(Debug, Clone)]
pub(crate) struct Announcement {
    /// When.
    pub(crate) at: f64,
    /// The id of the push.
    pub(crate) push: Option<String>,
}

/// What is known of a service.
#[derive(Debug, Clone, Default)]
pub(crate) struct Service {
    /// Its id.
    pub(crate) id: String,
    /// How it came to be, if that was seen.
    pub(crate) created: Option<Created>,
    /// The announcements of an agent.
    pub(crate) announced: Vec<Announcement>,
    /// When connect was first asked.
    pub(crate) connecting: Option<f64>,
    /// When connect was first granted.
    pub(crate) connected: Option<f64>,
    /// `_start_chat_url`.
    pub(crate) start_url: Option<String>,
    /// When a chat was first asked for.
    pub(crate) chatting: Option<f64>,
    /// When a chat was first created.
    pub(crate) chat: Option<f64>,
    /// `notify_by` of the chat.
    pub(crate) notify_by: Option<String>,
    /// `comet_channel`.
    pub(crate) channel: Option<String>,
    /// When a target was found.
    pub(crate) found: Option<f64>,
    /// When the chat was routed.
    pub(crate) routed: Option<f64>,
    /// When the service ended.
    pub(crate) exited: Option<f64>,
    /// Notifications to the device, in the order sent.
    pub(crate) notices: Vec<Notice>,
    /// Notifications to the agent, in the order sent.
    pub(crate) agent_notices: Vec<Notice>,
}

impl Service {
    /// Whether its device gets pushes over CometD; none if that cannot be told.
    pub(crate) fn pushes(&self) -> Option<bool> {
        let comet = |t: &String| t.trim().eq_ignore_ascii_case("comet");
        if self.notify_by.as_ref().is_some_and(comet) {
            return Some(true);
        }
        let Some(os) = &self.created.as_ref()?.device_os else { return Some(false) };
        if comet(os) {
            return Some(true);
        }
        // These have pushes of their own, which no recording of ours shows.
        const OTHERS: [&str; 8] =
            ["android", "gcm", "fcm", "ios", "httpcb", "customhttp", "orscb", "wns"];
        (!OTHERS.iter().any(|o| os.trim().eq_ignore_ascii_case(o))).then_some(false)
    }
}
