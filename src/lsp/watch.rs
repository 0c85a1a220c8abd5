//! Whether the client's process is still there.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

/// How often it is looked.
const LOOK: Duration = Duration::from_millis(300);

/// Tells `gone` when the process is.
pub(super) async fn watch(process: u32, gone: Arc<Notify>) {
    while lives(process) {
        tokio::time::sleep(LOOK).await;
    }
    gone.notify_one();
}

#[cfg(unix)]
fn lives(process: u32) -> bool {
    let Some(process) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) else { return true };
    // One that may not be asked is alive.
    !matches!(rustix::process::test_kill_process(process), Err(rustix::io::Errno::SRCH))
}

/// Elsewhere the end of its input tells the server that the client is gone.
#[cfg(not(unix))]
fn lives(_process: u32) -> bool {
    true
}
