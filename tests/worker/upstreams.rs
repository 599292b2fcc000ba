//! The upstreams that other tests spoil do as they are told.

use std::fs;

use serde_json::json;
use tests::{deployment, upstreams};

/// An upstream that no other test spoils.
const NAME: &str = "trouble24";

#[test]
fn an_upstream_is_spoilt_only_as_long_as_it_is_meant_to_be() {
    let address = upstreams::url(NAME) + "/t/13.json";
    let status = || match ureq::get(&address).call() {
        Ok(answer) => answer.status().as_u16(),
        Err(ureq::Error::StatusCode(status)) => status,
        Err(error) => panic!("{address}: {error}"),
    };
    upstreams::reset(NAME);
    assert_eq!(status(), 200);
    let spoiled = upstreams::mode(NAME, &json!({ "mode": "status", "status": 503 }));
    assert_eq!(status(), 503);
    drop(spoiled);
    assert_eq!(status(), 200);
    let log = upstreams::log(NAME);
    assert_eq!((log.count, log.requests[1].path.as_str()), (3, "/t/13.json"));
    let unknown = std::panic::catch_unwind(|| upstreams::mode(NAME, &json!({ "mode": "kind" })));
    assert!(unknown.is_err());
}

#[test]
fn the_workers_log_can_be_read() {
    let log = deployment::log();
    assert!(fs::metadata(&log).is_ok_and(|about| about.len() > 0), "{}", log.display());
}
