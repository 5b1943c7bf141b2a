//! Any bytes: what is read as a Python literal is written as JSON that is read as the same, and
//! faults are where they are said to be.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::codec::python_literal::properties::python_literal;

fuzz_target!(|text: &[u8]| {
    if let Err(failure) = python_literal(text) {
        panic!("{failure}");
    }
});
