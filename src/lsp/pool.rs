//! Work that takes time, away from the messages: on the threads of the runtime for such work, so much of each kind at once.

use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, Result};

use super::runtime::Runtime;

/// Work waits for other work of its own line alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Somebody waits for it with hands on the keys.
    Urgent,
    /// It costs what a few sheets cost.
    Usual,
    /// It costs what the whole text costs; findings and completion are not to wait for that.
    Whole,
}

/// How much work of each line is done at once.
#[derive(Debug)]
pub(super) struct Pool {
    runtime: Runtime,
    urgent: Arc<Semaphore>,
    usual: Arc<Semaphore>,
    whole: Arc<Semaphore>,
}

impl Pool {
    pub(super) fn new(runtime: Runtime) -> Self {
        let threads = available_parallelism().map_or(2, usize::from);
        let permits = |count: usize| Arc::new(Semaphore::new(count));
        Self { runtime, urgent: permits(1), usual: permits(threads), whole: permits(1) }
    }

    /// Does `work` in its turn. Nothing is done when nobody waits for it any more by then.
    ///
    /// # Errors
    /// When the work panics; the cause goes to the log.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        line: Line,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let turns = match line {
            Line::Urgent => &self.urgent,
            Line::Usual => &self.usual,
            Line::Whole => &self.whole,
        };
        let turn = turns.clone().acquire_owned().await.map_err(|_| Error::internal_error())?;
        let span = tracing::Span::current();
        let work = move || {
            let _turn = turn;
            span.in_scope(work)
        };
        self.runtime.work(work).await.map_err(|cause| {
            tracing::error!(cause, "the answer could not be computed");
            Error::internal_error()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_its_answer_alone() {
        let tokio = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let runtime = Runtime::Tokio(tokio.handle().clone());
        let pool = Pool::new(runtime.clone());
        tokio.block_on(async {
            for line in [Line::Urgent, Line::Usual, Line::Whole] {
                let failed = pool.run(line, || -> u8 { panic!("a defect") }).await;
                assert_eq!(failed, Err(Error::internal_error()));
                assert_eq!(pool.run(line, || 7).await, Ok(7));
            }
            let said = runtime.work(|| -> u8 { panic!("in row {}", 3) }).await;
            assert_eq!(said, Err("in row 3".to_owned()));
        });
    }
}
