//! `wrangler dev`: the Worker on workerd.

use super::{Options, upstreams};
use crate::{paths, process, say, secret, stamp, wrangler};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// workerd starts within seconds; a slow and busy machine may need longer.
const START: Duration = Duration::from_secs(90);

/// A running `wrangler dev`, which stops when dropped.
pub(super) struct Edge {
    group: u32,
    ended: Arc<AtomicBool>,
    waiter: Option<JoinHandle<()>>,
}

impl Edge {
    /// Starts it, and returns when `/healthz` answers.
    pub(super) fn start(options: &Options) -> Result<Self> {
        say::step("Starting", &format!("the help desk on port {}", options.port));
        let mut command = command(options)?;
        let (stdout, stderr) = match &options.log {
            Some(log) => {
                stamp::write(log, b"")?;
                let file = File::options().append(true).open(log).context("the log cannot be written")?;
                (Stdio::from(file.try_clone()?), Stdio::from(file))
            }
            None => (Stdio::piped(), Stdio::piped()),
        };
        let mut child = process::spawn(command.stdout(stdout).stderr(stderr))?;
        if let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) {
            thread::spawn(move || relay(stdout));
            thread::spawn(move || relay(stderr));
        }
        let group = child.id();
        let ended = Arc::new(AtomicBool::new(false));
        let tell = Arc::clone(&ended);
        let waiter = thread::spawn(move || {
            process::wait(&mut child);
            tell.store(true, Ordering::SeqCst);
        });
        let edge = Self { group, ended, waiter: Some(waiter) };
        let started = edge.wait_until_healthy(options.port);
        if let (Err(_), Some(log)) = (&started, &options.log) {
            eprint!("{}", std::fs::read_to_string(log).unwrap_or_default());
        }
        started.map(|()| edge)
    }

    /// An error when it has ended by itself.
    pub(super) fn check(&self) -> Result<()> {
        if self.ended.load(Ordering::SeqCst) {
            bail!("the help desk's server (wrangler dev) has ended: its lines above say why");
        }
        Ok(())
    }

    fn wait_until_healthy(&self, port: u16) -> Result<()> {
        let start = Instant::now();
        let mut last = "nothing".to_owned();
        while start.elapsed() < START {
            self.check()?;
            match status(port, "/healthz") {
                Some(200) => return Ok(()),
                Some(other) => last = format!("status {other}"),
                None => {}
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("the help desk did not become healthy in {} s; /healthz answered {last}", START.as_secs())
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        process::stop(self.group);
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.join();
        }
    }
}

fn command(options: &Options) -> Result<Command> {
    let mut command = wrangler::offline();
    command
        .arg("dev")
        .arg(options.profile.worker().join("index.js"))
        .arg("--assets")
        .arg(options.profile.site())
        .args(["--ip", "127.0.0.1", "--inspector-port", "0", "--test-scheduled"])
        .args(["--show-interactive-dev-session=false", "--port"])
        .arg(options.port.to_string())
        .arg("--persist-to")
        .arg(&options.state)
        // Where running Workers find each other: these are alone, and leave nothing in the user's folders.
        .env("WRANGLER_REGISTRY_PATH", paths::work().join("wrangler-registry"));
    let upstreams = if options.upstreams { upstreams::variables() } else { Vec::new() };
    let secret = format!("{}:{}", secret::NAME, secret::of_state(&options.state)?);
    for variable in options.variables.iter().chain(&upstreams).chain([&secret]) {
        command.args(["--var", variable]);
    }
    Ok(command)
}

/// Shows what wrangler prints, without its table of bindings and its advice.
fn relay(output: impl Read) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if let Some(line) = worth_showing(&line) {
            println!("edge | {line}");
        }
    }
}

fn worth_showing(line: &str) -> Option<&str> {
    let noise =
        ["env.", "Your Worker ", "Binding ", "Using vars", "Ready on", "✨", "⎔", "▲", "╭", "│", "╰", "─"];
    let line = line.trim();
    let line = line.strip_prefix("[wrangler:info] ").unwrap_or(line);
    (!line.is_empty() && !noise.iter().any(|start| line.starts_with(start))).then_some(line)
}

/// The status that a local server answers, if any.
fn status(port: u16, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok()?;
    line.split(' ').nth(1)?.parse().ok()
}
