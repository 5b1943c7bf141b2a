//! Any bytes: what is read of a Transaction List is where it is said to be, and written and read
//! again as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ringtrue::codec::transaction_list::properties::transaction_list;

fuzz_target!(|text: &[u8]| {
    if let Err(failure) = transaction_list(text) {
        panic!("{failure}");
    }
});
