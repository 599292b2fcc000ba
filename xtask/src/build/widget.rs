//! What browsers run: Rust -> WASM and its glue -> both small.

use super::Profile;
use super::own_std;
use super::shrink::shrink;
use crate::setup::Tools;
use crate::stamp::{Key, Stamp};
use crate::{paths, process, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A panic is one instruction and carries no text: with a library of its own size that saves the shopper a sixth of the
/// WASM. Nobody reads a panic's message in a shopper's browser, and the page below it goes on as a plain one.
const OWN_STD_FLAGS: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// Half of the stack that is usual: so what is below it and the data above lie within the first MiB, where an address is
/// three bytes instead of four wherever the WASM names one.
const STACK: &str = "-Clink-arg=-zstack-size=524288";

/// What its files are called.
const NAME: &str = "app";

/// Where [`build`] leaves the glue.
pub(super) fn glue(profile: Profile) -> PathBuf {
    profile.work().join("widget").join(format!("{NAME}.js"))
}

/// Where [`build`] leaves the WASM, under the name by which the glue asks for it.
pub(super) fn wasm(profile: Profile) -> PathBuf {
    profile.work().join("widget").join(format!("{NAME}_bg.wasm"))
}

pub(super) fn build(profile: Profile, tools: &Tools) -> Result<()> {
    let compiled = compile(profile, tools)?;
    let bytes = fs::read(&compiled)
        .with_context(|| format!("cargo left no {}: run this again", compiled.display()))?;
    // The tools' versions are in the lock files.
    let key = Key::default()
        .bytes(&bytes)
        .path(&paths::root().join("package-lock.json"))?
        .bytes(tools.wasm_bindgen.as_os_str().as_encoded_bytes())
        .finish();
    Stamp::new(profile.work().join("widget.stamp"))
        .unless_done(&key, &wasm(profile), || bind(profile, tools, &compiled))
}

/// Compiles it, and says where the WASM is.
fn compile(profile: Profile, tools: &Tools) -> Result<PathBuf> {
    let mut command = process::command("cargo");
    command
        // Not `cargo build`: the widget is also an `rlib`, for the edge, and with both cargo leaves out LTO.
        .args(["rustc", "--lib", "--crate-type=cdylib", "--package", "widget", "--features", "hydrate"])
        .args(["--target=wasm32-unknown-unknown", "--profile", profile.name()]);
    let target = own_std::enable(&mut command, profile, tools, &OWN_STD_FLAGS);
    command.args(["--", STACK]);
    process::run(&mut command, "the widget does not compile")?;
    Ok(target.join("wasm32-unknown-unknown").join(profile.name()).join("widget.wasm"))
}

fn bind(profile: Profile, tools: &Tools, compiled: &Path) -> Result<()> {
    say::step("Shrinking", "the widget");
    let glue = glue(profile);
    let folder = glue.parent().context("a file has a folder")?;
    process::run(
        process::command(&tools.wasm_bindgen)
            .args(["--target=web", "--no-typescript", "--out-name", NAME, "--out-dir"])
            .arg(folder)
            .arg(compiled),
        "wasm-bindgen failed",
    )?;
    if profile == Profile::Release {
        shrink(&wasm(profile))?;
    }
    let glue = glue.as_os_str();
    process::run(
        process::command(paths::npm_bin("esbuild"))
            .args(["--bundle", "--minify", "--format=esm", "--log-level=warning", "--allow-overwrite"])
            // wasm-bindgen names a module once for each of its functions.
            .arg("--log-override:duplicate-object-key=silent")
            .arg(glue)
            .arg(format!("--outfile={}", glue.display())),
        "esbuild could not minify what is between a WASM and its page",
    )
}
