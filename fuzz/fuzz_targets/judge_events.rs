//! Any bytes given to `check`, as a transcript and as bare messages of every contract.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::{contracts, engine::properties};

fuzz_target!(|data: &[u8]| {
    properties::judging_survives(data, &contracts::REGISTRY, &contracts::suite);
});
