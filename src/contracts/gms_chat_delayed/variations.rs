//! Harmless differences that the references of this contract can be told to show.
//!
//! Data alone. What a variation does stands in `reference` where the documents leave a choice.

use crate::contracts::{Variation, variations};

/// All of them.
pub(super) static VARIATIONS: &[Variation] = variations! { "chat";
Provider {
    "start-url-elsewhere": "Hands out a start URL on another path than its own." @ "Create, response";
}
Consumer {
}
};
