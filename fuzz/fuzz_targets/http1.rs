//! Any bytes as a head and chunks: places are within it, and content is the same however it
//! arrives.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::codec::http1::properties::http1;

fuzz_target!(|bytes: &[u8]| {
    if let Err(failure) = http1(bytes) {
        panic!("{failure}");
    }
});
