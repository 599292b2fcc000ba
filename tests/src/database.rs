//! The Worker's database, from behind: what no address lets anybody write or read. Wrangler's own console for it is asked, so
//! that nobody else writes into its file.

use std::fmt::Display;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use ureq::Agent;

use crate::deployment;

/// A statement takes milliseconds; a busy machine takes longer.
const PATIENCE: Duration = Duration::from_mins(1);

/// The database's id in `wrangler.toml`.
const DATABASE: &str = "00000000-0000-0000-0000-000000000000";

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    result: Vec<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    results: Rows,
    meta: Meta,
}

#[derive(Deserialize)]
struct Rows {
    #[serde(default)]
    rows: Vec<Vec<Value>>,
}

#[derive(Deserialize)]
struct Meta {
    last_row_id: i64,
}

#[track_caller]
fn ask(sql: &str, values: &[&dyn Display]) -> Outcome {
    let agent: Agent =
        Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().into();
    let address = format!("{}/cdn-cgi/local/explorer/api/d1/database/{DATABASE}/raw", deployment::url());
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    let body = json!({ "sql": sql, "params": values }).to_string();
    let sent = agent.post(address).header("content-type", "application/json").send(body);
    let read = sent.and_then(|mut answer| answer.body_mut().read_to_string());
    let read = read.unwrap_or_else(|error| panic!("{error}: {sql}"));
    let answer: Answer = serde_json::from_str(&read).unwrap_or_else(|error| panic!("{error}: {read}: {sql}"));
    answer.result.into_iter().next().unwrap_or_else(|| panic!("{read}: {sql}"))
}

/// Runs a statement, and returns the id of the row that it inserted last. Values are bound as texts.
///
/// # Panics
/// If it fails.
#[track_caller]
pub fn run(sql: &str, values: &[&dyn Display]) -> i64 {
    ask(sql, values).meta.last_row_id
}

/// All rows of a statement, with what is in them as texts; NULL is an empty one.
///
/// # Panics
/// If it fails.
#[track_caller]
pub fn rows(sql: &str, values: &[&dyn Display]) -> Vec<Vec<String>> {
    let text = |value: Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    ask(sql, values).results.rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect()
}

/// The first value of the first row of a statement.
///
/// # Panics
/// If it fails, or there is none.
#[track_caller]
pub fn value(sql: &str, values: &[&dyn Display]) -> String {
    rows(sql, values).into_iter().flatten().next().unwrap_or_else(|| panic!("nothing: {sql}"))
}
