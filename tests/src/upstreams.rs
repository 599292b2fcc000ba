//! The shop's own systems, played (`tests/upstreams`): how they are to behave, and what they were asked.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use ureq::Agent;

use crate::deployment;

/// Texts that only personal data holds, of which each person has their own: none may be in a cache, a file, a log or
/// another's answer (`tests/upstreams/people.mjs`).
pub const CANARIES: [&str; 8] = [
    "CANARY-",
    "ada@example.com",
    "ben@example.com",
    "0815471101",
    "0815471202",
    "49290815471",
    "198.51.100.71",
    "198.51.100.72",
];

/// Long enough for a log of thousands of requests on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A log of 10,000 requests with their headers is smaller.
const LOG_LIMIT: u64 = 64 * 1024 * 1024;

/// A request that an upstream received.
#[derive(Clone, Debug, Deserialize)]
pub struct Asked {
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
    /// The method.
    pub method: String,
    /// The path, with its query.
    pub path: String,
    /// Headers, their names in small letters; of several with one name, the values with commas between.
    pub headers: BTreeMap<String, String>,
    /// The body; empty where there is none.
    pub body: String,
}

/// What an upstream has been asked since its log was last forgotten.
#[derive(Clone, Debug, Deserialize)]
pub struct Log {
    /// How many requests.
    pub count: usize,
    /// How many connections were opened, also those that were refused.
    pub connections: usize,
    /// The requests as they came.
    pub requests: Vec<Asked>,
}

/// Has an upstream answer well again when it goes.
#[must_use = "the mode ends when this is dropped"]
#[derive(Debug)]
pub struct Spoiled {
    name: &'static str,
}

impl Drop for Spoiled {
    fn drop(&mut self) {
        // A test that fails must not fail again here: that would abort all the others.
        let _ = post(self.name, "mode", &json!({ "mode": "fine" }));
    }
}

/// Has an upstream behave so, as long as what is returned is kept: `{"mode": "slow", "ms": 500}`. The modes are in
/// `tests/upstreams/README.md`.
///
/// # Panics
/// If there is no such upstream or mode.
#[track_caller]
pub fn mode(name: &'static str, mode: &Value) -> Spoiled {
    post(name, "mode", mode).unwrap_or_else(|error| panic!("{name} cannot be {mode}: {error}"));
    Spoiled { name }
}

/// Has an upstream forget what it was asked.
///
/// # Panics
/// If there is no such upstream.
#[track_caller]
pub fn reset(name: &str) {
    post(name, "reset", &json!({})).unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// What an upstream was asked since it last forgot.
///
/// # Panics
/// If there is no such upstream.
#[track_caller]
pub fn log(name: &str) -> Log {
    let read =
        || AGENT.get(address(name, "log")).call()?.body_mut().with_config().limit(LOG_LIMIT).read_to_vec();
    let log = read().unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_slice(&log).unwrap_or_else(|error| panic!("{name}'s log: {error}"))
}

/// Waits until what an upstream just answered is handed out to nobody more who asks it the same: for a second it is
/// (`HELD_MS`), whatever the clock of a test says.
pub fn let_go() {
    thread::sleep(Duration::from_millis(1_500));
}

/// Where an upstream itself listens, such as `http://127.0.0.1:40002`.
///
/// # Panics
/// If there is no such upstream.
#[track_caller]
pub fn url(name: &str) -> String {
    let read = || AGENT.get(deployment::upstreams()).call()?.body_mut().read_to_string();
    let ports = read().unwrap_or_else(|error| panic!("the upstreams' ports: {error}"));
    let ports: BTreeMap<String, u16> =
        serde_json::from_str(&ports).unwrap_or_else(|error| panic!("{ports}: {error}"));
    format!("http://127.0.0.1:{}", ports[name])
}

/// The address of a verb of the control port.
fn address(name: &str, verb: &str) -> String {
    format!("{}/{name}/{verb}", deployment::upstreams())
}

fn post(name: &str, verb: &str, body: &Value) -> Result<(), ureq::Error> {
    AGENT.post(address(name, verb)).send(body.to_string()).map(drop)
}

/// Each request has a connection of its own: Node closes one that is kept after five seconds, perhaps in the very moment in
/// which it is used again.
static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    Agent::config_builder().timeout_global(Some(PATIENCE)).max_idle_connections(0).build().into()
});
