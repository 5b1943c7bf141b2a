//! Tests that talk to a provider: the references in this process, or peers that we did not write.

mod consumers;
mod faults;
mod near_misses;
mod odd_consumers;
mod own_formats;
mod peers;
mod peers_clients;
mod peers_gws;
mod peers_recorded;
mod record_command;
mod recorded;
mod same_verdicts;
mod schema_faults;
mod second_process;
mod support;
mod unreachable;
mod variations;
mod variations_shown_genesys;
mod variations_shown_others;
