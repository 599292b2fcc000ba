//! How often something may be done: the generic cell rate algorithm (ITU-T I.371), exactly, in a
//! Durable Object for each address and each subject.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{join, join_all, try_join};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use worker::{Delay, DurableObject, Env, Request, Response, Result, State, Storage, durable_object};

use crate::clock::{from_js, now_ms, to_js};
use crate::error::Error;
use crate::upstream;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "LIMIT";

/// So many at once, and so many in a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rate {
    /// How many may come together.
    pub(crate) burst: u32,
    /// How long until one more may come, in milliseconds.
    pub(crate) every_ms: i64,
}

impl Rate {
    /// So many an hour, all of them together if need be.
    pub(crate) const fn hourly(count: u32) -> Self {
        Self { burst: count, every_ms: 3_600_000 / count as i64 }
    }

    /// The theoretical arrival time after one more at `now`, or how many milliseconds to wait.
    fn next(self, arrival: i64, now: i64) -> std::result::Result<i64, i64> {
        let arrival = arrival.max(now) + self.every_ms;
        let wait = arrival - now - self.every_ms * i64::from(self.burst);
        if wait > 0 { Err(wait) } else { Ok(arrival) }
    }
}

/// Counts one for a subject, such as `order:lindenhof:1001`, or tells how long to wait.
///
/// The subject may be personal: it leaves here only as a hash.
pub(crate) async fn count(env: &Env, subject: &str, rate: Rate) -> std::result::Result<(), Error> {
    count_all(env, &named([(subject, rate)])?).await
}

/// After how long what is done meanwhile has left for elsewhere. Where a counter is made by the same process, that holds up
/// everything else.
const LEFT: Duration = Duration::from_millis(5);

/// Counts one for each of several subjects while something is done, for a counter that has never been takes a while to be
/// made; `meanwhile` too is begun once that has left. Who is refused gets nothing of what was done; who is known to be, is
/// before anything is.
pub(crate) async fn count_while<T, U, const N: usize>(
    env: &Env,
    subjects: [(&str, Rate); N],
    work: impl Future<Output = T>,
    meanwhile: impl Future<Output = U>,
) -> std::result::Result<T, Error> {
    let subjects = named(subjects)?;
    let rest = Delay::from(LEFT).then(|()| try_join(meanwhile.map(Ok), count_all(env, &subjects)));
    let (done, _) = try_join(work.map(Ok), rest).await?;
    Ok(done)
}

/// The subjects by the names of their counters, unless one of them is known to be refused: then it counts for nobody else
/// either, who could use up what others may.
fn named<const N: usize>(subjects: [(&str, Rate); N]) -> std::result::Result<[(String, Rate); N], Error> {
    let subjects = subjects.map(|(subject, rate)| (crate::hex(&Sha256::digest(subject)), rate));
    match subjects.iter().find_map(|(name, _)| refused(name, now_ms())) {
        Some(seconds) => Err(Error::TooMany(seconds)),
        None => Ok(subjects),
    }
}

/// Counts all at the same time.
async fn count_all(env: &Env, subjects: &[(String, Rate)]) -> std::result::Result<(), Error> {
    let counted = join_all(subjects.iter().map(|(name, rate)| ask(env, name, *rate))).await;
    counted.into_iter().collect()
}

async fn ask(env: &Env, name: &str, rate: Rate) -> std::result::Result<(), Error> {
    let limit = env.durable_object(BINDING)?.id_from_name(name)?.get_stub()?;
    let rate = serde_json::to_string(&rate).unwrap_or_default();
    let response = limit.fetch_with_request(upstream::post("https://limit/", &rate)?).await?;
    match response.headers().get("retry-after")?.and_then(|seconds| seconds.parse().ok()) {
        Some(seconds) => {
            refuse(name, now_ms() + i64::from(seconds) * 1_000);
            Err(Error::TooMany(seconds))
        }
        None => Ok(()),
    }
}

/// How many of those who were refused are remembered.
const REFUSED: usize = 500;

thread_local! {
    /// Hashes of subjects that were refused, and until when, in milliseconds: they need not be asked about again.
    static KNOWN: RefCell<Vec<(String, i64)>> = const { RefCell::new(Vec::new()) };
}

/// For how many seconds more a subject is refused, if that is known.
fn refused(name: &str, now: i64) -> Option<u32> {
    KNOWN.with_borrow_mut(|known| {
        known.retain(|(_, until)| *until > now);
        let (_, until) = known.iter().find(|(known, _)| known == name)?;
        u32::try_from((until - now + 999) / 1_000).ok()
    })
}

fn refuse(name: &str, until: i64) {
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= REFUSED {
            known.swap_remove(0);
        }
        known.push((name.to_owned(), until));
    });
}

/// The binding for floods, in `wrangler.toml`.
const FLOOD: &str = "FLOOD";

/// Its period there, in seconds.
const FLOOD_SECONDS: u32 = 10;

/// Turns away an address that asks for so much that is in no cache that it can only be a machine. The
/// network counts, each place by itself and about right; where the binding is missing nobody does.
pub(crate) async fn flood(env: &Env, address: &str) -> std::result::Result<(), Error> {
    // The network always tells an address; without one nobody can be told from anybody.
    if address.is_empty() {
        return Ok(());
    }
    let Ok(limiter) = env.rate_limiter(FLOOD) else { return Ok(()) };
    // A counter that does not answer is no reason to turn anybody away.
    let flooded = limiter.limit(address.to_owned()).await.is_ok_and(|outcome| !outcome.success);
    if flooded { Err(Error::TooMany(FLOOD_SECONDS)) } else { Ok(()) }
}

/// The counter of one subject: nothing but an instant.
#[durable_object(alarm)]
pub struct Limit {
    state: State,
    /// The theoretical arrival time in milliseconds, once it has been read.
    arrival: Cell<Option<i64>>,
}

/// Stores the instant, behind the answer: what is written holds back all that leaves an object until it lies on
/// several disks. If the machine dies before that, somebody may come once more.
async fn kept(storage: Storage, arrival: i64, now: i64) {
    Delay::from(Duration::ZERO).await;
    // Once it lies in the past it says nothing, and goes.
    let (put, alarm) =
        join(storage.put(ARRIVAL, to_js(arrival)), storage.set_alarm(arrival - now + 1_000)).await;
    if let Err(error) = put.and(alarm) {
        worker::console_error!("a limit is not kept: {error}");
    }
}

/// Under which the instant is stored.
const ARRIVAL: &str = "arrival";

impl DurableObject for Limit {
    fn new(state: State, _env: Env) -> Self {
        Self { state, arrival: Cell::new(None) }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let rate: Rate = serde_json::from_slice(request.text().await?.as_bytes())?;
        let storage = self.state.storage();
        let stored = match self.arrival.get() {
            Some(arrival) => arrival,
            None => from_js(storage.get::<f64>(ARRIVAL).await?.unwrap_or_default()),
        };
        let now = now_ms();
        // Another request may have been counted while the storage was read.
        let arrival = self.arrival.get().unwrap_or(stored);
        match rate.next(arrival, now) {
            Ok(arrival) => {
                self.arrival.set(Some(arrival));
                self.state.wait_until(kept(storage, arrival, now));
                Response::empty()
            }
            Err(wait) => {
                let response = Response::empty()?;
                response.headers().set("retry-after", &((wait + 999) / 1_000).to_string())?;
                Ok(response)
            }
        }
    }

    async fn alarm(&self) -> Result<Response> {
        self.arrival.set(None);
        self.state.storage().delete_all().await?;
        Response::empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_one_at_a_time() {
        let rate = Rate { burst: 3, every_ms: 1_000 };
        let mut arrival = 0;
        let mut passed = Vec::new();
        for now in (10_000..15_000).step_by(100) {
            if let Ok(next) = rate.next(arrival, now) {
                arrival = next;
                passed.push(now);
            }
        }
        assert_eq!(passed, [10_000, 10_100, 10_200, 11_000, 12_000, 13_000, 14_000]);
    }

    #[test]
    fn who_was_refused_is_known_until_the_time_has_come() {
        refuse("a", 10_000);
        refuse("b", 12_000);
        for (name, now, seconds) in [
            ("a", 7_000, Some(3)),
            ("a", 9_999, Some(1)),
            ("b", 10_000, Some(2)),
            ("a", 10_000, None),
            ("c", 10_000, None),
            ("b", 12_000, None),
        ] {
            assert_eq!(refused(name, now), seconds, "{name} {now}");
        }
        (0..=REFUSED).for_each(|n| refuse(&n.to_string(), 20_000));
        assert_eq!(KNOWN.with_borrow(Vec::len), REFUSED);
        assert!(refused(&REFUSED.to_string(), 0).is_some(), "the latest is remembered");
    }

    #[test]
    fn who_comes_too_early_is_told_how_long_to_wait() {
        let rate = Rate::hourly(10);
        let mut arrival = 0;
        for _ in 0..10 {
            arrival = rate.next(arrival, 0).unwrap();
        }
        assert_eq!(rate.next(arrival, 0), Err(360_000));
        assert_eq!(rate.next(arrival, 359_999), Err(1));
        assert!(rate.next(arrival, 360_000).is_ok());
        assert!(rate.next(arrival, 0).is_err(), "who is refused is not counted");
    }
}
