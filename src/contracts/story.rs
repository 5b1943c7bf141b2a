//! Stories: what a reference provider does to exercise a consumer.
//!
//! Plain data. What a story makes the provider do stands in the reference of its contract.

/// One story. It has a session of the consumer to itself.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    /// Its name; API, and the name of the case that it is recorded as.
    pub name: &'static str,
    /// What the provider does in it, one sentence.
    pub about: &'static str,
    /// The rules of the consumer that it exists to exercise.
    pub aims: &'static [&'static str],
    /// How long the consumer is watched from its first sign of life, in seconds, unless the
    /// provider says before that the story is told.
    pub seconds: f64,
}
