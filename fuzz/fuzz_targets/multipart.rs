//! Any bytes as a form: spans and faults are within it, and what is read without oddities is
//! written and read again as the same fields.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::codec::multipart::properties::multipart;

fuzz_target!(|body: &[u8]| {
    if let Err(failure) = multipart(body) {
        panic!("{failure}");
    }
});
