//! A Chromium for the browser tests: the one that `CHROMIUM` names, else one that is there, else one installed.

use super::apt;
use crate::{paths, process, say};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::time::Instant;

const ON_PATH: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
];

const ON_MACOS: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Where these packages put their fonts: without them, Japanese, Chinese and Arabic are boxes on screenshots.
const FONTS: [(&str, &str); 2] = [
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto"),
    ("fonts-noto-core", "/usr/share/fonts/truetype/noto"),
];

/// The path of a Chromium.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|value| !value.is_empty()) {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROMIUM names {}, which is not there: correct it, or unset it", named.display());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    let start = Instant::now();
    if install_by_apt().is_err() {
        install_by_playwright()?;
    }
    match find() {
        Some(found) => {
            say::done("Chromium", start);
            Ok(found)
        }
        None => bail!(
            "no Chromium was found, and none could be installed: install one, or name yours in the variable CHROMIUM"
        ),
    }
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let on_path = ON_PATH.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let candidates = on_path.chain(ON_MACOS.iter().map(PathBuf::from));
    candidates.chain(std::iter::once_with(playwrights).flatten()).find(|candidate| candidate.is_file())
}

/// Where the Playwright that npm installed keeps its own Chromium.
fn playwrights() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let mut node = process::command("node");
    let path = process::output(node.args(["-e", script]), "Playwright could not be asked").ok()?;
    Some(PathBuf::from(path.trim()))
}

fn install_by_apt() -> Result<()> {
    let fonts = FONTS.iter().filter(|(_, folder)| !Path::new(folder).exists()).map(|(package, _)| *package);
    let packages: Vec<&str> = std::iter::once("chromium").chain(fonts).collect();
    say::step("Installing", "Chromium, and fonts for the languages we show, by apt-get");
    apt::install(&packages)
}

fn install_by_playwright() -> Result<()> {
    say::step("Installing", "Chromium by Playwright");
    process::run(
        process::command(paths::npm_bin("playwright")).args(["install", "chromium"]),
        "no Chromium was found, and Playwright could not download one: install one, or name yours in the variable CHROMIUM",
    )
}
