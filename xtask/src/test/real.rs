//! Systems of shops as they really are, from npm: they show what the fakes and the recorded replies are worth.

use super::Args;
use super::tally::Tally;
use crate::{process, say, setup};
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::process::{ChildStdin, Stdio};
use std::thread::{self, JoinHandle};

/// Runs the adapters, and compares the fakes, against them.
pub(super) fn run(args: &Args, tally: &mut Tally) {
    let vendure = match Vendure::start() {
        Ok(vendure) => vendure,
        Err(error) => return tally.broken(&error),
    };
    say::step("Testing", "against a real Vendure");
    let mut adapter = process::command("cargo");
    adapter.args(["test", "--package=sources", "--test=vendure", "--", "--ignored"]).args(&args.filters);
    let mut fake = process::command("node");
    fake.args(["--test", "--test-reporter=spec"]);
    fake.args(args.filters.iter().map(|filter| format!("--test-name-pattern={filter}")));
    fake.arg("tests/vendure/schema.test.mjs");
    for command in [&mut adapter, &mut fake] {
        tally.runner(command.env("DESKBELL_VENDURE", &vendure.told));
    }
}

/// A running Vendure (`tests/vendure/server.mjs`), which stops when dropped.
struct Vendure {
    /// What it printed: its port, its keys and its orders, as JSON.
    told: String,
    group: u32,
    waiter: Option<JoinHandle<()>>,
    /// It ends when it closes, however this process ends.
    _stdin: Option<ChildStdin>,
}

impl Vendure {
    /// Installs it if need be, starts it, and returns when its shop is filled.
    fn start() -> Result<Self> {
        setup::npm_tools()?;
        setup::npm_folder("tests/vendure", "a real Vendure")?;
        say::step("Starting", "a real Vendure");
        let mut command = process::command("node");
        command.arg("tests/vendure/server.mjs").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = process::spawn(&mut command)?;
        let (group, stdin, stdout) = (child.id(), child.stdin.take(), child.stdout.take());
        let waiter = thread::spawn(move || {
            process::wait(&mut child);
        });
        let mut vendure = Self { told: String::new(), group, waiter: Some(waiter), _stdin: stdin };
        let told = stdout.and_then(|stdout| BufReader::new(stdout).lines().next());
        vendure.told = told.context("Vendure did not start: the lines above say why")??;
        Ok(vendure)
    }
}

impl Drop for Vendure {
    fn drop(&mut self) {
        process::stop(self.group);
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.join();
        }
    }
}
