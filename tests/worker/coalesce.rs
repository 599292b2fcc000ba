//! Many ask, one goes upstream; and who was asked to wait is left alone.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use model::problem::{Kind, Problem};
use serde_json::{Value, json};
use tests::ask::Ask;
use tests::crowd::{each, until};
use tests::{raw, upstreams};

/// Long enough for a crowd to come together, and far enough from the deadline of 6 s for a busy machine.
const SLOW_MS: u64 = 2_500;

/// A crowd keeps the machine busy for seconds, in which another one would miss its deadline.
static ONE_CROWD: Mutex<()> = Mutex::new(());

/// An upstream hears of a request within this, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn five_hundred_ask_and_one_goes_upstream() {
    let _alone = ONE_CROWD.lock();
    let site = "trouble13";
    let _slow = upstreams::mode(site, &json!({ "mode": "slow", "ms": SLOW_MS }));
    upstreams::reset(site);
    let asks = vec![Ask::get("/api/products?q=monitor").with("site", site); 500];
    let bodies: BTreeSet<Vec<u8>> = each(asks.len(), &asks, |ask| ask.send().body).into_iter().collect();
    assert_eq!(bodies.len(), 1);
    assert_eq!(upstreams::log(site).count, 1);
}

#[test]
fn who_asked_first_may_leave() {
    let _alone = ONE_CROWD.lock();
    let site = "trouble14";
    let _slow = upstreams::mode(site, &json!({ "mode": "slow", "ms": SLOW_MS }));
    upstreams::reset(site);
    let path = "/api/ask/forum.13?site=trouble14";
    let first = raw::begin(&raw::get(path.as_bytes()));
    until(PATIENCE, "the first request", || (upstreams::log(site).count == 1).then_some(()));
    let others = vec![Ask::get(path); 20];
    let statuses = thread::scope(|scope| {
        let others = scope.spawn(|| each(others.len(), &others, |ask| ask.send().status));
        drop(first);
        others.join().expect("the others")
    });
    assert_eq!(statuses, [200; 20]);
    assert_eq!(upstreams::log(site).count, 1);
}

#[test]
fn who_asks_to_wait_is_waited_for() {
    let after = 3;
    let unavailable = json!({ "mode": "status", "status": 503, "headers": { "retry-after": "3" } });
    let throttled = json!({ "mode": "throttled", "after": after });
    let rows = [
        ("trouble15", "/api/products?q=word", &throttled),
        ("trouble16", "/api/ask?q=word", &throttled),
        ("trouble17", "/api/products?q=word", &unavailable),
    ];
    each(rows.len(), &rows, |(site, path, mode)| waits(site, path, mode, after * 1_000));
}

fn waits(site: &'static str, path: &str, mode: &Value, wait_ms: u64) {
    let spoiled = upstreams::mode(site, mode);
    upstreams::reset(site);
    let mut number = 0;
    let mut ask = || {
        number += 1;
        Ask::get(format!("{path}{number}")).with("site", site).may_fail().send()
    };
    let requests = until(PATIENCE, &format!("{site} is asked again"), || {
        let answer = ask();
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (503, Kind::SourceUnavailable), "{site}");
        let told: u64 = answer.header("retry-after").and_then(|told| told.parse().ok()).expect("Retry-After");
        assert!((1..=wait_ms / 1_000).contains(&told), "{site}: {told}");
        Some(upstreams::log(site).requests).filter(|requests| requests.len() > 1)
    });
    let waited = requests[1].at_ms - requests[0].at_ms;
    assert!(waited >= wait_ms, "{site} was asked again after {waited} ms");
    drop(spoiled);
    until(PATIENCE, &format!("{site} answers again"), || (ask().status == 200).then_some(()));
}
