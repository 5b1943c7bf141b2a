//! How much of a subject's behaviour we put up with.

/// Bounds on everything a peer can reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// How long a case waits for something that must come, in seconds.
    pub patience: f64,
    /// How long to establish a connection, in seconds.
    pub connect: f64,
    /// The longest wait that a case may ask for, in seconds; beyond it the case is left out.
    pub longest_wait: f64,
    /// How long a whole run may take, in seconds.
    pub max_time: f64,
    /// The largest body or frame that is read, in bytes.
    pub body: usize,
    /// How many cases run side by side.
    pub parallel: usize,
    /// Requests a second over the whole run; none is no limit.
    pub rate: Option<f64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            patience: 5.0,
            connect: 5.0,
            longest_wait: 45.0,
            max_time: 120.0,
            body: 4 * 1024 * 1024,
            parallel: 8,
            rate: None,
        }
    }
}
