//! `cargo xtask bench`: measured against the release, with the peers side by side.

use crate::build::{self, Profile};
use crate::serve::{self, Options, Servers};
use crate::setup::{self, Tools, chromium, servers};
use crate::wrangler::{self, Target};
use crate::{paths, process, stamp};
use anyhow::{Result, bail};
use std::process::Command;

/// What `bench` takes
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which benchmark
    #[arg(default_value = "load")]
    name: String,
    /// Its own options: `load` takes --runs and --only, `edge` --rounds and --seconds, `orders` --lookups, `live` --sockets and --rounds,
    /// `ask` --data and --sizes, `choose` --sizes and --rounds
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    options: Vec<String>,
}

/// A benchmark is a script, `tests/bench/{name}.mjs`, which finds in its environment what it measures.
pub(crate) fn run(args: &Args) -> Result<()> {
    if args.name == "ask" {
        return ask(&args.options);
    }
    let script = paths::root().join("tests/bench").join(&args.name).with_extension("mjs");
    if !script.is_file() {
        bail!("there is no benchmark {}: `cargo xtask bench` alone runs `load`", args.name);
    }
    let tools = setup::tools()?;
    let mut node = process::command("node");
    node.arg(script).args(&args.options);
    // Stops what it started when dropped, after the script.
    let _servers = match args.name.as_str() {
        "edge" => {
            edge(&tools, &mut node)?;
            None
        }
        "orders" => {
            orders(&tools, &mut node)?;
            None
        }
        "live" => {
            served(&tools, &mut node)?;
            None
        }
        "choose" => Some(choose(&tools, &mut node, &sizes(&args.options))?),
        _ => Some(load(&tools, &mut node)?),
    };
    process::run(&mut node, "the benchmark failed")
}

/// Search, natively: a benchmark of the crate that has its statements. Built for speed, as the database of D1 is.
fn ask(options: &[String]) -> Result<()> {
    let mut cargo = process::command("cargo");
    cargo.args(["bench", "--quiet", "--package=sources", "--bench=ask", "--"]).args(options).envs([
        ("CARGO_PROFILE_BENCH_OPT_LEVEL", "3"),
        ("CARGO_PROFILE_BENCH_LTO", "false"),
        ("CARGO_PROFILE_BENCH_CODEGEN_UNITS", "16"),
    ]);
    process::run(&mut cargo, "the benchmark failed")
}

/// The help desk and a storefront, for a browser.
fn load(tools: &Tools, node: &mut Command) -> Result<Servers> {
    let chromium = chromium::ensure()?;
    build::build(Profile::Release, tools)?;
    let servers = Servers::start(&options()?)?;
    node.env("CHROMIUM", chromium)
        .env("DESKBELL_URL", &servers.help)
        .env("DESKBELL_STOREFRONT", &servers.storefront);
    Ok(servers)
}

/// A database for the Worker, which the script itself serves.
fn edge(tools: &Tools, node: &mut Command) -> Result<()> {
    node.env("DESKBELL_WRK", servers::ensure("wrk")?);
    match servers::ensure("nginx") {
        Ok(nginx) => {
            node.env("DESKBELL_NGINX", nginx);
        }
        Err(error) => eprintln!("  Measured without nginx: {error:#}"),
    }
    served(tools, node)
}

/// A database with the demo's site, for a Worker that the script itself serves.
fn served(tools: &Tools, node: &mut Command) -> Result<()> {
    build::build(Profile::Release, tools)?;
    let options = options()?;
    serve::load(&options, &options.sites)?;
    node.env("DESKBELL_STATE", &options.state);
    Ok(())
}

/// A database with one site, whose only shop is at a port on which the script itself plays it.
fn orders(tools: &Tools, node: &mut Command) -> Result<()> {
    build::build(Profile::Release, tools)?;
    let port = serve::free_port()?;
    let site = paths::work().join("bench-orders");
    let settings = format!(
        "id = \"bench\"\nname = \"Bench\"\nlanguages = [\"en\"]\n\n\
         [[source]]\nid = \"shopify\"\nkind = \"shopify\"\naddress = \"http://127.0.0.1:{port}\"\nversion = \"2026-10\"\n"
    );
    stamp::write(&site.join("site.toml"), settings.as_bytes())?;
    let options = Options { sites: vec![site], ..options()? };
    serve::load(&options, &options.sites)?;
    node.env("DESKBELL_STATE", &options.state).env("DESKBELL_SHOPIFY_PORT", port.to_string());
    Ok(())
}

/// The sizes of catalogues that are asked for.
fn sizes(options: &[String]) -> Vec<String> {
    let mut options = options.iter().skip_while(|option| *option != "--sizes").skip(1);
    let sizes = options.next().map_or("500,5000,50000", String::as_str);
    sizes.split(',').map(str::to_owned).collect()
}

/// The help desk of generated shops of these sizes, for a browser and for the script itself, and their guides as the
/// database has them.
fn choose(tools: &Tools, node: &mut Command, sizes: &[String]) -> Result<Servers> {
    let chromium = chromium::ensure()?;
    build::build(Profile::Release, tools)?;
    let folder = paths::work().join("bench-choose");
    let mut generate = process::command("node");
    generate.arg("tests/bench/choose/sites.mjs").arg(&folder).args(sizes);
    process::run(&mut generate, "the catalogues could not be made")?;
    let folders = sizes.iter().map(|size| folder.join(format!("bench{size}"))).collect();
    let options = Options { sites: folders, ..options()? };
    serve::load(&options, &options.sites)?;
    let sql = "SELECT site, what, json FROM guides WHERE what IN ('en', 'columns', 'cards') ORDER BY site, what, part";
    let rows = wrangler::query(&Target::Local { state: options.state.clone() }, sql)?;
    let results: serde_json::Value = serde_json::from_str(&rows)?;
    let guides = folder.join("guides.json");
    stamp::write(&guides, results[0]["results"].to_string().as_bytes())?;
    let servers = Servers::start(&options)?;
    node.env("CHROMIUM", chromium)
        .env("DESKBELL_URL", &servers.help)
        .env("DESKBELL_GUIDES", guides)
        .env("DESKBELL_STATE", &options.state);
    Ok(servers)
}

fn options() -> Result<Options> {
    Ok(Options {
        port: serve::free_port()?,
        storefront_port: serve::free_port()?,
        profile: Profile::Release,
        state: serve::fresh_state("bench-state")?,
        sites: vec![serve::demo_site()],
        sample: false,
        variables: Vec::new(),
        upstreams: false,
        log: Some(paths::work().join("bench-edge.log")),
    })
}
