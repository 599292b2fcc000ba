//! `cargo xtask dev`: the help desk and a storefront on this machine, rebuilt on change.

use crate::build::{self, Profile};
use crate::serve::{self, Options, Servers};
use crate::setup::Tools;
use crate::{paths, process, say, setup, stamp};
use anyhow::Result;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// How often the sources are looked at. A look takes a few milliseconds, and needs no watcher of each system.
const LOOK: Duration = Duration::from_millis(300);

/// What `dev` takes
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The help desk's port
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The demo storefront's port
    #[arg(long, default_value_t = 8788)]
    storefront_port: u16,
    /// The database's folder: a kept one goes on, a new one starts empty
    #[arg(long, value_name = "DIR", default_value = ".wrangler/state")]
    state: PathBuf,
    /// A site's folder to load; may be given several times [default: www/demo/site]
    #[arg(long = "site", value_name = "DIR")]
    sites: Vec<PathBuf>,
    /// Serve what would be deployed: smaller, and slower to build
    #[arg(long)]
    release: bool,
}

/// Serves until Ctrl-C.
pub(crate) fn run(args: &Args) -> Result<()> {
    process::ctrl_c_is_success();
    serve::ensure_free(args.port, "--port")?;
    serve::ensure_free(args.storefront_port, "--storefront-port")?;
    let options = options(args)?;
    let tools = setup::tools()?;
    let start = Instant::now();
    build::build(options.profile, &tools)?;
    say::done("build", start);
    let servers = Servers::start(&options)?;
    println!("\n  help desk   {}\n  storefront  {}\n", servers.help, servers.storefront);
    println!("ready: open the storefront and ring; Ctrl-C stops");
    watch(&options, &tools, &servers)
}

fn options(args: &Args) -> Result<Options> {
    let sites = if args.sites.is_empty() { vec![serve::demo_site()] } else { args.sites.clone() };
    Ok(Options {
        port: args.port,
        storefront_port: args.storefront_port,
        profile: Profile::of(args.release),
        state: serve::absolute(&args.state)?,
        sample: args.sites.is_empty(),
        sites: sites.iter().map(|site| serve::absolute(site)).collect::<Result<_>>()?,
        variables: Vec::new(),
        upstreams: false,
        log: None,
    })
}

/// Rebuilds when sources have changed and have then been left alone for one look.
fn watch(options: &Options, tools: &Tools, servers: &Servers) -> Result<()> {
    let root = paths::root();
    let sources = ["model", "widget", "edge", "www", "Cargo.toml"].map(|source| root.join(source));
    let sources: Vec<PathBuf> = sources.into_iter().chain(options.sites.iter().cloned()).collect();
    let mut built = look(&sources);
    let mut seen = built;
    loop {
        thread::sleep(LOOK);
        servers.check()?;
        let now = look(&sources);
        if now == seen && now != built {
            built = now;
            rebuild(options, tools);
        }
        seen = now;
    }
}

/// What fails is said; what was served stays.
fn rebuild(options: &Options, tools: &Tools) {
    let start = Instant::now();
    match build::build(options.profile, tools).and_then(|()| serve::load(options, &options.sites)) {
        Ok(()) => say::done("rebuild", start),
        Err(error) => eprintln!("error: {error:#}\nThe last good build is still served."),
    }
}

/// Tells one state of the sources from another.
fn look(sources: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in sources.iter().flat_map(|source| stamp::files(source)) {
        let about = file.metadata().ok().map(|about| (about.len(), about.modified().ok()));
        (file, about).hash(&mut hasher);
    }
    hasher.finish()
}
