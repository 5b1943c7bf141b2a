//! Any bytes: this reader and `serde_json` agree, but for the known differences.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::codec::json::properties::json_differential;

fuzz_target!(|text: &[u8]| {
    if let Err(failure) = json_differential(text) {
        panic!("{failure}");
    }
});
