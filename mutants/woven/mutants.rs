//! Which mutant is on, and which are asked about. Stands only in the mutated copy.
//!
//! `RINGTRUE_MUTANT=N` switches one on; `RINGTRUE_REACHED=FILE` writes down those that are asked
//! about, and none is on.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    sync::{
        Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
    },
};

const UNREAD: u32 = u32::MAX;
const RECORDING: u32 = u32::MAX - 1;
const NONE: u32 = u32::MAX - 2;

static MODE: AtomicU32 = AtomicU32::new(UNREAD);
static REACHED: [AtomicU64; 256] = [const { AtomicU64::new(0) }; 256];
static FILE: Mutex<Option<File>> = Mutex::new(None);

/// Whether this mutant is on.
#[inline]
pub fn on(id: u32) -> bool {
    let mode = MODE.load(Relaxed);
    if mode < NONE { mode == id } else { mode != NONE && slow(id) }
}

/// Switches this one on, or none.
pub fn activate(id: Option<u32>) {
    MODE.store(id.unwrap_or(NONE), Relaxed);
}

/// Writes down from now on what is asked about.
pub fn record() {
    MODE.store(RECORDING, Relaxed);
}

/// What was asked about since the last time.
pub fn take() -> Vec<u32> {
    let mut ids = Vec::new();
    for (word, bits) in (0_u32..).zip(&REACHED) {
        let bits = bits.swap(0, Relaxed);
        ids.extend((0..64).filter(|bit| bits >> bit & 1 == 1).map(|bit| word * 64 + bit));
    }
    ids
}

/// The mutant that the environment names.
pub fn named() -> Option<u32> {
    std::env::var("RINGTRUE_MUTANT").ok()?.parse().ok()
}

#[cold]
fn slow(id: u32) -> bool {
    if MODE.load(Relaxed) == UNREAD {
        if let Some(path) = std::env::var_os("RINGTRUE_REACHED") {
            *FILE.lock().unwrap() = OpenOptions::new().append(true).create(true).open(path).ok();
            MODE.store(RECORDING, Relaxed);
        } else {
            activate(named());
        }
        return on(id);
    }
    let (word, bit) = (&REACHED[id as usize / 64], 1_u64 << (id % 64));
    if word.fetch_or(bit, Relaxed) & bit == 0
        && let Some(file) = &mut *FILE.lock().unwrap()
    {
        let _ = file.write_all(format!("{id}\n").as_bytes());
    }
    false
}
