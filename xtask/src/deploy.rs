//! `cargo xtask deploy`: the release, on Cloudflare.

use crate::wrangler::{self, Target};
use crate::{build, paths, say, secret};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::{Command, Stdio};

/// What stands in wrangler.toml until somebody has a database.
const NO_DATABASE: &str = "00000000-0000-0000-0000-000000000000";

/// What `deploy` takes
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build and pack everything, but send nothing
    #[arg(long)]
    dry_run: bool,
}

/// Tables first: the new Worker may need them, and migrations leave what the old one needs.
pub(crate) fn run(args: &Args) -> Result<()> {
    build::run()?;
    if args.dry_run {
        say::step("Packing", "the Worker, without sending it");
        return attached(wrangler::offline().args(["deploy", "--dry-run"]), "the Worker cannot be packed");
    }
    let bindings =
        fs::read_to_string(paths::root().join("wrangler.toml")).context("wrangler.toml cannot be read")?;
    if bindings.contains(NO_DATABASE) {
        bail!(
            "wrangler.toml names no database of yours: make one with `npx wrangler d1 create deskbell`, write the \
             id that it prints there as database_id, and run this again"
        );
    }
    let sign_in = "sign in with `npx wrangler login`, or set CLOUDFLARE_API_TOKEN, and run this again";
    if std::env::var_os("CLOUDFLARE_API_TOKEN").is_none() {
        attached(wrangler::online().arg("whoami"), &format!("Cloudflare does not know you: {sign_in}"))?;
    }
    say::step("Migrating", "the deployed database");
    wrangler::migrate(&Target::Remote)?;
    say::step("Deploying", "the Worker and its assets");
    attached(wrangler::online().arg("deploy"), "the Worker was not deployed")?;
    // Only a Worker that is there takes a secret.
    secret::ensure_deployed()
}

/// Wrangler may ask something here, so it keeps the terminal.
fn attached(command: &mut Command, what: &str) -> Result<()> {
    let status = command.stdin(Stdio::inherit()).status()?;
    if !status.success() {
        bail!("{what}");
    }
    Ok(())
}
