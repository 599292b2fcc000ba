//! `cargo xtask bench`: measured against the release, with the peers side by side.

use crate::build::{self, Profile};
use crate::serve::{self, Options, Servers};
use crate::setup::{self, chromium};
use crate::{paths, process};
use anyhow::{Result, bail};

/// What `bench` takes
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which benchmark
    #[arg(default_value = "load")]
    name: String,
}

/// A benchmark is a script, `tests/bench/{name}.mjs`, which finds the servers in its environment.
pub(crate) fn run(args: &Args) -> Result<()> {
    let script = paths::root().join("tests/bench").join(&args.name).with_extension("mjs");
    if !script.is_file() {
        bail!("there is no benchmark {}: `cargo xtask bench` alone runs `load`", args.name);
    }
    let tools = setup::tools()?;
    let chromium = chromium::ensure()?;
    build::build(Profile::Release, &tools)?;
    let options = Options {
        port: serve::free_port()?,
        storefront_port: serve::free_port()?,
        profile: Profile::Release,
        state: serve::fresh_state("bench-state")?,
        sites: vec![serve::demo_site()],
        variables: Vec::new(),
        upstreams: false,
        log: Some(paths::work().join("bench-edge.log")),
    };
    let servers = Servers::start(&options)?;
    process::run(
        process::command("node")
            .arg(script)
            .env("CHROMIUM", chromium)
            .env("DESKBELL_URL", &servers.help)
            .env("DESKBELL_STOREFRONT", &servers.storefront),
        "the benchmark failed",
    )
}
