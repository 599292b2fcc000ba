//! `cargo xtask test`: every test, and their sum in the last line.

mod api;
mod real;
mod tally;

use crate::build::{self, Profile};
use crate::serve::{self, Options, Servers};
use crate::setup::{self, chromium};
use crate::{paths, process, say};
use anyhow::Result;
use clap::ValueEnum;
use std::fs;
use std::process::{Command, ExitCode};
use tally::Tally;

/// What `test` takes
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these tests
    #[arg(long)]
    only: Option<Stage>,
    /// Test a build that is quicker to make, instead of what would be deployed
    #[arg(long)]
    quick: bool,
    /// With the model stage, also ask a real Vendure, which npm installs: 160 MB
    #[arg(long)]
    real_upstreams: bool,
    /// What cargo test and Playwright take after their own options, as a test's or file's name
    #[arg(last = true)]
    filters: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Rules, pages and adapters, natively
    Model,
    /// What is downloaded and deployed, against its budget
    Size,
    /// The Worker on workerd, over HTTP
    Worker,
    /// The Worker, killed again and again while it is written to
    Crash,
    /// The Worker held against the description of its API
    Api,
    /// The widget in a storefront, in Chromium
    Browser,
}

/// Cargo commands of the model stage: one for each set of features of Yew.
const NATIVE: [&[&str]; 3] = [
    &["--package=model", "--package=sources", "--package=xtask"],
    &["--package=widget", "--features=ssr"],
    &["--package=edge"],
];

/// Runs the stages; what fails in one does not keep the others from running.
pub(crate) fn run(args: &Args) -> ExitCode {
    let wanted = |stage| args.only.is_none_or(|only| only == stage);
    let mut tally = Tally::default();
    if wanted(Stage::Model) {
        for packages in NATIVE {
            say::step("Testing", &packages.join(" "));
            tally.runner(
                process::command("cargo")
                    .args(["test", "--no-fail-fast"])
                    .args(packages)
                    .arg("--")
                    .args(&args.filters),
            );
        }
        upstreams(args, &mut tally);
        if args.real_upstreams {
            real::run(args, &mut tally);
        }
    }
    // What is quick to make has no budget.
    if wanted(Stage::Size) && !args.quick {
        tally.check(build::run());
    }
    if [Stage::Worker, Stage::Api, Stage::Browser].into_iter().any(wanted) {
        match serve(args) {
            Ok(servers) => {
                if wanted(Stage::Worker) {
                    tally.runner(&mut worker(&servers, args));
                }
                if wanted(Stage::Api) {
                    api::run(&servers, &mut tally);
                }
                if wanted(Stage::Browser) {
                    browser(&servers, args, &mut tally);
                }
            }
            Err(error) => tally.broken(&error),
        }
    }
    if wanted(Stage::Crash)
        && let Err(error) = crash(args, &mut tally)
    {
        tally.broken(&error);
    }
    // The last line, whatever went on before.
    println!("{tally}");
    if tally.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The servers under test, and where their database is.
struct UnderTest {
    servers: Servers,
    options: Options,
}

impl UnderTest {
    fn tell(&self, command: &mut Command) {
        command
            .env("DESKBELL_URL", &self.servers.help)
            .env("DESKBELL_STOREFRONT", &self.servers.storefront)
            .env("DESKBELL_STATE", &self.options.state);
        if let Some(upstreams) = &self.servers.upstreams {
            command.env("DESKBELL_UPSTREAMS", upstreams.control());
        }
        if let Some(log) = &self.options.log {
            command.env("DESKBELL_LOG", log);
        }
    }
}

/// The fake upstreams by themselves: tests of the Worker are worth what they are.
fn upstreams(args: &Args, tally: &mut Tally) {
    if let Err(error) = setup::npm_tools() {
        return tally.broken(&error);
    }
    say::step("Testing", "the fake upstreams");
    tally.runner(&mut node_tests("tests/upstreams/self.test.mjs", args));
}

/// Node's own runner for a file of tests.
fn node_tests(file: &str, args: &Args) -> Command {
    let mut command = process::command("node");
    command.args(["--test", "--test-reporter=spec"]);
    command.args(args.filters.iter().map(|filter| format!("--test-name-pattern={filter}"))).arg(file);
    command
}

fn serve(args: &Args) -> Result<UnderTest> {
    let profile = Profile::of(!args.quick);
    build::build(profile, &setup::tools()?)?;
    let options = Options {
        port: serve::free_port()?,
        storefront_port: serve::free_port()?,
        profile,
        state: serve::fresh_state("test-state")?,
        sites: serve::test_sites(),
        sample: false,
        variables: vec![
            // Lets a test say what time it is, by a header.
            "DESKBELL_TEST_CLOCK:1".to_owned(),
            "METRICS_TOKEN:metrics_fake".to_owned(),
            "SECRET__LINDENHOF__IDENTITY:identity_fake_of_the_demo_shop_and_long".to_owned(),
        ],
        upstreams: true,
        log: Some(paths::work().join("test-edge.log")),
    };
    Ok(UnderTest { servers: Servers::start(&options)?, options })
}

fn worker(under_test: &UnderTest, args: &Args) -> Command {
    say::step("Testing", "the Worker");
    let mut command = process::command("cargo");
    command.args(["test", "--no-fail-fast", "--package=tests", "--"]).args(&args.filters);
    under_test.tell(&mut command);
    command
}

/// Kills a workerd of its own, which would disturb the others.
fn crash(args: &Args, tally: &mut Tally) -> Result<()> {
    let profile = Profile::of(!args.quick);
    build::build(profile, &setup::tools()?)?;
    let options = Options {
        port: serve::free_port()?,
        storefront_port: serve::free_port()?,
        profile,
        state: serve::fresh_state("crash-state")?,
        sites: vec![paths::root().join("tests/sites/desk")],
        sample: false,
        variables: Vec::new(),
        upstreams: false,
        log: None,
    };
    serve::load(&options, &options.sites)?;
    say::step("Killing", "the Worker under writes");
    let mut command = node_tests("tests/crash/writes.test.mjs", args);
    command.env("DESKBELL_STATE", &options.state).env("DESKBELL_WORKER", profile.worker());
    tally.runner(&mut command);
    Ok(())
}

fn browser(under_test: &UnderTest, args: &Args, tally: &mut Tally) {
    let chromium = match chromium::ensure() {
        Ok(chromium) => chromium,
        Err(error) => return tally.broken(&error),
    };
    say::step("Testing", "in Chromium");
    let report = paths::work().join("browser.json");
    let _ = fs::remove_file(&report);
    let mut command = process::command(paths::npm_bin("playwright"));
    command
        .args(["test", "--config=tests/browser/playwright.config.ts", "--reporter=list,json"])
        .args(&args.filters)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("CHROMIUM", chromium);
    if !args.filters.is_empty() {
        command.arg("--pass-with-no-tests");
    }
    under_test.tell(&mut command);
    let ended = process::run(&mut command, "Playwright failed");
    let read = || -> Result<_> { Ok(serde_json::from_slice(&fs::read(&report)?)?) };
    match read() {
        Ok(report) => tally.playwright(&report, ended.is_ok()),
        // Without a report, what Playwright ended with says more.
        Err(no_report) => tally.broken(&ended.err().unwrap_or(no_report)),
    }
}
