//! Any bytes: what is read as a routing target is where it is said to be, and printed and read
//! again as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::contracts::gms_chat_delayed::target::properties::target_grammar;

fuzz_target!(|text: &[u8]| {
    if let Err(failure) = target_grammar(text) {
        panic!("{failure}");
    }
});
