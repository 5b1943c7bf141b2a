//! Traffic with a subject: carriers, the recorder that writes down what crossed the wire, and the
//! interpreter that plays cases.
//!
//! Depends on `generate` for cases and on `judge` for readers. It never judges: what it waits for
//! decides what it does next, not what is right.

mod acks;
mod carrier;
mod command;
pub(crate) mod group;
mod http;
mod limits;
mod listen;
mod pace;
mod parser;
mod parting;
mod play;
mod proxy;
mod receiver;
mod recorder;
mod respell;
mod scope;
mod serving;
mod stream;
mod target;
mod websocket;

pub use acks::Acks;
pub use carrier::{Carrier, Spoken};
pub use command::Process;
pub(crate) use http::exchange_seeing;
pub use http::{Answer, HttpRequest, ask, exchange};
pub use limits::Limits;
pub use pace::Pace;
pub(crate) use parser::read_answer;
pub use parser::{Answer as ParserAnswer, Ask, Asked, InProcess, Lines, OneShot, Parser};
pub use play::{Ended, Play, play};
pub use proxy::{Proxy, ProxyOptions};
pub use receiver::Receiver;
pub use recorder::{CaseTape, Recorder};
#[doc(hidden)]
pub use respell::respelling;
pub use respell::{Relay, Respelling, Speaker};
pub use scope::Scope;
pub(crate) use serving::serve;
pub use stream::{Stream, connect};
pub use target::{Auth, Target};
pub use websocket::Socket;
