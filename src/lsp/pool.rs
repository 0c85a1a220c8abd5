//! Work that takes time, away from the messages: on tokio's threads for such work, so much of each kind at once.

use std::any::Any;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tower_lsp::jsonrpc::{Error, Result};

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
    urgent: Arc<Semaphore>,
    usual: Arc<Semaphore>,
    whole: Arc<Semaphore>,
}

impl Default for Pool {
    fn default() -> Self {
        let threads = available_parallelism().map_or(2, usize::from);
        let permits = |count: usize| Arc::new(Semaphore::new(count));
        Self { urgent: permits(1), usual: permits(threads), whole: permits(1) }
    }
}

impl Pool {
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
        spawn_blocking(work).await.map_err(|error| {
            match error.try_into_panic() {
                Ok(panic) => tracing::error!(cause = cause(&*panic), "the answer could not be computed"),
                Err(error) => tracing::error!(%error, "the answer could not be computed"),
            }
            Error::internal_error()
        })
    }
}

/// What a panic says of itself.
pub(super) fn cause(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no cause is given")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_its_answer_alone() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let pool = Pool::default();
        runtime.block_on(async {
            for line in [Line::Urgent, Line::Usual, Line::Whole] {
                let failed = pool.run(line, || -> u8 { panic!("a defect") }).await;
                assert_eq!(failed, Err(Error::internal_error()));
                assert_eq!(pool.run(line, || 7).await, Ok(7));
            }
        });
        let caught = std::panic::catch_unwind(|| panic!("in row {}", 3)).unwrap_err();
        assert_eq!(cause(&*caught), "in row 3");
    }
}
