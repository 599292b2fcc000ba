//! The servers of `dev`, `test` and `bench`: the help desk on workerd, storefronts on another origin, and for tests the
//! shop's own systems.

mod edge;
mod storefront;
mod upstreams;

use crate::build::Profile;
use crate::stamp::{Key, Stamp};
use crate::wrangler::{self, Target};
use crate::{import, paths, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU16, Ordering};
use upstreams::Upstreams;

/// How to serve.
pub(crate) struct Options {
    pub(crate) port: u16,
    pub(crate) storefront_port: u16,
    pub(crate) profile: Profile,
    /// The folder of the database.
    pub(crate) state: PathBuf,
    /// The sites to load into it.
    pub(crate) sites: Vec<PathBuf>,
    /// Whether their orders are moved to the present. Tests and benches look at fixed days, by a clock of their own.
    pub(crate) sample: bool,
    /// Variables of the Worker, as `NAME:value`.
    pub(crate) variables: Vec<String>,
    /// Whether to play the systems that sites name as `http://{name}.fake`.
    pub(crate) upstreams: bool,
    /// Takes what the Worker prints; without it, that goes to the terminal.
    pub(crate) log: Option<PathBuf>,
}

/// The servers. They stop when it is dropped.
pub(crate) struct Servers {
    pub(crate) help: String,
    pub(crate) storefront: String,
    edge: edge::Edge,
    _storefront: storefront::Storefront,
    pub(crate) upstreams: Option<Upstreams>,
}

impl Servers {
    /// Starts them, and returns when all answer.
    pub(crate) fn start(options: &Options) -> Result<Self> {
        let upstreams = if options.upstreams { Some(Upstreams::start()?) } else { None };
        match &upstreams {
            Some(upstreams) => load(options, &upstreams.sites(&options.sites)?)?,
            None => load(options, &options.sites)?,
        }
        let help = format!("http://localhost:{}", options.port);
        let pages = paths::root().join("www/demo/storefronts");
        let served = storefront::Storefront::start(options.storefront_port, pages, &help)?;
        let edge = edge::Edge::start(options)?;
        let storefront = storefront_origin(options.storefront_port);
        Ok(Self { help, storefront, edge, _storefront: served, upstreams })
    }

    /// An error when the Worker's server has ended by itself.
    pub(crate) fn check(&self) -> Result<()> {
        self.edge.check()
    }
}

fn storefront_origin(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// Migrates the database and imports the sites, unless that has been done with the very same.
pub(crate) fn load(options: &Options, sites: &[PathBuf]) -> Result<()> {
    let state = &options.state;
    let target = Target::Local { state: state.clone() };
    let migrations = paths::root().join("edge/migrations");
    let key = Key::default().path(&migrations)?.finish();
    // The stamps lie in the state, so that they go when it goes.
    Stamp::new(state.join("deskbell/migrations")).unless_done(&key, state, || {
        say::step("Migrating", "the local database");
        wrangler::migrate(&target)
    })?;
    let storefront = storefront_origin(options.storefront_port);
    let mut key = Key::default().bytes(key.as_bytes()).bytes(storefront.as_bytes());
    if options.sample {
        key = key.bytes(jiff::Timestamp::now().strftime("%F").to_string().as_bytes());
    }
    for site in sites {
        key = key.path(site)?;
    }
    Stamp::new(state.join("deskbell/sites")).unless_done(&key.finish(), state, || {
        say::step("Importing", "the sites");
        import::import(sites, &target, &storefront, options.sample)
    })
}

/// The demo's site.
pub(crate) fn demo_site() -> PathBuf {
    paths::root().join("www/demo/site")
}

/// The demo's site and those that only tests want: another language and zone, next to nothing, a source of each kind,
/// two sources of which one fails, sources that tests spoil, sites that write e-mails, one that asks elsewhere, an
/// untidy catalogue, guides and filters over other systems' products, one whose strangers wait, and one with a desk.
pub(crate) fn test_sites() -> Vec<PathBuf> {
    let tests = paths::root().join("tests/sites");
    let only_tests = [
        "paperie",
        "bare",
        "plugged",
        "half",
        "trouble",
        "mailed",
        "spoiltmail",
        "posted",
        "asked",
        "ticketed",
        "mixed",
        "chosen",
        "sifted",
        "guarded",
        "staffed",
    ]
    .map(|name| tests.join(name));
    [demo_site()].into_iter().chain(only_tests).collect()
}

/// A folder for a database that starts empty.
pub(crate) fn fresh_state(name: &str) -> Result<PathBuf> {
    let state = paths::work().join(name);
    if state.exists() {
        fs::remove_dir_all(&state).with_context(|| format!("{} cannot be removed", state.display()))?;
    }
    Ok(state)
}

/// Below those that systems give to connections by themselves (32,768 on Linux, 49,152 elsewhere): what is free among these
/// stays so until somebody asks for it by its number.
const PORTS: Range<u16> = 20_000..32_000;

/// A port that nobody uses now, and that was not given before.
pub(crate) fn free_port() -> Result<u16> {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    let count = PORTS.end - PORTS.start;
    // Two runs at the same time begin apart.
    let first = u16::try_from(std::process::id().wrapping_mul(101) % u32::from(count)).unwrap_or_default();
    (0..count)
        .map(|_| PORTS.start + first.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed)) % count)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .context("this machine has no free port")
}

/// An error that names the port and the option that chooses another.
pub(crate) fn ensure_free(port: u16, option: &str) -> Result<()> {
    // Connecting also finds a listener on all addresses, beside which one on this address could be bound.
    if TcpStream::connect(("localhost", port)).is_ok()
        || TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err()
    {
        bail!("port {port} is taken by another program: stop that, or choose another port with {option}");
    }
    Ok(())
}

/// An absolute path, for children that work in other folders.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("{} is no path", path.display()))
}
