//! Where the server's tasks and its work run: on tokio, or step by step where there is one thread and no clock.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// What runs the tasks and the work of one server.
#[derive(Clone, Debug)]
pub(super) enum Runtime {
    /// A runtime with timers, and with threads for work.
    Tokio(Handle),
    /// Whoever holds the session runs what is due: a browser's worker has one thread, which may not wait.
    Steps(Arc<Steps>),
}

/// What is to be run step by step.
#[derive(Default)]
pub(super) struct Steps {
    tasks: Mutex<Vec<BoxFuture<'static, ()>>>,
    work: Mutex<VecDeque<Box<dyn FnOnce() + Send>>>,
}

impl std::fmt::Debug for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Steps").finish_non_exhaustive()
    }
}

impl Runtime {
    /// Runs a task beside the others.
    pub(super) fn spawn(&self, task: impl Future + Send + 'static) {
        match self {
            Self::Tokio(handle) => drop(handle.spawn(async move { drop(task.await) })),
            Self::Steps(steps) => lock(&steps.tasks).push(Box::pin(async move { drop(task.await) })),
        }
    }

    /// Whether a task may wait for a time to come.
    pub(super) fn has_timers(&self) -> bool {
        matches!(self, Self::Tokio(_))
    }

    /// Gives `work` a thread of its own until the server ends; nothing where there are no threads.
    pub(super) fn spawn_thread(&self, work: impl FnOnce() + Send + 'static) {
        match self {
            Self::Tokio(handle) => drop(handle.spawn_blocking(work)),
            Self::Steps(_) => {}
        }
    }

    /// Does work that takes time, away from the messages.
    ///
    /// # Errors
    /// What the work's panic says.
    pub(super) async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
        match self {
            Self::Tokio(handle) => handle.spawn_blocking(work).await.map_err(|error| match error.try_into_panic() {
                Ok(panic) => cause(&*panic).to_owned(),
                Err(error) => error.to_string(),
            }),
            Self::Steps(steps) => {
                let (done, answer) = oneshot::channel();
                lock(&steps.work).push_back(Box::new(move || {
                    // Nobody waits for what was cancelled.
                    if !done.is_closed() {
                        let _ = done.send(catch_unwind(AssertUnwindSafe(work)));
                    }
                }));
                match answer.await {
                    Ok(answered) => answered.map_err(|panic| cause(&*panic).to_owned()),
                    Err(error) => Err(error.to_string()),
                }
            }
        }
    }

    /// Waits on this thread for what `task` comes to; nothing when it takes longer than `patience`, or where no thread may
    /// wait. Not to be called from a task.
    pub(super) fn wait<T>(&self, patience: Duration, task: impl Future<Output = T>) -> Option<T> {
        match self {
            Self::Tokio(handle) => handle.block_on(async { tokio::time::timeout(patience, task).await.ok() }),
            Self::Steps(_) => None,
        }
    }
}

impl Steps {
    /// The tasks that were spawned since it was asked last.
    pub(super) fn take_tasks(&self) -> Vec<BoxFuture<'static, ()>> {
        std::mem::take(&mut lock(&self.tasks))
    }

    /// Whether tasks were spawned since.
    pub(super) fn has_tasks(&self) -> bool {
        !lock(&self.tasks).is_empty()
    }

    /// Does the piece of work that waits longest; false when there is none.
    pub(super) fn work(&self) -> bool {
        let next = lock(&self.work).pop_front();
        next.map(|work| work()).is_some()
    }
}

/// What a panic says of itself.
pub(super) fn cause(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no cause is given")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
