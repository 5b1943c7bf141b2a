//! The reference consumer: a Bayeux client over long polling that keeps to the letter, or has the
//! faults it is told.
//!
//! `client` is what an application holds, `life` decides what comes next, `messages` writes the
//! requests, `lane` is one connection; `desk` is the application of the protocol itself. The
//! contracts that ride on Bayeux put a `Listener` of their own on it. It shares nothing with the
//! rules that judge it, never has more than two requests open, and ends when it is dropped.

mod acks;
mod advice;
mod client;
mod desk;
mod lane;
mod life;
mod messages;
mod sound;
mod state;
mod variety;

pub(crate) use acks::Acks;
pub(crate) use client::{Client, ClientOptions, Listener};
pub(in crate::contracts::bayeux) use desk::start;
