//! Work on many inputs at once, whose results are taken in the order of the inputs.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;

/// How much may wait to be taken, roughly, in bytes of text.
const BUDGET: usize = 32 << 20;

/// The most inputs in flight, for each thread.
const FLIGHT: usize = 8;

/// Gives every input to `work`, on all cores, and every result to `take`, here and in the order of the inputs, until that
/// says to break. Only a window of inputs is in flight: the larger the texts, of which `size` tells the bytes, the fewer.
pub(super) fn in_order<I: Send, T: Send, E>(
    inputs: Vec<I>,
    work: impl Fn(I) -> T + Sync,
    size: impl Fn(&T) -> usize,
    mut take: impl FnMut(T) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    // Threads are not started for one input.
    let threads = if inputs.len() < 2 { 1 } else { rayon::current_num_threads() };
    let mut inputs = inputs.into_iter();
    if threads == 1 {
        for input in inputs {
            if take(work(input))?.is_break() {
                break;
            }
        }
        return Ok(());
    }
    let work = &work;
    rayon::in_place_scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let mut results: VecDeque<Option<T>> = VecDeque::new();
        let (mut taken, mut largest) = (0, BUDGET);
        loop {
            let window = (BUDGET / largest.max(1)).clamp(threads + 1, FLIGHT * threads);
            while results.len() < window
                && let Some(input) = inputs.next()
            {
                let (sender, index) = (sender.clone(), taken + results.len());
                results.push_back(None);
                scope.spawn(move |_| {
                    // Where nobody waits any more the result is not wanted.
                    let _ = sender.send((index, catch_unwind(AssertUnwindSafe(|| work(input)))));
                });
            }
            if results.is_empty() {
                return Ok(());
            }
            let Ok((index, result)) = receiver.recv() else { return Ok(()) };
            let result = result.unwrap_or_else(|panic| resume_unwind(panic));
            // The first result says how large texts are here, and a larger one is remembered.
            largest = if largest == BUDGET { size(&result) } else { largest.max(size(&result)) };
            results[index - taken] = Some(result);
            while let Some(Some(_)) = results.front() {
                taken += 1;
                if let Some(Some(result)) = results.pop_front()
                    && take(result)?.is_break()
                {
                    return Ok(());
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let mut seen = Vec::new();
        let work = |i: usize| (0..(i * 7919) % 5000).fold(i, |sum, n| std::hint::black_box(sum + n - n));
        let done: Result<(), ()> = in_order(
            (0..1000).collect(),
            work,
            |_| 8,
            |i| {
                seen.push(i);
                Ok(ControlFlow::Continue(()))
            },
        );
        assert_eq!(done, Ok(()));
        assert_eq!(seen, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_than_a_window_is_in_flight() {
        let (started, threads) = (AtomicUsize::new(0), rayon::current_num_threads());
        for size in [1, BUDGET] {
            started.store(0, Ordering::SeqCst);
            let mut taken = 0;
            let done: Result<(), ()> = in_order(
                (0..500).collect(),
                |_: usize| started.fetch_add(1, Ordering::SeqCst),
                |_| size,
                |_| {
                    let most = if size == 1 { FLIGHT * threads } else { threads + 1 };
                    assert!(started.load(Ordering::SeqCst) <= taken + most);
                    taken += 1;
                    Ok(ControlFlow::Continue(()))
                },
            );
            assert_eq!((done, taken), (Ok(()), 500));
        }
    }

    #[test]
    fn a_break_and_an_error_end_it() {
        let mut taken = 0;
        let mut take = |end: Result<ControlFlow<()>, u8>| {
            taken = 0;
            let done = in_order(
                (0..100).collect(),
                |i: i32| i,
                |_| 1,
                |i| {
                    taken += 1;
                    if i == 10 { end } else { Ok(ControlFlow::Continue(())) }
                },
            );
            (done, taken)
        };
        assert_eq!(take(Ok(ControlFlow::Break(()))), (Ok(()), 11));
        assert_eq!(take(Err(7)), (Err(7), 11));
    }

    #[test]
    fn a_panic_is_passed_on() {
        let run = || {
            in_order((0..9).collect(), |i: i32| assert_ne!(i, 4), |()| 1, |()| Ok::<_, ()>(ControlFlow::Continue(())))
        };
        assert!(catch_unwind(run).is_err());
    }
}
