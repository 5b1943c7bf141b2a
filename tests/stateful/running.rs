//! A reference with the runtime that it lives in.

use ringtrue::contracts::{Reference, ReferenceOptions, suite};
use tokio::runtime::Runtime;

/// It ends with this.
pub(crate) struct Running {
    pub(crate) reference: Reference,
    pub(crate) runtime: Runtime,
}

impl Running {
    /// Starts the reference of a contract.
    pub(crate) fn of(contract: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let suite = suite(contract).unwrap();
        let reference = runtime.block_on(suite.reference(ReferenceOptions::default())).unwrap();
        Self { reference, runtime }
    }

    /// Whether its accept loop is still there: it ends by a panic alone.
    pub(crate) fn is_alive(&self) -> bool {
        !self.reference.task.is_finished()
    }
}
