//! A notification between desktop and device, and how it arrived.
//!
//! Depends on nothing. Never decides how it should have arrived.

/// The way on which a notification arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// By CometD, to this client if that is known.
    Pushed(Option<String>),
    /// In the answer to a request for it.
    Fetched,
}

/// A notification that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Notice {
    /// The exchange that sent it.
    pub(crate) serial: u64,
    /// When it was sent.
    pub(crate) at: f64,
    /// `_display_message`.
    pub(crate) display: Option<String>,
    /// `_application_message`.
    pub(crate) application: Option<String>,
    /// When the provider took it over.
    pub(crate) accepted: Option<f64>,
    /// The provider refused it.
    pub(crate) refused: bool,
    /// The device gets pushes, and listened when it was sent.
    pub(crate) pushable: bool,
    /// The harness waited for its push in vain.
    pub(crate) missed: bool,
    /// How it arrived: ways, and when.
    pub(crate) arrivals: Vec<(Way, f64)>,
}

impl Notice {
    /// It arrived by a push.
    pub(crate) fn was_pushed(&self) -> bool {
        self.arrivals.iter().any(|(way, _)| matches!(way, Way::Pushed(_)))
    }

    /// It was fetched.
    pub(crate) fn was_fetched(&self) -> bool {
        self.arrivals.iter().any(|(way, _)| *way == Way::Fetched)
    }

    /// One of its texts has what could be taken for the structure of a form.
    pub(crate) fn is_structural(&self) -> bool {
        let structural = |t: &String| t.contains(['\r', '\n']) || t.starts_with("--");
        self.display.iter().chain(&self.application).any(structural)
    }
}
