//! Builds what is deployed: the files that are served as they are, and the Worker.

mod edge;
mod openapi;
mod own_std;
mod shrink;
mod site;
mod sizes;
mod widget;

use crate::setup::Tools;
use crate::{paths, say, setup};
use anyhow::Result;
use std::path::PathBuf;
use std::time::Instant;

/// How much work goes into small output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What is deployed.
    Release,
    /// Compiles quickly, for `dev`. Kept apart, so that neither evicts the other.
    Quick,
}

impl Profile {
    pub(crate) fn of(release: bool) -> Self {
        if release { Self::Release } else { Self::Quick }
    }

    /// The name of cargo's profile, and of its output folder.
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Quick => "quick",
        }
    }

    /// Half-made things and stamps.
    fn work(self) -> PathBuf {
        paths::work().join(self.name())
    }

    /// The folder that is served as it is. The release's is named in wrangler.toml.
    pub(crate) fn site(self) -> PathBuf {
        match self {
            Self::Release => paths::root().join("target/site"),
            Self::Quick => self.work().join("site"),
        }
    }

    /// The folder of the Worker. The release's is named in wrangler.toml.
    pub(crate) fn worker(self) -> PathBuf {
        match self {
            Self::Release => paths::root().join("edge/build"),
            Self::Quick => self.work().join("worker"),
        }
    }

    /// One script of `www`, bundled and minified.
    fn script(self, name: &str) -> PathBuf {
        self.work().join("www").join(name)
    }

    /// The style sheet, which the Worker puts into its pages.
    fn style(self) -> PathBuf {
        match self {
            Self::Release => paths::root().join("target/site-style.css"),
            Self::Quick => self.work().join("style.css"),
        }
    }
}

/// `cargo xtask build`: an error names what is larger than its budget.
pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    let tools = setup::tools()?;
    build(Profile::Release, &tools)?;
    say::done("release", start);
    sizes::report(Profile::Release, tools.std_source)
}

/// Builds all, skipping what has not changed. The old artefacts stay until their successors are there.
pub(crate) fn build(profile: Profile, tools: &Tools) -> Result<()> {
    // Two cargo commands, for in one the features of Yew would unify: `ssr` in the browser, `hydration` on the edge.
    widget::build(profile, tools)?;
    let assets = site::publish(profile)?;
    edge::build(profile, tools, &assets)?;
    // Only now does no page name the old ones any more.
    assets.sweep(profile)
}
