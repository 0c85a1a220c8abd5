//! Ctrl-C, for commands that have to bring something to its end first.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// From here on the first Ctrl-C only asks for the end; the second one ends the program.
pub(super) fn heed() {
    // Where it cannot be heeded, Ctrl-C ends the program as it always does, and files are whole all the same.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            #[expect(clippy::disallowed_methods, reason = "main no longer gets to return")]
            std::process::exit(i32::from(super::INTERRUPTED));
        }
    });
}

/// Whether the end was asked for.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
