//! The proxy between raw sockets: what the two ends see, and what is written down.
//!
//! Depends on loopback alone. Nothing here is timed: ends wait for each other.

mod broken;
mod exchanges;
mod hidden;
mod sockets;
mod stand;
