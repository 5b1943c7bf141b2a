//! One of the eight exchanges: what was asked, and how it ended.
//!
//! Depends on the reader's view of a request. Never decides what the answer should have been.

use crate::{
    codec::json::Node,
    contracts::gms_chat_delayed::reader::{Call, Operation},
};

/// What the harness said of its next request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Announced {
    /// It is to be refused.
    pub(crate) reject: bool,
    /// It breaks a rule on purpose.
    pub(crate) breaks: bool,
    /// It said anything at all.
    pub(crate) any: bool,
}

/// An exchange.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    /// Its number in the case; later ones are higher.
    pub(crate) serial: u64,
    /// What its request says outside of the content.
    pub(crate) call: Call,
    /// When it was asked.
    pub(crate) at: f64,
    /// What the harness said of it.
    pub(crate) announced: Announced,
    /// Its form, if that could be read.
    pub(crate) form: Option<Node>,
    /// There is nothing in its form.
    pub(crate) empty: bool,
    /// Another of the same kind for the same service was under way at the same time.
    pub(crate) overlaps: bool,
    /// When it was over.
    pub(crate) over: Option<f64>,
}

impl Exchange {
    /// Tells whether it is this exchange.
    pub(crate) fn is(&self, operation: Operation) -> bool {
        self.call.operation == Some(operation)
    }

    /// A field of its form.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.form.as_ref()?.get(name)?.as_str()
    }

    /// The harness did nothing wrong on purpose.
    pub(crate) fn is_plain(&self) -> bool {
        !self.announced.reject && !self.announced.breaks
    }
}
