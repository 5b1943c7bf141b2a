//! Outcomes for people and machines. One file per format; all fold the same outcomes.

mod covered;
mod files;
mod json;
mod junit;
mod look;
mod matrix;
mod matrix_html;
mod model;
mod ndjson;
mod progress;
mod snippet;
mod terminal;

pub use files::{Format, Wanted, write_atomically};
pub use json::json;
pub use junit::junit;
pub use look::Look;
pub use matrix::{MatrixReport, Summary};
pub use matrix_html::matrix_html;
pub use model::{Report, ReportVerdict};
pub use ndjson::line as ndjson_line;
pub use progress::{Bar, Bars};
pub use snippet::render as snippet;
pub use terminal::terminal;
