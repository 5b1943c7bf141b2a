//! Any bytes, spelt otherwise: as JSON, as requests and responses, and as frames they say what they
//! said.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::drive::respelling;

fuzz_target!(|bytes: &[u8]| {
    if let Err(failure) = respelling(bytes) {
        panic!("{failure}");
    }
});
