//! The faults of both references in one table.

use super::{consumer, provider};
use crate::contracts::Fault;

const PARTS: [&[Fault]; 3] = [provider::FAULTS, consumer::FAULTS, consumer::EXTENSION];
const COUNT: usize = PARTS[0].len() + PARTS[1].len() + PARTS[2].len();

/// Every fault, those of the provider first.
pub(in crate::contracts::bayeux) static FAULTS: &[Fault] = &joined();

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, which refuses an index that is too high"
)]
const fn joined() -> [Fault; COUNT] {
    let mut all = [PARTS[0][0]; COUNT];
    let (mut part, mut place, mut index) = (0, 0, 0);
    while index < COUNT {
        if place == PARTS[part].len() {
            part += 1;
            place = 0;
        } else {
            all[index] = PARTS[part][place];
            place += 1;
            index += 1;
        }
    }
    all
}
