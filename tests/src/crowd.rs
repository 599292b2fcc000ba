//! Many at a time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Works on each item, so many at a time, and returns what came of each in the items' order.
///
/// # Panics
/// If the work on one of them does, once all are done.
pub fn each<T: Sync, R: Send>(at_once: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, work) = (AtomicUsize::new(0), &work);
    let mut done = thread::scope(|scope| {
        let worker = || {
            let mine = || next.fetch_add(1, Ordering::Relaxed);
            std::iter::repeat_with(mine)
                .map_while(|at| items.get(at).map(|item| (at, work(item))))
                .collect::<Vec<_>>()
        };
        let workers: Vec<_> = (0..at_once.min(items.len())).map(|_| scope.spawn(worker)).collect();
        let joined = workers.into_iter().flat_map(|worker| worker.join().expect("the work of a thread"));
        joined.collect::<Vec<_>>()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Tries until something is there, with a pause between, and returns it.
///
/// # Panics
/// If it is not there in time.
#[track_caller]
pub fn until<T>(patience: Duration, what: &str, mut attempt: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = attempt() {
            return found;
        }
        assert!(started.elapsed() < patience, "not within {patience:?}: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}
