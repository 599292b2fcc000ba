//! Nobody learns from how long it takes whether there is an order.

use std::time::Instant;

use serde_json::json;
use tests::ask::Ask;
use tests::upstreams;

/// A shop that no other test asks for orders.
const SITE: &str = "trouble26";

/// How many look-ups of each kind.
const ROUNDS: usize = 160;

/// Ada's orders: each may be looked up ten times an hour.
const THERE: usize = 16;

#[test]
fn how_long_it_takes_does_not_tell_whether_there_is_an_order() {
    // The shop takes its time, as shops do: what the Worker would do only for orders that are there would stand out.
    let _slow = upstreams::mode(SITE, &json!({ "mode": "slow", "ms": 20 }));
    let ask = |number: &str| {
        let body = json!({ "number": number, "email": "eve@example.com" });
        let ask = Ask::post("/api/orders", &body).with("site", SITE).with("lang", "en");
        let started = Instant::now();
        let answer = ask.send();
        assert_eq!(answer.status, 404, "{}", answer.text());
        started.elapsed().as_secs_f64()
    };
    for number in 0..10 {
        ask(&format!("WARM-{number}"));
    }
    let (mut there, mut missing) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (known, unknown) = (1_001 + round % THERE, 9_001 + round % THERE);
        // In turn first and second, so that a machine that grows busier slows both.
        if round % 2 == 0 {
            there.push(ask(&known.to_string()));
            missing.push(ask(&unknown.to_string()));
        } else {
            missing.push(ask(&unknown.to_string()));
            there.push(ask(&known.to_string()));
        }
    }
    // Mann and Whitney's U, as the share of pairs in which the order that is there took longer: one half, if nobody can
    // tell. Its standard deviation is about 0.033 for 160 of each; six of those are a coincidence in a billion.
    let longer: f64 = there
        .iter()
        .flat_map(|there| missing.iter().map(move |missing| f64::from(u8::from(there > missing))))
        .sum();
    let pairs = f64::from(u32::try_from(there.len() * missing.len()).expect("some thousand"));
    let share = longer / pairs;
    assert!((0.3..0.7).contains(&share), "orders that are there take longer in {share} of all pairs");
}
