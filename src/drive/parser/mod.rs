//! Parsers under test: functions of this process, commands that speak JSON lines, and commands that
//! read one message from stdin.
//!
//! `answer` is what each of them can say, `asking` how the engine asks, `in_process`, `lines` and
//! `one_shot` the three kinds, `child` a process with bounded output. Nothing here judges an answer.

mod answer;
mod asking;
mod child;
mod in_process;
mod line;
mod lines;
mod one_shot;

pub use answer::{Answer, Parser};
pub use asking::{Ask, Asked};
pub use in_process::InProcess;
pub(crate) use line::answer as read_answer;
pub use lines::Lines;
pub use one_shot::OneShot;
