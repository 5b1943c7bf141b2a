//! Our references against models of what they keep: requests in any order, over a real socket, are
//! answered as the model says, and nothing that is asked makes the reference stop answering.

mod axp_engagement;
mod bayeux;
mod http;
mod running;
