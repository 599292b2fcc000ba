//! How each host is doing, as this isolate saw it: a circuit breaker with single probes, the budget for
//! tries again, and the rest it asked for.

use std::cell::RefCell;

/// So many failures in a row open the breaker.
const FAILURES: u32 = 5;

/// How long an open breaker waits before the first probe, and the least between two, in milliseconds.
const FIRST_WAIT_MS: i64 = 1_000;

/// The longest between two probes, in milliseconds: how long a host that is well again can be missed.
const LONGEST_WAIT_MS: i64 = 8_000;

/// A probe that nobody heard of again for so long is given up, in milliseconds.
const PROBE_LOST_MS: i64 = 2 * super::DEADLINE_MS;

/// What each first try adds to the budget for tries again: a fifth, as Finagle's and Envoy's budgets do.
const DEPOSIT: f64 = 0.2;

/// What the budget starts with, so that a host seldom asked gets a second try: the floor.
const FLOOR: f64 = 2.0;

/// The most that is saved up.
const CEILING: f64 = 10.0;

/// The longest pause before another try, in milliseconds.
pub(super) const LONGEST_PAUSE_MS: i64 = 400;

/// How long a host rests that asks to wait without saying how long, in seconds.
pub(super) const REST_SECONDS: u32 = 5;

/// The longest rest, whatever it asks for, in seconds.
const LONGEST_REST_SECONDS: u32 = 300;

/// How long an operator is told of what only they can mend, after it was last heard, in milliseconds.
const MISTAKE_TOLD_MS: i64 = 5 * 60_000;

/// One host. All instants are milliseconds.
#[derive(Clone, Debug)]
pub(crate) struct Health {
    failures: u32,
    breaker: Breaker,
    budget: f64,
    rests_until: i64,
    /// What its settings got wrong, and when that was last heard. It answers, so the breaker has nothing to hear of it.
    mistake: Option<(&'static str, i64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaker {
    Closed,
    /// Nothing is sent before `until`; the wait before it was `wait`.
    Open {
        until: i64,
        wait: i64,
    },
    /// One request was let through at `since`.
    Probing {
        since: i64,
        wait: i64,
    },
}

impl Default for Health {
    fn default() -> Self {
        Self { failures: 0, breaker: Breaker::Closed, budget: FLOOR, rests_until: 0, mistake: None }
    }
}

impl Health {
    /// Lets a request through, or says how many seconds to leave the host alone.
    pub(super) fn admit(&mut self, now: i64) -> Result<(), u32> {
        if now < self.rests_until {
            return Err(seconds(self.rests_until - now));
        }
        match self.breaker {
            Breaker::Closed => self.budget = (self.budget + DEPOSIT).min(CEILING),
            Breaker::Open { until, .. } if now < until => return Err(seconds(until - now)),
            Breaker::Probing { since, .. } if now - since < PROBE_LOST_MS => return Err(1),
            Breaker::Open { wait, .. } | Breaker::Probing { wait, .. } => {
                self.breaker = Breaker::Probing { since: now, wait };
            }
        }
        Ok(())
    }

    /// Hears how a request ended.
    pub(super) fn ended(&mut self, well: bool, now: i64) {
        if well {
            (self.failures, self.breaker) = (0, Breaker::Closed);
            return;
        }
        self.failures = self.failures.saturating_add(1);
        let wait = match self.breaker {
            Breaker::Closed if self.failures < FAILURES => return,
            Breaker::Closed => FIRST_WAIT_MS,
            // One that was under way when it opened.
            Breaker::Open { .. } => return,
            Breaker::Probing { wait, .. } => (wait * 2).min(LONGEST_WAIT_MS),
        };
        self.breaker = Breaker::Open { until: now + wait, wait };
    }

    /// Whether a failed request may be sent again; takes it from the budget. Never while the breaker is
    /// open or a probe runs.
    pub(super) fn may_retry(&mut self, now: i64) -> bool {
        let may = self.breaker == Breaker::Closed && now >= self.rests_until && self.budget >= 1.0;
        if may {
            self.budget -= 1.0;
        }
        may
    }

    /// Leaves the host alone, as it asked.
    pub(super) fn rest(&mut self, for_seconds: u32, now: i64) {
        let until = now + i64::from(for_seconds.clamp(1, LONGEST_REST_SECONDS)) * 1_000;
        self.rests_until = self.rests_until.max(until);
    }

    /// Hears what was wrong with the address or the credentials, in a word.
    pub(super) fn mistaken(&mut self, mistake: &'static str, now: i64) {
        self.mistake = Some((mistake, now));
    }

    /// What an operator is told.
    fn word(&self, now: i64) -> &'static str {
        match (self.breaker, self.mistake) {
            _ if now < self.rests_until => "resting",
            (Breaker::Closed, Some((mistake, heard))) if now - heard < MISTAKE_TOLD_MS => mistake,
            (Breaker::Closed, _) if self.failures == 0 => "well",
            (Breaker::Closed, _) => "failing",
            (Breaker::Open { .. } | Breaker::Probing { .. }, _) => "down",
        }
    }
}

/// Rounded up: who comes back too early is refused again.
fn seconds(ms: i64) -> u32 {
    u32::try_from((ms + 999) / 1_000).unwrap_or(u32::MAX)
}

thread_local! {
    // As many hosts as there are sources in the settings: bounded by what owners write.
    static HOSTS: RefCell<Vec<(String, Health)>> = const { RefCell::new(Vec::new()) };
}

/// Works on a host's health.
pub(super) fn with<T>(host: &str, work: impl FnOnce(&mut Health) -> T) -> T {
    HOSTS.with_borrow_mut(|hosts| {
        if let Some((_, health)) = hosts.iter_mut().find(|(known, _)| known == host) {
            return work(health);
        }
        let mut health = Health::default();
        let outcome = work(&mut health);
        hosts.push((host.to_owned(), health));
        outcome
    })
}

/// What an operator is told of a host.
pub(crate) fn word(host: &str, now_ms: i64) -> &'static str {
    let word = |hosts: &Vec<(String, Health)>| {
        hosts.iter().find(|(known, _)| known == host).map_or("well", |(_, health)| health.word(now_ms))
    };
    HOSTS.with_borrow(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(times: u32) -> Health {
        let mut health = Health::default();
        for _ in 0..times {
            health.admit(0).unwrap();
            health.ended(false, 0);
        }
        health
    }

    #[test]
    fn five_failures_in_a_row_open_it_and_one_success_closes_it() {
        let mut health = failing(4);
        assert_eq!(health.admit(0), Ok(()));
        health.ended(true, 0);
        assert_eq!(health.word(0), "well");
        let mut health = failing(5);
        assert_eq!((health.admit(1), health.word(1)), (Err(1), "down"));
    }

    #[test]
    fn an_open_one_is_probed_by_one_at_a_time_and_at_most_once_a_second() {
        let mut health = failing(5);
        let mut probes = Vec::new();
        for now in 1..30_000 {
            if health.admit(now).is_ok() {
                assert_eq!(health.admit(now), Err(1), "a second one beside the probe");
                probes.push(now);
                health.ended(false, now);
            }
        }
        assert_eq!(probes, [1_000, 3_000, 7_000, 15_000, 23_000]);
        assert_eq!(health.admit(31_000), Ok(()));
        health.ended(true, 31_001);
        assert_eq!((health.admit(31_002), health.admit(31_002)), (Ok(()), Ok(())));
    }

    #[test]
    fn a_probe_that_is_never_heard_of_again_is_replaced() {
        let mut health = failing(5);
        assert_eq!(health.admit(1_000), Ok(()));
        assert_eq!(health.admit(1_000 + PROBE_LOST_MS - 1), Err(1));
        assert_eq!(health.admit(1_000 + PROBE_LOST_MS), Ok(()));
    }

    #[test]
    fn tries_again_are_a_fifth_of_first_tries_and_a_floor() {
        let mut health = Health::default();
        let mut again = 0;
        for _ in 0..1_000 {
            health.admit(0).unwrap();
            health.ended(true, 0);
            again += u32::from(health.may_retry(0));
        }
        assert_eq!(again, 202);
        assert_eq!((0..10).filter(|_| failing(5).may_retry(0)).count(), 0, "none while it is open");
    }

    #[test]
    fn what_its_settings_got_wrong_is_told_for_five_minutes() {
        let mut health = Health::default();
        health.mistaken("wrong-address", 0);
        // Another of its lists is where it should be.
        health.ended(true, 1);
        assert_eq!(health.word(MISTAKE_TOLD_MS - 1), "wrong-address");
        assert_eq!(health.word(MISTAKE_TOLD_MS), "well");
        health.mistaken("refused", MISTAKE_TOLD_MS);
        (0..FAILURES).for_each(|_| health.ended(false, MISTAKE_TOLD_MS));
        assert_eq!(health.word(MISTAKE_TOLD_MS), "down", "which is worse");
    }

    #[test]
    fn a_host_rests_as_long_as_it_asks_within_reason() {
        for (asked, until) in [(0, 1_000), (7, 7_000), (100_000, 300_000)] {
            let mut health = Health::default();
            health.rest(asked, 0);
            assert!(health.admit(until - 1).is_err(), "{asked}");
            assert_eq!(health.admit(until), Ok(()), "{asked}");
        }
    }
}
