//! Any bytes as frames: the same ones however they arrive, and no more kept than the limit.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::codec::websocket::properties::websocket;

fuzz_target!(|bytes: &[u8]| {
    if let Err(failure) = websocket(bytes) {
        panic!("{failure}");
    }
});
