//! Work on many inputs at once, whose results are taken in the order of the inputs.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;

/// How much may wait to be taken, roughly, in bytes of text.
const BUDGET: usize = 32 << 20;

/// The most batches in flight, for each thread.
const FLIGHT: usize = 8;

/// Small texts are handed to a thread together, because that costs more than reading one: about this many bytes, and at
/// most so many inputs.
const BATCH: usize = 128 << 10;
const MOST: usize = 32;

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
    // Every thread is to have its share, and more than once, for one may be slower.
    let share = inputs.len() / (4 * threads);
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
        // Batch by batch.
        let mut results: VecDeque<Option<Vec<T>>> = VecDeque::new();
        let (mut taken, mut largest) = (0, BUDGET);
        loop {
            let batch = (BATCH / largest.max(1)).clamp(1, MOST.min(share.max(1)));
            let window = (BUDGET / largest.max(1) / batch).clamp(threads + 1, FLIGHT * threads);
            while results.len() < window {
                let batch: Vec<I> = inputs.by_ref().take(batch).collect();
                if batch.is_empty() {
                    break;
                }
                let (sender, index) = (sender.clone(), taken + results.len());
                results.push_back(None);
                scope.spawn(move |_| {
                    let work = || batch.into_iter().map(work).collect();
                    // Where nobody waits any more the results are not wanted.
                    let _ = sender.send((index, catch_unwind(AssertUnwindSafe(work))));
                });
            }
            if results.is_empty() {
                return Ok(());
            }
            let Ok((index, batch)) = receiver.recv() else { return Ok(()) };
            let batch: Vec<T> = batch.unwrap_or_else(|panic| resume_unwind(panic));
            // The first results say how large texts are here, and a larger one is remembered.
            let most = batch.iter().map(&size).max().unwrap_or(0);
            largest = if largest == BUDGET { most } else { largest.max(most) };
            results[index - taken] = Some(batch);
            while let Some(Some(_)) = results.front() {
                taken += 1;
                for result in results.pop_front().flatten().into_iter().flatten() {
                    if take(result)?.is_break() {
                        return Ok(());
                    }
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
                (0..5000).collect(),
                |_: usize| started.fetch_add(1, Ordering::SeqCst),
                |_| size,
                |_| {
                    let most = if size == 1 { FLIGHT * threads * MOST } else { threads + 1 };
                    assert!(started.load(Ordering::SeqCst) <= taken + most);
                    taken += 1;
                    Ok(ControlFlow::Continue(()))
                },
            );
            assert_eq!((done, taken), (Ok(()), 5000));
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
