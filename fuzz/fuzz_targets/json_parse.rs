//! Any bytes: what is read is written and read again as the same, and spans and faults are
//! where they are said to be.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::codec::json::properties::json_parse;

fuzz_target!(|text: &[u8]| {
    if let Err(failure) = json_parse(text) {
        panic!("{failure}");
    }
});
