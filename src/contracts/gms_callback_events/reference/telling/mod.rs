//! Stories told to a receiver: what is delivered in each, one thing after the other.
//!
//! `stories` of this contract says what each is for. Depends on the provider for events and on
//! the tape to announce what is not one. How a delivery is answered decides nothing but whether it
//! makes sense to go on.

mod event;
mod hostile;
mod lives;
mod post;
mod tell;
mod unusual;

pub(super) use tell::tell;
