//! `cargo xtask`: everything this checkout is worked with, and nothing to install by hand.

#[cfg(not(unix))]
compile_error!("cargo xtask runs on Linux, macOS and WSL, where a whole process group can be stopped");

mod bench;
mod build;
mod check;
mod deploy;
mod dev;
mod import;
mod lint;
mod paths;
mod process;
mod say;
mod secret;
mod serve;
mod setup;
mod stamp;
mod test;
mod wrangler;

use clap::Parser;
use std::process::ExitCode;

/// Deskbell's commands. Each sets up first what it lacks.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    /// Build, load the demo sites, serve the help desk and a demo storefront, rebuild on change
    Dev(dev::Args),
    /// Run every test: model, worker, API, browser, crash
    Test(test::Args),
    /// Check formatting and clippy, as CI does
    Lint,
    /// Build what is deployed, print its sizes, fail over the budget
    Build,
    /// Load a site's folder: settings, texts and content, all or nothing
    Import(import::ImportArgs),
    /// Try the systems that a site names, and say what is wrong with them
    CheckSources(check::Args),
    /// Measure, with the peers side by side
    Bench(bench::Args),
    /// Build, migrate the database and deploy to Cloudflare
    Deploy(deploy::Args),
    /// Install everything that the other commands would install when they first need it
    Setup,
}

fn main() -> ExitCode {
    let command = Command::parse();
    process::stop_on_ctrl_c();
    let result = match command {
        Command::Dev(args) => dev::run(&args),
        // Says by itself what failed: the sum of all tests is to be the last line.
        Command::Test(args) => return test::run(&args),
        Command::Lint => lint::run(),
        Command::Build => build::run(),
        Command::Import(args) => import::run_import(&args),
        Command::CheckSources(args) => check::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Deploy(args) => deploy::run(&args),
        Command::Setup => setup::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
