//! Readers and writers of the texts that travel over a connection.
//!
//! Each submodule knows one notation and nothing of the messages written in it.

pub mod http1;
pub mod json;
pub mod multipart;
pub mod python_literal;
pub mod transaction_list;
pub mod websocket;
