//! Keeps the panics of libraries that read a damaged source from ending the run, and from printing.

use super::Refusal;
use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether this thread reads a source, and a panic becomes a refusal.
    static READS: Cell<bool> = const { Cell::new(false) };
}

/// Has panics of the readers of sources, which become refusals, print nothing; all others print as before. A program
/// calls it once, since the hook is that of the whole process.
pub fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !READS.get() {
                before(info);
            }
        }));
    });
}

/// What `read` makes of a source. It gives bytes to a library that may not have seen such damage before.
pub(super) fn unless_panicked<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    let before = READS.replace(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    READS.set(before);
    result.unwrap_or_else(|panic| Err(Refusal::Damaged(message(&*panic))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("panic").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_refusal_and_the_thread_goes_on() {
        quiet_panics();
        let refused = unless_panicked::<()>(|| {
            assert!(READS.get());
            panic!("index {} out of bounds", 7)
        });
        assert_eq!(refused, Err(Refusal::Damaged("index 7 out of bounds".to_owned())));
        assert!(!READS.get());
        assert_eq!(unless_panicked(|| Ok(1)), Ok(1));
    }
}
