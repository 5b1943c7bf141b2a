//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "gws";
Provider {
    "replies-first": "Answers a command before it tells what the command did." @ "CometD notifications, introduction";
}
Consumer {
}
};
