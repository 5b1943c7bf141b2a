//! What the contracts of Genesys Mobile Services share: files of options, as operators keep them.
//!
//! `options_file` reads them, `version` compares versions of the product, `written` is
//! configuration of our own with an operator's mistakes, `joined` puts tables together. Depends on
//! `codec`. Nothing here knows what an option means.

mod joined;
pub(crate) mod options_file;
pub(crate) mod version;
mod written;

pub(crate) use joined::joined;
pub(crate) use written::{Edit, config_faults, written};
