//! Cloudflare's own tool: it runs workerd here, keeps the local database, and deploys.

use crate::{paths, process};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What `SQLite` says while another program writes. Nothing of a transaction is done then.
const HELD: &str = "SQLITE_BUSY";

/// A Worker that is served here writes for milliseconds at a time.
const PATIENCE: Duration = Duration::from_secs(30);

/// The database's binding in wrangler.toml.
pub(crate) const DATABASE: &str = "DB";

/// Whose database is meant.
pub(crate) enum Target {
    /// The one of a local workerd, kept in this folder.
    Local { state: PathBuf },
    /// The deployed one.
    Remote,
}

/// Wrangler, working on this machine only: it sends and asks nothing.
pub(crate) fn offline() -> Command {
    let mut command = process::command(paths::npm_bin("wrangler"));
    command.envs([
        ("CI", "1"),
        ("CLOUDFLARE_CF_FETCH_ENABLED", "false"),
        ("NO_COLOR", "1"),
        ("WRANGLER_HIDE_BANNER", "true"),
        ("WRANGLER_SEND_ERROR_REPORTS", "false"),
        ("WRANGLER_SEND_METRICS", "false"),
    ]);
    command.env("WRANGLER_LOG_PATH", paths::work().join("wrangler-logs"));
    command
}

/// Wrangler, talking to Cloudflare.
pub(crate) fn online() -> Command {
    let mut command = process::command(paths::npm_bin("wrangler"));
    command.env("WRANGLER_SEND_METRICS", "false").env("WRANGLER_HIDE_BANNER", "true");
    command
}

/// Brings the tables up to date.
pub(crate) fn migrate(target: &Target) -> Result<()> {
    let mut command = d1("migrations", target);
    command.args(["apply", DATABASE]);
    match target {
        Target::Local { .. } => {
            once_free(&mut command, "the migrations of the local database failed").map(drop)
        }
        Target::Remote => process::run(&mut command, "the migrations of the deployed database failed"),
    }
}

/// Runs a file of SQL, all of it or nothing.
pub(crate) fn execute(target: &Target, sql: &Path) -> Result<()> {
    let mut command = d1("execute", target);
    command.args([DATABASE, "--yes", "--file"]).arg(sql);
    once_free(&mut command, "the database refused the content").map(drop)
}

/// Asks in SQL. The answer is JSON: for each statement an object with its rows as `results`.
pub(crate) fn query(target: &Target, sql: &str) -> Result<String> {
    let mut command = d1("execute", target);
    command.args([DATABASE, "--yes", "--json", "--command", sql]);
    once_free(&mut command, "the database could not be asked")
}

/// What it prints, once a local database is not held by a Worker that is served meanwhile.
fn once_free(command: &mut Command, what: &str) -> Result<String> {
    process::output_once_free(command, what, HELD, PATIENCE)
}

fn d1(verb: &str, target: &Target) -> Command {
    let mut command = match target {
        Target::Local { .. } => offline(),
        Target::Remote => online(),
    };
    command.args(["d1", verb]);
    match target {
        Target::Local { state } => command.arg("--local").arg("--persist-to").arg(state),
        Target::Remote => command.arg("--remote"),
    };
    command
}
