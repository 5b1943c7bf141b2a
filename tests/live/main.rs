//! Tests that talk to a provider: the references in this process, or peers that we did not write.

mod consumer_transcripts;
mod consumers;
mod faults;
mod own_formats;
mod peers;
mod peers_gws;
mod same_verdicts;
mod second_process;
mod support;
mod unreachable;
